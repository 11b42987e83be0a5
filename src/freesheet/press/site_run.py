"""A run of the press over a site: what changed is made again, and put into place in an order that breaks nothing."""

from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Executor
from contextlib import nullcontext
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from pathlib import Path

import msgspec

from freesheet.edition import Loss
from freesheet.press.disk import writing_to
from freesheet.press.doing import Doer, Watch
from freesheet.press.finding import update_search
from freesheet.press.hand import Hand
from freesheet.press.home import (
    STAGINGS,
    alone,
    database_of,
    home_of,
    is_other,
    is_pressed,
    put_in_place,
    refuse_strange,
)
from freesheet.press.index import Index
from freesheet.press.index_tables import FORMAT
from freesheet.press.instants import milliseconds
from freesheet.press.keeping import Keeper
from freesheet.press.making import Maker
from freesheet.press.plan import Planner
from freesheet.press.reading import Reader
from freesheet.press.resuming import TOLD, begun, half_made, kind_of
from freesheet.press.source import Source
from freesheet.press.stamps import Stamps
from freesheet.press.tree import carry_out, sync
from freesheet.press.work import LAST, Spec, setting_of
from freesheet.site.pages import Link


@dataclass(frozen=True)
class Run:
    """What a run did: files put into place and removed, by path below the root; what it could not make, and why."""

    put: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    stories: int = 0
    failures: dict[str, str] = field(default_factory=dict)
    losses: tuple[Loss, ...] = ()
    full: bool = False
    files: int = 0
    remarks: tuple[str, ...] = ()
    # Objects that were put into a bucket, and taken away from it.
    sent: int = 0
    taken: int = 0
    # The addresses that show something else now, or nothing any more: for whoever keeps copies of the site.
    changed: tuple[str, ...] = ()

    def as_json(self) -> bytes:
        """All that the run tells, for machines."""
        return msgspec.json.format(msgspec.json.encode(self), indent=2) + b"\n"


Changed = Callable[[Iterable[str]], None]


def _nobody(_phase: str, _done: int, _of: int) -> None:
    """Nobody watches."""


def to_nobody(_paths: Iterable[str]) -> None:
    """Nobody asks what changed."""


def run(
    source: Source,
    editions: Sequence[str],
    to: Path,
    *,
    now: datetime,
    full: bool = False,
    compressed: bool = True,
    executor: Executor | None = None,
    jobs: int = 1,
    remote: bool = False,
    hand: Hand | None = None,
    watch: Watch = _nobody,
    changed: Changed = to_nobody,
) -> Run:
    """Bring the tree in `to` up to date with its source.

    What has changed since the tree was made is made again, in the given editions. With `full`, or where there is no
    tree, everything is made in a new one that is then swapped in. `executor` does the work of large runs, `jobs` pieces
    at once; it is `remote` when its workers can't write to this disk. `hand` writes what this process makes; whoever
    presses again and again keeps one. `changed` is given the paths of the files whose content changed or that went.
    Raises CantWrite, BadTheme, BadArchive.
    """
    home = home_of(to)
    # Lists lead to the stories' pages, so that these are made whatever else is.
    asked = tuple(dict.fromkeys(("web", *editions)))
    with writing_to(to):
        home.mkdir(parents=True, exist_ok=True)
    with writing_to(to), alone(home) as lock, nullcontext(hand) if hand else Hand() as hand:
        refuse_strange(to)
        database = database_of(to, home)
        index = None if full or not is_pressed(to) or not database.is_file() else Index(database, source.house)
        if index and (index.format != FORMAT or is_other(index, source, compressed=compressed)):
            index.close()
            index = None
        fresh, tree = index is None, to
        if index is None:
            tree = home / "next"
            index = _next_index(home, source, asked, now=now, compressed=compressed)
        press = Press(source, asked, tree, home, index, now, fresh, compressed, executor, jobs, remote, watch, hand)
        hand.begin(press.staging, lock, compressed=compressed)
        try:
            done = press.run()
            changed(index.differing(database) if fresh else (*done.put, *done.removed))
        except BaseException as error:
            press.doer.stop(at_once=not isinstance(error, Exception))
            index.rollback()
            index.close()
            raise
        hand.rest()
        index.close()
        if fresh:
            put_in_place(home, to)
        return done


# To read all templates takes longer than to press a change, and a press that waits for changes has the same ones.
@lru_cache(maxsize=2)
def stamps_of(spec: Spec) -> Stamps:
    """The stamps of a setting whose theme has no mistake. Raises BadTheme."""
    setting = setting_of(spec)
    setting.theme.check()
    return Stamps(setting)


def spec_of(source: Source, editions: tuple[str, ...]) -> Spec:
    """What each page of a source's site is made by, as it is sent to workers."""
    fixed = tuple(Link(page.title, f"{page.slug}/") for page in source.fixed)
    # A run may be for some of the editions alone: no page is told of others than those that all pages have.
    always = tuple(name for name in LAST if name in editions)
    return Spec(source.house, tuple(sorted(source.own.items())), fixed, always, source.logo)


def _next_index(home: Path, source: Source, editions: tuple[str, ...], *, now: datetime, compressed: bool) -> Index:
    """The index of a tree that a killed run has left half made, when it is such as this one makes; else a new one."""
    kind = kind_of(stamps_of(spec_of(source, editions)), source, compressed=compressed)
    instant, revision = milliseconds(now) or 0, source.archive.revision
    return half_made(home, source.house, kind, now=instant, revision=revision) or begun(home, source.house, kind)


@dataclass
class Press:
    """One run at work."""

    source: Source
    editions: tuple[str, ...]
    tree: Path
    home: Path
    index: Index
    now: datetime
    fresh: bool
    compressed: bool
    executor: Executor | None
    jobs: int
    remote: bool
    watch: Watch
    hand: Hand

    def __post_init__(self) -> None:
        spec = spec_of(self.source, self.editions)
        stamps, index = stamps_of(spec), self.index
        # Where the last run's steps found what they put, which may be waiting there still; and where this run's will.
        self.last_staging = self.home / (index.fact("staging").decode() or STAGINGS[1])
        other = STAGINGS[self.last_staging.name == STAGINGS[0]]
        self.staging = self.tree if self.fresh else self.home / other
        self.keeper = Keeper(index, self.tree, self.staging, fresh=self.fresh)
        self.keeper.failures |= self.source.failures
        self.doer = Doer(
            spec,
            self.keeper,
            self.hand,
            self.compressed,
            self.executor,
            self.jobs,
            self.remote,
            self.watch,
            many=self.fresh,
        )
        self.planner = Planner(
            index,
            self.source.archive,
            self.source.house,
            self.now,
            self.source.issues or self.source.archive.issues(),
            self.source.picks or self.source.archive.picks(),
            self.source.fixed,
            self.source.redirects,
            files_of=lambda key: self.maker.files_of(key),
        )
        self.reader = Reader(self.source, self.editions, index, self.now, stamps, self.planner, self.doer, self.keeper)
        self.maker = Maker(
            self.source, self.editions, index, setting_of(spec), stamps, self.planner, self.doer, self.keeper
        )

    def run(self) -> Run:
        with writing_to(self.tree):
            if not self.fresh:
                self._finish_killed()
            self.staging.mkdir(parents=True, exist_ok=True)
        self.index.begin()
        if not self.fresh:
            # What was decided then is done; this run's commit forgets it.
            self.index.clear_steps()
            self.index.clear_search()
        with self.source.archive.snapshot():
            # Read here: what is written to the archive from now on is the next run's.
            revision = self.source.archive.revision
            if known := self.index.fact("refused"):
                self.reader.refused = msgspec.msgpack.decode(known, type=dict[str, tuple[str, str]])
            candidates = self.reader.changes()
            self._remember_what_was_read(revision, is_all=candidates is None)
            self.maker.pictures()
            self.maker.theme()
            self.maker.stories(candidates)
            self.maker.issues()
            self.maker.pages(candidates)
        return self._publish()

    def _finish_killed(self) -> None:
        """Finish what a killed run had decided. What it had only begun is written over."""
        steps, staging = self.index.steps(), self.last_staging
        if any((staging / path).exists() for verb, path in steps if verb == "put"):
            with self.hand.carrying_out(steps, staging, self.tree):
                pass
            sync(self.tree)
        elif steps:
            carry_out([step for step in steps if step[0] == "drop"], staging, self.tree)
        update_search(self.tree, self.index)

    def _remember_what_was_read(self, revision: int, *, is_all: bool) -> None:
        """How the archive was, and when: what comes after that is the next run's to read."""
        self.reader.remember(revision, is_all=is_all)
        self.index.set_fact("refused", msgspec.msgpack.encode(self.reader.refused))
        self.index.set_fact("now", str(milliseconds(self.now)).encode())
        self.index.set_fact("revision", str(revision).encode())
        if saving := self.keeper.saving:
            saving.tell(self.keeper.remarks, self.keeper.losses)
            saving.commit()

    def _count_files(self) -> int:
        """How many files the tree has; counted once, since it has a million."""
        known = self.index.fact("files")
        count = int(known) + self.keeper.grown if known and not self.fresh else self.index.artifacts_count()
        self.index.set_fact("files", str(count).encode())
        return count

    def _publish(self) -> Run:
        put = [path for group in self.keeper.put.values() for path in group]
        # What one story left, another may have taken over.
        dropped = [path for path in self.keeper.dropped if self.index.artifact(path) is None]
        self.index.set_fact("compressed", b"1" if self.compressed else b"0")
        failures = self.keeper.failures | dict(self.reader.refused.values())
        self.index.set_fact("zone", self.source.house.time_zone.encode())
        count, losses = self._count_files(), tuple(self.keeper.losses)
        done = Run(
            tuple(put),
            () if self.fresh else tuple(dropped),
            self.maker.made,
            failures,
            losses,
            self.fresh,
            count,
            (*self.keeper.remarks, *self.planner.remarks),
        )
        if self.fresh:
            carry_out([("drop", path) for path in dropped], self.staging, self.tree)
            update_search(self.tree, self.index)
            self.index.clear_search()
            self.index.forget_facts(TOLD)
            self.index.commit()
            return done
        with writing_to(self.tree):
            steps = [*(("put", path) for path in put), *(("drop", path) for path in dropped)]
            self.index.write_steps(steps)
            self.index.set_fact("staging", self.staging.name.encode())
            self.hand.finish()
            if put:
                sync(self.staging)
            self.index.commit()
            if steps:
                with self.hand.carrying_out(steps, self.staging, self.tree):
                    self.index.settle()
            update_search(self.tree, self.index)
            if steps:
                sync(self.tree)
        return done
