"""A story's card: the facts of it that other pages show, so that no list has to open a story."""

from collections.abc import Iterator
from datetime import datetime

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from freesheet.house import House
from freesheet.site.addresses import ListName, list_of
from freesheet.story.nodes import (
    Byline,
    Correction,
    Instant,
    Kind,
    Origin,
    Picture,
    Series,
    Story,
    Withdrawal,
)
from freesheet.story.typeset import typeset_line


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


class Top(Struct, frozen=True):
    """All of a story but its body: what a card is made of."""

    id: str
    slug: str
    headline: str
    kind: Kind = "news"
    language: str = "en"
    section: str = ""
    topics: tuple[str, ...] = ()
    storylines: tuple[str, ...] = ()
    series: Series | None = None
    dek: str = ""
    bylines: tuple[Byline, ...] = ()
    published: Instant | None = None
    updated: Instant | None = None
    corrections: tuple[Correction, ...] = ()
    withdrawal: Withdrawal | None = None
    origin: Origin | None = None
    address: str = ""
    aliases: tuple[str, ...] = ()
    translation_of: str = ""
    lead: Picture | None = None


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
    lead: Lead | None = None
    translation_of: str = ""
    aliases: tuple[str, ...] = ()
    tells_so_far: bool = False

    @property
    def folder(self) -> str:
        return f"{self.slug}/"


def on_site(story: Story) -> Story:
    """The story as the site carries it: its page is its own folder here, whatever address it had before."""
    return replace(story, address="") if story.address else story


def own_path(address: str, site: str) -> str:
    """The path of an address on the house's own site; empty for any other."""
    root = site.rstrip("/")
    return address[len(root) :] if root and address.startswith(f"{root}/") else ""


def card_of(story: Top | Story, house: House, *, tells_so_far: bool = False) -> Card:
    """The card of a published story."""
    if story.published is None:
        raise ValueError(f"The story {story.slug} has no date of publication.")
    gone, origin, language = story.withdrawal, story.origin, story.language
    alias = own_path(story.address, house.site)
    aliases = (*story.aliases, alias) if alias else story.aliases
    return Card(
        id=story.id,
        slug=story.slug,
        headline=typeset_line(story.headline, language),
        published=story.published,
        changed=_changed(story, story.published),
        kind=story.kind,
        language=language,
        dek="" if gone else typeset_line(story.dek, language),
        section=story.section,
        topics=story.topics,
        storylines=story.storylines,
        series=story.series,
        authors=tuple([Author(one.name, one.outlet, one.address) for one in story.bylines if not one.role]),
        corrections=tuple([_typeset(correction, language) for correction in story.corrections]),
        withdrawn=gone.made if gone else None,
        why_withdrawn=typeset_line(gone.why, language) if gone else "",
        partner=origin.partner if origin else "",
        original=origin.address if origin and origin.canonical else "",
        noindex=bool(origin and origin.noindex),
        lead=_lead(story.lead) if story.lead and not gone else None,
        translation_of=story.translation_of,
        aliases=tuple([path for path in dict.fromkeys(aliases) if path != f"/{story.slug}/"]),
        tells_so_far=tells_so_far and not gone,
    )


_top = msgspec.json.Decoder(Top)
# The word stands for nothing else in a story's JSON; a story of it in its text only costs a look.
_SO_FAR = b'"story-so-far"'


def card_in_json(data: bytes, house: House) -> Card:
    """The card of a story.json that has been read before; its body is not looked at again."""
    return card_of(_top.decode(data), house, tells_so_far=_SO_FAR in data)


def _changed(story: Top | Story, published: datetime) -> datetime:
    gone = story.withdrawal
    changes = (story.updated, gone.made if gone else None, *[correction.made for correction in story.corrections])
    return max((published, *[when for when in changes if when]))


def _typeset(correction: Correction, language: str) -> Correction:
    wrong, right = typeset_line(correction.wrong, language), typeset_line(correction.right, language)
    return replace(correction, wrong=wrong, right=right)


def _lead(picture: Picture) -> Lead:
    alt = "" if picture.decorative else picture.alt
    return Lead(picture.file, alt, picture.credit, picture.licence, picture.republishable)


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
