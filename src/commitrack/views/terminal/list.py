"""The list: a line per commitment from 80 columns on, two below that, and all columns where nothing limits them."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

import msgspec

from commitrack.ledger.model import Ledger
from commitrack.ledger.scale import Scale
from commitrack.progress.grouping import Group
from commitrack.progress.judgement import Judgement
from commitrack.views.clean import clean
from commitrack.views.terminal.columns import print_all_columns, write_lines
from commitrack.views.terminal.console import (
    available_width,
    closed,
    columns,
    console,
    fitted,
    flow,
    marked_status,
    padded,
    plain,
    progress_bar,
    shortened,
    styled,
)
from commitrack.views.terminal.text import Text
from commitrack.words.format import ago
from commitrack.words.list import ends, figures, folded, group_heading, is_silent, nothing_matches, summed
from commitrack.words.phrases import judged_when

if TYPE_CHECKING:
    from rich.console import Console

_GAP = 2
_ONE_LINE = 80
"""Columns from which on a commitment has one line."""
_WIDEST_STATUS = 16
"""A longer status goes on into its row's title."""
_TITLE, _NUMBERS = 24, 28
"""Columns for a title, and for a figure with its end: where there are more, titles get most of them."""
_SHARE = 0.4
_STRETCH = 4
"""Columns that the longest figures may take from all titles, so that bars stay below each other."""
_MOST = 0.8
_RANKS = 2
"""The number of times that an end may be shortened."""
_LEAST_TITLE = 12
_BAR, _LONG_BAR, _LONG_BAR_FROM = 8, 12, 120


class Listing(msgspec.Struct, frozen=True):
    """The content of a list on a terminal, and its form."""

    groups: Sequence[Group]
    as_of: date
    known_on: date | None = None
    sought: Sequence[str] = ()
    """The choice, in words; empty where everything is listed."""
    folds: bool = False
    """Whether promises of which there is nothing to show are only counted."""
    wide: bool = False
    """Whether everything is shown, however wide."""


def print_list(ledger: Ledger, judgements: Mapping[str, Judgement], listing: Listing) -> None:
    """Print a summary of the judged commitments, and each in its group."""
    width = None if listing.wide else available_width()
    with console(width) as out:
        _print_heading(out, ledger, listing, width)
        if not judgements:
            out.print(plain(nothing_matches(listing.sought if ledger.commitments else ())))
            return
        summary = summed(judgements.values(), len(ledger.commitments))
        out.print(flow((Text(closed(part)) for part in summary), out.width))
        out.print()
        silent = {key for key, one in judgements.items() if listing.folds and width and is_silent(one)}
        if len(silent) == len(judgements):
            silent = set()
        shown = {key: one for key, one in judgements.items() if key not in silent}
        groups = _of_those(listing.groups, shown, ledger.scale)
        if width is None:
            print_all_columns(out, groups)
            return
        table = _Table(shown, width) if width >= _ONE_LINE else None
        _print_groups(out, groups, table, width)
        rest = [*([folded(len(silent))] if silent else []), *([] if table and table.has_ids else ["--wide shows ids"])]
        if rest:
            out.print()
            out.print(flow((plain(one, "quiet") for one in rest), out.width))


def _of_those(groups: Sequence[Group], shown: Mapping[str, Judgement], scale: Scale) -> Iterator[Group]:
    for group in groups:
        if held := {key: one for key, one in group.judgements.items() if key in shown}:
            yield Group(group_heading(group.title, scale), group.programme_id, group.programme, held)


def _print_heading(out: "Console", ledger: Ledger, listing: Listing, width: int | None) -> None:
    """Print the ledger's title and the date, on one line where both have room."""
    title = plain(ledger.about.title, "bold")
    when = styled(" · ".join(judged_when(listing.as_of, listing.known_on)), "quiet")
    room = min(width or 0, _LONG_BAR_FROM) - title.cell_len - when.cell_len
    if room >= _GAP:
        out.print(title + Text(" " * room) + when)
    else:
        out.print(title)
        out.print(when)


def _print_groups(out: "Console", groups: Iterator[Group], table: "_Table | None", width: int) -> None:
    for number, group in enumerate(groups):
        if group.title:
            if number:
                out.print()
            out.print(_rule(group.title, width))
        if table:
            write_lines(out, (table.line(key, judgement) for key, judgement in group.judgements.items()))
            continue
        for judgement in group.judgements.values():
            _print_two_lines(out, judgement, width)


def _rule(heading: str, width: int) -> Text:
    """Write a group's title with a line after it, so that it stands out without colour too."""
    title = plain(shortened(heading, width), "bold")
    rest = width - title.cell_len - 1
    return title + Text(f" {'─' * rest}", style="quiet") if rest > 1 else title


class _Numbers:
    """A figure and an end, each as long as there is room for."""

    def __init__(self, judgement: Judgement) -> None:
        self._figures = [(figure, columns(figure)) for figure in map(clean, figures(judgement))]
        self._ends = ends(judgement)

    @property
    def least(self) -> int:
        """The columns of the shortest figure beside the shortest end."""
        return self.fit(0, _RANKS)[2]

    def fits(self, room: int, rank: int) -> bool:
        """Say whether the shortest figure has room beside an end of that rank."""
        return self._figures[-1][1] + _GAP + len(self._ends[min(rank, len(self._ends) - 1)]) <= room

    def fit(self, room: int, rank: int = 0) -> tuple[str, str, int]:
        """Return the longest figure and end that have room, the end of that rank at most; and their columns."""
        ends = self._ends[min(rank, len(self._ends) - 1) :]
        for end in ends:
            for figure, width in self._figures:
                taken = width + (_GAP + len(end) if end else 0)
                if taken <= room:
                    return figure, end, taken
        return figure, end, taken


class _Table:
    """The widths of the columns, and the lines that come of them."""

    def __init__(self, judgements: Mapping[str, Judgement], width: int) -> None:
        shown = judgements.values()
        self._written = {key: _Numbers(one) for key, one in judgements.items()}
        written = self._written.values()
        self._bar = _LONG_BAR if width >= _LONG_BAR_FROM else _BAR
        statuses = [columns(marked_status(one).plain) for one in shown]
        self._status = max((one for one in statuses if one <= _WIDEST_STATUS), default=min(statuses))
        titles = max(fitted([one.commitment.title])[1] for one in shown)
        room = width - self._status - self._bar - 3 * _GAP
        least = _NUMBERS + int(max(room - _TITLE - _NUMBERS, 0) * _SHARE)
        shortest = max(one.least for one in written)
        if least < shortest <= least + _STRETCH:
            least = shortest
        numbers = max(least, room - titles)
        self._rank = _rank(written, numbers)
        taken = [one.fit(numbers, self._rank)[2] for one in written]
        self._numbers = max((one for one in taken if one <= numbers), default=least)
        self._title = min(room - self._numbers, titles)
        rest = room - self._numbers - self._title
        self._id, rest = _given(max(map(len, judgements)), rest)
        self._age, _ = _given(max(len(ago(one.age)) for one in shown), rest)

    @property
    def has_ids(self) -> bool:
        """Whether there is room for ids."""
        return self._id > 0

    def line(self, commitment_id: str, judgement: Judgement) -> Text:
        """Write a commitment on one line; what is too long takes its room from the title, and then from the bar."""
        status = marked_status(judgement, self._status + self._title + self._bar + _GAP - _LEAST_TITLE)
        figure, end, taken = self._written[commitment_id].fit(self._numbers, self._rank)
        title = self._title - max(columns(status.plain) - self._status, 0) - max(taken - self._numbers, 0)
        bar = _cell(_bar(judgement, self._bar), self._bar)
        if title < min(_LEAST_TITLE, self._title):
            title, bar = title + bar.cell_len, Text()
        cells = [_cell(status, self._status), _cell(_user(judgement.commitment.title, max(title, 0)), max(title, 0))]
        if self._id:
            cells.append(_cell(styled(commitment_id, "quiet"), self._id))
        between = " " * (max(self._numbers - taken, 0) + (_GAP if end else 0))
        cells += [bar, Text(closed(figure) + between), styled(end, "quiet")]
        if self._age:
            age = ago(judgement.age)
            cells.append(styled(f"{' ' * (_GAP + self._age - len(age))}{age}", "quiet"))
        return Text().join(cells).rstrip()


def _given(columns: int, rest: int) -> tuple[int, int]:
    """Give another column its room, if there is so much, and return what is left."""
    return (columns, rest - columns - _GAP) if columns + _GAP <= rest else (0, rest)


def _cell(text: Text, width: int) -> Text:
    return padded(text, max(width, columns(text.plain)) + _GAP)


def _rank(rows: Collection[_Numbers], room: int) -> int:
    """Return how much the ends are shortened: so much that they fit beside figures whose digits are all there.

    A few rows may still be too long: they do not decide for all.
    """
    fitting = (rank for rank in range(_RANKS) if sum(one.fits(room, rank) for one in rows) >= len(rows) * _MOST)
    return next(fitting, _RANKS)


def _user(text: str, width: int) -> Text:
    """Write a user's text in so many columns, ended so that nothing behind it moves."""
    return Text(closed(shortened(text, width)))


def _bar(judgement: Judgement, width: int) -> Text:
    if judgement.measured is None:
        return Text()
    return progress_bar(judgement.measured, judgement.counted_status, judgement.as_of, width)


def _print_two_lines(out: "Console", judgement: Judgement, width: int) -> None:
    """Print a title, and below it the status, the figure, and the bar and the end if there is room for them."""
    status = marked_status(judgement, width)
    sign, said = status[:_GAP], status[_GAP:]
    out.print(sign + _user(judgement.commitment.title, width - _GAP), no_wrap=True, overflow="ignore", crop=False)
    bar = _bar(judgement, _BAR)
    room = width - 2 * _GAP - said.cell_len
    beside = room - bar.cell_len - _GAP if bar.cell_len else room
    numbers = _Numbers(judgement)
    figure, end, taken = numbers.fit(beside)
    if taken > beside:
        figure, taken = fitted(figures(judgement), beside)
        end = ""
    if taken > beside:
        figure, end, taken = numbers.fit(room)
        bar, end = Text(), end if taken <= room else ""
    parts = [one for one in (said, bar, Text(closed(figure)), styled(end, "quiet")) if one.cell_len]
    for line in flow(parts, width - _GAP, between=Text(" " * _GAP)).split("\n"):
        out.print(Text(" " * _GAP) + line, soft_wrap=True)
