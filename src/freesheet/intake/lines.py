"""Lines of plain text joined into passages: paragraphs, quotations, lists, stanzas."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import pairwise
from statistics import median

from freesheet.intake.arrival import Drop
from freesheet.intake.dates import instant
from freesheet.intake.hyphens import Divided
from freesheet.intake.tidy import tidy

# A mail client wraps at 72 to 78 columns, a typewriter at 65; a line of a page copied as text has no such edge.
NARROWEST, WIDEST = 55, 100
# Verse that is read aloud in one breath is shorter; a pentameter is 40 to 50.
LONGEST_VERSE = 60
# A paragraph of the body, as against a headline, a caption or an item of a menu.
PROSE = 100
_END = re.compile(r"[.!?…:;][\"'”’)\]]*$")
_PAUSE = re.compile(r"^\W{1,15}$")
_BULLET = re.compile(r"^\s*(?:[-*•–·▪◦]\s+|(\d{1,3})[.)]\s+)(?=\S)")
# What a line may say beside its date: "Updated on Monday, June 3, 2024, at 9:30 a.m. EDT", "22 November 2026".
_DATED = re.compile(
    r"\b(first|last|originally|published|posted|updated|modified|revised|date|dated|on|at|of|by|"
    r"[ap]\.?m|min(ute)?s?|read|(mon|tues?|wed(nes)?|thu(rs)?|fri|sat(ur)?|sun)(day)?|[a-z]{1,2}t|utc|gmt)\b",
    re.IGNORECASE,
)
_BYLINE = re.compile(
    r"\s*((interview|words|text|story|report|photos?|[a-z]+ed) )?by:?\s+(?-i:[^\W\d_a-z])", re.IGNORECASE
)
# What a line says that it holds: the headers of a mail, and the names that desks give the parts of a story.
LABEL = re.compile(
    r"\s*(?P<name>from|to|cc|bcc|sent|date|subject|reply-to|importance|attachments?|hed|head|headline|dek|deck|subhed|"
    r"subhead|byline|slug):\s+(?P<value>\S.*)$",
    re.IGNORECASE,
)
# What press offices write above a release.
PRESS = re.compile(
    r"\W*(for (immediate )?release\b|embargoed\b|under embargo\b|(press|news|media) (release|advisory)\W*$|"
    r"((press|media|news) )?contacts?( information)?:)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph; or a list, whose items it has; or a stanza, whose verses it has.

    `alone` when blank lines stand around its only line.
    """

    text: str
    quoted: bool = False
    alone: bool = True
    items: tuple[str, ...] = ()
    ordered: bool = False
    start: int = 1
    verses: tuple[str, ...] = ()


def passages(text: str) -> tuple[tuple[Passage, ...], tuple[Drop, ...]]:
    """Every passage of a text, and what became of hyphens at its lines' ends.

    They are told apart by blank lines where there are any, else by lines; wrapped lines are joined.
    """
    text = unicodedata.normalize("NFC", text).strip("\r\n\f")
    lines = [line.expandtabs(4).rstrip() for line in re.split(r"\r\n|\r|\n|\f", text)]
    groups = list(_groups(lines))
    divided = Divided("\n".join(lines))
    found = [part for part in _parts(groups, divided) if part.text or part.items]
    return tuple(found), tuple(divided.drops())


def _parts(groups: list[list[str]], divided: Divided) -> Iterator[Passage]:
    by_lines = len(groups) < 2
    groups = list(_without_head_lines(groups))
    if not by_lines and _is_verse(groups):
        yield from map(_stanza, groups)
        return
    filled = [line for group in groups for line in group]
    typed = max(groups, key=len, default=[])
    wrapped = _is_wrapped(typed) if by_lines else _is_continued(groups)
    if by_lines and not wrapped:
        groups = [[line] for line in filled]
    # One line with a long address in it does not say where the others end.
    width = sorted(map(len, filled))[len(filled) * 9 // 10] if filled else 0
    for group in groups:
        for part in _sentences(group, width) if wrapped and not _is_set_apart(group) else [group]:
            found = _passages_of(part, divided, wrapped=wrapped, indent=_margin(filled))
            yield from found if len(part) == len(group) else (replace(passage, alone=False) for passage in found)


# ── The head ─────────────────────────────────────────────────────────────────────────────────────────


def _without_head_lines(groups: list[list[str]]) -> Iterator[list[str]]:
    """The groups, where above the first prose a byline, a date or a label ends its line: each is for itself."""
    above = True
    for group in groups:
        last = max((index for index, line in enumerate(group[:8]) if above and is_head_line(line)), default=-1)
        above = above and (last >= 0 or len(" ".join(group)) < PROSE)
        yield from ([line] for line in group[: last + 1])
        if rest := group[last + 1 :]:
            yield rest


def is_head_line(line: str) -> bool:
    """Whether a line above a story stands for itself: a byline, a date, a label, or what press offices write."""
    return len(line) < PROSE and bool(_BYLINE.match(line) or PRESS.match(line) or LABEL.match(line) or date_line(line))


def date_line(text: str) -> datetime | None:
    """The date of a line that says a date and hardly a word more: the month, and one other."""
    others = re.findall(r"[^\W\d_]{2,}", _DATED.sub("", text))
    return instant(text) if len(text) < 60 and len(others) <= 2 else None


# ── Verse ────────────────────────────────────────────────────────────────────────────────────────────


def _is_verse(groups: list[list[str]]) -> bool:
    """Whether most of a text are stanzas: short lines, ragged or each with a capital, which no program wrapped.

    Lines that are a sentence each are paragraphs without blank lines.
    """
    stanzas = [group for group in groups if len(group) > 1 and not any(map(_BULLET.match, group))]
    lines = [line.strip() for stanza in stanzas for line in stanza]
    if len(stanzas) < 2 or len(lines) * 3 < sum(map(len, groups)) * 2 or max(map(len, lines)) >= LONGEST_VERSE:
        return False
    if sum(bool(_END.search(line)) for line in lines) * 5 >= len(lines) * 4:
        return False
    inner = [len(line.strip()) for stanza in stanzas for line in stanza[:-1]]
    capitals = sum(not line[:1].islower() for line in lines)
    return min(inner) < max(inner) * 0.72 or capitals * 4 >= len(lines) * 3


def _stanza(group: list[str]) -> Passage:
    verses = tuple(map(tidy, group))
    return Passage(" ".join(verses), alone=len(group) == 1, verses=verses if len(group) > 1 else ())


# ── Prose ────────────────────────────────────────────────────────────────────────────────────────────


def _is_continued(groups: list[list[str]]) -> bool:
    """Whether lines between blank ones go on in the next: they end in the middle of a sentence, below some column."""
    pairs = [(line, after) for group in groups for line, after in pairwise(group) if not _BULLET.match(after)]
    if not pairs or max(len(line) for line, _ in pairs) > WIDEST:
        return False
    going_on = sum(len(line) >= 40 and (after[:1].islower() or not _END.search(line)) for line, after in pairs)
    return going_on * 2 >= len(pairs)


def _is_wrapped(lines: list[str]) -> bool:
    """Whether somebody's program broke the lines at a column: many, all below it, most near it."""
    widths = [len(line) for line in lines]
    if len(widths) < 4 or max(widths) > WIDEST:
        return False
    long = [width for width in widths if width >= NARROWEST]
    return len(long) * 2 >= len(widths) and max(widths) - median(long) <= 18


def _margin(lines: list[str]) -> int:
    """The columns that the whole text is moved in by."""
    return min(map(_indent, lines), default=0)


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def _groups(lines: list[str]) -> Iterator[list[str]]:
    group: list[str] = []
    for line in [*lines, ""]:
        if line.strip():
            group.append(line)
        elif group:
            yield group
            group = []


def _is_set_apart(group: list[str]) -> bool:
    """Whether a group is a list or a quotation, whose lines are not told apart by where they end."""
    return bool(_BULLET.match(group[0])) or all(line.lstrip().startswith(">") for line in group)


def _sentences(lines: list[str], width: int) -> Iterator[list[str]]:
    """Wrapped lines without blank ones: a paragraph ends where a line ends short, or the next one is moved in."""
    group: list[str] = []
    margin = _margin(lines)
    for index, line in enumerate(lines):
        group.append(line)
        following = lines[index + 1] if index + 1 < len(lines) else ""
        first_word = len(following.split(" ", 1)[0])
        short = len(line) + first_word < width - 12 and not following[:1].islower()
        if short or _indent(following) >= margin + 2:
            yield group
            group = []
    if group:
        yield group


def _passages_of(group: list[str], divided: Divided, *, wrapped: bool, indent: int) -> Iterator[Passage]:
    if len(group) == 1 and _PAUSE.match(group[0]):
        yield Passage(tidy(group[0]))
        return
    if _BULLET.match(group[0]) and (len(group) > 1 or not wrapped):
        yield _list_of(group, divided)
        return
    if all(line.lstrip().startswith(">") for line in group):
        yield Passage(_joined([line.lstrip().lstrip("> ") for line in group], divided), quoted=True)
        return
    moved_in = all(_indent(line) >= indent + 3 for line in group) and len(group) > 1
    if wrapped or moved_in:
        yield Passage(_joined(group, divided), quoted=moved_in, alone=len(group) == 1)
        return
    for line in group:
        yield Passage(tidy(line), alone=len(group) == 1)


def _joined(lines: list[str], divided: Divided) -> str:
    """Lines as one; a word that was divided at a line's end is whole again."""
    text = ""
    for line in map(str.strip, lines):
        if re.search(r"\w[-\u2010]$", text) and line[:1].isalnum():
            text = divided.join(text, line)
        else:
            text = f"{text} {line}" if text else line
    return tidy(text)


def _list_of(group: list[str], divided: Divided) -> Passage:
    items: list[list[str]] = []
    for line in group:
        if _BULLET.match(line):
            items.append([_BULLET.sub("", line)])
        else:
            items[-1].append(line)
    first = _BULLET.match(group[0])
    number = first[1] if first else None
    told = tuple(_joined(item, divided) for item in items)
    return Passage("", items=told, ordered=number is not None, start=int(number or 1))
