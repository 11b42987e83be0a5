"""Publish a pressed tree to storage that speaks S3: only what changed, in the order that breaks no link."""

import asyncio
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import obstore
from obstore.exceptions import BaseError
from obstore.store import S3Store

from freesheet.press.disk import CantWrite
from freesheet.press.index import Index
from freesheet.press.tree import SIBLINGS, compressible

# Requests that are under way at once; more gain nothing over a usual line.
AT_ONCE = 16
# What says that a bucket's objects are the press's to replace and to remove.
MARKER = ".freesheet/press.txt"
_SAID = b"The press of Freesheet keeps this site. It replaces and removes what is here.\n"
# Readers get a changed page within a minute; a picture's name tells its content.
PAGE_CACHE = "public, max-age=60, stale-while-revalidate=600"
PICTURE_CACHE = "public, max-age=31536000, immutable"

Kind = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Bucket:
    """Where to publish: s3://BUCKET/PREFIX. Keys, region and endpoint come from the usual AWS_ variables."""

    name: str
    prefix: str

    @classmethod
    def of(cls, address: str) -> "Bucket":
        """Raises CantWrite."""
        parts = urlsplit(address)
        if parts.scheme != "s3" or not parts.netloc:
            raise CantWrite(f"{address} is no address of a bucket; write s3://BUCKET or s3://BUCKET/FOLDER.")
        return cls(parts.netloc, parts.path.strip("/"))

    def __str__(self) -> str:
        return f"s3://{self.name}" + (f"/{self.prefix}" if self.prefix else "")

    def store(self, **options: str) -> S3Store:
        return S3Store(self.name, prefix=self.prefix or None, config=options or None)  # type: ignore[arg-type]


@dataclass(frozen=True, slots=True)
class Sent:
    """What was put into a bucket and what was removed from it, as paths below the site's root."""

    put: tuple[str, ...]
    removed: tuple[str, ...]


def publish(tree: Path, index: Index, record: Path, bucket: Bucket, store: S3Store, media_type: Kind) -> Sent:
    """Make a bucket the same as a tree. `record` remembers what it holds, so that only what differs is sent.

    What was sent stays sent when the storage fails in between: the next run goes on. Raises CantWrite.
    """
    placed = _Placed(record)
    try:
        if placed.is_new:
            _take_over(store, placed, bucket)
        put = list(_differing(index, placed))
        here = {path for path, _, _, _ in index.every_artifact()}
        removed = [path for path in placed.paths() if path not in here and path != MARKER]
        for group in range(4):
            chosen = [(path, digest) for path, digest, rank in put if rank == group]
            asyncio.run(_put_all(store, tree, chosen, placed, media_type))
        asyncio.run(_remove_all(store, removed, placed))
        return Sent(tuple(path for path, _, _ in put), tuple(removed))
    except BaseError as error:
        why = " ".join(str(error).split())[:300]
        raise CantWrite(f"{bucket} did not take all: {why}. What stood there stands; run the press again.") from error
    finally:
        placed.close()


class _Placed:
    """What a bucket holds, by path, with the digest of each file."""

    def __init__(self, file: Path) -> None:
        self._db = sqlite3.connect(file, isolation_level=None)
        table = "CREATE TABLE IF NOT EXISTS object (path TEXT PRIMARY KEY, digest BLOB NOT NULL) WITHOUT ROWID"
        self._db.execute(table)
        self._db.execute("PRAGMA journal_mode = WAL")

    @property
    def is_new(self) -> bool:
        return self._db.execute("SELECT 1 FROM object LIMIT 1").fetchone() is None

    def close(self) -> None:
        self._db.close()

    def digest(self, path: str) -> bytes:
        row = self._db.execute("SELECT digest FROM object WHERE path = ?", (path,)).fetchone()
        return row[0] if row else b""

    def paths(self) -> Iterator[str]:
        return (row[0] for row in self._db.execute("SELECT path FROM object ORDER BY path").fetchall())

    def put(self, rows: Sequence[tuple[str, bytes]]) -> None:
        self._db.execute("BEGIN")
        self._db.executemany("INSERT OR REPLACE INTO object VALUES (?, ?)", rows)
        self._db.execute("COMMIT")

    def remove(self, paths: Sequence[str]) -> None:
        self._db.execute("BEGIN")
        self._db.executemany("DELETE FROM object WHERE path = ?", [(path,) for path in paths])
        self._db.execute("COMMIT")


def _take_over(store: S3Store, placed: _Placed, bucket: Bucket) -> None:
    """Learn what a bucket holds that we know nothing of: nothing, or a site that the press has put there."""
    names = [str(one["path"]) for part in obstore.list(store) for one in part]
    if names and MARKER not in names:
        raise CantWrite(f"{bucket} holds objects that the press did not put there; choose an empty bucket or folder.")
    obstore.put(store, MARKER, _SAID, attributes={"Content-Type": "text/plain; charset=utf-8"})
    paths = dict.fromkeys(name.removesuffix(".gz").removesuffix(".br") for name in names)
    placed.put([(MARKER, b"-"), *((path, b"?") for path in paths if path != MARKER)])


def _differing(index: Index, placed: _Placed) -> Iterator[tuple[str, bytes, int]]:
    """The files that a bucket has not, or has in another form, with the place of their group in the order."""
    for path, key, digest, _ in index.every_artifact():
        if placed.digest(path) != digest:
            yield path, digest, _group(key)


def _group(key: str) -> int:
    """Pictures, then stories, then lists and feeds, then the front page."""
    if key.startswith("picture/"):
        return 0
    if key.startswith(("story/", "issue-files/")):
        return 1
    return 3 if key == "front" else 2


async def _put_all(
    store: S3Store, tree: Path, files: Sequence[tuple[str, bytes]], placed: _Placed, media_type: Kind
) -> None:
    for start in range(0, len(files), AT_ONCE * 8):
        part = files[start : start + AT_ONCE * 8]
        gate = asyncio.Semaphore(AT_ONCE)
        await asyncio.gather(*(_put(store, tree, path, gate, media_type) for path, _ in part))
        placed.put(part)


async def _put(store: S3Store, tree: Path, path: str, gate: asyncio.Semaphore, media_type: Kind) -> None:
    cache = PICTURE_CACHE if path.startswith("pictures/") else PAGE_CACHE
    said = {"Content-Type": media_type(path), "Cache-Control": cache}
    encodings = {"": "", ".gz": "gzip", ".br": "br"}
    endings = ("", *SIBLINGS) if compressible(path) else ("",)
    async with gate:
        for ending in endings:
            file = tree / f"{path}{ending}"
            if not ending or file.is_file():
                encoding = {"Content-Encoding": encodings[ending]} if ending else {}
                await obstore.put_async(store, f"{path}{ending}", file.read_bytes(), attributes={**said, **encoding})


async def _remove_all(store: S3Store, paths: Sequence[str], placed: _Placed) -> None:
    for start in range(0, len(paths), 300):
        part = paths[start : start + 300]
        names = [f"{path}{ending}" for path in part for ending in (("", *SIBLINGS) if compressible(path) else ("",))]
        for name in names:
            try:
                await obstore.delete_async(store, name)
            except FileNotFoundError:
                continue
        placed.remove(part)
