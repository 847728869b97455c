"""Commitments in groups, in an order, and counted."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from datetime import date

import msgspec

from commitrack.ledger.model import Ledger, Programme
from commitrack.progress.judgement import Judgement
from commitrack.progress.states import ATTENTION_FIRST, BANDS, STATUSES, Band, band


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


def by_status(ledger: Ledger, judgements: Mapping[str, Judgement]) -> list[Group]:
    """List the statuses that occur, those first that need attention; a view has words for their titles."""
    groups = _grouped(judgements, lambda one: [one.counted_status])
    return sorted(groups, key=lambda group: ATTENTION_FIRST.index(group.title))


def by_pledger(ledger: Ledger, judgements: Mapping[str, Judgement]) -> list[Group]:
    """List those who promised, in the order in which they occur."""
    return _grouped(judgements, lambda one: [one.commitment.pledger or ledger.about.pledger or "No pledger"])


def by_owner(ledger: Ledger, judgements: Mapping[str, Judgement]) -> list[Group]:
    """List those who look after commitments, by name, and then what nobody does."""
    owned = {key: one for key, one in judgements.items() if one.commitment.owner}
    groups = _grouped(owned, lambda one: [one.commitment.owner or ""])
    rest = {key: one for key, one in judgements.items() if not one.commitment.owner}
    groups.sort(key=lambda group: group.title.casefold())
    return [*groups, *([Group("No owner" if groups else "", None, None, rest)] if rest else [])]


def by_tag(ledger: Ledger, judgements: Mapping[str, Judgement]) -> list[Group]:
    """List the tags by name, a commitment with several tags under each, and then what has none."""
    tagged = {key: one for key, one in judgements.items() if one.commitment.tags}
    groups = sorted(_grouped(tagged, lambda one: one.commitment.tags), key=lambda group: group.title.casefold())
    rest = {key: one for key, one in judgements.items() if not one.commitment.tags}
    return [*groups, *([Group("No tag" if groups else "", None, None, rest)] if rest else [])]


def _grouped(judgements: Mapping[str, Judgement], titles: Callable[[Judgement], Iterable[str]]) -> list[Group]:
    members: dict[str, dict[str, Judgement]] = {}
    for key, judgement in judgements.items():
        for title in titles(judgement):
            members.setdefault(title, {})[key] = judgement
    return [Group(title, None, None, held) for title, held in members.items()]


GROUPINGS: Mapping[str, Callable[[Ledger, Mapping[str, Judgement]], list[Group]]] = {
    "programme": by_programme,
    "status": by_status,
    "pledger": by_pledger,
    "owner": by_owner,
    "tag": by_tag,
}
"""The groupings of a list, by the word that asks for them."""


def by_attention(judgement: Judgement) -> tuple[int, bool, date]:
    """Return the place of a commitment in a list: by what its status asks for, and the first end first."""
    return ATTENTION_FIRST.index(judgement.counted_status), judgement.due is None, judgement.due or date.max


ORDERS: Mapping[str, Callable[[Judgement], tuple[object, ...]]] = {
    "attention": by_attention,
    "title": lambda judgement: (judgement.commitment.title.casefold(),),
    "due": lambda judgement: (judgement.due is None, judgement.due),
    "status": lambda judgement: (STATUSES.index(judgement.counted_status),),
    "progress": lambda judgement: (judgement.percent is None, judgement.percent),
    "evidence": lambda judgement: (judgement.last_evidence is None, judgement.last_evidence),
}
"""The orders of a list, by the word for each. Absent values are last; the oldest evidence, the least progress first."""


def tally(judgements: Iterable[Judgement]) -> Mapping[str, int]:
    """Count the commitments of each status that occurs, without what a party says of its own promise."""
    counted = Counter(judgement.counted_status for judgement in judgements)
    return {status: counted[status] for status in STATUSES if counted[status]}


def banded(judgements: Iterable[Judgement]) -> Mapping[Band, int]:
    """Count the commitments in each band, of those without any too."""
    counted = Counter(band(judgement.counted_status) for judgement in judgements)
    return {name: counted[name] for name in BANDS}
