"""The JSON edition: the story for machines, which can be read again from its folder."""

import json
from typing import Any

import pytest
from hypothesis import given, settings

from freesheet.editions.json import EDITION
from freesheet.house import House
from freesheet.story.file import read
from freesheet.story.nodes import Issue, Story, Withdrawal
from freesheet.story.walk import pictures_in
from tests.strategies import GREY, NOON, kit, picture, stories, story

HOUSE = House(name="The Free Sheet", site="https://example.org")


def files(told: Story, house: House = HOUSE, **fields: Any) -> dict[str, bytes]:
    return {file.path: file.data for file in EDITION.make(Issue.of(told), kit(house, **fields))}


def test_the_story_is_as_it_came_and_its_pictures_lie_beside_it() -> None:
    told = story('He said "no" -- twice...', lead=picture("photos/a b.jpg"))
    made = files(told)
    assert list(made) == ["story.json", "story.jsonld", "photos/a b.jpg"]
    assert read(made["story.json"]) == told
    assert made["photos/a b.jpg"] == GREY


def test_the_linked_data_is_indented_and_names_the_pictures() -> None:
    told = story(picture("a.jpg", credit="Ana"), picture("a.jpg", "Again"), lead=picture("photos/a b.jpg"))
    text = files(told)["story.jsonld"].decode()
    known = json.loads(text)
    assert text.startswith('{\n  "@context": "https://schema.org",\n')
    assert known["headline"] == "Library printer stays free"
    assert known["image"] == [
        {"@type": "ImageObject", "url": "https://example.org/library-printer/photos/a%20b.jpg"},
        {"@type": "ImageObject", "url": "https://example.org/library-printer/a.jpg", "creditText": "Ana"},
    ]


def test_without_an_address_there_are_no_addresses_of_pictures() -> None:
    assert "image" not in json.loads(files(story(lead=picture()), House())["story.jsonld"])


def test_a_missing_picture_is_reported_and_not_named() -> None:
    artifacts = EDITION.make(Issue.of(story(picture("missing.jpg"))), kit(HOUSE))
    assert [file.path for file in artifacts] == ["story.json", "story.jsonld"]
    assert [loss.what for loss in artifacts[0].losses] == ["The picture missing.jpg is not in the folder."]
    assert b"missing.jpg" not in artifacts[1].data


@pytest.mark.parametrize("name", ["index.html", "story.json", "print.pdf", "picture"])
def test_a_picture_named_like_another_edition_s_file_is_not_copied(name: str) -> None:
    artifacts = EDITION.make(Issue.of(story(lead=picture(name))), kit(HOUSE))
    assert [file.path for file in artifacts] == ["story.json", "story.jsonld"]
    assert name in artifacts[0].losses[0].what


def test_a_withdrawn_story_is_whole_in_its_file_and_told_as_withdrawn() -> None:
    told = story("Gone.", lead=picture("a.jpg"), withdrawal=Withdrawal(NOON, "It was wrong."))
    made = files(told)
    assert read(made["story.json"]) == told
    known = json.loads(made["story.jsonld"])
    assert known["creativeWorkStatus"] == "Withdrawn"
    assert "image" not in known


@settings(max_examples=30)
@given(stories())
def test_any_story_is_read_back_and_each_picture_is_there_or_reported(told: Story) -> None:
    artifacts = EDITION.make(Issue.of(told), kit(HOUSE))
    made = {file.path for file in artifacts}
    assert read(artifacts[0].data) == told
    named = {one.file for one in pictures_in(told)}
    reported = " ".join(loss.what for loss in artifacts[0].losses)
    assert all(name in made or name in reported for name in named)
