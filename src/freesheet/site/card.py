"""A story's card: the facts of it that other pages show, so that no list has to open a story."""

from collections.abc import Iterator
from datetime import datetime

from msgspec import Struct
from msgspec.structs import replace

from freesheet.house import House
from freesheet.site.addresses import ListName, list_of
from freesheet.story.nodes import Aside, Correction, Instant, Kind, Picture, Series, Story
from freesheet.story.typeset import typeset
from freesheet.story.walk import every_block, reading_minutes


class Author(Struct, frozen=True, omit_defaults=True, array_like=True):
    """One author as a list names them; `outlet` is who they write for, `address` their own page, elsewhere."""

    name: str
    outlet: str = ""
    address: str = ""


class Lead(Struct, frozen=True, omit_defaults=True, array_like=True):
    """A story's lead picture: its file in the story's folder as the story names it, and what it shows."""

    file: str
    alt: str = ""
    credit: str = ""
    licence: str = ""
    republishable: bool = False


class Card(Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """What lists, feeds and sitemaps tell of a story, its words typeset as on its page.

    `id` never changes; `slug` is its folder on the site.

    `changed` is when its text last changed, never before `published`. `withdrawn` is when it was taken back: then only
    its headline and the notice are left. `original` is the partner's page, where the agreement says that search engines
    should keep that one. `translation_of` is the id of the story that this one translates. `tells_so_far` says that an
    aside of it tells the story so far.
    """

    id: str
    slug: str
    headline: str
    published: Instant
    changed: Instant
    kind: Kind = "news"
    language: str = "en"
    dek: str = ""
    section: str = ""
    topics: tuple[str, ...] = ()
    storylines: tuple[str, ...] = ()
    series: Series | None = None
    authors: tuple[Author, ...] = ()
    corrections: tuple[Correction, ...] = ()
    withdrawn: datetime | None = None
    why_withdrawn: str = ""
    partner: str = ""
    original: str = ""
    noindex: bool = False
    minutes: int = 1
    lead: Lead | None = None
    translation_of: str = ""
    aliases: tuple[str, ...] = ()
    tells_so_far: bool = False

    @property
    def folder(self) -> str:
        return f"{self.slug}/"


def on_site(story: Story, house: House) -> Story:
    """The story as the site carries it: its page is its own folder here, whatever address it had before."""
    alias = own_path(story.address, house.site)
    if not story.address:
        return story
    aliases = tuple(path for path in dict.fromkeys((*story.aliases, alias)) if path and path != f"/{story.slug}/")
    return replace(story, address="", aliases=aliases)


def own_path(address: str, site: str) -> str:
    """The path of an address on the house's own site; empty for any other."""
    root = site.rstrip("/")
    return address[len(root) :] if root and address.startswith(f"{root}/") else ""


def card_of(story: Story) -> Card:
    """The card of a published story, as `on_site` gives it."""
    if story.published is None:
        raise ValueError(f"The story {story.slug} has no date of publication.")
    told = typeset(replace(story, body=(), lead=None, sources=()))
    gone, origin = told.withdrawal, story.origin
    return Card(
        id=story.id,
        slug=story.slug,
        headline=told.headline,
        published=story.published,
        changed=_changed(story, story.published),
        kind=story.kind,
        language=story.language,
        dek="" if gone else told.dek,
        section=story.section,
        topics=story.topics,
        storylines=story.storylines,
        series=story.series,
        authors=tuple(Author(one.name, one.outlet, one.address) for one in story.bylines if not one.role),
        corrections=told.corrections,
        withdrawn=gone.made if gone else None,
        why_withdrawn=gone.why if gone else "",
        partner=origin.partner if origin else "",
        original=origin.address if origin and origin.canonical else "",
        noindex=bool(origin and origin.noindex),
        minutes=reading_minutes(story),
        lead=_lead(story.lead) if story.lead and not gone else None,
        translation_of=story.translation_of,
        aliases=story.aliases,
        tells_so_far=not gone and any(map(_is_so_far, every_block(story.body))),
    )


def _changed(story: Story, published: datetime) -> datetime:
    gone = story.withdrawal
    changes = (story.updated, gone.made if gone else None, *(correction.made for correction in story.corrections))
    return max((published, *(when for when in changes if when)))


def _lead(picture: Picture) -> Lead:
    return Lead(
        picture.file, "" if picture.decorative else picture.alt, picture.credit, picture.licence, picture.republishable
    )


def _is_so_far(block: object) -> bool:
    return isinstance(block, Aside) and block.role == "story-so-far"


def lists_of(card: Card, month: str) -> Iterator[tuple[ListName, str]]:
    """The lists that show a story, each once, with what it calls them; `month` is "2026/05" in the house's zone."""
    named = dict[ListName, str]()
    if card.section:
        named.setdefault(list_of("section", card.section), card.section)
    for topic in card.topics:
        named.setdefault(list_of("topic", topic), topic)
    for author in card.authors:
        named.setdefault(list_of("author", author.name), author.name)
    if card.series:
        named.setdefault(list_of("series", card.series.name), card.series.name)
    for storyline in card.storylines:
        named.setdefault(list_of("storyline", storyline), storyline)
    named[ListName("month", month)] = month
    yield from named.items()
