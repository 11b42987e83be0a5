"""A story's full text as it goes out of the house: clean HTML with whole addresses, for feeds and for republishing."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from html import unescape
from typing import NamedTuple

from markupsafe import Markup, escape

from freesheet.house import House
from freesheet.markup.article import Article, Section
from freesheet.markup.head import description
from freesheet.markup.html import EMPTY, Html, described
from freesheet.markup.links import href
from freesheet.markup.notes import Endnotes, endnotes
from freesheet.markup.references import whole_address
from freesheet.markup.words import direction
from freesheet.story.nodes import Embed, Link, Origin, Picture
from freesheet.story.walk import every_block

# What a feed reader or another paper's page can make sense of; a class, a role or an id is of our own page alone.
KEPT = frozenset("href src alt width height lang dir start value colspan rowspan scope open".split())  # noqa: SIM905
# In what our writer makes, `<`, `>` and `"` stand nowhere but in tags and around values: all others are escaped.
_TAG = re.compile(r"<(?!a |img )([a-z][a-z0-9]*) ([^<>]*)>")
_ATTRIBUTE = re.compile(r'([a-z-]+)="([^"]*)"')
_ANY_TAG = re.compile(r"<[^<>]*>")
_IMAGE = re.compile(r'<img [^<>]*?alt="([^"]*)"[^<>]*>')

AUDIO = {
    "aac": "audio/aac",
    "flac": "audio/flac",
    "m4a": "audio/mp4",
    "mp3": "audio/mpeg",
    "oga": "audio/ogg",
    "ogg": "audio/ogg",
    "opus": "audio/ogg",
    "wav": "audio/wav",
}


class Shown(NamedTuple):
    """Where a picture is on the web, and its size in pixels where that is known."""

    address: str
    width: int = 0
    height: int = 0


class Sound(NamedTuple):
    """Something to listen to that a story embeds."""

    address: str
    media_type: str
    title: str


# A story's picture by the file that the story names; None where the site doesn't show it.
Pictures = Callable[[str], Shown | None]


@dataclass(frozen=True, slots=True)
class Content:
    """A story's full text, and what a feed tells of it beside what its card knows.

    `summary` is plain text: the dek, or how the story begins. `rights` is whose it is, and its licence.
    """

    html: str
    summary: str = ""
    rights: str = ""
    lead: Shown | None = None
    origin: Origin | None = None
    sounds: tuple[Sound, ...] = ()

    @property
    def text(self) -> str:
        return text_in(self.html)


def content(told: Article, house: House, pictures: Pictures, page: str = "") -> Content:
    """The story's text from the byline down, as it stands on `page`, which is its address on the site."""
    notes = endnotes(told, "footnotes-first")
    html = writer(told, notes, pictures, page or told.address)
    story = told.story
    written = plain_tags("".join(_parts(told, house, notes, html)))
    if story.language != house.language:
        written = f'<div lang="{escape(story.language)}" dir="{direction(story.language)}">\n{written}</div>\n'
    return Content(
        html=written,
        summary=told.dek or description(told),
        rights=rights(told, house),
        lead=pictures(told.lead.file) if told.lead else None,
        origin=story.origin,
        sounds=tuple(_sounds(told)),
    )


def _parts(told: Article, house: House, notes: Endnotes, html: Html) -> Iterator[str]:
    bylines = told.story.bylines
    # A feed names the authors in fields of its own; their roles and outlets have none.
    if any(byline.role or byline.outlet not in ("", house.name) for byline in bylines):
        yield f"<p>{html.inlines(told.byline)}</p>\n"
    yield html.blocks(told.notices)
    if told.lead:
        yield html.figure(told.lead)
    yield html.blocks(told.body)
    for section in told.closing:
        yield section_html(section, html)
    yield footnotes(notes, html)


def writer(told: Article, notes: Endnotes, pictures: Pictures, page: str) -> Html:
    """What writes the story's nodes for a place that is not its page: every address whole, no anchors."""
    return Html(told.words, notes, _image(told, pictures), _links(page), note=_mark, pull_quotes=False)


def section_html(section: Section, html: Html) -> str:
    return f"<h2>{escape(section.title)}</h2>\n{html.blocks(section.blocks)}"


def footnotes(notes: Endnotes, html: Html) -> str:
    """The footnotes under a heading of their own; nothing where there are none."""
    items = "".join(
        f'<li value="{note.number}">{html.inlines(note.content)}</li>\n' for note in notes.notes if not note.is_link
    )
    return f"<h2>{escape(html.words.notes)}</h2>\n<ol>\n{items}</ol>\n" if items else ""


def _image(told: Article, pictures: Pictures) -> Callable[[Picture], Markup]:
    def image(picture: Picture) -> Markup:
        shown = pictures(picture.file)
        if shown is None:
            return described(picture, told.words)
        alt = "" if picture.decorative else picture.alt
        size = f' width="{shown.width}" height="{shown.height}"' if shown.width and shown.height else ""
        return Markup(f'<img src="{escape(shown.address)}" alt="{escape(alt)}"{size}/>')

    return image


def _links(page: str) -> Callable[[Link, Markup, int | None], Markup]:
    def link(node: Link, words: Markup, _number: int | None) -> Markup:
        address = whole_address(node.address, page)
        return Markup(f'<a href="{escape(address)}">{words}</a>') if address else words

    return link


def _mark(number: int) -> Markup:
    return Markup(f"<sup>[{number}]</sup>") if number else EMPTY


def plain_tags(html: str) -> str:
    """What our writer makes, without classes, roles and all else that means something on our own page alone."""
    return _TAG.sub(_plain_tag, html)


def _plain_tag(tag: re.Match[str]) -> str:
    kept = "".join(f' {name}="{value}"' for name, value in _ATTRIBUTE.findall(tag[2]) if name in KEPT)
    return f"<{tag[1]}{kept}{'/' if tag[2].endswith('/') else ''}>"


def text_in(html: str) -> str:
    """The words of what our writer makes, a line for each block; pictures are told by their alt text."""
    lined = _IMAGE.sub(r"\1\n", html).replace("<br/>", "\n").replace("</figcaption>", "\n")
    return unescape(_ANY_TAG.sub("", lined.replace("</td>", " ").replace("</th>", " "))).strip()


def rights(told: Article, house: House) -> str:
    """Whose the story is and under which licence, in one line."""
    story = told.story
    if story.origin:
        parts = (story.origin.partner, story.licence or story.origin.licence)
    else:
        parts = (house.copyright_line(story.published), story.licence or house.licence)
    return ". ".join(part.rstrip(".") for part in parts if part)


def _sounds(told: Article) -> Iterator[Sound]:
    for block in every_block(told.body):
        if isinstance(block, Embed):
            path = block.address.partition("?")[0].partition("#")[0]
            media_type = AUDIO.get(path.rpartition(".")[2].lower())
            address = href(block.address)
            if media_type and address:
                yield Sound(address, media_type, block.title)
