"""The cells of an ODS file that its reader says nothing of: errors in place of values, and cells said many times."""

from collections.abc import Mapping
from xml.parsers import expat

from commitrack.errors import TableUnreadable

_MOST_REPEATED = 1_000
_CELLS = ("table:table-cell", "table:covered-table-cell")


def faulty_cells(content: bytes, name: str, most_bytes: int) -> dict[str, list[tuple[int, int]]]:
    """Return the places of the errors in each sheet, as row and column, both counted from 1.

    Raises :class:`~commitrack.errors.TableUnreadable` where cells are said so often that they are no table, or take
    more than so many bytes.
    """
    cells = _Cells(name, most_bytes)
    parser = expat.ParserCreate()
    parser.StartElementHandler = cells.begin
    parser.EndElementHandler = cells.end
    parser.CharacterDataHandler = cells.hold
    try:
        parser.Parse(content, True)
    except (expat.ExpatError, ValueError):
        raise TableUnreadable(f"{name}: is a damaged workbook; save it as ODS again") from None
    return cells.errors


class _Cells:
    """The place that a parser has come to, and what it has found."""

    def __init__(self, name: str, most_bytes: int) -> None:
        self.errors: dict[str, list[tuple[int, int]]] = {}
        self._name, self._room = name, most_bytes
        self._sheet, self._row, self._column = "", 0, 0
        self._rows, self._columns, self._size = 1, 1, 0
        """The number of times that the row and the cell at hand repeat, and the length of the cell's text or value."""

    def begin(self, tag: str, said: Mapping[str, str]) -> None:
        """Come to the beginning of an element."""
        if tag == "table:table":
            self._sheet, self._row = said.get("table:name", ""), 0
        elif tag == "table:table-row":
            self._rows, self._column = int(said.get("table:number-rows-repeated", 1)), 0
        elif tag in _CELLS:
            self._columns = int(said.get("table:number-columns-repeated", 1))
            self._size = len(said.get("office:value", ""))
            if said.get("calcext:value-type") == "error":
                self.errors.setdefault(self._sheet, []).append((self._row + 1, self._column + 1))

    def hold(self, text: str) -> None:
        """Take text into account."""
        self._size += len(text.strip())

    def end(self, tag: str) -> None:
        """Come to the end of an element. Raises :class:`~commitrack.errors.TableUnreadable`."""
        if tag == "table:table-row":
            self._row += self._rows
        elif tag in _CELLS:
            self._column += self._columns
            times = self._rows * self._columns
            self._room -= self._size * times
            if (self._size and times >= _MOST_REPEATED) or self._room < 0:
                raise TableUnreadable(
                    f"{self._name}:{self._sheet}:{self._row + 1}: repeats a cell a thousand times and more, or a long "
                    "text; delete what stands beside the table"
                )
