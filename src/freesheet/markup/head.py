"""What machines are told of a story's page: its title, description, canonical address, dates and licence."""

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from babel.core import get_global

from freesheet.house import House
from freesheet.markup.article import Article, canonical_address
from freesheet.markup.links import href
from freesheet.story.nodes import Paragraph, Story
from freesheet.story.titles import search_title
from freesheet.story.walk import every_block, text_of

# Under 50 characters a search engine makes up its own description; over 300 none shows the rest.
SHORTEST, LONGEST = 50, 300


@dataclass(frozen=True, slots=True)
class Head:
    """Facts for a page's head and its JSON-LD; an empty string or None where there is no such fact."""

    title: str
    description: str
    canonical: str
    noindex: bool
    licence: str
    published: datetime | None
    modified: datetime | None
    locale: str


# A page asks for it once for what is shown, and once for what machines are told.
@lru_cache(maxsize=4)
def head(told: Article, house: House) -> Head:
    story = told.story
    origin = story.origin
    return Head(
        title=f"{search_title(story)} | {house.name}",
        description=description(told),
        canonical=_on_the_web(canonical_address(story, house)),
        noindex=bool(origin and origin.noindex),
        licence=licence_address(story, house),
        published=story.published.astimezone(house.zone) if story.published else None,
        modified=_modified(story, house),
        locale=locale_of(story.language),
    )


def description(told: Article) -> str:
    """The dek, and as much of the first paragraphs as a description lacks; empty when there are not enough words."""
    found = [told.dek] if told.dek else []
    paragraphs = (block for block in every_block((*told.notices, *told.body)) if isinstance(block, Paragraph))
    for paragraph in paragraphs:
        if len(" ".join(found)) >= SHORTEST:
            break
        found.append(" ".join(text_of(paragraph.content).split()))
    return fitting(" ".join(part for part in found if part))


def fitting(text: str) -> str:
    """A description as long as one that is shown whole; empty when there are not enough words."""
    if len(text) > LONGEST:
        text = text[: LONGEST - 1].rsplit(maxsplit=1)[0].rstrip(" ,;:–—") + "…"
    return text if len(text) >= SHORTEST else ""


def _on_the_web(address: str) -> str:
    target = href(address)
    return target if target.lower().startswith("http") else ""


def licence_address(story: Story, house: House) -> str:
    """The text of the licence that the story is under, where the house says where it is."""
    own = story.licence or ("" if story.origin else house.licence)
    return house.licence_address if own and own == house.licence and not story.withdrawal else ""


def _modified(story: Story, house: House) -> datetime | None:
    """When its text last changed: never before it was published."""
    changes = [story.updated, *(correction.made for correction in story.corrections)]
    changes.append(story.withdrawal.made if story.withdrawal else None)
    instants = [when for when in (story.published, *changes) if when]
    return max(instants).astimezone(house.zone) if instants else None


def locale_of(language: str) -> str:
    """A language with the country that it is most spoken in (Unicode CLDR, likely subtags): en_US."""
    primary, *rest = language.replace("_", "-").split("-")
    country = next((part.upper() for part in rest if len(part) == 2), "")
    likely = str(get_global("likely_subtags").get(primary.lower(), "")).split("_")[-1]
    return "_".join(part for part in (primary.lower(), country or (likely if len(likely) == 2 else "")) if part)
