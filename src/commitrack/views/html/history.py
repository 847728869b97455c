"""The history of a commitment as rows of a table, newest first.

They are written here rather than by a template, which would take three times as long: a page has hundreds of them.
"""

from collections.abc import Iterable, Mapping, Sequence
from itertools import repeat

from commitrack.ledger.model import Update
from commitrack.progress.history import Entry, Fate
from commitrack.progress.log import Record
from commitrack.views.html.citations import citations_of
from commitrack.views.html.markup import all_escaped, all_linked, escaped, link, linked
from commitrack.words.facts import Fact, claims_made, other_facts
from commitrack.words.format import amounts, dates, in_brief
from commitrack.words.report.labels import BESIDE, CORRECTIONS, FATES, LABELS


def history_of(records: Sequence[Record]) -> list[str]:
    """Write updates of one commitment, each as a row: what all rows have is written for all of them at once."""
    if not records:
        return []
    first, entries = records[0], [record.entry for record in records]
    updates = [entry.update for entry in entries]
    keys = all_escaped([update.id or "" for update in updates])
    struck = [_STRUCK[entry.fate] for entry in entries]
    columns = zip(
        _openings(first.commitment_id, keys, struck),
        dates([update.date for update in updates]),
        _permalinks(first.commitment_id, keys),
        _claims(updates, struck, first),
        map(_beside, repeat(first.commitment_id), entries, other_facts(updates)),
        _notes(updates),
        _figures(records),
        citations_of(updates),
        strict=True,
    )
    return [
        f'{opening}>\n<td role="cell" class="date">{date}{permalink}</td>\n<td role="cell" class="claim"><p dir="auto">'
        f'{claim}</p>{beside}{note}{_FIGURE}{figure}</td><td role="cell" class="cited">{cited}</td></tr>\n'
        for opening, date, permalink, claim, beside, note, figure, cited in columns
    ]


def _openings(commitment_id: str, keys: Sequence[str], struck: Sequence[str]) -> list[str]:
    """Open a row for each update, by whose key it is named where it has one."""
    named = f'<tr role="row" id="{escaped(_anchor(commitment_id, ""))}'
    return [f'{named}{key}"{one}' if key else f'<tr role="row"{one}' for key, one in zip(keys, struck, strict=True)]


def _permalinks(commitment_id: str, keys: Sequence[str]) -> list[str]:
    """Link each update that has a key to itself."""
    before, _, after = escaped(LABELS["update_link"]).partition("{id}")
    leading = f' <a class="permalink" href="#{escaped(_anchor(commitment_id, ""))}'
    label, text = f'" aria-label="{before}', f'{after}">'
    return [f"{leading}{key}{label}{key}{text}{key}</a>" if key else "" for key in keys]


def _claims(updates: Sequence[Update], struck: Sequence[str], of: Record) -> list[str]:
    """Write what each update says; struck out where that does not stand."""
    claims = all_linked(claims_made(updates, of.commitment, of.scale))
    return [f"<s>{claim}</s>" if one else claim for claim, one in zip(claims, struck, strict=True)]


def _notes(updates: Sequence[Update]) -> list[str]:
    """Write the notes on updates."""
    notes = all_linked([update.note or "" for update in updates], is_own=True)
    return [f'<p class="note" dir="auto">{note}</p>' if note else "" for note in notes]


def _figures(records: Sequence[Record]) -> list[str]:
    """Write the figures after updates, as exactly as they were reported, with a dash where there is none."""
    written = iter(amounts([one.actual for one in records if one.actual is not None]))
    return ["–" if one.actual is None else in_brief(next(written), one.bound, one.flag) for one in records]


def _beside(commitment_id: str, entry: Entry, others: Iterable[Fact]) -> str:
    """Write what few updates have: what became of one or what it did to another, a quote, and facts without words."""
    update, said = entry.update, ""
    if entry.fate != "stands" or update.corrects or update.restates:
        said = f'<p class="correction">{_correction(commitment_id, entry)}</p>'
    if update.quote:
        said += f'<blockquote dir="auto">{escaped(update.quote)}</blockquote>'
    for fact in others:
        said += f'<p class="note" dir="auto">{escaped(fact.label)}: {linked(fact.text)}</p>'
    return said


def _anchor(commitment_id: str, update_id: str) -> str:
    """Name an update on the page: no id of a ledger has a slash, so that this is nothing else's name."""
    return f"{commitment_id}/{update_id}"


_STRUCK: Mapping[Fate, str] = {
    "stands": "",
    "beside": "",
    "replaced": ' class="corrected"',
    "restated": ' class="corrected"',
    "withdrawn": ' class="corrected"',
}
"""What a row says of an update that counts no more."""
_FIGURE = f'</td>\n<td role="cell" class="number" data-name="{escaped(LABELS["so_far_beside"])}">'


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
