"""Arguments of commands, read as typer does. Refuses an option that is given twice."""

from collections import Counter
from typing import Any

from typer.core import TyperCommand
from typer.exceptions import TyperException


class Command(TyperCommand):
    """A command that refuses an option which is given twice: only the last one would count."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Read the arguments. Raises :class:`typer.exceptions.TyperException`, with the command that it is about."""
        try:
            _, _, given = self.make_parser(ctx).parse_args(args=list(args))
        except TyperException as error:
            error.ctx = ctx  # type: ignore[attr-defined]  # what the parser raises does not know it
            raise
        for parameter, times in Counter(given).items():
            repeatable = parameter.multiple or getattr(parameter, "is_flag", False)
            if times > 1 and not repeatable and not ctx.resilient_parsing:
                ctx.fail(f"{parameter.opts[0]} is given {times} times; give it once")
        return super().parse_args(ctx, args)
