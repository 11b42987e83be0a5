"""The body of a page's article: what the evidence points to, less the furniture inside it."""

import re

from freesheet.intake.page.blocks import BLOCKS, block
from freesheet.intake.page.context import Context, Verdict
from freesheet.intake.page.evidence import Evidence
from freesheet.intake.page.furniture import LONGEST_APPEAL, asks, linked, named, said
from freesheet.intake.page.parse import Element, is_element, words
from freesheet.story.nodes import Block, Blocks, Heading

# An element that holds so much of the article is not furniture, whatever it is called.
TOO_MUCH = 0.3
_OUTSIDE = Verdict("page furniture", "It stands outside of the article.")
_RELATED = Verdict("related stories", "It leads to other stories.")
_APPEAL = Verdict("appeal", "It asks for money.")
_AGAIN = Verdict("headline", "It stands above the story.", silent=True)
_UNITS = frozenset({"p", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "dl", "blockquote", "table", "pre", "figure"})


class Judge:
    """Says of each block of a page whether it is of the article."""

    def __init__(self, evidence: Evidence, told: frozenset[str]) -> None:
        self._evidence = evidence
        self._told = told
        core = evidence.core
        self._inside = set(core.iter()) if core is not None else set()
        self._beside = {element.getparent() for element in evidence.marked}

    def __call__(self, element: Element) -> Verdict | None:
        share = self._evidence.share(element)
        if share > TOO_MUCH:
            return None
        text = words(element)
        return (
            self._known(element, text)
            or (None if share and _is_prose(element, text) else named(element))
            or self._worded(element, text)
            or self._placed(element, text, share)
        )

    def _known(self, element: Element, text: str) -> Verdict | None:
        """What is printed above the story already."""
        return _AGAIN if element.tag == "h1" or (text and len(text) < 400 and _plain(text) in self._told) else None

    def _worded(self, element: Element, text: str) -> Verdict | None:
        if len(text) <= LONGEST_APPEAL and asks(text) > 1:
            return _APPEAL
        if element.tag in {"p", "div", "span", "li", "h2", "h3", "h4", "h5", "section", "strong", "center", "td", "h6"}:
            if verdict := said(text):
                return verdict
        links = len(list(element.iter("a")))
        if element.tag in {"ul", "ol", "div", "section"} and links > 2 and linked(element) > 0.75 and len(text) / links < 130:
            return _RELATED
        if element.tag in {"p", "h3", "h4", "div"} and links == 1 and linked(element) > 0.97 and len(text) > 15:
            return _RELATED if not any(True for _ in element.iter("img", "iframe")) else None
        return None

    def _placed(self, element: Element, text: str, share: float) -> Verdict | None:
        """Whether an element stands where the article is."""
        if share or self._holds_marked(element):
            return None
        if element in self._inside and (self._evidence.within(element) or element.getparent() in self._beside):
            return None
        if element in self._inside and not text:
            return None
        return _OUTSIDE

    def _holds_marked(self, element: Element) -> bool:
        return self._evidence.weights.get(element, 0) > 0


def _is_prose(element: Element, text: str) -> bool:
    """A paragraph that witnesses saw is judged by its words, not by its class."""
    return element.tag in {"p", "li", "blockquote"} and len(text) > 60


def _plain(text: str) -> str:
    return re.sub(r"[\W_]+", "", text).lower()


def body_of(tree: Element, evidence: Evidence, context: Context, told: tuple[str, ...]) -> Blocks:
    """The article's blocks; `told` are the words that already stand above the story."""
    context.verdict = Judge(evidence, frozenset(_plain(text) for text in told if text))
    body = tree.find("body")
    found: list[Block] = []
    for child in body if body is not None else tree:
        if is_element(child) and (child.tag in BLOCKS or any(inner.tag in BLOCKS for inner in child.iter())):
            found.extend(block(child, context))
    return _levelled(tuple(found))


def _levelled(found: Blocks) -> Blocks:
    """Headings from level 2 down without a gap; none at the very end."""
    while found and isinstance(found[-1], Heading):
        found = found[:-1]
    levels = sorted({part.level for part in found if isinstance(part, Heading)})
    return tuple(
        Heading(part.content, (2, 3, 4)[levels.index(part.level)]) if isinstance(part, Heading) else part
        for part in found
    )
