"""Commitments by programme, in the ledger's order."""

from collections.abc import Mapping

import msgspec

from commitrack.ledger.model import Ledger, Programme
from commitrack.progress.judgement import Judgement


class Group(msgspec.Struct, frozen=True):
    """The judged commitments of a programme; id and programme are None for those that belong to none."""

    title: str
    """The programme's; empty where the ledger's commitments need no heading, because none has a programme."""
    programme_id: str | None
    programme: Programme | None
    judgements: Mapping[str, Judgement]


def by_programme(ledger: Ledger, judgements: Mapping[str, Judgement]) -> list[Group]:
    """List the programmes that have commitments, then what belongs to none."""
    members: dict[str | None, dict[str, Judgement]] = {}
    for key, judgement in judgements.items():
        members.setdefault(judgement.commitment.programme, {})[key] = judgement
    groups = [
        Group(programme.title, programme_id, programme, members[programme_id])
        for programme_id, programme in ledger.programmes.items()
        if programme_id in members
    ]
    if None in members:
        groups.append(Group("No programme" if groups else "", None, None, members[None]))
    return groups
