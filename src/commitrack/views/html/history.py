"""The history of a commitment as rows of a table, newest first.

They are written here rather than by a template, which would take three times as long: a page has hundreds of them.
"""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from itertools import repeat

from commitrack.progress.history import Entry
from commitrack.progress.log import Record
from commitrack.views.html.citations import citations_of
from commitrack.views.html.markup import Html, all_escaped, all_linked, escaped, link, linked
from commitrack.words.facts import Fact, claims_made, other_facts
from commitrack.words.format import amounts, dates
from commitrack.words.page import BESIDE, CORRECTIONS, FATES, LABELS


def history_of(records: Sequence[Record]) -> Html:
    """Write updates of one commitment, each as a row, with what every row has written for all of them at once."""
    if not records:
        return Html()
    first, updates = records[0], [record.entry.update for record in records]
    rows = map(
        _row,
        records,
        repeat(escaped(first.commitment_id)),
        dates([update.date for update in updates]),
        all_escaped([update.id or "" for update in updates]),
        all_linked(claims_made(updates, first.commitment, first.scale)),
        other_facts(updates),
        all_linked([update.note or "" for update in updates], is_own=True),
        _figures([record.actual for record in records]),
        citations_of(updates),
    )
    return Html("".join(rows))


def _figures(actuals: Sequence[Decimal | None]) -> list[str]:
    """Write the figures after updates, with a dash where there is none."""
    written = iter(amounts([actual for actual in actuals if actual is not None]))
    return ["–" if actual is None else next(written) for actual in actuals]


def _row(
    record: Record,
    commitment_id: str,
    date: str,
    key: str,
    claim: str,
    others: Iterable[Fact],
    note: str,
    figure: str,
    cited: str,
) -> str:
    """Write an update as a row. All texts are HTML already; the key and the note are empty where it has none."""
    entry, named, permalink, struck, said = record.entry, "", "", "", ""
    update = entry.update
    if key:
        anchor = _anchor(commitment_id, key)
        named = f' id="{anchor}"'
        permalink = f' <a class="permalink" href="#{anchor}" aria-label="{_BEFORE_ID}{key}{_AFTER_ID}">{key}</a>'
    if entry.fate != "stands" or update.corrects or update.restates:
        said = f'<p class="correction">{_correction(record.commitment_id, entry)}</p>'
        if not entry.is_kept:
            struck, claim = ' class="corrected"', f"<s>{claim}</s>"
    if update.quote:
        said += f'<blockquote dir="auto">{escaped(update.quote)}</blockquote>'
    for fact in others:
        said += f'<p class="note" dir="auto">{escaped(fact.label)}: {linked(fact.text)}</p>'
    if note:
        said += f'<p class="note" dir="auto">{note}</p>'
    return (
        f'<tr role="row"{named}{struck}>\n<td role="cell" class="date">{date}{permalink}</td>\n'
        f'<td role="cell" class="claim"><p dir="auto">{claim}</p>{said}</td>\n'
        f'<td role="cell" class="number" {_SO_FAR}>{figure}</td><td role="cell" class="cited">{cited}</td></tr>\n'
    )


def _anchor(commitment_id: str, update_id: str) -> str:
    """Name an update on the page: no id of a ledger has a slash, so that this is nothing else's name."""
    return f"{commitment_id}/{update_id}"


_BEFORE_ID, _, _AFTER_ID = escaped(LABELS["update_link"]).partition("{id}")
_SO_FAR = f'data-name="{escaped(LABELS["so_far_beside"])}"'


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
    return f"{escaped(before)}{link(update_id, f'#{_anchor(commitment_id, update_id)}')}{escaped(after)}"
