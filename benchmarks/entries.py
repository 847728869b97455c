"""The entries that every program is given, and the files that they are laid out in, each in its program's format."""

import json
import math
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

FIRST_DATE, DATES = date(2016, 1, 1), 3650


class Entry(NamedTuple):
    """What every program is given, and says in its own words."""

    number: int
    pledge: str
    date: date
    amount: int
    note: str
    source: str


def pledges(size: int) -> int:
    """Return how many commitments so many entries are about: 200 for 1,000, and 1,000 for 100,000."""
    return min(size, 1000, round(200 * math.pow(size / 1000, 0.35)))


def entry(number: int, size: int) -> Entry:
    """Return one entry of so many, counted from 0; those beyond are on the last date."""
    return Entry(
        number,
        pledge=f"pledge-{number % pledges(size):04}",
        date=FIRST_DATE + timedelta(days=min(number, size) * DATES // size),
        amount=number % 97 + 1,
        note=f"As stated in table {number % 12 + 1} of the annual report",
        source=f"https://statistics.example.org/releases/{number}",
    )


def entries(size: int) -> Iterator[Entry]:
    """Yield so many entries, in the order of their dates."""
    return (entry(number, size) for number in range(size))


def lay_out_ledger(folder: Path, size: int) -> None:
    """Write a ledger as commitrack does, each commitment with its history below it."""
    with (folder / "commitments.toml").open("w", encoding="utf-8") as file:
        file.write('[ledger]\ntitle = "The programme of the government"\npledger = "The government"\n')
        for first in range(pledges(size)):
            one = entry(first, size)
            file.write(
                f'\n[commitments.{one.pledge}]\ntitle = "Promise number {first}"\nkind = "total"\ntarget = 1_000_000\n'
                f'unit = "homes"\nstart = {FIRST_DATE}\ndue = 2030-12-31\nquote = "A million homes by 2030"\n'
                f'source = "https://government.example.org/programme#{first}"\n'
            )
            for number in range(first, size, pledges(size)):
                one = entry(number, size)
                file.write(
                    f'\n[[commitments.{one.pledge}.updates]]  # {number:08x}\nid = "u{number:07x}"\n'
                    f'date = {one.date}\nadd = {one.amount}\nsource = "{one.source}"\nnote = "{one.note}"\n'
                    f"recorded = {one.date}T09:14:07Z\n"
                )


def lay_out_journal(folder: Path, size: int) -> None:
    """Write a journal of transactions."""
    with (folder / "entries.journal").open("w", encoding="utf-8") as file:
        file.writelines(transaction(one) for one in entries(size))


def lay_out_import(folder: Path, new: Entry) -> None:
    """Write a journal with the new transaction alone."""
    (folder / f"new-{new.number}.journal").write_text(transaction(new), encoding="utf-8")


def transaction(one: Entry) -> str:
    """Return an entry as a transaction between two accounts."""
    return (
        f"{one.date} {one.note}  ; source: {one.source}\n    commitments:{one.pledge}  {one.amount}\n    evidence\n\n"
    )


def lay_out_beans(folder: Path, size: int) -> None:
    """Write a ledger of Beancount, where accounts begin with one of five words and are opened first."""
    with (folder / "entries.beancount").open("w", encoding="utf-8") as file:
        file.write(f"{FIRST_DATE} open Equity:Evidence\n")
        file.writelines(f"{FIRST_DATE} open Assets:{entry(one, size).pledge.title()}\n" for one in range(pledges(size)))
        for one in entries(size):
            file.write(
                f'\n{one.date} * "{one.note}"\n  source: "{one.source}"\n'
                f"  Assets:{one.pledge.title()}  {one.amount} HOMES\n  Equity:Evidence\n"
            )


def lay_out_tasks(folder: Path, size: int) -> None:
    """Write tasks that are all to do, with the source in the description, as ``task add`` writes them."""
    (folder / "taskrc").write_text(f"data.location={folder}\nconfirmation=off\nhooks=off\n", encoding="utf-8")
    with (folder / "pending.data").open("w", encoding="utf-8") as file:
        for one in entries(size):
            described = f"{one.amount}: {one.note}, {one.source}".replace("/", "\\/")
            seconds = (one.date - date(1970, 1, 1)).days * 86_400
            file.write(
                f'[description:"{described}" entry:"{seconds}" modified:"{seconds}" project:"{one.pledge}" '
                f'status:"pending" uuid:"00000000-0000-4000-8000-{one.number:012x}"]\n'
            )


def lay_out_diary(folder: Path, size: int) -> None:
    """Write a diary, with the source below the first line."""
    (folder / "jrnl.yaml").write_text(f"journals:\n  default:\n    journal: {folder}/diary.txt\n", encoding="utf-8")
    with (folder / "diary.txt").open("w", encoding="utf-8") as file:
        file.writelines(
            f"[{one.date} 09:14] {one.pledge}: {one.amount}.\n{one.note}, {one.source}\n\n" for one in entries(size)
        )


def lay_out_frames(folder: Path, size: int) -> None:
    """Write spans of time, of as many minutes as there are homes, with the source as a tag."""
    frames = []
    for one in entries(size):
        begun = int(datetime(one.date.year, one.date.month, one.date.day, 9, tzinfo=UTC).timestamp())
        frames.append([begun, begun + 60 * one.amount, one.pledge, f"{one.number:032x}", [one.source], begun])
    (folder / "frames").write_text(json.dumps(frames, indent=1), encoding="utf-8")
