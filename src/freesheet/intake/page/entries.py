"""The entries of a live blog and the sections of a long story: what stands at the head of each is the story's."""

from collections.abc import Iterator

from freesheet.intake.page.evidence import MOST_OF_IT, Evidence
from freesheet.intake.page.parse import Element

_HEADINGS = ("h2", "h3", "h4", "h5", "h6")


def heads_of(evidence: Evidence) -> frozenset[Element]:
    """Everything at the heads of the parts inside the article: their headings, times and authors."""
    core = evidence.core
    parts = [] if core is None else [part for part in core.iter("article", "section") if part is not core]
    parts = [part for part in parts if evidence.share(part) and part.find(".//h1") is None]
    return frozenset(element for part in parts for element in (*_header(part), *_opening(part, parts, evidence)))


def _header(part: Element) -> Iterator[Element]:
    """A `header` with a heading in it."""
    for header in part.iterchildren("header"):
        if any(True for _ in header.iter(*_HEADINGS)):
            yield from header.iter()


def _opening(part: Element, parts: list[Element], evidence: Evidence) -> Iterator[Element]:
    """What stands before an entry's first words, where the entries together are the article."""
    entries = [entry for entry in parts if entry.tag == "article"]
    if part not in entries or len(entries) < 2 or sum(map(evidence.share, entries)) < MOST_OF_IT:
        return
    for element in part.iter():
        if element in evidence.marked and element.tag not in _HEADINGS:
            return
        yield element
