"""Running text as the desk's editor keeps it: paragraphs, headings, simple lists and pauses in one piece of HTML."""

from collections.abc import Iterable, Iterator
from html import escape

import lxml.html
from lxml.html import HtmlElement

from freesheet.story.nodes import (
    Block,
    Blocks,
    Break,
    Code,
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
    Strong,
    Subscript,
    Superscript,
    Text,
)
from newsroom.desk.marks import marked, parsed

# What stands in the text where a note belongs to it.
NOTE_MARK = "※"
_LEVELS: dict[str, int] = {"h2": 2, "h3": 3, "h4": 4}
_LISTS = ("ul", "ol")


# ── Nodes to HTML ────────────────────────────────────────────────────────────────────────────────────


def is_running(block: Block) -> bool:
    """Whether a block can stand in running text as it is."""
    match block:
        case Paragraph() | Heading() | Break():
            return True
        case List(items, ordered, start):
            return (start == 1 or not ordered) and bool(items) and all(map(_is_simple, items))
        case _:
            return False


def _is_simple(item: Blocks) -> bool:
    """Whether an item is words, with at most one list below them."""
    match item:
        case (Paragraph(),):
            return True
        case (Paragraph(), List() as below):
            return is_running(below)
        case _:
            return False


def running(blocks: Iterable[Block]) -> str:
    """Blocks of running text as HTML."""
    return "".join(map(_block, blocks))


def _block(block: Block) -> str:
    match block:
        case Paragraph(content):
            return f"<p>{line(content)}</p>"
        case Heading(content, level):
            return f"<h{level}>{line(content)}</h{level}>"
        case List(items, ordered):
            tag = "ol" if ordered else "ul"
            return f"<{tag}>{''.join(map(_item, items))}</{tag}>"
        case Break():
            return "<hr/>"
        case _:
            raise TypeError(f"{type(block).__name__} does not stand in running text.")


def _item(item: Blocks) -> str:
    inside = (line(part.content) if isinstance(part, Paragraph) else _block(part) for part in item)
    return f"<li>{''.join(inside)}</li>"


def line(content: Inlines) -> str:
    """Inlines as HTML."""
    return "".join(map(_inline, content))


def _inline(inline: Inline) -> str:
    match inline:
        case Text(text):
            return escape(text, quote=False)
        case Strong(content):
            return f"<b>{line(content)}</b>"
        case Emphasis(content):
            return f"<i>{line(content)}</i>"
        case Link(content, address, title):
            named = f' title="{escape(title)}"' if title else ""
            return f'<a href="{escape(address)}"{named}>{line(content)}</a>'
        case Code(text):
            return f"<code>{escape(text, quote=False)}</code>"
        case Superscript(content):
            return f"<sup>{line(content)}</sup>"
        case Subscript(content):
            return f"<sub>{line(content)}</sub>"
        case LineBreak():
            return "<br/>"
        case Note(content):
            return f'<span data-note="{escape(marked(content))}">{NOTE_MARK}</span>'
        case Foreign(content, language):
            return f'<span lang="{escape(language)}">{line(content)}</span>'


# ── HTML to nodes ────────────────────────────────────────────────────────────────────────────────────


def blocks_in(html: str) -> Blocks:
    """The blocks of running text; paragraphs without words are none."""
    return tuple(_blocks(_root(html)))


def line_in(html: str) -> Inlines:
    """The inlines of a line; where it was written as several paragraphs, its lines end there."""
    parts = [content for block in blocks_in(html) if (content := _content(block))]
    joined = list[Inline]()
    for part in parts:
        joined.extend((*([LineBreak()] if joined else []), *part))
    return tuple(joined)


def _content(block: Block) -> Inlines:
    match block:
        case Paragraph(content) | Heading(content):
            return content
        case List(items):
            return tuple(inline for item in items for part in item for inline in _content(part))
        case _:
            return ()


def _root(html: str) -> HtmlElement:
    return lxml.html.fragment_fromstring(html or "", create_parent="div")


def _blocks(parent: HtmlElement) -> Iterator[Block]:
    loose = list[Inline](_text(parent.text))
    for element in parent:
        block = _block_of(element)
        if block is None and element.tag != "p" and element.tag not in _LEVELS:
            loose.extend((*_inline_of(element), *_text(element.tail)))
            continue
        yield from _paragraph(loose)
        loose = list(_text(element.tail))
        if block:
            yield block
    yield from _paragraph(loose)


def _paragraph(content: Iterable[Inline]) -> Iterator[Block]:
    content = _settled(content)
    if any(not isinstance(inline, Text) or inline.text.strip() for inline in content):
        yield Paragraph(content)


def _block_of(element: HtmlElement) -> Block | None:
    """The block of an element; None for one without words, and for one that is no block."""
    tag = str(element.tag)
    if tag == "hr":
        return Break()
    if tag in _LISTS:
        items = tuple(item for li in element if (item := tuple(_list_item(li))))
        return List(items, ordered=tag == "ol") if items else None
    if tag == "p":
        return next(_paragraph(_inlines(element)), None)
    if tag in _LEVELS:
        content = _settled(_inlines(element))
        return Heading(content, _LEVELS[tag]) if content else None  # type: ignore[arg-type]  # 2, 3 or 4
    return None


def _list_item(item: HtmlElement) -> Iterator[Block]:
    below = [child for child in item if child.tag in _LISTS]
    content = _settled(
        inline
        for inline in (
            *_text(item.text),
            *(
                inline
                for child in item
                for inline in (*(() if child in below else _inline_of(child)), *_text(child.tail))
            ),
        )
    )
    if content or below:
        yield Paragraph(content)
    for child in below:
        if block := _block_of(child):
            yield block


def _inlines(element: HtmlElement) -> Iterator[Inline]:
    yield from _text(element.text)
    for child in element:
        yield from _inline_of(child)
        yield from _text(child.tail)


def _text(text: str | None) -> Iterator[Inline]:
    if text:
        yield Text(text)


def _inline_of(element: HtmlElement) -> Iterator[Inline]:
    tag = str(element.tag)
    if tag == "br":
        yield LineBreak()
    elif (note := element.get("data-note")) is not None:
        yield Note(parsed(note))
    elif tag == "code":
        yield Code(str(element.text_content()))
    elif content := _settled(_inlines(element)):
        match tag:
            case "b" | "strong":
                yield Strong(content)
            case "i" | "em":
                yield Emphasis(content)
            case "sup":
                yield Superscript(content)
            case "sub":
                yield Subscript(content)
            case "a" if element.get("href"):
                yield Link(content, element.get("href", ""), element.get("title", ""))
            case "span" if element.get("lang"):
                yield Foreign(content, element.get("lang", ""))
            case _:
                yield from content


def _settled(content: Iterable[Inline]) -> Inlines:
    """The inlines with texts that touch as one."""
    found = list[Inline]()
    for one in content:
        if isinstance(one, Text) and found and isinstance(last := found[-1], Text):
            found[-1] = Text(last.text + one.text)
        else:
            found.append(one)
    return tuple(found)
