"""The suite: every check in the order it runs, and running them."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date

from commitrack.checks.evidence import (
    duplicate_update,
    future_date,
    published_early,
    unarchived,
    unknown_member,
    unordered,
    unsourced,
)
from commitrack.checks.figures import (
    added_percentages,
    contradicted,
    disagreeing,
    falling_total,
    mixed_reporting,
    suspicious_jump,
)
from commitrack.checks.pledges import assumed_period, missing_means_of_verification, short_period, unused_programme
from commitrack.checks.state import expiring, overdue, stale, verdict_contradicts
from commitrack.checks.subject import Inspection, Remark
from commitrack.checks.text import half_merged, newer_toml
from commitrack.errors import Finding
from commitrack.ledger.parse import Examination
from commitrack.ledger.rules.places import locate

Check = Callable[[Inspection], Iterator[Remark]]

CHECKS: tuple[Check, ...] = (
    unsourced,
    unarchived,
    stale,
    overdue,
    expiring,
    falling_total,
    contradicted,
    disagreeing,
    verdict_contradicts,
    assumed_period,
    short_period,
    missing_means_of_verification,
    mixed_reporting,
    added_percentages,
    duplicate_update,
    future_date,
    published_early,
    unordered,
    unused_programme,
    unknown_member,
    suspicious_jump,
    half_merged,
    newer_toml,
)
"""The checks in their order. They are warnings, which do not keep a ledger from being used."""


def name_of(check: Check) -> str:
    """Return a check's name: ``falling-total``."""
    return check.__name__.replace("_", "-")


def meaning_of(check: Check) -> str:
    """Return what a check finds, in a line."""
    return (check.__doc__ or "").partition("\n")[0]


def run(examination: Examination, checks: Iterable[Check], as_of: date) -> list[Finding]:
    """Return the mistakes that reading found, then what the checks find in the rest, each in the order of the lines.

    Raises nothing: a commitment with a mistake is left out of the checks, and what is not TOML has nothing to check.
    """
    ledger, text = examination.sound, examination.text
    if ledger is None:
        return list(examination.findings)
    inspection = Inspection(ledger, as_of, examination.whole, text)
    remarks = [(place, name_of(check), message) for check in checks for place, message in check(inspection)]
    if not remarks:
        return list(examination.findings)
    warnings = locate(text, inspection.lines, examination.file, remarks, "warning")
    return [*examination.findings, *sorted(warnings, key=lambda finding: finding.line)]
