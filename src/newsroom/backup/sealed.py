"""The file of a backup: a zip with a list of what it holds, and behind it the SHA-256 of every byte before."""

import os
import unicodedata
import zipfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path, PurePosixPath
from typing import BinaryIO, Literal

import msgspec

from freesheet.parcel import entry

# A newer one is refused. It changes when an older Freesheet would restore the file wrongly.
FORMAT = 1
LIST = "backup.json"
# Hexadecimal digits; they are the comment of the zip, so that what reads zips reads this.
SEAL = 64
LARGEST_LIST = 200_000_000
# SQLite's emptiest pages pack to a fortieth; what unpacks to more than this is made to fill a disk.
MOST_TO_ONE = 200
PIECE = 1 << 20

Kind = Literal["sqlite", "postgresql"]
Watch = Callable[[int], None]
"""Is told of bytes that were done."""


class BadBackup(Exception):
    """The file is no backup, or not as it was written; the message says what to do."""


class Member(msgspec.Struct, frozen=True):
    """One file of the newsroom."""

    size: int
    sha256: str


class Told(msgspec.Struct, frozen=True):
    """What a backup says of itself."""

    format: int
    freesheet: str
    made: datetime
    database: Kind
    migrations: tuple[str, ...]
    members: Mapping[str, Member]

    @property
    def size(self) -> int:
        """Bytes when unpacked."""
        return sum(member.size for member in self.members.values())


class _Version(msgspec.Struct):
    format: int


# ── Write ────────────────────────────────────────────────────────────────────────────────────────────


class _Sealing:
    """A stream that is written once, from its beginning to its end, and then sealed."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._digest = sha256()
        # The last bytes are the place of the seal.
        self._tail = b""

    def write(self, data: bytes) -> int:
        pending = self._tail + data
        self._tail = pending[-SEAL:]
        ready = pending[:-SEAL]
        self._digest.update(ready)
        self._stream.write(ready)
        return len(data)

    def flush(self) -> None:
        self._stream.flush()

    def close(self) -> None:
        """Whoever opened the stream closes it."""

    def seal(self) -> None:
        self._stream.write(self._digest.hexdigest().encode())


class Writer:
    """A backup that is being written."""

    def __init__(self, parcel: zipfile.ZipFile, watch: Watch) -> None:
        self._parcel = parcel
        self._watch = watch
        self.members = dict[str, Member]()

    def add(self, name: str, source: BinaryIO) -> None:
        """Add a file, as long as it is now."""
        digest, size = sha256(), 0
        with self._parcel.open(entry(name), "w", force_zip64=True) as member:
            while piece := source.read(PIECE):
                digest.update(piece)
                size += len(piece)
                member.write(piece)
                self._watch(len(piece))
        self.members[name] = Member(size, digest.hexdigest())


@contextmanager
def sealing(stream: BinaryIO, watch: Watch, told: Callable[[Mapping[str, Member]], Told]) -> Iterator[Writer]:
    """Write a backup to a stream; `told` says what it is, when all of it is there."""
    sealed = _Sealing(stream)
    with zipfile.ZipFile(sealed, "w") as parcel:
        parcel.comment = b"0" * SEAL
        writer = Writer(parcel, watch)
        yield writer
        parcel.writestr(entry(LIST), msgspec.json.format(msgspec.json.encode(told(writer.members)), indent=1))
    sealed.seal()


# ── Read ─────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class Backup:
    """A backup whose every byte is as it was written."""

    told: Told
    _parcel: zipfile.ZipFile

    def unpack(self, name: str, to: BinaryIO, watch: Watch) -> None:
        """Write one of its files to a stream. Raises BadBackup."""
        member, digest, size = self.told.members[name], sha256(), 0
        try:
            with self._parcel.open(name) as packed:
                while size <= member.size and (piece := packed.read(PIECE)):
                    size += len(piece)
                    digest.update(piece)
                    to.write(piece)
                    watch(len(piece))
        except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError) as error:
            raise BadBackup(f"{name} can't be unpacked: {error}.") from error
        if (size, digest.hexdigest()) != (member.size, member.sha256):
            raise BadBackup(f"{name} is not what the backup's own list says of it; take another backup.")

    def verify(self, watch: Watch) -> None:
        """Unpack everything to nowhere. Raises BadBackup."""
        with Path(os.devnull).open("wb") as nowhere:
            for name in self.told.members:
                self.unpack(name, nowhere, watch)


@contextmanager
def opened(file: Path, watch: Watch) -> Iterator[Backup]:
    """A backup, after all of its bytes were looked at. Raises BadBackup."""
    try:
        with file.open("rb") as stream:
            _check_seal(stream, file, watch)
            stream.seek(0)
            with zipfile.ZipFile(stream) as parcel:
                yield Backup(_told(parcel, file), parcel)
    except zipfile.BadZipFile as error:
        raise BadBackup(f"{file} is no backup of Freesheet's: {error}.") from error
    except OSError as error:
        raise BadBackup(f"{file} can't be read: {(error.strerror or str(error)).lower()}.") from error


def _check_seal(stream: BinaryIO, file: Path, watch: Watch) -> None:
    size = os.fstat(stream.fileno()).st_size
    if stream.read(4) != b"PK\x03\x04" or size < SEAL:
        raise BadBackup(f"{file} is no backup of Freesheet's; name a file that `freesheet backup` wrote.")
    stream.seek(0)
    # What is read is what lies on the disk, not what the system remembers of it.
    os.posix_fadvise(stream.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
    digest, left = sha256(), size - SEAL
    while left and (piece := stream.read(min(PIECE, left))):
        digest.update(piece)
        left -= len(piece)
        watch(len(piece))
    if left or stream.read(SEAL) != digest.hexdigest().encode():
        raise BadBackup(
            f"{file} is not as `freesheet backup` wrote it: a part is missing or changed. Take another backup."
        )


def _told(parcel: zipfile.ZipFile, file: Path) -> Told:
    """What the backup says of itself, if that is true and harmless."""
    wrong = BadBackup(f"{file} is no backup of Freesheet's: its list of files does not fit; take another backup.")
    found = {info.filename: info for info in parcel.infolist()}
    if LIST not in found or found[LIST].file_size > LARGEST_LIST or len(found) != len(parcel.infolist()):
        raise wrong
    data = parcel.read(LIST)
    try:
        version = msgspec.json.decode(data, type=_Version).format
        if version > FORMAT:
            raise BadBackup(f"{file} has format {version}; this version reads format {FORMAT}: update Freesheet.")
        told = msgspec.json.decode(data, type=Told)
    except msgspec.MsgspecError as error:
        raise wrong from error
    sizes = {name: info.file_size for name, info in found.items() if name != LIST}
    if sizes != {name: member.size for name, member in told.members.items()}:
        raise wrong
    if strange := next((name for name in sizes if not is_inside(name)), ""):
        raise BadBackup(f"{file} would write outside of the newsroom's folder ({strange!r}); nothing was restored.")
    if told.size > MOST_TO_ONE * file.stat().st_size:
        raise BadBackup(f"{file} would unpack to {told.size / 1e9:.0f} GB; no newsroom packs so well.")
    return told


def is_inside(name: str) -> bool:
    """Whether a name is a plain path below a folder, with no letter that hides what it is."""
    path = PurePosixPath(name)
    return (
        path.as_posix() == name
        and not path.is_absolute()
        and not {"..", "."} & set(path.parts)
        and not any(letter == "\\" or unicodedata.category(letter) in ("Cc", "Cs") for letter in name)
    )
