"""Time several ways of doing one thing, interleaved, so that a noisy machine is equally unkind to all."""

import statistics
import time
from collections.abc import Callable, Mapping, Sequence
from typing import TypeVar

Item = TypeVar("Item")


def compare(
    ways: Mapping[str, Callable[[Item], object]],
    items: Sequence[Item],
    *,
    warm: int = 1,
    ready: Callable[[Item], object] = lambda _item: None,
) -> dict[str, float]:
    """The median seconds that each way takes for an item.

    Every way does every item once, round by round (A B C, A B C, ...), the items all different; the first `warm` items
    are done once more before, uncounted, so that imports, fonts and browsers are ready. `ready` does for an item,
    uncounted, what is done once for all its editions.
    """
    for item in items[:warm]:
        for way in ways.values():
            way(item)
    taken: dict[str, list[float]] = {name: [] for name in ways}
    for item in items[warm:]:
        ready(item)
        for name, way in ways.items():
            start = time.perf_counter()
            way(item)
            taken[name].append(time.perf_counter() - start)
    return {name: statistics.median(seconds) for name, seconds in taken.items()}
