"""What stands around a story on a screen."""

from urllib.parse import parse_qs, urlsplit

import pytest

from freesheet.house import Appeal, House, Policies
from freesheet.markup.article import article
from freesheet.markup.furniture import Way, editions_beside, imprint, language_of, share
from freesheet.markup.words import ENGLISH
from tests.strategies import issue, kit, story


@pytest.mark.parametrize(("language", "furniture"), [("en", ""), ("es-MX", ""), ("de", "en"), ("he", "en")])
def test_the_furniture_says_its_language_where_it_is_not_the_story_s(language: str, furniture: str) -> None:
    assert language_of(article(story(language=language), House())) == furniture


def test_only_editions_that_lie_beside_the_page_are_linked_in_the_order_asked_for() -> None:
    there = kit(beside={"epub": "{slug}.epub", "web": "index.html", "print": "print.pdf"})
    assert editions_beside(ENGLISH, issue(), there, ("web", "text", "epub")) == (
        Way("On the web", "index.html", "text/html"),
        Way("E-book", "library-printer.epub", "application/epub+zip"),
    )


def test_a_story_is_passed_on_by_plain_links() -> None:
    letter, link = share(article(story(headline="50% off & on?"), House()), "https://example.org/a/?b=1")
    parts = urlsplit(letter.target)
    assert parts.scheme == "mailto"
    assert parse_qs(parts.query) == {
        "subject": ["50% off & on?"],
        "body": ["50% off & on?\r\n\r\nhttps://example.org/a/?b=1\r\n"],
    }
    assert link == Way("Link to this story", "https://example.org/a/?b=1", rel="bookmark")


def test_a_story_without_an_address_is_not_passed_on() -> None:
    assert share(article(story(), House()), "") == ()


def test_the_footer_has_the_pages_that_the_house_has() -> None:
    house = House(
        contact="desk@example.org",
        policies=Policies(about="https://example.org/about/", privacy="https://example.org/privacy/"),
        appeal=Appeal(address="https://example.org/give/"),
    )
    assert imprint(house, ENGLISH) == (
        Way("About us", "https://example.org/about/"),
        Way("Privacy", "https://example.org/privacy/"),
        Way("Keep this free for everyone", "https://example.org/give/"),
        Way("Contact", "mailto:desk@example.org"),
    )
    assert imprint(House(), ENGLISH) == ()
