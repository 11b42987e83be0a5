"""The e-book: EPUB 3.3 of a story or an issue, with its contents, its notes both ways, and what it offers to readers.

It has no page list: that would promise the page numbers of one certain print, and there are three, on two papers.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from markupsafe import Markup

from freesheet.edition import Artifact, Edition, Kit
from freesheet.editions.epub import cover, package
from freesheet.markup.article import Article, appeal_of, article
from freesheet.markup.html import Html
from freesheet.markup.notes import Endnotes, bare, endnotes
from freesheet.markup.plates import Plates
from freesheet.markup.references import References
from freesheet.markup.templates import templates
from freesheet.markup.words import direction, furniture_language, long_date, words_of
from freesheet.parcel import pack
from freesheet.story.nodes import Issue, PullQuote
from freesheet.story.walk import text_of

NOTE_REFERENCE = Markup(' epub:type="noteref" role="doc-noteref"')
# The widest screen of a usual e-reader is 1,264 pixels; margins take the rest.
PICTURE_WIDTH = 1200


@dataclass(frozen=True, slots=True)
class Chapter:
    """One story of the book; `parts` are the places in it that a table of contents names."""

    file: str
    title: str
    lang: Markup
    parts: tuple[tuple[str, str], ...]
    page: bytes


def make(issue: Issue, kit: Kit) -> tuple[Artifact, ...]:
    """The book; what its pictures lost is told in its losses."""
    plates = Plates(EDITION.name, kit, PICTURE_WIDTH)
    book = bound(issue, kit, chapters_of(issue, kit, plates), plates)
    return (Artifact(EDITION.files.format(slug=issue.slug), EDITION.name, book, losses=tuple(plates.losses)),)


def chapters_of(issue: Issue, kit: Kit, plates: Plates) -> tuple[Chapter, ...]:
    """The finished pages of its stories; `plates` collects the pictures that they show."""
    articles = (article(story, kit.house) for story in issue.stories)
    return tuple(_chapter(number, told, plates, issue, kit) for number, told in enumerate(articles, 1))


def bound(issue: Issue, kit: Kit, chapters: tuple[Chapter, ...], plates: Plates) -> bytes:
    """The book's bytes: finished chapters with cover, title page, contents, colophon and pictures."""
    articles = tuple(article(story, kit.house) for story in issue.stories)
    return pack(_files(issue, kit, articles, chapters, plates))


def _chapter(number: int, told: Article, plates: Plates, issue: Issue, kit: Kit) -> Chapter:
    references = References(told.address or kit.house.site, attributes=NOTE_REFERENCE)
    notes = endnotes(told)
    html = Html(told.words, notes, plates.of(told), references.link, references.mark, pull_quotes=False)
    language = told.story.language
    page = _page(
        "story.xhtml.j2",
        title=told.headline,
        article=told,
        html=html,
        notes=notes.notes,
        printed=references.printed,
        on_the_web=told.words.on_the_web.format(address=bare(told.address)),
        **_speech(language),
    )
    parts = [(section.name, section.title) for section in told.closing]
    if references.printed:
        parts.append(("notes", told.words.links))
    lang = _lang(language) if language != issue.language else Markup()
    return Chapter(f"story-{number}.xhtml", told.headline, lang, tuple(parts) if issue.alone else (), page)


def _files(
    issue: Issue, kit: Kit, articles: tuple[Article, ...], chapters: tuple[Chapter, ...], plates: Plates
) -> Iterator[tuple[str, bytes]]:
    words = words_of(issue.language)
    dated = long_date(kit.date(issue), issue.language, kit.house)
    shared = {
        "house": kit.house,
        "issue": issue,
        "chapters": chapters,
        "plates": tuple(plates),
        "title": issue.title,
        "imprint": tuple(part for part in (issue.number, dated) if part),
    } | _speech(issue.language)
    first = articles[0] if articles else None
    yield "mimetype", b"application/epub+zip"
    yield "META-INF/container.xml", _shipped("container.xml")
    yield "EPUB/package.opf", _page("package.opf.j2", **shared, **package.facts(issue, kit))
    yield "EPUB/nav.xhtml", _page("nav.xhtml.j2", **shared | {"title": words.contents})
    byline = text_of(first.byline) if first else ""
    yield "EPUB/title.xhtml", _page("title.xhtml.j2", **shared, dek=_dek(issue, first), byline=byline)
    for chapter in chapters:
        yield f"EPUB/{chapter.file}", chapter.page
    appeal = appeal_of(articles)
    html = Html(words, Endnotes({}, ()), image=lambda _picture: Markup())
    yield (
        "EPUB/colophon.xhtml",
        _page(
            "colophon.xhtml.j2",
            **shared | {"title": kit.house.name},
            appeal=appeal,
            html=html,
            rights=package.rights(issue, kit),
        ),
    )
    drawn = shared | cover.layout(issue, kit.house)
    yield "EPUB/cover.svg", _page("cover.svg.j2", **drawn)
    yield "EPUB/cover.xhtml", _page("cover.xhtml.j2", **drawn)
    yield "EPUB/style.css", _shipped("style.css")
    yield from ((f"EPUB/{path}", fitted.data) for path, fitted in plates)


def _dek(issue: Issue, first: Article | None) -> str:
    return first.dek if issue.alone and first else issue.introduction


def _speech(language: str) -> dict[str, Any]:
    """The language of a page, its direction, and the mark of furniture that is in another language."""
    furniture = furniture_language(language)
    return {
        "language": language,
        "direction": direction(language),
        "foreign": Markup() if furniture == language else _lang(furniture),
    }


def _lang(language: str) -> Markup:
    return Markup(' lang="{0}" xml:lang="{0}" dir="{1}"').format(language, direction(language))


def _page(template: str, **facts: Any) -> bytes:
    return templates(__name__).get_template(template).render(facts).encode()


@cache
def _shipped(name: str) -> bytes:
    return files(__name__).joinpath(name).read_bytes()


EDITION = Edition(
    name="epub",
    title="E-book",
    make=make,
    files="{slug}.epub",
    of=("story", "issue"),
    leaves_out=(PullQuote,),
    limits="What plays on the web is a link; a picture is at most 1,200 pixels wide.",
)
