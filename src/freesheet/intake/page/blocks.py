"""A page's block elements as a story's blocks."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence

from msgspec.structs import replace

from freesheet.intake.addresses import absolute
from freesheet.intake.page.context import Context, Verdict
from freesheet.intake.page.embeds import embed, post, post_name
from freesheet.intake.page.figures import caption_of, figure, picture, source_of
from freesheet.intake.page.inlines import SILENT, inline, inlines, is_unseen
from freesheet.intake.page.parse import Element, classes, named, words
from freesheet.intake.page.shown import shown
from freesheet.intake.page.tables import is_layout, table
from freesheet.intake.tidy import split_at_breaks, tidy, tidy_inlines, tidy_lines
from freesheet.story.nodes import (
    Aside,
    Block,
    Blocks,
    Break,
    Embed,
    Heading,
    Inline,
    Inlines,
    LineBreak,
    Link,
    List,
    Paragraph,
    Picture,
    Preformatted,
    PullQuote,
    Quotation,
    Strong,
    Text,
)
from freesheet.story.walk import every_block, plain, text_of

# Lists and quotations inside one another beyond this lose their indent, not their words; a story may nest 60 levels.
DEEPEST = 6
BLOCKS = frozenset(
    {"p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "dl", "blockquote", "figure", "table", "pre", "hr", "aside",
     "details", "div", "section", "article", "main", "header", "footer", "nav", "form", "address", "center", "fieldset",
     "li", "dt", "dd", "tr", "td", "th", "tbody", "thead", "tfoot", "figcaption", "summary", "hgroup", "search", "menu",
     "listing", "xmp", "body", "dir", "noscript", "video", "audio", "iframe", "object", "embed", "img", "picture",
     "dialog"}
)  # fmt: skip
_PULLED = named("pull-?(ed-?)?quote callout-quote blockquote-pull quote-pull pq")
_BOXED = named("callout info-?box fact-?box explainer sidebar-box key-(points|takeaways) at-a-glance")
_CARD = named("bookmark-card")
_PAUSE = re.compile(r"^\W*([*•·~—–_#◆■●]\s*){1,7}\W*$")
_LEVELS = {"h1": 2, "h2": 2, "h3": 3, "h4": 4, "h5": 4, "h6": 4}


def blocks(element: Element, context: Context, depth: int = 0) -> Blocks:
    """What stands inside an element, as blocks; loose text between blocks makes paragraphs."""
    return tuple(_inside(element, context, depth))


def _inside(element: Element, context: Context, depth: int) -> Iterator[Block]:
    run: list[Inline] = [Text(element.text)] if element.text else []
    for child in element:
        if has_blocks(child):
            yield from _loose(run, element, context)
            run = []
            yield from block(child, context, depth)
        else:
            run.extend(inline(child, context))
        if child.tail:
            run.append(Text(child.tail))
    yield from _loose(run, element, context)


def _loose(run: list[Inline], element: Element, context: Context) -> Iterator[Block]:
    for part in paragraphs(run):
        verdict = context.loose(element, plain(part))
        if verdict is None:
            yield part
        elif not verdict.silent:
            context.drop(verdict.what, verdict.why, plain(part))


def has_blocks(element: Element) -> bool:
    """Whether an element is a block, or an inline one with a block inside (a link around a picture)."""
    return element.tag in BLOCKS or (element.tag not in SILENT and any(child.tag in BLOCKS for child in element.iter()))


def paragraphs(run: Sequence[Inline]) -> Iterator[Block]:
    """A run of inlines as paragraphs, split where two line breaks follow one another."""
    for content in split_at_breaks(tuple(run)):
        text = text_of(content)
        yield Break() if _PAUSE.match(text) and len(text) < 20 else Paragraph(content)


def block(element: Element, context: Context, depth: int = 0) -> Iterator[Block]:
    """A block element as blocks: one, several, or none when it is left out."""
    if is_unseen(element):
        return
    if verdict := context.verdict(element):
        _left_out(element, verdict, context)
        return
    yield from _converted(element, context, depth)


def _left_out(element: Element, verdict: Verdict, context: Context) -> None:
    """Report an element by its words; one without words by what it shows."""
    text = words(element)
    if not verdict.silent:
        context.drop(verdict.what, verdict.why, text or shown(element, context.base))
    elif text:
        context.drop("picture", f"It stands in the {verdict.what}.", shown(element, context.base))


def _converted(element: Element, context: Context, depth: int) -> Iterator[Block]:
    called = classes(element)
    if post_name(element):
        inside = blocks(element, context, depth)
        yield from _some(post(element, context, inside)) or inside
    elif element.tag in {"blockquote", "figure", "aside", "div", "q"} and _PULLED.search(called):
        yield from _pulled(element, context)
    elif _CARD.search(called) and words(element):
        yield from _card(element, context)
    elif element.tag in CONVERTERS:
        yield from CONVERTERS[element.tag](element, context, depth)
    elif element.tag == "div" and is_captioned(element, context.base):
        yield from _figure(element, context, depth)
    elif _BOXED.search(called):
        yield from _aside(element, context, depth)
    else:
        yield from blocks(element, context, depth)


def _some(found: Picture | Embed | None) -> tuple[Block, ...]:
    return (found,) if found else ()


def _picture(element: Element, context: Context, _depth: int) -> Iterator[Block]:
    yield from _some(picture(element, context))


def _embed(element: Element, context: Context, _depth: int) -> Iterator[Block]:
    yield from _some(embed(element, context))


def _table(element: Element, context: Context, depth: int) -> Iterator[Block]:
    yield from blocks(element, context, depth) if is_layout(element) else (table(element, context),)


def _rule(_element: Element, _context: Context, _depth: int) -> Iterator[Block]:
    yield Break()


def _fallback(element: Element, context: Context, depth: int) -> Iterator[Block]:
    """What stands in for a picture that a script would load, unless the picture is there."""
    if not any(source_of(image, context.base) for image in _neighbours(element)):
        yield from blocks(element, context, depth)


def _neighbours(element: Element) -> Iterator[Element]:
    for beside in (*element.itersiblings(preceding=True), *element.itersiblings()):
        yield from beside.iter("img")


def _heading(element: Element, context: Context, depth: int) -> Iterator[Block]:
    if any(child.tag in {"img", "figure"} for child in element.iter()):
        yield from blocks(element, context, depth)
        return
    content = tidy_inlines(piece for piece in _unemphasised(tuple(inlines(element, context))))
    if content:
        # Literal[2, 3, 4] by way of the table; mypy sees int.
        yield Heading(content, _LEVELS[element.tag])  # type: ignore[arg-type]


def _unemphasised(content: Inlines) -> Inlines:
    """A heading is bold by itself."""
    return tuple(piece for inline in content for piece in (inline.content if isinstance(inline, Strong) else (inline,)))


def _list(element: Element, context: Context, depth: int) -> Iterator[Block]:
    items: list[Blocks] = []
    for child in element:
        if child.tag in {"script", "style", "template"} or is_unseen(child):
            continue
        if child.tag in {"ul", "ol"} and items:
            # A list that is put beside the item it belongs to, as old editors do.
            items[-1] += tuple(block(child, context, depth + 1))
        elif child.tag == "li" and (verdict := context.verdict(child)):
            _left_out(child, verdict, context)
        else:
            items.append(blocks(child, context, depth + 1))
    filled = tuple(item for item in items if item)
    if not filled:
        return
    if depth >= DEEPEST or all(isinstance(part, Picture) for item in filled for part in item):
        yield from (part for item in filled for part in item)
        return
    start = element.get("start", "1")
    yield List(filled, ordered=element.tag == "ol", start=int(start) if re.fullmatch(r"\d{1,6}", start) else 1)


def _definitions(element: Element, context: Context, depth: int) -> Iterator[Block]:
    for child in element.iter("dt", "dd"):
        if child.tag == "dt":
            if content := tidy_inlines(inlines(child, context)):
                yield Paragraph((Strong(content),))
        else:
            yield from blocks(child, context, depth)


def _quotation(element: Element, context: Context, depth: int) -> Iterator[Block]:
    source: Inlines = ()
    for last in [child for child in element.iter("footer", "cite") if _stands_alone(child)][-1:]:
        source = _source(last, context)
        last.drop_tree()
    inside = blocks(element, context, depth + 1)
    if depth >= DEEPEST:
        yield from (*inside, *((Paragraph(source),) if source else ()))
    elif inside:
        yield Quotation(inside, source)


def _stands_alone(element: Element) -> bool:
    """Whether a `cite` names the source: it stands after the words, not among them."""
    if element.tag == "footer":
        return True
    parent = element.getparent()
    before = (parent.text or "").strip() if parent is not None and element.getprevious() is None else "…"
    return not (element.tail or "").strip() and (not before or parent.tag in {"blockquote", "footer", "figcaption"})


def _source(element: Element, context: Context) -> Inlines:
    content = tidy_inlines(inlines(element, context))
    if content and isinstance(content[0], Text):
        content = tidy_inlines((Text(re.sub(r"^[\s—–―-]+", "", content[0].text)), *content[1:]))
    return content


def _pulled(element: Element, context: Context) -> Iterator[Block]:
    source: Inlines = ()
    for last in list(element.iter("footer", "cite", "figcaption"))[-1:]:
        source = _source(last, context)
        last.drop_tree()
    inside = blocks(element, context)
    if content := _joined(inside):
        yield PullQuote(content, source)
    yield from (part for part in every_block(inside) if isinstance(part, Picture))


def _card(element: Element, context: Context) -> Iterator[Block]:
    """A card that shows another page: its title as a link, and what else it says on lines of their own."""
    address = next((absolute(link.get("href", ""), context.base) for link in element.iter("a")), "")
    title, *rest = [Text(line) for line in map(tidy, element.itertext()) if line]
    first = Link((title,), address) if address else title
    yield Paragraph((first, *(piece for line in rest for piece in (LineBreak(), line))))


def _joined(inside: Blocks) -> Inlines:
    """The text of blocks as one run."""
    run: list[Inline] = []
    for part in inside:
        content = part.content if isinstance(part, Paragraph | Heading) else ()
        if not content and isinstance(part, Quotation):
            content = _joined(part.blocks)
        run.extend((LineBreak(), *content) if run and content else content)
    return tidy_inlines(run)


def is_captioned(element: Element, base: str) -> bool:
    """A division that holds one picture and its caption and nothing else."""
    if not re.search(r"(?<![a-z])(caption|figure|image|photo|media)", classes(element)):
        return False
    images = [image for image in element.iter("img") if source_of(image, base)]
    return len(images) == 1 and len(words(element)) < 600 and len(list(element.iter("p"))) < 3


def _figures(element: Element, context: Context, depth: int) -> Iterator[Block]:
    """A figure, or a figure of figures."""
    nested = [inner for inner in element.iter("figure") if next(inner.iterancestors("figure"), None) is element]
    yield from _gallery(element, nested, context, depth) if nested else _figure(element, context, depth)


def _gallery(element: Element, nested: list[Element], context: Context, depth: int) -> Iterator[Block]:
    """Figures, each with its own caption; the one for them all goes to a last picture of bare ones, else below them."""
    parts = [part for inner in nested for part in _figures(inner, context, depth)]
    for inner in nested:
        inner.drop_tree()
    if beside := tuple(figure(element, context)):
        yield from (*parts, *beside)
        return
    caption, credit = caption_of(element, context)
    last = parts[-1] if parts else None
    bare = not any(isinstance(part, Picture) and (part.caption or part.credit) for part in parts)
    if isinstance(last, Picture) and bare:
        parts[-1] = replace(last, caption=caption, credit=credit[0], credit_address=credit[1])
    elif content := tidy_inlines((*caption, *((Text(f" ({credit[0]})"),) if credit[0] else ()))):
        parts.append(Paragraph(content))
    yield from parts


def _figure(element: Element, context: Context, depth: int) -> Iterator[Block]:
    """A figure: pictures, or whatever it holds with its caption."""
    inner = next(element.iter("table", "blockquote", "pre", "iframe", "video", "audio"), None)
    if inner is None:
        found = tuple(figure(element, context))
        # A figure whose picture can't be told still has its words.
        yield from found or blocks(element, context, depth)
        return
    if inner.tag == "blockquote" and not post_name(inner):
        yield from blocks(element, context, depth)
        return
    caption, credit = caption_of(element, context)
    if inner.tag == "table" and not is_layout(inner):
        yield table(inner, context, caption)
        return
    frames = tuple(block(inner, context, depth))
    said = tidy(text_of(caption) + (f" ({credit[0]})" if credit[0] else ""))
    for part in frames:
        if isinstance(part, Embed) and said:
            yield Embed(part.address, said, part.poster, part.transcript)
            said = ""
        else:
            yield part
    if said:
        yield Paragraph((Text(said),))


def _preformatted(element: Element, _context: Context, _depth: int) -> Iterator[Block]:
    for line in element.iter("br"):
        line.tail = "\n" + (line.tail or "")
    if text := tidy_lines("".join(element.itertext())):
        yield Preformatted(text)


def _aside(element: Element, context: Context, depth: int) -> Iterator[Block]:
    first = next(iter(element.iter("summary", "h2", "h3", "h4", "h5")), None)
    title = ""
    if first is not None and len(words(first)) <= 120:
        title = tidy(words(first))
        first.drop_tree()
    inside = blocks(element, context, depth + 1)
    if len(inside) == 1 and isinstance(box := inside[0], Aside):
        # Editors wrap a box into another of the same name.
        yield Aside(box.blocks, title=title or box.title)
    elif depth >= DEEPEST or not any(not isinstance(part, Picture | Embed | PullQuote) for part in inside):
        yield from ((Heading((Text(title),), 4),) if title and inside else ())
        yield from inside
    else:
        yield Aside(inside, title=title)


def _header(element: Element, context: Context, depth: int) -> Iterator[Block]:
    """A header with its heading first: a time above it would read as the end of what came before."""
    yield from sorted(blocks(element, context, depth), key=lambda part: not isinstance(part, Heading))


CONVERTERS: Mapping[str, Callable[[Element, Context, int], Iterator[Block]]] = {
    **dict.fromkeys(_LEVELS, _heading),
    **dict.fromkeys(("ul", "ol", "menu", "dir"), _list),
    **dict.fromkeys(("iframe", "video", "audio", "object", "embed"), _embed),
    **dict.fromkeys(("pre", "listing", "xmp"), _preformatted),
    **dict.fromkeys(("aside", "details"), _aside),
    "img": _picture,
    "dl": _definitions,
    "blockquote": _quotation,
    "figure": _figures,
    "header": _header,
    "table": _table,
    "hr": _rule,
    "noscript": _fallback,
}
