"""Lines of plain text joined into passages: paragraphs, quotations, lists."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from statistics import median

from freesheet.intake.dates import instant
from freesheet.intake.tidy import tidy

# A mail client wraps at 72 to 78 columns, a typewriter at 65; a line of a page copied as text has no such edge.
NARROWEST, WIDEST = 55, 100
_END = re.compile(r"[.!?…:;][\"'”’)\]]*$")
_PAUSE = re.compile(r"^\W{1,15}$")
# What a line may say beside its date: "Updated on Monday, June 3, 2024, at 9:30 a.m. EDT", "22 November 2026".
_DATED = re.compile(
    r"\b(first|last|originally|published|posted|updated|modified|revised|date|dated|on|at|of|by|"
    r"[ap]\.?m|min(ute)?s?|read|(mon|tues?|wed(nes)?|thu(rs)?|fri|sat(ur)?|sun)(day)?|[a-z]{1,2}t|utc|gmt)\b",
    re.IGNORECASE,
)
_BULLET = re.compile(r"^\s*(?:[-*•–·▪◦]\s+|(\d{1,3})[.)]\s+)(?=\S)")


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph; or a list, whose items it has; `alone` when blank lines stand around its only line."""

    text: str
    quoted: bool = False
    alone: bool = True
    items: tuple[str, ...] = ()
    ordered: bool = False
    start: int = 1


def passages(text: str) -> tuple[Passage, ...]:
    """Every passage of a text: by blank lines where there are any, else by lines; wrapped lines are joined."""
    text = unicodedata.normalize("NFC", text).strip("\r\n\f")
    lines = [line.expandtabs(4).rstrip() for line in re.split(r"\r\n|\r|\n|\f", text)]
    filled = [line for line in lines if line.strip()]
    groups = list(_groups(lines))
    wrapped = _is_continued(groups) if len(groups) > 1 else _is_wrapped(filled)
    if len(groups) == 1:
        groups = list(_sentences(filled)) if wrapped else [[line] for line in filled]
    found = (part for group in groups for part in _passages_of(group, wrapped=wrapped, indent=_margin(filled)))
    return tuple(part for part in found if part.text or part.items)


def date_line(text: str) -> datetime | None:
    """The date of a line that says a date and hardly a word more: the month, and one other."""
    others = re.findall(r"[^\W\d_]{2,}", _DATED.sub("", text))
    return instant(text) if len(text) < 60 and len(others) <= 2 else None


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
    return min((len(line) - len(line.lstrip()) for line in lines), default=0)


def _groups(lines: list[str]) -> Iterator[list[str]]:
    group: list[str] = []
    for line in [*lines, ""]:
        if line.strip():
            group.append(line)
        elif group:
            yield group
            group = []


def _sentences(lines: list[str]) -> Iterator[list[str]]:
    """Wrapped lines without blank ones: a paragraph ends where a line ends short, or the next one is moved in."""
    group: list[str] = []
    width = max(map(len, lines))
    for index, line in enumerate(lines):
        group.append(line)
        following = lines[index + 1] if index + 1 < len(lines) else ""
        first_word = len(following.split(" ", 1)[0])
        if len(line) + first_word < width - 12 or re.match(r"\s{2,}\S", following):
            yield group
            group = []
    if group:
        yield group


def _passages_of(group: list[str], *, wrapped: bool, indent: int) -> Iterator[Passage]:
    if len(group) == 1 and _PAUSE.match(group[0]):
        yield Passage(tidy(group[0]))
        return
    if _BULLET.match(group[0]) and (len(group) > 1 or not wrapped):
        yield from _list_of(group)
        return
    if all(line.lstrip().startswith(">") for line in group):
        yield Passage(_joined([line.lstrip().lstrip("> ") for line in group]), quoted=True)
        return
    moved_in = all(len(line) - len(line.lstrip()) >= indent + 3 for line in group) and len(group) > 1
    if wrapped or moved_in:
        yield Passage(_joined(group), quoted=moved_in, alone=len(group) == 1)
        return
    for line in group:
        yield Passage(tidy(line), alone=len(group) == 1)


def _joined(lines: list[str]) -> str:
    """Lines as one; a word that was divided at a line's end is whole again."""
    text = ""
    for line in map(str.strip, lines):
        if re.search(r"[^\W\d]{2}-$", text) and re.match(r"[a-zß-ÿ]", line):
            text = text[:-1] + line
        else:
            text = f"{text} {line}" if text else line
    return tidy(text)


def _list_of(group: list[str]) -> Iterator[Passage]:
    items: list[list[str]] = []
    for line in group:
        if _BULLET.match(line):
            items.append([_BULLET.sub("", line)])
        else:
            items[-1].append(line)
    first = _BULLET.match(group[0])
    number = first[1] if first else None
    yield Passage("", items=tuple(map(_joined, items)), ordered=number is not None, start=int(number or 1))
