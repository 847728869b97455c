"""Checks of updates as evidence: sources, dates, and the order they stand in."""

from collections.abc import Iterator

from commitrack.checks.objections import is_ahead, is_published_early, said
from commitrack.checks.subject import Inspection, Remark, Subject
from commitrack.ledger.model import Standing
from commitrack.ledger.rules.mistakes import Place
from commitrack.ledger.sources import is_archived, is_page
from commitrack.ledger.suggest import Suggester
from commitrack.progress.names import folded


def unsourced(inspection: Inspection) -> Iterator[Remark]:
    """An update, or a whole commitment, names no source."""
    about = inspection.ledger.about
    for subject in inspection.subjects:
        if subject.commitment.source is None and about.source is None:
            yield subject.place, 'names no source, nor does [ledger]; write source = "…", an address or citation'
        for place, update in subject.standing_places:
            if update.source is None and update.claimed:
                retract = f"withdraw it with 'commitrack retract {update.id}'"
                otherwise = retract if update.id else "give it an id, by which 'commitrack retract' can withdraw it"
                yield place, f'names no source; write source = "…", an address or citation, or {otherwise}'


def unarchived(inspection: Inspection) -> Iterator[Remark]:
    """The source of an update or a commitment is a web page without an archived copy."""
    for subject in inspection.subjects:
        for place, cited in ((subject.place, subject.commitment), *subject.standing_places):
            addresses, copies = sum(map(is_page, cited.sources)), len(cited.archives)
            if addresses <= copies:
                continue
            archived = sum(map(is_archived, cited.sources))
            pages = addresses - archived
            copies += archived
            if copies < pages == 1:
                message = 'a web page, which may vanish; have it archived, and write archive = "https://…"'
                yield (*place, "source"), message
            elif copies < pages:
                known = f", of which {copies} {'is' if copies == 1 else 'are'} archived" if copies else ""
                message = f"{pages} web pages, which may vanish{known}; have each archived, and list all in archive"
                yield (*place, "source"), message


def duplicate_update(inspection: Inspection) -> Iterator[Remark]:
    """Two updates say the same: same date, claim and source."""
    for subject in inspection.subjects:
        for group in subject.standing_on_one_date:
            seen: dict[tuple[object, ...], int] = {}
            for place, update in group:
                position = int(place[-1])
                first = seen.setdefault(said(update), position)
                if first != position:
                    same = f"says the same as updates[{first + 1}]"
                    yield place, f"{same}; retract or delete one of the two, or correct it"


def future_date(inspection: Inspection) -> Iterator[Remark]:
    """An update is dated in the future, and claims what nobody can know yet."""
    for subject in inspection.subjects:
        for place, update in subject.update_places:
            if is_ahead(update, inspection.as_of):
                yield (*place, "date"), f"{update.date} is still to come; correct the date, or wait for it"


def published_early(inspection: Inspection) -> Iterator[Remark]:
    """A figure was published before the date it is true for."""
    for subject in inspection.subjects:
        for place, update in subject.standing_places:
            if is_published_early(update):
                yield (
                    (*place, "published"),
                    f"{update.published} is before the date, {update.date}; write a forecast, or correct one",
                )


def unordered(inspection: Inspection) -> Iterator[Remark]:
    """An update written by hand stands below one of a later date.

    What a command recorded stands in the order of recording, and a correction below what it corrects.
    """
    for subject in inspection.subjects:
        latest = None
        for place, update in subject.update_places:
            by_hand = update.recorded is None and update.corrects is None
            if latest is not None and by_hand and update.date < latest:
                yield (*place, "date"), f"{update.date} stands below {latest}; move the block up, or correct the date"
            latest = max(latest or update.date, update.date)


def unknown_member(inspection: Inspection) -> Iterator[Remark]:
    """A granted or withdrawn name is not among the members that count, or is a second spelling of one."""
    suggester = Suggester()
    for subject in inspection.subjects:
        if not isinstance(subject.commitment, Standing):
            continue
        members, spellings = dict.fromkeys(subject.commitment.members), dict[str, str]()
        listed = [((*subject.place, "members"), name) for name in members]
        for place, name in listed or list(_names(subject)):
            twin = spellings.setdefault(folded(name), name)
            if twin != name:
                yield (
                    place,
                    f'"{name}" differs from "{twin}" only in case, spaces or accents, and is taken for another; '
                    "write both the same",
                )
        for place, name in _names(subject) if members else ():
            if name not in members:
                known = spellings.get(folded(name))
                otherwise = "correct it, or add it to members"
                advice = f'did you mean "{known}"?' if known else suggester.did_you_mean(name, members, otherwise)
                yield place, f'"{name}" is not among the members, and does not count; {advice}'


def _names(subject: Subject) -> Iterator[tuple[Place, str]]:
    """Yield every granted or withdrawn name with its place."""
    for place, update in subject.standing_places:
        for key, names in (("grant", update.grant), ("withdraw", update.withdraw)):
            for name in names or ():
                yield (*place, key), name
