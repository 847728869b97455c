"""A sentence is one message with named fields, which could stand in another language: none is glued from pieces."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.environment import PROJECT

WORDS = PROJECT / "src" / "commitrack" / "words"
_JOINTS = (" ", ",", ";", ":")


def pieces(tree: ast.AST) -> Iterator[ast.expr]:
    """Find the texts that can only be a part of a message, and the words chosen within one."""
    inner = {id(part) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for part in node.values}
    inner |= {id(node.format_spec) for node in ast.walk(tree) if isinstance(node, ast.FormattedValue)}
    inner |= {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}  # docstrings
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            chosen = [one for part in node.values for one in ast.walk(part) if isinstance(one, ast.IfExp)]
            yield from (one for one in chosen if any(_words(branch) for branch in (one.body, one.orelse)))
        if isinstance(node, ast.JoinedStr | ast.Constant) and id(node) not in inner:
            said = _words(node)
            if said.startswith(_JOINTS) or said.endswith(_JOINTS[:3]):
                yield node


def _words(node: ast.expr) -> str:
    """Return the text of a literal that has a letter in it, each field as ``{}``; empty for anything else."""
    parts = node.values if isinstance(node, ast.JoinedStr) else [node]
    texts = [part.value if isinstance(part, ast.Constant) else "{}" for part in parts]
    said = "".join(one for one in texts if isinstance(one, str))
    return said if any(map(str.isalpha, said)) else ""


@pytest.mark.parametrize("path", sorted(WORDS.rglob("*.py")), ids=lambda path: path.stem)
def test_no_message_is_a_piece_of_another(path: Path) -> None:
    found = pieces(ast.parse(path.read_text("utf-8")))
    assert [f"{path.name}:{one.lineno}: {ast.unparse(one)}" for one in found] == []


@pytest.mark.parametrize(
    "code",
    [
        'late = f", {days} late"',
        'more = " and more"',
        'told = "it is due on " + day',
        "told = f\"{number} {'update is' if number == 1 else 'updates are'} later\"",
        "told = f\"{day}{f' until {end}' if end else ''}\"",
    ],
)
def test_a_piece_is_found(code: str) -> None:
    assert [*pieces(ast.parse(code))]
