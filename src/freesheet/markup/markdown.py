"""A story's nodes in Markdown (CommonMark, with tables and footnotes), to paste where Markdown is written."""

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from freesheet.markup.links import href
from freesheet.markup.notes import Endnotes
from freesheet.markup.text import description, paragraphs
from freesheet.markup.words import Words, direction
from freesheet.markup.wrap import inset
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

# What would be read as markup wherever it stands; `&` only where an entity would begin, `!` only before a link.
_MARKUP = re.compile(r"[\\`*_\[\]<~|#&!]")
_ENTITY = re.compile(r"&[#A-Za-z]")
# What would be read as markup at the beginning of a line: quotations, lists, underlines of headings.
_LINE_START = re.compile(r"([-+=>:])|(\d{1,9})([.)])")
# An odd number of backslashes: the last of them escapes nothing.
_HANGING = re.compile(r"(?<!\\)(?:\\\\)*\\\Z")
_NESTED = re.compile(r"[*<\n]")
# What stands behind the mark of a note must not make a link or a definition of it.
_AFTER_NOTE = re.compile(r"(\[\^\d+\])([(:])")
_BAR = re.compile(r"(?<!\\)\|")
_SPACE = re.compile(r"[ \t\r\n\f\v]+")
# CommonMark, section 5.2: a list's first number has nine digits at the most.
HIGHEST = 999_999_999


def no_address(_picture: Picture) -> str:
    return ""


@dataclass(frozen=True, slots=True)
class Markdown:
    """How nodes are written as Markdown. `picture` gives a picture's address; without one, its description stands."""

    words: Words
    notes: Endnotes
    picture: Callable[[Picture], str] = no_address
    address: Callable[[str], str] = href
    # In a heading, a cell or a note, a line can't end.
    one_line: bool = False

    # ── Blocks ──

    def blocks(self, blocks: Blocks) -> str:
        """Blocks with an empty line between them; a list right behind another has other marks, to be apart from it."""
        return paragraphs(self._each(blocks))

    def _each(self, blocks: Blocks) -> Iterator[str]:
        other = False
        before: Block | None = None
        for block in blocks:
            if isinstance(block, List):
                other = isinstance(before, List) and before.ordered == block.ordered and not other
                written = self._list(block, "*)" if other else "-.")
            else:
                written = self.block(block)
            if written.strip():
                before = block
                yield written

    def block(self, block: Block) -> str:
        match block:
            case Paragraph(content):
                return self._paragraph(content)
            case Heading(content, level):
                line = self._line(content)
                return f"{'#' * level} {line}" if line else ""
            case Quotation(blocks, source):
                cited = f"— {self._line(source)}" if source else ""
                return _quoted(paragraphs((self.blocks(blocks), cited)))
            case List():
                return self._list(block, "-.")
            case Picture():
                return self._figure(block)
            case Table():
                return self._table(block)
            case Aside(blocks, role, title):
                label = f"**{escaped(title or self.words.asides[role])}**"
                return _quoted(paragraphs((label, self.blocks(blocks))))
            case PullQuote():
                return ""
            case Embed():
                return self._embed(block)
            case Preformatted(text):
                return _fenced(text.replace("\r\n", "\n"))
            case Break():
                return "___"

    def _paragraph(self, content: Inlines) -> str:
        text = self.inlines(content).strip()
        # A line end without words behind it would show as a backslash.
        while text.endswith("\\") and _HANGING.search(text):
            text = text[:-1].rstrip()
        return "\n".join(map(_line, text.split("\n")))

    def _line(self, content: Inlines) -> str:
        inside = self if self.one_line else replace(self, one_line=True)
        return inside._paragraph(content)

    def _list(self, block: List, marks: str) -> str:
        start = min(max(block.start, 0), HIGHEST - len(block.items))
        items = []
        for place, item in enumerate(block.items):
            mark = f"{start + place}{marks[1]} " if block.ordered else f"{marks[0]} "
            written = self.blocks(item)
            items.append(inset(written, mark, " " * len(mark)))
        return ("\n\n" if any("\n\n" in item for item in items) else "\n").join(items)

    def _figure(self, picture: Picture) -> str:
        address = self.picture(picture)
        if address:
            alt = "" if picture.decorative else escaped(_spaced(picture.alt))
            shown = f"![{alt}]({_destination(address)})"
        else:
            told = escaped(description(picture, self.words))
            shown = f"\\[{told}\\]" if told else ""
        credit = ""
        if picture.credit:
            name = Text(picture.credit)
            link = Link((name,), picture.credit_address) if picture.credit_address else name
            before, after = self.words.credit.split("{credit}")
            licence = f" ({picture.licence})" if picture.licence else ""
            credit = self._line((Text(before), link, Text(after + licence)))
        return paragraphs((shown, self._paragraph(picture.caption), credit))

    def _embed(self, embed: Embed) -> str:
        before, after = self.words.embed.split("{title}")
        line = self._line((Text(before), Link((Text(embed.title),), embed.address), Text(after)))
        label = f"**{escaped(self.words.transcript)}**" if embed.transcript else ""
        return paragraphs(
            (
                self._figure(embed.poster) if embed.poster else "",
                line,
                label,
                _quoted(self.blocks(embed.transcript)),
            )
        )

    def _table(self, table: Table) -> str:
        """A table with pipes. What spans columns or rows stands in the first, with empty cells after and below it."""
        grid = self._grid(table)
        wide = max(map(len, grid), default=0)
        if not wide:
            return self._paragraph(table.caption)
        rows = [[*row, *[""] * (wide - len(row))] for row in grid]
        if not (table.rows[0] and all(cell.header for cell in table.rows[0])):
            rows.insert(0, [""] * wide)
        rows.insert(1, ["---"] * wide)
        return paragraphs((self._paragraph(table.caption), "\n".join(f"| {' | '.join(row)} |" for row in rows)))

    def _grid(self, table: Table) -> list[list[str]]:
        taken = dict[tuple[int, int], str]()
        for row, cells in enumerate(table.rows):
            column = 0
            for cell in cells:
                while (row, column) in taken:
                    column += 1
                self._take(cell, row, column, taken, len(table.rows))
                column += cell.columns
        wide = max((column for _, column in taken), default=-1) + 1
        return [[taken.get((row, column), "") for column in range(wide)] for row in range(len(table.rows))]

    def _take(self, cell: Cell, row: int, column: int, taken: dict[tuple[int, int], str], rows: int) -> None:
        for down in range(min(cell.rows, rows - row)):
            for across in range(cell.columns):
                # A bar ends a cell, in code too.
                told = "" if down or across else _BAR.sub(r"\\|", self._line(cell.content))
                taken[row + down, column + across] = told

    # ── Inlines ──

    def inlines(self, content: Inlines) -> str:
        parts = list(map(self._inline, content))
        for place, inline in enumerate(content):
            if isinstance(inline, Strong | Emphasis):
                before, after = "".join(parts[:place][-1:]), "".join(parts[place + 1 :][:1])
                mark, tag = ("**", "strong") if isinstance(inline, Strong) else ("*", "em")
                parts[place] = _emphasised(parts[place], mark, tag, before, after)
        return _AFTER_NOTE.sub(r"\1\\\2", "".join(_apart(parts)))

    def _inline(self, inline: Inline) -> str:
        match inline:
            case Text(text):
                return escaped(_spaced(text))
            case Strong(content) | Emphasis(content):
                # `inlines` sets the stars, for they depend on what stands around them.
                return self.inlines(content)
            case Link():
                return self._link(inline)
            case Code(text):
                return _code(_spaced(text))
            case Superscript(content):
                return self._raised("sup", content)
            case Subscript(content):
                return self._raised("sub", content)
            case LineBreak():
                return "<br>" if self.one_line else "\\\n"
            case Note():
                number = self.notes.number_of(inline)
                return f"[^{number}]" if number else ""
            case Foreign(content, language):
                return f'<span lang="{language}" dir="{direction(language)}">{self.inlines(content)}</span>'

    def _raised(self, tag: str, content: Inlines) -> str:
        """What stands above or below the line. A note in it stands behind it: the mark of one is raised already."""
        behind = "".join(self._inline(inner) for inner in every_inline(content) if isinstance(inner, Note))
        apart = replace(self, notes=Endnotes({}, ())) if behind else self
        return f"<{tag}>{apart.inlines(content)}</{tag}>{behind}"

    def _link(self, link: Link) -> str:
        """A link; its bare words where its address must not be followed. A note in it stands behind it."""
        address = self.address(link.address)
        inside = every_inline(link.content)
        behind = "".join(self._inline(inner) for inner in inside if isinstance(inner, Note))
        told = text_of(link.content).strip()
        words = self._unlinked(link.content) if told else escaped(link.title or link.address)
        return (f"[{words}]({_destination(address)})" if address else words) + behind

    def _unlinked(self, content: Inlines) -> str:
        """Words inside a link: no other link, no note."""
        if len(content) == 1 and isinstance(content[0], Text):
            return escaped(_spaced(content[0].text))
        return replace(self, address=lambda _: "", notes=Endnotes({}, ())).inlines(content)

    def footnotes(self) -> str:
        """What the marks of the notes stand for; it goes to the end of the text."""
        return "\n".join(
            f"[^{note.number}]: {self._line(note.content)}" for note in self.notes.notes if not note.is_link
        )


def escaped(text: str) -> str:
    """Text that Markdown reads as it is, wherever in a line it stands but at its beginning."""
    return _MARKUP.sub(_escape, text)


def _escape(found: re.Match[str]) -> str:
    char, text, place = found[0], found.string, found.start()
    harmless = (char == "&" and not _ENTITY.match(text, place)) or (char == "!" and place < len(text) - 1)
    return char if harmless else f"\\{char}"


def _spaced(text: str) -> str:
    """The text with one space for each run of them, line ends included, as HTML shows it."""
    return text if text.isprintable() and "  " not in text else _SPACE.sub(" ", text)


def _emphasised(told: str, mark: str, tag: str, before: str, after: str) -> str:
    """Stars where CommonMark (section 6.2) is sure to read them as emphasis, else the element that they stand for."""
    words = told.strip(" ")
    if not words:
        return told
    start = told.index(words)
    outside_before, outside_after = told[:start], told[start + len(words) :]
    sure = (
        not _NESTED.search(words)
        and (words[0].isalnum() or _is_edge((before + outside_before)[-1:]))
        and (words[-1].isalnum() or _is_edge((outside_after + after)[:1]))
    )
    shown = f"{mark}{words}{mark}" if sure else f"<{tag}>{words}</{tag}>"
    return outside_before + shown + outside_after


def _is_edge(char: str) -> bool:
    """Whether stars inside this character may begin or end with punctuation."""
    return not char or unicodedata.category(char)[0] in "PZ"


def _apart(parts: list[str]) -> Iterator[str]:
    """The parts, with a comment between two whose stars would run together."""
    before = ""
    for part in parts:
        if part.startswith("*") and before.endswith("*"):
            yield "<!-- -->"
        yield part
        before = part or before


def _line(text: str) -> str:
    """One line of a paragraph; what would make something else of it is escaped."""
    text = text.strip(" \t")
    start = _LINE_START.match(text)
    if not start:
        return text
    return f"\\{text}" if start[1] else f"{start[2]}\\{text[start.start(3) :]}"


def _destination(address: str) -> str:
    """An address in a link's parentheses; `href` leaves neither spaces nor angle brackets in it."""
    address = re.sub(r"&(?=#|[A-Za-z])|\\", lambda found: f"\\{found[0]}", address)
    return f"<{address}>" if re.search(r"[()]", address) else address


def _code(text: str) -> str:
    if not text:
        return ""
    fence = "`" * (max(map(len, re.findall(r"`+", text)), default=0) + 1)
    space = " " if text[0] == "`" or text[-1] == "`" or (text[0] == text[-1] == " " and text.strip()) else ""
    return f"{fence}{space}{text}{space}{fence}"


def _fenced(text: str) -> str:
    fence = "`" * max(3, max(map(len, re.findall(r"`+", text)), default=0) + 1)
    return f"{fence}\n{text}\n{fence}" if text.strip() else ""


def _quoted(text: str) -> str:
    return "\n".join(f"> {line}".rstrip() for line in text.split("\n")) if text.strip() else ""
