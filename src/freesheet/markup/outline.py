"""Put the headings of a body into an outline without gaps: the first is of level 2, none skips a level."""

from msgspec.structs import replace

from freesheet.story.nodes import (
    Aside,
    Block,
    Blocks,
    Break,
    Embed,
    Heading,
    List,
    Paragraph,
    Picture,
    Preformatted,
    PullQuote,
    Quotation,
    Table,
)


def outlined(blocks: Blocks) -> Blocks:
    """The same blocks; a heading that stands more than one level below the heading before it is raised."""
    return _Outline().blocks(blocks)


class _Outline:
    """Remembers the level of the last heading while it walks; the headline's is 1."""

    def __init__(self) -> None:
        self._given = [1]
        self._asked = [1]

    def blocks(self, blocks: Blocks) -> Blocks:
        return tuple(map(self._block, blocks))

    def _block(self, block: Block) -> Block:
        match block:
            case Paragraph() | Picture() | Table() | PullQuote() | Preformatted() | Break():
                return block
            case Heading(level=level):
                given = self._level(level)
                return block if given == level else replace(block, level=given)
            case Quotation(blocks) | Aside(blocks):
                return replace(block, blocks=self.blocks(blocks))
            case List(items):
                return replace(block, items=tuple(map(self.blocks, items)))
            case Embed(transcript=transcript):
                return replace(block, transcript=self.blocks(transcript))

    def _level(self, asked: int) -> int:
        """Headings of one level keep one level, as long as no higher one comes between them."""
        while self._asked[-1] >= asked:
            self._asked.pop()
            self._given.pop()
        self._asked.append(asked)
        self._given.append(self._given[-1] + 1)
        return self._given[-1]
