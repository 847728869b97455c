"""Arguments of commands, read as typer does. Refuses an option that is given twice, and completes what is typed."""

from collections import Counter
from functools import partial
from typing import Any

from typer.core import TyperCommand
from typer.exceptions import TyperException


class Command(TyperCommand):
    """A command that refuses an option which is given twice: only the last one would count."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        for parameter in self.params:
            parameter.shell_complete = partial(_complete, parameter)  # type: ignore[method-assign]

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


def _complete(parameter: Any, context: Any, incomplete: str) -> list[Any]:
    """Offer a shell what begins as the word that is being typed."""
    from typer._click.shell_completion import CompletionItem

    from commitrack.cli.completion import candidates

    given = dict(context.params)
    if given.get("commitment_id") is None and context.args:  # before an option that waits for its value
        given["commitment_id"] = context.args[0]
    offered = candidates(context.info_name, parameter.name, given)
    begun = [CompletionItem(one) for one in offered if one.startswith(incomplete)]
    return begun or parameter.type.shell_complete(context, parameter, incomplete)
