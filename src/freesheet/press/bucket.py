"""Publish a pressed tree to storage that speaks S3: only what changed, in the order that breaks no link."""

import asyncio
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, nullcontext, suppress
from dataclasses import dataclass
from datetime import timedelta
from hashlib import blake2b
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import obstore
from obstore.exceptions import BaseError
from obstore.store import S3Store

from freesheet.press.disk import CantWrite
from freesheet.press.index import Index
from freesheet.press.site_run import Changed, to_nobody
from freesheet.press.tree import SIBLINGS, compressible
from freesheet.site.hosting.headers import cached
from freesheet.site.media_types import media_type

if TYPE_CHECKING:
    from obstore.store import RetryConfig

# Requests that are under way at once; more gain nothing over a usual line.
AT_ONCE = 16
# Sent objects are remembered in groups of these.
_TOGETHER = 100
# Files above this length go two at once, each in one part of 5 MB after the other: a request may take half a minute
# (AWS_TIMEOUT), and a slow line is shared by all that are under way.
LARGE, _LARGE_AT_ONCE = 1_000_000, 2
# A storage that is busy is given a minute.
PATIENT: "RetryConfig" = {"max_retries": 8, "retry_timeout": timedelta(seconds=60)}
# What says that a bucket's objects are the press's to replace and to remove, and which run was the last.
MARKER = ".freesheet/press.txt"
_SAID = "The press of Freesheet keeps this site. It replaces and removes what is here.\nRun {}\n"
_ENCODINGS = {".gz": "gzip", ".br": "br"}
# The digest of an object whose content we do not know, and of one that is to be removed.
_UNKNOWN, _NONE = b"?", b""
# Pictures, then stories, then lists and feeds, then the front page, and what goes.
_STORIES, _LISTS, _FRONT, _REMOVALS = 1, 2, 3, 4

_SCHEMA = """
CREATE TABLE IF NOT EXISTS object (path TEXT PRIMARY KEY, digest BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS changed (path TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS marker (said TEXT NOT NULL);
CREATE TEMP TABLE step (rank INTEGER, path TEXT, digest BLOB NOT NULL, PRIMARY KEY (rank, path)) WITHOUT ROWID;
"""


@dataclass(frozen=True, slots=True)
class Bucket:
    """Where to publish: s3://BUCKET/PREFIX. Keys, region and endpoint come from the usual AWS_ variables."""

    name: str
    prefix: str

    @classmethod
    def of(cls, address: str) -> "Bucket":
        """Raises CantWrite."""
        parts = urlsplit(address)
        if parts.scheme != "s3" or not parts.netloc or parts.query or parts.fragment:
            raise CantWrite(f"{address} is no address of a bucket; write s3://BUCKET or s3://BUCKET/FOLDER.")
        return cls(parts.netloc, parts.path.strip("/"))

    def __str__(self) -> str:
        return f"s3://{self.name}" + (f"/{self.prefix}" if self.prefix else "")

    @property
    def folder(self) -> str:
        """What a folder of this machine is called that belongs to it."""
        return "-".join(("s3", self.name, *filter(None, self.prefix.split("/"))))

    def store(self, retry: "RetryConfig" = PATIENT) -> S3Store:
        """The storage, by the variables AWS_… of the environment. Raises CantWrite."""
        try:
            return S3Store(self.name, prefix=self.prefix or None, retry_config=retry)
        except BaseError as error:
            raise CantWrite(f"{self} can't be used: {_first_line(error)}; mend the AWS_ variables.") from error


@dataclass(frozen=True, slots=True)
class Sent:
    """How many objects were put into a bucket, and how many removed from it."""

    put: int
    removed: int


def publish(
    tree: Path, index: Index, record: Path, bucket: Bucket, store: S3Store, changed: Changed = to_nobody
) -> Sent:
    """Make a bucket the same as a tree. `record` remembers what it holds, so that only what differs is sent.

    What was sent stays sent when the storage fails in between: the next run goes on. `changed` is given the files whose
    content changed or that went since a run last came to its end, compressed copies apart. Raises CantWrite.
    """
    placed = _Placed(record)
    try:
        with _spoken(bucket, tree):
            _agree(store, placed, bucket)
            _plan(index, placed)
            if placed.has_steps:
                said = placed.next_said()
                # First there, then here: a run that is killed between the two finds a marker that it does not know.
                obstore.put(store, MARKER, said.encode(), attributes=_attributes(MARKER))
                placed.remember(said)
            for rank in range(_REMOVALS):
                asyncio.run(_put_all(store, tree, placed, rank))
            _remove_all(store, placed)
            placed.tell(changed)
            return placed.sent()
    finally:
        placed.close()


class _Placed:
    """What a bucket holds, by path, with the digest of each object; and what is to be done to it."""

    def __init__(self, file: Path) -> None:
        self._db = sqlite3.connect(file, isolation_level=None)
        self._db.execute("PRAGMA journal_mode = WAL")
        self._db.executescript(_SCHEMA)

    def close(self) -> None:
        self._db.close()

    @property
    def said(self) -> str:
        """What the bucket's marker said when we last put it."""
        row = self._db.execute("SELECT said FROM marker").fetchone()
        return str(row[0]) if row else ""

    def next_said(self) -> str:
        """What the marker is to say of what comes now: the same only for the same history."""
        digest = blake2b(self.said.encode(), digest_size=16)
        for path, wanted in self._db.execute("SELECT path, digest FROM step ORDER BY rank, path"):
            digest.update(path.encode() + b"\0" + wanted)
        return _SAID.format(digest.hexdigest())

    def remember(self, said: str) -> None:
        self._db.execute("DELETE FROM marker")
        self._db.execute("INSERT INTO marker VALUES (?)", (said,))

    def forget(self) -> None:
        for table in ("object", "marker"):
            self._db.execute(f"DELETE FROM {table}")  # noqa: S608 — one of these two

    def found(self, paths: Sequence[str]) -> None:
        """There are objects whose content is not known."""
        self._many("INSERT OR REPLACE INTO object VALUES (?, ?)", [(path, _UNKNOWN) for path in paths])

    def digest(self, path: str) -> bytes:
        row = self._db.execute("SELECT digest FROM object WHERE path = ?", (path,)).fetchone()
        return row[0] if row else _NONE

    def paths(self) -> Iterator[str]:
        return (row[0] for row in self._db.execute("SELECT path FROM object"))

    # ── What is to be done ───────────────────────────────────────────────────────────────────────────

    def plan(self, rows: Iterator[tuple[int, str, bytes]]) -> None:
        self._db.execute("BEGIN")
        self._db.executemany("INSERT INTO step VALUES (?, ?, ?)", rows)
        self._db.execute("COMMIT")

    @property
    def has_steps(self) -> bool:
        return self._db.execute("SELECT 1 FROM step LIMIT 1").fetchone() is not None

    def steps(self, rank: int) -> Iterator[tuple[str, bytes]]:
        return iter(self._db.execute("SELECT path, digest FROM step WHERE rank = ? ORDER BY path", (rank,)))

    def settle(self, done: Sequence[tuple[str, bytes]]) -> None:
        """These were put or removed."""
        self._db.execute("BEGIN")
        put = [(path, digest) for path, digest in done if digest]
        self._db.executemany("INSERT OR REPLACE INTO object VALUES (?, ?)", put)
        self._db.executemany("DELETE FROM object WHERE path = ?", [(path,) for path, digest in done if not digest])
        self._db.executemany("INSERT OR IGNORE INTO changed VALUES (?)", [(_plain(path),) for path, _ in done])
        self._db.execute("COMMIT")

    def tell(self, changed: Changed) -> None:
        """All was done: tell what has changed since this was last told."""
        changed(row[0] for row in self._db.execute("SELECT path FROM changed ORDER BY path"))
        self._db.execute("DELETE FROM changed")

    def sent(self) -> Sent:
        every = self._db.execute("SELECT count(*) FROM step").fetchone()[0]
        removed = self._db.execute("SELECT count(*) FROM step WHERE rank = ?", (_REMOVALS,)).fetchone()[0]
        return Sent(every - removed, removed)

    def _many(self, sql: str, rows: Sequence[tuple[object, ...]]) -> None:
        self._db.execute("BEGIN")
        self._db.executemany(sql, rows)
        self._db.execute("COMMIT")


def _agree(store: S3Store, placed: _Placed, bucket: Bucket) -> None:
    """Make sure that a bucket holds what we remember; else learn what it holds: nothing, or a site of the press."""
    try:
        said = bytes(obstore.get(store, MARKER).bytes()).decode(errors="replace")
    except FileNotFoundError:
        said = ""
    if said and said == placed.said:
        return
    placed.forget()
    for part in obstore.list(store):
        if part and not said:
            raise CantWrite(
                f"{bucket} holds objects that the press did not put there; choose an empty bucket or folder."
            )
        placed.found([path for one in part if (path := str(one["path"])) != MARKER])


def _plan(index: Index, placed: _Placed) -> None:
    """Decide what is to be put and what is to go."""
    compressed = index.fact("compressed") == b"1"

    def differing() -> Iterator[tuple[int, str, bytes]]:
        for path, key, digest, _ in index.every_artifact():
            for name in (path, *(f"{path}{ending}" for ending in SIBLINGS if compressed and compressible(path))):
                if placed.digest(name) != digest:
                    yield _rank(key), name, digest

    def leftover() -> Iterator[tuple[int, str, bytes]]:
        for name in placed.paths():
            is_copy = compressed and name != _plain(name)
            if not index.artifact(name) and not (is_copy and index.artifact(_plain(name))):
                yield _REMOVALS, name, _NONE

    placed.plan(differing())
    placed.plan(leftover())


def _plain(name: str) -> str:
    """The file that an object is a compressed copy of, or is itself."""
    path, dot, ending = name.rpartition(".")
    return path if dot + ending in SIBLINGS else name


def _rank(key: str) -> int:
    """The place of a key's files in the order."""
    if key.startswith("picture/"):
        return 0
    if key.startswith(("story/", "issue-files/")):
        return _STORIES
    return _FRONT if key == "front" else _LISTS


async def _put_all(store: S3Store, tree: Path, placed: _Placed, rank: int) -> None:
    """Put the objects of one rank, several at once. After a failure none is begun; those under way end."""
    steps, done, failures = placed.steps(rank), list[tuple[str, bytes]](), list[BaseError | OSError]()
    gate = asyncio.Semaphore(_LARGE_AT_ONCE)

    async def work() -> None:
        for path, digest in steps:
            try:
                await _put(store, tree, path, gate)
            except (BaseError, OSError) as error:
                failures.append(error)
            else:
                done.append((path, digest))
            if failures:
                return
            if len(done) >= _TOGETHER:
                placed.settle(done)
                done.clear()

    try:
        await asyncio.gather(*(work() for _ in range(AT_ONCE)))
    finally:
        placed.settle(done)
    if failures:
        raise failures[0]


async def _put(store: S3Store, tree: Path, path: str, gate: asyncio.Semaphore) -> None:
    file = tree / path
    async with gate if file.stat().st_size > LARGE else nullcontext():
        await obstore.put_async(store, path, file, attributes=_attributes(path), max_concurrency=1)


def _remove_all(store: S3Store, placed: _Placed) -> None:
    steps = placed.steps(_REMOVALS)
    while part := list(islice(steps, _TOGETHER)):
        with suppress(FileNotFoundError):
            obstore.delete(store, [path for path, _ in part])
        placed.settle(part)


def _attributes(name: str) -> dict[str, str]:
    """What the storage tells whoever asks for an object. A compressed copy is of its file's type, and encoded."""
    path = _plain(name)
    encoding = {"Content-Encoding": _ENCODINGS[name.removeprefix(path)]} if path != name else {}
    return {"Content-Type": media_type(path), "Cache-Control": cached(path), **encoding}


# ── What goes wrong ──────────────────────────────────────────────────────────────────────────────────

# What an answer holds, in the order of looking, and what a person can do about it.
_REMEDIES = (
    ("169.254.", "there is no key for it; set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY"),
    ("NoSuchBucket", "there is no such bucket; make it, or name another with --to"),
    ("InvalidAccessKeyId", "it does not know the key; correct AWS_ACCESS_KEY_ID"),
    ("SignatureDoesNotMatch", "it refuses the key; correct AWS_SECRET_ACCESS_KEY, or AWS_REGION"),
    ("403 Forbidden", "the key may not do this; let it list, read, write and delete there"),
    ("401 Unauthorized", "it asks for a key; set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY"),
    ("500 Internal", "the storage has trouble of its own (500); press again later"),
    ("503 ", "the storage is too busy (503); press again later"),
    ("error sending request", "nobody answers; look at the network, and at AWS_ENDPOINT_URL if you set it"),
)


@contextmanager
def _spoken(bucket: Bucket, tree: Path) -> Iterator[None]:
    """What the storage refuses inside is told in one sentence."""
    try:
        yield
    except (BaseError, OSError) as error:
        said = str(error)
        if isinstance(error, OSError) and error.filename:
            raise CantWrite(
                f"{error.filename} is not in {tree} any more; press again with --full. What {bucket} held stands."
            ) from error
        why = next((remedy for sign, remedy in _REMEDIES if sign in said), _first_line(error))
        raise CantWrite(
            f"{bucket} did not take all: {why}. What stood there stands; the next run sends the rest."
        ) from error


def _first_line(error: Exception) -> str:
    return " ".join(str(error).partition("\n\n")[0].split())[:300].rstrip(".")
