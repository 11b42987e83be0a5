"""Which pages show a story: a pure function of where it stands, asked before a change and after it."""

from collections.abc import Iterator
from dataclasses import dataclass

from freesheet.site.addresses import ListName
from freesheet.site.pages import PART

# So many stories make one document of the archive feed (RFC 5005), and so many of the newest a feed.
FEED_PART = 10


@dataclass(frozen=True, slots=True)
class Spot:
    """A story's place in a list: how many stand before it, and how many there are."""

    list: ListName
    before: int
    length: int


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a story stands on the site. `month` is its place in the archive, which is among `spots` too.

    `beside` are the ids of stories whose pages show this one: parts of its series, its translations, and later stories
    that may name it as related. `months_of_versions` are those of its translations, whose sitemaps name it.
    `corrections` are the places of its corrections among all, and `corrected` how many there are. `earlier_month` and
    `later_month` are the months with stories around its own, empty where there is none.
    """

    id: str
    rank: tuple[int, str]
    month: ListName
    spots: tuple[Spot, ...]
    beside: tuple[str, ...] = ()
    months_of_versions: tuple[str, ...] = ()
    corrections: tuple[int, ...] = ()
    corrected: int = 0
    earlier_month: str = ""
    later_month: str = ""


def parts_of(length: int) -> int:
    """How many numbered pages a list of this length has; what is not on them is on its first page."""
    return max(0, length // PART - 1)


def pages_showing(stands: Standing, other: Standing | None) -> frozenset[str]:
    """The keys of all pages that show a story, or that its change moves something on.

    `other` is where it stands on the other side of the change; None when it comes or goes.
    """
    return frozenset(_pages(stands, other))


def _pages(stands: Standing, other: Standing | None) -> Iterator[str]:
    yield from (f"story/{id_}" for id_ in (stands.id, *stands.beside))
    yield from ("front", "feed//", "sitemaps", "news", "files", "take")
    elsewhere = {spot.list: spot for spot in other.spots} if other and other.rank == stands.rank else {}
    yield from (f"sitemap/{month}" for month in stands.months_of_versions)
    for spot in stands.spots:
        stays = spot.list in elsewhere and elsewhere[spot.list].before == spot.before
        yield from _parts(f"list/{spot.list.kind}/{spot.list.slug}", spot.before, spot.length, stays=stays)
        yield f"feed/{spot.list.kind}/{spot.list.slug}"
        if not spot.before:
            # A list begins, ends and is called as its first story says.
            yield from (f"directory/{spot.list.kind}", "feeds", "missing", "years", f"years/{stands.month.slug[:4]}")
        if spot.list == stands.month:
            yield from _archive(stands, spot, stays=stays)
    same = other is not None and other.corrections == stands.corrections
    for place in stands.corrections:
        yield from _parts("corrections", place, stands.corrected, stays=same)


def _parts(key: str, before: int, length: int, *, stays: bool) -> Iterator[str]:
    """The first page of a list, and the numbered one with this place; all later ones too, unless everything stays."""
    yield f"{key}/0"
    last = parts_of(length)
    first = before // PART + 1
    yield from (f"{key}/{number}" for number in range(first, (min(first, last) if stays else last) + 1))


def _archive(stands: Standing, spot: Spot, *, stays: bool) -> Iterator[str]:
    slug = spot.list.slug
    yield f"sitemap/{slug}"
    first, last = spot.before // FEED_PART, max(0, spot.length - 1) // FEED_PART
    yield from (f"archive-feed/{slug}/{number + 1}" for number in range(first, (first if stays else last) + 1))
    # The last document of a month is finished when the next month begins, and the first one names the one before it.
    if stands.earlier_month:
        yield f"archive-feed-end/{stands.earlier_month}"
    if stands.later_month:
        yield f"archive-feed/{stands.later_month}/1"
