"""Spellings of words for the search: plain ones for what no keyboard at hand can type, and scripts without spaces."""

import re
import unicodedata
from collections.abc import Iterator

from anyascii import anyascii

# What unicode61 takes for a gap between words and a screen does not show.
GAP = "\u200b"
# Scripts that put no space between words: Thai, Lao, Burmese, Khmer, kana, Han (Unicode 15, blocks).
_UNSPACED = re.compile(
    "([\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff"
    "\uf900-\ufaff\uff66-\uff9f\U00020000-\U0003ffff])(?=\\w)"
)
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]+")
# What hides inside a word and is no part of it: soft hyphen, joiners, marks of direction, the gap itself.
_HIDDEN = re.compile("[\u00ad\u034f\u061c\u200b\u200d-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]+")
_WORD = re.compile(r"[^\W_]+")


def indexed(text: str) -> str:
    """Text as the index keeps it: composed, without controls, with a gap after each letter of an unspaced script."""
    text = printable(text)
    if text.isascii():
        return text
    return _UNSPACED.sub(rf"\1{GAP}", unicodedata.normalize("NFC", _HIDDEN.sub("", text)))


def printable(text: str) -> str:
    """Text without control characters and halves of characters, which no page may have."""
    return _CONTROLS.sub(" ", text)


def shown(text: str) -> str:
    """Text of the index as readers see it."""
    return text.replace(GAP, "")


def plain(text: str) -> str:
    """The plainest spelling: Latin letters as ASCII (Łódź: lodz, Straße: strasse), others without case and marks."""
    if text.isascii():
        return text.lower()
    apart = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(character for character in apart if unicodedata.category(character) != "Mn")
    return "".join(anyascii(character).lower() if _latin(character) else character for character in bare)


def _latin(character: str) -> bool:
    return not character.isascii() and unicodedata.name(character, "").startswith("LATIN ")


def spellings(text: str) -> Iterator[str]:
    """The plain spellings of words that unicode61, which folds case and takes accents off, would not find by itself."""
    if text.isascii():
        return
    for chunk in text.split():
        if not chunk.isascii():
            folded, simple = plain(chunk), _simple(chunk)
            if folded != simple:
                yield from _WORD.findall(folded)


def _simple(text: str) -> str:
    """Nearly what unicode61 makes of a text."""
    apart = unicodedata.normalize("NFD", text.lower())
    return "".join(character for character in apart if not "\u0300" <= character <= "\u036f")
