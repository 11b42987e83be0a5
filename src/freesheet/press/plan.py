"""What each page is made of: reads the index and the archive, and gives the record that the page is made from."""

from collections import defaultdict, deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cached_property
from typing import NamedTuple

import msgspec

from freesheet.house import House
from freesheet.press.archive import Archive, Fixed, IssuePlan, path_of
from freesheet.press.index import RELATING, Index, Kept, card_in, rank_in
from freesheet.press.instants import milliseconds
from freesheet.press.shown import FEED_PART, parts_of
from freesheet.site.addresses import FOLDERS, ListKind, ListName
from freesheet.site.card import Card, lists_of
from freesheet.site.pages import (
    PART,
    ArchiveFeed,
    Copies,
    CorrectionsPage,
    Directory,
    FeedsPage,
    FileFact,
    FixedPage,
    FrontPage,
    GivePage,
    IssueFact,
    IssuePage,
    IssuesPage,
    Link,
    ListFeeds,
    ListPage,
    MissingPage,
    NewsSitemap,
    Page,
    PictureCopies,
    SearchPage,
    SiteFiles,
    Sitemap,
    SitemapIndex,
    TakePage,
    Years,
)
from freesheet.site.redirects import Row, Table, resolve
from freesheet.site.story_page import RELATED, Around

# The lists that have feeds, and pages of their own apart from the archive.
LISTED: tuple[ListKind, ...] = ("section", "topic", "author", "series", "storyline")

# The news sitemap tells of the last two days (its protocol).
NEWS_DAYS = timedelta(days=2)
NEWS_MOST = 1000

_copies = msgspec.msgpack.Decoder(Copies)


class Earlier(NamedTuple):
    """A story that stands before another in a list."""

    id: str
    card: bytes
    withdrawn: bool


class Recent:
    """The last few stories of each list, while all stories are gone through from the oldest on."""

    def __init__(self) -> None:
        self._last = defaultdict[ListName, deque[Earlier]](lambda: deque(maxlen=RELATED))

    def before(self, name: ListName, _kept: Kept) -> Iterator[Earlier]:
        return reversed(self._last[name])

    def add(self, kept: Kept, card: Card, names: Sequence[ListName]) -> None:
        one = Earlier(kept.id, kept.card, card.withdrawn is not None)
        for name in names:
            self._last[name].append(one)


class Documents:
    """The documents of the archive's feed, each right behind its stories, while all are gone through from the oldest.

    The last month's last one is not among them unless it is full: a story may still come into it.
    """

    def __init__(self) -> None:
        self._month, self._number, self._previous = "", 0, ""
        self._stories = list[tuple[bytes, bytes, PictureCopies]]()

    def add(self, kept: Kept, data: bytes, pictures: PictureCopies) -> Iterator[ArchiveFeed]:
        """Take a story in; gives what documents are whole now."""
        if kept.month != self._month:
            yield from self._end()
            self._month, self._number = kept.month, 0
        self._stories.append((kept.card, data, pictures))
        if len(self._stories) == FEED_PART:
            yield from self._end()

    def _end(self) -> Iterator[ArchiveFeed]:
        if self._stories:
            self._number += 1
            yield ArchiveFeed(self._month, self._number, tuple(self._stories), self._previous)
            self._previous = f"{self._month}/{self._number}"
            self._stories.clear()


@dataclass(frozen=True)
class Planner:
    """Gives the record of each page by its key, from what is in the index and the archive now."""

    index: Index
    archive: Archive
    house: House
    now: datetime
    issues: tuple[IssuePlan, ...] = ()
    picks: tuple[str, ...] = ()
    fixed: tuple[Fixed, ...] = ()
    redirects: Table = field(default_factory=lambda: Table(()))
    remarks: list[str] = field(default_factory=list)
    files_of: Callable[[str], tuple[FileFact, ...]] = field(default=lambda _key: ())
    _known_lists: dict[str, list[tuple[ListName, str]]] = field(default_factory=dict)

    # ── All keys ─────────────────────────────────────────────────────────────────────────────────────

    def keys(self) -> Iterator[str]:
        """Every key that the site should have, stories apart."""
        for kind in FOLDERS:
            yield f"directory/{kind}"
            for name, _ in self._lists(kind):
                yield from (f"list/{kind}/{name.slug}/{n}" for n in range(parts_of(self.index.length(name)) + 1))
                if kind != "month":
                    yield f"feed/{kind}/{name.slug}"
        for name, _ in self._lists("month"):
            yield f"sitemap/{name.slug}"
            parts = range(-(-self.index.length(name) // FEED_PART))
            yield from (f"archive-feed/{name.slug}/{part + 1}" for part in parts)
        yield from (f"years/{year}" for year in self._years())
        yield from (f"corrections/{n}" for n in range(parts_of(self.index.corrections_count()) + 1))
        yield from (f"issue/{issue.slug}" for issue in self.issues)
        yield from (f"fixed/{page.slug}" for page in self.fixed if page.slug != "give")
        yield from ("years", "feed//", "issues", "take", "feeds", "give", "missing", "search", "sitemaps", "news")
        yield from ("files", "front")

    def page(self, key: str) -> Page | None:
        """The record of a page; None when the site should not have it, or has it no more."""
        kind, _, rest = key.partition("/")
        return self._records()[kind](rest)

    def _records(self) -> dict[str, Callable[[str], Page | None]]:
        return {
            "list": self._list,
            "feed": self._feed,
            "archive-feed": self._archive_feed,
            "directory": self._directory,
            "years": self._years_page,
            "corrections": self._corrections,
            "front": self._front,
            "issues": self._issues,
            "issue": self._issue,
            "take": self._take,
            "feeds": self._feeds,
            "fixed": self._fixed,
            "give": self._give,
            "missing": self._missing,
            "search": self._search,
            "sitemap": self._sitemap,
            "sitemaps": self._sitemaps,
            "news": self._news,
            "files": self._files,
        }

    def settled(self, key: str) -> str:
        """The page that a key means: which document of a month's archive is its last is known only here.

        Empty where there is no such page any more.
        """
        month = key.removeprefix("archive-feed-end/")
        if month == key:
            return key
        end = self._end_of(month)
        return f"archive-feed/{end}" if end else ""

    # ── Stories ──────────────────────────────────────────────────────────────────────────────────────

    def around(self, kept: Kept, recent: "Recent | None" = None) -> Around:
        """What stands around a story's page; its other files are not in it yet.

        `recent` is what stood before it in each of its lists, when stories are asked for from the oldest on.
        """
        card = card_in(kept.card)
        names = [name for name, _ in lists_of(card, "")]
        previous, later = self._parts_beside(card, kept.at) if card.series else ("", "")
        group = self.index.translation_group(card) if self._has_translations else ()
        seen = {card.id, previous, later, *group}
        near = [name for kind in RELATING for name in names if name.kind == kind]
        before = recent.before if recent else self._before
        related: list[bytes] = []
        for name in near:
            for other in before(name, kept) if len(related) < RELATED else ():
                if other.id not in seen and len(related) < RELATED and not other.withdrawn:
                    related.append(other.card)
                seen.add(other.id)
        if recent:
            recent.add(kept, card, near)
        return Around(
            self._card(previous),
            self._card(later),
            tuple(related),
            tuple([found for id_ in group if (found := self._card(id_))]),
            self.pictures(card.id) if self._has_pictures else (),
        )

    # Asked once for a run: nothing changes in the index while stories are made.
    @cached_property
    def _has_translations(self) -> bool:
        return self.index.has_translations

    @cached_property
    def _has_pictures(self) -> bool:
        return self.index.has_pictures

    def _parts_beside(self, card: Card, at: int) -> tuple[str, str]:
        """The ids of the parts of a series before and after one; empty where there is none."""
        name = next(name for name, _ in lists_of(card, "") if name.kind == "series")
        before, after = self.index.beside(name, rank_in(name, card, at), card.id, 1)
        return "".join(before), "".join(after)

    def _before(self, name: ListName, kept: Kept) -> Iterator["Earlier"]:
        """The last stories of a list before one, the nearest first."""
        for id_ in self.index.beside(name, kept.at, kept.id, RELATED)[0]:
            other = self.index.kept(id_)
            if other:
                yield Earlier(id_, other.card, card_in(other.card).withdrawn is not None)

    def _card(self, id_: str) -> bytes:
        kept = self.index.kept(id_) if id_ else None
        return kept.card if kept else b""

    def pictures(self, id_: str) -> PictureCopies:
        """The copies of a story's pictures that the site has."""
        found = ((file, self.index.fitted(digest)) for file, _, digest in self.index.pictures(id_))
        return tuple((file, _copies.decode(copies)) for file, copies in found if copies)

    # ── Lists ────────────────────────────────────────────────────────────────────────────────────────

    def _list(self, rest: str) -> Page | None:
        slug, _, number = rest.rpartition("/")
        kind, _, slug = slug.partition("/")
        name = ListName(kind, slug)  # type: ignore[arg-type]
        length, at = self.index.length(name), int(number)
        parts = parts_of(length)
        if not length or at > parts:
            return None
        start = (at - 1 if at else parts) * PART
        cards = tuple(self.index.part(name, start, PART if at else length))
        so_far = self._so_far(name) if name.kind == "storyline" and not at else b""
        return ListPage(name.kind, slug, self.index.title(name), at, 0 if at else parts, cards, so_far)

    def _so_far(self, name: ListName) -> bytes:
        """The newest story of a storyline that tells the story so far."""
        for kept in reversed(self.index.last(name, 40)):
            if card_in(kept.card).tells_so_far:
                return self.archive.data(kept.id)
        return b""

    def _feed(self, rest: str) -> Page | None:
        kind, _, slug = rest.partition("/")
        if kind == "month":
            return None
        if not kind:
            newest = self.index.newest(FEED_PART)[::-1]
            return ListFeeds("", "", self.house.name, self._whole(newest), self._last_archive()) if newest else None
        name = ListName(kind, slug)  # type: ignore[arg-type]
        newest = self.index.last(name, FEED_PART)
        return ListFeeds(name.kind, slug, self.index.title(name), self._whole(newest)) if newest else None

    def _whole(self, stories: Sequence[Kept]) -> tuple[tuple[bytes, bytes, PictureCopies], ...]:
        return tuple((kept.card, self.archive.data(kept.id), self.pictures(kept.id)) for kept in stories)

    def _archive_feed(self, rest: str) -> Page | None:
        month, _, number = rest.rpartition("/")
        name, at = ListName("month", month), int(number)
        length = self.index.length(name)
        stories = self.index.part(name, (at - 1) * FEED_PART, FEED_PART)
        earlier, later = self.index.months_around(month)
        if not stories or (at * FEED_PART > length and not later):
            return None
        previous = f"{month}/{at - 1}" if at > 1 else self._end_of(earlier)
        ids = [card_in(card).id for card in stories]
        whole = tuple(
            (card, self.archive.data(id_), self.pictures(id_)) for card, id_ in zip(stories, ids, strict=True)
        )
        return ArchiveFeed(month, at, whole, previous)

    def _end_of(self, month: str) -> str:
        """The last document of a month's archive."""
        length = self.index.length(ListName("month", month)) if month else 0
        return f"{month}/{-(-length // FEED_PART)}" if length else ""

    def _last_archive(self) -> str:
        """The newest document of the archive feed that is finished."""
        months = self._lists("month")
        if not months:
            return ""
        month = months[-1][0].slug
        full = self.index.length(ListName("month", month)) // FEED_PART
        return f"{month}/{full}" if full else self._end_of(self.index.months_around(month)[0])

    def _directory(self, kind: str) -> Page | None:
        if kind == "month":
            return None
        return Directory(kind, tuple(self._links(kind)))  # type: ignore[arg-type]

    def _links(self, kind: ListKind | str) -> Iterator[Link]:
        return (Link(title, name.folder) for name, title in self._lists(kind))

    def _lists(self, kind: ListKind | str) -> list[tuple[ListName, str]]:
        """The lists of a kind, asked for once: pages are planned when all stories are in the index."""
        if kind not in self._known_lists:
            self._known_lists[kind] = self.index.lists(kind)  # type: ignore[arg-type]
        return self._known_lists[kind]

    def _feeds(self, _rest: str) -> Page:
        return FeedsPage(tuple((kind, tuple(self._links(kind))) for kind in LISTED))

    def _years(self) -> list[int]:
        return sorted({int(name.slug[:4]) for name, _ in self._lists("month")}, reverse=True)

    def _years_page(self, year: str) -> Page | None:
        if not year:
            return Years(tuple(self._years()))
        months = [int(name.slug[5:]) for name, _ in self._lists("month") if name.slug.startswith(f"{year}/")]
        return Years(tuple(months), int(year)) if months else None

    def _corrections(self, number: str) -> Page | None:
        at, length = int(number), self.index.corrections_count()
        parts = parts_of(length)
        if at > parts:
            return None
        start = (at - 1 if at else parts) * PART
        return CorrectionsPage(at, 0 if at else parts, tuple(self.index.corrections(start, PART if at else length)))

    # ── Single pages ─────────────────────────────────────────────────────────────────────────────────

    def _front(self, _rest: str) -> Page:
        picked = [kept for kept in map(self._find, self.picks) if kept and not card_in(kept.card).withdrawn]
        ids = {kept.id for kept in picked}
        wanted = self.house.front.stories
        newest = [kept for kept in self.index.newest(wanted + len(ids) + 8) if kept.id not in ids]
        shown = [kept for kept in newest if not card_in(kept.card).withdrawn]
        if not picked and shown:
            picked, shown = shown[:1], shown[1:]
        lead = card_in(picked[0].card) if picked else None
        return FrontPage(
            tuple(kept.card for kept in picked),
            tuple(kept.card for kept in shown[:wanted])[::-1],
            tuple(self._running(newest)),
            dict(self.pictures(lead.id)).get(lead.lead.file) if lead and lead.lead else None,
            next((self._issue_fact(issue) for issue in self.newest_issues()), None),
        )

    def _running(self, newest: Sequence[Kept]) -> Iterator[Link]:
        """The storylines that the newest stories belong to, the latest first."""
        seen = set[str]()
        for kept in newest:
            for name, title in lists_of(card_in(kept.card), ""):
                if name.kind == "storyline" and name.folder not in seen and len(seen) < 4:
                    seen.add(name.folder)
                    yield Link(self.index.title(name) or title, name.folder)

    def _find(self, which: str) -> Kept | None:
        """A story by its id or its slug."""
        return self.index.kept(which) or self.index.by_slug(which)

    def newest_issues(self) -> list[IssuePlan]:
        """The issues that are out, the newest first."""
        oldest = datetime.min.replace(tzinfo=UTC)
        out = [issue for issue in self.issues if not issue.published or issue.published <= self.now]
        return sorted(out, key=lambda issue: (issue.published or oldest, issue.slug), reverse=True)

    def _issue_fact(self, issue: IssuePlan) -> IssueFact:
        when = issue.published.isoformat() if issue.published else ""
        return IssueFact(issue.slug, issue.title, issue.number, when, issue.introduction)

    def _issues(self, _rest: str) -> Page:
        return IssuesPage(tuple(map(self._issue_fact, self.newest_issues())))

    def stories_of(self, issue: IssuePlan) -> list[Kept]:
        """The stories of an issue that are out."""
        return [kept for kept in map(self._find, issue.stories) if kept]

    def _issue(self, slug: str) -> Page | None:
        issue = next((one for one in self.newest_issues() if one.slug == slug), None)
        if not issue:
            return None
        cards = tuple(kept.card for kept in self.stories_of(issue))
        return IssuePage(self._issue_fact(issue), cards, self.files_of(f"issue-files/{slug}"))

    def _take(self, _rest: str) -> Page:
        issues = tuple(
            (self._issue_fact(issue), self.files_of(f"issue-files/{issue.slug}")) for issue in self.newest_issues()[:3]
        )
        return TakePage(self.files_of("issue-files/latest"), issues)

    def _fixed(self, slug: str) -> Page | None:
        found = next((page for page in self.fixed if page.slug == slug), None)
        return FixedPage(slug, found.title, found.story) if found else None

    def _give(self, _rest: str) -> Page:
        return GivePage(next((page.story for page in self.fixed if page.slug == "give"), b""))

    def _missing(self, _rest: str) -> Page:
        return MissingPage(tuple(self._links("section")))

    def _search(self, _rest: str) -> Page:
        return SearchPage()

    # ── For machines ─────────────────────────────────────────────────────────────────────────────────

    def _sitemap(self, month: str) -> Page | None:
        cards = [card_in(card) for card in self.index.part(ListName("month", month), 0, 50_000)]
        return Sitemap(month, tuple(map(self._url, cards))) if cards else None

    def _url(self, card: Card) -> tuple[str, str, tuple[tuple[str, str], ...]]:
        ids = self.index.translation_group(card) if self._has_translations else ()
        group = [card_in(other) for id_ in ids if (other := self._card(id_))]
        versions = tuple((one.language, f"{one.slug}/") for one in (card, *group)) if group else ()
        return f"{card.slug}/", card.changed.isoformat(), versions

    def _sitemaps(self, _rest: str) -> Page:
        months = tuple((name.slug, self.index.last_change(name.slug)) for name, _ in self._lists("month"))
        others = ("", *(f"{FOLDERS[kind]}/" for kind in FOLDERS), "corrections/", "issues/", "give/", "take/", "feeds/")
        lists = tuple(
            name.folder
            for kind in ("section", "topic", "author", "series", "storyline")
            for name, _ in self._lists(kind)
        )
        fixed = tuple(f"{page.slug}/" for page in self.fixed if page.slug != "give")
        return SitemapIndex(months, (*others, *lists, *fixed, *(f"issues/{one.slug}/" for one in self.newest_issues())))

    def _news(self, _rest: str) -> Page:
        recent = self.index.newest(NEWS_MOST, after=milliseconds(self.now - NEWS_DAYS) or 0)
        last = card_in(recent[0].card).published if recent else self.now
        return NewsSitemap(tuple(kept.card for kept in recent), last.isoformat() if recent else "")

    def _files(self, _rest: str) -> Page:
        """What is at an old address: first what the table says, then what stories and what is gone say themselves."""
        aliases = {path: slug for path, slug in self.index.aliases() if not self.index.by_slug(path.strip("/"))}
        known = {path.strip("/") for path in (*aliases, *(row.source for row in self.redirects.rows))}
        gone = (Row(0, path_of(slug), "", 410) for slug in self.archive.gone() if slug.strip("/") not in known)
        rows = (*self.redirects.rows, *gone)
        told = resolve(Table(rows, self.redirects.problems), aliases, _Pages(self.index))
        self.remarks.extend(told.problems)
        return SiteFiles(f"{self.now:%Y-%m}", tuple(told.redirects.items()), told.gone, tuple(told.statuses.items()))


@dataclass(frozen=True, slots=True)
class _Pages:
    """The paths of the site's pages, looked up one by one."""

    index: Index

    def __contains__(self, path: object) -> bool:
        return isinstance(path, str) and self.index.artifact(f"{path.strip('/')}/index.html".lstrip("/")) is not None
