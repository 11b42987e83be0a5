"""What machines are told of a story's page."""

from typing import Any

import pytest
from hypothesis import given

from freesheet.house import House
from freesheet.markup.article import article
from freesheet.markup.head import LONGEST, SHORTEST, Head, head
from freesheet.story.nodes import Correction, Origin, Story, Withdrawal
from tests.strategies import NOON, bullets, stories, story

HOUSE = House(
    name="The Free Sheet",
    site="https://example.org",
    time_zone="America/Chicago",
    licence="CC BY 4.0",
    licence_address="https://creativecommons.org/licenses/by/4.0/",
)


ENOUGH = "A sentence of more than fifty characters needs nothing more."


def facts(told: Story, house: House = HOUSE) -> Head:
    return head(article(told, house), house)


def test_the_title_is_the_headline_and_the_house() -> None:
    assert facts(story(headline='"Free" stays')).title == "“Free” stays | The Free Sheet"


@pytest.mark.parametrize(
    ("dek", "body", "description"),
    [
        (ENOUGH, "Body.", ENOUGH),
        ("A short dek.", ENOUGH, f"A short dek. {ENOUGH}"),
        ("", "Too short.", ""),
        ("word " * 100, "", "word " * 58 + "word…"),
    ],
)  # fmt: skip
def test_the_description_is_the_dek_and_what_it_lacks(dek: str, body: str, description: str) -> None:
    assert facts(story(body, dek=dek.strip())).description == description


def test_the_description_reads_on_into_a_list_and_a_second_paragraph() -> None:
    told = story(bullets("The first item of a list begins it,"), "and a paragraph.", "Another, not needed.", dek="")
    assert facts(told).description == "The first item of a list begins it, and a paragraph. Another, not needed."[:52]


@given(stories())
def test_a_description_is_neither_too_short_nor_too_long(told: Story) -> None:
    assert not facts(told).description or SHORTEST <= len(facts(told).description) <= LONGEST


@pytest.mark.parametrize(
    ("fields", "canonical"),
    [
        ({}, "https://example.org/library-printer/"),
        ({"address": "https://example.org/2026/a b/"}, "https://example.org/2026/a%20b/"),
        ({"origin": Origin("Partner", "https://partner.example/a")}, "https://partner.example/a"),
        ({"origin": Origin("Partner", "https://partner.example/a", canonical=False)}, "https://example.org/library-printer/"),
        ({"origin": Origin("Partner")}, "https://example.org/library-printer/"),
        ({"address": "mailto:desk@example.org"}, ""),
    ],
)  # fmt: skip
def test_the_canonical_address(fields: dict[str, Any], canonical: str) -> None:
    assert facts(story(**fields)).canonical == canonical


def test_a_house_without_a_site_has_no_canonical_address() -> None:
    assert facts(story(), House()).canonical == ""


@pytest.mark.parametrize(
    ("origin", "noindex"),
    [(None, False), (Origin("Partner"), False), (Origin("Partner", noindex=True), True)],
)
def test_a_page_is_kept_out_of_search_only_where_a_partner_asks(origin: Origin | None, noindex: bool) -> None:
    assert facts(story(origin=origin)).noindex is noindex


@pytest.mark.parametrize(
    ("fields", "licence"),
    [
        ({}, HOUSE.licence_address),
        ({"licence": "CC BY 4.0"}, HOUSE.licence_address),
        ({"licence": "CC0"}, ""),
        ({"origin": Origin("Partner")}, ""),
        ({"withdrawal": Withdrawal(NOON, "Wrong.")}, ""),
    ],
)
def test_only_a_story_under_the_house_s_licence_links_to_it(fields: dict[str, Any], licence: str) -> None:
    assert facts(story(**fields)).licence == licence


@pytest.mark.parametrize(
    ("fields", "published", "modified"),
    [
        ({}, 3, 3),
        ({"updated": NOON.replace(day=4)}, 3, 4),
        ({"updated": NOON.replace(day=1)}, 3, 3),
        ({"corrections": (Correction(NOON.replace(day=5), "A.", "B."),)}, 3, 5),
        ({"withdrawal": Withdrawal(NOON.replace(day=6), "C.")}, 3, 6),
        ({"published": None, "updated": NOON.replace(day=4)}, None, 4),
        ({"published": None}, None, None),
    ],
)  # fmt: skip
def test_dates_have_the_house_s_offset_and_follow_one_another(
    fields: dict[str, Any], published: int | None, modified: int | None
) -> None:
    found = facts(story(**fields))
    assert (found.published and found.published.isoformat()) == (published and f"2026-05-0{published}T07:00:00-05:00")
    assert (found.modified and found.modified.isoformat()) == (modified and f"2026-05-0{modified}T07:00:00-05:00")


@pytest.mark.parametrize(
    ("language", "locale"),
    [("en", "en_US"), ("en-GB", "en_GB"), ("es", "es_ES"), ("ar", "ar_EG"), ("zh-Hans", "zh_CN"), ("tlh", "tlh")],
)
def test_the_locale_names_a_country_where_one_is_known(language: str, locale: str) -> None:
    assert facts(story(language=language)).locale == locale
