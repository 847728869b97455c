"""Asking what happened to a commitment."""

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from commitrack.actions.open import choose
from commitrack.actions.update import Recording
from commitrack.cli.options import parse_amount, parse_day, parse_text
from commitrack.cli.prompts import ask, ask_optional, converse, pick
from commitrack.errors import UnknownId
from commitrack.ledger import store
from commitrack.ledger.model import VERDICTS, AnyCommitment, Ledger, Qualitative
from commitrack.ledger.parse import parse
from commitrack.progress.history import history, standing_updates
from commitrack.progress.judge import judge
from commitrack.words.phrases import claim_made, figure, label

_CLAIMS = {
    "add": "so many more came since the last figure",
    "total": "there is a new figure so far",
    "grant": "members came into force",
    "withdraw": "members are no longer in force",
    "checked": "looked, and found nothing new",
    "status": "a verdict is to be declared, with its reason",
    "revision": "the commitment itself was revised",
    "retraction": "an earlier update was wrong",
}


def guide(path: Path, commitment_id: str | None, *, wait: float, dry_run: bool) -> None:
    """Ask what happened step by step, show the update, and write it; ask to which commitment if none is named."""
    ledger = parse(store.read(path), str(path)).ledger
    if not ledger.commitments:
        raise UnknownId(f"{path}: holds no commitment yet; add one with 'commitrack add'")
    if commitment_id is not None:
        choose(ledger, commitment_id)
    converse(lambda: _ask_for_recording(path, ledger, commitment_id), wait=wait, dry_run=dry_run)


def _ask_for_recording(path: Path, ledger: Ledger, named: str | None) -> Recording:
    commitment_id = named or _pick_commitment(ledger)
    commitment = choose(ledger, commitment_id)
    said: dict[str, Any] = {}
    claim = _pick_claim(commitment, "What happened?")
    if claim == "retraction":
        said["corrects"], claim = _pick_corrected(commitment)
    said |= _ask_for_claim(commitment, claim)
    on = None
    if not said.get("corrects"):
        on = ask("The day it is true for", parse_day, default=str(date.today()))
    said |= _ask_for_evidence(needed=ledger.about.require_source and claim != "retraction")
    said["note"] = ask("Why", parse_text) if claim in ("status", "retraction") else ask_optional("A remark", parse_text)
    said = {key: value for key, value in said.items() if value is not None}
    return Recording(path, commitment_id, said, on, datetime.now(UTC))


def _pick_commitment(ledger: Ledger) -> str:
    today = date.today()
    titles = {}
    for key, commitment in ledger.commitments.items():
        judgement = judge(commitment, today)
        numbers = "" if isinstance(commitment, Qualitative) else f"{figure(judgement)}, "
        titles[key] = f"{key}: {commitment.title} ({numbers}{label(judgement.status)})"
    return pick(f"Which commitment? Its number, or words of it (1 to {len(titles)})", titles)


def _pick_claim(commitment: AnyCommitment, question: str) -> str:
    has_history = any(update.id for update in commitment.updates)
    claims = [claim for claim in commitment.takes if claim != "retraction" or has_history]
    print(question)
    return pick("Number", {claim: _CLAIMS[claim] for claim in claims})


def _pick_corrected(commitment: AnyCommitment) -> tuple[str, str]:
    """Return the id of the update that was wrong, and the claim that replaces it or ``retraction``."""
    standing = standing_updates(history(commitment.updates, date.max))
    wrong = {
        update.id: f"{update.date}  {claim_made(update, commitment)}  ({update.id})"
        for update in reversed(standing)
        if update.id and update.claimed
    }
    print("Which one was wrong?")
    corrected = pick("Number", wrong)
    print("What is right instead?")
    claims = {claim: _CLAIMS[claim] for claim in commitment.takes if claim != "retraction"}
    return corrected, pick("Number", {"retraction": "nothing: it is withdrawn"} | claims)


def _ask_for_claim(commitment: AnyCommitment, claim: str) -> dict[str, Any]:
    match claim:
        case "add":
            return {"add": ask("How many more", parse_amount)}
        case "total":
            return {"total": ask("The figure so far", parse_amount)}
        case "grant":
            names = ask("Who came into force (names with commas between)", parse_text)
            return {"grant": _names(names), "until": ask_optional("Until, the last day in force", parse_day)}
        case "withdraw":
            return {"withdraw": _names(ask("Who is no longer in force (names with commas between)", parse_text))}
        case "checked":
            return {"checked": True}
        case "status":
            return {"status": pick("Verdict", {verdict: label(verdict) for verdict in VERDICTS})}
        case "revision":
            target = None if isinstance(commitment, Qualitative) else ask_optional("The new target", parse_amount)
            due = (ask_optional if target is not None else ask)("The new last day", parse_day)
            return {"target": target, "due": due}
        case _:
            return {}


def _names(text: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in text.split(",") if name.strip())


def _ask_for_evidence(*, needed: bool) -> dict[str, Any]:
    question = "Source: an address or citation"
    source = ask(question, parse_text) if needed else ask_optional(question, parse_text)
    if source is None:
        return {}
    return {"source": source, "quote": ask_optional("What it says, word for word", parse_text)}
