"""A story's nodes in HTML that is well-formed XML too, so that one writer serves web, e-mail, EPUB and ZIM.

What goes into an f-string here is markup already, or a number, or has been through `escape`: formatting with
`Markup.format` costs ten times as much, and this is where a press spends its time.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from markupsafe import Markup, escape

from freesheet.markup.links import Links
from freesheet.markup.notes import Endnotes
from freesheet.markup.words import Words, direction
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
from freesheet.story.walk import every_inline, text_of

Number = int | None
EMPTY = Markup()


# A word of more than this runs out of a screen 320 pixels wide in a browser's own type.
LONG_WORD = 24
_LONG = re.compile(rf"\S{{{LONG_WORD + 1},}}")
# Where there is a long word, there is this; a search that leaps from space to space is four times as quick.
_NO_SPACE = re.compile(rf" [^ ]{{{LONG_WORD + 1}}}")
_PIECE = re.compile(rf"\S{{1,{LONG_WORD - 4}}}?[/._\-](?=\w)|\S{{1,{LONG_WORD - 4}}}")


def escaped(text: str) -> str:
    """What `escape` gives as a plain string: the text itself where there is nothing to escape, as in most of it."""
    if "&" in text or "<" in text or ">" in text or "'" in text or '"' in text:
        return str(escape(text))
    return text


def breakable(text: str) -> str:
    """Escaped text whose long words may break, for a page without a style."""
    if not _NO_SPACE.search(f" {text}"):
        return escaped(text)
    told, end = "", 0
    for word in _LONG.finditer(text):
        told += escaped(text[end : word.start()]) + "<wbr/>".join(map(escaped, _PIECE.findall(word[0])))
        end = word.end()
    return told + escaped(text[end:])


def no_link(_link: Link, content: Markup, _number: Number) -> Markup:
    return content


def no_note(_number: int) -> Markup:
    return EMPTY


def note_reference(number: int) -> Markup:
    return Markup('<sup><a id="r{0}" href="#n{0}">{0}</a></sup>').format(number)


def described(picture: Picture, words: Words) -> Markup:
    """What stands for a picture that can't be shown: its description."""
    return (
        EMPTY
        if picture.decorative or not picture.alt
        else Markup("<p>{}</p>").format(words.picture.format(alt=picture.alt))
    )


@dataclass(frozen=True, slots=True)
class Html:
    """How one edition writes nodes: what a picture, a link and a note become."""

    words: Words
    notes: Endnotes
    image: Callable[[Picture], Markup]
    link: Callable[[Link, Markup, Number], Markup] = Links().link
    note: Callable[[int], Markup] = note_reference
    pull_quotes: bool = True
    text: Callable[[str], str] = escaped

    def blocks(self, blocks: Blocks) -> Markup:
        return Markup("".join(map(self._block, blocks)))

    def block(self, block: Block) -> Markup:
        return Markup(self._block(block))

    def inlines(self, content: Inlines) -> Markup:
        return Markup(self._inlines(content))

    def _block(self, block: Block) -> str:
        match block:
            case Paragraph():
                return f"<p>{self._inlines(block.content)}</p>\n"
            case Heading():
                # A heading without words is a dead end for one who jumps from heading to heading.
                tag = f"h{block.level}" if text_of(block.content).strip() else "p"
                return f"<{tag}>{self._inlines(block.content)}</{tag}>\n"
            case Quotation(blocks, source):
                cited = Markup("<p><cite>{}</cite></p>\n").format(self.inlines(source)) if source else ""
                return Markup("<blockquote>\n{}{}</blockquote>\n").format(self.blocks(blocks), cited)
            case List():
                return self._list(block)
            case Picture():
                return self.figure(block)
            case Table():
                return self._table(block)
            case Aside(blocks, role, title):
                label = title or self.words.asides[role]
                # A note, not a landmark: landmarks must not stand inside one another nor share a name.
                return Markup(
                    '<aside role="note" aria-label="{0}" class="{1}">\n'
                    '<p><strong class="title">{0}</strong></p>\n{2}</aside>\n'
                ).format(label, role, self.blocks(blocks))
            case PullQuote(content, source):
                if not self.pull_quotes:
                    return EMPTY
                cited = Markup(" <cite>{}</cite>").format(self.unlinked.inlines(source)) if source else ""
                return Markup('<div class="pull-quote" aria-hidden="true"><p>{}{}</p></div>\n').format(
                    self.unlinked.inlines(content), cited
                )
            case Embed():
                return self._embed(block)
            case Preformatted(text):
                # A line end right behind <pre> is not text in HTML; one more keeps the story's own.
                return Markup('<pre tabindex="0">{}</pre>\n').format(("\n" if text.startswith("\n") else "") + text)
            case Break():
                return Markup("<hr/>\n")

    @property
    def unlinked(self) -> "Html":
        """The same without links and notes, for words inside a link and for what a screen reader passes over."""
        return replace(self, link=no_link, note=no_note)

    def figure(self, picture: Picture) -> Markup:
        """A picture with its caption, credit and licence."""
        caption = self._caption(picture)
        return Markup("<figure>{}{}</figure>\n").format(
            self.image(picture), Markup("<figcaption>{}</figcaption>").format(caption) if caption else ""
        )

    def _caption(self, picture: Picture) -> Markup:
        credit: Markup | str = picture.credit
        if picture.credit and picture.credit_address:
            link = Link((Text(picture.credit),), picture.credit_address)
            credit = self.inlines((link,))
        told = [self.inlines(picture.caption)] if picture.caption else []
        if credit:
            before, after = self.words.credit.split("{credit}")
            licence = f" ({picture.licence})" if picture.licence else ""
            told.append(Markup('<span class="credit">{}{}{}{}</span>').format(before, credit, after, licence))
        return Markup(" ").join(told)

    def _list(self, block: List) -> Markup:
        items = "".join(f"<li>{self._item(item)}</li>\n" for item in block.items)
        tag, start = (
            "ol" if block.ordered else "ul",
            f' start="{block.start}"' if block.ordered and block.start != 1 else "",
        )
        return Markup(f"<{tag}{start}>\n{items}</{tag}>\n")

    def _item(self, item: Blocks) -> Markup:
        """A list item; a paragraph that begins it needs no element of its own."""
        match item:
            case (Paragraph(content), *rest):
                return self.inlines(content) + ("\n" if rest else "") + self.blocks(tuple(rest))
            case _:
                return self.blocks(item)

    def _table(self, table: Table) -> Markup:
        caption = Markup("<caption>{}</caption>\n").format(self.inlines(table.caption)) if table.caption else ""
        heads = _heads(table)
        head = Markup("<thead>\n{}</thead>\n").format(self._rows(table.rows[:heads], "col"))
        body = Markup("<tbody>\n{}</tbody>\n").format(self._rows(table.rows[heads:], "row"))
        return Markup(
            '<div class="table" tabindex="0" role="group" aria-label="{}">\n<table>\n{}{}{}</table></div>\n'
        ).format(text_label(table, self.words), caption, head if heads else "", body)

    def _rows(self, rows: tuple[tuple[Cell, ...], ...], scope: str) -> Markup:
        written = (
            "".join(self._cell(cell, scope, len(rows) - index) for cell in row) for index, row in enumerate(rows)
        )
        return Markup("".join(f"<tr>{row}</tr>\n" for row in written))

    def _cell(self, cell: Cell, scope: str, rows_left: int) -> Markup:
        """A cell; it spans no more rows than there are left, and heads nothing when it is empty."""
        rows = min(cell.rows, rows_left)
        spans = (f' colspan="{cell.columns}"' if cell.columns > 1 else "") + (f' rowspan="{rows}"' if rows > 1 else "")
        if cell.header and text_of(cell.content).strip():
            return Markup(f'<th scope="{scope}"{spans}>{self.inlines(cell.content)}</th>')
        return Markup(f"<td{spans}>{self.inlines(cell.content)}</td>")

    def _embed(self, embed: Embed) -> Markup:
        link = Link((Text(embed.title),), embed.address, title=embed.title)
        before, after = self.words.embed.split("{title}")
        poster = self.figure(embed.poster) if embed.poster else EMPTY
        shown = poster + Markup('<p class="embed">{}{}{}</p>\n').format(before, self.inlines((link,)), after)
        if not embed.transcript:
            return shown
        return shown + Markup('<details open="open">\n<summary>{}</summary>\n{}</details>\n').format(
            self.words.transcript, self.blocks(embed.transcript)
        )

    def _inlines(self, content: Inlines) -> str:
        return "".join(map(self._inline, content))

    def _inline(self, inline: Inline) -> str:
        match inline:
            case Text():
                return self.text(inline.text)
            case Link():
                return self._link(inline)
            case Strong():
                return f"<strong>{self._inlines(inline.content)}</strong>"
            case Emphasis():
                return f"<em>{self._inlines(inline.content)}</em>"
            case Code(text):
                return f"<code>{escape(text)}</code>"
            case Superscript():
                return f"<sup>{self._inlines(inline.content)}</sup>"
            case Subscript():
                return f"<sub>{self._inlines(inline.content)}</sub>"
            case LineBreak():
                return "<br/>"
            case Note():
                return self.note(self.notes.number_of(inline) or 0)
            case Foreign(content, language):
                return f'<span lang="{escape(language)}" dir="{direction(language)}">{self._inlines(content)}</span>'

    def _link(self, link: Link) -> Markup:
        """A link; one without words is called by its title or address, and a note in it stands behind it."""
        number = self.notes.number_of(link)
        match link.content:
            case (Text(text),) if text.strip():
                return self.link(link, Markup(self.text(text)), number)
        told = text_of(link.content).strip()
        content = self.unlinked.inlines(link.content) if told else escape(link.title or link.address)
        behind = (self._inline(inner) for inner in every_inline(link.content) if isinstance(inner, Note))
        return self.link(link, content, number) + EMPTY.join(behind)


def _heads(table: Table) -> int:
    """How many rows at the top are a head: all their cells are headers, and none spans into the rows below."""
    heads = 0
    while heads < len(table.rows) - 1 and table.rows[heads] and all(cell.header for cell in table.rows[heads]):
        heads += 1
    spans = any(index + cell.rows > heads for index, row in enumerate(table.rows[:heads]) for cell in row)
    return 0 if spans else heads


def text_label(table: Table, words: Words) -> str:
    """What a screen reader calls the box that a wide table scrolls in."""
    first = table.rows[0] if table.rows else ()
    return text_of(table.caption).strip() or ", ".join(text_of(cell.content) for cell in first).strip() or words.table
