"""A whole news site built by the press and by three static site generators, the same stories and the same pages."""

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from benchmarks import site_ours
from benchmarks.processes import Spent, bare_interpreter, fresh, spent
from benchmarks.site_peers import ELEVENTY, HUGO, PELICAN, NotInstalled, Peer
from benchmarks.site_stories import stories

STORIES, MANY = 10_000, 10
ROUNDS = 3
SCOPES: dict[str, site_ours.Scope] = {
    "freesheet, HTML": "HTML",
    "freesheet, and text-only, gzip, brotli": "compressed",
}


@dataclass(frozen=True, slots=True)
class Built:
    """One build: what it took, and how many files it wrote."""

    spent: Spent
    files: int


class Builder:
    """One way to build the site: the press or a peer, with its sources written before the first build."""

    def __init__(self, name: str, source: Path, peer: Peer | None = None, *, rounds: int = ROUNDS) -> None:
        self.name, self.source, self.peer, self.rounds = name, source, peer, rounds
        self.built: dict[int, Built] = {}

    def build(self) -> Built:
        """Build into a folder of its own."""
        to = fresh(self.peer.name if self.peer else "freesheet")
        if self.peer:
            command, cwd = self.peer.command(self.peer.build, to), self.source
        else:
            command, cwd = site_ours.command(self.source, to, SCOPES[self.name]), self.source.parent
        return Built(spent(command, cwd=cwd), files_in(to))


def files_in(folder: Path) -> int:
    return sum(len(files) for _path, _folders, files in os.walk(folder))


def rows(count: int = STORIES) -> Iterator[tuple[str, ...]]:
    """A row for each way: the slow ones build once, the press and Hugo by turns. Then the press at ten times that."""
    bare = bare_interpreter()
    builders, missing = _builders(count)
    yield from ((name, f"{count:,}", why) for name, why in missing)
    for number in range(ROUNDS):
        for builder in builders:
            if number < builder.rounds:
                builder.built[number] = builder.build()
    hugo = next((builder for builder in builders if builder.peer is HUGO), None)
    for builder in builders:
        yield _row(builder, count, bare, hugo)
    if any(builder.peer is None for builder in builders):
        for builder in _ours(count * MANY):
            builder.built[0] = builder.build()
            yield _row(builder, count * MANY, bare, None)


def _builders(count: int) -> tuple[list[Builder], list[tuple[str, str]]]:
    """The ways that are there, and those that are not, with what is missing."""
    builders, missing = list[Builder](), list[tuple[str, str]]()
    try:
        builders += _ours(count)
    except NotImplementedError as why:
        missing.append(("freesheet", str(why)))
    for peer in (HUGO, PELICAN, ELEVENTY):
        try:
            peer.program()
        except NotInstalled as why:
            missing.append((peer.name, str(why)))
            continue
        site = fresh(f"{peer.name}-site")
        peer.lay_out(site, stories(count))
        builders.append(Builder(peer.name, site, peer, rounds=ROUNDS if peer is HUGO else 1))
    return builders, missing


def _ours(count: int) -> Sequence[Builder]:
    archive = fresh("archive")
    archive.mkdir()
    site_ours.write_archive(stories(count), archive / "stories.db")
    return [Builder(name, archive / "stories.db") for name in SCOPES]


def _row(builder: Builder, count: int, bare: float, hugo: Builder | None) -> tuple[str, ...]:
    every = [built.spent for built in builder.built.values()]
    wall, cpu, peak = (median(getattr(one, what) for one in every) for what in ("wall", "cpu", "peak"))
    return (
        builder.name,
        f"{count:,}",
        f"{wall:.2f}",
        f"{wall / count * 1000:.3f}",
        f"{cpu:.2f}",
        f"{peak - (0 if builder.peer else bare):.0f}",
        f"{next(iter(builder.built.values())).files:,}",
        _ratio(builder, hugo),
    )


def _ratio(builder: Builder, hugo: Builder | None) -> str:
    """The median of the ratios to Hugo's build of the same round."""
    if hugo is None:
        return ""
    return f"{median(one.spent.wall / hugo.built[number].spent.wall for number, one in builder.built.items()):.2f}"


HEAD = ("builder", "stories", "wall s", "ms a story", "CPU s", "peak MiB", "files", "wall, Hugo = 1")
GOAL = (
    "HTML: at most 0.33 of Hugo, 0.10 of Pelican, 0.20 of Eleventy; with everything at most 1.00 of Hugo. "
    "Freesheet's memory is told beyond a bare interpreter's: at most 150 MiB; its time a story does not grow."
)
