"""What a reader typed into the search form: words, "phrases", -words to leave out, filters; never an error."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal
from urllib.parse import parse_qsl, urlencode

from freesheet.site.spelling import indexed, plain, printable

Sort = Literal["best", "newest"]
# Longer than any question that a person types; what comes after is passed over.
LONGEST = 400
MOST_TERMS = 24
# Shorter beginnings would find nearly everything.
SHORTEST_BEGINNING = 3
_SPACES = re.compile(r"\s+")
_QUOTES = str.maketrans(dict.fromkeys("“”„‟«»「」『』＂", '"'))
_PIECES = re.compile(r'(?P<minus>(?<!\S)[-−–])?(?:"(?P<phrase>[^"]*)"?|(?P<word>[^\s"]+))')


@dataclass(frozen=True, slots=True)
class Query:
    """A question: the text as typed, a section's slug, a year (0: every), an order, which page of the answer."""

    text: str = ""
    section: str = ""
    year: int = 0
    sort: Sort = "best"
    page: int = 1

    @property
    def asked(self) -> bool:
        """Whether there is anything to look for."""
        return bool(self.section or self.year or self.terms)

    @property
    def terms(self) -> "tuple[Term, ...]":
        return tuple(_terms(self.text))[:MOST_TERMS]

    def address(self, page: int) -> str:
        """The address of one page of its answer."""
        fields = {
            "q": self.text,
            "section": self.section,
            "year": self.year or "",
            "sort": "newest" if self.sort == "newest" else "",
            "page": page if page > 1 else "",
        }
        return "/search/?" + urlencode({name: value for name, value in fields.items() if value})


@dataclass(frozen=True, slots=True)
class Term:
    """A word or a phrase to find, or to do without; `beginning`: the last of its words may go on."""

    text: str
    without: bool = False
    phrase: bool = False
    beginning: bool = False

    def match(self, *, wider: bool = False) -> str:
        """The term in FTS5's language, in quotation marks, where nothing but the marks themselves means anything."""
        wider = wider and not self.phrase and len(self.text) >= SHORTEST_BEGINNING
        star = " *" if self.beginning or wider else ""
        spellings = dict.fromkeys((indexed(self.text), plain(self.text)))
        quoted = ('"' + text.replace('"', '""') + f'"{star}' for text in spellings if _has_words(text))
        return f"({' OR '.join(quoted)})"


def query_of(query_string: str) -> Query:
    """The question in the address of a search; whatever is wrong in it counts as not said."""
    fields = dict(reversed(parse_qsl(query_string[:16_000], errors="replace")))
    year = fields.get("year", "")
    page = fields.get("page", "")
    return Query(
        text=_tidy(fields.get("q", "")),
        section=_tidy(fields.get("section", ""))[:80],
        year=int(year) if re.fullmatch("[0-9]{4}", year) else 0,
        sort="newest" if fields.get("sort") == "newest" else "best",
        page=int(page) if re.fullmatch("[1-9][0-9]{0,5}", page) else 1,
    )


def _tidy(text: str) -> str:
    return _SPACES.sub(" ", printable(text)).strip()[:LONGEST].rstrip()


def _terms(text: str) -> Iterator[Term]:
    for piece in _PIECES.finditer(_tidy(text).translate(_QUOTES)):
        phrase, word = piece["phrase"], piece["word"]
        told = phrase if word is None else word.rstrip("*")
        if _has_words(indexed(told)):
            beginning = word is not None and word.endswith("*") and len(told) >= SHORTEST_BEGINNING
            yield Term(told, bool(piece["minus"]), word is None, beginning)


def _has_words(text: str) -> bool:
    """Whether there is a letter or a digit, since FTS5 finds nothing for a phrase without."""
    return any(character.isalnum() for character in text)
