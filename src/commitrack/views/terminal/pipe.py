"""Printing where there are no styles: the same lines as those of Rich's console, which takes long to import."""

from collections.abc import Callable
from typing import IO, TYPE_CHECKING, Any

from rich.padding import Padding
from rich.text import Text

if TYPE_CHECKING:
    from rich.console import Console


class Pipe:
    """A console for text alone. What is not text, such as a table, is left to Rich's."""

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
        margin = what.left if isinstance(what, Padding) else 0
        text = what.renderable if isinstance(what, Padding) else what
        if isinstance(text, str):
            text = Text(text)
        if not isinstance(text, Text):
            self._make_console().print(what)
            return
        lines = text.wrap(self, self.width - margin, overflow=overflow or "fold", no_wrap=no_wrap)  # type: ignore[arg-type]
        self.file.writelines(f"{' ' * margin}{line.plain}\n" for line in lines)
