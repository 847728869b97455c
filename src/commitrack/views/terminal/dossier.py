"""The dossier: all that is known of one commitment, and why it is judged as it is."""

from rich.console import Console
from rich.table import Table
from rich.text import Text

from commitrack.ledger.model import Ledger, Periodic, Qualitative
from commitrack.progress.actuals import Entry
from commitrack.progress.explain import explain
from commitrack.progress.judgement import Judgement, expected_path
from commitrack.progress.wording import (
    ago,
    claim_made,
    fate,
    figure,
    out_of,
    parties,
    period_name,
    revision,
    span,
    spell,
    unit,
)
from commitrack.views.chart import draw
from commitrack.views.terminal.console import available_width, bar, console, flow, plain, progress_bar, state, status
from commitrack.views.terminal.facts import print_facts

_CHART_WIDTH = 72
_PROSE_WIDTH = 100
_INDENT = 2


def print_dossier(ledger: Ledger, commitment_id: str, judgement: Judgement) -> None:
    """Print everything about a commitment, the judgement first."""
    with console(min(available_width() or _PROSE_WIDTH, _PROSE_WIDTH)) as out:
        out.print(plain(judgement.commitment.title, "bold"))
        out.print(flow((plain(part, "dim") for part in _headings(ledger, commitment_id, judgement)), out.width))
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
    return [part for part in (commitment_id, programme, commitment.kind, f"as of {judgement.as_of}") if part]


def _print_judgement(out: Console, judgement: Judgement) -> None:
    line = status(judgement)
    if judgement.target is not None:
        line = progress_bar(judgement, 20) + Text("  ")
        line += Text(figure(judgement)) + Text(" ") + plain(unit(judgement.commitment)) + Text("  ") + status(judgement)
    differs = judgement.verdict and judgement.verdict.status != judgement.state
    if differs and not isinstance(judgement.commitment, Qualitative):
        line += Text(" (by the figures: ") + state(judgement.state) + Text(")")
    out.print(line)
    out.print(plain(explain(judgement)))
    if judgement.last_evidence:
        out.print(f"The last evidence is of {judgement.last_evidence} ({ago(judgement.age)}).", style="dim")
    out.print()


def _print_periods(out: Console, judgement: Judgement) -> None:
    commitment = judgement.commitment
    if not isinstance(commitment, Periodic):
        return
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(no_wrap=True)
    table.add_column(no_wrap=True)
    table.add_column(justify="right", no_wrap=True)
    table.add_column()
    for one in judgement.periods:
        table.add_row(
            Text(period_name(one.period, commitment.every)),
            bar(one.percent, one.state, 10),
            Text(out_of(one.actual, one.target)),
            state(one.state),
        )
    out.print(table)
    out.print()


def _print_members(out: Console, judgement: Judgement) -> None:
    if not judgement.members:
        return
    table = Table.grid(padding=(0, 2, 0, 0))
    for member in judgement.members:
        note = "in force" if member.in_force else "not in force"
        table.add_row(
            plain(member.name),
            Text(note, style="green" if member.in_force else "red"),
            Text(spell(member)),
        )
    out.print(table)
    out.print()


def _print_chart(out: Console, judgement: Judgement) -> None:
    path = expected_path(judgement)
    chart = draw(judgement.figures, path, min(out.width, _CHART_WIDTH)) if path else None
    if chart is None:
        return
    for line in chart.lines:
        out.print(Text(line, no_wrap=True))
    out.print(Text(chart.legend, style="dim"))
    out.print()


def _print_pledge(out: Console, ledger: Ledger, judgement: Judgement) -> None:
    commitment, about = judgement.commitment, ledger.about
    facts = [
        ("Parties", parties(about, commitment)),
        ("Quote", f"“{commitment.quote}”" if commitment.quote else ""),
        ("Source", commitment.source or ""),
        ("Description", commitment.description or ""),
        ("Period", span(judgement)),
        ("Revised", revision(judgement)),
        ("Verified by", commitment.means_of_verification or ""),
        ("Tags", ", ".join(commitment.tags)),
        ("Note", commitment.note or ""),
    ]
    if any(fact for _, fact in facts):
        print_facts(out, ((label, plain(fact)) for label, fact in facts))
        out.print()


def _print_history(out: Console, judgement: Judgement) -> None:
    out.print(Text("History", style="bold"))
    if not judgement.history:
        out.print("No update has been recorded.")
        return
    for entry in reversed(judgement.history):
        _print_entry(out, entry, judgement)


def _print_entry(out: Console, entry: Entry, judgement: Judgement) -> None:
    update = entry.update
    became = fate(entry)
    line = plain(claim_made(update, judgement.commitment), "strike dim" if became else "")
    if became:
        line += Text(f"  {became}", style="yellow")
    entry_line = Table.grid(padding=(0, 2, 0, 0))
    entry_line.add_column(no_wrap=True)
    entry_line.add_column(style="dim", no_wrap=True)
    entry_line.add_column()
    entry_line.add_row(str(update.date), plain(update.id or "–"), line)
    out.print(entry_line)
    details = (
        ("corrects", update.corrects or ""),
        ("source", update.source or ""),
        ("archive", update.archive or ""),
        ("published", ", ".join(str(part) for part in (update.publisher, update.published) if part)),
        ("by", update.by or ""),
        ("quote", f"“{update.quote}”" if update.quote else ""),
        ("note", update.note or ""),
    )
    print_facts(out, ((label, plain(fact)) for label, fact in details), indent=_INDENT)
