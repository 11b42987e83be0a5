"""An article as the data that the templates set: strings, lists and dictionaries, never markup."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from unicodedata import bidirectional

from freesheet.markup.article import Article
from freesheet.markup.links import href
from freesheet.markup.notes import Endnotes, endnotes
from freesheet.markup.outline import outlined
from freesheet.markup.words import right_to_left
from freesheet.paper.album import Plate
from freesheet.paper.faces import MONO, TALL, UNSEEN, covered, faces_for
from freesheet.paper.glyphs import replacement
from freesheet.paper.grid import grid
from freesheet.paper.phrases import phrases_of
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
from freesheet.story.walk import text_of

Data = dict[str, Any]
# A word of more letters than this may have no hyphen in any dictionary; it may break anywhere, at a space of no width.
LONGEST = 24
_ENDLESS = re.compile(rf"[^\s\u200b\u2e80-\uffdc-]{{{LONGEST + 1},}}")
# White space is one space, but for those that are set for a reason: unbreakable, thin, ideographic.
_SPACES = re.compile(r"\s{2,}|[^\S \u00a0\u202f\u2009\u200a\u3000]")
_TWELVE = re.compile(r"(\S{12})(?=\S)")
_UNSPACED = re.compile(rf"\S{{{LONGEST + 1},}}")
# Deeper than this, an indent would leave no measure to set in; the nodes go on without one.
DEEPEST_INDENT = 5
# A column holds five columns of figures, the page ten; a wider table is set row by row.
COLUMN_HOLDS, PAGE_HOLDS, PAGE_HOLDS_ROWS = 5, 10, 24
# A cell of so many characters is 20 lines in a column that holds three in large print, half a page.
SHORT_CELL = 60
# What is longer heads nothing: a paragraph that somebody set as a heading. As one, it would have to stand with what
# follows it, and the two may be higher than a column.
LONGEST_HEADING = 400
_STRONG = ("L", "R", "AL")
# Shorter than Typst's own limit on the address of a link (8,000 bytes), longer than any that leads anywhere.
LONGEST_ADDRESS = 2_000


@dataclass(frozen=True, slots=True)
class Faces:
    """The families that a sheet is set in: its text, its furniture, its headlines."""

    text: str
    sans: str
    display: str


def galley(article: Article, pictures: Mapping[str, Plate], *, faces: Faces, level: int = 1) -> Data:
    """The data of one story; `level` is its headline's among the document's headings."""
    story = article.story
    setter = Setter(article, endnotes(article), pictures, level)
    return language_of(story.language, faces) | {
        "level": level,
        "slug": story.slug,
        "kicker": breakable(article.kicker),
        "headline": titled(article.headline, story.language),
        "dek": breakable(article.dek),
        "byline": setter.inlines(article.byline),
        "dates": " · ".join(dated.line for dated in article.dates),
        "series": breakable(article.series),
        "notices": setter.blocks(article.notices),
        "lead": setter.block(article.lead) if article.lead else None,
        "body": setter.blocks(outlined(article.body)),
        "closing": [
            {"name": section.name, "title": section.title, "blocks": setter.blocks(section.blocks)}
            for section in article.closing
        ],
        "notes": [
            {
                "n": note.number,
                "c": setter.inlines(note.content),
                "u": _target(note.address),
                "shown": isolated(breakable(note.address), story.language),
            }
            for note in setter.notes.notes
        ],
        "notes_title": article.words.links,
    }


def language_of(language: str, faces: Faces) -> Data:
    """The language of a text, as the templates set it: faces, direction, space between the lines."""
    primary, *others = language.lower().split("-")
    return {
        "lang": primary,
        "region": next((part for part in others if len(part) == 2), None),
        "rtl": right_to_left(language),
        "tall": primary in TALL,
        "fonts": {
            "text": faces_for(language, faces.text),
            "sans": faces_for(language, faces.sans),
            "display": faces_for(language, faces.display),
            "mono": [MONO, *faces_for(language, faces.text)],
        },
    }


def readable(text: str) -> bool:
    """Whether any of it can be seen once it is set."""
    return any(replacement(c).strip() if c not in covered() else c.strip() and c not in UNSEEN for c in text)


def titled(text: str, language: str) -> str:
    """A headline, or what stands for one that has no word in it."""
    return breakable(text) if readable(text) else phrases_of(language).untitled


def breakable(text: str) -> str:
    """The text on one line, with places where an endless word may break."""
    return _ENDLESS.sub(lambda word: _TWELVE.sub("\\1\u200b", word.group()), _SPACES.sub(" ", text))


def isolated(text: str, language: str) -> str:
    """An address or a name that keeps its own direction inside a text that runs from right to left."""
    return f"\u2068{text}\u2069" if text and right_to_left(language) else text


def _target(address: str) -> str:
    """Where a link in the file leads; nowhere when it must not be followed or is too long."""
    target = href(address)
    return "" if target.startswith("#") or len(target.encode()) > LONGEST_ADDRESS else target


@dataclass(frozen=True, slots=True)
class Setter:
    article: Article
    notes: Endnotes
    pictures: Mapping[str, Plate]
    level: int

    @property
    def rtl(self) -> bool:
        return right_to_left(self.article.story.language)

    def blocks(self, blocks: Blocks, depth: int = 0) -> list[Data]:
        return [self.block(block, depth) for block in blocks]

    def block(self, block: Block, depth: int = 0) -> Data:
        match block:
            case Paragraph(content):
                return {"k": "p", "c": self.inlines(content)} | self._direction(text_of(content))
            case Heading(content, level):
                text = text_of(content)
                if len(text) > LONGEST_HEADING:
                    return {"k": "p", "c": [["b", self.inlines(content)]]} | self._direction(text)
                # A heading without a word is none to a screen reader.
                kind = "h" if readable(text) else "p"
                return {"k": kind, "c": self.inlines(content), "l": level + self.level - 1}
            case Quotation(blocks, source):
                return {
                    "k": "quote",
                    "b": self.blocks(blocks, depth + 1),
                    "s": self.inlines(source),
                    "flat": depth >= DEEPEST_INDENT,
                }
            case List(items, ordered, start):
                return {
                    "k": "list",
                    "items": [self.blocks(item, depth + 1) for item in items],
                    "ordered": ordered,
                    "start": start,
                    "flat": depth >= DEEPEST_INDENT,
                }
            case Picture():
                return self._picture(block)
            case Table():
                return self._table(block)
            case Aside(blocks, role, title):
                label = breakable(title or self.article.words.asides[role])
                return {
                    "k": "aside",
                    "t": label,
                    "b": self.blocks(blocks, depth + 1),
                    "flat": depth >= DEEPEST_INDENT,
                }
            case PullQuote(content, source):
                return {"k": "pull", "c": self.inlines(content), "s": self.inlines(source)}
            case Embed():
                return self._embed(block, depth)
            case Preformatted(text):
                lines = text.expandtabs(4).strip("\n").split("\n")
                return {"k": "pre", "t": "\n".join(_UNSPACED.sub(_broken, line) for line in lines)}
            case Break():
                return {"k": "break"}

    def _direction(self, text: str) -> Data:
        """The direction of a text that begins with letters of the other direction than its story's."""
        strong = next((kind for kind in map(bidirectional, text) if kind in _STRONG), None)
        rtl = strong in ("R", "AL")
        return {} if strong is None or rtl == self.rtl else {"dir": "rtl" if rtl else "ltr"}

    def _picture(self, picture: Picture) -> Data:
        plate = self.pictures.get(picture.file)
        told = self.inlines(picture.caption)
        if picture.credit:
            before, after = self.article.words.credit.split("{credit}")
            credit = Text(picture.credit)
            linked = Link((credit,), picture.credit_address) if picture.credit_address else credit
            licence = f" ({picture.licence})" if picture.licence else ""
            told += [" ", *self.inlines((Text(before), linked, Text(after + licence)))]
        described = "" if picture.decorative else picture.alt
        return {
            "k": "figure",
            "src": plate.name if plate else "",
            "w": plate.picture.width if plate else 0,
            "h": plate.picture.height if plate else 0,
            "alt": described,
            "instead": breakable(self.article.words.picture.format(alt=described)) if described else "",
            "c": told,
        }

    def _table(self, table: Table) -> Data:
        placed = grid(table)
        return {
            "k": "table",
            "columns": placed.columns,
            "rows": placed.rows,
            "heads": placed.heads,
            "caption": self.inlines(table.caption),
            "repeated": all(_is_short(cell.cell) for cell in placed.cells if cell.row < placed.heads),
            "set": _room(placed.columns, placed.rows),
            "cells": [
                {
                    "c": self.inlines(cell.cell.content),
                    "x": cell.column,
                    "y": cell.row,
                    "w": cell.columns,
                    "h": cell.rows if _is_short(cell.cell) else 1,
                    "head": cell.cell.header,
                    "figure": _is_figure(cell.cell.content),
                }
                for cell in placed.cells
            ],
        }

    def _embed(self, embed: Embed, depth: int) -> Data:
        before, after = self.article.words.embed.split("{title}")
        link = Link((Text(embed.title),), embed.address, title=embed.title)
        return {
            "k": "embed",
            "poster": self._picture(embed.poster) if embed.poster else None,
            "c": self.inlines((Text(before), link, Text(after))),
            "t": self.article.words.transcript,
            "b": self.blocks(embed.transcript, depth + 1),
        }

    def inlines(self, content: Inlines) -> list[Any]:
        return [self.inline(inline) for inline in content]

    def inline(self, inline: Inline) -> Any:
        match inline:
            case Text(text):
                return breakable(text)
            case Strong(content):
                return ["b", self.inlines(content)]
            case Emphasis(content):
                return ["i", self.inlines(content)]
            case Link(content, address):
                number = self.notes.number_of(inline) or 0
                return ["a", self.inlines(content), _target(address), number]
            case Code(text):
                return ["c", breakable(text)]
            case Superscript(content):
                return ["^", self.inlines(content)]
            case Subscript(content):
                return ["_", self.inlines(content)]
            case LineBreak():
                return ["br"]
            case Note():
                return ["n", self.notes.number_of(inline) or 0]
            case Foreign(content, language):
                return ["f", self.inlines(content), language.split("-")[0].lower()]


def _broken(word: re.Match[str]) -> str:
    return _TWELVE.sub("\\1\u200b", word.group())


def _room(columns: int, rows: int) -> str:
    """Where a table is set: in the column, across the page, or row by row."""
    if columns <= COLUMN_HOLDS:
        return "column"
    return "page" if columns <= PAGE_HOLDS and rows <= PAGE_HOLDS_ROWS else "rows"


def _is_short(cell: Cell) -> bool:
    """Whether a cell fits on a page in the narrowest column: a longer one may neither span rows nor be repeated."""
    return len(text_of(cell.content)) <= SHORT_CELL


def _is_figure(content: Inlines) -> bool:
    """Whether a cell holds a number, which is aligned with those above and below it."""
    text = "".join(inline.text for inline in content if isinstance(inline, Text)).strip()
    return bool(re.fullmatch(r"[-–−+$€£]?\s?\d[\d.,\s]*\s?[%‰]?", text))
