"""What words and views promise of every ledger: each judgement is explained, and each view shows it."""

import json
import re
from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from commitrack.ledger.blocks import commitment_block, update_block
from commitrack.ledger.model import Ledger, Level, Standing
from commitrack.ledger.parse import parse
from commitrack.progress.judge import judge
from commitrack.progress.judgement import Judgement
from commitrack.words.explanation import explain
from commitrack.words.format import amount
from tests.strategies.commitments import ledgers, turning_dates
from tests.strategies.hostile_laws import assert_only_text
from tests.support.in_process import folder, run_here

WIDTH = 80
SHOWN = """
list
list --sort progress --format json
list --format csv
list --format markdown
show c
show c --format json
log
log c --format json
log --format tsv
log --format markdown
export
export --format jsonl
report
report --format markdown
"""
COMPARED = """
check
check --format json
diff 2020-03-01
diff 2020-03-01 --format json
diff 2020-03-01 --format markdown
"""
COMMANDS = st.sampled_from([line.split() for line in (SHOWN + COMPARED).split("\n") if line])


@given(ledgers(), st.data())
def test_every_judgement_is_explained(ledger: Ledger, data: st.DataObject) -> None:
    """In whole sentences, which hold the figure that it rests on, and nothing that is not there."""
    judgement = judge(ledger, "c", data.draw(turning_dates(ledger)))
    said = explain(judgement)
    assert re.fullmatch(r"[^a-z ].*\.", said)
    assert not re.search(r"None|  | [.,:;]|[.,:;]{2}|-\d+ (day|month|year)|\b1 days|–[ .,]|[.] [a-z]", said)
    figure = shown_figure(judgement)
    assert figure is None or amount(figure) in said


def shown_figure(judgement: Judgement) -> Decimal | None:
    """The last figure that counts, or the mean of all where that must meet the goal; as the sentence rounds it."""
    measured, commitment = judgement.measured, judgement.commitment
    if measured is None or judgement.state == "upcoming":
        return None
    if isinstance(commitment, Standing):
        return measured.actual
    if isinstance(commitment, Level) and commitment.holds == "on-average":
        return None
    return measured.last.amount if measured.last else None


@given(ledgers(), COMMANDS, st.data())
def test_every_view_takes_every_ledger(ledger: Ledger, command: list[str], data: st.DataObject) -> None:
    """Each command ends well, says nothing beside what it shows, and stays within the columns that there are."""
    day = data.draw(turning_dates(ledger))
    text = written(ledger)
    assert parse(text, "l.toml").ledger == ledger
    when = [str(max(day, date(2020, 3, 1)))] if command[0] == "diff" else ["--as-of", str(day)]
    with folder() as here:
        (here / "l.toml").write_text(text, "utf-8")
        ended = run_here([*command, *when, "--ledger", "l.toml"], here, COLUMNS=str(WIDTH))
    assert ended.stderr == ""
    assert ended.status in ((0,) if command[0] not in ("check", "diff") else (0, 1))
    assert_only_text(ended.stdout.replace("\t", ""), terminal=False)
    if "json" in command:
        json.loads(ended.stdout)
    if "--format" not in command and command[0] in ("list", "show", "log"):
        assert max(map(len, ended.stdout.split("\n"))) <= WIDTH


def written(ledger: Ledger) -> str:
    """The text of a ledger."""
    about = ledger.about
    within = "" if about.reported_within is None else f"reported_within = {about.reported_within}\n"
    blocks = [f'[ledger]\ntitle = "{about.title}"\n{within}']
    for key, commitment in ledger.commitments.items():
        blocks += [commitment_block(key, commitment), *(update_block(key, one) for one in commitment.updates)]
    return "\n".join(blocks)
