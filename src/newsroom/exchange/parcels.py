"""The file of an export as it is read: a zip that people may have packed again."""

import zipfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import Any

import msgspec

from newsroom.desk.imports import NotTakenIn
from newsroom.exchange.exporting import FORMAT, MARK

# The most of a table, and of a picture.
LARGEST_TABLE = 200_000_000
LARGEST_PICTURE = 60_000_000


class BadExport(Exception):
    """The file is no export; the message says what to do."""


class _Mark(msgspec.Struct):
    format: int


@contextmanager
def opened(file: Path) -> Iterator["Parcel"]:
    """An export. Raises BadExport."""
    try:
        with zipfile.ZipFile(file) as parcel:
            found = Parcel(parcel)
            _refuse_strange(found, file)
            yield found
    except zipfile.BadZipFile as error:
        raise BadExport(f"{file} is no export, or it is damaged: {str(error).lower()}.") from error
    except FileNotFoundError as error:
        raise BadExport(f"There is no file {file}.") from error
    except OSError as error:
        raise BadExport(f"{file} can't be read: {(error.strerror or str(error)).lower()}.") from error


def _refuse_strange(parcel: "Parcel", file: Path) -> None:
    try:
        version = parcel.json(MARK, _Mark).format
    except NotTakenIn as error:
        raise BadExport(f"{file} is no export of Freesheet's; name a file that `freesheet export` wrote.") from error
    if version > FORMAT:
        raise BadExport(f"{file} has format {version}; this version reads format {FORMAT}: update Freesheet.")


class Parcel:
    """The files of an export, by their names."""

    def __init__(self, parcel: zipfile.ZipFile) -> None:
        self._parcel = parcel
        self._sizes = {info.filename: info.file_size for info in parcel.infolist() if not info.is_dir()}

    def __contains__(self, name: str) -> bool:
        return name in self._sizes

    def __iter__(self) -> Iterator[str]:
        return iter(sorted(self._sizes))

    def folders(self, kind: str) -> list[str]:
        """The folders of a kind that hold a story, in order."""
        parts = [PurePosixPath(name).parts for name in self]
        return ["/".join(one[:2]) for one in parts if len(one) == 3 and (one[0], one[2]) == (kind, "story.json")]

    def read(self, name: str, most: int = LARGEST_TABLE) -> bytes:
        """Raises NotTakenIn."""
        if name not in self:
            raise NotTakenIn("It is not there.")
        if self._sizes[name] > most:
            raise NotTakenIn(f"It is longer than {most / 1e6:.0f} MB.")
        try:
            return self._parcel.read(name)
        except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, zlib.error) as error:
            raise NotTakenIn(f"It can't be unpacked: {error}.") from error

    def json(self, name: str, kind: Any) -> Any:
        """Raises NotTakenIn."""
        try:
            return msgspec.json.decode(self.read(name), type=kind)
        except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
            raise NotTakenIn(f"It is not as an export has it: {error}.") from error


class Beside(Mapping[str, bytes]):
    """The pictures of a story, read when they are asked for; one that can't be read is not there."""

    def __init__(self, parcel: Parcel, folder: str) -> None:
        self._parcel, self._folder = parcel, folder

    def __getitem__(self, file: str) -> bytes:
        try:
            return self._parcel.read(f"{self._folder}/{file}", LARGEST_PICTURE)
        except NotTakenIn as error:
            raise KeyError(file) from error

    def __iter__(self) -> Iterator[str]:
        parts = [PurePosixPath(name).parts for name in self._parcel]
        return iter(one[2] for one in parts if len(one) == 3 and "/".join(one[:2]) == self._folder)

    def __len__(self) -> int:
        return len(list(iter(self)))
