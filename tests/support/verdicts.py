"""What commitrack makes of real pledges, beside what experts said of them on the same dates.

The pledges are those of ``examples/verdicts.toml``; ``examples/verdicts.csv`` has the verdicts, and what comes out.
"""

import csv
import io
from collections import Counter
from collections.abc import Callable, Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import NamedTuple

from commitrack.ledger.model import Ledger, Level, Periodic
from commitrack.ledger.parse import parse
from commitrack.progress.history import known
from commitrack.progress.judge import judge
from commitrack.progress.judgement import Judgement
from commitrack.progress.periods import every
from commitrack.words.format import label
from commitrack.words.phrases import period_name
from tests.support.environment import PROJECT
from tests.support.key_tables import table

LEDGER = PROJECT / "examples" / "verdicts.toml"
COMPARED = PROJECT / "examples" / "verdicts.csv"
PAGE = PROJECT / "docs" / "verdicts.md"


class Compared(NamedTuple):
    """A verdict beside the state that it is compared with. The columns of the file, in order."""

    commitment: str
    expert: str
    date: str
    verdict: str
    source: str
    expected: str
    """The verdict as a state."""
    judged: str
    """What the expert judged: the ``whole``, its ``first terms``, its ``status`` as declared, or a period by name."""
    state: str
    """What commitrack says of that on the date."""
    agrees: str
    why: str
    """A sentence where they differ, or where something else than the whole is compared."""


@cache
def ledger() -> Ledger:
    """The pledges."""
    return parse(LEDGER.read_text("utf-8"), LEDGER.name).ledger


def recorded() -> list[Compared]:
    """The rows as they are in the file."""
    header, *rows = csv.reader(io.StringIO(COMPARED.read_text("utf-8")))
    assert tuple(header) == Compared._fields
    return [Compared(*row) for row in rows]


def computed(row: Compared, *, as_known_then: bool = False) -> Compared:
    """A row with what really comes out: of all that is known, or of what had been published by then."""
    as_of = date.fromisoformat(row.date)
    what = known(ledger(), as_of if as_known_then else None)
    state = _state(judge(what, row.commitment, as_of), row.judged)
    return row._replace(state=state, agrees="yes" if state == row.expected else "no")


def _state(judgement: Judgement, judged: str) -> str:
    match judged:
        case "whole":
            return judgement.state
        case "status":
            return judgement.status
        case "first terms":
            assert judgement.original_state, "it was never revised"
            return judgement.original_state
        case period:
            commitment = judgement.commitment
            assert isinstance(commitment, Periodic | Level)
            assert commitment.every
            named = {period_name(one.period, every(commitment.every)): one for one in judgement.periods}
            return named[period].state


KINDS = ("whole", "period", "first terms", "status")
"""What may be compared with a verdict."""


def in_csv() -> str:
    """The file as it is to be."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(Compared._fields)
    writer.writerows(map(computed, recorded()))
    return text.getvalue()


def _counted() -> str:
    """How many verdicts agree, by what is compared with them."""
    rows = recorded()
    of = Counter(map(_kind, rows))
    agreeing = Counter(_kind(row) for row in rows if computed(row).agrees == "yes")
    then = Counter(_kind(row) for row in rows if computed(row, as_known_then=True).agrees == "yes")
    lines = [(name, *(str(one[name]) for one in (of, agreeing, then))) for name in KINDS]
    total = ("**all**", *(f"**{one.total()}**" for one in (of, agreeing, then)))
    return table(("compared with the state of", "verdicts", "agree", "agree as known then"), [*lines, total])


def _kind(row: Compared) -> str:
    return row.judged if row.judged in KINDS else "period"


def _compared() -> str:
    """Every verdict, and what comes out beside it."""
    rows = []
    for row in map(computed, recorded()):
        what = "" if row.judged == "whole" else f" ({row.judged})"
        said = f"[{row.expert}, {row.date}]({row.source}): {row.verdict}"
        rows.append((f"`{row.commitment}`", said, label(row.expected), f"{label(row.state)}{what}", row.agrees))
    return table(("pledge", "expert's verdict", "as a state", "commitrack", "agrees"), rows)


def _differing() -> str:
    """The verdicts that differ, each with the reason."""
    rows = [row for row in map(computed, recorded()) if row.agrees == "no"]
    return "".join(f"- `{row.commitment}`, {row.date}: {row.why}\n" for row in rows)


PARTS: Mapping[str, Callable[[], str]] = {
    "verdicts counted": _counted,
    "verdicts compared": _compared,
    "verdicts that differ": _differing,
}
"""The parts of the page about verdicts that are made of what comes out."""

FILES: tuple[Path, ...] = (COMPARED, PAGE)
