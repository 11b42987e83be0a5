"""A story's page on the site: the web edition's page, with the ways on from it that only a whole site has."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import msgspec
from markupsafe import Markup, escape
from msgspec import Struct

from freesheet.editions import lite
from freesheet.editions.web.view import view
from freesheet.house import House
from freesheet.markup import jsonld
from freesheet.markup.article import Article
from freesheet.markup.furniture import Way
from freesheet.markup.words import Words
from freesheet.site.addresses import list_of, whole
from freesheet.site.card import Card, card_of
from freesheet.site.content import Shown
from freesheet.site.downloads import paper_briefly
from freesheet.site.lines import attributes
from freesheet.site.make import plain_html
from freesheet.site.pages import Copies, FileFact, Link
from freesheet.site.pictures import image
from freesheet.site.republish import may_be_republished, republish
from freesheet.site.setting import LITE, REPUBLISH, Setting, Shown as Frame
from freesheet.story.nodes import Byline, Link as StoryLink, Story, Text

# The page to copy a story from, in its folder.
REPUBLISH_FILE = "republish.html"
# Related stories that a page shows at the most (convention R12).
RELATED = 5

_card = msgspec.msgpack.Decoder(Card)

# What makes the target of a link out of a folder of the site.
To = Callable[[str], str]


class Around(Struct, frozen=True, array_like=True):
    """What stands around a story: cards of other stories, encoded, and what there is of it besides its page."""

    previous: bytes = b""
    next: bytes = b""
    related: tuple[bytes, ...] = ()
    translations: tuple[bytes, ...] = ()
    pictures: tuple[tuple[str, Copies], ...] = ()
    files: tuple[FileFact, ...] = ()


@dataclass(frozen=True, slots=True)
class Language:
    """The page of a story in another language."""

    language: str
    label: str
    target: str


@dataclass(frozen=True, slots=True)
class PrintWay:
    label: str
    target: str
    told: str


@dataclass(frozen=True, slots=True)
class Neighbours:
    """The series of a story: its list, and the parts before and after this one."""

    folder: str
    previous: Markup
    next: Markup


def story_page(told: Article, around: Around, setting: Setting) -> str:
    """The whole page. `told` is the article of the story as `on_site` gives it."""
    story = told.story
    pictures = dict(around.pictures)
    images = list(_images(story, pictures, setting))
    shown = view(
        told,
        setting.house,
        look=setting.theme.look,
        image=image(told, pictures, setting.root),
        images=images,
        og_alt=story.lead.alt if images and story.lead else "",
        beside=tuple(_beside(told, around, setting)),
        bylines=with_authors(story, setting.house),
    )
    abroad = story.language != setting.house.language
    page = {
        **shown,
        **_frame(told, around, setting, setting.to),
        "chrome": setting.chrome_abroad if abroad else setting.chrome,
        "breadcrumb": setting.breadcrumb(_trail(story, setting)),
        "to_print": tuple(_to_print(told.words, around, setting)),
    }
    return setting.theme.render("story.html.j2", **page)


def lite_page(told: Article, around: Around, setting: Setting) -> str:
    """The text-only page of a story, whose ways on lead to other text-only pages."""
    abroad = told.story.language != setting.house.language
    page = {
        **lite.view(told, setting.house, tuple(_beside_lite(told, around, setting))),
        **_frame(told, around, setting, setting.to_lite),
        "chrome": setting.chrome_lite_abroad if abroad else setting.chrome_lite,
        "to": setting.to_lite,
    }
    return setting.theme.render("lite-story.html.j2", **page)


def _frame(told: Article, around: Around, setting: Setting, to: To) -> dict[str, Any]:
    """What both pages show of the site; `to` keeps to the kind of page."""
    story, house = told.story, setting.house
    abroad = story.language != house.language
    return {
        "root": setting.root,
        "site": setting.site,
        "house_attributes": attributes(house.language) if abroad else "",
        "own_attributes": attributes(story.language) if abroad else "",
        "trail": _trail(story, setting),
        "byline": _byline(told, to),
        "series": _series(story, around, setting, to),
        "storylines": tuple(_storylines(story, setting, to)),
        "topics": tuple(dict.fromkeys(Link(topic, list_of("topic", topic).folder) for topic in story.topics)),
        "related": tuple(map(setting.liner.line_in, around.related)),
        **_languages(story, around, setting, to),
    }


def _trail(story: Story, setting: Setting) -> tuple[Link, ...]:
    """The way to a story, for people and for machines; the story itself is told by its headline."""
    steps = [Link(story.section, list_of("section", story.section).folder)] if story.section else []
    return setting.trail(*steps)


def _images(story: Story, pictures: Mapping[str, Copies], setting: Setting) -> Iterator[jsonld.Facts]:
    """The facts of the lead picture, in the format that every machine reads."""
    if not story.lead or story.withdrawal or story.lead.file not in pictures:
        return
    largest = pictures[story.lead.file].by_type[-1][1][-1]
    if address := setting.address(largest.path):
        yield jsonld.image(story.lead, address, largest.width, largest.height)


def _byline(told: Article, to: To) -> Markup:
    """The byline; each author is a link to all of their stories here."""
    names = {byline.name for byline in told.story.bylines if not byline.role}
    parts = []
    for part in told.byline:
        name = part.content[0].text if isinstance(part, StoryLink) and isinstance(part.content[0], Text) else ""
        name = name or (part.text if isinstance(part, Text) else "")
        if name in names:
            folder = list_of("author", name).folder
            parts.append(f'<a rel="author" href="{to(folder)}">{escape(name)}</a>')
        else:
            parts.append(escape(name))
    return Markup("".join(parts))


def _beside(told: Article, around: Around, setting: Setting) -> Iterator[Way]:
    """The other files of the story, and the page to republish it from."""
    words, slug = told.words, told.story.slug
    known = {
        LITE: (words.simple, "text/html"),
        "text": (words.text_only, "text/plain"),
        "epub": (words.ebook, "application/epub+zip"),
    }
    files = {file.edition: file for file in around.files}
    for edition, (label, media_type) in known.items():
        if edition in files:
            yield Way(label, setting.to(files[edition].path), media_type)
    if REPUBLISH in files:
        yield Way(words.republish, setting.to(f"{slug}/{REPUBLISH_FILE}"))


def _beside_lite(told: Article, around: Around, setting: Setting) -> Iterator[Way]:
    """The story's other files, its page with pictures first."""
    words = told.words
    yield Way(
        words.on_the_web.partition("{address}")[0].rstrip(": \u202f"), setting.to(f"{told.story.slug}/"), "text/html"
    )
    known = {
        "text": (words.text_only, "text/plain"),
        "print": (words.print, "application/pdf"),
        "large-print": (words.large_print, "application/pdf"),
        "booklet": (words.booklet, "application/pdf"),
        "epub": (words.ebook, "application/epub+zip"),
    }
    files = {file.edition: file for file in around.files}
    for edition, (label, media_type) in known.items():
        if edition in files:
            yield Way(label, setting.to(files[edition].path), media_type)


def _to_print(words: Words, around: Around, setting: Setting) -> Iterator[PrintWay]:
    """The sheets, with what printing them takes and costs."""
    labels = {"print": words.print, "large-print": words.large_print, "booklet": words.booklet}
    files = {file.edition: file for file in around.files}
    for edition, label in labels.items():
        if edition in files:
            file = files[edition]
            yield PrintWay(label, setting.to(file.path), paper_briefly(file.sheets, file.pages, setting))


def _series(story: Story, around: Around, setting: Setting, to: To) -> Neighbours | None:
    if not story.series:
        return None
    site = setting.site
    return Neighbours(
        list_of("series", story.series.name).folder,
        _link_in(site.previous_part, around.previous, setting, to),
        _link_in(site.next_part, around.next, setting, to),
    )


def _link_in(phrase: str, card: bytes, setting: Setting, to: To) -> Markup:
    """A phrase with a story's linked headline in it; nothing when there is no story."""
    if not card:
        return Markup()
    line = setting.liner.line_in(card)
    before, after = phrase.split("{title}")
    return Markup('{}<a href="{}"{}>{}</a>{}').format(
        before, to(line.folder), line.lang_attributes, line.headline, after
    )


def _storylines(story: Story, setting: Setting, to: To) -> Iterator[Markup]:
    before, after = setting.site.storyline_of.split("{name}")
    for name in dict.fromkeys(story.storylines):
        folder = list_of("storyline", name).folder
        yield Markup('{}<a href="{}">{}</a>{}').format(before, to(folder), name, after)


def _languages(story: Story, around: Around, setting: Setting, to: To) -> dict[str, Any]:
    """The story's pages in other languages: for people, and, itself among them, for machines (convention D13)."""
    cards = [_card.decode(card) for card in around.translations]
    others = tuple(Language(card.language, card.headline, to(f"{card.slug}/")) for card in cards)
    every = [(story.language, f"{story.slug}/"), *((card.language, f"{card.slug}/") for card in cards)]
    machines = tuple(Language(language, "", setting.address(folder)) for language, folder in every) if cards else ()
    return {"languages": others, "translations": machines if setting.house.site else ()}


@dataclass(frozen=True, slots=True)
class Form:
    """A form that a story may be copied in."""

    name: str
    title: str
    text: str


def republishing_page(told: Article, around: Around, setting: Setting) -> bytes:
    """The page to copy a story from; empty when others may not republish it."""
    if not may_be_republished(told):
        return b""
    story, site = told.story, setting.site
    found = dict(around.pictures)

    def shown(file: str) -> Shown | None:
        if file not in found:
            return None
        largest = found[file].by_type[-1][1][-1]
        return Shown(setting.address(largest.path), largest.width, largest.height)

    made = republish(told, setting.house, shown)
    forms = (
        Form("html", site.republish_html, made.html),
        Form("markdown", site.republish_markdown, made.markdown),
        Form("text", site.republish_text, made.text),
    )
    licence = next(section for section in told.closing if section.name == "licence")
    steps = setting.trail(Link(told.headline, f"{story.slug}/"), Link(site.republish, f"{story.slug}/{REPUBLISH_FILE}"))
    ((_, page),) = setting.pages(
        "republish.html.j2",
        Frame(f"{story.slug}/{REPUBLISH_FILE}", site.republish, trail=steps, noindex=True),
        line=setting.liner.line(card_of(story, setting.house)),
        terms=[plain_html(told, setting).blocks(licence.blocks)],
        forms=forms,
    )
    return page


def with_authors(story: Story, house: House) -> tuple[Byline, ...]:
    """The bylines, for machines: authors have their pages here as their addresses."""
    if not house.site:
        return story.bylines
    return tuple(
        byline
        if byline.address or byline.role
        else msgspec.structs.replace(byline, address=whole(house.site, list_of("author", byline.name).folder))
        for byline in story.bylines
    )
