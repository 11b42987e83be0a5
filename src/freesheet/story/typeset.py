"""Typeset a story: quotation marks, dashes, ellipses and unbreakable spaces by language, Story to Story."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from itertools import accumulate, pairwise, product

from msgspec.structs import replace

from freesheet.story.nodes import Block, Blocks, Heading, Paragraph, Story, Text
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


# Initials and short titles, looked back at from behind the space that is not to be broken.
_SHORTENED = r"(?:(?<=\b[A-Z]\. )(?=[A-Z][\w.])|(?<=\b(?:Dr|Mr|Ms|No|St)\. )(?=\w)|(?<=\bMrs\. )(?=\w))"
# An address spelled out in the text is not prose.
_ADDRESS = re.compile(r"\S*(?:://|www\.|@)\S*")


@dataclass(frozen=True, slots=True)
class Rule:
    """What to replace by what; a run without `needs`, or in which `hint` finds nothing, has nothing to replace."""

    needs: str
    pattern: re.Pattern[str]
    new: str
    hint: re.Pattern[str]


# The rules to try, in their order, by whether a run has a hyphen, a double mark and a single one; no rule adds these.
Rules = Mapping[tuple[bool, bool, bool], tuple[Rule, ...]]


def _first(mark: str) -> str:
    """A pattern for this mark where a word may begin."""
    return rf"{mark}(?:(?<=^{mark})|(?<=[\s(\[{{\u2014\u2013/“‘«„‚{OPAQUE}]{mark}))"


# Where it can, a pattern or its hint begins with a character and looks back over it at what stands before: the engine
# then leaps from one such character to the next, and does not try the pattern at all the others.
@cache
def rules(language: str) -> Rules:
    """The rules of a language."""
    marks = MARKS.get(language.split("-")[0].lower(), MARKS["en"])
    opening, closing = marks.outer[0] + marks.inside, marks.inside + marks.outer[1]
    always = (
        _rule("", r"\.\.\.", "…"),
        _rule("-", r"(?<=[^\s-])\s?(?<!-)---?(?!-)\s?(?=[^\s-])", "—", hint="--"),
        _rule("-", r" - (?<=\w - )(?=\w)", " – "),
        # Of numbers with a hyphen between them only years are surely a range: others are telephones, cases, bills.
        _rule("-", r"(?<![\d-])((?:1[5-9]|20)\d\d)-(?=(?:1[5-9]|20)?\d\d(?![\d-]))", r"\1–", hint=r"-(?<=\d-)(?=\d)"),
        _rule('"', r"'(?<=\d')(\d{1,2})\"", r"′\1″"),
        _rule("'", r"'(?:(?=\d0s\b)|(?<=\w')(?=\w)|(?<=s')(?=\s\w))", "’"),
        _rule("'", _first("'") + r"(?=(?i:twas|tis|em|til|cause|n)\b)", "’"),
        _rule('"', _first('"') + r"(?=\S)", opening),
        _rule('"', r'"', closing),
        _rule("'", _first("'") + r"(?=\S)", marks.inner[0]),
        _rule("'", r"'", marks.inner[1] if marks.inner[1] in "’‘" else "’"),
        _rule(
            "",
            r" (?<=\d )(?=(?:million|billion|trillion|percent|km|kg|miles|a\.m\.|p\.m\.)(?!\w)|%|€)",
            NBSP,
            hint=r"\d [mbtkpa%€]",
        ),
        _rule("", " " + _SHORTENED, NBSP, hint=r"\. " + _SHORTENED),
    )
    spaced = (
        _rule("", rf"(?<=[\w…»”)%])[ {NBSP}{NARROW}]?(?=[;!?»](?!\w))", marks.before, hint="[;!?»]"),
        _rule("", rf"(?<=[\w»”)%])[ {NBSP}{NARROW}]?(?=:(?!\S))", marks.before, hint=":"),
        _rule("", rf"(?<=«)[ {NBSP}{NARROW}]?(?=\S)", marks.before, hint="«"),
    )
    chosen = always + spaced if marks.before else always
    return {
        (hyphen, double, single): tuple(
            rule for rule in chosen if {"-": hyphen, '"': double, "'": single}.get(rule.needs, True)
        )
        for hyphen, double, single in product((False, True), repeat=3)
    }


def _rule(needs: str, pattern: str, new: str, hint: str = "") -> Rule:
    return Rule(needs, re.compile(pattern), new, re.compile(hint or pattern))


def typeset(story: Story) -> Story:
    """The story with its language's typography. Doing it twice changes nothing more; no word is changed."""
    table = rules(story.language)

    def run(pieces: Pieces) -> Pieces:
        return _set(pieces, table)

    def line(text: str) -> str:
        return run((text,))[0]

    gone = story.withdrawal
    return replace(
        rewrite(replace(story, body=()), run),
        body=_body(story.body, table),
        headline=line(story.headline),
        dek=line(story.dek),
        corrections=tuple([replace(c, wrong=line(c.wrong), right=line(c.right)) for c in story.corrections]),
        withdrawal=replace(gone, why=line(gone.why)) if gone else None,
    )


def _body(blocks: Blocks, table: Rules) -> Blocks:
    """A body set. What is plain text is set in one go: a dozen searches of one text, not of each of thirty."""
    plain = dict.fromkeys([text for block in blocks if (text := _plain_text(block))])
    (whole,) = _set((_BETWEEN.join(plain),), table)
    done = dict(zip(plain, whole.split(_BETWEEN), strict=True)) if plain else {}

    def block_set(block: Block) -> Block:
        text = _plain_text(block)
        if not text:
            return rewrite(block, lambda pieces: _set(pieces, table))
        return block if done[text] == text else replace(block, content=(Text(done[text]),))

    return tuple([block_set(block) for block in blocks])


def _plain_text(block: Block) -> str:
    """The text of a paragraph or a heading that has nothing else; addresses are looked for in each by itself."""
    if (
        isinstance(block, Paragraph | Heading)
        and len(block.content) == 1
        and isinstance(only := block.content[0], Text)
    ):
        text = only.text
        if not ("@" in text or "://" in text or "www." in text or "\ue001" in text):
            return text
    return ""


# No rule reaches across two spaces, and none changes one that stands beside another; the letter is of private use, and
# stands in no story.
_BETWEEN = "  \ue001  "


def typeset_line(text: str, language: str) -> str:
    """One line by itself, such as a headline, set as `typeset` sets it."""
    return _set((text,), rules(language))[0] if text else text


def _set(pieces: Pieces, table: Rules) -> Pieces:
    """A run with all rules applied, each to what the one before it made."""
    typed = whole = "".join(pieces)
    bounds = list(accumulate(map(len, pieces[:-1])))
    for rule in table["-" in whole, '"' in whole, "'" in whole]:
        if rule.hint.search(whole):
            whole, bounds = _substitute(rule, whole, bounds)
    if whole == typed:
        return pieces
    return tuple([whole[start:end] for start, end in pairwise((0, *bounds, len(whole)))])


def _substitute(rule: Rule, whole: str, bounds: list[int]) -> tuple[str, list[int]]:
    """Replace in a run and move the bounds of its pieces: what is put in belongs to the piece where the match began."""
    has_address = "@" in whole or "://" in whole or "www." in whole
    if not has_address:
        done = rule.pattern.sub(rule.new, whole)
        # No bound moves where there is none, or where each character found gave way to one. (The text is as long as it
        # was when one match of two characters makes up for an empty one, too; but no rule finds both.)
        if not bounds or (len(rule.new) == 1 and len(done) == len(whole)):
            return done, bounds
    addresses = [match.span() for match in _ADDRESS.finditer(whole)] if has_address else []
    # From the last to the first, so that what is still to do stands where it stood.
    for match in reversed(list(rule.pattern.finditer(whole))):
        start, end = match.span()
        if not any(first <= start < last for first, last in addresses):
            put = match.expand(rule.new) if "\\" in rule.new else rule.new
            whole = whole[:start] + put + whole[end:]
            bounds = [b if b <= start else max(b, end) + len(put) - (end - start) for b in bounds]
    return whole, bounds
