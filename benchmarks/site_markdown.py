"""A benchmark's stories as Markdown, for the peers: each with the front matter that the peer reads fastest."""

import json
from collections.abc import Iterable, Mapping
from datetime import datetime

from freesheet.story.nodes import Block, Heading, Inline, Link, List, Paragraph, Quotation, Story, Text


def markdown(story: Story) -> str:
    """The body, and what was corrected in it; of a withdrawn story only the notice."""
    if story.withdrawal:
        return f"Withdrawn on {_day(story.withdrawal.made)}: {story.withdrawal.why}\n"
    notes = (f"*Correction, {_day(one.made)}: {one.wrong} {one.right}*" for one in story.corrections)
    return "\n\n".join((*(_block(block) for block in story.body), *notes)) + "\n"


def yaml(story: Story) -> str:
    """The front matter of Hugo and Eleventy; JSON strings and lists are YAML too."""
    return _fields(
        {
            "title": json.dumps(story.headline),
            "slug": story.slug,
            "date": _instant(story.published),
            "lastmod": _instant(story.updated or story.published),
            "description": json.dumps(_dek(story)),
            "sections": json.dumps([story.section]),
            "topics": json.dumps(story.topics),
            "authors": json.dumps([byline.name for byline in story.bylines]),
        }
    )


def pelican(story: Story) -> str:
    """The front matter of Pelican, which takes what follows a colon as it is."""
    return _fields(
        {
            "Title": story.headline,
            "Slug": story.slug,
            "Date": _instant(story.published),
            "Modified": _instant(story.updated or story.published),
            "Summary": _dek(story),
            "Category": story.section,
            "Tags": ", ".join(story.topics),
            "Authors": "; ".join(byline.name for byline in story.bylines),
        }
    )


def _fields(fields: Mapping[str, str]) -> str:
    lines = "".join(f"{name}: {value}\n" for name, value in fields.items())
    return f"---\n{lines}---\n\n"


def _dek(story: Story) -> str:
    return "This story was withdrawn." if story.withdrawal else story.dek


def _block(block: Block) -> str:
    match block:
        case Paragraph():
            return _inlines(block.content)
        case Heading():
            return f"{'#' * block.level} {_inlines(block.content)}"
        case Quotation():
            said = "\n>\n".join(f"> {_block(inner)}" for inner in block.blocks)
            return f"{said}\n>\n> {_inlines(block.source)}"
        case List():
            return "\n".join(f"- {_block(inner)}" for item in block.items for inner in item)
        case _:
            raise NotImplementedError(f"The benchmark's stories have no {type(block).__name__}.")


def _inlines(content: Iterable[Inline]) -> str:
    return "".join(_inline(inline) for inline in content)


def _inline(inline: Inline) -> str:
    match inline:
        case Text():
            return inline.text
        case Link():
            return f"[{_inlines(inline.content)}]({inline.address})"
        case _:
            raise NotImplementedError(f"The benchmark's stories have no {type(inline).__name__}.")


def _instant(when: datetime | None) -> str:
    return f"{when:%Y-%m-%dT%H:%M:%SZ}" if when else ""


def _day(when: datetime) -> str:
    return f"{when:%Y-%m-%d}"
