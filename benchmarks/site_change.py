"""One story published, corrected or withdrawn: how long until page and list show it, and how many files it took."""

import math
import os
import random
import re
import subprocess
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from functools import cache
from pathlib import Path
from statistics import median, quantiles
from typing import Protocol

from benchmarks import site_ours
from benchmarks.processes import fresh, processor_time
from benchmarks.site_peers import ELEVENTY, HUGO, PELICAN, NotInstalled, Peer
from benchmarks.site_stories import FIRST, TEN_YEARS, corrected, stories, story, withdrawn
from freesheet.story.nodes import Story
from freesheet.story.slug import slug_of

STORIES, MANY = 10_000, 10
CHANGES, ROUNDS = 201, 3
# Making all sheets and e-books of an archive takes an hour; how long one story takes can be seen in a small one.
FEW, FEW_CHANGES = 200, 30
# Seconds after which a peer that watches, and does nothing, is not expected to do anything more.
IDLE = 3.0
# Seconds that a first build may take.
PATIENCE = 1200.0
KINDS = ("new story", "correction", "withdrawal")


@dataclass(frozen=True, slots=True)
class Change:
    """A story as it is after a change; what its page shows then; what its lists show then, and no longer."""

    story: Story
    on_page: str
    appears: str = ""
    vanishes: str = ""

    def lists(self, to: Path) -> list[Path]:
        """The list pages that must change: the first ones for a new story, those that tell of an old one."""
        if not (self.appears or self.vanishes):
            return []
        story = self.story
        terms = [f"sections/{slug_of(story.section)}", *(f"topics/{slug_of(topic)}" for topic in story.topics)]
        terms += [f"authors/{slug_of(byline.name)}" for byline in story.bylines]
        if self.appears:
            return [to / term / "index.html" for term in terms]
        return [page for term in terms for page in (to / term).rglob("index.html") if self.vanishes in _text(page)]

    def is_on_page(self, to: Path) -> bool:
        return self.on_page in _text(to / self.story.slug / "index.html")

    def is_in(self, lists: Sequence[Path]) -> bool:
        told = [_text(page) for page in lists]
        return all(self.appears in text and not (self.vanishes and self.vanishes in text) for text in told)


class Live(Protocol):
    """A site that was built and is being kept current."""

    name: str
    to: Path

    def put(self, story: Story) -> int | None:
        """Hand it a new or changed story; how many files it wrote, where it tells."""

    def busy(self) -> bool:
        """Whether it may still be about to show what it was handed."""

    def close(self) -> None: ...


class Ours:
    """The press, which is done when it says so: the change is on the disk then."""

    def __init__(self, count: int, scope: site_ours.Scope) -> None:
        self.name, self.to = f"freesheet, {scope}", fresh("freesheet")
        archive = fresh("archive")
        archive.mkdir()
        site_ours.write_archive(stories(count), archive / "stories.db")
        self.site = site_ours.Site(archive / "stories.db", self.to, scope)

    def put(self, story: Story) -> int:
        return self.site.put(story)

    def busy(self) -> bool:
        return False

    def close(self) -> None: ...


class Watching:
    """A peer that watches its sources and builds what changed, or all."""

    def __init__(self, peer: Peer, count: int) -> None:
        peer.program()
        self.name, self.peer = f"{peer.name}, watching", peer
        self.source, self.to = fresh(f"{peer.name}-site"), fresh(peer.name)
        peer.lay_out(self.source, stories(count))
        printed = self.source / "printed.log"
        with printed.open("wb") as file:
            command = peer.command(peer.watch, self.to)
            self.process = subprocess.Popen(
                command, cwd=self.source, stdin=subprocess.DEVNULL, stdout=file, stderr=subprocess.STDOUT
            )
        self._worked, self._since = 0.0, time.perf_counter()
        _wait(lambda: peer.watching in _text(printed), self.process)

    def put(self, story: Story) -> None:
        self._since = time.perf_counter()
        self.peer.write(self.source, story)

    def busy(self) -> bool:
        """Whether it has done anything in the last seconds."""
        worked, now = processor_time(self.process.pid), time.perf_counter()
        if worked - self._worked > 0.05:
            self._worked, self._since = worked, now
        return now - self._since < IDLE

    def close(self) -> None:
        self.process.terminate()
        self.process.wait()


class BuildingAgain:
    """A peer that builds again, with what it has kept where it keeps anything."""

    def __init__(self, peer: Peer, count: int) -> None:
        peer.program()
        self.name, self.peer = f"{peer.name}, building again", peer
        self.source, self.to = fresh(f"{peer.name}-site"), fresh(peer.name)
        peer.lay_out(self.source, stories(count))
        self._start()
        self.process.wait()

    def put(self, story: Story) -> None:
        self.peer.write(self.source, story)
        self._start()

    def busy(self) -> bool:
        return self.process.poll() is None

    def close(self) -> None:
        self.process.terminate()
        self.process.wait()

    def _start(self) -> None:
        command = self.peer.command(self.peer.again or self.peer.build, self.to)
        self.process = subprocess.Popen(command, cwd=self.source, stdout=subprocess.DEVNULL)


@dataclass(frozen=True, slots=True)
class Taken:
    """The seconds until a page, and then all lists, show a change, infinite when they never do; the files written."""

    page: float
    lists: float
    files: int


@dataclass(slots=True)
class Measured:
    """A site, how many changes of each kind it makes in a round and in how many rounds, and what was measured."""

    live: Live
    count: int
    each: int = 1
    rounds: int = ROUNDS
    taken: dict[str, list[Taken]] = field(default_factory=dict)

    def measure(self, kind: str, turn: int) -> None:
        """The changes of one kind in one round; they are told apart by their numbers, and no story changes twice."""
        for number in range(turn * self.each, (turn + 1) * self.each):
            self.taken.setdefault(kind, []).append(_taken(self.live, change(kind, number, self.count)))


def change(kind: str, number: int, count: int) -> Change:
    """Change `number` of its kind in an archive of `count` stories, wherever in its ten years."""
    when = FIRST + TEN_YEARS + timedelta(days=30, minutes=number)
    if kind == "new story":
        new = story(count + number, count)
        return Change(new, on_page=new.slug, appears=new.slug)
    if kind == "correction":
        old = story(_untouched(count)[2 * number], count)
        return Change(corrected(old, when), on_page="The corrected sentence stands here")
    old = story(_untouched(count)[2 * number + 1], count)
    # An apostrophe is written in more than one way.
    told = max(re.split(r"['’]", old.dek), key=len).strip()
    return Change(withdrawn(old, when), on_page="were not what they seemed", vanishes=told)


@cache
def _untouched(count: int) -> list[int]:
    """The numbers of stories that the archive has neither corrected nor withdrawn, shuffled."""
    numbers = [number for number in range(count) if number % 100 != 99]
    random.Random(3).shuffle(numbers)  # noqa: S311
    return numbers


def _taken(live: Live, change: Change) -> Taken:
    lists = change.lists(live.to)
    mark = live.to.parent / "mark"
    mark.touch()
    start = time.perf_counter()
    files = live.put(change.story)
    page = _until(lambda: change.is_on_page(live.to), live, start)
    everything = _until(lambda: change.is_in(lists), live, start)
    while live.busy():
        time.sleep(0.1)
    return Taken(page, max(page, everything), _written_since(mark, live.to) if files is None else files)


def _until(shown: Callable[[], bool], live: Live, start: float) -> float:
    """The seconds since the start when something is shown; infinite, when it is not and nothing more is being done."""
    while True:
        busy = live.busy()
        if shown():
            return time.perf_counter() - start
        if not busy:
            return math.inf
        time.sleep(0.005)


def _written_since(mark: Path, folder: Path) -> int:
    since = mark.stat().st_mtime_ns
    files = (Path(path) / name for path, _folders, names in os.walk(folder) for name in names)
    return sum(file.stat().st_mtime_ns >= since for file in files)


def _text(file: Path) -> str:
    """A file as it stands, however little of it; nothing, when it is not there."""
    try:
        return file.read_text("utf-8", "replace")
    except OSError:
        return ""


def _wait(until: Callable[[], bool], process: subprocess.Popen[bytes]) -> None:
    start = time.perf_counter()
    while not until():
        if process.poll() is not None or time.perf_counter() - start > PATIENCE:
            raise RuntimeError(f"{process.args!r} did not come so far as to watch.")
        time.sleep(0.1)


def rows(count: int = STORIES) -> Iterator[tuple[str, ...]]:
    """A row for each site and kind of change: by turns with the peers, then the press with ten times the stories."""
    measured = list[Measured]()
    try:
        for name, start in _sites(count).items():
            try:
                measured.append(start())
            except (NotInstalled, NotImplementedError) as why:
                yield name, f"{count:,}", "", str(why)
        for turn in range(ROUNDS):
            for kind in KINDS:
                for one in measured:
                    if turn < one.rounds:
                        one.measure(kind, turn)
    finally:
        for one in measured:
            one.live.close()
    ours = next((one for one in measured if isinstance(one.live, Ours)), None)
    for one in measured:
        yield from _rows(one, ours)
    if ours:
        yield from _more(count * MANY, "compressed", CHANGES)
        yield from _more(FEW, "every edition", FEW_CHANGES)


def _sites(count: int) -> dict[str, Callable[[], Measured]]:
    """How each site is built and kept ready to change."""
    return {
        "freesheet": lambda: Measured(Ours(count, "compressed"), count, each=CHANGES // ROUNDS),
        HUGO.name: lambda: Measured(Watching(HUGO, count), count),
        ELEVENTY.name: lambda: Measured(Watching(ELEVENTY, count), count),
        "hugo again": lambda: Measured(BuildingAgain(HUGO, count), count),
        PELICAN.name: lambda: Measured(BuildingAgain(PELICAN, count), count, rounds=1),
    }


def _more(count: int, scope: site_ours.Scope, changes: int) -> Iterator[tuple[str, ...]]:
    """The press by itself, with another number of stories."""
    one = Measured(Ours(count, scope), count, each=changes, rounds=1)
    for kind in KINDS:
        one.measure(kind, 0)
    yield from _rows(one, None)


def _rows(one: Measured, ours: Measured | None) -> Iterator[tuple[str, ...]]:
    for kind in KINDS:
        taken = one.taken[kind]
        lists = [each.lists for each in taken if each.lists < math.inf]
        yield (
            one.live.name,
            f"{one.count:,}",
            kind,
            f"{median(each.page for each in taken) * 1000:,.1f}",
            f"{median(lists) * 1000:,.1f}" if lists else "never",
            f"{_p99(lists) * 1000:,.1f}" if lists else "never",
            f"{len(lists)} of {len(taken)}",
            f"{median(each.files for each in taken):,.0f}",
            f"{_soonest(one, kind) / _soonest(ours, kind):,.0f}" if ours else "",
        )


def _soonest(one: Measured, kind: str) -> float:
    """The median time until all is shown; where a list never shows it, until the page does."""
    taken = one.taken[kind]
    return median(each.lists if each.lists < math.inf else each.page for each in taken)


def _p99(seconds: Sequence[float]) -> float:
    return quantiles(seconds, n=100, method="inclusive")[98] if len(seconds) > 1 else seconds[0]


HEAD = ("site", "stories", "change", "page p50 ms", "with lists", "p99 ms", "in lists", "files", "freesheet = 1")
GOAL = (
    "Freesheet, durable, with compressed copies: at most 100 ms (p50) and 300 ms (p99) with 100,000 stories, every "
    "edition but ZIM and bundle 1 s; as many files with 10,000 stories as with 100,000; peers at least 100."
)
