"""One look at the desk's list of stories, beside one look at Wagtail's explorer with as many pages below one."""

from collections.abc import Iterator

from benchmarks.desk_room import Room
from benchmarks.processes import fresh

HEAD = ("what", "stories", "list, CPU", "clock", "queries", "explorer, CPU", "clock", "queries", "CPU of it")
GOAL = "The list takes at most half of the explorer's CPU."
STORIES = 100_000


def rows(count: int = STORIES) -> Iterator[tuple[str, ...]]:
    room = Room(fresh("list"))
    room.open()
    yield from compared(room, count)


def compared(room: Room, count: int) -> Iterator[tuple[str, ...]]:
    """The rows for a newsroom, which is filled when it is not full."""
    for what, (list_, explorer) in room.measured("lists", count).items():
        yield (what, f"{count:,}", *_told(*list_), *_told(*explorer), f"{list_[0] / explorer[0]:.2f}")


def _told(cpu: float, clock: float, queries: int) -> tuple[str, str, str]:
    return f"{cpu * 1000:.0f} ms", f"{clock * 1000:.0f} ms", str(queries)
