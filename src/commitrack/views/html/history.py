"""The history of a commitment as rows of a table, newest first.

They are written here rather than by a template, which would take three times as long: a page has hundreds of them.
"""

from collections.abc import Iterable, Sequence

from commitrack.progress.history import Entry
from commitrack.progress.log import Record
from commitrack.views.html.citations import citations_of
from commitrack.views.html.markup import Html, all_escaped, all_linked, escaped, link, linked
from commitrack.words.facts import Fact, other_facts
from commitrack.words.format import amount, dates
from commitrack.words.page import BESIDE, CORRECTIONS, FATES, LABELS
from commitrack.words.phrases import claim_made


def history_of(records: Sequence[Record]) -> Html:
    """Write updates, each as a row, with what every row has written for all of them at once."""
    updates = [record.entry.update for record in records]
    claims = [claim_made(one.entry.update, one.commitment, one.scale) for one in records]
    rows = map(
        _row,
        records,
        dates([update.date for update in updates]),
        all_escaped([record.commitment_id for record in records]),
        all_escaped([update.id or "" for update in updates]),
        all_linked(claims),
        map(_beside, records, other_facts(updates)),
        all_linked([update.note or "" for update in updates], is_own=True),
        citations_of(updates),
    )
    return Html("".join(rows))


def update_anchor(commitment_id: str, update_id: str) -> str:
    """Name an update on the page: no id of a ledger has a slash, so that this is nothing else's name."""
    return f"{commitment_id}/{update_id}"


def _row(
    record: Record, date: str, commitment_id: str, key: str, claim: str, beside: str, note: str, cited: str
) -> str:
    """Write an update as a row. All texts are HTML already; the key and the note are empty where it has none."""
    stands = record.entry.is_kept
    named = permalink = ""
    if key:
        anchor = update_anchor(commitment_id, key)
        named = f' id="{anchor}"'
        permalink = f' <a class="permalink" href="#{anchor}" aria-label="{_LINK % key}">{key}</a>'
    figure = amount(record.actual) if stands and record.actual is not None else "–"
    remark = f'<p class="note" dir="auto">{note}</p>' if note else ""
    return (
        f'<tr role="row"{named}{"" if stands else _STRUCK}>\n'
        f'<td role="cell" class="date">{date}{permalink}</td>\n'
        f'<td role="cell" class="claim"><p dir="auto">{claim if stands else f"<s>{claim}</s>"}</p>'
        f"{beside}{remark}</td>\n"
        f'{_FIGURE}{figure}</td><td role="cell" class="cited">{cited}</td></tr>\n'
    )


_LINK = escaped(LABELS["update_link"].format(id="%s"))
_STRUCK = ' class="corrected"'
_FIGURE = f'<td role="cell" class="number" data-name="{escaped(LABELS["so_far_beside"])}">'


def _beside(record: Record, others: Iterable[Fact]) -> str:
    """Write what is said below a claim: what became of the update, its quote, and what has no place of its own."""
    entry = record.entry
    update, said = entry.update, ""
    if entry.fate != "stands" or update.corrects or update.restates:
        said = f'<p class="correction">{_correction(record.commitment_id, entry)}</p>'
    if update.quote:
        said += f'<blockquote dir="auto">{escaped(update.quote)}</blockquote>'
    for fact in others:
        said += f'<p class="note" dir="auto">{escaped(fact.label)}: {linked(fact.text)}</p>'
    return said


def _correction(commitment_id: str, entry: Entry) -> str:
    """Say what became of the update, or what it did to another, with a link to it."""
    update, fate = entry.update, entry.fate
    if fate == "beside":
        return escaped(BESIDE)
    if fate != "stands":
        named, nameless = FATES[fate]
        return _linking(named, commitment_id, entry.by) if entry.by else escaped(nameless)
    if update.corrects:
        does = "withdraws" if update.claim == "retraction" else "corrects"
        return _linking(CORRECTIONS[does], commitment_id, update.corrects)
    return _linking(CORRECTIONS["restates"], commitment_id, update.restates or "")


def _linking(message: str, commitment_id: str, update_id: str) -> str:
    """Put a link to an update into a message."""
    before, _, after = message.partition("{update}")
    return f"{escaped(before)}{link(update_id, f'#{update_anchor(commitment_id, update_id)}')}{escaped(after)}"
