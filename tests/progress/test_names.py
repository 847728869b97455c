"""Spellings of one name, and finding commitments by words."""

import pytest

from commitrack.ledger.model import Qualitative
from commitrack.progress.names import folded, has_words

ONE = Qualitative(
    title="Büros in jeder Provinz, zuerst Iğdır",
    description="As the office of Łódź counts it",
    quote="Not one more Straße",
    tags=("İl", "Đà Nẵng"),
    note="Remarks are not searched",
)


@pytest.mark.parametrize(
    "spellings",
    [
        ("Iğdır", "IĞDIR", "Igdır", "iğdir", "igdir", "I ğ dır"),
        ("İzmir", "izmir", "IZMIR", "Izmir"),
        ("Łódź", "lodz", "ŁÓDŹ", "Łódz"),
        ("São Tomé", "SAO TOME", "saotomé"),
        ("Straße", "STRASSE"),
        ("Tromsø", "TROMSO"),
    ],
    ids=lambda spellings: spellings[0],
)
def test_spellings_of_one_name_fold_to_one(spellings: tuple[str, ...]) -> None:
    assert len({folded(one) for one in spellings}) == 1


def test_other_names_stay_apart() -> None:
    names = ("Peru", "Perú Sur", "Chile", "China", "Iran", "Iraq", "Niger", "Nigeria")
    assert len({folded(one) for one in names}) == len(names)


@pytest.mark.parametrize(
    ("words", "found"),
    [
        (["igdir"], True),
        (["BUROS", "provinz"], True),
        (["büros iğdır"], True),
        (["offices-2024"], True),
        (["lodz"], True),
        (["strasse"], True),
        (["il"], True),
        (["da nang"], True),
        (["igdir", "ankara"], False),
        (["remarks"], False),
        (["zuerstigdir"], False),
        ([], True),
    ],
)
def test_words_are_found_in_what_is_promised(words: list[str], found: bool) -> None:
    assert has_words("offices-2024", ONE, words) == found
