"""The entries of a live blog and the sections of a long story: what stands at the head of each is the story's."""

from collections.abc import Iterator
from itertools import takewhile

from freesheet.intake.page.evidence import MOST_OF_IT, Evidence
from freesheet.intake.page.parse import Element

_HEADINGS = ("h2", "h3", "h4", "h5", "h6")


def heads_of(evidence: Evidence) -> frozenset[Element]:
    """Everything at the heads of the parts inside the article: their headings, times and authors."""
    core = evidence.core
    parts = [] if core is None else [part for part in core.iter("article", "section") if part is not core]
    parts = [part for part in parts if evidence.share(part) and part.find(".//h1") is None]
    entries = [part for part in parts if part.tag == "article"]
    # One `article` inside the article is a box; several that make up most of it are a live blog.
    if len(entries) < 2 or sum(map(evidence.share, entries)) < MOST_OF_IT:
        entries = []
    heads = (*map(_header, parts), *(_opening(entry, evidence) for entry in entries))
    return frozenset(element for head in heads for element in head)


def _header(part: Element) -> Iterator[Element]:
    """What stands in a `header` that has a heading."""
    headed = (header for header in part.iterchildren("header") if any(True for _ in header.iter(*_HEADINGS)))
    return (element for header in headed for element in header.iter())


def _opening(entry: Element, evidence: Evidence) -> Iterator[Element]:
    """What stands before an entry's first words."""
    return takewhile(lambda inner: inner not in evidence.marked or inner.tag in _HEADINGS, entry.iter())
