"""The dossier: all that is known of one commitment, and why it is judged as it is."""

from datetime import date

from rich.cells import cell_len
from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from commitrack.ledger.model import Ledger, Level, Periodic
from commitrack.progress.history import Entry
from commitrack.progress.judgement import Judgement
from commitrack.progress.log import ahead
from commitrack.progress.periods import every
from commitrack.views.terminal.chart import plot
from commitrack.views.terminal.console import (
    available_width,
    console,
    flow,
    plain,
    progress_bar,
    state,
    status,
    styled,
)
from commitrack.views.terminal.facts import print_facts, print_rows
from commitrack.words.explanation import explain
from commitrack.words.facts import commitment_facts, update_facts
from commitrack.words.format import ago
from commitrack.words.periods import shown_periods
from commitrack.words.phrases import (
    claim_made,
    fate,
    figure,
    judged_when,
    later,
    out_of,
    period_name,
    spell,
    unit,
)

_CHART_WIDTH = 72
_PROSE_WIDTH = 100
_INDENT = 2
_LEAST_CLAIM = 30


def print_dossier(ledger: Ledger, commitment_id: str, judgement: Judgement, known_on: date | None) -> None:
    """Print everything about a commitment, the judgement first."""
    headings = [*_headings(ledger, commitment_id, judgement), *judged_when(judgement.as_of, known_on)]
    with console(min(available_width() or _PROSE_WIDTH, _PROSE_WIDTH)) as out:
        out.print(plain(judgement.commitment.title, "bold"))
        out.print(flow((plain(part, "quiet") for part in headings), out.width))
        out.print()
        _print_judgement(out, judgement)
        _print_periods(out, judgement)
        _print_members(out, judgement)
        _print_chart(out, judgement)
        _print_pledge(out, ledger, judgement)
        _print_history(out, judgement)


def _headings(ledger: Ledger, commitment_id: str, judgement: Judgement) -> list[str]:
    commitment = judgement.commitment
    programme = ledger.programmes[commitment.programme].title if commitment.programme else ""
    return [part for part in (commitment_id, programme, commitment.kind) if part]


def _print_judgement(out: Console, judgement: Judgement) -> None:
    line = [status(judgement)]
    differs = judgement.verdict and judgement.verdict.status != judgement.state
    if differs and (judgement.measured or judgement.parts):
        line[0] += Text(" (by the figures: ") + state(judgement.state) + Text(")")
    if judgement.measured is not None:
        way = progress_bar(judgement.measured, judgement.status, judgement.as_of, 20)
        line = [*([way] if way else []), plain(_headline(judgement)), *line]
    out.print(flow(line, out.width, between=Text("  ")))
    out.print(plain(explain(judgement)))
    if judgement.last_evidence:
        out.print(f"The last evidence is of {judgement.last_evidence} ({ago(judgement.age)}).", style="quiet")
    out.print()


def _headline(judgement: Judgement) -> str:
    commitment, shown = judgement.commitment, judgement.headline
    if shown and isinstance(commitment, Periodic | Level) and commitment.every:
        return f"{period_name(shown.period, every(commitment.every))}: {figure(judgement)} {commitment.unit}"
    return f"{figure(judgement)} {unit(commitment)}"


def _print_periods(out: Console, judgement: Judgement) -> None:
    commitment = judgement.commitment
    if not isinstance(commitment, Periodic | Level) or not commitment.every:
        return
    shown = shown_periods(judgement)
    rows = [
        (
            Text(period_name(one.period, every(commitment.every))),
            progress_bar(one.measured, one.state, judgement.as_of, 10),
            Text(out_of(one.actual, one.goal, commitment)),
            state(one.state),
        )
        for one in shown.periods
    ]
    _print_left_out(out, shown.earlier)
    print_rows(out, rows, right=2)
    _print_left_out(out, shown.later)
    out.print()


def _print_left_out(out: Console, periods: str) -> None:
    if periods:
        out.print(periods, style="quiet")


def _print_members(out: Console, judgement: Judgement) -> None:
    if not judgement.members:
        return
    rows = [
        (
            plain(member.name),
            styled("in force", "green") if member.in_force else styled("not in force", "red"),
            Text(spell(member)),
        )
        for member in judgement.members
    ]
    print_rows(out, rows)
    out.print()


def _print_chart(out: Console, judgement: Judgement) -> None:
    measured, shown = judgement.measured, judgement.headline
    if measured is None:
        return
    start, end = (shown.period.start, shown.period.end) if shown else (judgement.commitment.start, judgement.due)
    chart = plot(measured, start, end, min(out.width, _CHART_WIDTH))
    if chart is None:
        return
    for line in chart.lines:
        out.print(Text(line, no_wrap=True))
    out.print(Text(chart.legend, style="quiet"))
    out.print()


def _print_pledge(out: Console, ledger: Ledger, judgement: Judgement) -> None:
    if facts := commitment_facts(ledger.about, judgement):
        print_facts(out, ((fact.label, plain(fact.text)) for fact in facts))
        out.print()


def _print_history(out: Console, judgement: Judgement) -> None:
    out.print(Text("History", style="bold"))
    for entry in reversed(judgement.history):
        _print_entry(out, entry, judgement)
    if waiting := ahead([("", judgement.commitment)], judgement.as_of):
        out.print(plain(later(waiting, whose=False)))
    elif not judgement.history:
        out.print("No update has been recorded.")


def _print_entry(out: Console, entry: Entry, judgement: Judgement) -> None:
    update = entry.update
    became = fate(entry)
    line = plain(claim_made(update, judgement.commitment), "struck" if became else "")
    if became:
        line += Text(f"  {became}", style="remark")
    _print_claim(out, Text(f"{update.date}  ") + plain(update.id or "–", "quiet") + Text("  "), line)
    print_facts(out, ((fact.label, plain(fact.text)) for fact in update_facts(update)), indent=_INDENT)


def _print_claim(out: Console, heading: Text, claim: Text) -> None:
    """Print what an update says beside its date and id, or below them where there is little room for it."""
    room = out.width - heading.cell_len
    if claim.cell_len <= room:
        out.print(heading + claim)
    elif max(_LEAST_CLAIM, *map(cell_len, claim.plain.split())) <= room:
        table = Table.grid()
        table.add_row(heading, claim)
        out.print(table)
    else:
        out.print(heading)
        out.print(Padding(claim, (0, 0, 0, _INDENT)))
