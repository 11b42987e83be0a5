"""All that a story's page shows, by the names that its template calls them."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from markupsafe import Markup

from freesheet.editions.web.code import code
from freesheet.editions.web.look import Look, running_foot
from freesheet.editions.web.metadata import metadata
from freesheet.house import House
from freesheet.markup import jsonld
from freesheet.markup.article import Article
from freesheet.markup.furniture import Way, imprint, language_attribute, share
from freesheet.markup.head import head
from freesheet.markup.html import Html
from freesheet.markup.links import Links, href, on_page
from freesheet.markup.notes import Endnote, Endnotes, endnotes
from freesheet.markup.references import References
from freesheet.markup.words import direction
from freesheet.story.nodes import Byline, Picture


def view(
    told: Article,
    house: House,
    *,
    look: Look,
    image: Callable[[Picture], Markup],
    images: Sequence[jsonld.Facts] = (),
    og_alt: str = "",
    beside: Sequence[Way] = (),
    bylines: Sequence[Byline] = (),
) -> dict[str, Any]:
    """`image` writes a picture; `images` are their facts for machines, with `og_alt` the first; `beside` are files.

    `bylines` are the story's for machines, where they tell more than the page.
    """
    facts = head(told, house)
    ways = (*share(told, facts.canonical), *beside)
    linked_data = jsonld.in_page(jsonld.jsonld(told, house, images, bylines))
    notes = endnotes(told, "footnotes-first")
    references = References()
    return {
        "article": told,
        "house": house,
        "head": facts,
        "html": Html(told.words, notes, image, Links(told.address, numbered=True).link, references.mark),
        "look": look,
        "direction": direction(told.story.language),
        "furn": language_attribute(told),
        "metadata": metadata(told, facts, house, ways, images[0] if images else None, og_alt, linked_data),
        "ways": ways,
        "imprint": imprint(house, told.words),
        "footnotes": [note for note in notes.notes if not note.is_link],
        "printed": references.printed,
        "links": tuple(_printed_links(told, notes)),
        "code": code(facts.canonical),
        "footer": running_foot(told.headline, facts.canonical),
    }


def _printed_links(told: Article, notes: Endnotes) -> Iterator[Endnote]:
    """The links that have a number on paper, each with its whole address."""
    for note in notes.notes:
        whole = on_page(told.address, note.address) if note.is_link else ""
        if whole:
            yield Endnote(note.number, note.content, note.address if href(note.address) else whole)
