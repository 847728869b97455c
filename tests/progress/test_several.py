"""Several ledgers as one: nothing is lost, and each commitment is judged as in its own ledger."""

from datetime import date
from pathlib import Path

import pytest

from commitrack.actions.open import load, load_all
from commitrack.ledger.model import Joint
from commitrack.ledger.parse import parse
from commitrack.progress.judge import judge_all
from commitrack.progress.several import join
from tests.support.environment import PROJECT

EXAMPLES = sorted((PROJECT / "examples").glob("*.toml"))
AS_OF = date(2026, 11, 23)
A = """\
[ledger]
title = "A"
pledger = "Us"
reported_within = 40
[programmes.p]
title = "P"
[commitments.x]
title = "X"
programme = "p"
kind = "qualitative"
[commitments.y]
title = "Y"
kind = "qualitative"
[commitments.z]
title = "Z"
kind = "joint"
parts = ["x", "y"]
"""
B = A.replace('"Us"', '"Them"').replace('"A"', '"B"').replace("40", "50")


@pytest.mark.parametrize("copies", [1, 2, 3])
def test_each_commitment_is_judged_as_in_its_own_ledger(copies: int) -> None:
    ledgers = [(path.stem, load(path)) for path in EXAMPLES * copies]
    joined = judge_all(join(ledgers), AS_OF)
    alone = [judgement for _, ledger in ledgers for judgement in judge_all(ledger, AS_OF).values()]
    assert [judgement.state for judgement in joined.values()] == [judgement.state for judgement in alone]
    assert len(joined) == len(alone)


def test_a_name_that_two_share_is_written_after_the_ledger() -> None:
    joined = join([("North 1", parse(A, "a").ledger), ("South", parse(B, "b").ledger)])
    assert list(joined.commitments) == ["north-1-x", "north-1-y", "north-1-z", "south-x", "south-y", "south-z"]
    assert list(joined.programmes) == ["north-1-p", "south-p"]
    joint = joined.commitments["south-z"]
    assert isinstance(joint, Joint)
    assert joint.parts == ("south-x", "south-y")
    assert joined.commitments["south-x"].programme == "south-p"


def test_a_name_that_is_taken_is_taken_by_nobody_else() -> None:
    taken = A.replace("commitments.z", "commitments.b-x").replace("joint", "qualitative").replace("parts", "tags")
    joined = join([("a", parse(taken, "a").ledger), ("b", parse(B, "b").ledger), ("b", parse(B, "b").ledger)])
    assert list(joined.commitments) == ["a-x", "a-y", "b-x", "b-x-2", "b-y", "b-z", "b-x-3", "b-y-2", "b-z-2"]


def test_what_a_ledger_says_of_all_its_commitments_goes_with_them() -> None:
    joined = join([("a", parse(A, "a").ledger), ("b", parse(B, "b").ledger)])
    assert (joined.about.title, joined.about.pledger) == ("A · B", None)
    assert [one.pledger for one in joined.commitments.values()] == ["Us"] * 3 + ["Them"] * 3
    assert [one.reported_within for one in joined.commitments.values()] == [40] * 3 + [50] * 3
    both = join([("a", parse(A, "a").ledger), ("b", parse(A, "b").ledger)])
    assert (both.about.pledger, both.about.reported_within) == ("Us", 40)
    assert {one.pledger for one in both.commitments.values()} == {None}


def test_a_folder_is_the_ledgers_in_it(tmp_path: Path) -> None:
    for name, text in (("a.toml", A), ("b.toml", B), ("pyproject.toml", "[project]\n"), ("c.txt", A)):
        (tmp_path / name).write_text(text, "utf-8")
    names = ["a-x", "a-y", "a-z", "b-x", "b-y", "b-z"]
    assert list(load_all([tmp_path]).commitments) == names
    assert list(load_all([tmp_path, tmp_path / "a.toml"]).commitments) == names


def test_ledgers_of_one_name_are_called_after_their_folders(tmp_path: Path) -> None:
    paths = [tmp_path / name / "commitments.toml" for name in ("East", "west")]
    for path in paths:
        path.parent.mkdir()
        path.write_text(A, "utf-8")
    names = ["east-x", "east-y", "east-z", "west-x", "west-y", "west-z"]
    assert list(load_all(paths).commitments) == names
