"""Writes what a newsroom has written into one zip; unpacked, it is a newsroom's folder, as the press reads it."""

import csv
import io
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

import msgspec
import tomlkit
from django.db import DatabaseError, connection
from django.db.models.fields.files import FieldFile
from msgspec.structs import replace

from freesheet.markup.manuscript import manuscript
from freesheet.parcel import pack_into
from freesheet.press.archive import Archive, BadArchive, path_of
from freesheet.press.disk import whole
from freesheet.site.redirects import HEADER
from freesheet.story import file as story_file
from freesheet.story.nodes import Correction, Story
from freesheet.story.walk import pictures_in
from newsroom.desk import around_exports, exports
from newsroom.desk.exports import Leaving

FORMAT = 1
MARK = "export.json"
# What stays a file when the desk has taken in the others.
FILES = ("house.toml", "README.md")
FOLDERS = ("theme",)

Entry = tuple[str, bytes]
Watch = Callable[[int], None]


@dataclass(slots=True)
class Exported:
    """What an export holds, and a sentence for each thing that it lacks."""

    stories: int = 0
    drafts: int = 0
    pictures: int = 0
    size: int = 0
    remarks: list[str] = field(default_factory=list)


class CantExport(Exception):
    """The export can't be written; the message says what to do."""


def export_newsroom(*, home: Path, file: Path, now: datetime, watch: Watch, drafts: bool) -> Exported:
    """Write an export, while others use the newsroom; without drafts, nothing that was never published.

    Raises CantExport.
    """
    done = Exported()
    try:
        with whole(file) as part:
            with part.open("wb") as stream, _frozen(), _archive(home) as archive:
                pack_into(stream, _watched(_Export(home, archive, now, drafts, done).entries(), watch))
            done.size = part.stat().st_size
    except OSError as error:
        why = (error.strerror or str(error)).lower()
        raise CantExport(f"Can't write {file}: {why}; make room, or choose another place.") from error
    except (BadArchive, DatabaseError) as error:
        raise CantExport(f"The newsroom can't be read: {error}.") from error
    return done


def _watched(entries: Iterator[Entry], watch: Watch) -> Iterator[Entry]:
    for name, data in entries:
        watch(len(data))
        yield name, data


@contextmanager
def _frozen() -> Iterator[None]:
    """Read the tables as they are at one instant, and keep nobody from writing."""
    if connection.in_atomic_block:
        yield
        return
    sqlite = connection.vendor == "sqlite"
    with connection.cursor() as cursor:
        cursor.execute("BEGIN DEFERRED" if sqlite else "BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        try:
            yield
        finally:
            cursor.execute("ROLLBACK")


@contextmanager
def _archive(home: Path) -> Iterator[Archive | None]:
    """The archive of the press; None before its first run."""
    place = home / "stories.db"
    if not place.is_file():
        yield None
        return
    with closing(Archive.open(place)) as archive, archive.snapshot():
        yield archive


def house(home: Path) -> Iterator[Entry]:
    """The house and its theme, which are files in a newsroom's folder."""
    names = [name for name in FILES if (home / name).is_file()]
    for folder in FOLDERS:
        files = sorted(path for path in (home / folder).rglob("*") if path.is_file())
        names.extend(path.relative_to(home).as_posix() for path in files)
    for name in names:
        yield name, (home / name).read_bytes()


@dataclass
class _Export:
    home: Path
    archive: Archive | None
    now: datetime
    drafts: bool
    done: Exported
    # What tables are made of when all stories have gone by.
    corrections: list[tuple[str, str, Correction]] = field(default_factory=list)
    authors: Counter[tuple[str, str, str]] = field(default_factory=Counter)
    moved: list[tuple[str, str, str]] = field(default_factory=list)
    shown: set[str] = field(default_factory=set)
    around: set[str] = field(default_factory=set)

    def entries(self) -> Iterator[Entry]:
        yield MARK, _json({"format": FORMAT})
        yield from house(self.home)
        yield from self._around()
        yield from self._terms()
        for one in exports.leaving(self.now):
            if one.is_visible:
                self.done.stories += 1
                yield from self._published(one)
            elif self.drafts:
                self.done.drafts += 1
                yield from self._draft(one)
        yield from self._pictures()
        yield from self._tables()

    # ── What stands around the stories ──

    def _around(self) -> Iterator[Entry]:
        """Issues, pages, picks and redirects: once for an import, and once as the press reads them in a folder."""
        issues, pages = around_exports.issues(drafts=self.drafts), around_exports.pages(drafts=self.drafts)
        picks, redirects = around_exports.picks(), around_exports.redirects()
        yield "issues.json", _json(issues)
        yield "pages.json", _json(pages)
        yield "front.json", _json({"picks": picks})
        for issue in (one.plan for one in issues if not one.draft):
            yield f"issues/{issue.slug}.toml", _toml(msgspec.to_builtins(issue, builtin_types=(datetime,)))
        for page in pages:
            self.around.update(picture.file for picture in pictures_in(page.story))
            if not page.draft:
                yield f"pages/{page.story.slug}.md", manuscript(page.story)
        yield "front.toml", _toml({"picks": picks})
        yield "redirects.csv", _csv(HEADER, [(row.source, row.target, row.status) for row in redirects])
        for name in around_exports.unpublished_changes() if self.drafts else ():
            self.done.remarks.append(f"The changes to the {name} that are not published are not in it; publish them.")

    # ── Stories ──

    def _published(self, one: Leaving) -> Iterator[Entry]:
        story = self.archive.with_aliases(one.told.story) if self.archive else one.told.story
        yield from self._story(story, one, f"stories/{one.folder}")
        # Apart from the others, so that the press does not take it for a second story.
        yield f"markdown/{one.folder}.md", manuscript(story)
        if self.drafts and one.apart.remarks:
            yield f"stories/{one.folder}/desk.json", _json(one.apart)
        self.corrections.extend((story.slug, story.headline, correction) for correction in story.corrections)
        self.authors.update((by.name, by.role, by.address) for by in story.bylines)
        self.moved.extend((alias, f"/{story.slug}/", "301") for alias in story.aliases)

    def _draft(self, one: Leaving) -> Iterator[Entry]:
        story, folder = one.told.story, f"drafts/{one.folder}"
        story = replace(story, slug=story.slug or one.folder)
        yield from self._story(story, one, folder)
        yield f"{folder}/story.md", manuscript(story)
        yield f"{folder}/desk.json", _json(one.apart)

    def _story(self, story: Story, one: Leaving, folder: str) -> Iterator[Entry]:
        data = story_file.write(story)
        try:
            story_file.read(data)
        except story_file.BadStory as error:
            self.done.remarks.append(f"{folder} can't be read again as it is: {error}")
        yield f"{folder}/story.json", data
        for told, file in exports.pictures(list(one.told.pictures)):
            yield from self._picture(f"{folder}/{told['name']}", file)
            self.shown.add(told["name"])

    # ── Pictures ──

    def _picture(self, name: str, file: FieldFile) -> Iterator[Entry]:
        try:
            with file.storage.open(str(file.name), "rb") as stream:
                data = stream.read()
        except OSError:
            self.done.remarks.append(f"{name} is lost: the desk names it, and media/{file.name} is not there.")
            return
        yield name, data

    def _pictures(self) -> Iterator[Entry]:
        """What is told of all pictures, and those that stand in no story."""
        told = list[dict[str, Any]]()
        for picture, file in exports.pictures(None if self.drafts else sorted(self.shown | self.around)):
            told.append(picture)
            self.done.pictures += 1
            if picture["name"] not in self.shown:
                yield from self._picture(f"pictures/{picture['name']}", file)
        yield "pictures.json", _json(told)

    # ── Tables ──

    def _terms(self) -> Iterator[Entry]:
        for kind in exports.TERMS:
            yield f"{kind}.json", _json(exports.terms(kind))

    def _tables(self) -> Iterator[Entry]:
        authors = sorted((*by, count) for by, count in self.authors.items())
        yield "authors.csv", _csv(("name", "role", "address", "stories"), authors)
        told = sorted(
            (one.made.isoformat(), slug, headline, one.wrong, one.right, "yes" if one.substantial else "no")
            for slug, headline, one in self.corrections
        )
        yield "corrections.csv", _csv(("made", "story", "headline", "wrong", "right", "substantial"), told)
        gone = [(path_of(slug), "", "410") for slug in self.archive.gone()] if self.archive else []
        yield "addresses.csv", _csv(("from", "to", "status"), sorted((*self.moved, *gone)))


def _json(data: Any) -> bytes:
    return msgspec.json.format(msgspec.json.encode(data), indent=2) + b"\n"


def _toml(table: dict[str, Any]) -> bytes:
    return tomlkit.dumps(table).encode()


def _csv(head: Sequence[str], rows: list[tuple[Any, ...]]) -> bytes:
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(head)
    writer.writerows(rows)
    return out.getvalue().encode()
