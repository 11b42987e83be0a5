"""Each title of a story falls back to the next, and none outlives a withdrawal."""

import pytest

from freesheet.story.nodes import Story, Titles, Withdrawal
from freesheet.story.titles import search_title, social_description, social_title, subject
from tests.strategies import NOON, story


def called(one: Story) -> tuple[str, ...]:
    return search_title(one), social_title(one), social_description(one), subject(one)


@pytest.mark.parametrize(
    ("titles", "expected"),
    [
        (None, ("H", "H", "", "H")),
        (Titles(), ("H", "H", "", "H")),
        (Titles(search="S"), ("S", "S", "", "S")),
        (Titles(social="P"), ("H", "P", "", "P")),
        (Titles(subject="M"), ("H", "H", "", "M")),
        (Titles("S", "P", "D", "M"), ("S", "P", "D", "M")),
    ],
)
def test_an_empty_title_is_the_one_before_it(titles: Titles | None, expected: tuple[str, ...]) -> None:
    assert called(story(headline="H", titles=titles)) == expected


def test_a_withdrawn_story_is_called_by_its_headline_alone() -> None:
    gone = story(headline="H", titles=Titles("S", "P", "D", "M"), withdrawal=Withdrawal(NOON, "It was wrong."))
    assert called(gone) == ("H", "H", "", "H")
