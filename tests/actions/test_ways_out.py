"""What a refusal offers is true of real promises: each way out can be taken as it is said."""

from pathlib import Path

import pytest

from tests.support.environment import PROJECT
from tests.support.in_process import Ended, run_here

LEDGER = (PROJECT / "examples" / "verdicts.toml").read_text("utf-8")


@pytest.fixture
def here(tmp_path: Path) -> Path:
    (tmp_path / "commitments.toml").write_text(LEDGER, "utf-8")
    return tmp_path


def run(here: Path, words: list[str]) -> Ended:
    return run_here([*words, "--source", "a", "--note", "n"], here)


REFUSED = [
    (
        "fewer, as another publisher counts",
        "update uk-hospitals --total 0 --date 2024-06-30 --publisher Full\u00a0Fact --by independent",
        "the total would fall to 0, below the 1 of 2024-04-30; if that was wrong, use --corrects b0000009, and if its "
        "publisher released a newer figure, --restates b0000009; if somebody else counts otherwise, say who with "
        "--publisher; if it came on top of that, use --add; if it can really fall, it is a level, for which the "
        'commitment needs kind = "level"',
        ["update uk-hospitals --total 0 --date 2024-06-30 --publisher BBC --by media"],
    ),
    (
        "more, on top of what another publisher counts",
        "update ca-trees --add 10 --date 2025-11-30 --publisher CBC --by media",
        "the last count, 228,000,000 of 2025-06-30, is by Rebel News; do these 10 come on top of it? Write --total "
        "with the whole count, with a --note if you added it up, or --publisher if it is theirs",
        ["update ca-trees --total 228000010 --date 2025-11-30 --publisher CBC --by media"],
    ),
    (
        "the same again from one source",
        "update za-work --add 1103983 --date 2015-03-31 --as-recorded a00000a3",
        "the ledger has the same update already (a00000a3): same date, claim and source; if that came twice, say in "
        "--source where each stands, such as the page",
        ["update za-work --add 1103983 --date 2015-03-31 --source page-7"],
    ),
    (
        "a count that fell below zero",
        "update ie-homes --total -20 --date 2024-06-30",
        "−20 is below zero, as neither goal nor baseline is; check the figure; if it can really fall, it is a level, "
        'for which the commitment needs kind = "level"',
        [],
    ),
    (
        "a forecast whose date was left out",
        "update uk-hospitals --forecast 12 --for 2025-12-31 --date 2026-11-20",
        "--for: 2025-12-31 is before the date, 2026-11-20, on which it was expected; correct the one that is wrong",
        ["update uk-hospitals --forecast 12 --for 2025-12-31 --date 2025-06-30"],
    ),
    (
        "a treaty that was left, of which no entry is known",
        "update afcfta --withdraw Eritrea --date 2024-06-30",
        "'Eritrea' is not in force on 2024-06-30; check the name and the date, or record first what granted it",
        ["update afcfta --grant Eritrea --date 2019-02-01", "update afcfta --withdraw Eritrea --date 2024-06-30"],
    ),
    (
        "a figure after the last period",
        "update ie-homes --total 100 --date 2025-02-28",
        "--date: 2025-02-28 is after the last period, which ends on 2024-12-31; use the last date of the period it "
        "counts for, and leave out what happened later, which counts for none",
        ["update ie-homes --total 40000 --date 2024-12-31 --published 2025-02-28"],
    ),
]


@pytest.mark.parametrize(
    ("refused", "why", "ways_out"), [case[1:] for case in REFUSED], ids=[case[0] for case in REFUSED]
)
def test_each_way_out_of_a_refusal_can_be_taken(here: Path, refused: str, why: str, ways_out: list[str]) -> None:
    words = [word.replace("\N{NO-BREAK SPACE}", " ") for word in refused.split(" ")]
    if "--as-recorded" in words:
        words = words[: words.index("--as-recorded")]
        source = LEDGER.split('id        = "a00000a3"')[1].split('source    = "')[1].split('"')[0]
        ended = run_here([*words, "--source", source], here)
    else:
        ended = run(here, words)
    commitment = words[1]
    assert (ended.status, ended.stderr) == (3, f"commitments.toml: {commitment}: {why}; nothing was written\n")
    assert (here / "commitments.toml").read_text("utf-8") == LEDGER
    for way in ways_out:
        ended = run(here, way.split(" "))
        assert (ended.status, ended.stderr) == (0, "")
