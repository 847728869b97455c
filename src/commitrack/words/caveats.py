"""What belongs to a status wherever that stands alone, in a row of a list or a page, on a card or a picture."""

from collections.abc import Iterator, Sequence

from commitrack.ledger.model import Level, Periodic, Update
from commitrack.progress.judgement import Judgement
from commitrack.progress.periods import every
from commitrack.progress.rules.rival import Rival
from commitrack.words.format import called, inside
from commitrack.words.phrases import period_name
from commitrack.words.revisions import revision
from commitrack.words.verdicts import by_first_terms, claimed


def caveats(judgement: Judgement, claims: Sequence[Update] | None = None) -> Iterator[str]:
    """Say what else could be said than a status: of which periods, by whom, and by which terms.

    ``claims`` are the verdicts to tell beside it: all others that there are, unless the status says one of them.
    """
    scale = judgement.scale
    if periods := _decisive_periods(judgement):
        yield periods
    if state := judgement.by_the_figures:
        yield _BY_FIGURES.format(state=called(state, scale))
    at_first = [_BY_FIRST_TERMS.format(said=said) for said in by_first_terms(judgement)]
    if not at_first and revision(judgement):
        at_first = [_REVISED]
    yield from at_first
    yield from (claimed(said, scale) for said in (judgement.other_verdicts if claims is None else claims))
    for rival in judgement.rivals:
        if rival.differs:
            yield _by_rival(rival, judgement)


_IN_PERIODS = "{state} in {periods}"
_BY_FIGURES = "by the figures {state}"
_BY_FIRST_TERMS = "by its first terms {said}"
_REVISED = "revised"
_BY_RIVAL = "by the figures of {name} {state}"
_BY_RIVAL_IN = "by the figures of {name} {state} in {period}"


def _by_rival(rival: Rival, judgement: Judgement) -> str:
    commitment, period = judgement.commitment, judgement.period_of(rival.update.date)
    name, state = inside(rival.name), called(rival.state, judgement.scale)
    if period is None or not isinstance(commitment, Periodic | Level) or not commitment.every:
        return _BY_RIVAL.format(name=name, state=state)
    return _BY_RIVAL_IN.format(name=name, state=state, period=period_name(period.period, every(commitment.every)))


def _decisive_periods(judgement: Judgement) -> str:
    """Name the periods by which the whole is judged, where the figure beside its status is that of another one."""
    commitment, shown = judgement.commitment, judgement.headline
    if shown is None or not isinstance(commitment, Periodic | Level) or not commitment.every:
        return ""
    decisive = [one.period for one in judgement.concluded if one.state == judgement.state]
    if judgement.state not in ("missed", "overdue", "awaited") or shown.period in decisive or not decisive:
        return ""
    from commitrack.words.periods import listed_periods  # which a list without periods need not import

    return _IN_PERIODS.format(
        state=called(judgement.state, judgement.scale), periods=listed_periods(decisive, every(commitment.every))
    )
