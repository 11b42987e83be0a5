"""What reading a page's elements needs to know beside them: base address, language, notes, pictures."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from freesheet.intake.arrival import Drop
from freesheet.intake.gallery import Gallery
from freesheet.intake.page.parse import Element
from freesheet.story.nodes import Inlines


@dataclass(frozen=True, slots=True)
class Verdict:
    """An element is left out: what it is and why; `silent` when its words stand elsewhere in the story."""

    what: str
    why: str
    silent: bool = False


@dataclass(slots=True)
class Context:
    """`verdict` says of a block element whether it is left out, `loose` of text that stands in one between blocks.

    The notes are footnotes by the id of their text. With `titled_pictures` a picture's title is its
    caption, as in Markdown.
    """

    gallery: Gallery
    base: str = ""
    language: str = "en"
    titled_pictures: bool = False
    notes: Mapping[str, Inlines] = field(default_factory=dict)
    verdict: Callable[[Element], Verdict | None] = lambda _element: None
    loose: Callable[[Element, str], Verdict | None] = lambda _element, _text: None
    drops: list[Drop] = field(default_factory=list)

    def drop(self, what: str, why: str, text: str = "") -> None:
        """Report something once; what holds no words is no loss."""
        found = Drop(what, why, text)
        if text and found not in self.drops:
            self.drops.append(found)
