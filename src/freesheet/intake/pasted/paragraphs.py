"""Paragraphs that are headings or quotations by their style, told by elements."""

import re

from freesheet.intake.page.parse import Element
from freesheet.intake.pasted.styles import style_of

_QUOTED = re.compile(r"\bmso(intense)?quote|\bmsoblocktext", re.IGNORECASE)
_TITLE = re.compile(r"\bmsotitle", re.IGNORECASE)
# Google Docs has no style for quotations; who quotes moves the paragraph in, by half an inch or more at once.
_INDENT = 30
_POINTS = re.compile(r"(\d+(?:\.\d+)?)pt$")
_OF_LISTS = re.compile(r"mso-list:\s*l\d")


def name_paragraphs(body: Element) -> None:
    """Give headings and quotations their elements; quotations that follow one another are one."""
    for element in list(body.iter("p")):
        if element.get("role") == "heading" and (depth := element.get("aria-level", "")).isdigit():
            element.tag = f"h{min(max(int(depth), 1), 6)}"
        elif _TITLE.search(element.get("class", "")):
            element.tag = "h1"
        elif _is_quoted(element):
            _quote(element)


def _is_quoted(element: Element) -> bool:
    if _QUOTED.search(element.get("class", "")):
        return True
    style = style_of(element)
    indent = _POINTS.match(style.get("margin-left", ""))
    return (
        element.get("dir") is not None
        and "mso" not in element.get("class", "").lower()
        and not _OF_LISTS.search(element.get("style", ""))
        and bool(indent and float(indent[1]) >= _INDENT)
        and not any(above.tag in {"li", "td", "blockquote"} for above in element.iterancestors())
    )


def _quote(element: Element) -> None:
    before = element.getprevious()
    if before is None or before.tag != "blockquote" or (before.tail or "").strip():
        before = element.makeelement("blockquote", {})
        element.addprevious(before)
    tail, element.tail = element.tail, None
    before.append(element)
    before.tail = tail
