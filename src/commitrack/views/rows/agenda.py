"""The agenda: a row for each thing to look after, the most urgent first."""

from commitrack.progress.agenda import Item
from commitrack.views.rows.column import Column, Table, pick
from commitrack.words.agenda import command, need, tell

_COLUMNS: tuple[Column[Item], ...] = (
    Column("date", lambda item: item.date, "date", heading="Date"),
    Column("need", lambda item: need(item.matter)),
    Column("commitment", lambda item: item.commitment_id, heading="Commitment"),
    Column("title", lambda item: item.judgement.commitment.title),
    Column("programme", lambda item: item.judgement.commitment.programme),
    Column("ledger", lambda item: item.ledger or None),
    Column("owner", lambda item: item.judgement.commitment.owner, heading="Owner"),
    Column("said", tell, heading="What"),
    Column("command", command, heading="Command"),
)

AGENDA: Table[Item] = Table(
    columns=_COLUMNS,
    in_cells=_COLUMNS,
    on_page=pick(_COLUMNS, "date", "commitment", "said", "owner", "command"),
)
