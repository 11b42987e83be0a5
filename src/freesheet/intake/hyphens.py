"""Words that a line's end divided: put together again, with or without the hyphen, and remembered for the report."""

import re
from collections.abc import Iterator

from freesheet.intake.arrival import Drop

_WORD = re.compile(r"[^\W\d_]+(?:[-\u2010\u2011'’][^\W_]+)*")
_DIVIDED = re.compile(r"(\w+)[-\u2010]\n[ \t>]*(\w+)")
# Beginnings of compounds that keep their hyphen in the newspapers' stylebooks.
_COMPOUND = re.compile(
    r"(self|well|great|co|ex|non|half|all|anti|pro|pre|post|mid|cross|ill|high|low|long|short|old|new|so|then|vice|"
    r"by|step|north|south|east|west|one|two|three|four|five|six|seven|eight|nine|ten|twenty|thirty|forty|fifty|sixty|"
    r"seventy|eighty|ninety|first|second|third|full|part|multi|semi|quasi|would|hard|soft|open|free|African|Asian|"
    r"Anglo)$",
    re.IGNORECASE,
)
# Ends of words that are no words themselves.
_ENDING = re.compile(
    r"([tsc]ions?|tional(ly)?|ments?|ness|ings?|[aei]bl[ey]|ly|tures?|[aei]nces?|[aei]nts?|it(y|ies)|ties|"
    r"[tsldrng]?ed|[tsldrng]?ers?|ous(ly)?|ives?|ical(ly)?|ating|at(es?|ed)|tur(al|ing)|ship|hood|less|ful(ly)?)$"
)
# How an English word may begin; "rnoon" begins none.
_BEGINNING = re.compile(
    r"(sch|s[cp]?[hlr]|s[ckmnpqtvw]|str|[bcdfgkpt]?[lr]|[cgpst]?h|[cpst]hr|[kgp]n|wr|[dt]w|qu|[^\W\daeiouy])?[aeiouyà-ÿ]"
)
# "pre- and post-war": the hyphen waits for a word to come.
_WAITING = re.compile(r"(and|or|nor|to|but|und|oder|et|ou|y|o|e)\b")


class Divided:
    """How one text divides words at the ends of its lines: told from the words that it has whole."""

    def __init__(self, text: str) -> None:
        self._words = frozenset(word.lower() for word in _WORD.findall(_DIVIDED.sub(" ", text)))
        pairs = _DIVIDED.findall(text)
        # A text that surely divides one word was set by somebody who divides them.
        self._divides = any(self._is_one(head, tail) for head, tail in pairs)
        self._joined: dict[str, None] = {}
        self._kept: dict[str, None] = {}

    def join(self, line: str, following: str) -> str:
        """Two lines as one; `line` ends with a hyphen that follows a letter or a digit."""
        head, tail = _last(line), _first(following)
        if _WAITING.match(following):
            return f"{line} {following}"
        if head[-1:].isalpha() and tail[:1].islower() and self._is_whole(head, tail):
            self._joined[head + tail] = None
            return line[:-1] + following
        if not self._is_compound(head, tail):
            self._kept[f"{head}-{tail}"] = None
        return line + following

    def _is_whole(self, head: str, tail: str) -> bool:
        return self._is_one(head, tail) or (self._divides and not self._is_compound(head, tail))

    def _is_one(self, head: str, tail: str) -> bool:
        """Whether a word is whole elsewhere in the text, or what follows is the end of one."""
        if f"{head}-{tail}".lower() in self._words or _COMPOUND.match(head):
            return False
        is_end = _ENDING.match(tail) or (tail[:1].islower() and not _BEGINNING.match(tail))
        return f"{head}{tail}".lower() in self._words or bool(head[-1:].isalpha() and is_end)

    def _is_compound(self, head: str, tail: str) -> bool:
        """Whether the hyphen is the word's own: it has it elsewhere, or such words have one."""
        known = f"{head}-{tail}".lower() in self._words or bool(_COMPOUND.match(head))
        return known or not head[-1:].isalpha() or not tail[:1].islower()

    def drops(self) -> Iterator[Drop]:
        if self._joined:
            yield Drop("hyphen at a line's end", "It divided a word; look at these.", ", ".join(self._joined))
        if self._kept:
            yield Drop(
                "hyphen at a line's end", "It may divide a word, and was kept; look at these.", ", ".join(self._kept)
            )


def _last(line: str) -> str:
    found = re.search(r"(\w+)[-\u2010]$", line)
    return found[1] if found else ""


def _first(line: str) -> str:
    found = re.match(r"\w+", line)
    return found[0] if found else ""
