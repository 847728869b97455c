"""The dates of a page that was reported before, which stand in the head of each of its pages."""

import re
from datetime import date
from typing import NamedTuple

_DAY = r"(\d{4}-\d\d-\d\d)"
_HEAD = re.compile(
    r'<meta name="generator" content="commitrack [^"]*">\s*'
    rf'<meta name="as-of" content="{_DAY}">\s*(?:<meta name="since" content="{_DAY}">)?'
)
"""What head.html.j2 writes of them."""


class Dates(NamedTuple):
    """The date a report judges at, and the date since which it tells changes, if it does."""

    as_of: date
    since: date | None


def dates_of(page: str) -> Dates | None:
    """Read the dates of a report from the head of a page; None where it is not one of ours."""
    found = _HEAD.search(page)
    if found is None:
        return None
    try:
        as_of, since = (date.fromisoformat(day) if day else None for day in found.groups())
    except ValueError:
        return None
    return Dates(as_of, since) if as_of else None
