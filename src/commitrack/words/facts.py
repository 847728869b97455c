"""The facts of a commitment and of an update, each in one order for every view."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from functools import cache
from operator import attrgetter

import msgspec

from commitrack.ledger.claims import CLAIMS, ClaimKind
from commitrack.ledger.fields import keys_of
from commitrack.ledger.model import (
    About,
    AnyCommitment,
    Holds,
    Joint,
    Level,
    Measured,
    Periodic,
    Standing,
    Stored,
    Update,
)
from commitrack.ledger.scale import Scale
from commitrack.progress.goal import Goal
from commitrack.progress.history import Entry, Fate
from commitrack.progress.judgement import Judgement
from commitrack.words.format import amounts, capitalised, count, enumerated
from commitrack.words.phrases import claim_made, goal_sign, own_unit, parties, span, value_words
from commitrack.words.revisions import promised, revision, steps_left

_WORDED_OF_COMMITMENTS = frozenset(
    {"title", "programme", "target", "at_most", "unit", "baseline", "every", "holds", "members", "parts", "updates"}
    | {"pledger", "recipient", "start", "due", "assumed", "steps", "milestones", "settled_within", "reported_within"}
    | {"quote", "source", "archive", "description", "means_of_verification", "owner", "tags", "note"}
)
_WORDED_OF_UPDATES = frozenset(
    {
        "id",
        "date",
        "corrects",
        "restates",
        "flag",
        "bound",
        "source",
        "archive",
        "publisher",
        "published",
        "by",
        "quote",
        "note",
        "recorded",
    }
    | {field for claim in CLAIMS.values() for field in (*claim.makes, *claim.beside)}
)
"""The fields that have words of their own, here or in a view. Any other is told as it stands in the ledger."""


class Fact(msgspec.Struct, frozen=True):
    """Something that is known: its key, its label, and what it says."""

    key: str
    label: str
    text: str


def commitment_facts(about: About, judgement: Judgement) -> tuple[Fact, ...]:
    """Return what is known of a commitment apart from its judgement and its history."""
    commitment = judgement.commitment
    facts = (
        Fact("parties", "Parties", parties(about, commitment)),
        Fact("quote", "Quote", f"“{commitment.quote}”" if commitment.quote else ""),
        *_facts("source", "Source", commitment.sources),
        *_facts("archive", "Archive", commitment.archives),
        Fact("description", "Description", commitment.description or ""),
        Fact("goal", "Goal", _goal(judgement)),
        Fact("period", "Period", span(judgement)),
        Fact("revised", "Revised", revision(judgement)),
        *_terms(judgement),
        Fact("means_of_verification", "How it is measured", commitment.means_of_verification or ""),
        Fact("owner", "Owner", commitment.owner or ""),
        Fact("tags", "Tags", enumerated(commitment.tags)),
        *_others(commitment, _unworded(type(commitment), _WORDED_OF_COMMITMENTS), capitalised),
        Fact("note", "Note", commitment.note or ""),
    )
    return tuple(fact for fact in facts if fact.text)


def update_facts(update: Update) -> tuple[Fact, ...]:
    """Return what is known of an update apart from its date, its id and its claim."""
    published = enumerated(str(part) for part in (update.publisher, update.published) if part)
    facts = (
        Fact("corrects", "corrects", update.corrects or ""),
        Fact("restates", "restates", update.restates or ""),
        *_facts("source", "source", update.sources),
        *_facts("archive", "archive", update.archives),
        Fact("published", "published", published),
        Fact("by", "by", update.by or ""),
        Fact("quote", "quote", f"“{update.quote}”" if update.quote else ""),
        *_others(update, _unworded(type(update), _WORDED_OF_UPDATES), str),
        Fact("note", "note", update.note or ""),
    )
    return tuple(fact for fact in facts if fact.text)


def claims_made(updates: Sequence[Update], commitment: AnyCommitment, scale: Scale) -> list[str]:
    """Write what each update of a commitment says: what nearly all say, an amount alone, for all of them at once."""
    made = [""] * len(updates)
    for field in [one for one in _ALONE if one in commitment.takes]:
        values = map(attrgetter(field), updates)
        numbers = {
            place: number
            for place, (number, one) in enumerate(zip(values, updates, strict=True))
            if number is not None and one.bound is None and one.flag is None and number != _ONE
        }
        if numbers:
            said = CLAIMS[field].makes[field].said.format("\n", unit=own_unit(commitment))
            before, _, after = said.partition("\n")
            for place, text in zip(numbers, amounts(list(numbers.values())), strict=True):
                made[place] = f"{before}{text}{after}"
    return [said or claim_made(one, commitment, scale) for said, one in zip(made, updates, strict=True)]


_ONE = Decimal(1)
_ALONE: tuple[ClaimKind, ...] = ("add", "total", "level")
"""The claims that are an amount, and have no field beside it."""


def other_facts(updates: Sequence[Update]) -> list[list[Fact]]:
    """Tell what each update says that has no words of its own."""
    fields = _unworded(Update, _WORDED_OF_UPDATES)
    said = [field for field in fields if [*map(attrgetter(field[1]), updates)].count(None) < len(updates)]
    return [_others(update, said, str) if said else [] for update in updates]


def fate(entry: Entry) -> str:
    """Write what became of an update: ``replaced by 7f3a9c1e``; nothing where it stands."""
    if entry.fate == "stands":
        return ""
    if entry.fate == "beside":
        return "beside the figure that counts"
    alone, by = _FATES[entry.fate]
    return by.format(update=entry.by) if entry.by else alone


_FATES: Mapping[Fate, tuple[str, str]] = {
    "replaced": ("replaced", "replaced by {update}"),
    "restated": ("restated", "restated by {update}"),
    "withdrawn": ("withdrawn", "withdrawn by {update}"),
}
"""The fate of an update: by one without an id, and by one that has one."""


def replacing(update: Update) -> str:
    """Write what an update takes the place of, and why: ``restates 7f3a9c1e``; nothing where it replaces none."""
    if update.corrects:
        return f"corrects {update.corrects}"
    return f"restates {update.restates}" if update.restates else ""


def _others(stored: Stored, fields: Iterable[tuple[str, str]], label: Callable[[str], str]) -> list[Fact]:
    """Tell the fields that say something."""
    return [
        Fact(key, label(key.replace("_", " ")), text)
        for key, name in fields
        if (value := getattr(stored, name)) is not None and (text := value_words(value))
    ]


@cache
def _unworded(stored: type[Stored], worded: frozenset[str]) -> tuple[tuple[str, str], ...]:
    """Return the keys and names of the fields that have no words of their own."""
    return tuple((key, field.name) for key, field in keys_of(stored).items() if field.name not in worded)


def _facts(key: str, name: str, texts: Sequence[str]) -> Iterator[Fact]:
    """Yield a fact for each text, so that an address stands alone, with the label beside the first."""
    for number, text in enumerate(texts):
        yield Fact(key, "" if number else name, text)


def _goal(judgement: Judgement) -> str:
    """Say what is to be met when, as revised; nothing where a number to reach says it all."""
    commitment, agreed = judgement.commitment, judgement.agreement.current.goal
    if isinstance(commitment, Joint):
        return f"all of {enumerated(commitment.parts)}"
    if agreed is None or isinstance(commitment, Standing):
        return ""
    goal = promised(agreed, commitment)
    if not isinstance(commitment, Level):
        return goal if agreed.at_most is not None else ""
    return _HELD[commitment.holds].format(goal=goal) if commitment.holds else goal


_HELD: Mapping[Holds, str] = {
    "at-end": "{goal}, at its end",
    "from-end": "{goal}, from its end on",
    "throughout": "{goal}, throughout",
    "once": "{goal}, once",
    "on-average": "{goal}, on average",
}


def _terms(judgement: Judgement) -> Iterator[Fact]:
    commitment = judgement.commitment
    if isinstance(commitment, Periodic | Level):
        at_first = [(one.from_date, Goal(one.target, one.at_most)) for one in commitment.steps]
        steps = steps_left(judgement) if judgement.agreement.goal_revisions else at_first
        yield Fact("steps", "Steps", enumerated(f"{goal_sign(goal, commitment)} from {day}" for day, goal in steps))
    yield Fact("milestones", "Milestones", value_words(judgement.agreement.current.milestones))
    if isinstance(commitment, Measured) and commitment.settled_within:
        within = count(commitment.settled_within, "day")
        yield Fact("settled_within", "Settled", f"by a figure within {within} of an end")
    if commitment.reported_within is not None:
        yield Fact("reported_within", "Reported", f"within {count(commitment.reported_within, 'day')} of an end")
