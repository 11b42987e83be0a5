"""What a person pastes: the HTML that Word, Google Docs and browsers put on the clipboard, as blocks."""

from dataclasses import dataclass

from freesheet.intake.arrival import Drop, Raw
from freesheet.intake.gallery import Gallery
from freesheet.intake.page.blocks import blocks
from freesheet.intake.page.context import Context
from freesheet.intake.page.fragment import level
from freesheet.intake.page.notes import take_notes
from freesheet.intake.page.parse import Element, tree_of, words
from freesheet.intake.pasted.lists import join_lists
from freesheet.intake.pasted.paragraphs import name_paragraphs
from freesheet.intake.pasted.styles import name_styles
from freesheet.story.nodes import Blocks

WHERE = "what was pasted"


@dataclass(frozen=True, slots=True)
class Pasted:
    blocks: Blocks
    drops: tuple[Drop, ...] = ()


def read(html: str, language: str = "en") -> Pasted:
    """The blocks of what was pasted into a story of this language. Raises NotTaken.

    A picture keeps its place and its description; its bytes are elsewhere.
    """
    body = tree_of(f"<!doctype html><body>{html}", WHERE).body
    gallery = Gallery(Raw(b"", WHERE, why_not=lambda _path: "Words alone are pasted; add the picture at its place."))
    context = Context(gallery, language=language)
    _without_proofing(body)
    _without_comments(body, context)
    name_paragraphs(body)
    name_styles(body)
    join_lists(body)
    context.notes = take_notes(body, context)
    _without_rules_of_notes(body)
    level(body)
    found = blocks(body, context)
    return Pasted(found, (*context.drops, *gallery.drops))


def _without_proofing(body: Element) -> None:
    """Word guesses at the language of each passage, to check its spelling."""
    for element in body.iter():
        if "mso" in element.get("style", "") + element.get("class", "").lower() or element.get("data-contrast"):
            element.attrib.pop("xml:lang", None)
    if body.find_class("MsoNormal") or body.xpath(".//*[@data-contrast]"):
        for element in body.iter():
            element.attrib.pop("lang", None)


def _without_comments(body: Element, context: Context) -> None:
    """What colleagues wrote beside the text is no part of it."""
    for comment in body.xpath(
        ".//*[contains(@style, 'mso-element:comment')][not(ancestor::*[contains(@style, 'mso-element:comment')])]"
    ):
        context.drop("comment", "It stands beside the text.", words(comment))
        comment.drop_tree()
    for mark in [*body.find_class("MsoCommentReference"), *body.find_class("msocomanchor")]:
        mark.drop_tree()


def _without_rules_of_notes(body: Element) -> None:
    """The line that Word draws above its notes, when these have been taken."""
    for holder in body.xpath(
        ".//*[contains(@style, 'mso-element:footnote-list') or contains(@style, 'mso-element:endnote-list')]"
    ):
        if not words(holder):
            holder.drop_tree()
