"""A full press that was killed is picked up: what the index of its half-made tree tells is on the disk, and holds."""

import os
import sqlite3
from collections.abc import Collection, Iterator, Sequence
from hashlib import blake2b
from itertools import islice
from pathlib import Path

import msgspec

from freesheet.edition import Loss
from freesheet.house import House
from freesheet.press.index import Index
from freesheet.press.index_tables import FORMAT
from freesheet.press.source import Source
from freesheet.press.stamps import Stamps
from freesheet.press.tree import SIBLINGS, remove_tree, sync
from freesheet.site.search import PLACE

# A press writes so many bytes, compressed copies apart, between two times that it waits for the disk: some seconds'
# work. More often is slower, more seldom loses more when it is killed.
SAVED_AFTER = 200_000_000
# How the facts begin that hold what is to be told at the end.
TOLD = "told/"


def kind_of(stamps: Stamps, source: Source, *, compressed: bool) -> bytes:
    """A digest of what must be the same for a tree to be finished that another run has begun."""
    told = (
        stamps.everything(),
        sorted(page.slug for page in source.fixed),
        str(source.archive.file.resolve()),
        source.archive.file.stat().st_ino,
        compressed,
    )
    return blake2b(msgspec.msgpack.encode(told), digest_size=16).digest()


def half_made(home: Path, house: House, kind: bytes, *, now: int, revision: int) -> Index | None:
    """The index of the new tree in `home` that a killed run has begun; None when there is none that can be finished.

    Files that the index does not tell of may be torn, or be of stories that have changed since: they are removed.
    """
    database, tree = home / "next.db", home / "next"
    if not (database.is_file() and tree.is_dir()):
        return None
    try:
        index = Index(database, house)
    except sqlite3.DatabaseError:
        return None
    read = index.fact("revision")
    if (
        index.format != FORMAT
        or index.fact("kind") != kind
        or not read
        or int(read) > revision
        or int(index.fact("now")) > now
    ):
        index.close()
        return None
    for path in _unknown(tree, index):
        path.unlink()
    return index


def begun(home: Path, house: House, kind: bytes) -> Index:
    """The index of a new tree in `home`, and nothing of the one before."""
    remove_database(home / "next.db")
    remove_tree(home / "next")
    index = Index(home / "next.db", house)
    index.set_fact("kind", kind)
    return index


def remove_database(database: Path) -> None:
    for ending in ("", "-wal", "-shm"):
        database.with_name(database.name + ending).unlink(missing_ok=True)


def _unknown(tree: Path, index: Index) -> Iterator[Path]:
    """The files of a tree that its index does not tell of. What the search looks into has a journal of its own."""
    for folder, _, names in os.walk(tree):
        for name in names:
            file = Path(folder, name)
            path = file.relative_to(tree).as_posix()
            plain = path.removesuffix(file.suffix) if file.suffix in SIBLINGS else path
            if not path.startswith(PLACE) and not index.artifact(path) and not index.artifact(plain):
                yield file


class Saving:
    """Commits what the index tells of a new tree, once that is on the disk.

    What it tells of a file that is to be made anew is taken back, and committed, before the file is written: it holds
    at every moment, whenever the run is killed.
    """

    def __init__(self, index: Index, tree: Path) -> None:
        self._index, self._tree = index, tree
        self._written, self._losses, self._taken_back = 0, 0, False

    def remarks(self) -> list[str]:
        """What the run that was killed would have remarked."""
        known = self._index.fact(f"{TOLD}remarks")
        return msgspec.msgpack.decode(known, type=list[str]) if known else []

    def losses(self) -> list[Loss]:
        """What the run that was killed would have told that editions do not carry."""
        parts = self._index.facts(f"{TOLD}losses/")
        found = [loss for part in parts for loss in msgspec.msgpack.decode(part, type=list[Loss])]
        self._losses = len(found)
        return found

    def tell(self, remarks: Sequence[str], losses: Collection[Loss]) -> None:
        """Keep what is to be told at the end; `losses` only grow."""
        self._index.set_fact(f"{TOLD}remarks", msgspec.msgpack.encode(remarks))
        if new := list(islice(losses, self._losses, None)):
            self._index.set_fact(f"{TOLD}losses/{self._losses:012}", msgspec.msgpack.encode(new))
            self._losses = len(losses)

    def is_time(self, written: int) -> bool:
        """Whether to save, now that so many bytes more were written and are in the index."""
        self._written += written
        return self._written >= SAVED_AFTER

    def take_back(self, key: str) -> None:
        """A key that the index tells of is about to be made anew."""
        if self._index.inputs(key):
            self._index.set_made([(key, b"")])
            self._taken_back = True

    def before_writing(self) -> None:
        if self._taken_back:
            self.save()

    def save(self) -> None:
        """Wait for the disk, and commit."""
        sync(self._tree)
        self.commit()

    def commit(self) -> None:
        """Commit what the index tells; all of it is on the disk."""
        self._index.commit()
        self._index.begin()
        self._written, self._taken_back = 0, False
