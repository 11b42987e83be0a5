"""A story's card: the facts of it that other pages show, so that no list has to open a story."""

from datetime import datetime

from msgspec import Struct

from freesheet.story.nodes import Correction, Instant, Kind, Series


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
    """What lists, feeds and sitemaps tell of a story. `id` never changes; `slug` is its folder on the site.

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
