"""Lines of plain text by display columns: wrapped, set in from the left, padded; wide characters take two."""

import re
from collections.abc import Iterator
from typing import Literal

from wcwidth import wcswidth

Width = int | None
Side = Literal["left", "right"]

# However deep blocks are nested, a line keeps this many columns for its words.
LEAST_COLUMNS = 24

# Breakable between: Chinese and Japanese characters, which are written without spaces (Unicode UAX #14, class ID); but
# no line begins with what closes or ends with what opens (JIS X 4051, kinsoku).
_IDEOGRAPH = "[\u2e80-\u312f\u31a0-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff]"
_CLOSING = (
    "[、。，．・：；？！゛゜ヽヾゝゞ々ー’”）〕］｝〉》」』】〗〙％‰ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ"
    r"\u0300-\u036f\u200d\u3099\u309a\ufe00-\ufe0f\U000e0100-\U000e01ef!),.:;?\]}%…—]"
)
_OPENING = r"[‘“（〔［｛〈《「『【〖〘(\[{\u200d]"
_BREAK = re.compile(rf"(?:(?<={_IDEOGRAPH})|(?={_IDEOGRAPH}))(?<!{_OPENING})(?!{_CLOSING})(?!^)(?!$)")
_SPACE = re.compile("[^\\S\u00a0\u202f\u2007]+")
# Kept together while lines are broken, then an ordinary space. A soft hyphen shows where a word breaks: none does.
_PLAIN = str.maketrans({"\u00a0": " ", "\u202f": " ", "\u2007": " ", "\u00ad": None, "\ufeff": None, "\u2060": None})


def wrapped(text: str, width: Width) -> str:
    """The text in lines of at most `width` columns; no word or address is broken. Its own line ends stay."""
    lines = (line for one in text.split("\n") for line in _lines(one, width))
    return "\n".join(line.translate(_PLAIN).strip() for line in lines).strip("\n")


def _lines(text: str, width: Width) -> Iterator[str]:
    words = [word for word in _SPACE.split(text) if word]
    if width is None:
        yield " ".join(words)
        return
    line, taken = "", 0
    for word in words:
        for index, piece in enumerate(_pieces(word)):
            space = " " if line and index == 0 else ""
            wide = columns(piece)
            if line and taken + len(space) + wide > width:
                yield line
                line, taken, space = "", 0, ""
            line += space + piece
            taken += len(space) + wide
    yield line


def _pieces(word: str) -> list[str]:
    return [word] if word.isascii() else _BREAK.split(word)


def columns(text: str) -> int:
    """How many columns a line of text takes."""
    return len(text) if text.isascii() else max(wcswidth(text), 0)


def inset(text: str, first: str, rest: str) -> str:
    """The text with `first` before its first line and `rest` before each other that is not empty."""
    lines = text.split("\n")
    return "\n".join(((first + lines[0]).rstrip(), *(rest + line if line else "" for line in lines[1:])))


def narrower(width: Width, by: int) -> Width:
    return None if width is None else max(width - by, LEAST_COLUMNS)


def padded(text: str, width: int, side: Side) -> str:
    """The text filled up with spaces to `width` columns; `side` is where the text stands."""
    space = " " * (width - columns(text))
    return space + text if side == "right" else text + space
