"""One story published, corrected or withdrawn: how long until page and list show it, and how many files it took."""

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
PATIENCE = 600.0
KINDS = ("new story", "correction", "withdrawal")


@dataclass(frozen=True, slots=True)
class Change:
    """A story as it is after a change; what its page shows then; what its section's lists show then, and no longer."""

    story: Story
    on_page: str
    appears: str = ""
    vanishes: str = ""

    def lists(self, to: Path) -> list[Path]:
        """The pages of its section that must change: the first for a new story, those that tell of an old one."""
        section = to / "sections" / slug_of(self.story.section)
        if self.vanishes:
            return [page for page in section.rglob("index.html") if self.vanishes in _text(page)]
        return [section / "index.html"] if self.appears else []

    def is_shown(self, to: Path, lists: Sequence[Path]) -> bool:
        if self.on_page not in _text(to / self.story.slug / "index.html"):
            return False
        told = [_text(page) for page in lists]
        return all(self.appears in text and not (self.vanishes and self.vanishes in text) for text in told)


class Live(Protocol):
    """A site that was built and is being kept current."""

    name: str
    to: Path

    def put(self, story: Story) -> int | None:
        """Hand it a new or changed story; how many files it wrote, where it tells."""

    def settle(self) -> None:
        """Wait until it is ready for the next."""

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

    def settle(self) -> None: ...

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
        _wait(lambda: peer.watching in _text(printed), self.process)
        self.settle()

    def put(self, story: Story) -> None:
        self.peer.write(self.source, story)

    def settle(self) -> None:
        """Wait until it has had nothing to do for a second."""
        before = -1.0
        while processor_time(self.process.pid) - before > 0.05:
            before = processor_time(self.process.pid)
            time.sleep(1)

    def close(self) -> None:
        self.process.terminate()
        self.process.wait()


class BuildingAgain:
    """A peer that can't watch with profit: it builds again, and keeps what it has read."""

    def __init__(self, peer: Peer, count: int) -> None:
        peer.program()
        self.name, self.peer = f"{peer.name}, cached", peer
        self.source, self.to = fresh(f"{peer.name}-site"), fresh(peer.name)
        peer.lay_out(self.source, stories(count))
        self._start()
        self.settle()

    def put(self, story: Story) -> None:
        self.peer.write(self.source, story)
        self._start()

    def settle(self) -> None:
        if self.process.wait():
            raise RuntimeError(f"{self.peer.name} ended with {self.process.returncode}")

    def close(self) -> None: ...

    def _start(self) -> None:
        command = self.peer.command(self.peer.again, self.to)
        self.process = subprocess.Popen(command, cwd=self.source, stdout=subprocess.DEVNULL)


@dataclass(slots=True)
class Measured:
    """A site, how many changes of each kind it makes in a round and in how many rounds, and what was measured."""

    live: Live
    count: int
    each: int = 1
    rounds: int = ROUNDS
    seconds: dict[str, list[float]] = field(default_factory=dict)
    files: dict[str, list[int]] = field(default_factory=dict)

    def measure(self, kind: str, turn: int) -> None:
        """The changes of one kind in one round; they are told apart by their numbers, and no story changes twice."""
        for number in range(turn * self.each, (turn + 1) * self.each):
            seconds, files = _taken(self.live, change(kind, number, self.count))
            self.seconds.setdefault(kind, []).append(seconds)
            self.files.setdefault(kind, []).append(files)


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


def _taken(live: Live, change: Change) -> tuple[float, int]:
    """The seconds until the change is shown, and how many files were written for it."""
    lists = change.lists(live.to)
    mark = live.to.parent / "mark"
    mark.touch()
    start = time.perf_counter()
    files = live.put(change.story)
    while not change.is_shown(live.to, lists):
        if time.perf_counter() - start > PATIENCE:
            raise RuntimeError(f"{live.name} did not show {change.story.slug} in {PATIENCE:.0f} seconds.")
        time.sleep(0.002)
    seconds = time.perf_counter() - start
    live.settle()
    return seconds, _written_since(mark, live.to) if files is None else files


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
        seconds, files = one.seconds[kind], one.files[kind]
        most = quantiles(seconds, n=100, method="inclusive")[98] if len(seconds) > 1 else seconds[0]
        yield (
            one.live.name,
            f"{one.count:,}",
            kind,
            f"{median(seconds) * 1000:,.1f}",
            f"{most * 1000:,.1f}",
            str(len(seconds)),
            f"{median(files):,.0f}",
            f"{median(seconds) / median(ours.seconds[kind]):,.0f}" if ours else "",
        )


HEAD = ("site", "stories", "change", "p50 ms", "p99 ms", "changes", "files", "p50, freesheet = 1")
GOAL = (
    "Freesheet, durable, with compressed copies: at most 100 ms (p50) and 300 ms (p99) with 100,000 stories, every "
    "edition but ZIM and bundle 1 s; as many files with 10,000 stories as with 100,000; peers at least 100."
)
