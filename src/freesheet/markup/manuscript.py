"""A story as a Markdown file with front matter: to read, to edit anywhere, and to be taken in again."""

from datetime import date, datetime
from typing import Any

import msgspec
import yaml

from freesheet.markup.markdown import Markdown
from freesheet.markup.notes import Endnote, Endnotes
from freesheet.markup.words import words_of
from freesheet.story.nodes import Inlines, Note, Picture, Story
from freesheet.story.walk import every_block, inlines_inside, text_of

# The fields of a story that stand in the front matter under their own names, in the order of reading.
_FIELDS = (
    *("headline", "dek", "titles", "bylines", "published", "updated", "kind", "section", "topics", "storylines"),
    *("series", "language", "translation_of", "origin", "corrections", "withdrawal", "sources", "licence", "terms"),
    *("appeal", "slug", "id", "address", "aliases"),
)


def manuscript(story: Story) -> bytes:
    """The file. Its pictures are named as in story.json; a pull quote, which repeats the body's words, has no place."""
    head = yaml.safe_dump(_front(story), allow_unicode=True, sort_keys=False, width=2**31)
    notes = _notes(story)
    writer = Markdown(words_of(story.language), notes, picture=lambda picture: picture.file)
    parts = (writer.blocks(story.body), writer.footnotes())
    return f"---\n{head}---\n\n{chr(10).join(f'{part}{chr(10)}' for part in parts if part)}".encode()


def _front(story: Story) -> dict[str, Any]:
    table: dict[str, Any] = msgspec.to_builtins(story, builtin_types=(datetime, date))
    front = {name: table[name] for name in _FIELDS if table.get(name)}
    if story.appeal == "":
        front["appeal"] = False
    if "," in story.section:
        # As one text, intake would take it for several.
        front["section"] = [story.section]
    if story.lead:
        front["image"] = _image(story.lead)
    return front


def _image(lead: Picture) -> dict[str, str]:
    told = {
        "file": lead.file,
        "alt": lead.alt,
        "caption": text_of(lead.caption),
        "credit": lead.credit,
        "licence": lead.licence,
    }
    return {name: text for name, text in told.items() if text}


def _notes(story: Story) -> Endnotes:
    """The footnotes of the body, numbered as they are read; its links stand where they are."""
    nodes = (inline for block in every_block(story.body) for inline in inlines_inside(block))
    found = list(dict.fromkeys(node.content for node in nodes if isinstance(node, Note)))
    numbers: dict[Inlines | str, int] = {content: number for number, content in enumerate(found, 1)}
    return Endnotes(numbers, tuple(Endnote(number, content) for number, content in enumerate(found, 1)))
