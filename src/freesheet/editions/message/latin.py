"""Text in the characters that every message service takes: plain ASCII, with a report of each kind that was changed."""

import re
import string
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from anyascii import anyascii

Change = tuple[re.Pattern[str], str | Callable[[re.Match[str]], str]]

# Marks that have a plain twin. French sets a space inside its quotation marks, which the plain ones do not have.
MARKS: tuple[Change, ...] = (
    (re.compile("« ?| ?»|[“”„‟″]"), '"'),
    (re.compile("[‘’‚‛‹›′]"), "'"),
    (re.compile("[—―]"), "--"),
    (re.compile("[–‐‑‒−·]"), "-"),
    (re.compile("[•‣▪●]"), "*"),
    (re.compile("…"), "..."),
    (re.compile("[¿¡]"), ""),
)
# Signs that are read aloud as words, or that would change a number if they were only dropped: 10² is not 102.
SIGNS: tuple[Change, ...] = (
    (re.compile("€"), "EUR "),
    (re.compile("£"), "GBP "),
    (re.compile("¥"), "JPY "),
    (re.compile("§ ?"), "Sec. "),
    (re.compile("№ ?"), "No. "),
    (re.compile(" ?°(?=[CF]\\b)"), " degrees "),
    (re.compile(" ?°"), " degrees"),
    (re.compile("×"), "x"),
    (re.compile("™"), "(TM)"),
    (re.compile("→"), "->"),
    (re.compile("←"), "<-"),
    (re.compile("[⁻⁺]?[⁰¹²³⁴⁵⁶⁷⁸⁹]+"), lambda match: "^" + unicodedata.normalize("NFKC", match[0]).replace("−", "-")),
    (re.compile("(?<=\\d) ?(?=[¼½¾⅓⅔⅛⅜⅝⅞])"), " "),
)
# How a language itself writes its letters where it has no others; in other languages they lose their dots and rings.
LETTERS: dict[str, dict[str, str]] = {
    "de": {"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue"},
    "da": {"å": "aa", "ø": "oe", "Å": "Aa", "Ø": "Oe"},
    "nb": {"å": "aa", "ø": "oe", "Å": "Aa", "Ø": "Oe"},
}

# What may stand around a word and is not part of it.
AROUND = string.punctuation + "“”„‘’‚«»‹›…–—¿¡،؛؟。、"

SENTENCES = {
    "marks": "Typographic marks are plain ones",
    "signs": "Signs are spelled out or written as the nearest plain ones",
    "accents": "Accented letters have no accents",
    "scripts": "Words in other scripts are in Latin letters",
    "emoji": "Emoji and pictographs are left out",
}


@dataclass(frozen=True, slots=True)
class Changed:
    """One kind of character that was changed: which ones, and the words as they stood before."""

    kind: str
    characters: tuple[str, ...]
    words: tuple[str, ...]

    @property
    def sentence(self) -> str:
        return f"{SENTENCES[self.kind]}: {' '.join(self.characters[:12])}{' …' if self.characters[12:] else ''}"


def ascii_of(text: str, language: str) -> str:
    """The text in ASCII; line ends and the spaces between words stay."""
    text = unicodedata.normalize("NFC", text)
    for pattern, plain in (*MARKS, *SIGNS):
        text = pattern.sub(plain, text)
    own = LETTERS.get(language.split("-")[0].lower(), {})
    return "".join(char if char.isascii() else _letter(char, own) for char in text)


def _letter(char: str, own: dict[str, str]) -> str:
    return "" if _kind(char) == "emoji" else own.get(char) or anyascii(char).replace("\n", " ")


def changes(text: str) -> Iterator[Changed]:
    """What `ascii_of` changes in the text, each kind once."""
    text = unicodedata.normalize("NFC", text)
    found = dict[str, dict[str, None]]()
    for char in dict.fromkeys(text):
        if not char.isascii() and (kind := _kind(char)):
            found.setdefault(kind, {})[char] = None
    words = dict.fromkeys(word.strip(AROUND) or word for word in text.split())
    for kind in SENTENCES:
        if kind in found:
            touched = (
                () if kind == "marks" else tuple(word for word in words if not found[kind].keys().isdisjoint(word))
            )
            yield Changed(kind, tuple(found[kind]), touched)


def _kind(char: str) -> str:
    """The kind of a character that is not ASCII; none for what nobody sees."""
    category = unicodedata.category(char)
    if _in(MARKS, char):
        return "marks"
    if unicodedata.name(char, "").startswith("LATIN "):
        return "accents"
    match category[0]:
        case "L" | "M":
            return "scripts" if category != "Mn" else "accents"
        case "P":
            return "marks"
        case "N":
            return "signs" if category != "Nd" else "scripts"
        case "S":
            return "emoji" if category in ("So", "Sk") and not _in(SIGNS, char) else "signs"
        case _:
            return ""


def _in(table: tuple[Change, ...], char: str) -> bool:
    return any(pattern.fullmatch(char) for pattern, _ in table)


def mostly_latin(text: str) -> bool:
    """Whether at least half of the letters are Latin, so that a reader of the romanised rest follows the text."""
    letters = [char for char in text if char.isalpha()]
    latin = sum(char.isascii() or unicodedata.name(char, "").startswith("LATIN ") for char in letters)
    return latin * 2 >= len(letters)
