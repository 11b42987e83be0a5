"""Pages with the furniture of real content systems, against answers made by hand."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from freesheet.intake import Arrival, Raw, take
from freesheet.story.nodes import Story
from freesheet.story.walk import plain, text_of

PAGES = Path(__file__).parents[2] / "intake-pages"
NAMES = sorted(path.stem for path in PAGES.glob("*.html"))


def arrived(name: str) -> Arrival:
    return take(Raw((PAGES / f"{name}.html").read_bytes(), f"{name}.html"))


def answer_to(name: str) -> dict[str, Any]:
    return tomllib.loads((PAGES / f"{name}.toml").read_text())


def body_of(story: Story) -> str:
    return "\n".join(map(plain, story.body))


@pytest.mark.parametrize("name", NAMES)
def test_what_stands_above_the_story_is_told(name):
    arrival, answer = arrived(name), answer_to(name)
    story = arrival.story
    assert (story.headline, story.dek, story.section) == (answer["headline"], answer["dek"], answer["section"])
    assert [byline.name for byline in story.bylines] == answer["bylines"]
    assert (story.published, story.updated) == (answer["published"], answer.get("updated"))
    assert (story.address, story.slug, story.language) == (answer["address"], answer["slug"], answer["language"])
    assert arrival.outlet == answer["outlet"]


@pytest.mark.parametrize("name", NAMES)
def test_the_lead_picture_has_its_caption_and_credit(name):
    lead, answer = arrived(name).story.lead, answer_to(name)
    assert (text_of(lead.caption) if lead else "", lead.credit if lead else "") == (answer["lead"], answer["credit"])


@pytest.mark.parametrize("name", NAMES)
def test_the_body_keeps_its_structure_from_its_first_words_to_its_last(name):
    story, answer = arrived(name).story, answer_to(name)
    assert [type(block).__name__ for block in story.body] == answer["blocks"].split()
    assert body_of(story).startswith(answer["begins"])
    assert plain(story.body[-1]).partition("\n")[0].endswith(answer["ends"])


@pytest.mark.parametrize("name", NAMES)
def test_furniture_is_left_out_and_reported(name):
    arrival, answer = arrived(name), answer_to(name)
    reported = " ".join(drop.text for drop in arrival.drops)
    assert set(answer["drops"]) <= {drop.what for drop in arrival.drops}
    for words in answer["without"]:
        assert words not in body_of(arrival.story)
        assert words in reported
    assert all(drop.why.endswith(".") for drop in arrival.drops)


def test_a_republished_story_has_its_origin():
    answer, story = answer_to("republished"), arrived("republished").story
    assert story.origin
    assert (story.origin.partner, story.origin.address) == (answer["origin"], answer["origin_address"])
    assert story.origin.licence == "Creative Commons Attribution-NoDerivatives 4.0 licence"
    assert story.bylines[0].outlet == "Rain Gauge"


def test_the_same_page_gives_the_same_story():
    assert arrived("newspack") == arrived("newspack")
