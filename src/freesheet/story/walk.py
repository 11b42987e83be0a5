"""Walk a story's nodes: its plain words, every block at any depth, every link and note in reading order.

A press walks all nodes of all stories several times. So the most frequent kind stands first in a `match`, and is taken
apart by name: a pattern that takes a node apart by position, `Text(text)`, costs five times as much as `Text()`.
"""

import math
from collections.abc import Iterable, Iterator

from msgspec import Struct

from freesheet.story.nodes import (
    Aside,
    Block,
    Blocks,
    Break,
    Code,
    Embed,
    Emphasis,
    Foreign,
    Heading,
    Inline,
    Inlines,
    LineBreak,
    Link,
    List,
    Note,
    Paragraph,
    Picture,
    Preformatted,
    PullQuote,
    Quotation,
    Story,
    Strong,
    Subscript,
    Superscript,
    Table,
    Text,
)

# Adults read English prose silently at 238 words a minute (Brysbaert 2019, a meta-analysis of 190 studies).
WORDS_A_MINUTE = 238


def text_of(content: Inlines) -> str:
    """The words of inlines as one string; notes are apart from the running text and are not in it."""
    return "".join(map(_text, content))


def _text(inline: Inline) -> str:
    match inline:
        case Text() | Code():
            return inline.text
        case LineBreak():
            return "\n"
        case Note():
            return ""
        case Link() | Strong() | Emphasis() | Superscript() | Subscript() | Foreign():
            return text_of(inline.content)


def children(inline: Inline) -> Inlines:
    """The inlines right inside one, a note's included."""
    match inline:
        case Text() | Code() | LineBreak():
            return ()
        case Link() | Strong() | Emphasis() | Note() | Superscript() | Subscript() | Foreign():
            return inline.content


def every_inline(content: Iterable[Inline]) -> Iterator[Inline]:
    """Inlines at any depth, in reading order."""
    for inline in content:
        yield inline
        if not isinstance(inline, Text):
            yield from every_inline(children(inline))


def blocks_inside(block: Block) -> Blocks:
    """The blocks right inside one."""
    match block:
        case Paragraph() | Heading() | Picture() | Table() | PullQuote() | Preformatted() | Break():
            return ()
        case Quotation() | Aside():
            return block.blocks
        case List(items):
            return tuple(inner for item in items for inner in item)
        case Embed(poster=poster, transcript=transcript):
            return (*([poster] if poster else []), *transcript)


def inlines_inside(block: Block) -> Inlines:
    """The inlines that stand in a block itself, not in the blocks inside it."""
    match block:
        case Paragraph() | Heading():
            return block.content
        case PullQuote(content, source):
            return content + source
        case Quotation(source=source):
            return source
        case Picture(caption=caption):
            return caption
        case Table(rows, caption):
            return caption + tuple(inline for row in rows for cell in row for inline in cell.content)
        case List() | Aside() | Embed() | Preformatted() | Break():
            return ()


def every_block(blocks: Iterable[Block]) -> Iterator[Block]:
    """Blocks at any depth, each before what is inside it."""
    for block in blocks:
        yield block
        if inside := blocks_inside(block):
            yield from every_block(inside)


def plain(block: Block) -> str:
    """All the words of a block: text, captions, credits, titles, notes; parts are on lines of their own."""
    notes = [text_of(inline.content) for inline in every_inline(inlines_inside(block)) if isinstance(inline, Note)]
    return "\n".join(filter(None, (*_parts(block), *map(plain, blocks_inside(block)), *notes)))


def _parts(block: Block) -> tuple[str, ...]:
    """The words that stand in a block itself, but for its notes."""
    match block:
        case Paragraph() | Heading():
            return (text_of(block.content),)
        case Preformatted(text):
            return (text,)
        case Picture(alt=alt, credit=credit, caption=caption):
            return (alt, credit, text_of(caption))
        case Embed(title=title) | Aside(title=title):
            return (title,)
        case Table(rows, caption):
            return (text_of(caption), *(text_of(cell.content) for row in rows for cell in row))
        case PullQuote(content, source):
            return (text_of(content), text_of(source))
        case Quotation(source=source):
            return (text_of(source),)
        case List() | Break():
            return ()


def words_in(story: Story) -> int:
    """How many words its body has."""
    return sum([_words(block) for block in story.body])


def _words(block: Block) -> int:
    if isinstance(block, PullQuote):
        return 0
    if isinstance(block, Paragraph | Heading):
        # What the last line gives, for the most frequent blocks by far.
        if len(block.content) == 1 and isinstance(only := block.content[0], Text):
            return len(only.text.split())
        if not any(isinstance(inline, Note) for inline in every_inline(block.content)):
            return len(text_of(block.content).split())
    return len(plain(block).split())


def reading_minutes(story: Story) -> int:
    """Whole minutes that reading its body takes, one at the least."""
    return minutes_of(words_in(story))


def minutes_of(words: int) -> int:
    """Whole minutes that reading so many words takes, one at the least."""
    return max(1, math.ceil(words / WORDS_A_MINUTE))


def pictures_in(story: Story) -> tuple[Picture, ...]:
    """Every picture, the lead first, each once."""
    lead = (story.lead,) if story.lead else ()
    return tuple(dict.fromkeys((*lead, *(block for block in every_block(story.body) if isinstance(block, Picture)))))


def depth(node: object) -> int:
    """How deep the nodes are nested inside one another."""
    deepest, todo = 0, [(node, 0)]
    while todo:
        here, level = todo.pop()
        deepest = max(deepest, level)
        if isinstance(here, Struct):
            todo.extend((getattr(here, name), level + 1) for name in here.__struct_fields__)
        elif isinstance(here, tuple):
            todo.extend((item, level) for item in here)
    return deepest
