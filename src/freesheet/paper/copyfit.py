"""Fit the text to the paper: the largest size that saves a sheet, and columns that end level."""

import math
from collections.abc import Callable

from freesheet.paper.compositor import Compositor, Layout, Settings

# Below 10 points a photocopy of a photocopy gets hard to read; a quarter point is the least that saves lines.
SIZES = (11.0, 10.75, 10.5, 10.25, 10.0)
# Text of half the height takes a quarter of the room; lines and paragraphs end where they end, hence the doubt.
DOUBT = 0.015
# A column longer than the other by a line looks level; the pitch is 1.24.
SLACK = 1.6


def fitting(*, sides: int = 2, sizes: tuple[float, ...] = SIZES) -> Callable[[Compositor], Settings]:
    """What chooses the settings of a sheet that has so many sides: two where both are printed, four where it is folded."""

    def fit(compositor: Compositor) -> Settings:
        size, layout = chosen(lambda size: compositor.layout(size=size), sides, sizes)
        return settled(compositor, size, layout)

    return fit


def chosen(layout_at: Callable[[float], Layout], sides: int, sizes: tuple[float, ...]) -> tuple[float, Layout]:
    """The largest size that saves a sheet against the first, else the first; few are set, the rest is estimated."""
    first = layout_at(sizes[0])
    target = (math.ceil(first.pages / sides) - 1) * sides
    room = first.room(target)
    at = next((n for n, size in enumerate(sizes) if n and _needed(first, sizes[0], size) <= room), len(sizes) - 1)
    if target < 1 or _needed(first, sizes[0], sizes[at]) > room * (1 + DOUBT):
        return sizes[0], first
    layout = layout_at(sizes[at])
    if layout.pages > target:
        for size in sizes[at + 1 :]:
            if (layout := layout_at(size)).pages <= target:
                return size, layout
        return sizes[0], first
    best = sizes[at], layout
    for size in reversed(sizes[1:at]):
        if _needed(best[1], best[0], size) > room * (1 + DOUBT) or (layout := layout_at(size)).pages > target:
            break
        best = size, layout
    return best


def _needed(layout: Layout, size: float, other: float) -> float:
    return layout.used * (other / size) ** 2


def settled(compositor: Compositor, size: float, layout: Layout) -> Settings:
    """The settings of the final sheet: columns of the last page that end level, the panel at its foot."""
    settings: Settings = {"size": size}
    if layout.foot and layout.page < layout.pages:
        # The panel alone goes over to the last page: it stands at its top.
        return settings | {"foot_at": "top"}
    for share in (1.0, 0.6):
        spacer = (layout.spare - SLACK * size) * share
        if layout.columns < 2 or not layout.foot or spacer < size:
            break
        levelled = compositor.layout(**settings, spacer=spacer)
        if (levelled.page, levelled.pages) == (layout.page, layout.pages):
            return settings | {"spacer": spacer}
    return settings
