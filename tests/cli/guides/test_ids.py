"""The id that is suggested for a title: its first words, with every number whole."""

import pytest

from commitrack.cli.guides.add import _slug

IDS = {
    "Build 1,000 affordable homes": "build-1000-affordable-homes",
    "1.000.000 Bäume pflanzen": "1000000-baume-pflanzen",
    "1'000 homes": "1000-homes",
    "1\u00a0000 homes": "1000-homes",
    "1\u202f000\u202f000 homes": "1000000-homes",
    "30,000–40,000 homes": "30000-40000-homes",
    "Trees, 2,000,000,000 of them": "trees-2000000000-of-them",
    "£1.5bn for schools": "for-schools",
    "Emissions down by 2,5 % a year": "emissions-down-by-a",
    "Éducation pour tous": "education-pour-tous",
    "每年一百万": "",
}


@pytest.mark.parametrize(("title", "suggested"), IDS.items(), ids=list(IDS))
def test_no_number_is_split_or_joined_to_another(title: str, suggested: str) -> None:
    assert _slug(title) == suggested
