"""The dossier: all that is known of one commitment, and why it is judged as it is."""

import sys
from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from rich.cells import cell_len

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
    marked_status,
    plain,
    progress_bar,
    prose,
    state,
    styled,
    toned,
)
from commitrack.views.terminal.facts import print_facts, print_rows
from commitrack.views.terminal.links import linked
from commitrack.views.terminal.periods import print_periods
from commitrack.views.terminal.text import Indented, Text
from commitrack.words.explanation import explain
from commitrack.words.facts import commitment_facts, fate, update_facts
from commitrack.words.format import ago, on
from commitrack.words.phrases import (
    claim_made,
    figure,
    judged_when,
    later,
    period_name,
    spell,
    unit,
)
from commitrack.words.report.labels import LABELS
from commitrack.words.update import left_out

if TYPE_CHECKING:
    from rich.console import Console

_CHART_WIDTH = 72
_PROSE_WIDTH = 100
_BAR_WIDTH = 20
_INDENT = 2
_LEAST_CLAIM = 30
_NEWEST = 5


def print_dossier(
    ledger: Ledger, commitment_id: str, judgement: Judgement, known_on: date | None, *, whole: bool
) -> None:
    """Print everything about a commitment, the judgement first.

    Where something limits the width, of the updates only the newest, unless it is to be ``whole``.
    """
    room = available_width()
    headings = [*_headings(ledger, commitment_id, judgement), *judged_when(judgement.as_of, known_on)]
    with console(min(room or _PROSE_WIDTH, _PROSE_WIDTH)) as out:
        out.print(marked_status(judgement) + Text("  ") + plain(judgement.commitment.title, "bold"))
        out.print(flow((plain(part, "quiet") for part in headings), out.width))
        out.print()
        _print_quote(out, judgement)
        _print_judgement(out, judgement)
        print_periods(out, judgement)
        _print_members(out, judgement)
        _print_chart(out, judgement)
        _print_pledge(out, ledger, judgement)
        _print_history(out, judgement, None if whole or room is None else _NEWEST)


def _headings(ledger: Ledger, commitment_id: str, judgement: Judgement) -> list[str]:
    commitment = judgement.commitment
    programme = ledger.programmes[commitment.programme].title if commitment.programme else ""
    return [part for part in (commitment_id, programme, commitment.kind) if part]


def _print_quote(out: "Console", judgement: Judgement) -> None:
    if judgement.commitment.quote:
        out.print(Indented(plain(f"“{judgement.commitment.quote}”", "italic"), _INDENT))
        out.print()


def _print_judgement(out: "Console", judgement: Judgement) -> None:
    line = []
    if judgement.measured is not None:
        way = progress_bar(judgement.measured, judgement.counted_status, judgement.as_of, _BAR_WIDTH)
        line = [*([way] if way else []), plain(_headline(judgement))]
    if judgement.by_the_figures:
        line.append(Text("by the figures: ") + state(judgement.by_the_figures, judgement.scale))
    if line:
        out.print(flow(line, out.width, between=Text("  ")))
    out.print(prose(explain(judgement)))
    if judgement.last_evidence:
        latest = prose(LABELS["evidence_of"].format(date=on(judgement.last_evidence), ago=ago(judgement.age)))
        out.print(latest.stylized("quiet"))
    out.print()


def _headline(judgement: Judgement) -> str:
    commitment, shown = judgement.commitment, judgement.headline
    if shown and isinstance(commitment, Periodic | Level) and commitment.every:
        return f"{period_name(shown.period, every(commitment.every))}: {figure(judgement)} {commitment.unit}"
    return f"{figure(judgement)} {unit(commitment)}"


def _print_members(out: "Console", judgement: Judgement) -> None:
    if not judgement.members:
        return
    rows = [
        (
            plain(member.name),
            toned("in force", "good") if member.in_force else toned("not in force", "bad"),
            Text(spell(member)),
        )
        for member in judgement.members
    ]
    print_rows(out, rows)
    out.print()


def _print_chart(out: "Console", judgement: Judgement) -> None:
    measured, shown = judgement.measured, judgement.headline
    if measured is None:
        return
    start, end = (shown.period.start, shown.period.end) if shown else (judgement.commitment.start, judgement.due)
    width = min(out.width, _CHART_WIDTH)
    forecasts = judgement.forecasts
    if shown:
        forecasts = tuple(one for one in forecasts if one.for_date and one.for_date in shown.period)
    is_fine = "utf" in (sys.stdout.encoding or "").lower()
    former = (
        [] if shown else [(terms.goal, until) for terms, until in judgement.agreement.in_force if terms.goal and until]
    )
    chart = plot(measured, start, end, judgement.as_of, width, fine=is_fine, forecasts=forecasts, former=former)
    if chart is None:
        return
    for line in chart.lines:
        out.print(Text(line), no_wrap=True)
    out.print(flow((Text(one, "quiet") for one in chart.legend), out.width, between=Text("   ")))
    out.print()


def _print_pledge(out: "Console", ledger: Ledger, judgement: Judgement) -> None:
    facts = [fact for fact in commitment_facts(ledger.about, judgement) if fact.key != "quote"]
    if facts:
        print_facts(out, ((fact.label, linked(fact.text, out.width)) for fact in facts))
        out.print()


def _print_history(out: "Console", judgement: Judgement, most: int | None) -> None:
    history = judgement.history[::-1]
    out.print(Text("Updates", style="bold"))
    for entry in history[:most]:
        _print_entry(out, entry, judgement)
    if rest := len(history[len(history) if most is None else most :]):
        out.print(styled(left_out(rest), "quiet"))
    if waiting := ahead([("", judgement.commitment)], judgement.as_of):
        out.print(plain(later(waiting, whose=False)))
    elif not judgement.history:
        out.print(LABELS["no_update"])


def _print_entry(out: "Console", entry: Entry, judgement: Judgement) -> None:
    update = entry.update
    became = fate(entry)
    line = plain(claim_made(update, judgement.commitment, judgement.scale), "" if entry.is_kept else "struck")
    if became:
        line += Text(f"  {became}", style="remark")
    _print_claim(out, Text(f"{update.date}  ") + plain(update.id or "–", "quiet") + Text("  "), line)
    print_facts(out, _facts_of(entry, out.width), indent=_INDENT)


def _facts_of(entry: Entry, width: int) -> Iterator[tuple[str, Text]]:
    for fact in update_facts(entry.update):
        yield fact.label, linked(fact.text, width)


def _print_claim(out: "Console", heading: Text, claim: Text) -> None:
    """Print what an update says beside its date and id, or below them where there is little room for it."""
    room = out.width - heading.cell_len
    if claim.cell_len <= room:
        out.print(heading + claim)
    elif max(_LEAST_CLAIM, *map(cell_len, claim.plain.split())) <= room:
        from rich.table import Table

        table = Table.grid()
        table.add_row(heading.__rich__(), claim.__rich__())
        out.print(table)
    else:
        out.print(heading)
        out.print(Indented(claim, _INDENT))
