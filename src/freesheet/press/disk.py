"""Write a run to a folder: everything beside it first, then each file moved into place, then leftovers removed."""

import errno
import os
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Self


class CantWrite(Exception):
    """The folder can't take the run; the message says why and what to do. What was there is as it was."""


class Staging:
    """A run's files, written but not yet in place; leave the `with` without `publish` and they are gone."""

    def __init__(self, to: Path) -> None:
        self._to = to
        self._paths = dict[str, None]()

    def __enter__(self) -> Self:
        with writing_to(self._to):
            self._to.mkdir(parents=True, exist_ok=True)
            self._folder = Path(tempfile.mkdtemp(prefix=".freesheet-", dir=self._to))
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        shutil.rmtree(self._folder, ignore_errors=True)

    def write(self, path: str, data: bytes) -> None:
        """Write one file of the run, durably, out of readers' sight."""
        file = self._folder / path
        with writing_to(self._to):
            file.parent.mkdir(parents=True, exist_ok=True)
            with file.open("wb") as stream:
                stream.write(data)
                stream.flush()
                os.fsync(stream.fileno())
        self._paths[path] = None

    def publish(self, leftovers: Sequence[str] = ()) -> None:
        """Move every file into place in the order of writing; then remove what matches `leftovers` and is not new."""
        with writing_to(self._to):
            for path in self._paths:
                self._make_way(self._to / path)
            for path in self._paths:
                (self._folder / path).replace(self._to / path)
            for pattern in leftovers:
                for old in self._to.glob(pattern):
                    if old.is_file() and old.relative_to(self._to).as_posix() not in self._paths:
                        old.unlink()

    def _make_way(self, place: Path) -> None:
        """Find out that a file has no place before the first one is moved, so that all are or none is."""
        place.parent.mkdir(parents=True, exist_ok=True)
        if place.is_dir():
            raise IsADirectoryError(errno.EISDIR, f"{place.relative_to(self._to)} is a folder there")


@contextmanager
def writing_to(to: Path) -> Iterator[None]:
    """What the file system refuses inside is told as a CantWrite."""
    try:
        yield
    except OSError as error:
        raise _cant_write(to, error.strerror or str(error)) from error
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode & 0xFF not in _OF_THE_DISK:
            raise
        raise _cant_write(to, str(error)) from error


# What SQLite says of a disk that is full, broken, or not to be written to; more is told in the higher bits.
_OF_THE_DISK = (sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN)


def _cant_write(to: Path, why: str) -> CantWrite:
    return CantWrite(f"Can't write to {to}: {why.lower()}; choose another folder with --to, or make room.")


def put(file: Path, data: bytes) -> None:
    """Write one file, whole or not at all; what is no plain file, such as /dev/stdout, takes it as it comes."""
    if file.is_symlink() or (file.exists() and not file.is_file()):
        file.write_bytes(data)
        return
    file.parent.mkdir(parents=True, exist_ok=True)
    part = file.with_name(f".freesheet-{file.name}")
    try:
        part.write_bytes(data)
        part.replace(file)
    finally:
        part.unlink(missing_ok=True)


@contextmanager
def whole(file: Path) -> Iterator[Path]:
    """Where to write what becomes this file when all of it is on the disk; what the caller raises takes it away.

    The place is in a folder of its own, which nobody else may look into, and which is gone at the end.
    """
    with tempfile.TemporaryDirectory(prefix=".freesheet-", dir=file.parent) as folder:
        part = Path(folder, file.name)
        yield part
        with part.open("rb") as stream:
            os.fsync(stream.fileno())
        part.replace(file)
    sync_folder(file.parent)


def sync_folder(folder: Path) -> None:
    """What was moved into a folder stays there when the power fails."""
    number = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(number)
    finally:
        os.close(number)
