"""Typeset a story: quotation marks, dashes, ellipses and unbreakable spaces by language, Story to Story."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import accumulate, islice, pairwise, product

from msgspec.structs import replace

from freesheet.story.nodes import Block, Blocks, Heading, Paragraph, Story, Titles
from freesheet.story.rewrite import OPAQUE, Pieces, pieces_of, refilled, rewrite

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
    """What to replace by what; a run without `needs`, or in which `hint` finds nothing, has nothing to replace.

    With `as_long`, what is put in is as long as what it stands for.
    """

    needs: str
    pattern: re.Pattern[str]
    new: str
    hint: Callable[[str], object]
    as_long: bool


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
        _rule("", r"\.\.\.", "…", literal="..."),
        _rule("-", r"(?<=[^\s-])\s?(?<!-)---?(?!-)\s?(?=[^\s-])", "—", literal="--"),
        _rule("-", r" - (?<=\w - )(?=\w)", " – ", literal=" - ", as_long=True),
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
        ),
        _rule("", r"\. " + _SHORTENED, f".{NBSP}", as_long=True),
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


def _rule(needs: str, pattern: str, new: str, hint: str = "", literal: str = "", *, as_long: bool = False) -> Rule:
    compiled = re.compile(pattern)
    if literal:
        return Rule(needs, compiled, new, lambda whole: literal in whole, as_long)
    return Rule(needs, compiled, new, re.compile(hint or pattern).search, as_long)


def typeset(story: Story) -> Story:
    """The story with its language's typography. Doing it twice changes nothing more; no word is changed."""
    table = rules(story.language)

    def run(pieces: Pieces) -> Pieces:
        return _set(pieces, table)

    def line(text: str) -> str:
        return run((text,))[0]

    gone, titles, origin = story.withdrawal, story.titles, story.origin
    return replace(
        rewrite(replace(story, body=()), run),
        body=_body(story.body, table),
        headline=line(story.headline),
        dek=line(story.dek),
        corrections=tuple([replace(c, wrong=line(c.wrong), right=line(c.right)) for c in story.corrections]),
        withdrawal=replace(gone, why=line(gone.why)) if gone else None,
        origin=replace(origin, wording=line(origin.wording)) if origin and origin.wording else origin,
        titles=Titles(*(line(getattr(titles, name)) for name in Titles.__struct_fields__)) if titles else None,
        appeal=line(story.appeal) if story.appeal else story.appeal,
    )


def _body(blocks: Blocks, table: Rules) -> Blocks:
    """A body set. Its paragraphs are set in one go: a dozen searches of one text, not of each of thirty."""
    runs = [_run_of(block) for block in blocks]
    joined = [part for run in runs if run for part in (*run, _BETWEEN)]
    done = iter(_set(tuple(joined), table))

    def block_set(block: Block, run: Pieces) -> Block:
        if not run or not isinstance(block, Paragraph | Heading):
            return rewrite(block, lambda pieces: _set(pieces, table))
        new = tuple(islice(done, len(run)))
        next(done)
        return block if new == run else replace(block, content=refilled(block.content, new))

    return tuple(map(block_set, blocks, runs))


def _run_of(block: Block) -> Pieces:
    """The pieces of a paragraph or a heading that is one run; addresses are looked for in each by itself."""
    if not isinstance(block, Paragraph | Heading):
        return ()
    pieces = pieces_of(block.content)
    text = "".join(pieces)
    return () if "@" in text or "://" in text or "www." in text or "\ue001" in text else pieces


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
        if rule.hint(whole):
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
        if not bounds or rule.as_long or (len(rule.new) == 1 and len(done) == len(whole)):
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
