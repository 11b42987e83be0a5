"""The offline library: a ZIM file of an issue for Kiwix, with an index of all its words."""

from collections.abc import Iterator
from functools import cache
from importlib.resources import files

from freesheet.edition import Artifact, Edition, Kit
from freesheet.editions.zim.archive import Entry, written
from freesheet.editions.zim.metadata import code, illustration, metadata
from freesheet.markup import front
from freesheet.markup.article import Article, article
from freesheet.markup.html import Html
from freesheet.markup.notes import bare, endnotes
from freesheet.markup.plates import Plates
from freesheet.markup.references import References
from freesheet.markup.templates import templates
from freesheet.markup.words import direction, furniture_language
from freesheet.story.nodes import Issue, PullQuote

# Kiwix is read on phones and on the small computers of schools and prisons, where space is dear.
PICTURE_WIDTH = 800
MAIN = "index.html"
HTML, CSS = "text/html", "text/css"


def make(issue: Issue, kit: Kit) -> tuple[Artifact, ...]:
    """The file; what its pictures lost is told in its losses."""
    plates = Plates(EDITION.name, kit, PICTURE_WIDTH)
    library = written(
        _entries(issue, kit, plates),
        metadata=metadata(issue, kit),
        illustration=illustration(kit.house),
        main=MAIN,
        language=code(issue.language),
    )
    return (Artifact(EDITION.files.format(slug=issue.slug), EDITION.name, library, losses=tuple(plates.losses)),)


def _entries(issue: Issue, kit: Kit, plates: Plates) -> Iterator[Entry]:
    """All files, written one by one; pictures come last, when the pages have named them."""
    listed = list[front.Entry]()
    for told in (article(story, kit.house) for story in issue.stories):
        path = f"{told.story.slug}.html"
        yield Entry(path, told.headline, HTML, _page(told, plates, kit).encode(), front=True)
        picture = plates.of(told)(told.lead) if told.lead and not listed else front.NO_PICTURE
        listed.append(front.Entry(told, path, picture))
    yield Entry(MAIN, issue.title, HTML, front.front(issue, kit, listed).encode())
    yield Entry("style.css", "", CSS, (front.style(kit.house.look.accent) + _story_style()).encode())
    for path, fitted in plates:
        yield Entry(path, "", fitted.media_type, fitted.data, compress=False)


def _page(told: Article, plates: Plates, kit: Kit) -> str:
    references = References(told.address or kit.house.site, online=told.words.online)
    notes = endnotes(told)
    furniture = furniture_language(told.story.language)
    return (
        templates(__name__)
        .get_template("story.html.j2")
        .render(
            article=told,
            house=kit.house,
            html=Html(told.words, notes, plates.of(told), references.link, references.mark, pull_quotes=False),
            notes=notes.notes,
            printed=references.printed,
            on_the_web=told.words.on_the_web.format(address=bare(told.address)),
            main=MAIN,
            direction=direction(told.story.language),
            furniture=furniture,
            furniture_direction=direction(furniture),
        )
    )


@cache
def _story_style() -> str:
    return files(__name__).joinpath("story.css").read_text("utf-8")


EDITION = Edition(
    name="zim",
    title="Offline library",
    make=make,
    files="{slug}.zim",
    of=("issue",),
    leaves_out=(PullQuote,),
    limits="What plays on the web is a link marked “online”; a picture is at most 800 pixels wide.",
)
