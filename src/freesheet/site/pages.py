"""The pages of the site that are no stories: what each is made of, so that the press knows when one is out of date."""

from typing import Literal

from msgspec import Struct

from freesheet.site.addresses import ListKind
from freesheet.site.redirects import Status

# A list's numbered pages hold so many stories; its first page holds the newest, at least as many and fewer than twice.
PART = 30

Cards = tuple[bytes, ...]


class Page(Struct, frozen=True, tag=True, array_like=True):
    """One page, or a few that are made of the same. Its encoded form is what it depends on, besides house and theme."""


class Link(Struct, frozen=True, array_like=True):
    title: str
    folder: str


class Copy(Struct, frozen=True, array_like=True):
    """A picture at one width, in one format; `path` begins at the site's root."""

    path: str
    width: int
    height: int


class Copies(Struct, frozen=True, array_like=True):
    """What the site has of one picture: by media type, of rising width; `grey` is a light one for paper."""

    by_type: tuple[tuple[str, tuple[Copy, ...]], ...]
    grey: Copy | None = None


class IssueFact(Struct, frozen=True, array_like=True):
    """What other pages tell of an issue; `published` is ISO 8601, empty when it has no date."""

    slug: str
    title: str
    number: str = ""
    published: str = ""
    introduction: str = ""


class FileFact(Struct, frozen=True, array_like=True):
    """A file to take along: its edition, its path from the root, its bytes, its sides and sheets."""

    edition: str
    path: str
    size: int
    pages: int = 0
    sheets: int = 0


class FrontPage(Page, frozen=True):
    picks: Cards
    latest: Cards
    storylines: tuple[Link, ...]
    picture: Copies | None = None
    issue: IssueFact | None = None


class ListPage(Page, frozen=True):
    """Part of a list, oldest first. `number` 0 is its first page; `parts` is how many numbered ones there are."""

    kind: ListKind
    slug: str
    title: str
    number: int
    parts: int
    cards: Cards
    so_far: bytes = b""


class ListFeeds(Page, frozen=True):
    """The feeds of a list, or of the whole site when `kind` is empty: the newest stories, oldest first, whole."""

    kind: ListKind | Literal[""]
    slug: str
    title: str
    stories: tuple[tuple[bytes, bytes, "PictureCopies"], ...]
    previous_archive: str = ""


class ArchiveFeed(Page, frozen=True):
    """A part of the archive that will not change by what comes later: ten stories of a month, oldest first."""

    month: str
    number: int
    stories: tuple[tuple[bytes, bytes, "PictureCopies"], ...]
    previous_archive: str = ""


class Directory(Page, frozen=True):
    """All lists of a kind, by letter."""

    kind: ListKind
    links: tuple[Link, ...]


class Years(Page, frozen=True):
    """The years of the archive, newest first; or the months of one year, oldest first, when `year` is given."""

    numbers: tuple[int, ...]
    year: int = 0


class CorrectionsPage(Page, frozen=True):
    """Part of all corrections, oldest first: a story's card, and which of its corrections."""

    number: int
    parts: int
    notes: tuple[tuple[bytes, int], ...]


class IssuesPage(Page, frozen=True):
    issues: tuple[IssueFact, ...]


class IssuePage(Page, frozen=True):
    issue: IssueFact
    cards: Cards
    files: tuple[FileFact, ...]


class TakePage(Page, frozen=True):
    files: tuple[FileFact, ...]
    issues: tuple[tuple[IssueFact, tuple[FileFact, ...]], ...]


class FeedsPage(Page, frozen=True):
    lists: tuple[tuple[ListKind, tuple[Link, ...]], ...]


class FixedPage(Page, frozen=True):
    """A page that is not of the news, such as "about": its story.json."""

    slug: str
    title: str
    story: bytes


class GivePage(Page, frozen=True):
    story: bytes = b""


class MissingPage(Page, frozen=True):
    """404 and 410."""

    sections: tuple[Link, ...]


class SearchPage(Page, frozen=True):
    """The page of the search, for a server that answers and for one that can't."""


class Sitemap(Page, frozen=True):
    """A month's stories: folder, last change (ISO 8601), and the folders of its translations by language."""

    month: str
    entries: tuple[tuple[str, str, tuple[tuple[str, str], ...]], ...]


class SitemapIndex(Page, frozen=True):
    """The months with the instant of the last change in each (ISO 8601), and the paths of what is not a story."""

    months: tuple[tuple[str, str], ...]
    others: tuple[str, ...]


class NewsSitemap(Page, frozen=True):
    """The stories of the last days; `now` is the instant of the last one's, which tells how old the others are."""

    cards: Cards
    now: str


class SiteFiles(Page, frozen=True):
    """robots.txt, security.txt, redirects, what a server has to be told; `now` is the month of the run: "2026-05"."""

    now: str
    redirects: tuple[tuple[str, str], ...] = ()
    gone: tuple[str, ...] = ()
    statuses: tuple[tuple[str, Status], ...] = ()


PictureCopies = tuple[tuple[str, Copies], ...]
