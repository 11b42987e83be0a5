"""Sitemaps, robots.txt and security.txt."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.robotparser import RobotFileParser

import pytest
from hypothesis import given
from lxml import etree
from msgspec.structs import replace

from freesheet.house import House
from freesheet.site import sitemaps
from freesheet.site.card import Card
from freesheet.site.sitemaps import Place, TooLong, index, is_news, news, news_language, robots, security, sitemap
from tests.cards import HOUSE, card_of
from tests.strategies import NOON, stories, story

SCHEMA = etree.RelaxNG(etree.parse(Path(__file__).parents[2] / "schemas/sitemap.rng"))
MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
NEWS = "{http://www.google.com/schemas/sitemap-news/0.9}"
XHTML = "{http://www.w3.org/1999/xhtml}"
NOW = NOON + timedelta(hours=1)
PAGE = "https://www.example.org/a/"


def valid(data: bytes) -> etree._Element:
    root = etree.fromstring(data)
    assert SCHEMA.validate(root), SCHEMA.error_log
    return root


def card(**fields: Any) -> Card:
    return replace(card_of(story()), **fields)


def news_of(*cards: Card) -> list[str]:
    """The headlines in the news sitemap."""
    root = valid(news([(one, f"https://www.example.org/{one.slug}/") for one in cards], NOW, HOUSE))
    return [title.text or "" for title in root.iter(f"{NEWS}title")]


def test_a_sitemap_tells_each_page_when_its_text_changed_and_its_other_languages():
    languages = {"en": PAGE, "es": "https://www.example.org/es/?a=1&b=2"}
    root = valid(sitemap([Place(PAGE, NOON, languages), Place("https://www.example.org/é/")], HOUSE))
    assert [loc.text for loc in root.iter(f"{MAP}loc")] == [PAGE, "https://www.example.org/é/"]
    assert [lastmod.text for lastmod in root.iter(f"{MAP}lastmod")] == ["2026-05-03T08:00:00-04:00"]
    assert {link.get("hreflang"): link.get("href") for link in root.iter(f"{XHTML}link")} == languages


def test_the_index_names_the_sitemaps():
    root = valid(index([Place("https://www.example.org/sitemaps/2026-05.xml", NOON)], HOUSE))
    assert root.tag == f"{MAP}sitemapindex"
    assert root.findtext(f"{MAP}sitemap/{MAP}loc") == "https://www.example.org/sitemaps/2026-05.xml"


@pytest.mark.parametrize("limit", ["MOST_ADDRESSES", "MOST_BYTES"])
def test_a_sitemap_that_nobody_would_read_whole_is_refused(monkeypatch, limit):
    monkeypatch.setattr(sitemaps, limit, 1)
    with pytest.raises(TooLong, match="2 addresses in 0 MB; divide it by months"):
        sitemap([Place(PAGE), Place(PAGE)], HOUSE)


def test_a_story_in_the_news_sitemap():
    (url,) = valid(news([(card(headline="Ten & <free>", language="en-GB"), PAGE)], NOW, HOUSE))
    assert [(element.tag, (element.text or "").strip()) for element in url.iter()] == [
        (f"{MAP}url", ""),
        (f"{MAP}loc", PAGE),
        (f"{NEWS}news", ""),
        (f"{NEWS}publication", ""),
        (f"{NEWS}name", "The Test House"),
        (f"{NEWS}language", "en"),
        (f"{NEWS}publication_date", "2026-05-03T08:00:00-04:00"),
        (f"{NEWS}title", "Ten & <free>"),
    ]


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({}, True),
        ({"published": NOW}, True),
        ({"published": NOW - timedelta(days=2)}, True),
        ({"published": NOW - timedelta(days=2, seconds=1)}, False),
        ({"published": NOW + timedelta(seconds=1)}, False),
        ({"partner": "The Courier"}, False),
        ({"withdrawn": NOW}, False),
        ({"noindex": True}, False),
    ],
)
def test_only_what_is_new_and_our_own_is_news(fields, told):
    assert is_news(card(**fields), NOW) is told
    assert bool(news_of(card(**fields))) is told


def test_the_news_sitemap_has_the_newest_thousand():
    cards = [
        card(id=str(number), headline=str(number), published=NOW - timedelta(seconds=number)) for number in range(1001)
    ]
    told = news_of(*reversed(cards))
    assert told == [str(number) for number in range(1000)]


def test_the_news_sitemap_may_be_empty():
    assert news_of() == []


@pytest.mark.parametrize(
    ("tag", "language"),
    [
        ("en-US", "en"),
        ("pt-BR", "pt"),
        ("zh", "zh-cn"),
        ("zh-Hant", "zh-tw"),
        ("zh-TW", "zh-tw"),
        ("zh-Hans-CN", "zh-cn"),
        ("gsw", "gsw"),
    ],
)
def test_the_language_of_news(tag, language):
    assert news_language(tag) == language


@given(stories())
def test_any_story_makes_a_valid_news_sitemap(one):
    told = replace(card_of(one), published=NOON, withdrawn=None, partner="", noindex=False)
    assert len(news_of(told)) == 1


def test_robots_may_read_all_but_search_and_are_told_where_the_sitemaps_are():
    data = robots(
        ("https://www.example.org/sitemap.xml", "https://www.example.org/news.xml"), ("GreedyBot", "Other Bot")
    )
    assert data.decode() == (
        "User-agent: GreedyBot\nUser-agent: Other Bot\nDisallow: /\n\n"
        "User-agent: *\nDisallow: /search/\n\n"
        "Sitemap: https://www.example.org/sitemap.xml\nSitemap: https://www.example.org/news.xml\n"
    )
    reader = RobotFileParser()
    reader.parse(data.decode().splitlines())
    for path in (
        "/",
        "/a/",
        "/feed.rss",
        "/a/print.pdf",
        "/a/text.txt",
        "/a/lite.html",
        "/theme/site.css",
        "/search-and-rescue/",
    ):
        assert reader.can_fetch("Googlebot", path)
        assert not reader.can_fetch("GreedyBot", path)
    assert not reader.can_fetch("Googlebot", "/search/?q=a")
    assert reader.can_fetch("archive.org_bot", "/a/")
    assert reader.site_maps() == ["https://www.example.org/sitemap.xml", "https://www.example.org/news.xml"]


def test_without_a_policy_nobody_is_turned_away_and_a_line_end_adds_no_rule():
    assert robots(()) == b"User-agent: *\nDisallow: /search/\n\n"
    assert b"User-agent: A Disallow: /b\nDisallow" in robots((), ("A\nDisallow: /b", " "))


def test_security_txt():
    house = House(contact="desk@example.org", language="es-MX")
    told = security(
        house, datetime(2027, 1, 1, tzinfo=UTC), canonical=f"{PAGE}.well-known/security.txt", policy=f"{PAGE}policy/"
    )
    assert told.decode().splitlines() == [
        "Contact: mailto:desk@example.org",
        "Expires: 2027-01-01T00:00:00+00:00",
        "Preferred-Languages: es, en",
        f"Canonical: {PAGE}.well-known/security.txt",
        f"Policy: {PAGE}policy/",
    ]
    assert security(house, NOON).count(b"\n") == 3
    assert security(House(), NOON) == b""
