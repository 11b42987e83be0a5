"""Typeset a story: quotation marks, dashes, ellipses and unbreakable spaces by language, Story to Story."""

import re
from dataclasses import dataclass
from functools import cache
from itertools import accumulate

from msgspec.structs import replace

from freesheet.story.nodes import Story
from freesheet.story.rewrite import OPAQUE, Pieces, rewrite

NBSP, NARROW = "\u00a0", "\u202f"


@dataclass(frozen=True, slots=True)
class Marks:
    """A language's outer and inner quotation marks, and the space it sets inside them and before high punctuation."""

    outer: tuple[str, str]
    inner: tuple[str, str]
    inside: str = ""
    before: str = ""


# Marks after Unicode CLDR 45 (quotationStart, alternateQuotationStart); French spaces after the Imprimerie nationale.
MARKS = {
    "en": Marks(("“", "”"), ("‘", "’")),
    "es": Marks(("«", "»"), ("“", "”")),
    "fr": Marks(("«", "»"), ("“", "”"), inside=NARROW, before=NARROW),
    "ht": Marks(("«", "»"), ("“", "”"), inside=NARROW),
    "de": Marks(("„", "“"), ("‚", "‘")),
    "it": Marks(("«", "»"), ("“", "”")),
    "pt": Marks(("“", "”"), ("‘", "’")),
    "pl": Marks(("„", "”"), ("«", "»")),
    "ru": Marks(("«", "»"), ("„", "“")),
    "ar": Marks(("”", "“"), ("’", "‘")),
}

# Of numbers with a hyphen between them only years are surely a range: others are telephones, cases, bills, scores.
# What a run must hold for the pattern to be tried at all, the pattern, and what is put in its place.
Rule = tuple[str, re.Pattern[str], str]
_BEFORE = rf"(?:^|(?<=[\s(\[{{\u2014\u2013/“‘«„‚{OPAQUE}]))"
# An address spelled out in the text is not prose.
_ADDRESS = re.compile(r"\S*(?:://|www\.|@)\S*")


@cache
def rules(language: str) -> tuple[Rule, ...]:
    """What to replace by what in a run of text, in this order."""
    marks = MARKS.get(language.split("-")[0].lower(), MARKS["en"])
    opening, closing = marks.outer[0] + marks.inside, marks.inside + marks.outer[1]
    always = (
        ("...", r"\.\.\.", "…"),
        ("--", r"(?<=[^\s-])\s?(?<!-)---?(?!-)\s?(?=[^\s-])", "—"),
        (" - ", r"(?<=\w) - (?=\w)", " – "),
        ("-", r"(?<![\d-])((?:1[5-9]|20)\d\d)-(?=(?:1[5-9]|20)?\d\d(?![\d-]))", r"\1–"),
        ('"', r"(?<=\d)'(\d{1,2})\"", r"′\1″"),
        ("'", r"'(?=\d0s\b)|(?<=\w)'(?=\w)|(?<=s)'(?=\s\w)", "’"),
        ("'", rf"{_BEFORE}'(?=(?i:twas|tis|em|til|cause|n)\b)", "’"),
        ('"', rf'{_BEFORE}"(?=\S)', opening),
        ('"', r'"', closing),
        ("'", rf"{_BEFORE}'(?=\S)", marks.inner[0]),
        ("'", r"'", marks.inner[1] if marks.inner[1] in "’‘" else "’"),
        (" ", r" (?<=\d )(?=(?:million|billion|trillion|percent|km|kg|miles|a\.m\.|p\.m\.)(?!\w)|%|€)", NBSP),
        (". ", r" (?:(?<=\b[A-Z]\. )(?=[A-Z][\w.])|(?<=\b(?:Dr|Mr|Ms|No|St)\. )(?=\w)|(?<=\bMrs\. )(?=\w))", NBSP),
    )
    spaced = (
        ("", rf"(?<=[\w…»”)%])[ {NBSP}{NARROW}]?(?=[;!?»](?!\w))", marks.before),
        (":", rf"(?<=[\w»”)%])[ {NBSP}{NARROW}]?(?=:(?!\S))", marks.before),
        ("«", rf"(?<=«)[ {NBSP}{NARROW}]?(?=\S)", marks.before),
    )
    chosen = always + spaced if marks.before else always
    return tuple((needs, re.compile(pattern), new) for needs, pattern, new in chosen)


def typeset(story: Story) -> Story:
    """The story with its language's typography. Doing it twice changes nothing more; no word is changed."""
    table = rules(story.language)

    def run(pieces: Pieces) -> Pieces:
        for needs, pattern, new in table:
            if needs in "".join(pieces):
                pieces = _substitute(pattern, new, pieces)
        return pieces

    def line(text: str) -> str:
        return run((text,))[0]

    gone = story.withdrawal
    return replace(
        rewrite(replace(story, bylines=(), sources=()), run),
        headline=line(story.headline),
        dek=line(story.dek),
        bylines=story.bylines,
        sources=story.sources,
        corrections=tuple(replace(c, wrong=line(c.wrong), right=line(c.right)) for c in story.corrections),
        withdrawal=replace(gone, why=line(gone.why)) if gone else None,
    )


def _substitute(pattern: re.Pattern[str], new: str, pieces: Pieces) -> Pieces:
    """Replace in the pieces as if they were one string; what is put in stands where the match began."""
    whole = "".join(pieces)
    matches = list(pattern.finditer(whole))
    if not matches:
        return pieces
    if "@" in whole or "://" in whole or "www." in whole:
        addresses = [match.span() for match in _ADDRESS.finditer(whole)]
        matches = [m for m in matches if not any(start <= m.start() < end for start, end in addresses)]
    ends = list(accumulate(map(len, pieces)))
    changed = [""] * len(pieces)
    at = piece = 0
    for match in [*matches, None]:
        start, end = match.span() if match else (len(whole), len(whole))
        while at < start:
            while ends[piece] <= at:
                piece += 1
            step = min(start, ends[piece])
            changed[piece] += whole[at:step]
            at = step
        if match:
            where = next(index for index, last in enumerate(ends) if last > start or index == len(ends) - 1)
            changed[where] += match.expand(new) if "\\" in new else new
            at = end
    return tuple(changed)
