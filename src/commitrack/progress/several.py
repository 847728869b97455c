"""Several ledgers as one, each commitment with what its own ledger says of all of them."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

import msgspec

from commitrack.ledger.model import About, AnyCommitment, Joint, Ledger, Programme
from commitrack.ledger.scale import Scale

_NAMED = 3


def join(ledgers: Sequence[tuple[str, Ledger]]) -> Ledger:
    """Join ledgers, each with a name of its own.

    An id that several of them have is written after the name of its ledger in each: ``housing-homes``.
    """
    abouts = [ledger.about for _, ledger in ledgers]
    about = _about(abouts)
    commitments: dict[str, AnyCommitment] = {}
    programmes: dict[str, Programme] = {}
    of_commitments = _names([(name, ledger.commitments) for name, ledger in ledgers])
    of_programmes = _names([(name, ledger.programmes) for name, ledger in ledgers])
    for (_, ledger), ids, groups in zip(ledgers, of_commitments, of_programmes, strict=True):
        programmes |= {groups[key]: programme for key, programme in ledger.programmes.items()}
        for key, commitment in ledger.commitments.items():
            own = _with_terms(commitment, ledger.about, about)
            group = groups.get(commitment.programme) if commitment.programme else None
            commitments[ids[key]] = _renamed(msgspec.structs.replace(own, programme=group or commitment.programme), ids)
    scale = _scale([ledger.scale for _, ledger in ledgers])
    return Ledger(about=about, programmes=programmes, commitments=commitments, scale=scale)


def _names(ledgers: Sequence[tuple[str, Mapping[str, object]]]) -> list[dict[str, str]]:
    """Return for each ledger what its ids are called where all of them are one."""
    shared = Counter(key for _, keys in ledgers for key in keys)
    taken = {key for key, times in shared.items() if times == 1}
    names = []
    for name, keys in ledgers:
        own = {}
        for key in keys:
            own[key] = key if shared[key] == 1 else _free(f"{_slug(name)}-{key}", taken)
            taken.add(own[key])
        names.append(own)
    return names


def _free(wanted: str, taken: Iterable[str]) -> str:
    name, number = wanted, 1
    while name in taken:
        number += 1
        name = f"{wanted}-{number}"
    return name


def _slug(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-") or "ledger"


def _about(abouts: Sequence[About]) -> About:
    """Return what holds of all ledgers: what they agree on."""
    titles = [one.title for one in abouts]
    title = " · ".join(titles) if len(titles) <= _NAMED else f"{titles[0]} and {len(titles) - 1:,} more ledgers"
    agreed = {
        field: values[0]
        for field in About.__struct_fields__
        if field != "title" and len(set(values := [getattr(one, field) for one in abouts])) == 1
    }
    return About(title=title, **agreed)


def _scale(scales: Sequence[Scale]) -> Scale:
    """Return the words that all ledgers have for a status: where they differ, it keeps its neutral word."""
    agreed = {
        field: words.pop()
        for field in Scale.__struct_fields__
        if len(words := {getattr(one, field) for one in scales}) == 1
    }
    return Scale(**agreed)


def _with_terms(commitment: AnyCommitment, own: About, shared: About) -> AnyCommitment:
    """Write into a commitment what its own ledger says of all its commitments, and not all ledgers do."""
    fields = ("pledger", "recipient", "reported_within")
    said = {
        field: getattr(own, field)
        for field in fields
        if getattr(commitment, field) is None and getattr(own, field) != getattr(shared, field)
    }
    return msgspec.structs.replace(commitment, **said) if said else commitment


def _renamed(commitment: AnyCommitment, ids: Mapping[str, str]) -> AnyCommitment:
    if not isinstance(commitment, Joint):
        return commitment
    return msgspec.structs.replace(commitment, parts=tuple(ids.get(part, part) for part in commitment.parts))
