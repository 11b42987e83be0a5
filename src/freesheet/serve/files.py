"""The files of a pressed site: which of them answers an address, its versions in memory, and when they are old."""

import hashlib
import os
import stat
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime
from pathlib import Path
from typing import BinaryIO

from freesheet.serve.answers import Answer, Headers
from freesheet.serve.paths import ENCODINGS
from freesheet.site.media_types import media_type

# A larger file is not kept in memory but read for each request; no page of a site is near it.
LARGEST_KEPT = 1 << 20
# A compressed copy that is older than its page by more is of another version: one edited by hand, or pressed without.
COPY_LAG_NS = 2_000_000_000

# What tells two versions of a file apart: place on the disk, size, time.
Mark = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Found:
    """A file that answers an address: its own path, the encoding that it is in ("" for none), and its version."""

    path: str
    name: str
    encoding: str
    varies: bool
    mark: Mark
    size: int
    modified_ns: int

    @property
    def modified(self) -> datetime:
        return datetime.fromtimestamp(self.modified_ns // 1_000_000_000, UTC)


@dataclass(frozen=True, slots=True, eq=False)
class Kept:
    """A version of a file, ready to send; without a body it is too large to keep."""

    found: Found
    etag: str
    headers: Headers
    body: bytes | None

    @property
    def whole(self) -> Answer:
        return Answer(200, self.headers, self.body or b"")


class Gone(Exception):
    """The file went, or became another, between being found and being opened."""


def find(root: str, name: str, liked: tuple[str, ...]) -> Found | None:
    """The file below a folder that answers best, given the encodings that the client likes; None for none."""
    path = f"{root}/{name}"
    page = _stat(path)
    if page is None or _is_copy(path):
        return None
    copies = {encoding: _stat(path + ending) for encoding, ending in ENCODINGS.items()}
    varies = any(copies.values())
    for encoding in liked:
        copy = copies[encoding]
        if copy and copy.st_mtime_ns >= page.st_mtime_ns - COPY_LAG_NS:
            return _found(path + ENCODINGS[encoding], name, encoding, copy, varies=varies)
    return _found(path, name, "", page, varies=varies)


def is_folder(root: str, name: str) -> bool:
    """Whether a folder with a page of its own has this name."""
    return _stat(f"{root}/{name}/index.html") is not None


def _found(path: str, name: str, encoding: str, told: os.stat_result, *, varies: bool) -> Found:
    mark = (told.st_ino, told.st_size, told.st_mtime_ns)
    return Found(path, name, encoding, varies, mark, told.st_size, told.st_mtime_ns)


def _stat(path: str) -> os.stat_result | None:
    """What is known of a regular file; None for anything else. Names that are too long or impossible are no files."""
    try:
        told = os.stat(path)  # noqa: PTH116  # it takes half the time of Path.stat
    except (OSError, ValueError):
        return None
    return told if stat.S_ISREG(told.st_mode) else None


def _is_copy(path: str) -> bool:
    """Whether a file is the compressed copy of another."""
    return any(path.endswith(ending) and _stat(path.removesuffix(ending)) for ending in ENCODINGS.values())


def opened(found: Found, root: str) -> BinaryIO:
    """The file, if it still is the one that was found and truly lies below the folder. Raises Gone."""
    below = os.path.realpath(root) + os.sep
    if not os.path.realpath(found.path).startswith(below):
        raise Gone
    try:
        file = Path(found.path).open("rb")  # noqa: SIM115  # who asked closes it
    except (FileNotFoundError, NotADirectoryError, PermissionError) as error:
        raise Gone from error
    told = os.fstat(file.fileno())
    if (told.st_ino, told.st_size, told.st_mtime_ns) != found.mark:
        file.close()
        raise Gone
    return file


def kept_of(found: Found, root: str, headers: dict[str, str]) -> Kept:
    """A version of a file with its headers, read into memory unless it is too large. Raises Gone."""
    with opened(found, root) as file:
        body = file.read() if found.size <= LARGEST_KEPT else None
    digest = f"{found.modified_ns:x}-{found.size:x}" if body is None else hashlib.sha256(body).hexdigest()[:20]
    etag = f'"{digest}"'
    told = {"content-type": media_type(found.name), "etag": etag, "last-modified": http_date(found.modified)}
    if found.encoding:
        told["content-encoding"] = found.encoding
    else:
        told["accept-ranges"] = "bytes"
    if found.varies:
        told["vary"] = "Accept-Encoding"
    return Kept(found, etag, [*{**headers, **told}.items()], body)


def http_date(when: datetime) -> str:
    return format_datetime(when, usegmt=True)


class Memory:
    """Versions of files by path; beyond so many bytes, those go that were not asked for the longest."""

    def __init__(self, most: int, *, dropped: Callable[[], None] = lambda: None) -> None:
        self.most, self.bytes = most, 0
        self._kept = OrderedDict[str, Kept]()
        self._dropped = dropped

    def get(self, found: Found) -> Kept | None:
        """What is kept of exactly this version."""
        kept = self._kept.get(found.path)
        if kept is None or kept.found != found:
            return None
        self._kept.move_to_end(found.path)
        return kept

    def put(self, kept: Kept) -> None:
        self._take_out(kept.found.path)
        self._kept[kept.found.path] = kept
        self.bytes += _weight(kept)
        while self.bytes > self.most:
            self._take_out(next(iter(self._kept)))
            self._dropped()

    def clear(self) -> None:
        self._kept.clear()
        self.bytes = 0

    def _take_out(self, path: str) -> None:
        kept = self._kept.pop(path, None)
        if kept:
            self.bytes -= _weight(kept)


# What an answer weighs beside its body: headers, times, the objects themselves (measured with 50,000 of them).
_BESIDE = 3_500


def _weight(kept: Kept) -> int:
    return _BESIDE + len(kept.body or b"")
