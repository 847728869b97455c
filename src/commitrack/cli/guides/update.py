"""Asking what happened to a commitment."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, Literal, get_args, get_origin

from commitrack.actions.open import choose
from commitrack.actions.update import Draft, Recorded, record
from commitrack.cli.fields import reader_of
from commitrack.cli.prompts import ask, ask_optional, converse, pick
from commitrack.cli.readers import parse_last_date, parse_text
from commitrack.cli.streams import print_message
from commitrack.errors import UnknownId
from commitrack.ledger import store
from commitrack.ledger.claims import CLAIMS, ClaimKind, Part
from commitrack.ledger.fields import bare, keys_of
from commitrack.ledger.model import AnyCommitment, Ledger, Update
from commitrack.ledger.parse import parse
from commitrack.progress.history import history, standing_updates
from commitrack.progress.judge import judge
from commitrack.words.format import label
from commitrack.words.phrases import claim_made, figure

_FIELDS = {field.name: field for field in keys_of(Update).values()}


def guide(path: Path, commitment_id: str | None, *, wait: float, dry_run: bool) -> None:
    """Ask what happened step by step, show the update, and write it; ask to which commitment if none is named."""
    ledger = parse(store.read(path), str(path)).ledger
    if not ledger.commitments:
        raise UnknownId(f"{path}: holds no commitment yet; add one with 'commitrack add'")
    if commitment_id is not None:
        choose(ledger, commitment_id)

    def ask_all() -> Callable[[str], Recorded]:
        draft = _ask_for_draft(ledger, commitment_id)
        return lambda text: record(text, path, draft)

    converse(path, ask_all, wait=wait, dry_run=dry_run)


def _ask_for_draft(ledger: Ledger, named: str | None) -> Draft:
    commitment_id = named or _pick_commitment(ledger)
    commitment = choose(ledger, commitment_id)
    said: dict[str, Any] = {}
    claim = _pick_claim(commitment)
    if claim == "retraction":
        said["corrects"], claim = _pick_corrected(commitment)
    said |= _ask_for_claim(commitment, claim)
    on = None
    if not said.get("corrects"):
        on = _ask_for_date()
    said |= _ask_for_evidence(needed=ledger.about.require_source and claim != "retraction")
    said["note"] = ask("Why", parse_text) if claim in ("status", "retraction") else ask_optional("A remark", parse_text)
    said = {key: value for key, value in said.items() if value is not None}
    return Draft(commitment_id, said, on, datetime.now(UTC))


def _ask_for_date() -> date:
    answer = ask("The date it is true for", parse_last_date, default=str(date.today()))
    if answer.remark:
        print_message(f"  → {answer.remark}")
    return answer.date


def _pick_commitment(ledger: Ledger) -> str:
    today = date.today()
    titles = {}
    for key, commitment in ledger.commitments.items():
        judgement = judge(ledger, key, today)
        numbers = f"{figure(judgement)}, " if judgement.measured else ""
        titles[key] = f"{key}: {commitment.title} ({numbers}{label(judgement.status)})"
    return pick(f"Which commitment? Its number, or words of it (1 to {len(titles)})", titles)


def _pick_claim(commitment: AnyCommitment) -> ClaimKind:
    has_history = any(update.id for update in commitment.updates)
    choices = {claim: CLAIMS[claim].choice for claim in commitment.takes if claim != "retraction" or has_history}
    print("What happened?")
    return pick("Number", choices)


def _pick_corrected(commitment: AnyCommitment) -> tuple[str, ClaimKind]:
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
    nothing: dict[ClaimKind, str] = {"retraction": "nothing: it is withdrawn"}
    others = {claim: CLAIMS[claim].choice for claim in commitment.takes}
    return corrected, pick("Number", {**nothing, **others, **nothing})


def _ask_for_claim(commitment: AnyCommitment, claim: ClaimKind) -> dict[str, Any]:
    if claim == "revision":
        return _ask_for_revision(commitment)
    declared = CLAIMS[claim]
    made = {_FIELDS[field].encode_name: _ask_for(field, part, ask) for field, part in declared.makes.items()}
    beside = {
        _FIELDS[field].encode_name: _ask_for(field, part, ask if part.is_needed else ask_optional)
        for field, part in declared.beside.items()
    }
    return made | beside


def _ask_for(field: str, part: Part, asking: Callable[[str, Callable[[str], Any]], Any]) -> Any:
    """Ask for a field of a claim, and read the answer as the field's type has it."""
    plain = bare(_FIELDS[field].type)
    if plain is bool:
        return True
    if get_origin(plain) is Literal:
        return pick(part.question, {word: label(word) for word in get_args(plain)})
    return asking(part.question, reader_of(_FIELDS[field].type))


def _ask_for_revision(commitment: AnyCommitment) -> dict[str, Any]:
    """Ask for the sides of the goal that the commitment has, and for its last date."""
    parts = CLAIMS["revision"].makes
    asked = [key for key in ("target", "at_most") if getattr(commitment, key, None) is not None]
    said = {key: _ask_for(key, parts[key], ask_optional) for key in asked}
    needed = all(value is None for value in said.values())
    return said | {"due": _ask_for("due", parts["due"], ask if needed else ask_optional)}


def _ask_for_evidence(*, needed: bool) -> dict[str, Any]:
    question = "Source: an address or citation"
    source = ask(question, parse_text) if needed else ask_optional(question, parse_text)
    if source is None:
        return {}
    return {"source": source, "quote": ask_optional("What it says, word for word", parse_text)}
