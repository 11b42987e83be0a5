"""The picture of a browser's tab."""

from urllib.parse import unquote

import pytest
from lxml import etree

from freesheet.house import House, Look
from freesheet.site.icon import icon


@pytest.mark.parametrize(
    ("name", "letter"),
    [
        ("The Quillhaven Lantern", "Q"),
        ("El Faro", "F"),
        ("La", "L"),
        ("éclair", "É"),
        ("“Late” News", "L"),
        ("A & B", "A"),
        ("الجريدة", "ا"),
        ("<&>", ""),
    ],
)
def test_the_icon_is_the_first_letter_of_the_name_on_the_colour_of_the_house(name: str, letter: str) -> None:
    address = icon(House(name=name, look=Look(accent="#123456")))
    assert address.isascii()
    assert not set(address) & set("\"'<> ")
    kind, _, drawn = address.partition(",")
    assert kind == "data:image/svg+xml"
    svg = etree.fromstring(unquote(drawn).encode())
    assert (svg[0].get("fill"), svg[1].text or "") == ("#123456", letter)
