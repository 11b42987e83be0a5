"""Number the notes of an article: its footnotes, and for paper its links, each address once."""

from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from typing import Literal

from freesheet.markup.article import Article
from freesheet.story.nodes import Block, Embed, Inlines, Link, Note, Picture, Text
from freesheet.story.walk import every_block, every_inline, inlines_inside, text_of

# "read": footnotes and links in one sequence, as they are read; what every edition without hyperlinks needs.
# "footnotes-first": footnotes 1 to F, then links; for a page that shows only its footnotes until it is printed.
Order = Literal["read", "footnotes-first"]
Noted = Note | Link


@dataclass(frozen=True, slots=True)
class Endnote:
    """A numbered note: a footnote's content, or a link's title and address."""

    number: int
    content: Inlines
    address: str = ""

    @property
    def is_link(self) -> bool:
        return bool(self.address)


@dataclass(frozen=True, slots=True)
class Endnotes:
    """All notes of an article by number; ask `number_of` while printing a link or a note."""

    numbers: dict[Inlines | str, int]
    notes: tuple[Endnote, ...]

    def number_of(self, node: Noted) -> int | None:
        """The number to print behind it; none where a link's address stands in the text already."""
        return self.numbers.get(_key(node))


@lru_cache(maxsize=64)
def endnotes(article: Article, order: Order = "read") -> Endnotes:
    """Number the notes of everything in the article that stands from the byline down."""
    nodes = dict[Inlines | str, Noted]()
    for node in chain(_noted(article.byline), *map(_noted_in, every_block(article.blocks))):
        nodes.setdefault(_key(node), node)
    found = list(nodes.items())
    if order == "footnotes-first":
        found.sort(key=lambda item: isinstance(item[1], Link))
    numbers = {key: number for number, (key, _) in enumerate(found, 1)}
    return Endnotes(numbers, tuple(_endnote(number, node) for number, (_, node) in enumerate(found, 1)))


def _key(node: Noted) -> Inlines | str:
    return node.address if isinstance(node, Link) else node.content


def _endnote(number: int, node: Noted) -> Endnote:
    if isinstance(node, Note):
        return Endnote(number, node.content)
    return Endnote(number, (Text(node.title or text_of(node.content)),), node.address)


def _noted_in(block: Block) -> list[Noted]:
    """The notes and links that stand in a block itself, not in the blocks inside it."""
    noted = _noted(inlines_inside(block))
    if isinstance(block, Picture) and block.credit and block.credit_address:
        noted.append(Link((Text(block.credit),), block.credit_address))
    if isinstance(block, Embed):
        noted.append(Link((Text(block.title),), block.address, title=block.title))
    return noted


def _noted(content: Inlines) -> list[Noted]:
    # To be told that it is text costs less than to be told that it is neither a note nor a link.
    return [
        inline
        for inline in every_inline(content)
        if not isinstance(inline, Text) and isinstance(inline, Noted) and _wants_number(inline)
    ]


def _wants_number(node: Noted) -> bool:
    """A link whose address stands in the text already, or that stays on the page, needs no note."""
    return isinstance(node, Note) or not (
        node.address.startswith("#") or spelled_out(text_of(node.content), node.address)
    )


def spelled_out(text: str, address: str) -> bool:
    """Whether a link's text already tells its address, so that paper needs no note."""
    return bare(text) == bare(address)


def bare(address: str) -> str:
    """An address as people write it: no scheme, no "www.", no slash at the end."""
    return (
        address.strip()
        .removeprefix("https://")
        .removeprefix("http://")
        .removeprefix("mailto:")
        .removeprefix("www.")
        .rstrip("/")
    )
