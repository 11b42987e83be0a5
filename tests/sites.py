"""Small newsrooms for tests of the press: an archive, what stands around it, and the tree that a run leaves."""

import gzip
import re
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urldefrag

import brotli

from freesheet.house import House
from freesheet.press.archive import Archive, PictureFile, digest_of
from freesheet.press.site_run import Run, run
from freesheet.press.source import Source
from freesheet.story.nodes import Byline, Story
from tests.strategies import story

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
# A site with neither logo nor pages of its own.
HOUSE = House(name="The Test House", site="https://news.example.org", contact="desk@example.org")
# The two editions that are quick to make.
QUICK = ("web", "lite")


def told(number: int, **fields: Any) -> Story:
    """A story of its own; the higher its number, the later it was published."""
    plain = {
        "id": f"id-{number}",
        "slug": f"story-{number}",
        "headline": f"Headline {number}",
        "section": "Town",
        "topics": ("Water",),
        "bylines": (Byline("Ann Lee"),),
        "published": NOW - timedelta(days=200) + timedelta(days=number),
    }
    return story(f"What happened on day {number}.", **(plain | fields))


class Newsroom:
    """An archive in a folder, with a house, and the site that is pressed from it."""

    def __init__(self, folder: Path, **around: Any) -> None:
        self.folder = folder
        self.to = folder / "site"
        self.archive = Archive.create(folder / "stories.db")
        self.around: dict[str, Any] = {"house": HOUSE, **around}
        self.now = NOW
        self.editions: Sequence[str] = QUICK

    def put(self, *stories: Story, pictures: Mapping[str, bytes] | None = None) -> None:
        with self.archive as archive:
            for one in stories:
                archive.put(one, self.kept(pictures) if pictures is not None else None)

    def remove(self, *ids: str) -> None:
        with self.archive as archive:
            for id_ in ids:
                archive.remove(id_)

    def kept(self, pictures: Mapping[str, bytes]) -> dict[str, PictureFile]:
        found = {}
        for name, data in pictures.items():
            place = self.folder / f"{digest_of(data)}-{name}"
            place.write_bytes(data)
            found[name] = PictureFile(str(place), digest_of(data))
        return found

    @property
    def source(self) -> Source:
        return Source(self.archive, **self.around)

    def press(self, **how: Any) -> Run:
        to = how.pop("to", self.to)
        return run(self.source, how.pop("editions", self.editions), to, **{"now": self.now, **how})

    def whole(self) -> "Tree":
        """What a full build of the same into another place gives."""
        to = self.folder / "whole"
        self.press(to=to, full=True)
        return Tree(to)

    @property
    def tree(self) -> "Tree":
        return Tree(self.to)


class Tree:
    """The files of a pressed site, as they are at this moment."""

    def __init__(self, to: Path) -> None:
        every = (path for path in to.rglob("*") if path.is_file() and "search.db" not in path.name)
        self.files = {path.relative_to(to).as_posix(): path.read_bytes() for path in every}
        self.found = search_rows(to / ".freesheet" / "search.db")

    def __contains__(self, path: object) -> bool:
        return path in self.files

    @property
    def count(self) -> int:
        """How many files there are, compressed copies apart."""
        return sum(not path.endswith((".gz", ".br")) for path in self.files)

    def text(self, path: str) -> str:
        return self.files[path].decode()

    def differing(self, other: "Tree") -> list[str]:
        """The files that two trees don't have alike."""
        paths = self.files.keys() | other.files.keys()
        different = sorted(path for path in paths if self.files.get(path) != other.files.get(path))
        return [*different, *(["search.db"] if self.found != other.found else [])]

    def dead_links(self) -> list[str]:
        """Links within the site that lead to nothing."""
        return sorted({f"{page} -> {link}" for page, link in self._links() if target(link) not in self.files})

    def _links(self) -> Iterator[tuple[str, str]]:
        for path, data in self.files.items():
            if path.endswith(".html") and not path.startswith(".freesheet/"):
                for link in re.findall(r'(?:href|src)="([^"]*)"', data.decode()):
                    if local := inside(link, path):
                        yield path, local

    def torn(self) -> list[str]:
        """Compressed copies that are not of the file beside them."""
        return [path for path in self.files if path.endswith((".gz", ".br")) and not self._is_whole(path)]

    def _is_whole(self, path: str) -> bool:
        unpack = gzip.decompress if path.endswith(".gz") else brotli.decompress
        try:
            return bool(unpack(self.files[path]) == self.files.get(path[:-3]))
        except (OSError, EOFError, brotli.error):
            return False


def inside(link: str, page: str) -> str:
    """A link as a path from the site's root; empty when it leads elsewhere."""
    link = unquote(urldefrag(link)[0]).removeprefix(HOUSE.site)
    if not link or re.match(r"[a-z]+:|//", link):
        return ""
    return link if link.startswith("/") else f"/{page.rpartition('/')[0]}/{link}"


def target(link: str) -> str:
    path = link.partition("?")[0].lstrip("/")
    return f"{path}index.html" if not path or path.endswith("/") else path


def search_rows(file: Path) -> dict[str, list[tuple[Any, ...]]]:
    """What the search knows, whatever order it learned it in."""
    if not file.is_file():
        return {}
    facts = "id, slug, section, title, year, day, instant, language, kind"
    words = "id, headline, dek, body, authors, spellings"
    with closing(sqlite3.connect(file)) as database:
        return {
            "facts": sorted(database.execute(f"SELECT {facts} FROM facts")),  # noqa: S608 — no one's but ours
            "words": sorted(
                database.execute(f"SELECT {words} FROM facts JOIN words ON words.rowid = facts.rowid")  # noqa: S608 — as above
            ),
        }
