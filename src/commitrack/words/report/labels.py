"""The labels of the page: headings, columns and the names of what can be filled in, each one whole message."""

from collections.abc import Mapping

from commitrack.ledger.model import Reporter
from commitrack.progress.history import Fate

LABELS: Mapping[str, str] = {
    "skip": "Skip to the promises",
    "announced": "Announced {date}",
    "as_of": "As of {date}",
    "known_on": "As known on {date}",
    "source": "Source:",
    "standing": "How the promises stand",
    "states": "In detail: {summary}.",
    "changed": "What changed since {date}",
    "unchanged": "No status has changed since {date}.",
    "latest": "Latest evidence",
    "meanings": "What the words mean",
    "find": "Find promises",
    "search": "Search",
    "programme": "Programme",
    "any_programme": "All programmes",
    "status": "Status",
    "any_status": "Any status",
    "pledger": "Promised by",
    "any_pledger": "Everybody",
    "tag": "Tag",
    "any_tag": "Any tag",
    "shown": "{shown} of {total} promises shown",
    "nothing": "No promise matches.",
    "reset": "Show all",
    "all": "All promises",
    "all_in_programmes": "{promises} in {programmes}",
    "key": "Bar: how far the figure is, from the start to the goal. Tick: what is expected by now. Open mark: a limit "
    "that was passed.",
    "promise": "Promise",
    "progress": "Progress",
    "figure": "Figure",
    "due": "Due",
    "evidence": "Evidence",
    "sort": "Sort by {column}",
    "full": "The promises one by one",
    "link": "Link to this promise, {id}",
    "update_link": "Link to the update {id}",
    "by_the_figures": "by the figures",
    "evidence_of": "Latest evidence: {date} ({ago}).",
    "no_update": "No update has been recorded.",
    "assumed": "Assumed",
    "assumed_dates": "the announcement does not state the dates marked so",
    "periods": "Periods",
    "period": "Period",
    "all_periods": "The periods as a table",
    "members": "Members",
    "name": "Name",
    "in_force": "In force",
    "when": "When",
    "history": "History, newest first",
    "older": "Earlier history",
    "date": "Date",
    "recorded": "What was recorded",
    "so_far": "Figure by then",
    "so_far_beside": "Figure by then:",
    "cited": "Source",
    "published": "published {date}",
    "copy": "archived copy",
    "more_update": "1 earlier update",
    "more_updates": "{number:,} earlier updates",
    "chart": "Chart: {title}",
    "empty": "There are no promises to report on.",
    "foot": "About this page",
    "judged": "How it is judged",
    "judged_how": "Each promise is judged by its dated figures, each with its source, and by the same rules. What is "
    "expected by a date is the straight line from the start to the goal, or its milestones. No figure is not a zero. "
    "What a person declared is shown as declared, beside what the figures say, and a goal that was moved beside what "
    "it was at first.",
    "cite": "How to cite it",
    "kept": "Who keeps it",
    "contact": "Found an error?",
    "contact_how": "Write to",
    "licence": "Licence",
    "download": "Download",
    "up": "All promises",
    "picture": "Its chart as a picture: {file}",
    "embed": "To show this promise on another page, copy this:",
    "imprint": "As of {date}: what happened later is not on this page.",
    "imprint_known": "As known on {date}: what was recorded later is not on it either.",
    "problems": "The ledger cannot be read as it is now. This page shows what it held before.",
    "digest": "SHA-256 of the ledger:",
    "print_all": "Print every promise in full, not the overview alone",
}
"""Each label by its name; the words in braces are put in where it is shown."""

REPORTED_BY: Mapping[Reporter, str] = {
    "pledger": "said by the pledger",
    "recipient": "said by the recipient",
    "independent": "an independent source",
    "media": "a media report",
}
"""On which side a source is."""

FATES: Mapping[Fate, tuple[str, str]] = {
    "replaced": ("replaced by {update}", "replaced by a later update"),
    "restated": ("restated by {update}", "restated by a later update"),
    "withdrawn": ("withdrawn by {update}", "withdrawn by a later update"),
}
"""The fate of an update: by one with an id, and by one without."""

BESIDE = "beside the figure that counts"
"""Of a figure that another publisher's contradicts."""

CORRECTIONS: Mapping[str, str] = {
    "withdraws": "withdraws {update}",
    "corrects": "corrects {update}",
    "restates": "restates {update}",
}
"""The effect of an update on an earlier one."""

DATED = "{date}: {said}"
"""What was said, with the date for which."""

CITED = "{title}: {promises}, as of {date}."
CITED_ALONE = "“{promise}”, in: {title}, as of {date}."
_KEPT_BY = "{keeper}."
_FROM = "Ledger {digest}."


def cite(keeper: str | None, cited: str, address: str, digest: str) -> str:
    """Write how to cite a page: who keeps the ledger, what is cited, where it is, and the ledger it is made of."""
    sentences = (keeper and _KEPT_BY.format(keeper=keeper), cited, address, _FROM.format(digest=digest))
    return " ".join(filter(None, sentences))
