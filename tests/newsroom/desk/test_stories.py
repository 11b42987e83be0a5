"""A story goes to the desk and comes back as it was."""

import re
from pathlib import Path

import msgspec
import pytest
from msgspec.structs import replace

from freesheet.intake import take
from freesheet.intake.door import open_raw
from freesheet.story.nodes import Story
from freesheet.story.walk import pictures_in
from newsroom.desk.actions import Arriving, add_stories
from newsroom.desk.models import Picture, Story as Row, Topic
from newsroom.desk.stories import told
from tests.newsroom.desk.rows import image_bytes, of, row
from tests.strategies import picture, story

STORIES = Path(__file__).parents[2] / "stories"
pytestmark = pytest.mark.django_db


def comparable(one: Story) -> Story:
    """Topics have no order at the desk, and a picture has a file there that no other has."""
    ordered = replace(one, topics=tuple(sorted(one.topics)), storylines=tuple(sorted(one.storylines)))
    told = re.sub(rb'"file":"[^"]*"', b'"file":"picture.png"', msgspec.json.encode(ordered))
    return msgspec.json.decode(told, type=Story)


@pytest.mark.parametrize(
    "name", ["all-nodes", "plain", "hostile-markup", "right-to-left", "picture-in-a-quote", "empty-body"]
)
def test_an_approved_story_comes_back(name):
    folder = STORIES / name
    arrival = take(open_raw(str(folder / "story.json")))
    pictures = {one.file: image_bytes(width=100 + place) for place, one in enumerate(pictures_in(arrival.story))}
    assert add_stories(arriving=[Arriving(arrival.story, pictures)]).remarks == []
    found = told(Row.objects.get(key=arrival.story.id)).story
    assert comparable(found) == comparable(arrival.story)


def test_two_stories_of_one_slug_keep_both():
    first, second = row("flood"), of(story(slug="flood", id="other"))
    assert (first.slug, second.slug) == ("flood", "flood-2")


def test_a_story_that_the_desk_has_is_left_alone():
    first = row("flood", headline="The flood")
    assert add_stories(arriving=[Arriving(story(id=first.key, headline="Another"))]).count == 0
    assert Row.objects.get(pk=first.pk).headline == "The flood"


def test_one_picture_in_two_stories_is_kept_once():
    data = image_bytes()
    for slug in ("one", "two"):
        of(story(picture(credit="Ana Ruiz"), slug=slug, id=slug), picture_png=data)
    assert Picture.objects.count() == 1
    other = of(story(picture(credit="Bo Lee"), slug="three", id="three"), picture_png=data)
    assert Picture.objects.count() == 2
    assert told(other).story.body[0].credit == "Bo Lee"  # type: ignore[union-attr]


def test_two_pictures_of_one_name_have_two():
    first = of(story(picture(), slug="one", id="one"), picture_png=image_bytes(colour="#000000"))
    second = of(story(picture(), slug="two", id="two"), picture_png=image_bytes(colour="#ffffff"))
    names = [next(iter(told(one).pictures)) for one in (first, second)]
    assert names == ["picture.png", "picture-2.png"]


def test_a_deleted_topic_deletes_no_story():
    one = row("flood", topics=("water", "schools"))
    Topic.objects.get(name="water").delete()
    assert told(Row.objects.get(pk=one.pk)).story.topics == ("schools",)


def test_a_new_story_gets_its_slug_from_the_headline():
    one = Row(headline="The Café on Slip Street")
    one.full_clean()
    assert one.slug == "the-cafe-on-slip-street"
