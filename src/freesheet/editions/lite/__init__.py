"""The lite edition: a page without pictures, without a style of its own, for old phones and bad lines."""

from collections.abc import Callable, Sequence
from typing import Any

from markupsafe import Markup

from freesheet.edition import Artifact, Edition, Kit
from freesheet.house import House
from freesheet.markup.article import Article, article
from freesheet.markup.furniture import Way, editions_beside, imprint, language_attribute
from freesheet.markup.head import head
from freesheet.markup.html import Html, breakable, described
from freesheet.markup.links import Links
from freesheet.markup.notes import endnotes
from freesheet.markup.references import References
from freesheet.markup.templates import templates
from freesheet.markup.words import direction
from freesheet.story.nodes import Issue, Picture, PullQuote

BESIDE = ("web", "text", "print", "large-print", "booklet", "epub")


def make(issue: Issue, kit: Kit) -> tuple[Artifact, ...]:
    """One page, which loads nothing else."""
    told = article(issue.stories[0], kit.house)
    ways = editions_beside(told.words, issue, kit, BESIDE)
    page = templates("freesheet.editions.lite").get_template("page.html.j2").render(view(told, kit.house, ways))
    return (Artifact(EDITION.files, EDITION.name, (page.strip() + "\n").encode()),)


def view(told: Article, house: House, ways: Sequence[Way]) -> dict[str, Any]:
    """All that the page shows, by the names that its template calls them; `ways` lead to the story's other files."""
    notes = endnotes(told, "footnotes-first")
    references = References()
    return {
        "article": told,
        "house": house,
        "head": head(told, house),
        "html": Html(
            told.words,
            notes,
            image=_described(told),
            link=Links(told.address).link,
            note=references.mark,
            pull_quotes=False,
            text=breakable,
        ),
        "direction": direction(told.story.language),
        "furn": language_attribute(told),
        "ways": ways,
        "imprint": imprint(house, told.words),
        "footnotes": [note for note in notes.notes if not note.is_link],
        "printed": references.printed,
    }


def _described(told: Article) -> Callable[[Picture], Markup]:
    return lambda picture: described(picture, told.words)


EDITION = Edition(
    name="lite",
    title="Lite page",
    make=make,
    files="lite.html",
    leaves_out=(PullQuote,),
    limits="Pictures are described, not shown; what plays elsewhere is linked.",
)
