"""``commitrack update``: record what happened to a commitment."""

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any

from commitrack.actions.open import load, locate
from commitrack.cli.amounts import RoundOption, keepable
from commitrack.cli.declare import REST, BadValue, argument, option
from commitrack.cli.fields import Field, with_fields
from commitrack.cli.options import LedgerOption
from commitrack.cli.readers import LastDate, parse_amount, parse_last_date, parse_text, read_typed, read_verdict
from commitrack.cli.streams import print_message
from commitrack.cli.writing import DryRunOption, WaitOption, carry_out, is_conversation
from commitrack.errors import UsageError
from commitrack.files.lock import DEFAULT_WAIT
from commitrack.ledger.claims import BESIDE, MAKERS
from commitrack.ledger.fields import keys_of, meaning
from commitrack.ledger.model import Update
from commitrack.ledger.rules.texts import listed
from commitrack.ledger.scale import NEUTRAL, VERDICTS, Scale, plainly

_KEYS = keys_of(Update)
_MADE_HERE = ("id", "date", "batch", "recorded")
_METAVARS = {"grant": "NAME", "withdraw": "NAME", "corrects": "UPDATE-ID", "restates": "UPDATE-ID"}
_OPTIONS = {"milestones": "milestone"}
_SWITCHES = {"flag": {"provisional": "The figure is provisional.", "estimated": "The figure is an estimate."}}
"""The fields whose words are options of their own."""


def _fields() -> Mapping[str, Field]:
    """Return an option for each key of an update; those that go with one claim say so."""
    fields: dict[str, Field] = {}
    for key, info in _KEYS.items():
        if key not in _MADE_HERE:
            said = meaning(info.type)
            told = f"With --{BESIDE[info.name]}: {said[:1].lower()}{said[1:]}" if info.name in BESIDE else said
            if key in _SWITCHES:
                fields |= {word: Field(key, info, word, meant, word) for word, meant in _SWITCHES[key].items()}
                continue
            flag = _OPTIONS.get(key, key).replace("_", "-")
            reader = parse_text if key == "status" else None  # the ledger may have words of its own
            fields[info.name] = Field(key, info, flag, told, metavar=_METAVARS.get(key, ""), reader=reader)
    return fields


FIELDS = _fields()
_CLAIMS = {field.key: field.flag for field in FIELDS.values() if field.info.name in dict(MAKERS)}
_NAMED = listed([f"--{flag}" for flag in (*_CLAIMS.values(), "corrects")])


@with_fields(FIELDS)
def update(
    words: Annotated[list[str], REST],
    said: dict[str, Any],
    commitment_id: Annotated[
        str | None, argument(metavar="ID", help="The commitment's id, as 'list' shows it.")
    ] = None,
    on: Annotated[
        LastDate | None,
        option(
            "--date",
            metavar="DATE",
            parser=parse_last_date,
            help="The date it is true for; a month or year means its last date. Default: today; for a replacement, the "
            "date of what it replaces.",
        ),
    ] = None,
    same_source: Annotated[
        bool,
        option("--same-source", help="Take the source, and who reports it, from the update that this one replaces."),
    ] = False,
    rounds: RoundOption = False,
    dry_run: DryRunOption = False,
    wait: WaitOption = DEFAULT_WAIT,
    ledger: LedgerOption = None,
) -> None:
    """Record what happened to a commitment.

    Adds one dated entry to the ledger and changes no other byte of it. On a terminal, without arguments, it asks step
    by step.
    """
    if not said and on is None and not words and is_conversation():
        from commitrack.cli.guides.update import guide

        guide(locate(ledger), commitment_id, wait=wait, dry_run=dry_run)
        return
    if commitment_id is None:
        raise UsageError("give the commitment's id; on a terminal 'commitrack update' alone asks for each thing")
    claimed = "corrects" in said or any(key in said for key in _CLAIMS)
    _refuse_bare_words(words, claimed)
    if not claimed:
        raise UsageError(f"say what happened to {commitment_id}, with one of {_NAMED}")
    if same_source and not {"corrects", "restates"} & said.keys():
        raise UsageError("--same-source is for a replacement; name what it replaces with --corrects or --restates")
    from commitrack.actions.update import Draft, record

    if "status" in said:
        said["status"] = read_typed("--status", said["status"], lambda text: read_verdict(text, _scale(text, ledger)))
    said = keepable(said, FIELDS, rounds=rounds)
    if on and on.remark:
        print_message(on.remark)
    day = on.date if on else None
    path, draft = locate(ledger), Draft(commitment_id, said, day, datetime.now(UTC), has_same_source=same_source)
    carry_out(path, lambda text: record(text, path, draft), wait=wait, dry_run=dry_run)


def _scale(text: str, ledger: Path | None) -> Scale:
    """Return what the ledger calls the verdicts; it is read only for a word that is none of the neutral ones."""
    return NEUTRAL if plainly(text) in VERDICTS else load(ledger).scale


def _refuse_bare_words(words: list[str], claimed: bool) -> None:
    """Ask what a bare figure means, more since the last one or the figure so far; and for quotes around words."""
    if not words:
        return
    if claimed or len(words) > 1 or not words[0].strip()[:1].isdigit():
        instead = "put quotes around text of several words" if claimed else f"say what happened with one of {_NAMED}"
        raise UsageError(f"unexpected {' '.join(words)!r}; {instead}")
    try:
        figure = f"{parse_amount(words[0]):f}"
    except BadValue as error:
        raise UsageError(str(error)) from None
    raise UsageError(
        f"{figure} more, or {figure} so far? Write --add {figure} if it came on top of the last figure, "
        f"--total {figure} if it is the figure so far, and --level {figure} if it was measured"
    )
