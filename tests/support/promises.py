"""A ledger of many promises of every kind, with long titles, long units and large amounts, the same every time."""

from collections.abc import Iterator
from datetime import date, timedelta

UNITS = (
    "homes",
    "scholarships for students of the region and their families",
    "% of households",
    "million tonnes of carbon dioxide equivalent",
    "euros",
    "people on treatment a year",
)
AMOUNTS = (20, 300, 10_000, 2_000_000, 66_000_000_000)
KINDS = ("total", "periodic", "level", "standing", "qualitative")
CLAIMS = {"total": "total", "periodic": "total", "level": "level", "standing": "count"}


def promises(number: int) -> str:
    """The text of a ledger with so many commitments."""
    head = '[ledger]\ntitle = "Promises of a government"\nstale_after = 180\n'
    programmes = '[programmes.homes]\ntitle = "Homes"\n[programmes.climate]\ntitle = "Climate"\n'
    return "\n".join([head, programmes, *(_block(one) for one in range(number))])


def _block(number: int) -> str:
    return "\n".join(_lines(number)) + "\n"


def _lines(number: int) -> Iterator[str]:
    kind, amount, unit = KINDS[number % 5], AMOUNTS[number % 7 % 5], UNITS[number % 6]
    yield f"[commitments.promise-{number:03}]"
    yield f'title = "Promise {number}{" to build what was never built before" * (number % 4)}"'
    yield f'programme = "{("homes", "climate")[number % 2]}"'
    yield f'kind = "{kind}"'
    yield f"start = {date(2020 + number % 4, 1, 1)}"
    yield f"due = {date(2024 + number % 7, 1 + number % 12, 28)}"
    if kind == "qualitative":
        return
    yield f'target = {amount}\nunit = "{unit}"'
    if kind == "level":
        yield "baseline = 0"
    if kind == "periodic":
        yield 'every = "year"'
    for figure in range(number % 3):
        part = min(amount, 5_000 if kind == "standing" else amount) * (number * 7 % 13 + figure) // 12
        yield f"[[commitments.promise-{number:03}.updates]]"
        yield f'id = "u{number}-{figure}"\ndate = {date(2024, 1, 5) + timedelta(days=figure)}'
        yield f"{CLAIMS[kind]} = {max(part, 1)}"
