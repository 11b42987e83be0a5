"""A page's footnotes: the texts that numbers in the body lead to, and that lead back to them."""

import re

from freesheet.intake.page.context import Context
from freesheet.intake.page.inlines import inlines
from freesheet.intake.page.parse import Element, words
from freesheet.intake.tidy import tidy_inlines
from freesheet.story.nodes import Inlines, LineBreak

_MARK = re.compile(r"^[\[(]?(\d{1,3}|[a-z]|[ivxl]{1,5}|[*†‡§]{1,3})[\])]?$")
_NUMBERED = re.compile(r"^\s*(?:[\[(]?(\d{1,3})[\]).:]{1,2}\s+|[¹²³⁰⁴-⁹]+\s*)(?=\S)")
_HOLDERS = frozenset({"li", "p", "div", "aside", "section", "td", "dd"})
_BLOCKS = frozenset({"p", "div", "li"})


def take_notes(body: Element, context: Context) -> dict[str, Inlines]:
    """The notes by id; their texts are taken out of the tree."""
    places = {element.get("id") or element.get("name"): element for element in body.iter() if _named(element)}
    found: dict[str, Inlines] = {}
    holders: list[Element] = []
    for link in list(body.iter("a")):
        name = link.get("href", "").partition("#")[2]
        place = places.get(name)
        around = list(link.iterancestors())
        in_note = body not in around or any(above in holders for above in around)
        if in_note or place is None or not _MARK.match(words(link)) or (holder := _holder(place, link)) is None:
            continue
        if name not in found and holder not in holders and _leads_back(holder, link):
            _unnumber(holder, words(link))
            found[name] = _content(holder, context)
            holders.append(holder)
    for holder in holders:
        parent = holder.getparent()
        holder.drop_tree()
        _clear(parent)
    return {name: content for name, content in found.items() if content}


def _named(element: Element) -> bool:
    return isinstance(element.tag, str) and bool(element.get("id") or element.get("name"))


def _holder(place: Element, link: Element) -> Element | None:
    """The element that holds a note's whole text; None when the body's own text holds both."""
    while place.tag not in _HOLDERS or (place.tag == "div" and not words(place)):
        parent = place.getparent()
        if parent is None:
            return None
        place = parent
    return None if link in place.iter("a") else place


def _leads_back(holder: Element, link: Element) -> bool:
    """Whether a link in the note's text leads to the mark in the body, or to something around it."""
    here = {element.get("id") or element.get("name") for element in (link, *link.iter(), *link.iterancestors())}
    return any(
        back.get("href", "").startswith("#") and back.get("href", "")[1:] in here - {None, ""}
        for back in holder.iter("a")
    )


def _unnumber(holder: Element, mark: str) -> None:
    """Take the note's own number out of its beginning: editions number the notes anew."""
    start = holder
    while not (start.text or "").strip() and len(start) and start[0].tag in {"p", "div", "span"}:
        start = start[0]
    if (start.text or "").strip():
        number = _NUMBERED.match(start.text)
        if number and (number[1] or "") in mark:
            start.text = start.text[number.end() :]
    elif len(start) and start[0].tag == "sup" and _MARK.match(words(start[0])):
        start[0].drop_tree()


def _content(holder: Element, context: Context) -> Inlines:
    for back in list(holder.iter("a")):
        if back.get("href", "").startswith("#") and (_MARK.match(words(back)) or len(words(back)) <= 2):
            parent = back.getparent()
            back.drop_tree()
            if parent is not holder and not words(parent):
                parent.drop_tree()
    for block in list(holder.iter(*_BLOCKS)):
        if block is not holder and block.getnext() is not None:
            block.tail = (block.tail or "") + " "
    content = tidy_inlines(piece for piece in inlines(holder, context))
    return tuple(piece for piece in content if not isinstance(piece, LineBreak))


def _clear(element: Element | None) -> None:
    """Take out what the notes leave empty: their list, and the heading "Notes" above it."""
    while element is not None and element.tag not in {"body", "article", "main"} and not words(element):
        parent, before = element.getparent(), element.getprevious()
        if parent is None:
            return
        if before is not None and before.tag in {"h2", "h3", "h4", "hr"} and len(words(before)) < 30:
            before.drop_tree()
        element.drop_tree()
        element = parent
