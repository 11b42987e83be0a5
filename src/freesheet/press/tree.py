"""A tree of files as readers see it: written beside, synced once, moved into place in order, swapped whole."""

import ctypes
import errno
import os
import shutil
import sys
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from pathlib import Path

import brotli
import deflate

from freesheet.press.disk import CantWrite, writing_to

# What a browser is sent compressed; pictures, PDF and archives are so already.
COMPRESSIBLE = frozenset(
    (".html", ".txt", ".md", ".xml", ".rss", ".atom", ".json", ".jsonld", ".css", ".svg", ".eml", ".webmanifest")
)
# Gzip's 9 costs a third more time than 6 for 0.5 %; brotli's 5 with a window of 64 kB is the last that is quick.
GZIP_LEVEL, BROTLI_QUALITY, BROTLI_WINDOW = 6, 5, 16
SIBLINGS = (".gz", ".br")

_RENAME_EXCHANGE = 2
_AT_FDCWD = -100
_M_TRIM_THRESHOLD, _M_MMAP_THRESHOLD = -1, -3
# Bytes; glibc takes no more.
_KEPT = 32 << 20


def compressible(path: str) -> bool:
    return os.path.splitext(path)[1] in COMPRESSIBLE  # noqa: PTH122 — called for every file of a press


def gzipped(data: bytes) -> bytes:
    """The data as a gzip file; no time and no name in it, so that the same bytes give the same."""
    return bytes(deflate.gzip_compress(data, GZIP_LEVEL))


def brotlied(data: bytes) -> bytes:
    return bytes(brotli.compress(data, quality=BROTLI_QUALITY, lgwin=BROTLI_WINDOW))


class Folders:
    """Makes the folders of files that are written below a root, each once."""

    def __init__(self, root: str) -> None:
        self._root = root
        self._made = {""}

    def place(self, path: str) -> str:
        """The whole path of a file, in a folder that is there now."""
        folder = path.rpartition("/")[0]
        if folder not in self._made:
            os.makedirs(f"{self._root}/{folder}", exist_ok=True)  # noqa: PTH103 — ten times a Path's speed
            self._made.add(folder)
        return f"{self._root}/{path}"


def write_file(place: str, data: bytes) -> None:
    """Write a file at once; it is synced with all others, later."""
    file = os.open(place, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644)
    try:
        written = os.write(file, data)
        while written < len(data):
            written += os.write(file, memoryview(data)[written:])
    finally:
        os.close(file)


def copies_of(path: str, data: bytes) -> tuple[bytes, ...]:
    """What a server sends of a file, in the order of SIBLINGS; nothing when it sends it as it is."""
    return (gzipped(data), brotlied(data)) if compressible(path) else ()


def write_all(folders: Folders, path: str, data: bytes, copies: Sequence[bytes] = ()) -> None:
    """A file, and its compressed copies beside it."""
    place = folders.place(path)
    write_file(place, data)
    for ending, copy in zip(SIBLINGS, copies, strict=False):
        write_file(f"{place}{ending}", copy)


def write_compressed(folders: Folders, path: str, data: bytes, *, compressed: bool) -> None:
    """A file, and its compressed copies beside it when the tree has such."""
    write_all(folders, path, data, copies_of(path, data) if compressed else ())


@cache
def _libc() -> ctypes.CDLL | None:
    return ctypes.CDLL(None, use_errno=True) if sys.platform == "linux" else None


def keep_memory() -> None:
    """Let this process keep memory that it has freed: what compresses file after file asks for as much each time, and
    to be given it anew costs it a fifth of its work.
    """
    libc = _libc()
    if libc is not None and hasattr(libc, "mallopt"):
        libc.mallopt(_M_MMAP_THRESHOLD, _KEPT)
        libc.mallopt(_M_TRIM_THRESHOLD, _KEPT)


def sync(folder: Path) -> None:
    """Wait until everything that was written to the folder's file system is on the disk: once for a batch of files."""
    libc = _libc()
    handle = os.open(folder, os.O_RDONLY)
    try:
        if libc is None or libc.syncfs(handle):
            os.sync()
    finally:
        os.close(handle)


def exchange(one: Path, other: Path) -> None:
    """Let two folders trade places in one instant; where the system can't, one after the other."""
    libc = _libc()
    if libc is not None and hasattr(libc, "renameat2"):
        paths = os.fsencode(one), os.fsencode(other)
        if not libc.renameat2(_AT_FDCWD, paths[0], _AT_FDCWD, paths[1], _RENAME_EXCHANGE):
            return
        if (error := ctypes.get_errno()) not in (errno.ENOSYS, errno.EINVAL):
            raise OSError(error, os.strerror(error), str(one))
    aside = one.with_name(f".{one.name}-aside")
    one.rename(aside)
    other.rename(one)
    aside.rename(other)


def carry_out(
    steps: Iterable[tuple[str, str]], staging: Path, tree: Path, before: Callable[[str], None] = lambda _place: None
) -> None:
    """Move staged files into place and remove others, in order. Doing it again, or the rest of it, does no harm.

    `before` is given each place before what is there goes.
    """
    folders = Folders(str(tree))
    for verb, path in steps:
        if verb == "put":
            place = folders.place(path)
            for ending in ("", *SIBLINGS):
                before(place + ending)
                _move(f"{staging}/{path}{ending}", place + ending)
        else:
            for ending in (*SIBLINGS, ""):
                before(f"{tree}/{path}{ending}")
                (tree / f"{path}{ending}").unlink(missing_ok=True)
            _remove_empty(tree, path)


def _move(staged: str, place: str) -> None:
    try:
        os.replace(staged, place)  # noqa: PTH105 — as above
    except FileNotFoundError:
        # Not compressed, or moved before the run was killed.
        return


def _remove_empty(tree: Path, path: str) -> None:
    """Remove the folders that a removed file leaves empty."""
    for folder in list(Path(path).parents)[:-1]:
        try:
            (tree / folder).rmdir()
        except OSError:
            return


def swap_in(made: Path, tree: Path) -> None:
    """Put a finished tree in the place of another, or of none. Raises CantWrite."""
    with writing_to(tree):
        sync(made)
        if not tree.exists():
            made.rename(tree)
        elif tree.is_symlink() or not tree.is_dir():
            raise CantWrite(f"{tree} is there and is no folder; choose another place with --to.")
        else:
            exchange(made, tree)
        sync(tree.parent)


def remove_tree(folder: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)
