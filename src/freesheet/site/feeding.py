"""The feed files of a site: of every list its newest stories, and of all stories an archive that does not change."""

from dataclasses import replace
from functools import lru_cache

import msgspec

from freesheet.house import House
from freesheet.site.addresses import FEEDS, FOLDERS, whole
from freesheet.site.card import Card
from freesheet.site.content import Shown, content
from freesheet.site.feeds import Entry, Feed, atom, entry, json_feed, rss
from freesheet.site.identity import identity
from freesheet.site.pages import ArchiveFeed, ListFeeds, PictureCopies
from freesheet.site.setting import Setting
from freesheet.site.telling import told_in

Made = list[tuple[str, bytes]]
RSS, ATOM, JSON = FEEDS

_card = msgspec.msgpack.Decoder(Card)


def list_feeds(page: ListFeeds, setting: Setting) -> Made:
    """The three feeds of a list, or of the whole site."""
    house = setting.house
    folder = f"{FOLDERS[page.kind]}/{page.slug}/" if page.kind else ""
    entries = _entries(page.stories, house)
    feed = _feed(page.title if not page.kind else f"{page.title} | {house.name}", folder, folder, page.stories, setting)
    older = archive_folder(page.previous_archive) if page.previous_archive else ""
    archived = replace(feed, older=whole(house.site, older)) if older else feed
    return [
        (f"{folder}{RSS}", rss(feed, entries, house)),
        (f"{folder}{ATOM}", atom(archived, entries, house)),
        (f"{folder}{JSON}", json_feed(feed, entries)),
    ]


def archive_feed(page: ArchiveFeed, setting: Setting) -> Made:
    """One document of the archive, in Atom, whose RFC 5005 it is."""
    house = setting.house
    folder = archive_folder(f"{page.month}/{page.number}")
    feed = replace(
        _feed(house.name, "", folder, page.stories, setting),
        older=whole(house.site, archive_folder(page.previous_archive)) if page.previous_archive else "",
        current=whole(house.site, ""),
        whole="archive",
    )
    return [(f"{folder}{ATOM}", atom(feed, _entries(page.stories, house), house))]


def archive_folder(place: str) -> str:
    """The folder of a document of the archive: "2026/05/3" is the third of May."""
    month, _, number = place.rpartition("/")
    return f"archive/{month}/feed/{number}/"


Stories = tuple[tuple[bytes, bytes, PictureCopies], ...]


def _feed(title: str, home: str, folder: str, stories: Stories, setting: Setting) -> Feed:
    house = setting.house
    return Feed(
        id=identity(house, "feeds", home or "all"),
        title=title,
        home=whole(house.site, home),
        folder=whole(house.site, folder),
        updated=max(_card.decode(card).changed for card, _, _ in stories),
        description=house.front.motto,
        language=house.language,
        icon=house.logo,
        rights=house.licence,
        publisher=house.publisher,
    )


def _entries(stories: Stories, house: House) -> list[Entry]:
    return [_entry(card, data, pictures, house) for card, data, pictures in stories]


# A new story stands in its section's feed, in those of its topics and its authors, and in the whole site's.
@lru_cache(maxsize=256)
def _entry(card: bytes, data: bytes, pictures: PictureCopies, house: House) -> Entry:
    known, found = _card.decode(card), dict(pictures)

    def shown(file: str) -> Shown | None:
        if file not in found:
            return None
        largest = found[file].by_type[-1][1][-1]
        return Shown(whole(house.site, largest.path), largest.width, largest.height)

    told = told_in(data, house)
    return entry(known, told.address, content(told, house, shown), house)
