"""Two texts, word by word: what stayed, what went, what came."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

Fate = Literal["same", "gone", "new"]

# A word with its inner marks, a letter of a script that has no spaces, a space, or any other sign.
_TOKEN = re.compile(
    r"[\u2e80-\u9fff\uf900-\ufaff\u0e00-\u0eff]|[^\W\u2e80-\u9fff\u0e00-\u0eff]+(?:['’.,-][^\W\u2e80-\u9fff]+)*|\s+|."
)
# Lines that have less in common than this are two lines, not one that was changed.
LEAST_ALIKE = 0.35
# More pairs of lines than this are not compared each with each: the first with the first, and so on.
MOST_PAIRS = 900


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words of a text, and what became of them."""

    fate: Fate
    text: str


def pieces(before: str, after: str) -> tuple[Piece, ...]:
    """The words of both texts in their order: without what is new it is the one, without what is gone the other."""
    if before == after:
        return (Piece("same", after),) if after else ()
    if alike(before, after) < LEAST_ALIKE:
        return tuple(Piece(fate, text) for fate, text in (("gone", before), ("new", after)) if text)  # type: ignore[arg-type]
    old, new = _TOKEN.findall(before), _TOKEN.findall(after)
    found = list[tuple[str, str, str]]()
    for _, low, high, start, end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        gone, came = "".join(old[low:high]), "".join(new[start:end])
        same = gone if gone == came else ""
        # A space or a comma between two changes is a part of them: so they are read as one.
        is_last = end == len(new) and high == len(old)
        if found and same and not found[-1][0] and not any(map(str.isalnum, same)) and not is_last:
            found[-1] = ("", found[-1][1] + same, found[-1][2] + same)
        elif same:
            found.append((same, "", ""))
        elif found and not found[-1][0]:
            found[-1] = ("", found[-1][1] + gone, found[-1][2] + came)
        else:
            found.append(("", gone, came))
    return tuple(_told(found))


def _told(found: Sequence[tuple[str, str, str]]) -> Iterator[Piece]:
    for same, gone, came in found:
        for fate, text in (("same", same), ("gone", gone), ("new", came)):
            if text:
                yield Piece(fate, text)  # type: ignore[arg-type]  # the three that there are


def alike(before: str, after: str) -> float:
    """How much two texts have in common, from 0 to 1; spaces do not count."""
    old, new = ([token for token in _TOKEN.findall(text) if token.strip()] for text in (before, after))
    match = SequenceMatcher(None, old, new, autojunk=False)
    return match.ratio() if match.real_quick_ratio() >= LEAST_ALIKE else 0.0


Places = Iterator[tuple[int | None, int | None]]


def paired(before: Sequence[str], after: Sequence[str]) -> Places:
    """The places of the lines that belong together, in reading order; None where there is none on that side."""
    for tag, low, high, start, end in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal" or high - low == end - start == 1:
            yield from zip(range(low, high), range(start, end), strict=True)
        else:
            yield from _changed(before, after, range(low, high), range(start, end))


def _changed(before: Sequence[str], after: Sequence[str], old: range, new: range) -> Places:
    """The lines of a changed stretch: what is gone stands before what came in its place."""
    next_old, next_new = old.start, new.start
    for low, high in (*_matches(before, after, old, new), (old.stop, new.stop)):
        yield from ((one, None) for one in range(next_old, low))
        yield from ((None, one) for one in range(next_new, high))
        if low < old.stop:
            yield low, high
        next_old, next_new = low + 1, high + 1


def _matches(before: Sequence[str], after: Sequence[str], old: range, new: range) -> Iterator[tuple[int, int]]:
    """Each new line with the old one, behind the last that was taken, that it is most like."""
    next_old = old.start
    for place in new:
        within = range(next_old, old.stop if len(old) * len(new) <= MOST_PAIRS else min(old.stop, next_old + 1))
        best = max(within, key=lambda one: alike(before[one], after[place]), default=None)
        if best is not None and alike(before[best], after[place]) >= LEAST_ALIKE:
            yield best, place
            next_old = best + 1
