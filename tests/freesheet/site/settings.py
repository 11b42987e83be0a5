"""Settings and encoded cards for tests of the site's pages."""

from typing import Any

import msgspec
from lxml import html

from freesheet.house import Appeal, Front, House, Policies
from freesheet.site.card import card_of
from freesheet.site.pages import Link
from freesheet.site.setting import Setting
from freesheet.site.theme import Theme
from freesheet.story.nodes import Story
from tests.strategies import NOON

SITE = "https://www.example.org"
HOUSE = House(
    name="The Test House",
    site=SITE,
    postal="1 Main St\nSpringfield",
    contact="desk@example.org",
    time_zone="America/New_York",
    licence="CC BY-ND 4.0",
    licence_address="https://creativecommons.org/licenses/by-nd/4.0/",
    republish="Republish it whole.",
    front=Front(sections=("Courts", "Water"), motto="All the news of the county that anyone could find out for us."),
    appeal=Appeal(text="Those who can afford to give keep it free.", address=f"{SITE}/give", cheque="Made out to us."),
)


def setting(*editions: str, own: dict[str, str] | None = None, fixed: tuple[Link, ...] = (), **fields: Any) -> Setting:
    """The site of a house with these fields, pressed in these editions, with its own templates."""
    house = msgspec.structs.replace(HOUSE, **fields)
    return Setting(house, Theme(house, own or {}), fixed, editions or ("web", "lite"))


def card(told: Story) -> bytes:
    return msgspec.msgpack.encode(card_of(msgspec.structs.replace(told, published=told.published or NOON), HOUSE))


def story_bytes(told: Story) -> bytes:
    return msgspec.json.encode(told)


def tree(data: bytes | str) -> html.HtmlElement:
    text = data if isinstance(data, bytes) else data.encode()
    return html.document_fromstring(text, parser=html.HTMLParser(encoding="utf-8"))


def shown(data: bytes | str, path: str) -> list[str]:
    """What an XPath finds on a page, as text with single spaces."""
    found = tree(data).xpath(path)
    assert isinstance(found, list)
    return [" ".join((one if isinstance(one, str) else one.text_content()).split()) for one in found]


__all__ = ["HOUSE", "SITE", "Policies", "card", "setting", "shown", "story_bytes", "tree"]
