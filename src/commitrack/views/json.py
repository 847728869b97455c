"""The JSON contract: documented in docs/json.md, versioned by ``schema_version``.

What is absent is ``null``, never 0. Amounts are exact JSON numbers; what is computed is rounded: ``expected`` and
``gap`` to as many places as an amount may have, ``percent`` down to two, so that 100 means reached.
"""

import dataclasses
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import msgspec

from commitrack.errors import Finding
from commitrack.ledger.model import AMOUNT_PLACES, About, AnyCommitment, Qualitative, Update
from commitrack.progress.comparison import Change, Comparison, Side
from commitrack.progress.history import Entry, Membership
from commitrack.progress.judgement import Judgement, rounded
from commitrack.progress.log import Record
from commitrack.progress.periods import Period
from commitrack.words.diff import tell
from commitrack.words.explanation import explain
from commitrack.words.phrases import claim_made

SCHEMA_VERSION = 1

_UNSAFE = re.compile("[\x7f-\x9f\u00ad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]")
_LONGEST_QUOTE = 1_000
_ENCODER = msgspec.json.Encoder(decimal_format="number")


def listing(about: About, judgements: Mapping[str, Judgement], as_of: date) -> str:
    """Write the judged commitments, their ledger and a summary as one JSON document."""
    return document(
        {
            "schema_version": SCHEMA_VERSION,
            "as_of": as_of,
            "ledger": _ledger(about),
            "commitments": [row(key, judgement) for key, judgement in judgements.items()],
            "summary": {
                "commitments": len(judgements),
                "by_status": Counter(judgement.status for judgement in judgements.values()),
            },
        }
    )


def dossier(about: About, commitment_id: str, judgement: Judgement) -> str:
    """Write one commitment with all that is known of it as one JSON document."""
    commitment = judgement.commitment
    details = {
        "pledger": commitment.pledger or about.pledger,
        "recipient": commitment.recipient or about.recipient,
        "description": commitment.description,
        "quote": commitment.quote,
        "means_of_verification": commitment.means_of_verification,
        "tags": commitment.tags,
        "note": commitment.note,
        "history": [_entry(entry) for entry in reversed(judgement.history)],
    }
    return document(
        {
            "schema_version": SCHEMA_VERSION,
            "as_of": judgement.as_of,
            "ledger": _ledger(about),
            "commitment": row(commitment_id, judgement) | details,
        }
    )


def log(about: About, records: Iterable[Record], as_of: date) -> str:
    """Write updates, each with the running figure after it, as one JSON document."""
    return document(
        {
            "schema_version": SCHEMA_VERSION,
            "as_of": as_of,
            "ledger": _ledger(about),
            "updates": [log_row(record) for record in records],
        }
    )


def log_row(record: Record) -> dict[str, Any]:
    """Return one update as the contract has it: what every tabular format is made from too."""
    commitment = record.commitment
    return {
        **_whose(record.commitment_id, commitment),
        "claim": record.update.claim,
        "said": claim_made(record.update, commitment),
        "running": record.actual,
        "running_target": record.target,
        **_bounds(record.period),
        **_entry(record.entry),
    }


def findings(found: Sequence[Finding], files: Sequence[str], as_of: date) -> str:
    """Write what checks found in files as one JSON document."""
    severities = Counter(finding.severity for finding in found)
    return document(
        {
            "schema_version": SCHEMA_VERSION,
            "as_of": as_of,
            "ledgers": files,
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
    return {**dataclasses.asdict(finding), "quote": quote}


def comparison(compared: Comparison) -> str:
    """Write what changed between two judged ledgers as one JSON document."""
    return document(
        {
            "schema_version": SCHEMA_VERSION,
            "from": _side(compared.earlier),
            "to": _side(compared.later),
            "ledger": _ledger(compared.later.ledger.about),
            "changes": [_change(change) for change in compared.changes],
            "summary": {
                "commitments": compared.total,
                "changed": compared.changed,
                "by_status": {
                    status: {"before": before, "after": after} for status, (before, after) in compared.tally.items()
                },
            },
        }
    )


def _side(side: Side) -> dict[str, Any]:
    return {"name": side.name, "as_of": side.as_of}


def _change(change: Change) -> dict[str, Any]:
    figures = change.period or change.judgement
    return {
        **_whose(change.commitment_id, change.judgement.commitment),
        "change": change.kind,
        "before": change.before,
        "after": change.after,
        "actual": figures.actual,
        "target": figures.target,
        **_bounds(change.period.period if change.period else None),
        "members": [_member(member) for member in change.members],
        "keys": change.keys,
        "update": _entry(change.entry) if change.entry else None,
        "said": tell(change),
    }


def row(commitment_id: str, judgement: Judgement) -> dict[str, Any]:
    """Return one commitment as the contract has it: what every tabular format is made from too."""
    commitment = judgement.commitment
    return {
        "id": commitment_id,
        "title": commitment.title,
        "programme": commitment.programme,
        "kind": commitment.kind,
        "unit": None if isinstance(commitment, Qualitative) else commitment.unit,
        "start": commitment.start,
        "due": judgement.due,
        "target": judgement.target,
        "original_target": judgement.original_target,
        "original_due": commitment.due,
        "baseline": judgement.baseline,
        "actual": judgement.actual,
        "percent": judgement.percent,
        "expected": _rounded(judgement.pace.expected if judgement.pace else None),
        "gap": _rounded(judgement.gap),
        "state": judgement.state,
        "verdict": judgement.verdict.status if judgement.verdict else None,
        "status": judgement.status,
        "last_figure": judgement.last_figure,
        "last_evidence": judgement.last_evidence,
        "updates": len(judgement.history),
        "expires": judgement.expires,
        "periods": [
            {
                "start": one.period.start,
                "end": one.period.end,
                "target": one.target,
                "actual": one.actual,
                "state": one.state,
            }
            for one in judgement.periods
        ],
        "members": [_member(member) for member in judgement.members],
        "assumed": commitment.assumed,
        "source": commitment.source,
        "explanation": explain(judgement),
    }


def document(content: Mapping[str, Any]) -> str:
    """Write content as one JSON document that people can read too."""
    return _safe(msgspec.json.format(_ENCODER.encode(content), indent=2)) + "\n"


def lines(rows: Iterable[Mapping[str, Any]]) -> str:
    """Write rows as JSON Lines: a JSON object on each line."""
    return "".join(f"{_safe(_ENCODER.encode(row))}\n" for row in rows)


def _ledger(about: About) -> dict[str, Any]:
    return {
        "title": about.title,
        "pledger": about.pledger,
        "recipient": about.recipient,
        "announced": about.announced,
        "source": about.source,
    }


def _whose(commitment_id: str, commitment: AnyCommitment) -> dict[str, Any]:
    return {
        "commitment": commitment_id,
        "title": commitment.title,
        "programme": commitment.programme,
        "kind": commitment.kind,
        "unit": None if isinstance(commitment, Qualitative) else commitment.unit,
    }


def _bounds(period: Period | None) -> dict[str, Any]:
    return {"period_start": period.start if period else None, "period_end": period.end if period else None}


def _member(member: Membership) -> dict[str, Any]:
    return {"name": member.name, "since": member.since, "until": member.until, "in_force": member.in_force}


def _entry(entry: Entry) -> dict[str, Any]:
    fields = (field.name for field in msgspec.structs.fields(Update))
    return {name: getattr(entry.update, name) for name in fields} | {"fate": entry.fate, "corrected_by": entry.by}


def _rounded(amount: Fraction | None) -> Decimal | None:
    return None if amount is None else rounded(amount, AMOUNT_PLACES)


def _safe(encoded: bytes) -> str:
    """Escape what a terminal may act on: it is the same JSON text."""
    return _UNSAFE.sub(lambda found: f"\\u{ord(found[0]):04x}", encoded.decode())
