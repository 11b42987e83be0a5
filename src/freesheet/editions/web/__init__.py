"""The web edition: one self-contained HTML page, with a light, a dark and a print face, and its pictures beside it."""

from collections.abc import Iterator
from functools import lru_cache

import segno
from markupsafe import Markup

from freesheet.edition import Artifact, Edition, Kit
from freesheet.editions.web.look import look
from freesheet.editions.web.shown import Shown, image, shown
from freesheet.markup import jsonld
from freesheet.markup.article import Article, article
from freesheet.markup.furniture import editions_beside, imprint, language_of, share
from freesheet.markup.head import head
from freesheet.markup.html import Html
from freesheet.markup.links import Links, href, on_page
from freesheet.markup.notes import Endnote, Endnotes, endnotes
from freesheet.markup.references import References
from freesheet.markup.templates import templates
from freesheet.markup.words import direction
from freesheet.story.nodes import Issue

# A code of more modules than 300 characters need is too fine for a phone to read at 26 mm.
LONGEST_CODE = 300
BESIDE = ("print", "large-print", "booklet", "lite", "text", "epub")


def make(issue: Issue, kit: Kit) -> tuple[Artifact, ...]:
    """The page, and its pictures; what is missing is told in the page's losses."""
    told = article(issue.stories[0], kit.house)
    pictures, losses = shown(told, kit, EDITION.name)
    page = _page(told, issue, kit, pictures)
    copies = (copy for picture in pictures.values() for copy in picture.copies)
    return (
        Artifact(EDITION.files, EDITION.name, page.encode(), losses=losses),
        *(Artifact(copy.name, EDITION.name, copy.data) for copy in copies),
    )


def _page(told: Article, issue: Issue, kit: Kit, pictures: dict[str, Shown]) -> str:
    facts = head(told, kit.house)
    notes = endnotes(told, "footnotes-first")
    references = References()
    style = look(told, kit.house, facts.canonical)
    images = [
        jsonld.image(one.picture, whole, one.largest.width, one.largest.height)
        for one in pictures.values()
        if (whole := on_page(told.address, one.largest.name))
    ]
    return (
        templates("freesheet.editions.web")
        .get_template("page.html.j2")
        .render(
            article=told,
            house=kit.house,
            head=facts,
            html=Html(
                told.words, notes, image(told, pictures), Links(told.address, numbered=True).link, references.mark
            ),
            style=Markup(style.style),
            policy=style.policy,
            direction=direction(told.story.language),
            furniture=language_of(told),
            ways=share(told, facts.canonical) + editions_beside(told.words, issue, kit, BESIDE),
            imprint=imprint(kit.house, told.words),
            og_image=images[0] if images else None,
            og_alt=next(iter(pictures.values())).picture.alt if images else "",
            jsonld=jsonld.in_page(jsonld.jsonld(told, kit.house, images)),
            footnotes=[note for note in notes.notes if not note.is_link],
            printed=references.printed,
            links=tuple(_printed_links(told, notes)),
            qr=qr_code(facts.canonical),
        )
        .strip()
        + "\n"
    )


def _printed_links(told: Article, notes: Endnotes) -> Iterator[Endnote]:
    """The links that have a number on paper, each with its whole address."""
    for note in notes.notes:
        whole = on_page(told.address, note.address) if note.is_link else ""
        if whole:
            yield Endnote(note.number, note.content, note.address if href(note.address) else whole)


@lru_cache(maxsize=32)
def qr_code(address: str) -> Markup:
    """A QR code of the address as inline SVG; empty when there is no address, or one too long."""
    if not 0 < len(address.encode()) <= LONGEST_CODE:
        return Markup()
    code = segno.make(address, error="m", micro=False)
    drawn = code.svg_inline(border=2, omitsize=True, svgclass=None, lineclass=None)
    return Markup(drawn)


EDITION = Edition(
    name="web",
    title="Web page",
    make=make,
    files="index.html",
    limits="What plays elsewhere (a video, a post, a map) is linked, not shown.",
)
