"""Fit the text to the paper: the largest size that saves a sheet, and columns that end level."""

import math
from collections.abc import Callable
from typing import Any

import msgspec
from msgspec import Struct

from freesheet.paper.compositor import Compositor, Settings, pages_of

# Below 10 points a photocopy of a photocopy gets hard to read; a quarter point is the least that saves lines.
SIZES = (11.0, 10.75, 10.5, 10.25, 10.0)
# Text of half the height takes a quarter of the room; lines and paragraphs end where they end, hence the doubt.
DOUBT = 0.015
# A last page whose columns are filled by less than this share is a side for next to nothing.
LITTLE = 0.12
# White between the columns and the panel: an em.
CLEARANCE = 11.0
# A column longer than the other by a line looks level; the pitch is 1.24.
SLACK = 1.6


class Point(Struct, frozen=True):
    """A place on a page, in points from its upper left corner."""

    page: int
    x: float
    y: float


class Layout(Struct, frozen=True):
    """Where a sheet's text begins and ends, where the panel at its foot begins, and the frame that it is set in."""

    pages: int
    begun: Point | None
    ended: Point
    foot: Point | None
    columns: int
    top: float
    height: float
    width: float
    rtl: bool

    @property
    def head(self) -> float:
        """The height of what stands across the columns of the first page."""
        return max(0.0, self.begun.y - self.top) if self.begun and self.begun.page == 1 else 0

    @property
    def footed(self) -> float:
        """The height of what stands across the columns at the foot of the last page."""
        return self.top + self.height - self.foot.y + CLEARANCE if self.foot else 0

    @property
    def column(self) -> int:
        """The column that the text ends in, from 0 in reading order."""
        return int((self.ended.x > self.width / 2) != self.rtl) if self.columns == 2 else 0

    @property
    def _above(self) -> float:
        return self.head if self.ended.page == 1 else 0

    @property
    def _ends(self) -> float:
        """How far down its column the text ends."""
        return max(0.0, self.ended.y - self.top - self._above)

    @property
    def used(self) -> float:
        """The length of all columns that the text takes."""
        before = (self.ended.page - 1) * self.columns * self.height - (
            self.columns * self.head if self.ended.page > 1 else 0
        )
        return before + self.column * (self.height - self._above) + self._ends

    def room(self, pages: int) -> float:
        """The length of the columns of so many pages with this head and this foot."""
        return self.columns * (pages * self.height - self.head - self.footed)

    @property
    def spare(self) -> float:
        """How much shorter the columns of the last page may be, if they end level."""
        height = self.height - self._above - self.footed
        return height - (self.column * height + self._ends) / self.columns


def fitting(*, sides: int = 2, sizes: tuple[float, ...] = SIZES) -> Callable[[Compositor], Settings]:
    """What chooses the settings of sheets with so many sides: two printed ones, four where they are folded."""

    def fit(compositor: Compositor) -> Settings:
        size, layout = chosen(lambda size: laid_out(compositor, size=size), sides, sizes)
        return settled(compositor, size, layout)

    return fit


def laid_out(compositor: Compositor, **settings: Any) -> Layout:
    return msgspec.convert(compositor.told(**settings), Layout)


def chosen(layout_at: Callable[[float], Layout], sides: int, sizes: tuple[float, ...]) -> tuple[float, Layout]:
    """The largest size that saves a sheet, or a side that would hold next to nothing; else the first."""
    first = layout_at(sizes[0])
    targets = [(math.ceil(first.pages / sides) - 1) * sides]
    if first.used < first.room(first.pages - 1) + LITTLE * first.columns * first.height:
        targets.append(first.pages - 1)
    for target in targets:
        if target and (found := _largest(layout_at, first, target, sizes)):
            return found
    return sizes[0], first


def _largest(
    layout_at: Callable[[float], Layout], first: Layout, pages: int, sizes: tuple[float, ...]
) -> tuple[float, Layout] | None:
    """The largest of the smaller sizes at which the text takes no more pages; few are set, the rest is estimated."""
    room = first.room(pages)
    at = next((n for n, size in enumerate(sizes) if n and _needed(first, sizes[0], size) <= room), len(sizes) - 1)
    if _needed(first, sizes[0], sizes[at]) > room * (1 + DOUBT):
        return None
    layout = layout_at(sizes[at])
    while layout.pages > pages and at + 1 < len(sizes):
        at += 1
        layout = layout_at(sizes[at])
        if layout.pages <= pages:
            return sizes[at], layout
    if layout.pages > pages:
        return None
    best = sizes[at], layout
    for size in reversed(sizes[1:at]):
        if _needed(best[1], best[0], size) > room * (1 + DOUBT) or (layout := layout_at(size)).pages > pages:
            break
        best = size, layout
    return best


def _needed(layout: Layout, size: float, other: float) -> float:
    return layout.used * (other / size) ** 2


def settled(compositor: Compositor, size: float, layout: Layout) -> Settings:
    """The settings of the final sheet: columns of the last page that end level, the panel at its foot."""
    settings: Settings = {"size": size}
    if layout.foot and layout.ended.page < layout.pages:
        # The panel alone goes over to the last page: it stands at its top.
        return settings | {"foot_at": "top"}
    for share in (1.0, 0.6):
        spacer = (layout.spare - SLACK * size) * share
        if layout.columns < 2 or not layout.foot or spacer < size:
            break
        levelled = settings | {"spacer": spacer}
        if pages_of(compositor.pdf(**levelled)) == layout.pages:
            return levelled
    return settings
