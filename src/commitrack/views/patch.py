"""The change that a write makes, as a unified diff that ``patch`` and ``git apply`` read."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

_NO_NEWLINE = "\n\\ No newline at end of file\n"
_NOTHING = "/dev/null"
_CONTEXT = 3

_SMALL = 64
"""Lines of which each is compared with each. Of many lines, that would take the square of their number."""

_DEEPEST = 20

Stretch = tuple[range, range]
"""Some lines of the old text by their positions, and what became of them."""


def unified(old: str | None, new: str, name: str) -> str:
    """Write the difference between two texts of the file ``name``, or a new file; lines end at line feeds only."""
    named = f"{name}\t" if " " in name else name
    lines = list(_hunks(_lines(old or ""), _lines(new)))
    if lines:
        lines = [f"--- {_NOTHING if old is None else named}\n", f"+++ {named}\n", *lines]
    return "".join(line if line.endswith("\n") else line + _NO_NEWLINE for line in lines)


def _lines(text: str) -> list[str]:
    """Split at line feeds only, which str.splitlines does not."""
    lines = [f"{line}\n" for line in text.split("\n")]
    lines[-1] = lines[-1].removesuffix("\n")
    return lines if lines[-1] else lines[:-1]


def _hunks(old: Sequence[str], new: Sequence[str]) -> Iterator[str]:
    for group in _neighbours(_changes(old, new)):
        (first, first_new), (last, last_new) = group[0], group[-1]
        above, below = min(_CONTEXT, first.start), min(_CONTEXT, len(old) - last.stop)
        start, start_new = first.start - above, first_new.start - above
        yield f"@@ -{_span(start, last.stop + below)} +{_span(start_new, last_new.stop + below)} @@\n"
        for removed, added in group:
            yield from (f" {line}" for line in old[start : removed.start])
            yield from (f"-{line}" for line in old[removed.start : removed.stop])
            yield from (f"+{line}" for line in new[added.start : added.stop])
            start = removed.stop
        yield from (f" {line}" for line in old[start : start + below])


def _neighbours(changes: Iterator[Stretch]) -> Iterator[list[Stretch]]:
    """Group the changes whose lines of context meet."""
    group: list[Stretch] = []
    for change in changes:
        if group and change[0].start - group[-1][0].stop > 2 * _CONTEXT:
            yield group
            group = []
        group.append(change)
    if group:
        yield group


def _span(start: int, stop: int) -> str:
    """Write the first line, counted from 1, and the number of lines; of none, the line before."""
    number = stop - start
    if number == 1:
        return str(stop)
    return f"{start + 1 if number else start},{number}"


def _changes(old: Sequence[str], new: Sequence[str]) -> Iterator[Stretch]:
    """Yield the stretches that differ, in order.

    Between the lines that begin and end both texts alike, those that each has once hold the two together, and so on
    between each two of these.
    """
    ahead: list[tuple[range, range, int]] = [(range(len(old)), range(len(new)), 0)]
    while ahead:
        removed, added, depth = ahead.pop()
        removed, added = _without_common_ends(old, new, removed, added)
        if not (removed and added):
            if removed or added:
                yield removed, added
            continue
        anchors = _anchors(old, new, removed, added) if depth < _DEEPEST else []
        if anchors:
            starts = [(removed.start, added.start), *((line + 1, other + 1) for line, other in anchors)]
            stops = [*anchors, (removed.stop, added.stop)]
            for (start, other_start), (stop, other_stop) in reversed(list(zip(starts, stops, strict=True))):
                ahead.append((range(start, stop), range(other_start, other_stop), depth + 1))
        elif max(len(removed), len(added)) <= _SMALL:
            yield from _small_changes(old, new, removed, added)
        else:
            yield removed, added


def _without_common_ends(old: Sequence[str], new: Sequence[str], removed: range, added: range) -> Stretch:
    """Leave out the lines that both begin with and both end with; where these overlap, the longer run counts whole."""
    most = min(len(removed), len(added))
    pairs, backwards = zip(removed, added, strict=False), zip(reversed(removed), reversed(added), strict=False)
    above = next((number for number, (line, other) in enumerate(pairs) if old[line] != new[other]), most)
    below = next((number for number, (line, other) in enumerate(backwards) if old[line] != new[other]), most)
    if below > above:
        above = min(above, most - below)
    else:
        below = min(below, most - above)
    return removed[above : len(removed) - below], added[above : len(added) - below]


def _anchors(old: Sequence[str], new: Sequence[str], removed: range, added: range) -> list[tuple[int, int]]:
    """Pair the lines that occur once in each stretch: the longest run of pairs that is in order in both."""
    often, often_new = Counter(old[line] for line in removed), Counter(new[other] for other in added)
    places = {new[other]: other for other in added if often_new[new[other]] == 1}
    pairs = [(line, places[old[line]]) for line in removed if often[old[line]] == 1 and old[line] in places]
    lowest: list[int] = []  # of the runs so far of each length, the least last place
    ends: list[int] = []  # the pairs that these runs end with
    before: list[int | None] = []  # of each pair, the one before it in its run
    for number, (_, other) in enumerate(pairs):
        length = bisect_left(lowest, other)
        lowest[length : length + 1] = [other]
        ends[length : length + 1] = [number]
        before.append(ends[length - 1] if length else None)
    run = []
    last = ends[-1] if ends else None
    while last is not None:
        run.append(pairs[last])
        last = before[last]
    return run[::-1]


def _small_changes(old: Sequence[str], new: Sequence[str], removed: range, added: range) -> Iterator[Stretch]:
    a, b = old[removed.start : removed.stop], new[added.start : added.stop]
    for tag, start, stop, other_start, other_stop in SequenceMatcher(None, a, b, autojunk=False).get_opcodes():
        if tag != "equal":
            yield removed[start:stop], added[other_start:other_stop]
