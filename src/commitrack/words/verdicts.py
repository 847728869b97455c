"""Who says how a promise stands: what is declared, and by whom."""

from collections.abc import Iterator

from commitrack.ledger.model import Level, Periodic, Update
from commitrack.ledger.scale import Scale
from commitrack.progress.judgement import Judgement
from commitrack.progress.periods import every
from commitrack.words.format import called, capitalised, count, inside


def declared(judgement: Judgement) -> str:
    """Write a status for people; a verdict says that somebody declared it."""
    status = called(judgement.status, judgement.scale)
    if judgement.verdict:
        late = judgement.figure_late if judgement.counted_status == "fulfilled-late" else None
        late = judgement.days_late or late
        return (
            _DECLARED_LATE.format(status=status, days=count(late, "day")) if late else _DECLARED.format(status=status)
        )
    party = None if judgement.has_number else judgement.party_verdict
    return _SAID_BY.format(status=status, who=who(party)) if party else status


_DECLARED = "declared {status}"
_DECLARED_LATE = "declared {status}, {days} late"
_SAID_BY = "{status}, said by {who}"


def who(update: Update) -> str:
    """Say within a sentence who is behind an update: a party, by its side, or else the publisher.

    What a party says may be published by anybody, such as a newspaper, who does not say so himself.
    """
    named = _PARTIES.get(update.by or "") or inside(update.publisher or "")
    return named or {"media": "the media", "independent": "somebody independent"}.get(update.by or "", "somebody")


_PARTIES = {"pledger": "the pledger", "recipient": "the recipient"}


def by_first_terms(judgement: Judgement) -> Iterator[str]:
    """Say in a few words what the first terms give, where that is something else: ``missed``, ``349 days late``."""
    if judgement.differs_from_original and judgement.original_state:
        yield called(judgement.original_state, judgement.scale)
    elif record := record_at_first(judgement):
        yield record
    elif judgement.figures_differ_in_lateness:
        yield _LATE.format(days=count(judgement.original_figure_late or 0, "day"))
    if judgement.verdict_differs_in_lateness:
        late = judgement.original_days_late
        yield _LATE.format(days=count(late, "day")) if late else _IN_TIME


def record_at_first(judgement: Judgement) -> str:
    """Write how many periods were kept by the first terms, where the state is the same and those are not."""
    commitment, original = judgement.commitment, judgement.original
    if original is None or judgement.differs_from_original or original.record == judgement.record:
        return ""
    if not isinstance(commitment, Periodic | Level) or not commitment.every:
        return ""
    from commitrack.words.periods import kept  # which a list without periods need not import

    return kept(original, every(commitment.every))


_LATE, _IN_TIME = "{days} late", "in time"


def declared_by(judgement: Judgement) -> str:
    """Say who declared the status; empty where it is computed."""
    verdict = judgement.verdict
    if verdict is None:
        return ""
    return _BY.format(who=declarer(verdict))


def declarer(verdict: Update) -> str:
    """Say within a sentence who declares a verdict: whoever keeps the ledger, where it names nobody."""
    return who(verdict) if verdict.by else _KEEPERS


def claimed(said: Update, scale: Scale) -> str:
    """Say what somebody else declares than the one whose verdict is the status."""
    return (_SAY if said.by is None else _SAYS).format(
        who=capitalised(declarer(said)), status=called(said.status or "", scale)
    )


_BY, _KEEPERS = "by {who}", "those who keep this list"
_SAYS, _SAY = "{who} says: {status}", "{who} say: {status}"
