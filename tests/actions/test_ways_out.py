"""What a refusal offers is true of real promises: each way out can be taken as it is said."""

import re
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
        "the total would fall to 0, below the 1 of 2024-04-30; if that is not right, put it right first: use "
        "--corrects b0000009 if it was wrong, or use --restates b0000009 if its publisher has a newer figure for that "
        "date; if somebody else counts otherwise, say who with --publisher; if it came on top of that, use --add; if "
        'it can really fall, it is a level, for which the commitment needs kind = "level"',
        ["update uk-hospitals --total 0 --date 2024-06-30 --publisher BBC --by media"],
    ),
    (
        "fewer, where the figure before was wrong",
        "update uk-hospitals --total 0 --date 2024-06-30 --publisher Full\u00a0Fact --by independent",
        "the total would fall to 0, below the 1 of 2024-04-30; if that is not right, put it right first: use "
        "--corrects b0000009 if it was wrong, or use --restates b0000009 if its publisher has a newer figure for that "
        "date; if somebody else counts otherwise, say who with --publisher; if it came on top of that, use --add; if "
        'it can really fall, it is a level, for which the commitment needs kind = "level"',
        [
            "update uk-hospitals --total 0 --restates b0000009 --publisher Full\u00a0Fact --by independent",
            "update uk-hospitals --total 0 --date 2024-06-30 --publisher Full\u00a0Fact --by independent",
        ],
    ),
    (
        "a promise that was given up",
        "update uk-hospitals --target 0 --date 2025-01-20",
        "--target: not above the baseline, 0, so there would be nothing left to reach; if the promise was given up, or "
        "became another, say so with --status and --note, and add the new one with 'commitrack add'",
        ["update uk-hospitals --status withdrawn --date 2025-01-20"],
    ),
    (
        "a lower goal, for which the wrong side was typed",
        "update de-forty --at-most 20 --date 2015-01-01",
        "--at-most: contradicts target, 40, which still stands; use --target 20 if that was revised",
        ["update de-forty --target 20 --date 2015-01-01"],
    ),
    (
        "a lower cap, for which the wrong side was typed",
        "update uk-net-migration --target 60000 --date 2014-01-01",
        "--target: the goal is at most 99999, and a target means at least so much; for another at most, use --at-most "
        "60000",
        ["update uk-net-migration --at-most 60000 --date 2014-01-01"],
    ),
    (
        "an addition that was announced",
        "update uk-hospitals --add 3 --date 2024-06-30 --published 2024-06-01",
        "it was published on 2024-06-01, before 2024-06-30, the date it is true for; if somebody expected it, record "
        "the whole count that was expected with --forecast and --for 2024-06-30 and --date 2024-06-01; if it is the "
        "figure up to then, use the date that it is up to",
        ["update uk-hospitals --forecast 4 --for 2024-06-30 --date 2024-06-01 --published 2024-06-01"],
    ),
    (
        "a verdict of the future",
        "update uk-hospitals --status broken --date 2998-06-30",
        "2998-06-30 is in the future; record it with --date on the date it is true for, once that has come",
        ["update uk-hospitals --status broken --date 2026-06-30"],
    ),
    (
        "a forecast with its two dates confused",
        "update uk-hospitals --forecast 12 --for 2998-12-31 --date 2998-06-30",
        "2998-06-30 is in the future; the date of a forecast is that on which it was made; write with --for the date "
        "that it is for",
        ["update uk-hospitals --forecast 12 --for 2998-12-31 --date 2024-06-30"],
    ),
    (
        "a number for what was promised without one",
        "update unaids-90-90-90 --target 5 --date 2018-01-01",
        "--target: a joint commitment has no target to revise; leave it out, or add what is promised now as a "
        "commitment of its own",
        [],
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
        ended = run(here, [word.replace("\N{NO-BREAK SPACE}", " ") for word in way.split(" ")])
        assert (ended.status, ended.stderr) == (0, "")


NEW = "add x --title T --unit u --kind"
TYPED = [
    "update uk-hospitals --status broken",
    "update uk-hospitals --forecast 12",
    "update uk-hospitals --total 5 --for 2030-01-01",
    "update uk-hospitals --total 5 --restates b0000009 --corrects b0000009",
    "update uk-hospitals --checked --restates b0000009",
    "update uk-hospitals --add 0",
    "update uk-hospitals --level 5",
    "update uk-hospitals --target -1",
    "update uk-hospitals --milestone 2020-01-01=5",
    "update afcfta --count 23 --until 2030-01-01",
    "update afcfta --target 2.5",
    "update de-forty --at-most 20 --date 2015-01-01",
    "update uk-net-migration --target 60000 --date 2014-01-01",
    "update climate-finance --milestone 2025-12-31=5",
    f"{NEW} total",
    f"{NEW} total --target 0",
    f"{NEW} total --target 5 --baseline 9",
    f"{NEW} total --at-most 5 --baseline 9",
    f"{NEW} total --target 9 --at-most 5",
    f"{NEW} total --target 5 --assumed due",
    f"{NEW} total --target 5 --every year",
    f"{NEW} periodic --target 5 --every year",
    f"{NEW} periodic --target 0 --every year --start 2020-01-01",
    f"{NEW} periodic --target 5 --every year --start 2020-01-01 --milestone 2021-01-01=3",
    f"{NEW} periodic --target 5 --every year --start 2020-01-01 --step 2021-01-01=0",
    f"{NEW} level --target 5 --baseline 9",
    f"{NEW} level --target 5 --holds at-end",
    f"{NEW} level --target 5 --holds at-end --every year",
    f"{NEW} level --target 5 --step 2021-01-01=3",
    f"{NEW} level --target 5 --every year --start 2020-01-01 --milestone 2021-01-01=3",
    "add x --title T --kind joint --part covax --part nope",
]


@pytest.mark.parametrize("refused", TYPED)
def test_who_typed_options_is_told_of_options(here: Path, refused: str) -> None:
    """And not of the keys of a file that nobody looks at then."""
    ended = run_here([*refused.split(" "), "--source", "a"], here)
    assert ended.status == 3
    assert (here / "commitments.toml").read_text("utf-8") == LEDGER
    assert not re.search(r"at_most| = |\[|write [a-z_]+ instead|in note|--[a-z]*_|--milestones", ended.stderr), (
        ended.stderr
    )
