"""Rows for tests: stories at the desk, with every field filled in that a test does not name."""

from typing import Any

from msgspec.structs import replace
from wagtail.test.utils.form_data import nested_form_data, streamfield

from freesheet.story.nodes import Story as Node
from newsroom.desk.actions import Arriving, add_stories
from newsroom.desk.models import Story
from tests.strategies import NOON, image_bytes, story

# The button of a form that publishes what stands in it.
PUBLISH = {"action-publish": "1"}


def row(slug: str = "library-printer", **fields: Any) -> Story:
    """A published story; `published=None` makes it a draft."""
    return of(story(slug=slug, id=f"id-{slug}", **fields))


def of(node: Node, **pictures: bytes) -> Story:
    """The row of a story."""
    add_stories(arriving=[Arriving(node, {name.replace("_png", ".png"): data for name, data in pictures.items()})])
    kept: Story = Story.objects.get(key=node.id)
    return kept


def published(row: Story, **fields: Any) -> Story:
    """The story after an editor has changed and published it."""
    latest = row.get_latest_revision_as_object()
    for name, value in fields.items():
        setattr(latest, name, value)
    latest.save_revision().publish()
    kept: Story = Story.objects.get(pk=row.pk)
    return kept


__all__ = ["NOON", "image_bytes", "of", "published", "replace", "row", "story"]


def story_form(**fields: object) -> dict[str, str]:
    """What a browser sends of a story's form."""
    streams = {name: streamfield([]) for name in ("bylines", "lead", "body", "sources", "corrections")}
    usual = {"headline": "Mine", "slug": "", "kind": "news", "language": "en", "appeal": "house"}
    sent: dict[str, str] = nested_form_data({**usual, **streams, **fields})
    return sent
