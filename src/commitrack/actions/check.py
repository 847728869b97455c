"""Checking ledgers: which checks are run, what they find, and what that makes of the exit code."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path

import msgspec

from commitrack.actions.open import examine
from commitrack.checks.suite import CHECKS, Check, meaning_of, name_of, run
from commitrack.errors import CommitrackError, Finding, UsageError
from commitrack.ledger.rules.mistakes import RULES
from commitrack.ledger.suggest import did_you_mean
from commitrack.words.format import count

_FOUND = 1


class Outcome(msgspec.Struct, frozen=True, kw_only=True):
    """The findings of a check, by ledger: the same for people, for programs and for the exit code."""

    as_of: date
    files: tuple[str, ...]
    """The ledgers that could be opened."""
    findings: tuple[Finding, ...]
    unopened: tuple[CommitrackError, ...]
    """The errors of the ledgers that could not be."""

    @property
    def summary(self) -> str:
        """The numbers of findings and of ledgers."""
        tally = Counter(finding.severity for finding in self.findings)
        parts = [count(tally[severity], severity) for severity in ("error", "warning") if tally[severity]]
        return f"{count(len(self.files), 'ledger')}: {' and '.join(parts) or 'nothing found'}"

    def exit_code(self, *, strict: bool) -> int:
        """Return the exit code: 1 for errors, if ``strict`` for warnings too, unless a ledger could not be opened."""
        failing = [one for one in self.findings if strict or one.severity == "error"]
        return self.unopened[-1].exit_code if self.unopened else _FOUND if failing else 0


def inspect(paths: Iterable[Path], checks: Sequence[Check], as_of: date) -> Outcome:
    """Look at ledgers one after the other; one that cannot be opened does not hide the others."""
    files: list[str] = []
    findings: list[Finding] = []
    unopened: list[CommitrackError] = []
    for path in paths:
        try:
            examination = examine(path)
        except CommitrackError as error:
            unopened.append(error)
            continue
        files.append(str(path))
        findings += run(examination, checks, as_of)
    return Outcome(as_of=as_of, files=tuple(files), findings=tuple(findings), unopened=tuple(unopened))


def choose_checks(only: Sequence[str], skip: Sequence[str]) -> list[Check]:
    """Return the checks of those names, all where none is named, without those to skip; in the order they run."""
    known = {name_of(check): check for check in CHECKS}
    for name in (*only, *skip):
        if name in RULES:
            raise UsageError(f"{name} keeps a ledger from being read, and is always reported; leave it out")
        if name not in known:
            advice = did_you_mean(name, known, "'commitrack check --list' lists them")
            raise UsageError(f"no check is called {name!r}; {advice}")
    return [check for name, check in known.items() if (not only or name in only) and name not in skip]


def meanings() -> dict[str, str]:
    """Return what each check finds, by its name, in their order."""
    return {name_of(check): meaning_of(check) for check in CHECKS}


def catalogue() -> str:
    """Write every check with what it finds."""
    warnings = meanings()
    width = max(map(len, (*RULES, *warnings)))

    def listed(checks: Iterable[tuple[str, str]]) -> str:
        return "".join(f"  {name:<{width}}  {meaning}\n" for name, meaning in checks)

    errors = "Errors, which keep a ledger from being read, and are always reported"
    return f"{errors}:\n{listed(RULES.items())}\nWarnings:\n{listed(warnings.items())}"
