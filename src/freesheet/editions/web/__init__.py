"""The web edition: one self-contained HTML page, with a light, a dark and a print face, and its pictures beside it."""

from freesheet.edition import Artifact, Edition, Kit
from freesheet.editions.web.look import look
from freesheet.editions.web.shown import Shown, image, shown
from freesheet.editions.web.view import view
from freesheet.markup import jsonld
from freesheet.markup.article import Article, article
from freesheet.markup.furniture import editions_beside
from freesheet.markup.links import on_page
from freesheet.markup.templates import templates
from freesheet.story.nodes import Issue

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
    images = [
        jsonld.image(one.picture, whole, one.largest.width, one.largest.height)
        for one in pictures.values()
        if (whole := on_page(told.address, one.largest.name))
    ]
    page = view(
        told,
        kit.house,
        look=look(kit.house.look.accent),
        image=image(told, pictures),
        images=images,
        og_alt=next(iter(pictures.values())).picture.alt if images else "",
        beside=editions_beside(told.words, issue, kit, BESIDE),
    )
    return templates("freesheet.editions.web").get_template("page.html.j2").render(page).strip() + "\n"


EDITION = Edition(
    name="web",
    title="Web page",
    make=make,
    files="index.html",
    limits="What plays elsewhere (a video, a post, a map) is linked, not shown.",
)
