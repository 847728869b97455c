"""The layout shows the architecture: data flows from text to terminal, and imports point only to the left."""

import ast
from collections import Counter
from collections.abc import Callable
from functools import cache
from pathlib import Path

DECLARED = {
    *("ledger.model", "ledger.claims", "ledger.fields", "ledger.sources", "ledger.scale", "ledger.rules.corrections"),
    *("ledger.tables.columns", "ledger.tables.cells"),
}
"""What a ledger may say and correct, and as what cells, which every floor may know; how it is read is not among it."""

HOUSE = Path(__file__).parent.parent / "src" / "commitrack"
FILES = sorted(HOUSE.rglob("*.py"))

MAY_IMPORT = {
    "errors": {"errors"},
    "files": {"errors", "files"},
    "ledger": {"errors", "files", "ledger"},
    "progress": {"progress", *DECLARED},
    "words": {"words", "progress", *DECLARED},
    "checks": {"checks", "words", "progress", "ledger", "errors"},
    "views": {"views", "words", "progress", "errors", *DECLARED},
    "actions": {"actions", "checks", "words", "progress", "ledger", "files", "errors", "__version__"},
    "cli": {"cli", "actions", "views", "checks", "words", "progress", "ledger", "files", "errors", "__version__"},
    "api": {"actions", "views", "checks", "words", "progress", "ledger", "files", "errors"},
    "__main__": {"cli"},
    "__init__": {"api"},
}

ONLY_IN: dict[str, str | tuple[str, ...]] = {
    "typer": "cli",
    "rich": "views/terminal",
    "filelock": "files/lock.py",
    "jinja2": "views/html/rendering.py",
    "markupsafe": "views/html/rendering.py",
    "ctypes": "files/exchange.py",
    "tomli": "ledger",
    "http": "actions/serve.py",
    "socketserver": "actions/serve.py",
    "webbrowser": "cli/commands/pages/serve.py",
    "random": "nowhere",
    "subprocess": ("cli/editor.py", "cli/pager.py", "ledger/git.py"),
    "time": ("cli/streams.py", "files/saving.py"),
}

CLOCKS = {"date.today", "datetime.today", "datetime.now", "datetime.utcnow"}
ASKED = {clock.rpartition(".")[2] for clock in CLOCKS}


@cache
def nodes(path: Path) -> list[ast.AST]:
    return [*ast.walk(ast.parse(path.read_text("utf-8")))]


@cache
def imports(path: Path, *, for_types: bool = True) -> list[str]:
    found, left_out = [], set[ast.AST]()
    for node in nodes(path):
        if node in left_out:
            continue
        if not for_types and isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test):
            left_out.update(*(ast.walk(one) for one in node.body))
        if isinstance(node, ast.Import):
            found += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            found += [f"{node.module}.{alias.name}" for alias in node.names]
    return found


def room(path: Path) -> str:
    return path.relative_to(HOUSE).parts[0].removesuffix(".py")


def astray(of: Callable[[Path], list[str]]) -> dict[str, list[str]]:
    """What each file has that it may not have."""
    return {str(path.relative_to(HOUSE)): found for path in FILES if (found := of(path))}


def test_imports_point_to_the_left() -> None:
    def leading_right(path: Path) -> list[str]:
        own = [name.removeprefix("commitrack.") for name in imports(path) if name.startswith("commitrack")]
        allowed = MAY_IMPORT[room(path)]
        return [name for name in own if not any(f"{name}.".startswith(f"{left}.") for left in allowed)]

    assert astray(leading_right) == {}


def test_no_two_files_need_each_other() -> None:
    """Not even by way of others, or by imports within functions; for types alone they may."""
    names = [".".join(path.relative_to(HOUSE.parent).with_suffix("").parts).removesuffix(".__init__") for path in FILES]

    def needed(path: Path) -> set[str]:
        found = {name if name in names else name.rpartition(".")[0] for name in imports(path, for_types=False)}
        return found & {*names} - {"commitrack"}  # of which only the version is needed

    left = {name: needed(path) for name, path in zip(names, FILES, strict=True)}
    while free := [name for name, others in left.items() if not others & left.keys()]:
        for name in free:
            del left[name]
    assert left == {}


def test_each_library_has_one_place() -> None:
    def elsewhere(path: Path) -> list[str]:
        place, used = path.relative_to(HOUSE).as_posix(), {name.split(".")[0] for name in imports(path)}
        return [library for library, home in ONLY_IN.items() if library in used and not place.startswith(home)]

    assert astray(elsewhere) == {}


def test_only_the_command_line_and_the_python_interface_know_what_today_is() -> None:
    def clocks(path: Path) -> list[str]:
        attributes = [node for node in nodes(path) if isinstance(node, ast.Attribute) and node.attr in ASKED]
        return [name for name in map(ast.unparse, attributes) if ".".join(name.split(".")[-2:]) in CLOCKS]

    assert {place.split("/")[0].removesuffix(".py") for place in astray(clocks)} <= {"cli", "api"}


def test_no_file_is_two() -> None:
    assert [path for path in FILES if len(path.read_text("utf-8").splitlines()) > 320] == []


def test_a_file_is_read_in_one_way_which_waits_for_nobody() -> None:
    def reading(path: Path) -> list[str]:
        called = [ast.unparse(node.func) for node in nodes(path) if isinstance(node, ast.Call)]
        found = [name for name in called if name == "open" or name.endswith((".open", ".read_bytes", ".read_text"))]
        return [name for name in found if name not in ("os.open", "store.read_bytes", "webbrowser.open")]

    assert astray(reading) == {}


def test_every_room_has_its_rule() -> None:
    assert {room(path) for path in FILES} == set(MAY_IMPORT)


ROOMS = 16
"""So many files of a folder are found at a glance; where there are more, some belong together."""

ACROSS = {"browser", "faults", "hostile", "support", "strategies", "golden"}
"""Folders of tests that go across all floors, and those of what is not a test."""


def test_a_folder_is_seen_at_a_glance() -> None:
    rooms = Counter(path.parent for path in FILES if path.name != "__init__.py")
    assert [folder for folder, number in rooms.items() if number > ROOMS] == []


def test_tests_stand_on_the_floor_of_what_they_test() -> None:
    tests = Path(__file__).parent
    floors = {path.parent.relative_to(tests) for path in tests.rglob("test_*.py")}
    assert [floor for floor in floors if not ACROSS & set(floor.parts) and not (HOUSE / floor).is_dir()] == []
