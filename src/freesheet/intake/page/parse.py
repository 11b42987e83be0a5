"""A page's bytes as a tree of elements, within limits."""

import re
from typing import TypeAlias

import lxml.html
from lxml import etree

from freesheet.intake.arrival import Drop, NotTaken, Raw
from freesheet.intake.encoding import decoded
from freesheet.intake.page.amp import without_amp

# The heaviest article page seen in the wild, with its scripts inside, is under 6 MB.
LARGEST = 20_000_000
# Browsers nest up to 512 elements; the deepest article page seen is under 70, and each level costs Python frames.
DEEPEST = 150

_OF_HEAD = frozenset({"title", "meta", "link", "script", "style", "base", "noscript", "template", "object"})
Element: TypeAlias = lxml.html.HtmlElement


def parse(raw: Raw) -> tuple[Element, tuple[Drop, ...]]:
    """The page's tree, and what was wrong with its letters."""
    if len(raw.data) > LARGEST:
        raise NotTaken(f"The page {raw.name} is {len(raw.data) / 1e6:.0f} MB; {LARGEST / 1e6:.0f} MB is the most.")
    text, drops = decoded(raw.data, raw.encoding)
    return tree_of(text, raw.name), drops


def tree_of(text: str, name: str) -> Element:
    """The tree of a page or of a piece of HTML."""
    parser = lxml.html.HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True)
    data = text.replace("\0", "").encode("utf-8", "replace")
    try:
        tree = lxml.html.document_fromstring(data, parser=parser)
    except etree.LxmlError as error:
        raise NotTaken(f"There is no text in {name}.") from error
    _close_head(tree)
    if nesting(tree) > DEEPEST:
        raise NotTaken(f"The page {name} is nested deeper than {DEEPEST} levels; no article is.")
    without_amp(tree)
    return tree


def _close_head(tree: Element) -> None:
    """Move out of the head what the parser put there: it knows HTML 4, and an article does not end a head to it."""
    body = tree.find("body")
    if body is None:
        body = etree.SubElement(tree, "body")
    strays = [child for head in tree.iterchildren("head") for child in head if child.tag not in _OF_HEAD]
    for place, child in enumerate(strays):
        body.insert(place, child)


def nesting(tree: Element) -> int:
    """How deep elements stand inside one another."""
    deepest = level = 0
    for event, _element in etree.iterwalk(tree, events=("start", "end")):
        level += 1 if event == "start" else -1
        deepest = max(deepest, level)
    return deepest


def classes(element: Element) -> str:
    """What an element calls itself: its class and id, lower-case, with spaces around."""
    return f" {element.get('class', '')} {element.get('id', '')} ".lower()


_UNREAD = frozenset({"script", "style", "noscript", "template"})


def named(*names: str) -> re.Pattern[str]:
    """Any of the names, apart by spaces, as a word of a class or id: "share" in "share-row", not in "shareholders"."""
    return re.compile(rf"(?<![a-z])({'|'.join(' '.join(names).split())})(?![a-z])")


def words(element: Element) -> str:
    """The text that a reader sees inside an element, with single spaces; blocks are told apart."""
    parts: list[str] = []
    for event, inner in etree.iterwalk(element, events=("start", "end")):
        if event == "start":
            unread = inner.tag in _UNREAD
            parts.append("" if unread else inner.text or "")
        elif inner is not element:
            parts.append((" " if inner.tag in _ENDS else "") + (inner.tail or ""))
    return " ".join("".join(parts).split())


_ENDS = frozenset({"p", "div", "li", "h1", "h2", "h3", "h4", "td", "th", "tr", "br", "section", "button"})
