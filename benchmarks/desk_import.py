"""Stories brought to the desk all at once, until staff find them; beside pages of Wagtail's, one by one."""

from collections.abc import Iterator

from benchmarks.desk_room import Room
from benchmarks.processes import fresh

HEAD = ("way", "stories", "seconds", "CPU seconds", "seconds for all", "ratio")
GOAL = "10,000 stories in at most 60 s."
STORIES, FEW = 10_000, 1_000


def rows(count: int = STORIES) -> Iterator[tuple[str, ...]]:
    room, few = Room(fresh("import")), min(FEW, count)
    room.open()
    took = room.measured("imports", count, few)
    wall, cpu = took["desk"]
    yield ("the desk, in bulk", f"{count:,}", f"{wall:.1f}", f"{cpu:.1f}", f"{wall:.1f}", "1")
    peer, peer_cpu = took["pages"]
    # The time for one does not fall with their number, so that this is the least that all would take.
    whole = peer * count / few
    yield (
        "Wagtail's pages",
        f"{few:,}",
        f"{peer:.1f}",
        f"{peer_cpu:.1f}",
        f"{whole:.1f}, reckoned",
        f"{whole / wall:.1f}",
    )
