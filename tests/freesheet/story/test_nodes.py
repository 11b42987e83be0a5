from dataclasses import FrozenInstanceError
from datetime import UTC, datetime

import pytest

from freesheet.story.nodes import Issue, Paragraph
from tests.strategies import NOON, issue, paragraph, story

LATER = datetime(2026, 5, 9, tzinfo=UTC)


def test_a_node_never_changes():
    with pytest.raises((AttributeError, FrozenInstanceError)):
        setattr(paragraph("a"), "content", ())  # noqa: B010 - mypy would refuse a plain assignment


def test_nodes_with_the_same_content_are_the_same():
    assert {paragraph("a"), paragraph("a")} == {Paragraph(paragraph("a").content)}


def test_a_story_by_itself_is_an_issue_of_one():
    alone = Issue.of(story())
    assert (alone.alone, alone.slug, alone.title) == (True, "library-printer", "Library printer stays free")
    assert not issue(story(), story()).alone


def test_an_issue_has_the_language_of_its_first_story():
    assert issue(story(language="es"), story()).language == "es"
    assert Issue("empty", "Empty", ()).language == "en"


@pytest.mark.parametrize(
    ("stories", "newest"),
    [
        ((), None),
        ((story(published=None),), None),
        ((story(),), NOON),
        ((story(updated=LATER), story()), LATER),
        ((story(), story(published=LATER)), LATER),
    ],
)
def test_an_issue_is_as_new_as_its_newest_change(stories, newest):
    assert Issue("week-18", "This week", stories).newest == newest
