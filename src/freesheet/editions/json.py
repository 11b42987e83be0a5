"""The JSON edition: the story itself, its schema.org JSON-LD, and its original pictures, for machines."""

import json
from collections.abc import Iterator
from pathlib import PurePosixPath
from urllib.parse import quote

from freesheet.edition import Artifact, Edition, Kit, Loss, MissingPicture
from freesheet.markup import jsonld
from freesheet.markup.article import Article, article
from freesheet.markup.links import on_page
from freesheet.pictures import without_metadata
from freesheet.story.file import write
from freesheet.story.nodes import Issue, Story
from freesheet.story.walk import pictures_in

# A picture keeps the name that the story calls it by; one named like another edition's file must not replace that.
PICTURES = frozenset((".jpg", ".jpeg", ".png", ".webp", ".gif", ".avif", ".tif", ".tiff", ".bmp"))


def make(issue: Issue, kit: Kit) -> tuple[Artifact, ...]:
    """story.json as it came, story.jsonld, and the pictures, so that story.json can be read again from its folder."""
    story = issue.stories[0]
    losses = list[Loss]()
    pictures = tuple(_pictures(story, kit, losses))
    facts = _facts(article(story, kit.house), kit, frozenset(picture.path for picture in pictures))
    return (
        Artifact(EDITION.files, EDITION.name, write(story), losses=tuple(losses)),
        Artifact("story.jsonld", EDITION.name, facts),
        *pictures,
    )


def _pictures(story: Story, kit: Kit, losses: list[Loss]) -> Iterator[Artifact]:
    for file in dict.fromkeys(picture.file for picture in pictures_in(story)):
        try:
            yield Artifact(file, EDITION.name, _original(file, kit))
        except MissingPicture as error:
            losses.append(Loss(EDITION.name, story.slug, str(error)))


def _original(file: str, kit: Kit) -> bytes:
    if PurePosixPath(file).suffix.lower() in PICTURES:
        return without_metadata(kit.picture(file), file)
    raise MissingPicture(f"The file {file} is not called like a picture (.jpg, .png, …), and was not copied.")


def _facts(told: Article, kit: Kit, files: frozenset[str]) -> bytes:
    shown = () if told.story.withdrawal else pictures_in(told.story)
    there = {picture.file: picture for picture in reversed(shown) if picture.file in files}
    images = [
        jsonld.image(picture, whole)
        for file, picture in reversed(there.items())
        if (whole := on_page(told.address, quote(file)))
    ]
    return (json.dumps(jsonld.jsonld(told, kit.house, images), ensure_ascii=False, indent=2) + "\n").encode()


EDITION = Edition(
    name="json",
    title="Data for machines",
    make=make,
    files="story.json",
)
