"""The cover of an e-book: the house, the title as large as it fits, the date; drawn with type alone."""

import unicodedata
from textwrap import wrap
from typing import Any

from freesheet.house import House
from freesheet.markup.words import right_to_left
from freesheet.story.nodes import Issue

# In the units of cover.svg.j2, where the page is 1,200 by 1,600.
MARGIN, WIDTH, HEIGHT = 100, 1000, 1080
SIZES = (150, 128, 108, 92, 78, 66, 56)
LEADING = 1.14
# A bold serif's letters are about half as wide as its size, Chinese and Japanese ones as wide.
NARROW, WIDE = 0.56, 1.0


def layout(issue: Issue, house: House) -> dict[str, Any]:
    """The title's lines and their size, the edge that lines begin at, and what the picture is called."""
    size, lines = next(((s, fitted) for s in SIZES if (fitted := _lines(issue.title, s)) and _fits(fitted, s)), (0, []))
    if not lines:
        size = SIZES[-1]
        most = _most(size)
        lines = _lines(issue.title, size)[:most]
        lines[-1] += "…"
    return {
        "size": size,
        "lines": lines,
        "edge": MARGIN + WIDTH if right_to_left(issue.language) else MARGIN,
        "accent": house.look.accent,
        "label": f"{house.name}: {issue.title}",
    }


def _lines(title: str, size: int) -> list[str]:
    wide = any(unicodedata.east_asian_width(letter) in "WF" for letter in title)
    return wrap(title, max(1, int(WIDTH / (size * (WIDE if wide else NARROW)))))


def _most(size: int) -> int:
    return int(HEIGHT / (size * LEADING))


def _fits(lines: list[str], size: int) -> bool:
    """Whether all lines stand on the page, and no word had to be cut."""
    return len(lines) <= _most(size)
