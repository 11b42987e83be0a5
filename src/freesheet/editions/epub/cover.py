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
    size = next((size for size in SIZES if _fits(issue.title, size)), SIZES[-1])
    lines = wrap(issue.title, _columns(issue.title, size), max_lines=_most(size), placeholder="…")
    return {
        "size": size,
        "lines": lines,
        "edge": MARGIN + WIDTH if right_to_left(issue.language) else MARGIN,
        "accent": house.look.accent,
        "label": f"{house.name}: {issue.title}",
    }


def _fits(title: str, size: int) -> bool:
    """Whether the whole title stands on the page without a word that is cut; Chinese and Japanese cut anywhere."""
    columns = _columns(title, size)
    longest = 0 if _is_wide(title) else max(map(len, title.split()), default=0)
    return longest <= columns and len(wrap(title, columns)) <= _most(size)


def _columns(title: str, size: int) -> int:
    return int(WIDTH / (size * (WIDE if _is_wide(title) else NARROW)))


def _most(size: int) -> int:
    return int(HEIGHT / (size * LEADING))


def _is_wide(title: str) -> bool:
    return any(unicodedata.east_asian_width(letter) in "WF" for letter in title)
