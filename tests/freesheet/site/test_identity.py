"""Names that never change."""

import re

import pytest
from hypothesis import given
from msgspec.structs import replace

from freesheet.house import House
from freesheet.site.identity import identity
from tests.strategies import prose

HOUSE = House(name="The Lantern", site="https://www.lantern.example.org/news/")
# RFC 4151, section 2.1, with the characters that RFC 3986 lets stand in a path.
TAG = re.compile(r"tag:[a-z0-9.-]+,\d{4}:[A-Za-z0-9\-._~!$&'()*+,;=:@/?%]+")


@pytest.mark.parametrize(
    ("name", "uri"),
    [
        ("story-1", "tag:lantern.example.org,2026:stories/story-1"),
        ("été & <co>", "tag:lantern.example.org,2026:stories/%C3%A9t%C3%A9%20&%20%3Cco%3E"),
        ("https://lantern.example.org/?p=123", "https://lantern.example.org/?p=123"),
        ("urn:uuid:6e8bc430-9c3a-11d9-9669-0800200c9a66", "urn:uuid:6e8bc430-9c3a-11d9-9669-0800200c9a66"),
        ("tag:old.example.org,2009:7", "tag:old.example.org,2009:7"),
        ("https://example.org/a story", "tag:lantern.example.org,2026:stories/https://example.org/a%20story"),
        ("note: this", "tag:lantern.example.org,2026:stories/note:%20this"),
        ("lone \ud800", "tag:lantern.example.org,2026:stories/lone%20%3F"),
    ],
)
def test_a_story_is_known_by_a_uri_made_of_its_id(name, uri):
    assert identity(HOUSE, "stories", name) == uri


def test_a_site_that_moves_keeps_its_names_when_the_house_says_the_old_one():
    moved = replace(HOUSE, site="https://lantern.example.net", authority="lantern.example.org,2026")
    assert identity(moved, "stories", "1") == identity(HOUSE, "stories", "1")
    assert identity(replace(moved, authority=""), "stories", "1") != identity(HOUSE, "stories", "1")


def test_neither_scheme_nor_www_nor_folder_nor_founding_year_is_in_a_name():
    publication = replace(HOUSE.publication, founded=1877)
    other = replace(HOUSE, site="http://lantern.example.org:8080", publication=publication)
    assert identity(other, "stories", "1") == identity(HOUSE, "stories", "1")


def test_a_house_without_a_site_names_its_stories_under_a_domain_that_is_nobodys():
    assert identity(House(), "feeds", "topics/water/") == "tag:nobody.invalid,2026:feeds/topics/water/"


@given(prose())
def test_any_id_makes_a_uri(name):
    assert TAG.fullmatch(identity(HOUSE, "stories", name)) or identity(HOUSE, "stories", name) == name
