"""A piece of HTML that is all story, as Markdown and Word documents become: the page's reader without its judge."""

from freesheet.intake.page.blocks import blocks
from freesheet.intake.page.context import Context
from freesheet.intake.page.notes import take_notes
from freesheet.intake.page.parse import Element, tree_of
from freesheet.story.nodes import Blocks

_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")


def fragment(html: str, context: Context, name: str) -> Blocks:
    """The blocks of a piece of HTML; its highest headings become level 2."""
    tree = tree_of(f"<!doctype html><body>{html}", name)
    body = tree.body
    context.notes = take_notes(body, context)
    level(body)
    return blocks(body, context)


def level(body: Element) -> None:
    """Make the highest headings those of level 2."""
    used = sorted({element.tag for element in body.iter(*_HEADINGS)})
    for element in list(body.iter(*_HEADINGS)):
        element.tag = _HEADINGS[min(used.index(element.tag) + 1, 3)]
