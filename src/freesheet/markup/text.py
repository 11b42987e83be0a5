"""A story's nodes, and whole stories and issues, in plain text: wrapped at 72 columns, or one line a paragraph."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import zip_longest

from freesheet.house import House
from freesheet.markup.article import Article, Section, appeal_of, article
from freesheet.markup.notes import Endnote, Endnotes, Noted, endnotes
from freesheet.markup.words import Words, words_of
from freesheet.markup.wrap import Side, Width, columns, inset, narrower, padded, wrapped
from freesheet.story.nodes import (
    Aside,
    Block,
    Blocks,
    Break,
    Cell,
    Code,
    Embed,
    Emphasis,
    Foreign,
    Heading,
    Inline,
    Inlines,
    Issue,
    LineBreak,
    Link,
    List,
    Note,
    Paragraph,
    Picture,
    Preformatted,
    PullQuote,
    Quotation,
    Strong,
    Subscript,
    Superscript,
    Table,
    Text,
)

Grid = tuple[tuple[str, ...], ...]

# Fits an 80-column screen, a printer's page and a quoted e-mail (RFC 3676 advises 78 at the most).
COLUMNS = 72
INDENT = "    "
UNDERLINES = {1: "=", 2: "-", 3: "~", 4: "."}
# A paragraph written like this is a heading of text without columns, where no underline would be as long as its line.
HEADING = "-- {} --"
# What a cell without words says; dropping it would drop the word above it too.
NOTHING = "–"
# The dash is what a hyphen between digits becomes when a story is typeset.
RAISED = str.maketrans("0123456789+-−–", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁻")
_NUMERAL = re.compile(r"[-−–+]?[0-9]+")
_NUMBER = re.compile(r"[-−+–~$€£¥]?\d[\d.,\s]*(?:%|[a-zA-Z]{1,3})?|[–—-]?")


@dataclass(frozen=True, slots=True)
class PlainText:
    """How nodes are written as text. `address` spells an address; without a width a paragraph is one line."""

    words: Words
    notes: Endnotes
    width: Width = COLUMNS
    address: Callable[[str], str] = field(default=str)

    # ── Blocks ──

    def blocks(self, blocks: Blocks, width: Width) -> str:
        """Blocks with an empty line between them."""
        return paragraphs(self.block(block, width) for block in blocks)

    def block(self, block: Block, width: Width) -> str:
        match block:
            case Paragraph(content):
                return wrapped(self.inlines(content), width)
            case Heading(content, level):
                return heading(self.inlines(content), level, width)
            case Quotation(blocks, source):
                inner = narrower(width, len(INDENT))
                cited = wrapped("— " + self.inlines(source), inner) if source else ""
                return _indented(paragraphs((self.blocks(blocks, inner), cited)))
            case List(items, ordered, start):
                return self._list(items, start if ordered else None, width)
            case Picture():
                return self.picture(block, width)
            case Table():
                return self._table(block, width)
            case Aside(blocks, role, title):
                label = wrapped(title or self.words.asides[role], width)
                return paragraphs((f"{rule(width)}\n{label}", f"{self.blocks(blocks, width)}\n{rule(width)}"))
            case PullQuote():
                return ""
            case Embed():
                return self._embed(block, width)
            case Preformatted(text):
                return text.replace("\r\n", "\n").strip("\n")
            case Break():
                return "* * *" if width is None else "* * *".center(width).rstrip()

    def picture(self, picture: Picture, width: Width) -> str:
        """What stands for a picture: its description, caption and credit in brackets."""
        told = "\n".join(part for part in self._picture(picture) if part.strip())
        return wrapped(f"[{told}]", width) if told else ""

    def _picture(self, picture: Picture) -> Iterator[str]:
        yield description(picture, self.words)
        yield self.inlines(picture.caption)
        if picture.credit:
            number = self.reference(Link((Text(picture.credit),), picture.credit_address))
            licence = f" ({picture.licence})" if picture.licence else ""
            yield self.words.credit.format(credit=picture.credit + number) + licence

    def _list(self, items: tuple[Blocks, ...], start: int | None, width: Width) -> str:
        marks = [f"{start + place}. " if start is not None else "- " for place in range(len(items))]
        room = max(map(len, marks), default=0)
        inner = narrower(width, room)
        written = [
            inset(self._item(item, inner) or NOTHING, mark.rjust(room), " " * room)
            for item, mark in zip(items, marks, strict=True)
        ]
        return ("\n\n" if any("\n\n" in item for item in written) else "\n").join(written)

    def _item(self, item: Blocks, width: Width) -> str:
        """A list item; a list inside one stands right below its words."""
        match item:
            case (Paragraph() as first, List() as second):
                return "\n".join(filter(None, (self.block(first, width), self.block(second, width))))
            case _:
                return self.blocks(item, width)

    def _embed(self, embed: Embed, width: Width) -> str:
        number = self.reference(Link((Text(embed.title),), embed.address))
        title = wrapped(self.words.embed.format(title=embed.title + number), width)
        return paragraphs(
            (
                title if number else f"{title}\n{self.address(embed.address)}",
                self.picture(embed.poster, width) if embed.poster else "",
                wrapped(f"{self.words.transcript}:", width) if embed.transcript else "",
                _indented(self.blocks(embed.transcript, narrower(width, len(INDENT)))),
            )
        )

    # ── Tables ──

    def _table(self, table: Table, width: Width) -> str:
        caption = wrapped(self.inlines(table.caption), width)
        heads = _head_rows(table)
        lines = _aligned(self._grid(table), heads, width) if width is not None else ""
        lines = lines or _row_by_row(self._grid(table, repeat=True), heads, width)
        return ("\n" if width is None else "\n\n").join(filter(None, (caption, lines)))

    def _grid(self, table: Table, *, repeat: bool = False) -> Grid:
        """The table's text as a rectangle; what spans several places stands in the first of them.

        With `repeat`, what spans rows stands in each, and so does a header that spans columns.
        """
        taken = dict[tuple[int, int], str]()
        for row, cells in enumerate(table.rows):
            column = 0
            for cell in cells:
                while (row, column) in taken:
                    column += 1
                text = self._cell(cell)
                for down in range(min(cell.rows, len(table.rows) - row)):
                    for across in range(cell.columns):
                        shown = not (down or across) or (repeat and (cell.header or not across))
                        taken[row + down, column + across] = text if shown else ""
                column += cell.columns
        wide = max((column for _, column in taken), default=-1) + 1
        return tuple(tuple(taken.get((row, column), "") for column in range(wide)) for row in range(len(table.rows)))

    def _cell(self, cell: Cell) -> str:
        return wrapped(self.inlines(cell.content).replace("\n", " "), None)

    # ── Inlines ──

    def inlines(self, content: Inlines) -> str:
        return "".join(map(self.inline, content))

    def inline(self, inline: Inline) -> str:
        match inline:
            case Text(text) | Code(text):
                return text
            case Strong(content) | Emphasis(content) | Subscript(content) | Foreign(content):
                return self.inlines(content)
            case Superscript(content):
                return raised(self.inlines(content))
            case Link(content):
                return self.inlines(content) + self.reference(inline)
            case LineBreak():
                return "\n"
            case Note():
                return self.reference(inline)

    def reference(self, node: Noted) -> str:
        """The number of a note or a link, as it stands behind it; nothing where it has none."""
        number = self.notes.number_of(node)
        return f"\u00a0[{number}]" if number else ""

    def endnote(self, note: Endnote, width: Width) -> str:
        """A note with its number; a link's address on a line of its own, so that it is found and copied whole."""
        mark = f"[{note.number}] "
        told = wrapped(self.inlines(note.content), narrower(width, len(mark)))
        lines = filter(None, (told, self.address(note.address)))
        return inset((", " if width is None else "\n").join(lines), mark, " " * len(mark))


# ── Whole stories and issues ─────────────────────────────────────────────────────────────────────────


def story_text(
    article: Article, width: Width = COLUMNS, *, address: Callable[[str], str] = str, appeal: Section | None = None
) -> str:
    """A whole story from its kicker to its address, with its notes; it ends without a line end."""
    notes = endnotes(article)
    text = PlainText(article.words, notes, width, address)
    return paragraphs(
        (
            *_head(article, text),
            text.blocks(article.notices, width),
            text.picture(article.lead, width) if article.lead else "",
            text.blocks(article.body, width),
            *(section_text(section, text) for section in article.closing),
            _notes(notes, text),
            section_text(appeal, text) if appeal else "",
            wrapped(article.words.on_the_web.format(address=address(article.address)), width)
            if article.address
            else "",
        )
    )


def _head(article: Article, text: PlainText) -> Iterator[str]:
    width = text.width
    yield wrapped(article.kicker, width)
    yield heading(article.headline, 1, width)
    yield wrapped(article.dek, width)
    told = " · ".join(unbroken(line) for line in (*(dated.line for dated in article.dates), article.reading_time))
    lines = (text.inlines(article.byline), told, article.series)
    yield "\n".join(wrapped(line, width) for line in lines if line)


def section_text(section: Section, text: PlainText) -> str:
    return paragraphs((heading(section.title, 2, text.width), text.blocks(section.blocks, text.width)))


def _notes(notes: Endnotes, text: PlainText) -> str:
    if not notes.notes:
        return ""
    title = text.words.links if any(note.is_link for note in notes.notes) else text.words.notes
    listed = "\n".join(text.endnote(note, text.width) for note in notes.notes)
    return paragraphs((heading(title, 2, text.width), listed))


def issue_text(issue: Issue, house: House, width: Width = COLUMNS) -> str:
    """A whole issue: title, introduction, contents, each story, and the appeal once; a story alone is just itself."""
    articles = [article(story, house) for story in issue.stories]
    if issue.alone and articles:
        return story_text(articles[0], width, appeal=articles[0].appeal)
    words = words_of(issue.language)
    contents = "\n".join(_contents(articles, width))
    appeal = appeal_of(articles)
    return paragraphs(
        (
            wrapped(" · ".join(part for part in (house.name, issue.number) if part), width),
            heading(issue.title, 1, width),
            wrapped(issue.introduction, width),
            paragraphs((heading(words.contents, 2, width), contents)) if contents else "",
            *(paragraphs((rule(width, "="), story_text(one, width))) for one in articles),
            rule(width, "=") if appeal else "",
            section_text(appeal, PlainText(words, Endnotes({}, ()), width)) if appeal else "",
        )
    )


def _contents(articles: Iterable[Article], width: Width) -> Iterator[str]:
    for place, one in enumerate(articles, 1):
        mark = f"{place}. ".rjust(4)
        yield inset(wrapped(one.headline, narrower(width, len(mark))), mark, " " * len(mark))


def description(picture: Picture, words: Words) -> str:
    """What stands for a picture: its alt text, or only that there is one; nothing for a decoration."""
    return "" if picture.decorative else words.picture.format(alt=picture.alt).rstrip(" :\u00a0\u202f")


# ── Pieces ───────────────────────────────────────────────────────────────────────────────────────────


def paragraphs(parts: Iterable[str]) -> str:
    """The parts that say something, with an empty line between them."""
    return "\n\n".join(part for part in parts if part.strip())


def heading(text: str, level: int, width: Width) -> str:
    if width is None:
        line = wrapped(text, None).replace("\n", " ")
        return HEADING.format(line) if line else ""
    lines = wrapped(text, width)
    longest = max(map(columns, lines.split("\n")))
    return f"{lines}\n{UNDERLINES[level] * min(longest, width)}" if lines else ""


def unbroken(text: str) -> str:
    return text.replace(" ", "\u00a0")


def raised(text: str) -> str:
    """A number in raised digits, for 10⁶ is not 106; the letters of "1st" stand as they are."""
    return text.translate(RAISED) if _NUMERAL.fullmatch(text) else text


def rule(width: Width, mark: str = "-") -> str:
    return mark * (width or 5)


def _indented(text: str) -> str:
    return inset(text, INDENT, INDENT) if text else ""


def _head_rows(table: Table) -> int:
    """How many rows at the top are headers; a table is never headers alone."""
    heads = 0
    while heads < len(table.rows) - 1 and table.rows[heads] and all(cell.header for cell in table.rows[heads]):
        heads += 1
    return heads


def _aligned(grid: Grid, heads: int, width: int) -> str:
    """The table in columns with two spaces between; numbers stand right. Empty when it is too wide."""
    across = list(zip(*grid, strict=True))
    widths = [max(map(columns, cells)) for cells in across]
    if sum(widths) + 2 * (len(widths) - 1) > width:
        return ""
    sides = [_side(cells[heads:]) for cells in across]
    lines = ["  ".join(padded(*cell) for cell in zip(row, widths, sides, strict=True)).rstrip() for row in grid]
    if heads:
        lines.insert(heads, "  ".join("-" * wide for wide in widths).rstrip())
    return "\n".join(lines)


def _side(cells: tuple[str, ...]) -> Side:
    return "right" if all(map(_NUMBER.fullmatch, cells)) else "left"


def _row_by_row(grid: Grid, heads: int, width: Width) -> str:
    """A table too wide for its columns: each row's cells one below the other, with their headers before them."""
    titles = [" ".join(filter(None, column)) for column in zip(*grid[:heads], strict=True)]
    return "\n".join(_record(row, titles, width) for row in grid[heads:])


def _record(row: tuple[str, ...], titles: list[str], width: Width) -> str:
    told = [
        wrapped(f"{title}: {cell or NOTHING}" if title else cell, narrower(width, len(INDENT)))
        for title, cell in zip_longest(titles, row, fillvalue="")
    ]
    first, *rest = [cell for cell in told if cell] or [""]
    return "\n".join((inset(first, "", "  "), *(inset(cell, "  ", "    ") for cell in rest)))
