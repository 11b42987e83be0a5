"""A story's own file, story.json, with its pictures beside it."""

from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from freesheet.intake.arrival import Arrival, NotTaken, Raw
from freesheet.intake.gallery import Gallery
from freesheet.story.file import BadStory, read as read_story
from freesheet.story.nodes import Picture, Story
from freesheet.story.walk import plain


def read(raw: Raw) -> Arrival:
    """The story as it was written; its pictures get names that are no other story's."""
    try:
        story = read_story(raw.data)
    except BadStory as error:
        raise NotTaken(f"{raw.name}: {error}") from error
    gallery = Gallery(raw)
    hung: Story = _hung(story, gallery)
    return Arrival(hung, tuple(gallery.drops), gallery.pictures)


def _hung(node: Any, gallery: Gallery) -> Any:
    """The same tree with the pictures' new names."""
    if isinstance(node, tuple):
        return tuple(_hung(item, gallery) for item in node)
    if not isinstance(node, Struct):
        return node
    if isinstance(node, Picture):
        return replace(node, file=gallery.hang(node.file, plain(node)))
    fields = {name: _hung(getattr(node, name), gallery) for name in node.__struct_fields__}
    return type(node)(**fields)
