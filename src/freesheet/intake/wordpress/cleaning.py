"""An export's bytes as XML that a parser accepts: nothing is left out of it but what XML has no room for."""

import codecs
import re
from collections.abc import Iterator
from typing import BinaryIO

CHUNK = 1 << 20
# A mark that may stand across two chunks is shorter than this.
_MARK = 200
# What XML 1.0 forbids, however it is written.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_REFERENCE = re.compile(r"&#(?:x(?P<hex>[0-9a-fA-F]{1,6})|(?P<number>[0-9]{1,7}));")
# Outside CDATA only these entities are known to XML; any other `&` is a letter that was not escaped.
_AMPERSAND = re.compile(r"&(?!(?:amp|lt|gt|quot|apos);|#\d{1,7};|#x[0-9a-fA-F]{1,6};)")
_OPEN = "<![CDATA["
# The end of a section, not one that stands in the words of a story; an export divides such a one in two.
_CLOSE = re.compile(r"\]\]>(?=\s*<(?:/(?:\w+:\w+|category|title|link|guid|description|pubDate)\s*>|!\[CDATA\[))")
_DECLARED = re.compile(rb"""^\s*<\?xml[^>]*encoding=["']([\w.:-]+)["']""")
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
# An export has no document type; one that has is made to reach files or to fill a memory.
_DOCTYPE = re.compile(r"<!DOCTYPE[^\[>]*(\[.*?\])?\s*>", re.DOTALL)


def _as_western(error: UnicodeError) -> tuple[str, int]:
    """What is no UTF-8 was most likely written by a program of the 1990s."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return error.object[error.start : error.end].decode("cp1252", "replace"), error.end


codecs.register_error("freesheet-western", _as_western)


class Clean:
    """A file of bytes, read as UTF-8 XML without what would stop a parser. Raises LookupError for no known encoding."""

    def __init__(self, file: BinaryIO) -> None:
        first = file.read(_MARK)
        self._text = _texts(first, file)
        self._rest = ""
        self._inside = False
        self._ready = b""
        self._over = False

    def read(self, size: int = -1) -> bytes:
        while not self._over and (size < 0 or len(self._ready) < size):
            self._fill()
        taken = self._ready if size < 0 else self._ready[:size]
        self._ready = self._ready[len(taken) :]
        return taken

    def _fill(self) -> None:
        more = next(self._text, None)
        self._over = more is None
        waiting = self._rest + (more or "")
        pieces = list[str]()
        while waiting:
            piece, waiting, stop = self._step(waiting)
            pieces.append(piece)
            if stop:
                break
        self._rest = waiting
        self._ready += "".join(pieces).encode()

    def _step(self, text: str) -> tuple[str, str, bool]:
        """What is done with, what waits, and whether it waits for the next chunk."""
        found = _CLOSE.search(text) if self._inside else None
        start = found.end() if found else -1 if self._inside else text.find(_OPEN)
        if start < 0:
            # A mark may begin at the end of this chunk and end in the next.
            done = len(text) if self._over else max(len(text) - _MARK, 0)
            done = done if self._over or self._inside else _before_tag(text, done)
            return self._cleaned(text[:done]), text[done:], True
        if self._inside and found:
            piece = self._cleaned(text[: found.start()]) + "]]>"
            self._inside = False
            return piece, text[found.end() :], False
        piece = self._cleaned(text[:start]) + _OPEN
        self._inside = True
        return piece, text[start + len(_OPEN) :], False

    def _cleaned(self, text: str) -> str:
        text = _FORBIDDEN.sub("", text)
        if self._inside:
            return text.replace("]]>", "]]]]><![CDATA[>")
        return _AMPERSAND.sub("&amp;", _REFERENCE.sub(_allowed, text))


def _before_tag(text: str, place: int) -> int:
    """A place that divides no reference: before the last `&` near the end."""
    last = text.rfind("&", max(place - 12, 0), place)
    return last if last >= 0 else place


def _allowed(reference: re.Match[str]) -> str:
    """A character's number, unless XML has no such character."""
    number = int(reference["hex"], 16) if reference["hex"] else int(reference["number"])
    return "" if number > 0x10FFFF or _FORBIDDEN.match(chr(number)) else reference[0]


def _texts(first: bytes, file: BinaryIO) -> Iterator[str]:
    """The file's text, chunk by chunk, without its declaration and its document type."""
    decoder = codecs.getincrementaldecoder(_encoding(first))("freesheet-western")
    head = decoder.decode(first) + decoder.decode(file.read(CHUNK))
    head = _DECLARATION.sub("", head.removeprefix("\ufeff"), count=1)
    yield _DOCTYPE.sub("", head, count=1).lstrip()
    while data := file.read(CHUNK):
        yield decoder.decode(data)
    yield decoder.decode(b"", final=True)


def _encoding(first: bytes) -> str:
    if first.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    declared = _DECLARED.match(first.removeprefix(codecs.BOM_UTF8))
    name = declared[1].decode("ascii") if declared else "utf-8"
    # Each of its letters would be read as two: a file that could be matched above is no UTF-16.
    return "utf-8" if name.lower().replace("_", "-") in {"utf-16", "utf16"} else codecs.lookup(name).name
