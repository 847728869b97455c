"""What the section of a commitment proves of an update, the whole text proves too, wherever the update is put."""

from datetime import date

from hypothesis import example, given, reject
from hypothesis import strategies as st

from commitrack.ledger.blocks import update_block, update_table
from commitrack.ledger.lexer import statements
from commitrack.ledger.model import About, Ledger, Update
from commitrack.ledger.parse import Document
from commitrack.ledger.splice import Insertion, proved_by_section
from commitrack.ledger.toml import load_toml
from tests.strategies.ledger_texts import ledgers
from tests.strategies.splice_laws import said_more, same
from tests.strategies.toml_texts import LEDGER_PLACES, documents, is_toml

ID = "x"
UPDATE = Update(date=date(2026, 3, 1), checked=True)
BLOCK, TABLE = update_block(ID, UPDATE), update_table(UPDATE)
EMPTY = Ledger(about=About(title="L"), programmes={}, commitments={})
ADDED = (
    f"\n{BLOCK}",
    f"\n{BLOCK}\n",
    f"\n{BLOCK}".removesuffix("\n"),
    f"{BLOCK}more = 1\n",
    f"{BLOCK}more = [\n",
    f"{BLOCK}more = [1,\n",
    f'{BLOCK}more = """',
    f"{BLOCK}{BLOCK}",
    f"more = 1\n{BLOCK}",
    f"[commitments.y.more]\n{BLOCK}",
    f"{BLOCK}[commitments.y.more]\n",
    update_block("y", UPDATE),
    "",
)
"""A block as it is written, and texts that say something else, or whose end is open."""

SECTIONS = (
    "[commitments.x]\na = 1\n",
    "[commitments.y]\na = 1\n",
    "[[commitments.x.updates]]\na = 1\n",
    "[[commitments.y.updates]]  # y\na = 1\n",
    "[commitments.x.updates.more]\n",
    "[commitments.x.updates.more.still]\na = 1\n",
    "[commitments.x.more.still]\n",
    "[commitments.x.more]\n",
    '["commitments".x]\n',
    "[commitments]\n",
    "x.more = 1\n",
    "commitments.x.more = 1\n",
    "a.b = [\n",
    "[commitments.x],\n",
    "[1],\n",
    "]\n",
    "a.c = '''\n",
    "'''\n",
    "# [commitments.x]\n",
    "\n",
)
"""Sections and parts of them as people write them, which the proof must tell apart."""


@st.composite
def sections(draw: st.DrawFn) -> str:
    """Draw a TOML text of such sections, in any order."""
    text, written = "", ""
    for part in draw(st.lists(st.sampled_from(SECTIONS), min_size=1, max_size=12)):
        written += part
        if is_toml(text + written):
            text, written = text + written, ""
    return text


REOPENED = """
[commitments.x]
[[commitments.x.updates]]
a = 1
[commitments.x.updates.more.still]
[commitments.x.updates.more]
"""
"""What follows the section opens a table of the last update, and says nothing: a block between takes it away."""


@given(sections() | documents(LEDGER_PLACES) | ledgers(), st.sampled_from((ID, "y")), st.integers(0, 999))
@example(REOPENED, ID, 0)
def test_the_whole_text_proves_it_too(text: str, name: str, offset: int) -> None:
    said, found = load_toml(text, "ledger.toml"), list(statements(text))
    commitments = said.get("commitments")
    if not isinstance(commitments, dict) or not all(map(has_sound_updates, commitments.values())):
        reject()
    own, document = ("commitments", name, "updates"), Document(text, "ledger.toml", said, EMPTY)
    headers = {one.start for one in found if one.kind != "pair"}
    for position in {len(text), offset % (len(text) + 1), *headers}:
        for added in (one.replace("commitments.x", f"commitments.{name}") for one in ADDED):
            proved = proved_by_section(document, found, Insertion(position, added, own, TABLE))
            if proved is not None:
                assert same(proved, load_toml(text[:position] + added + text[position:], "new"))
                assert same(proved, said_more(text, own, TABLE))


def has_sound_updates(commitment: object) -> bool:
    """Whether something is a table whose updates, if there are any, are a list, as every ledger has them."""
    return isinstance(commitment, dict) and isinstance(commitment.get("updates", []), list)
