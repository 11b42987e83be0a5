"""What another paper copies to publish a story again: HTML, Markdown and plain text, whole and free of trackers."""

import re
from dataclasses import dataclass

from markupsafe import escape
from msgspec.structs import replace

from freesheet.house import House
from freesheet.markup.article import Article
from freesheet.markup.head import licence_address
from freesheet.markup.markdown import Markdown, escaped
from freesheet.markup.notes import Endnotes, endnotes
from freesheet.markup.references import whole_address
from freesheet.markup.text import PlainText, description, heading, paragraphs, section_text
from freesheet.markup.words import long_date
from freesheet.site.content import Pictures, footnotes, plain_tags, section_html, writer
from freesheet.story.nodes import (
    Aside,
    Block,
    Blocks,
    Embed,
    Inlines,
    Link,
    List,
    Paragraph,
    Picture,
    Quotation,
    Text,
)


@dataclass(frozen=True, slots=True)
class Copies:
    """The same story three times, to copy from a field of text."""

    html: str
    markdown: str
    text: str


# Licences that let everybody republish, as people write them; and words of those that let nobody.
_OPEN = re.compile(r"\bCC(?:0|[ -]BY)|creative ?commons|public domain|dominio público", re.IGNORECASE)
_RESERVED = re.compile(r"rights reserved|permission|derechos reservados|permiso", re.IGNORECASE)


def may_be_republished(told: Article) -> bool:
    """Whether a licence or terms say so. What another paper wrote is offered only where all the world may have it.

    Nobody should print what its paper has taken back.
    """
    story = told.story
    if story.withdrawal or not any(section.name == "licence" for section in told.closing):
        return False
    return bool(_OPEN.search(story.licence)) if story.origin else not _RESERVED.search(story.licence)


def republish(told: Article, house: House, pictures: Pictures, page: str = "") -> Copies:
    """The story with its byline, date, corrections, credit line and licence. `page` is its canonical address.

    A picture whose terms do not let others show it, or that the site does not show, is a note in brackets.
    """
    page = page or told.address
    shown = _Copied(told, house, pictures, page)
    return Copies(html=_html(shown), markdown=_markdown(shown), text=_text(shown))


@dataclass(frozen=True, slots=True)
class _Copied:
    """What is copied: the story's blocks, without the pictures that stay at home."""

    told: Article
    house: House
    pictures: Pictures
    page: str

    @property
    def top(self) -> Blocks:
        told = self.told
        dated = " · ".join(one.line for one in told.dates)
        lines = ((Text(told.dek),), self.byline, (Text(dated),))
        return tuple(Paragraph(line) for line in lines if line and line != (Text(""),))

    @property
    def byline(self) -> Inlines:
        """The byline with the outlet behind it: the house, or the partner that the story came from."""
        story = self.told.story
        outlet = story.origin.partner if story.origin else self.house.name
        named = any(one.outlet or one.name == outlet for one in story.bylines)
        return (*self.told.byline, Text(f", {outlet}")) if self.told.byline and not named else self.told.byline

    @property
    def blocks(self) -> Blocks:
        told = self.told
        lead: Blocks = (told.lead,) if told.lead else ()
        return tuple(map(self._without_pictures, (*told.notices, *lead, *told.body)))

    @property
    def bottom(self) -> Blocks:
        """Where the story was first, with a link, and under which licence it may stand elsewhere."""
        return tuple(Paragraph(line) for line in (self._credit(), self._licence()) if line)

    def _credit(self) -> Inlines:
        """A republished story tells its origin in a notice already."""
        story, words = self.told.story, self.told.words
        if story.origin:
            return ()
        phrase = words.origin_dated if story.published else words.origin
        phrase = phrase.replace("{date}", long_date(story.published, story.language, self.house))
        before, after = phrase.split("{partner}")
        name = Text(self.house.name)
        spelled: Inlines = (Text(f" {self.page}"),) if self.page else ()
        return (Text(before), Link((name,), self.page) if self.page else name, Text(after), *spelled)

    def _licence(self) -> Inlines:
        story, words = self.told.story, self.told.words
        own = story.licence or ("" if story.origin else self.house.licence)
        if not own:
            return ()
        before, after = words.licence.split("{licence}")
        address = licence_address(story, self.house)
        name = Text(own)
        return (Text(before), Link((name,), address) if address else name, Text(f"{after}."))

    def allowed(self, picture: Picture) -> str:
        """The picture's address, where others may show it; else nothing."""
        shown = self.pictures(picture.file) if picture.republishable else None
        return shown.address if shown else ""

    def _without_pictures(self, block: Block) -> Block:
        match block:
            case Picture():
                return block if self.allowed(block) else self._note(block)
            case Quotation(blocks):
                return replace(block, blocks=tuple(map(self._without_pictures, blocks)))
            case Aside(blocks):
                return replace(block, blocks=tuple(map(self._without_pictures, blocks)))
            case List(items):
                return replace(block, items=tuple(tuple(map(self._without_pictures, item)) for item in items))
            case Embed(poster=poster, transcript=transcript):
                kept = poster if poster and self.allowed(poster) else None
                return replace(block, poster=kept, transcript=tuple(map(self._without_pictures, transcript)))
            case _:
                return block

    def _note(self, picture: Picture) -> Paragraph:
        """What stands for a picture that stays at home: what it shows, its caption and whose it is, in brackets."""
        words = self.told.words
        told = description(picture, words)
        credit = words.credit.format(credit=picture.credit) if picture.credit else ""
        parts: list[Inlines] = [(Text(part),) for part in (told,) if part]
        parts += [picture.caption] if picture.caption else []
        parts += [(Text(credit),)] if credit else []
        inside = tuple(inline for part in parts for inline in (Text(" "), *part))[1:]
        return Paragraph((Text("["), *inside, Text("]")) if inside else ())


def _html(copied: _Copied) -> str:
    told = copied.told
    notes = endnotes(told, "footnotes-first")
    html = writer(told, notes, copied.pictures, copied.page)
    sections = "".join(section_html(one, html) for one in told.closing if one.name != "licence")
    return plain_tags(
        f"<h1>{escape(told.headline)}</h1>\n{html.blocks(copied.top)}{html.blocks(copied.blocks)}{sections}"
        f"{footnotes(notes, html)}<hr/>\n{html.blocks(copied.bottom)}"
    )


def _markdown(copied: _Copied) -> str:
    told = copied.told
    notes = endnotes(told, "footnotes-first")
    markdown = Markdown(told.words, notes, copied.allowed, lambda address: whole_address(address, copied.page))
    sections = (
        paragraphs((f"## {escaped(one.title)}", markdown.blocks(one.blocks)))
        for one in told.closing
        if one.name != "licence"
    )
    return (
        paragraphs(
            (
                f"# {escaped(told.headline)}",
                markdown.blocks(copied.top),
                markdown.blocks(copied.blocks),
                *sections,
                "___",
                markdown.blocks(copied.bottom),
                markdown.footnotes(),
            )
        )
        + "\n"
    )


def _text(copied: _Copied) -> str:
    told = copied.told
    notes = endnotes(told)
    text = PlainText(told.words, notes, None)
    return (
        paragraphs(
            (
                heading(told.headline, 1, None),
                text.blocks(copied.top, None),
                text.blocks(copied.blocks, None),
                *(section_text(one, text) for one in told.closing if one.name != "licence"),
                "\n".join(text.endnote(note, None) for note in notes.notes),
                PlainText(told.words, Endnotes({}, ()), None).blocks(copied.bottom, None),
            )
        )
        + "\n"
    )
