"""The JSON contract: documented in docs/json.md, versioned by ``schema_version``.

What is absent is ``null``, never 0. Amounts are exact JSON numbers; what is computed is rounded: ``expected`` and
``gap`` to as many places as an amount may have, ``percent`` down to two, so that 100 means reached.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

import msgspec

from commitrack.errors import Finding
from commitrack.ledger.fields import keys_of, may_be_several
from commitrack.ledger.model import KINDS, About
from commitrack.ledger.sources import each
from commitrack.progress.grouping import tally
from commitrack.progress.judgement import Judgement
from commitrack.views.rows.column import Column, row

if TYPE_CHECKING:
    from commitrack.progress.agenda import Item
    from commitrack.progress.changes import Comparison, Side
    from commitrack.progress.log import Record
    from commitrack.views.rows.export import Exported
    from commitrack.views.rows.list import Judged
    from commitrack.views.rows.tables import Table

SCHEMA_VERSION = 1
_TABLE_SCHEMA = "https://datapackage.org/profiles/2.0/tableschema.json"
_PACKAGE = "https://datapackage.org/profiles/2.0/datapackage.json"

_UNSAFE = re.compile("[\x7f-\x9f\u00ad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]")
_LONGEST_QUOTE = 1_000
_ENCODER = msgspec.json.Encoder(decimal_format="number")


def listing(about: About, judged: Sequence["Judged"], as_of: date, known_on: date | None) -> str:
    """Write the judged commitments, their ledger and a summary as one JSON document."""
    from commitrack.views.rows.list import LIST

    return _document(
        {
            "schema_version": SCHEMA_VERSION,
            "as_of": as_of,
            "known_on": known_on,
            "ledger": _ledger(about),
            "commitments": [row(LIST.columns, one) for one in judged],
            "summary": {
                "commitments": len(judged),
                "by_status": tally(one.judgement for one in judged),
            },
        }
    )


def dossier(about: About, commitment_id: str, judgement: Judgement, known_on: date | None) -> str:
    """Write one commitment with all that is known of it as one JSON document."""
    from commitrack.views.rows.list import LIST, Judged
    from commitrack.views.rows.update import ENTRY

    commitment = judgement.commitment
    known = row(LIST.columns, Judged(commitment_id, judgement)) | {
        "pledger": commitment.pledger or about.pledger,
        "recipient": commitment.recipient or about.recipient,
    }
    stored = {key: field for kind in KINDS.values() for key, field in keys_of(kind).items() if key not in known}
    details = {key: getattr(commitment, field.name, None) for key, field in stored.items()}
    history = [row(ENTRY, entry) for entry in reversed(judgement.history)]
    return _document(
        {
            "schema_version": SCHEMA_VERSION,
            "as_of": judgement.as_of,
            "known_on": known_on,
            "ledger": _ledger(about),
            "commitment": known | details | {"history": history},
        }
    )


def log(about: About, records: Iterable["Record"], as_of: date, known_on: date | None) -> str:
    """Write updates, each with the running figure after it, as one JSON document."""
    from commitrack.views.rows.log import LOG

    return _document(
        {
            "schema_version": SCHEMA_VERSION,
            "as_of": as_of,
            "known_on": known_on,
            "ledger": _ledger(about),
            "updates": [row(LOG.columns, record) for record in records],
        }
    )


def agenda(about: About, items: Iterable["Item"], as_of: date, until: date) -> str:
    """Write what there is to look after as one JSON document."""
    from commitrack.views.rows.agenda import AGENDA

    rows = [row(AGENDA.columns, item) for item in items]
    return _document(
        {
            "schema_version": SCHEMA_VERSION,
            "as_of": as_of,
            "until": until,
            "ledger": _ledger(about),
            "items": rows,
            "summary": {"items": len(rows), "by_need": Counter(one["need"] for one in rows)},
        }
    )


def findings(found: Sequence[Finding], files: Sequence[str], as_of: date) -> str:
    """Write what checks found in files as one JSON document."""
    severities = Counter(finding.severity for finding in found)
    return _document(
        {
            "schema_version": SCHEMA_VERSION,
            "as_of": as_of,
            "ledgers": [_name(file) for file in files],
            "findings": [_finding(finding) for finding in found],
            "summary": {
                "errors": severities["error"],
                "warnings": severities["warning"],
                "by_check": Counter(finding.check for finding in found),
            },
        }
    )


def _finding(finding: Finding) -> dict[str, Any]:
    quote = finding.quote if len(finding.quote) <= _LONGEST_QUOTE else f"{finding.quote[:_LONGEST_QUOTE]}…"
    return {**finding._asdict(), "file": _name(finding.file), "quote": quote}


def comparison(compared: "Comparison") -> str:
    """Write what changed between two judged ledgers as one JSON document."""
    from commitrack.views.rows.diff import DIFF

    return _document(
        {
            "schema_version": SCHEMA_VERSION,
            "from": _side(compared.earlier),
            "to": _side(compared.later),
            "ledger": _ledger(compared.later.ledger.about),
            "changes": [row(DIFF, change) for change in compared.changes],
            "summary": {
                "commitments": compared.total,
                "changed": compared.changed,
                "by_status": {
                    status: {"before": before, "after": after} for status, (before, after) in compared.tally.items()
                },
            },
        }
    )


def _side(side: "Side") -> dict[str, Any]:
    return {"name": _name(side.name), "as_of": side.as_of, "known_on": side.known_on}


def _name(name: str) -> str:
    r"""Write the name of a file or revision; bytes in it that are not UTF-8, and so not JSON, as ``\xff``."""
    return name.encode(errors="surrogateescape").decode(errors="backslashreplace")


def export_lines(figures: Iterable["Exported"]) -> str:
    """Write exported figures as JSON Lines: a JSON object on each line."""
    from commitrack.views.rows.export import EXPORT

    return "".join(f"{_safe(_ENCODER.encode(row(EXPORT, figure)))}\n" for figure in figures)


def table_lines(content: "Table") -> str:
    """Write a table of the ledger as JSON Lines; what is absent is left out, and sources are a list."""
    several = [column.name for column in content.columns if may_be_several(column.declared.type)]
    lines = []
    for values in content.rows:
        lists = {name: each(values[name]) for name in several if name in values}
        lines.append(f"{_safe(_ENCODER.encode({**values, **lists}))}\n")
    return "".join(lines)


def export_schema() -> str:
    """Write what the columns of exported figures mean as a Frictionless Table Schema."""
    return _document(_schema())


def _schema() -> dict[str, Any]:
    from commitrack.views.rows.export import EXPORT

    return {"$schema": _TABLE_SCHEMA, "fields": [_field(column) for column in EXPORT], "missingValues": [""]}


def package(about: About, created: datetime) -> str:
    """Describe the files of a site, and where they come from, as a Frictionless Data Package."""
    described: dict[str, Any] = {
        "$schema": _PACKAGE,
        "name": re.sub(r"[^a-z0-9]+", "-", about.title.lower()).strip("-") or "commitments",
        "title": about.title,
        "description": about.description,
        "created": created,
        "sources": [_source(source) for source in about.sources],
        "licenses": [_licence(about.licence)] if about.licence else [],
        "resources": [
            {
                "name": "figures",
                "path": "figures.csv",
                "format": "csv",
                "mediatype": "text/csv",
                "encoding": "utf-8",
                "schema": _schema(),
            },
            {"name": "commitments", "path": "commitments.json", "format": "json", "mediatype": "application/json"},
        ],
    }
    return _document({name: value for name, value in described.items() if value})


def _source(source: str) -> dict[str, str]:
    address = next(iter(re.findall(r"https?://\S+", source)), None)
    return {"title": source} | ({"path": address} if address else {})


def _licence(licence: str) -> dict[str, str]:
    address = next(iter(re.findall(r"https?://\S+", licence)), None)
    named = re.sub(r"https?://\S+", "", licence).strip(" ,;") or licence
    name = re.sub(r"[^A-Za-z0-9._-]+", "-", named).strip("-") or "licence"
    return {"name": name, "title": named} | ({"path": address} if address else {})


def _field(column: "Column[Exported]") -> dict[str, Any]:
    constraints = {"required": column.required, "enum": column.choices, "pattern": column.pattern}
    said = {name: value for name, value in constraints.items() if value}
    field = {"name": column.name, "type": column.type, "description": column.description}
    return field | ({"constraints": said} if said else {})


def _document(content: Mapping[str, Any]) -> str:
    """Write content as one JSON document that people can read too."""
    return _safe(msgspec.json.format(_ENCODER.encode(content), indent=2)) + "\n"


def _ledger(about: About) -> dict[str, Any]:
    return {
        "title": about.title,
        "pledger": about.pledger,
        "recipient": about.recipient,
        "announced": about.announced,
        "source": about.source,
    }


def _safe(encoded: bytes) -> str:
    """Escape what a terminal may act on: it is the same JSON text."""
    return _UNSAFE.sub(lambda found: f"\\u{ord(found[0]):04x}", encoded.decode())
