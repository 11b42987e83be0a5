"""The lite edition: everything there is to read, and nothing else."""

from typing import Any

import brotli
import pytest
from hypothesis import given, settings
from lxml import html

from freesheet import samples
from freesheet.edition import losses
from freesheet.editions.lite import EDITION
from freesheet.house import Appeal, House, Policies
from freesheet.story.nodes import (
    Byline,
    Correction,
    Issue,
    Note,
    Origin,
    PullQuote,
    Series,
    Source,
    Story,
    Withdrawal,
)
from freesheet.story.walk import words_in
from tests.strategies import NOON, heading, inline, kit, link, paragraph, picture, stories, story

HOUSE = House(
    name="The Free Sheet",
    site="https://example.org",
    postal="P.O. Box 12\nSpringfield",
    licence="CC BY 4.0",
    licence_address="https://creativecommons.org/licenses/by/4.0/",
    republish="Keep the byline.",
    policies=Policies(privacy="https://example.org/privacy/"),
    appeal=Appeal(text="Those who can afford to give keep it free.", address="https://example.org/give/"),
)
BESIDE = {"lite": "lite.html", "web": "index.html", "text": "text.txt", "print": "print.pdf"}


def data(told: Story, house: House = HOUSE, **fields: Any) -> bytes:
    (artifact,) = EDITION.make(Issue.of(told), kit(house, **{"beside": BESIDE} | fields))
    assert artifact.path == "lite.html"
    return artifact.data


def page(told: Story, house: House = HOUSE, **fields: Any) -> Any:
    return html.document_fromstring(data(told, house, **fields).decode())


def read(told: Story, house: House = HOUSE) -> str:
    return " ".join(page(told, house).find("body").text_content().split())


FULL = story(
    paragraph("A ", link("report", "https://example.org/report"), Note(inline("Counted in May."))),
    heading("Later", level=3),
    section="Libraries",
    topics=("Paper", "Mail"),
    series=Series("The paper trail", 3),
    bylines=(Byline("Ana Ruiz", outlet="River Record"),),
    updated=NOON.replace(day=4),
    corrections=(
        Correction(NOON.replace(day=5), "It said 4.", "It is 5."),
        Correction(NOON.replace(day=6), "The name was wrong.", "It is Elm.", substantial=True),
    ),
    origin=Origin("River Record", "https://river.example/a", noindex=True),
    lead=picture("missing.jpg", "A town", caption=inline("At dusk."), credit="Ana Ruiz"),
    sources=(Source("Audit", "County"),),
    licence="CC BY 4.0",
    terms="Keep the byline.",
)


def test_everything_is_in_the_order_that_it_is_read() -> None:
    told = read(FULL)
    order = (
        "Skip to the story",
        "The Free Sheet",
        "News · Libraries",
        "Library printer stays free",
        "The county votes",
        "By Ana Ruiz, River Record",
        "This article was originally published by River Record.",
        "Published May 3, 2026. Updated May 4, 2026. Corrected May 6, 2026. 1 min read",
        "Other editions of this story: On the web, Text only, Print",
        "Editor’s note, May 6, 2026: The name was wrong.",
        "Picture: A town",
        "At dusk. Credit: Ana Ruiz",
        "A report",
        "Later",
        "Correction, May 5, 2026: It said 4.",
        "Audit, County",
        "Counted in May. (back to the text)",
        "Part 3 of the series The paper trail",
        "Topics: Paper, Mail",
        "Licence: CC BY 4.0.",
        "Keep the byline.",
        "Those who can afford to give keep it free.",
        "P.O. Box 12",
        "Privacy",
    )
    places = [told.find(part) for part in order]
    assert -1 not in places
    assert places == sorted(places)


def test_there_is_no_picture_no_style_and_no_script() -> None:
    found = page(FULL)
    assert not found.xpath("//img|//style|//script|//link[@rel='stylesheet']|//@style|//form|//iframe")


def test_the_head_is_small_and_says_what_matters() -> None:
    found = page(FULL)
    assert found.findtext(".//title") == "Library printer stays free | The Free Sheet"
    assert found.xpath("//meta[@name='viewport']/@content") == ["width=device-width"]
    assert found.xpath("//link[@rel='canonical']/@href") == ["https://river.example/a"]
    assert found.xpath("//link[@rel='license']/@href") == [HOUSE.licence_address]
    assert found.xpath("//meta[@name='robots']/@content") == ["noindex"]
    assert (found.get("lang"), found.get("dir")) == ("en", "ltr")


def test_a_house_without_anything_has_a_page_all_the_same() -> None:
    found = page(story("A.", dek="", bylines=()), House(), beside={})
    assert not found.xpath("//nav|//aside|//link|//meta[@name='description']|//footer//a")


def test_the_skip_link_is_first_and_there_is_one_headline() -> None:
    found = page(FULL)
    assert found.xpath("//a/@href")[0] == "#main"
    assert len(found.xpath("//h1")) == len(found.xpath("//main[@id='main']")) == 1


def test_footnotes_lead_there_and_back() -> None:
    found = page(FULL)
    assert found.xpath("//sup/a/@href") == ["#n1"]
    assert found.xpath("//li[@id='n1']/a/@href") == ["#r1"]


def test_a_note_that_only_a_pull_quote_holds_leads_nowhere_back() -> None:
    found = page(story(PullQuote(inline("A", Note(inline("n"))))))
    assert not found.xpath("//li[@id='n1']/a")


def test_a_pull_quote_is_left_out_and_the_loss_is_declared() -> None:
    told = story("A.", PullQuote(inline("Repeated.")))
    assert "Repeated." not in read(told)
    assert [loss.text for loss in losses(told, EDITION)] == ["Repeated."]


def test_a_withdrawn_story_keeps_its_notice_and_loses_its_body() -> None:
    told = read(story("Gone.", withdrawal=Withdrawal(NOON, "It was wrong.")))
    assert "This story was withdrawn on May 3, 2026. It was wrong." in told
    assert "Gone." not in told
    assert "min read" not in told


@pytest.mark.parametrize(
    ("language", "direction", "furniture"), [("ar", "rtl", []), ("he", "rtl", ["en"]), ("de", "ltr", ["en"])]
)
def test_languages_have_their_direction_and_the_furniture_its_own(
    language: str, direction: str, furniture: list[str]
) -> None:
    found = page(story(language=language))
    assert found.get("dir") == direction
    assert found.xpath("//nav/@lang") == furniture


def test_a_link_that_must_not_be_followed_is_words() -> None:
    assert not page(story(paragraph(link("a", "javascript:x")))).xpath("//main//a[contains(@href, 'script')]")


def test_an_address_may_break_on_a_narrow_screen() -> None:
    assert page(story("See https://example.org/a-long-way/to-a-report.")).xpath("//main//p/wbr")


def test_a_story_of_1300_words_is_at_most_9000_bytes() -> None:
    told = samples.story("the-gauge-that-said-nothing")
    more = (block for name in samples.names() for block in samples.story(name).body)
    body = list(told.body)
    while words_in(story(*body)) < 1300:
        body.append(next(more))
    long = story(*body, sources=told.sources, lead=told.lead, bylines=told.bylines)
    assert len(brotli.compress(data(long, samples.house()), quality=11)) <= 9_000


@settings(max_examples=30)
@given(stories())
def test_any_story_gives_a_page_with_one_headline_and_unique_names(told: Story) -> None:
    found = page(told)
    names = [str(name) for name in found.xpath("//@id")]
    assert len(names) == len(set(names))
    assert len(found.xpath("//h1")) == 1
    assert data(told) == data(told)
