"""The archive, stories.db: every story of a newsroom in one SQLite file, which knows what changed since when."""

import re
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import blake2b
from pathlib import Path
from types import TracebackType
from typing import Self

import msgspec
from msgspec.structs import replace

from freesheet.press.disk import CantWrite
from freesheet.press.instants import milliseconds
from freesheet.site.redirects import Row
from freesheet.story.file import LARGEST, BadStory, sound
from freesheet.story.nodes import Node, Slug, Story

# The version of the format (PRAGMA user_version). docs/reference/archive.md tells it to others who write one.
FORMAT = 1

_SCHEMA = """
CREATE TABLE story (
  number INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  slug TEXT NOT NULL UNIQUE,
  published INTEGER,
  revision INTEGER NOT NULL,
  sound INTEGER NOT NULL DEFAULT 0,
  data BLOB NOT NULL
);
CREATE INDEX story_revision ON story (revision);
CREATE INDEX story_published ON story (published);
CREATE TABLE picture (
  story TEXT NOT NULL,
  file TEXT NOT NULL,
  path TEXT NOT NULL,
  digest TEXT NOT NULL,
  PRIMARY KEY (story, file)
) WITHOUT ROWID;
CREATE TABLE gone (id TEXT PRIMARY KEY, slug TEXT NOT NULL, revision INTEGER NOT NULL) WITHOUT ROWID;
CREATE INDEX gone_revision ON gone (revision);
CREATE TABLE issue (slug TEXT PRIMARY KEY, data BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE pick (position INTEGER PRIMARY KEY, story TEXT NOT NULL);
CREATE TABLE file (path TEXT PRIMARY KEY, mark TEXT NOT NULL, story TEXT NOT NULL, problem TEXT NOT NULL)
  WITHOUT ROWID;
CREATE INDEX file_story ON file (story);
CREATE TABLE clock (revision INTEGER NOT NULL);
INSERT INTO clock VALUES (0);
"""
# What another program's archive may be without.
_AROUND = """
CREATE TABLE IF NOT EXISTS page (
  position INTEGER PRIMARY KEY, slug TEXT NOT NULL, title TEXT NOT NULL, data BLOB NOT NULL
);
CREATE TABLE IF NOT EXISTS redirect (source TEXT PRIMARY KEY, target TEXT NOT NULL, status INTEGER NOT NULL)
  WITHOUT ROWID;
"""


_STORED = "id, slug, revision, data, published, sound"


class BadArchive(Exception):
    """The file is no archive, or not one that this version reads; the message says what to do."""


class IssuePlan(Node, frozen=True):
    """An issue as an editor plans it: `stories` are slugs or ids, in the order of reading."""

    slug: Slug
    title: str
    stories: tuple[str, ...]
    published: datetime | None = None
    number: str = ""
    introduction: str = ""


@dataclass(frozen=True, slots=True)
class Fixed:
    """A page that is not of the news, by its slug: its title, and its story.json."""

    slug: str
    title: str
    story: bytes


@dataclass(frozen=True, slots=True)
class PictureFile:
    """Where a story's picture lies, and the digest of its bytes."""

    path: str
    digest: str


@dataclass(frozen=True, slots=True)
class Stored:
    """A story as the archive holds it: its JSON, and its pictures by the file names that it calls them by."""

    id: str
    slug: str
    revision: int
    data: bytes
    published: int | None = None
    sound: bool = False
    pictures: Mapping[str, PictureFile] = field(default_factory=dict)


def path_of(gone: str) -> str:
    """The address of what was taken out: `/flood/` of a slug; any other kind of address is kept as it is."""
    return gone if gone.startswith("/") else f"/{gone}/"


def _as_gone(address: str) -> str:
    """A slug or an address as the table of what is gone has it."""
    slug = address.strip("/")
    return address if address.startswith("/") and path_of(slug) != address else slug


class Archive:
    """An open stories.db. Whoever writes does it in a `with`, which is one transaction."""

    def __init__(self, file: Path, connection: sqlite3.Connection) -> None:
        self.file = file
        self._db = connection

    @classmethod
    def create(cls, file: Path) -> Self:
        """A new archive, or the one that is there."""
        if file.exists():
            return cls.open(file, writing=True)
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
            connection = sqlite3.connect(file, isolation_level=None)
            connection.execute("PRAGMA journal_mode = WAL")
            connection.executescript(f"BEGIN; {_SCHEMA} {_AROUND} PRAGMA user_version = {FORMAT}; COMMIT;")
        except (OSError, sqlite3.Error) as error:
            raise CantWrite(f"Can't make the archive {file}: {error}; choose another folder, or make room.") from error
        connection.execute("PRAGMA synchronous = NORMAL")
        return cls(file, connection)

    @classmethod
    def open(cls, file: Path, *, writing: bool = False) -> Self:
        """The archive in a file. Raises BadArchive, CantWrite."""
        mode = "rw" if writing else "ro"
        try:
            connection = sqlite3.connect(f"{file.resolve().as_uri()}?mode={mode}", uri=True, isolation_level=None)
            version = connection.execute("PRAGMA user_version").fetchone()[0]
            connection.execute("SELECT revision FROM clock").fetchone()
        except (OSError, sqlite3.Error) as error:
            if getattr(error, "sqlite_errorcode", 0) & 0xFF in (sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR):
                raise CantWrite(f"Can't open the archive {file}: {error}; look at its disk, or make room.") from error
            raise BadArchive(f"{file} is no archive of stories ({error}); name a stories.db or a folder.") from error
        if version > FORMAT:
            raise BadArchive(f"{file} has format {version}; this version reads format {FORMAT}: update Freesheet.")
        connection.execute("PRAGMA busy_timeout = 20000")
        connection.execute("PRAGMA synchronous = NORMAL")
        if writing:
            connection.executescript(_AROUND)
        return cls(file, connection)

    def close(self) -> None:
        self._db.close()

    def __enter__(self) -> Self:
        self._db.execute("BEGIN IMMEDIATE")
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._db.execute("ROLLBACK" if kind else "COMMIT")

    # ── Writing ──────────────────────────────────────────────────────────────────────────────────────

    def put(self, story: Story, pictures: Mapping[str, PictureFile] | None = None) -> Story:
        """Add a story, or change the one of its id; gives it as it is kept.

        A slug that another story has gets a number behind it. One that had another slug keeps that as an alias, so that
        its old address leads to it. `pictures` of None leaves its pictures as they are. Raises BadStory.
        """
        old = self._db.execute("SELECT slug, data FROM story WHERE id = ?", (story.id,)).fetchone()
        story = replace(sound(story), slug=self._free(story.slug, story.id))
        if old:
            story = self._with_aliases(story, old[0], bytes(old[1]))
        data = msgspec.json.encode(story)
        if len(data) > LARGEST:
            raise BadStory(f"The story {story.slug} is longer than {LARGEST / 1e6:.0f} MB.")
        if not old or bytes(old[1]) != data or pictures is not None:
            self._db.execute(
                "INSERT INTO story (id, slug, published, revision, sound, data) VALUES (?, ?, ?, ?, 1, ?) "
                "ON CONFLICT (id) DO UPDATE SET slug = excluded.slug, published = excluded.published, "
                "revision = excluded.revision, sound = 1, data = excluded.data",
                (story.id, story.slug, milliseconds(story.published), self._tick(), data),
            )
        if pictures is not None:
            self._db.execute("DELETE FROM picture WHERE story = ?", (story.id,))
            self._db.executemany(
                "INSERT INTO picture VALUES (?, ?, ?, ?)",
                [(story.id, file, found.path, found.digest) for file, found in pictures.items()],
            )
        return story

    def remove(self, id_: str) -> None:
        """Take a story out; its address, and those that it had before, will say that it is gone."""
        row = self._db.execute("SELECT slug, data FROM story WHERE id = ?", (id_,)).fetchone()
        if row:
            self._db.execute("DELETE FROM story WHERE id = ?", (id_,))
            self._db.execute("DELETE FROM picture WHERE story = ?", (id_,))
            self._db.execute("INSERT OR REPLACE INTO gone VALUES (?, ?, ?)", (id_, row[0], self._tick()))
            for path in msgspec.json.decode(bytes(row[1]), type=_Had).aliases:
                self.note_gone(path)

    def note_gone(self, address: str) -> None:
        """Remember that the story of a slug, or at another kind of address, is not here; it will say so."""
        if not self.was_gone(address):
            gone = _as_gone(address)
            self._db.execute("INSERT OR REPLACE INTO gone VALUES (?, ?, ?)", (f"gone:{gone}", gone, self._tick()))

    def set_issues(self, issues: Sequence[IssuePlan]) -> None:
        """Replace all issues by these."""
        self._db.execute("DELETE FROM issue")
        rows = [(issue.slug, msgspec.json.encode(issue)) for issue in issues]
        self._db.executemany("INSERT OR REPLACE INTO issue VALUES (?, ?)", rows)

    def set_picks(self, stories: Sequence[str]) -> None:
        """Replace the editors' picks: slugs or ids, the first one on top."""
        self._db.execute("DELETE FROM pick")
        self._db.executemany("INSERT INTO pick VALUES (?, ?)", list(enumerate(stories)))

    def set_pages(self, pages: Sequence[Fixed]) -> None:
        """Replace the pages that are not of the news by these, in this order."""
        self._db.execute("DELETE FROM page")
        rows = [(place, page.slug, page.title, page.story) for place, page in enumerate(pages)]
        self._db.executemany("INSERT INTO page VALUES (?, ?, ?, ?)", rows)

    def set_redirects(self, rows: Sequence[Row]) -> None:
        """Replace all redirects by these."""
        self._db.execute("DELETE FROM redirect")
        told = [(row.source, row.target, row.status) for row in rows]
        self._db.executemany("INSERT OR REPLACE INTO redirect VALUES (?, ?, ?)", told)

    # ── Files that it was read from ──────────────────────────────────────────────────────────────────

    def marks(self) -> dict[str, tuple[str, str]]:
        """For each file that was read: what told whether it had changed, and the id of its story."""
        return {path: (mark, story) for path, mark, story in self._db.execute("SELECT path, mark, story FROM file")}

    def problems(self) -> dict[str, str]:
        """The files that could not be read the last time, and why."""
        return dict(self._db.execute("SELECT path, problem FROM file WHERE problem != ''"))

    def file_of(self, story: str) -> str:
        """The file that a story was read from."""
        row = self._db.execute("SELECT path FROM file WHERE story = ? ORDER BY path", (story,)).fetchone()
        return str(row[0]) if row else ""

    def set_mark(self, path: str, mark: str, story: str, problem: str) -> None:
        """Remember that a file was read; a file with a problem keeps the story that it had."""
        self._db.execute(
            "INSERT INTO file VALUES (?, ?, ?, ?) ON CONFLICT (path) DO UPDATE SET mark = excluded.mark, "
            "problem = excluded.problem, story = CASE excluded.story WHEN '' THEN story ELSE excluded.story END",
            (path, mark, story, problem),
        )

    def set_story(self, path: str, story: str) -> None:
        """A file holds this story now; the one that it held before goes."""
        row = self._db.execute("SELECT story FROM file WHERE path = ?", (path,)).fetchone()
        if row and row[0] and row[0] != story:
            self._db.execute("UPDATE file SET story = '' WHERE path = ?", (path,))
            if not self.file_of(row[0]):
                self.remove(row[0])

    def forget_file(self, path: str) -> None:
        """A file is no longer there: its story goes, unless another file has it now."""
        row = self._db.execute("SELECT story FROM file WHERE path = ?", (path,)).fetchone()
        self._db.execute("DELETE FROM file WHERE path = ?", (path,))
        if row and row[0] and not self.file_of(row[0]):
            self.remove(row[0])

    def _tick(self) -> int:
        return int(self._db.execute("UPDATE clock SET revision = revision + 1 RETURNING revision").fetchone()[0])

    def _free(self, slug: str, id_: str) -> str:
        """The slug, else the first of slug-2, slug-3, … that no other story has."""
        free, count = slug, 1
        while self._db.execute("SELECT 1 FROM story WHERE slug = ? AND id != ?", (free, id_)).fetchone():
            count += 1
            free = f"{slug[:76]}-{count}"
        return free

    def _with_aliases(self, story: Story, slug: str, data: bytes) -> Story:
        """The story with every address that it had before; what it has now is none of them."""
        had = msgspec.json.decode(data, type=_Had)
        moved = (f"/{slug}/",) if slug != story.slug else ()
        every = dict.fromkeys((*story.aliases, *had.aliases, *moved))
        every.pop(f"/{story.slug}/", None)
        return replace(story, aliases=tuple(every))

    # ── Reading ──────────────────────────────────────────────────────────────────────────────────────

    @property
    def revision(self) -> int:
        """The number of the last change."""
        return int(self._db.execute("SELECT revision FROM clock").fetchone()[0])

    def count(self) -> int:
        return int(self._db.execute("SELECT count(*) FROM story").fetchone()[0])

    def since(self, revision: int) -> Iterator[Stored]:
        """The stories that changed after a revision, in the order of their changes."""
        rows = self._db.execute(
            f"SELECT {_STORED} FROM story WHERE revision > ? ORDER BY revision",  # noqa: S608 — no one's but ours
            (revision,),
        )
        return map(self._stored, rows)

    def ids_since(self, revision: int) -> Iterator[str]:
        """The ids of the stories that changed after a revision, in the order of their changes."""
        rows = self._db.execute("SELECT id FROM story WHERE revision > ? ORDER BY revision", (revision,))
        return (row[0] for row in rows)

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """Read the archive as it is now for as long as this lasts, whatever is written to it."""
        self._db.execute("BEGIN")
        try:
            yield
        finally:
            self._db.execute("ROLLBACK")

    def due(self, after: int, until: int) -> tuple[str, ...]:
        """The ids of stories whose time came between two instants, in milliseconds."""
        rows = self._db.execute("SELECT id FROM story WHERE published > ? AND published <= ?", (after, until))
        return tuple(row[0] for row in rows)

    def gone_since(self, revision: int) -> tuple[tuple[str, str], ...]:
        """The id and the slug of each story that was taken out after a revision."""
        rows = self._db.execute(
            "SELECT id, slug FROM gone WHERE revision > ? AND id NOT IN (SELECT id FROM story) ORDER BY revision",
            (revision,),
        )
        return tuple(rows)

    def was_gone(self, address: str) -> bool:
        """Whether a story of this slug, or of this address, was ever taken out."""
        found = self._db.execute("SELECT 1 FROM gone WHERE slug = ? LIMIT 1", (_as_gone(address),))
        return found.fetchone() is not None

    def gone(self) -> tuple[str, ...]:
        """The slugs of all stories that were taken out, those that another story has taken over apart.

        What stood at another kind of address is there with that: see `path_of`.
        """
        rows = self._db.execute(
            "SELECT slug FROM gone WHERE NOT EXISTS (SELECT 1 FROM story WHERE story.slug = gone.slug) ORDER BY slug"
        )
        return tuple(row[0] for row in rows)

    def get(self, id_: str) -> Stored | None:
        row = self._db.execute(f"SELECT {_STORED} FROM story WHERE id = ?", (id_,)).fetchone()  # noqa: S608 — as above
        return self._stored(row) if row else None

    def _stored(self, row: tuple[str, str, int, bytes, int | None, int]) -> Stored:
        id_, slug, revision, data, published, is_sound = row
        return Stored(id_, slug, revision, bytes(data), published, bool(is_sound), self.pictures(id_))

    def id_of(self, slug: str) -> str:
        """The id of the story that has a slug; empty when none has."""
        row = self._db.execute("SELECT id FROM story WHERE slug = ?", (slug,)).fetchone()
        return str(row[0]) if row else ""

    def data(self, id_: str) -> bytes:
        """The JSON of a story; empty when there is none."""
        row = self._db.execute("SELECT data FROM story WHERE id = ?", (id_,)).fetchone()
        return bytes(row[0]) if row else b""

    def with_aliases(self, story: Story) -> Story:
        """The story with every address that it had before, as it would be kept."""
        row = self._db.execute("SELECT slug, data FROM story WHERE id = ?", (story.id,)).fetchone()
        return self._with_aliases(story, row[0], bytes(row[1])) if row else story

    def pictures(self, id_: str) -> dict[str, PictureFile]:
        rows = self._db.execute("SELECT file, path, digest FROM picture WHERE story = ? ORDER BY file", (id_,))
        return {file: PictureFile(self._place(path), digest) for file, path, digest in rows}

    def issues(self) -> tuple[IssuePlan, ...]:
        rows = self._db.execute("SELECT data FROM issue ORDER BY slug")
        return tuple(msgspec.json.decode(row[0], type=IssuePlan) for row in rows)

    def picks(self) -> tuple[str, ...]:
        return tuple(row[0] for row in self._db.execute("SELECT story FROM pick ORDER BY position"))

    def pages(self) -> tuple[Fixed, ...]:
        rows = self._rows_of("page", "SELECT slug, title, data FROM page ORDER BY position")
        return tuple(Fixed(slug, title, bytes(data)) for slug, title, data in rows)

    def redirects(self) -> tuple[Row, ...]:
        rows = self._rows_of("redirect", "SELECT source, target, status FROM redirect ORDER BY source")
        return tuple(Row(0, source, target, status, kept=True) for source, target, status in rows)

    def _rows_of(self, table: str, query: str) -> sqlite3.Cursor | tuple[()]:
        """The rows of a table that an archive may be without."""
        known = self._db.execute("SELECT 1 FROM sqlite_master WHERE name = ?", (table,)).fetchone()
        return self._db.execute(query) if known else ()

    def _place(self, path: str) -> str:
        """A picture's path; one that is not absolute begins at the archive's folder."""
        return str(self.file.parent / path)


class _Had(msgspec.Struct):
    """What is needed of an older form of a story."""

    aliases: tuple[str, ...] = ()


def digest_of(data: bytes) -> str:
    """Twenty hexadecimal digits that tell these bytes from any others."""
    return blake2b(data, digest_size=10).hexdigest()


def is_archive(file: Path) -> bool:
    """Whether a file is called and begins like an archive."""
    return file.is_file() and bool(re.search(r"\.(db|sqlite3?)$", file.name))
