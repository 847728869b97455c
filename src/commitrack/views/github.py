"""Findings as workflow commands, which forges that run GitHub Actions show beside the changed lines."""

from collections.abc import Iterable

from commitrack.errors import Finding
from commitrack.views.clean import clean


def annotations(findings: Iterable[Finding]) -> str:
    """Write one ``::error`` or ``::warning`` command for each finding.

    The form is that of "Workflow commands for GitHub Actions": per cent signs and line ends are escaped, in properties
    commas and colons too.
    """
    return "".join(
        f"::{one.severity} file={_property(one.file)},line={one.line},title={_property(one.check)}::{_message(one)}\n"
        for one in findings
    )


def _message(finding: Finding) -> str:
    return _escaped(f"{finding.where}: {finding.message}" if finding.where else finding.message)


def _property(text: str) -> str:
    return _escaped(text).replace(":", "%3A").replace(",", "%2C")


def _escaped(text: str) -> str:
    return clean(text).replace("%", "%25")
