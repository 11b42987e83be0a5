"""A story published at the desk: from the click until its page, its lists and its feeds stand on the disk."""

import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from benchmarks.desk_room import QUICK, Copy, Editor, Failed, Room
from benchmarks.processes import fresh

HEAD = ("stories", "editions", "changes", "what", "seconds, p50", "p90", "slowest")
GOAL = "At most 1 s until web, lite, lists and feeds are there; at most 5 s for all but ZIM and bundle."
STORIES, CHANGES = 100_000, 40
# To have every sheet of a hundred thousand stories made once would take hours, and a change does not look at them.
WHOLE = 300
SLOW = "text,message,print,large-print,booklet,handbill,email,epub,json"
SHEETS = ("text.txt", "print.pdf", "large-print.pdf", "booklet.pdf", "handbill.pdf", "email.eml")
SECTION = "Housing"
_PATIENCE = 300.0
_LOOKS = 0.002

FILL = """
from benchmarks.site_stories import stories
from newsroom.desk.actions import Arriving, add_stories
add_stories(arriving=map(Arriving, stories({count})))
"""
_PRESS = """
import os
from django.utils import timezone
from newsroom.configuration import read
from newsroom.desk.queries import every_key
from newsroom.pressroom import actions, tasks
actions.note_change(keys=every_key(), what="all stories")
run = actions.press_changes(config=read(os.environ), now=timezone.now())
if run.problem:
    raise SystemExit(run.problem)
tasks.press_rest.call()
"""
_SECTION = """
from newsroom.desk.models import Section
print(Section.objects.get(name={name!r}).pk)
"""


def rows(count: int = STORIES) -> Iterator[tuple[str, ...]]:
    for size, editions in ((count, QUICK), (min(WHOLE, count), f"{QUICK},{SLOW}")):
        room = filled(size, editions)
        yield from measured(room, size)


def filled(count: int, editions: str) -> Room:
    """A newsroom of so many stories, its site pressed once."""
    room = Room(fresh("desk"), editions=editions)
    room.open()
    room.inside(FILL.format(count=count))
    room.inside(_PRESS)
    return room


def measured(room: Room, count: int) -> Iterator[tuple[str, ...]]:
    """The rows of a newsroom that is ready."""
    section = room.inside(_SECTION.format(name=SECTION)).strip()
    (editor,) = room.editors(1)
    took: dict[str, list[float]] = {"answer of the desk": [], "page, front, list, feed": []}
    rest = [] if room.editions == QUICK else took.setdefault("every edition", [])
    with room.running():
        for number in range(CHANGES + 1):
            copy = Copy(f"just-in-{number}", f"Just in, number {number}", "It has only just come in.", section)
            answer, shown = published(room, editor, copy)
            waited = rest_of(room, copy) if room.editions != QUICK else 0.0
            # The first finds nothing warm, neither at the desk nor at the press.
            if number:
                took["answer of the desk"].append(answer)
                took["page, front, list, feed"].append(shown)
                rest.append(shown + waited)
    for what, seconds in took.items():
        kind = "web, lite" if room.editions == QUICK else "all but ZIM, bundle"
        yield (f"{count:,}", kind, str(len(seconds)), what, *told(seconds))


def told(seconds: Sequence[float]) -> tuple[str, str, str]:
    return tuple(f"{one:.2f}" for one in (statistics.median(seconds), _p90(seconds), max(seconds)))  # type: ignore[return-value]


def _p90(seconds: Sequence[float]) -> float:
    return statistics.quantiles(seconds, n=10, method="inclusive")[-1]


def published(room: Room, editor: Editor, copy: Copy) -> tuple[float, float]:
    """Publish a story; seconds until the desk answered, and until readers see it wherever they should."""
    begun = time.perf_counter()
    with ThreadPoolExecutor(1) as browser:
        sent = browser.submit(_sent, editor, copy, begun)
        shown = _until(lambda: all(_tells(file, copy.headline) for file in places(room.site, copy.slug)), begun)
        return sent.result(), shown


def _sent(editor: Editor, copy: Copy, begun: float) -> float:
    editor.write(copy)
    return time.perf_counter() - begun


def places(site: Path, slug: str) -> tuple[Path, ...]:
    """Where a new story is shown first."""
    section = site / "sections" / SECTION.lower()
    pages = (site / slug, site, section)
    return (
        *(page / name for page in pages for name in ("index.html", "lite.html")),
        site / "feed.rss",
        section / "feed.rss",
    )


def rest_of(room: Room, copy: Copy) -> float:
    """Seconds until the editions that take longer are there too."""
    folder = room.site / copy.slug
    wanted = (*SHEETS, f"{copy.slug}.epub")
    return _until(lambda: all((folder / name).exists() for name in wanted), time.perf_counter())


def _tells(file: Path, words: str) -> bool:
    return file.exists() and words in file.read_text("utf-8", "replace")


def _until(done: Callable[[], bool], begun: float) -> float:
    while not done():
        if time.perf_counter() - begun > _PATIENCE:
            raise Failed("A change was not out in time.")
        time.sleep(_LOOKS)
    return time.perf_counter() - begun
