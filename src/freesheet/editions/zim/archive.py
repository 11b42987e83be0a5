"""Write a ZIM file with libzim, and make it the same bytes whenever it holds the same entries."""

import os
import re
import uuid
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from hashlib import md5, sha256
from pathlib import Path
from tempfile import TemporaryDirectory, gettempdir
from threading import Lock

from libzim.writer import Creator, Hint, Item, StringProvider

from freesheet.edition import NoRoom

# Where the header keeps the file's identity, and the place of the checksum over all that stands before it
# (openZIM, "ZIM file format", header).
IDENTITY = slice(8, 24)
CHECKSUM_PLACE = slice(72, 80)
# A Xapian database begins with this and 16 random bytes; libzim puts in two, uncompressed: of titles and of all words.
XAPIAN = re.compile(rb"\x0f\rXapian Glass..(.{16})", re.DOTALL)
# All that libzim says when its file can't grow; of entries that it can't take it says more.
NO_ROOM = "Unknown exception"
_one_at_a_time = Lock()


@dataclass(frozen=True, slots=True)
class Entry:
    """A file of the library; `front` is one that a reader may be led to by chance or by its title."""

    path: str
    title: str
    media_type: str
    data: bytes
    front: bool = False
    compress: bool = True


class _Item(Item):  # type: ignore[misc]  # libzim has no types
    def __init__(self, entry: Entry) -> None:
        super().__init__()
        self.entry = entry

    def get_path(self) -> str:
        return self.entry.path

    def get_title(self) -> str:
        return self.entry.title

    def get_mimetype(self) -> str:
        return self.entry.media_type

    def get_contentprovider(self) -> StringProvider:
        return StringProvider(self.entry.data)

    def get_hints(self) -> dict[Hint, bool]:
        return {Hint.FRONT_ARTICLE: self.entry.front, Hint.COMPRESS: self.entry.compress}


def written(
    entries: Iterable[Entry], *, metadata: Mapping[str, str], illustration: bytes, main: str, language: str
) -> bytes:
    """The bytes of the file; `language` (ISO 639-3) tells the index how to cut words. Raises NoRoom."""
    with TemporaryDirectory(prefix="freesheet-") as folder:
        file = Path(folder) / "library.zim"
        try:
            _write(file, entries, metadata, illustration, main, language)
        except RuntimeError as error:
            if str(error) != NO_ROOM:
                raise
            raise NoRoom(
                f"The offline library does not fit on the disk of {gettempdir()}, where it is made; make room there, "
                "or set TMPDIR to another folder."
            ) from error
        return _fixed(bytearray(file.read_bytes()))


def _write(
    file: Path, entries: Iterable[Entry], metadata: Mapping[str, str], illustration: bytes, main: str, language: str
) -> None:
    # With more than one worker, clusters and index come out in the order in which threads are done.
    creator = Creator(file).config_nbworkers(1).config_verbose(False).config_indexing(True, language)  # noqa: FBT003
    creator.set_mainpath(main)
    with ExitStack() as until_the_end, creator:
        for entry in entries:
            creator.add_item(_Item(entry))
        for name, value in metadata.items():
            creator.add_metadata(name, value)
        creator.add_illustration(48, illustration)
        until_the_end.enter_context(_silence())


@contextmanager
def _silence() -> Iterator[None]:
    """Nothing comes out of standard output meanwhile: libzim tells there, from below Python, how it finishes a file.

    The whole process is silent for that moment; progress for people belongs on standard error.
    """
    with _one_at_a_time:
        kept = os.dup(1)
        nowhere = os.open(os.devnull, os.O_WRONLY)
        try:
            os.dup2(nowhere, 1)
            yield
        finally:
            os.dup2(kept, 1)
            os.close(kept)
            os.close(nowhere)


def _fixed(data: bytearray) -> bytes:
    """The file with each random identity made of its content, and a checksum that is right again."""
    end = int.from_bytes(data[CHECKSUM_PLACE], "little")
    spans = [IDENTITY, *(slice(*match.span(1)) for match in XAPIAN.finditer(data))]
    for span in spans:
        data[span] = bytes(16)
    content = sha256(memoryview(data)[:end]).hexdigest()
    for number, span in enumerate(spans):
        data[span] = uuid.uuid5(uuid.NAMESPACE_OID, f"{content} {number}").bytes
    data[end:] = md5(memoryview(data)[:end], usedforsecurity=False).digest()
    return bytes(data)
