"""Where on a page its article stands: two witnesses' text, found again in the page's own tree."""

import re
from copy import deepcopy
from dataclasses import dataclass, field

from lxml import etree

from freesheet.intake.page.blocks import BLOCKS
from freesheet.intake.page.furniture import linked
from freesheet.intake.page.inlines import SILENT, is_unseen
from freesheet.intake.page.parse import Element

# A run of fewer letters than this is found anywhere by chance.
LEAST = 24
# The article's own part of the page holds this share of what the witnesses tell; the rest are strays.
MOST_OF_IT = 0.75
# Shorter than a brief of three sentences it is no article.
SHORTEST = 140
# A paragraph of prose, as against a label or a line of a list.
PROSE = 60
# Two of these make a word; one of English takes six letters with the space after it.
_IDEOGRAPHS = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff]")


def size_of(text: str) -> int:
    """How much a text says, in letters of an alphabet: a character of Chinese, Japanese or Korean counts for three."""
    return len(text) + 2 * len(_IDEOGRAPHS.findall(text))


@dataclass(slots=True)
class Evidence:
    """Runs of text that are of the article by element; their weights by every element around them."""

    marked: dict[Element, int] = field(default_factory=dict)
    weights: dict[Element, int] = field(default_factory=dict)
    order: dict[Element, int] = field(default_factory=dict)
    core: Element | None = None
    first: int = 0
    last: int = 0

    @property
    def total(self) -> int:
        return sum(self.marked.values())

    def share(self, element: Element) -> float:
        """The share of the article that stands inside an element."""
        return self.weights.get(element, 0) / self.total if self.marked else 0.0

    def within(self, element: Element) -> bool:
        """Whether an element stands between the first and the last run of the article."""
        return self.first <= self.order.get(element, -1) <= self.last


def gather(tree: Element, told: str = "") -> Evidence:
    """The evidence of a page; `told` is the text of its article in its own metadata."""
    text = f"{_extracted(tree)}\n{told}"
    evidence = _matched(tree, _letters(text), frozenset(map(_letters, text.splitlines())))
    if evidence.total < SHORTEST:
        evidence = _scored(tree)
    evidence.core = _core(tree.body, evidence)
    inside = set(evidence.core.iter())
    places = [evidence.order[element] for element in evidence.marked if element in inside]
    evidence.first, evidence.last = min(places, default=0), max(places, default=0)
    return evidence


def is_list(evidence: Evidence) -> bool:
    """Whether the runs are teasers of a list of stories: most stand below a linked heading of their own."""
    in_links = sum(size * linked(element) for element, size in evidence.marked.items())
    if in_links > evidence.total / 2:
        return True
    teasers = sum(_has_linked_heading(element, evidence) for element in evidence.marked)
    return teasers >= 4 and teasers * 2 > len(evidence.marked)


def _has_linked_heading(element: Element, evidence: Evidence) -> bool:
    for around in list(element.iterancestors())[:3]:
        if sum(1 for inner in around.iter() if inner in evidence.marked) > 3:
            return False
        if any(
            True for heading in around.iter("h2", "h3", "h4") for _ in (*heading.iter("a"), *heading.iterancestors("a"))
        ):
            return True
    return False


def _extracted(tree: Element) -> str:
    # Importing it takes a third of a second, which who asks for help should not wait for.
    import trafilatura

    # It changes the tree that it is given.
    return (
        trafilatura.extract(deepcopy(tree), include_comments=False, include_tables=True, include_formatting=False) or ""
    )


def _letters(text: str) -> str:
    return re.sub(r"[\W_]+", "", text).lower()


def own_text(element: Element) -> str:
    """The text that stands in an element and not in a block inside it."""
    parts = [element.text or ""]
    for child in element:
        if child.tag not in SILENT and child.tag not in BLOCKS and not is_unseen(child):
            parts.append(own_text(child))
        else:
            parts.append("\n")
        parts.append(child.tail or "")
    return "".join(parts)


def _runs(tree: Element) -> dict[Element, str]:
    """The own text of every block that has some."""
    found: dict[Element, str] = {}
    for element in tree.iter(*(BLOCKS - {"h1"})):
        if not any(above.tag in SILENT for above in (element, *element.iterancestors())):
            text = own_text(element)
            if not text.isspace() and text:
                found[element] = text
    return found


def _matched(tree: Element, witness: str, lines: frozenset[str]) -> Evidence:
    evidence = _ordered(tree)
    for element, text in _runs(tree).items():
        whole = _letters(text)
        runs = [run for run in map(_letters, text.split("\n")) if size_of(run) >= LEAST and run in witness]
        size = sum(map(size_of, runs))
        if (size_of(whole) >= LEAST and whole in witness) or whole in lines or _by_its_ends(whole, witness):
            size = size_of(whole)
        if size and not is_unseen(element):
            _mark(evidence, element, size)
    return evidence


def _by_its_ends(text: str, witness: str) -> bool:
    """Whether a long run begins or ends as a witness's does, who may leave a footnote's number out of its middle."""
    return len(text) > 4 * LEAST and (text[: 2 * LEAST] in witness or text[-2 * LEAST :] in witness)


def _scored(tree: Element) -> Evidence:
    """Without witnesses: every paragraph of prose with few links."""
    evidence = _ordered(tree)
    for element, text in _runs(tree).items():
        size = size_of(_letters(text))
        if size >= PROSE and linked(element) < 0.3 and element.tag not in {"li", "td", "form", "footer", "nav"}:
            _mark(evidence, element, size)
    return evidence


def _ordered(tree: Element) -> Evidence:
    return Evidence(order={element: number for number, element in enumerate(tree.iter(etree.Element))})


def _mark(evidence: Evidence, element: Element, size: int) -> None:
    evidence.marked[element] = size
    for around in (element, *element.iterancestors()):
        evidence.weights[around] = evidence.weights.get(around, 0) + size


def _core(body: Element, evidence: Evidence) -> Element:
    """The smallest element that holds most of the article."""
    here = body
    while True:
        inner = max(here, key=lambda child: evidence.weights.get(child, 0), default=None)
        if inner is None or evidence.share(inner) < MOST_OF_IT or inner in evidence.marked:
            return here
        here = inner
