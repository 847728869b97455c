"""Ledgers with one thing wrong each, beside exactly what ``commitrack check`` says of them."""

import io
from collections.abc import Iterator
from contextlib import redirect_stdout
from datetime import date
from functools import cache
from pathlib import Path

from commitrack.actions.check import Outcome
from commitrack.checks.suite import CHECKS, meaning_of, name_of, run
from commitrack.errors import Finding
from commitrack.ledger.parse import examine
from commitrack.ledger.rules.mistakes import RULES
from commitrack.views.terminal.check import print_findings
from tests.support.environment import PROJECT

FOLDER = PROJECT / "tests" / "golden" / "cases"
CASES = sorted(path.parent for path in FOLDER.glob("*/ledger.toml"))
CATALOGUE = PROJECT / "docs" / "errors.md"
AS_OF = date(2024, 6, 30)

WARNINGS = {name_of(check): meaning_of(check) for check in CHECKS}


@cache
def findings(case: Path) -> list[Finding]:
    """What all checks find in a case's ledger."""
    return run(examine((case / "ledger.toml").read_bytes().decode(), "ledger.toml"), CHECKS, AS_OF)


def printed(found: list[Finding]) -> str:
    """What the command prints of findings."""
    outcome = Outcome(as_of=AS_OF, files=("ledger.toml",), findings=tuple(found), unopened=())
    with redirect_stdout(io.StringIO()) as written:
        print_findings(outcome.findings, outcome.summary)
    return written.getvalue()


def catalogue() -> str:
    """Every message of the cases, under the check that it comes from."""
    known = [finding for case in CASES for finding in findings(case)]
    return "\n".join(_sections(known))


def _sections(known: list[Finding]) -> Iterator[str]:
    yield "# What `commitrack check` finds\n"
    yield "Each finding names the file, the line, the check and the place, says what is wrong and what to do, and"
    yield f"quotes the line. The examples come from the ledgers in `tests/golden/cases/`, judged as of {AS_OF}."
    for heading, checks in (
        ("Errors: a ledger that has one is not read", RULES),
        ("Warnings: for the keepers of the ledger to decide", WARNINGS),
    ):
        yield f"\n## {heading}"
        for name, meaning in checks.items():
            yield f"\n### {name}\n\n{meaning}\n\n```text"
            found = {finding.message: finding for finding in known if finding.check == name}
            yield "\n".join(printed(list(found.values())).split("\n")[:-2])
            yield "```"
    yield ""
