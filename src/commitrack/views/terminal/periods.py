"""The periods of a commitment: a row for each, or a strip where they are many."""

from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from commitrack.ledger.model import Level, Periodic
from commitrack.ledger.scale import Scale
from commitrack.progress.judgement import Judgement
from commitrack.progress.periods import Every, every
from commitrack.progress.rules.measurement import PeriodJudgement
from commitrack.views.terminal.console import marked_state, progress_bar, sign
from commitrack.views.terminal.facts import print_rows
from commitrack.views.terminal.text import Text
from commitrack.words.periods import kept, shown_periods
from commitrack.words.phrases import figure_out_of, period_name

if TYPE_CHECKING:
    from rich.console import Console

_MOST_ROWS = 12
_LATEST = 3
_BAR_WIDTH = 10
_IN_A_LINE = {"week": 26, "month": 12, "quarter": 8, "half-year": 10, "year": 10}
_GAP = "  "


def print_periods(out: "Console", judgement: Judgement) -> None:
    """Print a row for each period; of more than twelve a sign each, in lines, and rows for the latest."""
    commitment = judgement.commitment
    if not isinstance(commitment, Periodic | Level) or not commitment.every:
        return
    length, shown = every(commitment.every), shown_periods(judgement)
    if len(judgement.periods) <= _MOST_ROWS:
        _print_rows(out, judgement, commitment, shown.periods)
    else:
        out.print(kept(judgement, length))
        _print_left_out(out, shown.earlier)
        _print_strip(out, shown.periods, length, judgement.scale)
        _print_left_out(out, shown.later)
        out.print()
        begun = [one for one in judgement.periods if one.period.start <= judgement.as_of]
        _print_rows(out, judgement, commitment, (begun or judgement.periods)[-_LATEST:])
    out.print()


def _print_rows(
    out: "Console", judgement: Judgement, commitment: Periodic | Level, periods: Sequence[PeriodJudgement]
) -> None:
    rows = [
        (
            Text(period_name(one.period, every(commitment.every or "year"))),
            progress_bar(one.measured, one.state, judgement.as_of, _BAR_WIDTH),
            Text(figure_out_of(one.measured, commitment)),
            marked_state(one.state, judgement.scale),
        )
        for one in periods
    ]
    print_rows(out, rows, right=2)


def _print_strip(out: "Console", periods: Sequence[PeriodJudgement], length: Every, scale: Scale) -> None:
    """Print a sign for each period, the lines beginning with the name of their first, and what the signs mean."""
    names = [period_name(one.period, length).partition(" to ")[0] for one in periods]
    margin = max(map(len, names)) + len(_GAP)
    in_a_line = max(min(_IN_A_LINE[length.word], (out.width - margin) // 2), 1)
    begin = in_a_line - (periods[0].period.start.month - 1) // (length.months or 1) if in_a_line == 12 else in_a_line
    for at, end in pairwise((0, *range(begin, len(periods), in_a_line), len(periods))):
        signs = Text(" ").join(sign(one.state) for one in periods[at:end])
        out.print(Text(names[at].ljust(margin), style="quiet") + signs)
    states = dict.fromkeys(one.state for one in periods)
    out.print(Text("   ").join(marked_state(name, scale) for name in states))


def _print_left_out(out: "Console", periods: str) -> None:
    if periods:
        out.print(periods, style="quiet")
