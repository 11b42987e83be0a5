"""A story as a Markdown file is taken in as the story that it was."""

import re

import pytest
from hypothesis import given, settings

from freesheet.intake import Raw, take
from freesheet.markup.manuscript import manuscript
from freesheet.story.nodes import Link, Note, Picture, Story, Text
from freesheet.story.walk import text_of
from tests.strategies import heading, paragraph, picture, stories, story

HEAD = (
    *("id", "slug", "headline", "kind", "language", "section", "topics", "storylines", "series", "dek", "bylines"),
    *("published", "updated", "corrections", "withdrawal", "origin", "aliases", "translation_of", "sources"),
    *("licence", "terms", "titles", "appeal"),
)


def again(one: Story, pictures: dict[str, bytes] | None = None) -> Story:
    return take(Raw(manuscript(one), "story.md", sibling=(pictures or {}).get)).story


def head(one: Story) -> str:
    """What is told of a story beside its body; intake makes one space of several."""
    return re.sub(r"\s+", " ", repr({name: getattr(one, name) for name in HEAD}))


@settings(max_examples=60)
@given(stories(latin_only=True))
def test_all_that_is_told_of_a_story_comes_back(one: Story) -> None:
    assert head(again(one)) == head(one)


@pytest.mark.parametrize(
    "section", ["Town, and around", "Town: north", "- Town", "'Town'", "yes", "12", "2026-05-03", "#1"]
)
def test_a_section_comes_back_whatever_its_letters_mean_to_yaml(section: str) -> None:
    assert again(story(section=section)).section == section


def test_the_body_comes_back_with_links_and_notes() -> None:
    body = (
        paragraph("Before the ", Link((Text("report"),), "https://example.org/report"), " came out."),
        heading("What it says"),
        paragraph("The gauge was dead", Note((Text("County records, page 4."),)), "."),
    )
    assert again(story(*body)).body == body


def test_the_lead_comes_back_with_what_is_told_of_it() -> None:
    lead = picture("gauge.png", "A gauge", caption=(Text("The gauge in May."),), credit="Ana Ruiz", licence="CC BY 4.0")
    found = again(story(lead=lead)).lead
    assert isinstance(found, Picture)
    assert (found.alt, text_of(found.caption), found.credit, found.licence) == (
        "A gauge", "The gauge in May.", "Ana Ruiz", "CC BY 4.0",
    )  # fmt: skip


def test_it_is_written_for_people() -> None:
    assert (
        manuscript(story(headline="Été: “the river”")).decode().startswith("---\nheadline: 'Été: “the river”'\ndek: ")
    )
