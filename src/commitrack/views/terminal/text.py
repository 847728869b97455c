"""Text with styles, and printing it where there are none: without Rich, which takes long to import."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import pairwise
from typing import IO, TYPE_CHECKING, Any

import msgspec
from rich.cells import cell_len, chop_cells, set_cell_size

if TYPE_CHECKING:
    import rich.text
    from rich.console import Console
    from rich.padding import Padding
    from rich.style import Style

    Span = tuple[int, int, "str | Style"]
    """The beginning and the end of a part of a text, and its style."""


_SAMPLE = "\ue001"
"""A character that no code has."""


class Text:
    """Text whose parts have styles, until Rich draws it; it is never changed."""

    __slots__ = ("plain", "spans", "style")

    def __init__(self, plain: str = "", style: "str | Style" = "", spans: "Sequence[Span]" = ()) -> None:
        self.plain = plain
        self.style = style
        """The style of all of it, and of whatever is appended."""
        self.spans = spans

    def __bool__(self) -> bool:
        return bool(self.plain)

    def __add__(self, other: "Text") -> "Text":
        return Text(self.plain + other.plain, self.style, [*self.spans, *other.styled_from(len(self.plain))])

    def __getitem__(self, part: slice) -> "Text":
        start, end, _ = part.indices(len(self.plain))
        spans = [(max(a, start) - start, min(b, end) - start, style) for a, b, style in self.spans]
        return Text(self.plain[start:end], self.style, [span for span in spans if span[0] < span[1]])

    def __rich__(self) -> "rich.text.Text":
        from rich.text import Span, Text

        return Text(self.plain, self.style, spans=[Span(*span) for span in self.spans])

    def styled_from(self, at: int) -> "Iterable[Span]":
        """Return the spans that it has where its first character is number ``at`` of another text."""
        if self.style and self.plain:
            yield at, at + len(self.plain), self.style
        for start, end, style in self.spans:
            yield at + start, at + end, style

    @property
    def cell_len(self) -> int:
        """The columns that it takes."""
        return cell_len(self.plain)

    def join(self, texts: "Iterable[Text]") -> "Text":
        """Join texts, with this one between them."""
        written: list[str] = []
        spans: list[Span] = []
        at = 0
        for number, text in enumerate(texts):
            for one in (self, text) if number and self.plain else (text,):
                written.append(one.plain)
                spans.extend(one.styled_from(at))
                at += len(one.plain)
        return Text("".join(written), "", spans)

    def split(self, separator: str = "\n") -> "list[Text]":
        """Return the parts between separators; none after the last one where nothing follows it."""
        parts, at = [], 0
        for part in self.plain.split(separator):
            parts.append(self[at : at + len(part)])
            at += len(part) + len(separator)
        return parts if parts[-1] or len(parts) == 1 else parts[:-1]

    def rstrip(self) -> "Text":
        """Return it without white space at its end."""
        return self[: len(self.plain.rstrip())]

    def filled(self, width: int) -> "Text":
        """Return it in just so many columns, with an ellipsis where something is left out."""
        if self.cell_len <= width:
            return self + Text(" " * (width - self.cell_len))
        cut = f"{set_cell_size(self.plain, width - 1)}…"
        return Text(cut, self.style, Text(cut, "", self.spans)[:].spans)

    def stylized(self, style: str) -> "Text":
        """Return it with another style for all of it."""
        return Text(self.plain, self.style, [*self.spans, (0, len(self.plain), style)])

    def wrap(self, width: int) -> "list[Text]":
        """Break it into lines of so many columns at most, between words where that can be done, as Rich does."""
        lines, at = [], 0
        for line in self.plain.split("\n"):
            for start, end in pairwise((0, *_breaks(line, width), len(line))):
                part = line[start:end]
                beyond = max(len(part), cell_len(part)) - width
                spaces = len(part) - len(part.rstrip())
                lines.append(self[at + start : at + end - min(max(beyond, 0), spaces)])
            at += len(line) + 1
        return lines


def _breaks(line: str, width: int) -> Iterator[int]:
    """Yield where a line goes on below: before words, and in the middle of one that is longer than a line."""
    taken = 0
    for word in re.finditer(r"\s*\S+\s*", line):
        at, size = word.start(), cell_len(word[0].rstrip())
        if taken + size <= width:
            taken += cell_len(word[0])
            continue
        pieces = chop_cells(word[0], width) if size > width else [word[0]]
        for piece in pieces:
            if at:
                yield at
            at += len(piece)
        taken = cell_len(pieces[-1])


class Pen:
    """Draws text as Rich does on its console, and asks it for the codes of each mix of styles once."""

    def __init__(self, out: "Console") -> None:
        self._out = out
        self._codes: dict[tuple[Any, ...], tuple[str, str]] = {(): ("", "")}

    def drawn(self, text: Text) -> str:
        """Return a text of one line with the codes of its styles."""
        if not (text.style or text.spans):
            return text.plain
        size = len(text.plain)
        spans = [(start, min(end, size), style) for start, end, style in text.styled_from(0)]
        edges = sorted({0, size, *(edge for start, end, _ in spans for edge in (start, end))})
        drawn: list[str] = []
        for first, last in pairwise(edges):
            before, after = self._around(tuple(style for start, end, style in spans if start <= first and last <= end))
            drawn += before, text.plain[first:last], after
        return "".join(drawn)

    def _around(self, styles: "tuple[str | Style, ...]") -> tuple[str, str]:
        """Return the codes before and after text that has all these styles."""
        if styles not in self._codes:
            with self._out.capture() as captured:
                self._out.print(Text(_SAMPLE, "", [(0, 1, style) for style in styles]), end="")
            before, _, after = captured.get().partition(_SAMPLE)
            self._codes[styles] = before, after
        return self._codes[styles]


class Indented(msgspec.Struct, frozen=True):
    """Text that stands further right, on each of its lines."""

    text: Text
    left: int

    def __rich__(self) -> "Padding":
        from rich.padding import Padding

        return Padding(self.text.__rich__(), (0, 0, 0, self.left))


class Pipe:
    """A console for text alone, which prints the same lines as Rich's. What is not text, such as a table, it prints."""

    is_terminal = False

    def __init__(self, file: IO[str], width: int, make_console: "Callable[[], Console]") -> None:
        self.file = file
        self.width = width
        self._make_console = make_console

    def print(
        self,
        what: Any = "",
        *,
        no_wrap: bool = False,
        overflow: Any = None,
        crop: bool = True,
        soft_wrap: bool = False,
        style: str | None = None,
    ) -> None:
        """Print as :meth:`rich.console.Console.print` does; there is nothing to crop, and no style."""
        if soft_wrap:
            no_wrap, overflow = True, overflow or "ignore"
        margin = what.left if isinstance(what, Indented) else 0
        text = what.text if isinstance(what, Indented) else Text(what) if isinstance(what, str) else what
        if not isinstance(text, Text):
            self._make_console().print(what)
            return
        width = self.width - margin
        if overflow == "ignore":
            lines = text.plain.split("\n")
        elif no_wrap:
            lines = [set_cell_size(one, min(cell_len(one), width)) for one in text.plain.split("\n")]
        else:
            lines = [line.plain for line in text.wrap(width)]
        self.file.writelines(f"{' ' * margin}{line}\n" for line in lines)
