"""Every check says exactly what its cases expect, and nothing goes without a case."""

from datetime import date
from functools import cache
from pathlib import Path

import pytest

from commitrack.actions.agenda import Wanted, agenda
from commitrack.checks.suite import CHECKS, run
from commitrack.errors import Finding, LedgerInvalid
from commitrack.ledger.parse import Examination, examine, parse
from commitrack.ledger.rules.mistakes import RULES
from commitrack.words.agenda import need
from tests.support.cases import AS_OF, CASES, CATALOGUE, FOLDER, WARNINGS, catalogue, findings, printed
from tests.support.environment import PROJECT

SHIPPED = [PROJECT / "data" / "commitments.toml", *sorted((PROJECT / "examples").glob("*.toml"))]
SEVERAL_AT_ONCE = "all-at-once"


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_what_is_said_of_a_case(case: Path) -> None:
    assert printed(findings(case)) == (case / "expected.txt").read_text("utf-8")


def test_a_case_triggers_one_check() -> None:
    triggered = {case.name: {finding.check for finding in findings(case)} for case in CASES}
    several = {name for name, checks in triggered.items() if len(checks) > 1}
    assert [name for name, checks in triggered.items() if not checks] == []
    assert several == {name for name in triggered if name.startswith(SEVERAL_AT_ONCE)}


def test_every_check_has_a_case_of_its_name() -> None:
    triggered = {name: {finding.check for finding in findings(FOLDER / name)} for name in WARNINGS}
    assert triggered == {name: {name} for name in WARNINGS}


def test_every_rule_of_reading_has_a_case() -> None:
    triggered = {finding.check for case in CASES for finding in findings(case) if finding.severity == "error"}
    assert triggered == set(RULES)


@pytest.mark.parametrize("name", ["overdue", "disagreeing", "expiring", "stale"])
def test_what_a_check_finds_is_on_the_agenda_of_the_same_date(name: str) -> None:
    for path in [*SHIPPED, *(case / "ledger.toml" for case in CASES)]:
        examination = examined(path)
        if examination.sound is None:
            continue
        items = agenda([("", examination.sound)], Wanted(within=60), AS_OF)
        known = {item.commitment_id for item in items if need(item.matter) == name}
        late = {item.commitment_id for item in items if need(item.matter) == "overdue"}
        found = {finding.where.split(".")[1] for finding in doubts(path) if finding.check == name}
        assert known == (found - late if name == "stale" else found), path


@cache
def examined(path: Path) -> Examination:
    return examine(path.read_bytes().decode(), "ledger.toml")


@cache
def doubts(path: Path) -> list[Finding]:
    return run(examined(path), CHECKS, AS_OF)


def test_the_catalogue_of_messages_is_current() -> None:
    assert CATALOGUE.read_text("utf-8") == catalogue()


def test_every_check_is_documented_with_what_it_says() -> None:
    for name in (*RULES, *WARNINGS):
        _, _, section = CATALOGUE.read_text("utf-8").partition(f"\n### {name}\n")
        assert f": [{name}] " in section.partition("\n### ")[0], name


def test_the_errors_are_those_of_reading() -> None:
    for case in CASES:
        errors = [finding for finding in findings(case) if finding.severity == "error"]
        text = (case / "ledger.toml").read_bytes().decode()
        if not errors:
            assert parse(text, "ledger.toml").ledger.commitments, case
            continue
        with pytest.raises(LedgerInvalid) as raised:
            parse(text, "ledger.toml")
        assert list(raised.value.findings) == errors, case
        assert str(raised.value).split("\n")[:-1] == [str(finding) for finding in errors], case


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.name)
def test_the_shipped_ledgers_have_no_errors(path: Path) -> None:
    found = run(examine(path.read_text("utf-8"), path.name), CHECKS, AS_OF)
    assert {finding.severity for finding in found} <= {"warning"}


def test_a_commitment_with_a_mistake_does_not_hide_what_is_doubtful_in_another() -> None:
    text = '[ledger]\ntitle = "x"\nsource = "s"\n[commitments.a]\ntitle = "A"\nkind = "totl"\n' + (
        '[commitments.b]\ntitle = "B"\nkind = "total"\ntarget = 1\nunit = "u"\nstart = 2024-01-01\ndue = 2024-12-31\n'
    )
    found = run(examine(text, "ledger.toml"), CHECKS, AS_OF)
    assert [(finding.line, finding.check) for finding in found] == [
        (4, "missing-key"),
        (4, "missing-key"),
        (6, "unknown-value"),
        (7, "missing-means-of-verification"),
    ]


@pytest.mark.parametrize(("reported_within", "as_of"), [(45, "2026-05-14"), (0, "2026-11-26")])
def test_a_verdict_does_not_contradict_figures_that_settle_nothing(reported_within: int, as_of: str) -> None:
    text = (
        '[ledger]\ntitle = "x"\nsource = "s"\n[commitments.a]\ntitle = "A"\nkind = "level"\ntarget = 65\nunit = "%"\n'
        f"start = 2024-07-31\ndue = 2026-03-31\nreported_within = {reported_within}\nmeans_of_verification = 'm'\n"
        '[[commitments.a.updates]]\ndate = 2025-12-31\nlevel = 61.5\nsource = "s"\n'
        '[[commitments.a.updates]]\ndate = 2026-05-14\nstatus = "fulfilled"\nnote = "n"\n'
        'source = "s"\nby = "independent"\n'
    )
    assert run(examine(text, "ledger.toml"), CHECKS, date.fromisoformat(as_of)) == []


@pytest.mark.parametrize(("measured_by", "expected"), [("", ["disagreeing"]), ('measured_by = "Ministry"\n', [])])
def test_publishers_do_not_disagree_where_it_is_said_whose_figures_count(measured_by: str, expected: list[str]) -> None:
    text = (
        '[ledger]\ntitle = "x"\nsource = "s"\n[commitments.a]\ntitle = "A"\nkind = "level"\ntarget = 65\nunit = "%"\n'
        f'start = 2024-07-31\ndue = 2026-03-31\nmeans_of_verification = "m"\n{measured_by}'
        '[[commitments.a.updates]]\ndate = 2026-03-31\nlevel = 66\nsource = "s"\npublisher = "Ministry"\n'
        '[[commitments.a.updates]]\ndate = 2026-03-31\nlevel = 61\nsource = "t"\npublisher = "Auditor"\n'
    )
    assert [finding.check for finding in run(examine(text, "ledger.toml"), CHECKS, date(2026, 5, 14))] == expected
