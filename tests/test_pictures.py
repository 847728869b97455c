"""Every picture shows what its command prints now, fits, and asks for nothing from the network."""

import re
from xml.etree import ElementTree

import pytest

from tests.support.environment import PROJECT
from tests.support.pictures import Picture, draw, pictures

pytestmark = pytest.mark.slow

SVG = "{http://www.w3.org/2000/svg}"
EACH = pytest.mark.parametrize("picture", pictures(), ids=lambda picture: picture.path.stem)


def elements(picture: Picture) -> list[ElementTree.Element]:
    return [*ElementTree.fromstring(picture.path.read_text("utf-8")).iter()]


@EACH
def test_a_picture_shows_what_its_command_prints(picture: Picture) -> None:
    assert draw(picture.command) == picture.path.read_text("utf-8")


@EACH
def test_a_picture_says_in_words_what_it_shows(picture: Picture) -> None:
    shown = " ".join("".join(element.itertext()) for element in elements(picture)).replace("\xa0", " ")
    numbers = re.findall(r"\d[\d,.-]*\d|\d", picture.alternative)
    assert len(picture.alternative) > 100
    assert numbers
    assert [number for number in numbers if not re.search(rf"(?<![\d,.-]){re.escape(number)}(?!\d)", shown)] == []


@EACH
def test_no_line_is_wider_than_the_picture(picture: Picture) -> None:
    texts = [element for element in elements(picture) if element.tag == f"{SVG}text"]
    assert texts
    assert max(float(text.attrib["x"]) + float(text.attrib["textLength"]) for text in texts) <= 976


@EACH
def test_a_picture_asks_for_nothing(picture: Picture) -> None:
    kinds = {"svg", "title", "style", "defs", "clipPath", "rect", "g", "text", "circle"}
    assert {element.tag.removeprefix(SVG) for element in elements(picture)} == kinds
    said = [value for element in elements(picture) for value in element.attrib.values()]
    said += [element.text or "" for element in elements(picture) if element.tag == f"{SVG}style"]
    assert [text for text in said if "//" in text or "@" in text or re.search(r"url\((?!#)", text)] == []


def test_every_picture_is_on_a_page() -> None:
    assert {picture.path for picture in pictures()} == set((PROJECT / "docs" / "pictures").glob("*.svg"))
    assert len(pictures()) >= 3
