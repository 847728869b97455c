"""Objections to the names of members: those that do not count, are spelled anew, or are close to a known one."""

from collections.abc import Iterable, Iterator, Sequence

from commitrack.ledger.model import AnyCommitment, Standing, Update
from commitrack.ledger.suggest import Suggester, is_slip
from commitrack.progress.members import may_be_counted, memberships
from commitrack.progress.names import folded

_NAMED = 20
"""The most members that a message names; a longer list helps nobody."""
_TELLING = 6
"""Letters. Shorter names are often close, and still two."""


def strangers(commitment: AnyCommitment, others: Sequence[Update], update: Update) -> Iterator[str]:
    """Object to names that do not count or are spelled anew, and to the withdrawal of what is not in force."""
    if not isinstance(commitment, Standing):
        return
    kept = [one for one in others if one.id is None or one.id != update.replaces]
    misnamed = list(_misnamed(commitment, kept, update))
    if misnamed:
        yield misnamed[0]
        return
    known = [one for one in kept if one.date <= update.date]
    in_force = {one.name for one in memberships(commitment, known, update.date) if one.in_force}
    for name in update.withdraw or ():
        is_misspelt = any(is_slip(folded(name), folded(one)) for one in in_force)
        if name not in in_force and (is_misspelt or not may_be_counted(commitment, known, name)):
            yield (
                f"{name!r} is not in force on {update.date}; check the name and the date, or record first "
                "what granted it"
            )


def _misnamed(commitment: Standing, others: Iterable[Update], update: Update) -> Iterator[str]:
    """Object to a name that is not a member, another spelling of a known one, or several names in one."""
    members = commitment.members
    names = list(members) or [name for one in others for name in _named(one)]
    known, spellings = set(names), {folded(name): name for name in names}
    suggester = Suggester()
    more = f" and {len(members) - _NAMED} more" if len(members) > _NAMED else ""
    otherwise = f"they are {', '.join(members[:_NAMED])}{more}; leave others out"
    for name in _named(update):
        if name in known:
            continue
        twin = spellings.setdefault(folded(name), name)
        several = [part.strip() for part in name.split(",") if part.strip()]
        if twin == name and len(several) > 1:
            yield _several(name, several, update, declared=bool(members))
        elif twin != name and not members:
            yield f"{name!r} differs from {twin!r} only in case, spaces or accents; did you mean {twin!r}?"
        elif members:
            advice = suggester.did_you_mean(name, members, otherwise) if twin == name else f'did you mean "{twin}"?'
            yield f"{name!r} is not among the members that count; {advice}"


def close_names(commitment: AnyCommitment, others: Iterable[Update], update: Update) -> Iterator[str]:
    """Ask whether a new name is a slip in a known one, where any name counts; a quote with the name in it answers."""
    if not isinstance(commitment, Standing) or commitment.members:
        return
    kept = (one for one in others if one.id is None or one.id != update.replaces)
    known = {folded(name): name for one in kept for name in _named(one)}
    for name in update.grant or ():
        spelling = folded(name)
        if spelling in known or spelling in folded(update.quote or ""):
            continue
        close = [known[one] for one in known if min(len(one), len(spelling)) >= _TELLING and is_slip(spelling, one)]
        if close:
            yield (
                f"{name!r} is close to {close[0]!r}, which is in the record; did you mean {close[0]!r}? If it is "
                "another, give with --quote what the source says, with the name in it"
            )


def _named(update: Update) -> tuple[str, ...]:
    return (*(update.grant or ()), *(update.withdraw or ()))


def _several(name: str, several: Sequence[str], update: Update, *, declared: bool) -> str:
    from shlex import quote  # in a refusal, which is seldom

    repeated = " ".join(f"--{update.claim} {quote(part)}" for part in several)
    listed = "" if declared else "; a name that has a comma in it is listed in members first"
    return f"{name!r} looks like several names; write {repeated}{listed}"
