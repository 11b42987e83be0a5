"""Where the press keeps what it knows of a tree: beside it, since readers must not see it."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from freesheet.house import House
from freesheet.press.disk import CantWrite
from freesheet.press.index import Index
from freesheet.press.resuming import remove_database
from freesheet.press.source import Source
from freesheet.press.tree import remove_tree, swap_in

# Two, so that what a killed run had only begun is never taken for what the one before it had decided.
STAGINGS = ("staging-a", "staging-b")


def open_index(to: Path, house: House) -> Index:
    """What is known of the tree that stands in `to`."""
    return Index(database_of(to, home_of(to)), house)


def home_of(to: Path) -> Path:
    """The folder beside a tree."""
    return to.with_name(f"{to.name}.press")


@contextmanager
def alone(home: Path) -> Iterator[int]:
    """Only one press at a time works on a tree: gives the open file that it holds a lock of."""
    with (home / "lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise CantWrite(
                f"Another press is at work on {home.name.removesuffix('.press')}; wait until it is done."
            ) from error
        try:
            yield lock.fileno()
        finally:
            # Processes that were forked meanwhile, or were given it, have the file open too.
            fcntl.flock(lock, fcntl.LOCK_UN)


def is_pressed(to: Path) -> bool:
    return (to / ".freesheet").is_dir()


def refuse_strange(to: Path) -> None:
    """A folder with files that no press made is not replaced."""
    if to.exists() and not to.is_dir():
        raise CantWrite(f"{to} is there and is no folder; choose another place with --to.")
    # Asked first: a tree may have a folder for each of a hundred thousand stories.
    if not is_pressed(to) and to.is_dir() and any(to.iterdir()):
        raise CantWrite(
            f"{to} holds files that the press did not make; choose an empty folder with --to, or a new one."
        )


def database_of(to: Path, home: Path) -> Path:
    """The index of the very folder that stands there now: a copy of it, or another one, has another number."""
    return home / f"tree-{to.stat().st_ino if to.is_dir() else 0}.db"


def is_other(index: Index, source: Source, *, compressed: bool) -> bool:
    """Whether the tree was made in another way, or of an archive that knows less than the tree."""
    kept = index.fact("compressed")
    ahead = int(index.fact("revision") or b"0") > source.archive.revision
    zone = index.fact("zone").decode()
    return (kept != (b"1" if compressed else b"0")) or ahead or zone != source.house.time_zone


def put_in_place(home: Path, to: Path) -> None:
    made = home / "next"
    old = database_of(to, home)
    number = made.stat().st_ino
    (home / "next.db").replace(home / f"tree-{number}.db")
    swap_in(made, to)
    if old.name != f"tree-{number}.db":
        remove_database(old)
    for left in ("next", *STAGINGS):
        remove_tree(home / left)
