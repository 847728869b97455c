"""Asking what happened to a commitment."""

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal, get_args, get_origin

import msgspec

from commitrack.actions.open import choose
from commitrack.actions.update import Draft, Recorded, objection_so_far, record
from commitrack.cli.declare import BadValue
from commitrack.cli.fields import reader_of
from commitrack.cli.guides.sources import ask_for_sources
from commitrack.cli.prompts import Conversation, converse
from commitrack.cli.readers import LastDate, choose_word, parse_last_date, parse_text
from commitrack.errors import UnknownId
from commitrack.ledger import store
from commitrack.ledger.claims import CLAIMS, ClaimKind, Part
from commitrack.ledger.fields import bare, keys_of
from commitrack.ledger.model import BOUNDS, FLAGS, REPORTERS, AnyCommitment, Ledger, Update
from commitrack.ledger.parse import parse
from commitrack.ledger.rules.texts import listed
from commitrack.ledger.scale import Scale
from commitrack.progress.history import history, standing_updates
from commitrack.progress.judge import judge
from commitrack.words.format import called, label
from commitrack.words.phrases import claim_made, figure

_AMOUNTS: tuple[ClaimKind, ...] = ("add", "total", "level", "count")
_FIELDS = {field.name: field for field in keys_of(Update).values()}


def guide(path: Path, commitment_id: str | None, *, wait: float, dry_run: bool) -> None:
    """Ask what happened step by step, show the update, and write it; ask to which commitment if none is named."""
    ledger = parse(store.read(path), str(path)).ledger
    if not ledger.commitments:
        raise UnknownId(f"{path}: holds no commitment yet; add one with 'commitrack add'")
    if commitment_id is not None:
        choose(ledger, commitment_id)

    def ask_all(talk: Conversation) -> Callable[[str], Recorded]:
        draft = _ask_for_draft(talk, ledger, commitment_id)
        return lambda text: record(text, path, draft)

    converse(path, ask_all, wait=wait, dry_run=dry_run)


class _Draft(msgspec.Struct):
    """An update in the making, which says what speaks against it so far."""

    ledger: Ledger
    commitment_id: str
    now: datetime
    said: dict[str, Any]
    on: date | None = None
    has_same_source: bool = False

    def refuse(self, said: Mapping[str, Any], *, is_reporter_known: bool = False) -> None:
        """Refuse an answer that would keep the update from being recorded, whatever else is answered."""
        draft = self.finish(said)
        if objection := objection_so_far(self.ledger, draft, is_reporter_known=is_reporter_known):
            raise BadValue(f"{objection}; answer otherwise, or go back with <")

    def finish(self, said: Mapping[str, Any] = MappingProxyType({})) -> Draft:
        known = {key: value for key, value in {**self.said, **said}.items() if value is not None}
        return Draft(self.commitment_id, known, self.on, self.now, has_same_source=self.has_same_source)


def _ask_for_draft(talk: Conversation, ledger: Ledger, named: str | None) -> Draft:
    commitment_id = named or _pick_commitment(talk, ledger)
    commitment = choose(ledger, commitment_id)
    draft = _Draft(ledger, commitment_id, datetime.now(UTC), {})
    picked = _pick_claim(talk, commitment)
    if picked == "restated":
        draft.said["restates"], claim = _pick_restated(talk, commitment, ledger.scale)
    elif picked == "retraction":
        corrected, claim = _pick_corrected(talk, commitment, ledger.scale)
        draft.said["corrects"] = corrected.id
        is_sourced = claim != "retraction" and corrected.source is not None
        draft.has_same_source = is_sourced and talk.agree("Is its source that of the update it replaces?")
    else:
        claim = picked
        draft.on = _ask_for_date(talk, claim)
    _ask_for_claim(talk, commitment, claim, draft)
    if claim in _AMOUNTS:
        _ask_how_final(talk, draft)
    if not draft.has_same_source:
        _ask_for_evidence(talk, draft, needed=ledger.about.require_source and claim != "retraction")
    explained = claim in ("status", "retraction")
    draft.said["note"] = talk.ask("Why", parse_text) if explained else talk.ask_optional("A remark", parse_text)
    return draft.finish()


def _ask_for_date(talk: Conversation, claim: ClaimKind) -> date:
    def read(text: str) -> LastDate:
        answer = parse_last_date(text)
        if answer.date > date.today() and not CLAIMS[claim].may_be_ahead:
            raise BadValue(f"{answer.date} is in the future, of which nobody can know that yet")
        return answer

    answer = talk.ask("The date it is true for", read, default=str(date.today()))
    if answer.remark:
        talk.say(f"  → {answer.remark}")
    return answer.date


def _pick_commitment(talk: Conversation, ledger: Ledger) -> str:
    today = date.today()
    titles = {}
    for key, commitment in ledger.commitments.items():
        judgement = judge(ledger, key, today)
        numbers = f"{figure(judgement)}, " if judgement.measured else ""
        titles[key] = f"{key}: {commitment.title} ({numbers}{called(judgement.status, judgement.scale)})"
    return talk.pick(f"Which commitment? Its number, or words of it (1 to {len(titles)})", titles)


def _pick_claim(talk: Conversation, commitment: AnyCommitment) -> ClaimKind | Literal["restated"]:
    has_history = any(update.id for update in commitment.updates)
    choices: dict[ClaimKind | Literal["restated"], str] = {
        claim: CLAIMS[claim].choice for claim in commitment.takes if claim != "retraction"
    }
    if any(update.claim in _AMOUNTS for update in _replaceable(commitment).values()):
        choices["restated"] = "a publisher released a newer figure in place of an earlier one"
    if has_history:
        choices["retraction"] = CLAIMS["retraction"].choice
    return talk.pick("Number", choices, about="What happened?")


def _replaceable(commitment: AnyCommitment) -> dict[str, Update]:
    """Return the updates that another may take the place of, by their ids, the newest first."""
    standing = standing_updates(history(commitment.updates, date.max))
    return {update.id: update for update in reversed(standing) if update.id and update.claimed}


def _named(update: Update, commitment: AnyCommitment, scale: Scale) -> str:
    return f"{update.date}  {claim_made(update, commitment, scale)}  ({update.id})"


def _pick_restated(talk: Conversation, commitment: AnyCommitment, scale: Scale) -> tuple[str, ClaimKind]:
    """Return the id of the figure that a newer one replaces, and its claim."""
    known = {key: update for key, update in _replaceable(commitment).items() if update.claim in _AMOUNTS}
    choices = {key: _named(update, commitment, scale) for key, update in known.items()}
    restated = talk.pick("Number", choices, about="Which figure does it replace?")
    return restated, known[restated].claim


def _pick_corrected(talk: Conversation, commitment: AnyCommitment, scale: Scale) -> tuple[Update, ClaimKind]:
    """Return the update that was wrong, and the claim that replaces it or ``retraction``."""
    known = _replaceable(commitment)
    wrong = {key: _named(update, commitment, scale) for key, update in known.items()}
    corrected = known[talk.pick("Number", wrong, about="Which one was wrong?")]
    nothing: dict[ClaimKind, str] = {"retraction": "nothing: it is withdrawn"}
    others = {claim: CLAIMS[claim].choice for claim in commitment.takes}
    return corrected, talk.pick("Number", {**nothing, **others, **nothing}, about="What is right instead?")


def _ask_for_claim(talk: Conversation, commitment: AnyCommitment, claim: ClaimKind, draft: _Draft) -> None:
    """Ask for what makes a claim; the last of the answers is refused where the claim cannot stand."""
    if claim == "revision":
        _ask_for_revision(talk, commitment, draft)
        return
    declared = CLAIMS[claim]
    needed = [*declared.makes.items(), *((field, part) for field, part in declared.beside.items() if part.is_needed)]
    last = needed[-1][0] if needed else ""
    for field, part in needed:
        draft.said[_key(field)] = _ask_for(talk, field, part, draft if field == last else None, draft.ledger.scale)
    for field, part in declared.beside.items():
        if not part.is_needed:
            read = reader_of(_FIELDS[field].type)
            draft.said[_key(field)] = talk.ask_optional(part.question, read, at_last=_refusing(draft, field))


def _key(field: str) -> str:
    return _FIELDS[field].encode_name


def _refusing(draft: _Draft | None, field: str) -> Callable[[Any], None]:
    """Return what refuses an answer for a field; nothing is refused before the update is complete enough."""

    def refuse(answer: Any) -> None:
        if draft is not None:
            draft.refuse({_key(field): answer})

    return refuse


def _ask_for(talk: Conversation, field: str, part: Part, draft: _Draft | None, scale: Scale) -> Any:
    """Ask for a field of a claim, and read the answer as the field's type has it."""
    plain = bare(_FIELDS[field].type)
    if plain is bool:
        return True
    if get_origin(plain) is Literal:
        said = {word: called(word, scale) if field == "status" else label(word) for word in get_args(plain)}
        return talk.pick("Number", said, about=part.question)
    known = reader_of(_FIELDS[field].type)
    refuse = _refusing(draft, field)

    def read(text: str) -> Any:
        answer = known(text)
        refuse(answer)
        return answer

    return talk.ask(part.question, read)


def _ask_for_revision(talk: Conversation, commitment: AnyCommitment, draft: _Draft) -> None:
    """Ask for the sides of the goal that the commitment has, and for its last date."""
    parts = CLAIMS["revision"].makes
    for key in ("target", "at_most"):
        if getattr(commitment, key, None) is not None:
            draft.said[key] = talk.ask_optional(parts[key].question, reader_of(_FIELDS[key].type))
    if all(draft.said.get(key) is None for key in ("target", "at_most")):
        draft.said["due"] = _ask_for(talk, "due", parts["due"], draft, draft.ledger.scale)
    else:
        read = reader_of(_FIELDS["due"].type)
        draft.said["due"] = talk.ask_optional(parts["due"].question, read, at_last=_refusing(draft, "due"))


def _ask_how_final(talk: Conversation, draft: _Draft) -> None:
    words = partial(choose_word, words=(*FLAGS, *BOUNDS))
    answer = talk.ask_optional(f"If it is not final or exact: {listed((*FLAGS, *BOUNDS))}", words)
    if answer is not None:
        draft.said["flag" if answer in FLAGS else "bound"] = answer


def _ask_for_evidence(talk: Conversation, draft: _Draft, *, needed: bool) -> None:
    """Ask for sources, and who reports it; what that makes of the figure is refused where it cannot stand."""
    draft.said |= ask_for_sources(talk, "Source: an address or citation", needed=needed)
    if "source" in draft.said:
        draft.said["quote"] = talk.ask_optional("What it says, word for word", parse_text)
    draft.said["publisher"] = talk.ask_optional("Who published it", parse_text)
    reporters = partial(choose_word, words=REPORTERS)
    draft.said["by"] = talk.ask_optional(
        f"Who reports it: {listed(REPORTERS)}",
        reporters,
        at_last=lambda by: draft.refuse({"by": by}, is_reporter_known=True),
    )
