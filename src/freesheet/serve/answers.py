"""An answer to a request, whatever server sends it: a status, headers, and bytes or a file to send from."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import BinaryIO

Headers = list[tuple[str, str]]
# A file is read in pieces of this size.
PIECE = 256 * 1024


@dataclass(frozen=True, slots=True)
class Request:
    """What of a request matters here: the decoded path, the raw query string, headers by lower-case names."""

    method: str
    path: str
    query: str = ""
    headers: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True, slots=True)
class Opened:
    """A part of an open file. What is sent is of one version, even when another file takes its name meanwhile."""

    file: BinaryIO
    part: range

    def pieces(self) -> Iterator[bytes]:
        """Its bytes, piece by piece. Who sends them closes the file."""
        self.file.seek(self.part.start)
        left = len(self.part)
        while left and (piece := self.file.read(min(left, PIECE))):
            left -= len(piece)
            yield piece


# Compared by identity: there is one in memory of each page in each encoding.
@dataclass(frozen=True, slots=True, eq=False)
class Answer:
    """What is sent. `headers` never change after it is made, since one answer serves many requests."""

    status: int
    headers: Headers
    body: bytes | Opened = b""

    @property
    def headed(self) -> "Answer":
        """The answer to HEAD: how long the body would be, and no body."""
        if isinstance(self.body, Opened):
            self.body.file.close()
            return Answer(self.status, self.headers)
        length = [] if self.status == 304 else [("content-length", str(len(self.body)))]
        return Answer(self.status, [*self.headers, *length])


def plain_answer(status: int, sentence: str, **headers: str) -> Answer:
    """A line of text, for where a site has no page of its own."""
    more = [(name.replace("_", "-"), value) for name, value in headers.items()]
    return Answer(
        status,
        [("content-type", "text/plain; charset=utf-8"), ("x-content-type-options", "nosniff"), *more],
        f"{sentence}\n".encode(),
    )


def mapping_of(items: Iterable[tuple[str, str]]) -> Mapping[str, str]:
    """Headers by name; what came in several lines is one list (RFC 9110, 5.3)."""
    found = dict[str, str]()
    for name, value in items:
        found[name] = f"{found[name]}, {value}" if name in found else value
    return found
