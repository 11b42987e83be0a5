"""Eight editors change stories at once while workers are killed: what readers see then, compared with a full press."""

import random
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.desk_room import Copy, Editor, Failed, Room, kill, workers
from benchmarks.site_equal import files_in
from freesheet.press.archive import Archive
from tools.postgres import server

HEAD = (
    "database",
    "editors",
    "changes",
    "kills",
    "runs",
    "not out",
    "of no run",
    "wrong",
    "differs",
    "lock errors",
)
GOAL = "Every change is out, once; nothing is torn; nobody was told of a lock."
EDITORS, CHANGES = 8, 200
_PATIENCE = 180.0
_TROUBLE = ("locked", "deadlock", "Traceback", "could not serialize")

_LEFT = """
import json
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult
from newsroom.pressroom.queries import waiting
busy = DBTaskResult.objects.filter(status__in=[TaskResultStatus.READY, TaskResultStatus.RUNNING]).count()
print(json.dumps([waiting(), busy]))
"""
_TOLD = """
import json
from collections import Counter
from django.utils import timezone
from newsroom.desk import queries as desk
from newsroom.pressroom.models import Change, Run
from newsroom.desk.models import Story
keys = list(Story.objects.order_by("pk").values_list("key", flat=True))
print(json.dumps({
    "changes": Change.objects.exclude(what="all stories").count(),
    "waiting": Change.objects.filter(out=None).count(),
    "untaken": Change.objects.exclude(out=None).filter(run=None).count(),
    "runs": Run.objects.count(),
    "open": Run.objects.filter(ended=None).count(),
    "failures": [run.failures for run in Run.objects.all() if run.failures],
    "visible": sorted(one.key for one in desk.standings(keys, timezone.now()) if one.told),
}))
"""


@dataclass(slots=True)
class Found:
    """What was wrong at the end; empty lists where nothing was."""

    changes: int = 0
    kills: int = 0
    runs: int = 0
    waiting: int = 0
    untaken: int = 0
    wrong: list[str] = field(default_factory=list)
    differing: list[str] = field(default_factory=list)
    trouble: list[str] = field(default_factory=list)


def rows(changes: int = CHANGES) -> Iterator[tuple[str, ...]]:
    with TemporaryDirectory(prefix="freesheet-kills-") as folder:
        yield _row("SQLite", tried(Room(Path(folder, "sqlite")), changes))
        with server(careful=True) as address:
            yield _row("PostgreSQL", tried(Room(Path(folder, "postgres"), address), changes))


def _row(name: str, found: Found) -> tuple[str, ...]:
    for line in (*found.wrong, *found.differing, *found.trouble):
        print(f"{name}: {line}")
    counts = (found.changes, found.kills, found.runs, found.waiting, found.untaken)
    return (
        name,
        str(EDITORS),
        *map(str, counts),
        *(str(len(x)) for x in (found.wrong, found.differing, found.trouble)),
    )


def tried(room: Room, changes: int, *, seed: int = 5) -> Found:
    """Have editors make so many changes in a new newsroom, kill its workers meanwhile, and look at what came of it."""
    room.open()
    found = Found()
    writers = [
        Writer(editor, f"writer-{number}", random.Random(f"{seed}-{number}"))  # noqa: S311 — the same changes each time
        for number, editor in enumerate(room.editors(EDITORS))
    ]
    with room.running() as group:
        over = threading.Event()
        killer = threading.Thread(target=_kill_now_and_then, args=(group, over, found, random.Random(seed)))  # noqa: S311
        killer.start()
        try:
            _all_at_once(writers, changes)
        finally:
            over.set()
            killer.join()
        _wait_until_out(room)
    _look(room, writers, found)
    return found


def _all_at_once(writers: list["Writer"], changes: int) -> None:
    each, more = divmod(changes, len(writers))
    threads = [
        threading.Thread(target=writer.work, args=(each + (number < more),)) for number, writer in enumerate(writers)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def _kill_now_and_then(group: int, over: threading.Event, found: Found, chance: random.Random) -> None:
    while not over.wait(chance.uniform(0.5, 4.0)):
        if living := workers(group):
            kill(chance.choice(living))
            found.kills += 1


def _wait_until_out(room: Room) -> None:
    end = time.monotonic() + _PATIENCE
    while time.monotonic() < end:
        if room.told(_LEFT) == [0, 0]:
            return
        time.sleep(1)


@dataclass(slots=True)
class Writer:
    """An editor with stories of their own, and what readers are to see of each: None for nothing."""

    editor: Editor
    name: str
    chance: random.Random
    copies: list[Copy] = field(default_factory=list)
    seen: dict[str, str | None] = field(default_factory=dict)
    made: int = 0
    failed: list[str] = field(default_factory=list)
    numbers: dict[str, int] = field(default_factory=dict)

    def work(self, changes: int) -> None:
        """Make changes, one after the other."""
        while self.made < changes:
            shown = [copy for copy in self.copies if self.seen[copy.slug] == copy.text]
            hidden = [copy for copy in self.copies if self.seen[copy.slug] in (None, _why(copy))]
            verbs = [self._new, self._later] + [self._correct, self._withdraw, self._take_down] * bool(shown)
            verbs += [self._again] * 2 * bool(hidden)
            verb = self.chance.choice(verbs)
            try:
                verb(self.chance.choice(hidden if verb == self._again else shown or self.copies or [self._copy()]))
            except (Failed, IndexError, OSError) as error:
                self.failed.append(f"{self.name}: {verb.__name__}: {error}")
            self.made += 1

    def _copy(self) -> Copy:
        name = f"{self.name}-{len(self.copies)}"
        return Copy(name, f"Headline of {name}", self._text(name))

    def _text(self, name: str) -> str:
        return f"What {name} says at change {self.made}."

    def _new(self, _any: Copy) -> None:
        copy = self._copy()
        self._keep(copy, copy.text, self.editor.create(copy))

    def _later(self, _any: Copy) -> None:
        """Schedule a story for another year, and think better of it."""
        copy = self._copy()
        self._keep(copy, None, self.editor.create(copy, go_live_at="2099-01-01 10:00"))
        self.editor.unschedule(self.numbers[copy.slug])

    def _keep(self, copy: Copy, seen: str | None, number: int) -> None:
        self.copies.append(copy)
        self.seen[copy.slug], self.numbers[copy.slug] = seen, number

    def _correct(self, copy: Copy) -> None:
        copy.text, wrong = self._text(copy.slug), copy.text
        copy.corrections.append((wrong, copy.text))
        self.editor.change(self.numbers[copy.slug], copy)
        self.seen[copy.slug] = copy.text

    def _withdraw(self, copy: Copy) -> None:
        self.editor.withdraw(self.numbers[copy.slug], _why(copy))
        self.seen[copy.slug] = _why(copy)

    def _take_down(self, copy: Copy) -> None:
        self.editor.take_down(self.numbers[copy.slug])
        self.seen[copy.slug] = None

    def _again(self, copy: Copy) -> None:
        """Show again what was withdrawn; publish again, or at last, what was not."""
        if self.seen[copy.slug] is None:
            self.editor.change(self.numbers[copy.slug], copy)
        else:
            self.editor.show_again(self.numbers[copy.slug])
        self.seen[copy.slug] = copy.text


def _why(copy: Copy) -> str:
    return f"We could not verify {copy.slug}."


def _look(room: Room, writers: list[Writer], found: Found) -> None:
    told = room.told(_TOLD)
    found.changes, found.runs, found.waiting = sum(writer.made for writer in writers), told["runs"], told["waiting"]
    found.untaken = told["untaken"]
    found.wrong += [problem for writer in writers for problem in writer.failed]
    found.wrong += [f"{told['open']} runs have no end"] * bool(told["open"])
    found.wrong += [f"a run failed at {failures}" for failures in told["failures"]]
    found.wrong += _misprints(room, writers) + _not_as_archived(room, told["visible"])
    found.differing = _differing(room)
    lines = room.log.read_text(errors="replace").splitlines()
    found.trouble = [line for line in lines if any(word in line for word in _TROUBLE)]
    answers = [answer for writer in writers for answer in writer.editor.answers]
    found.trouble += [f"{address} answered {status}" for address, status in answers if status >= 500]


def _misprints(room: Room, writers: list[Writer]) -> list[str]:
    """Stories that readers see otherwise than their editors left them."""
    wrong = []
    for writer in writers:
        for copy in writer.copies:
            page, seen = room.site / copy.slug / "index.html", writer.seen[copy.slug]
            if (seen is None) == page.exists() or (seen and seen not in page.read_text()):
                wrong.append(f"{copy.slug} should show {seen!r}")
    return wrong


def _not_as_archived(room: Room, visible: list[str]) -> list[str]:
    archive = Archive.open(room.home / "stories.db")
    kept = set(archive.ids_since(0))
    archive.close()
    return [f"{key} is not both at the desk and in the archive" for key in kept ^ set(visible)]


def _differing(room: Room) -> list[str]:
    """The files that a full press of the same archive makes otherwise."""
    anew = room.home / "anew"
    chosen = [part for name in room.editions.split(",") for part in ("--edition", name)]
    room.command("press", "--from", str(room.home / "stories.db"), "--to", str(anew), *chosen)
    one, other = files_in(room.site), files_in(anew)
    return sorted(path for path in one.keys() | other.keys() if one.get(path) != other.get(path))
