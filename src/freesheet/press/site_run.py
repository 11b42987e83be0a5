"""A run of the press over a site: what changed is made again, and put into place in an order that breaks nothing."""

import fcntl
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Executor, Future, wait
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from hashlib import blake2b
from itertools import chain, islice, repeat
from pathlib import Path

import msgspec

from freesheet.edition import Loss
from freesheet.editions import EDITIONS
from freesheet.house import House
from freesheet.press.archive import Stored, digest_of
from freesheet.press.disk import CantWrite, writing_to
from freesheet.press.index import FORMAT, Index, Kept, card_in
from freesheet.press.instants import milliseconds
from freesheet.press.plan import Documents, Planner, Recent
from freesheet.press.resuming import TOLD, Saving, begun, half_made, kind_of, remove_database
from freesheet.press.shown import pages_showing
from freesheet.press.source import Source
from freesheet.press.stamps import Stamps
from freesheet.press.tree import (
    Folders,
    carry_out,
    carry_out_apart,
    remove_tree,
    swap_in,
    sync,
    write_all,
)
from freesheet.press.work import (
    LAST,
    Chunk,
    Done,
    File,
    IndexWork,
    IssueWork,
    PageWork,
    PictureFile,
    PictureWork,
    Spec,
    StoryWork,
    Work,
    chunks,
    do,
    setting_of,
)
from freesheet.site.addresses import RESERVED
from freesheet.site.card import Card
from freesheet.site.pages import ArchiveFeed, FileFact, Link
from freesheet.site.search import PLACE, Row, create as create_search, put as put_search, remove as remove_search
from freesheet.site.setting import LITE, REPUBLISH, SEARCH
from freesheet.site.story_page import REPUBLISH_FILE, Around

# Editions that go along with a story's page, and those of an issue. What a story by itself has no use for is not made.
STORY_EDITIONS = (*(name for name, edition in EDITIONS.items() if "story" in edition.of), REPUBLISH, SEARCH)
# All that a run can be asked for.
PRODUCTS = (*EDITIONS, REPUBLISH, SEARCH)
ISSUE_EDITIONS = ("text", "print", "large-print", "booklet", "epub", "zim", "bundle")
TAKE_EDITIONS = ("epub", "zim", "bundle")
# Print decides what a page tells of paper.
_TOLD_ON_PAGES = ("print", "large-print", "booklet", "text", "epub", "lite", REPUBLISH)

# More changes than these are worth a pool of processes, and worth looking at every page instead of finding which.
MANY = 400
# Stories in a chunk: enough that sending it costs nothing, few enough that none waits for the last.
CHUNK = 100
# Rows that are written to the index at once.
BATCH = 500
# And in one that is sent to another machine, since all that it makes comes back in one message.
SENT_CHUNK = 25
IN_FLIGHT = 3


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


Watch = Callable[[str, int, int], None]
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
    watch: Watch = _nobody,
    changed: Changed = to_nobody,
) -> Run:
    """Bring the tree in `to` up to date with its source.

    What has changed since the tree was made is made again, in the given editions. With `full`, or where there is no
    tree, everything is made in a new one that is then swapped in. `executor` does the work of large runs, `jobs` pieces
    at once; it is `remote` when its workers can't write to this disk. `changed` is given the paths of the files whose
    content changed or that went. Raises CantWrite, BadTheme, BadArchive.
    """
    home = home_of(to)
    # Lists lead to the stories' pages, so that these are made whatever else is.
    asked = tuple(dict.fromkeys(("web", *editions)))
    with writing_to(to):
        home.mkdir(parents=True, exist_ok=True)
    with writing_to(to), alone(home):
        _refuse_strange(to)
        database = _database(to, home)
        index = None if full or not _is_pressed(to) or not database.is_file() else Index(database, source.house)
        if index and (index.format != FORMAT or _is_other(index, source, compressed=compressed)):
            index.close()
            index = None
        fresh, tree = index is None, to
        if index is None:
            tree = home / "next"
            index = _next_index(home, source, asked, now=now, compressed=compressed)
        press = Press(source, asked, tree, home, index, now, fresh, compressed, executor, jobs, remote, watch)
        try:
            done = press.run()
            changed(index.differing(database) if fresh else (*done.put, *done.removed))
        except BaseException as error:
            press.stop(at_once=not isinstance(error, Exception))
            index.rollback()
            index.close()
            raise
        index.close()
        if fresh:
            _swap(home, to)
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
    return Spec(source.house, tuple(sorted(source.own.items())), fixed, editions)


def _next_index(home: Path, source: Source, editions: tuple[str, ...], *, now: datetime, compressed: bool) -> Index:
    """The index of a tree that a killed run has left half made, when it is such as this one makes; else a new one."""
    kind = kind_of(stamps_of(spec_of(source, editions)), source, compressed=compressed)
    instant, revision = milliseconds(now) or 0, source.archive.revision
    return half_made(home, source.house, kind, now=instant, revision=revision) or begun(home, source.house, kind)


def open_index(to: Path, house: House) -> Index:
    """What is known of the tree that stands in `to`."""
    return Index(_database(to, home_of(to)), house)


def home_of(to: Path) -> Path:
    """Where the press keeps what it knows of a tree: beside it, since readers must not see it."""
    return to.with_name(f"{to.name}.press")


@contextmanager
def alone(home: Path) -> Iterator[None]:
    """Only one press at a time works on a tree."""
    with (home / "lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise CantWrite(
                f"Another press is at work on {home.name.removesuffix('.press')}; wait until it is done."
            ) from error
        try:
            yield
        finally:
            # Processes that were forked meanwhile have the file open too.
            fcntl.flock(lock, fcntl.LOCK_UN)


def _is_pressed(to: Path) -> bool:
    return (to / ".freesheet").is_dir()


def _refuse_strange(to: Path) -> None:
    """A folder with files that no press made is not replaced."""
    if to.exists() and not to.is_dir():
        raise CantWrite(f"{to} is there and is no folder; choose another place with --to.")
    if to.is_dir() and any(to.iterdir()) and not _is_pressed(to):
        raise CantWrite(
            f"{to} holds files that the press did not make; choose an empty folder with --to, or a new one."
        )


def _database(to: Path, home: Path) -> Path:
    """The index of the very folder that stands there now: a copy of it, or another one, has another number."""
    return home / f"tree-{to.stat().st_ino if to.is_dir() else 0}.db"


def _is_other(index: Index, source: Source, *, compressed: bool) -> bool:
    """Whether the tree was made in another way, or of an archive that knows less than the tree."""
    kept = index.fact("compressed")
    ahead = int(index.fact("revision") or b"0") > source.archive.revision
    zone = index.fact("zone").decode()
    return (kept != (b"1" if compressed else b"0")) or ahead or zone != source.house.time_zone


def _swap(home: Path, to: Path) -> None:
    made = home / "next"
    old = _database(to, home)
    number = made.stat().st_ino
    (home / "next.db").replace(home / f"tree-{number}.db")
    swap_in(made, to)
    if old.name != f"tree-{number}.db":
        remove_database(old)
    remove_tree(home / "next")


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

    def __post_init__(self) -> None:
        self.spec = spec_of(self.source, self.editions)
        self.setting = setting_of(self.spec)
        self.stamps = stamps_of(self.spec)
        self.staging = self.tree if self.fresh else self.home / "staging"
        self.failures = dict(self.source.failures)
        # The stories that could not be shown so far: slug, and why not.
        self.refused: dict[str, tuple[str, str]] = {}
        # A new tree is saved now and then; this one may be half made already, by a run that was killed.
        self.saving = Saving(self.index, self.tree) if self.fresh else None
        self.is_new = self.fresh and not self.index.fact("revision")
        self.losses = dict[Loss, None].fromkeys(self.saving.losses() if self.saving else ())
        self.remarks = list(self.saving.remarks() if self.saving else ())
        # The folders whose pages came or went.
        self.moved = set[str]()
        # What is to be moved into place, in the order of these groups.
        self.put: dict[str, list[str]] = {"picture": [], "story": [], "page": [], "front": []}
        self.dropped: list[str] = []
        # What is not in the index yet, of a new tree.
        self._rows: list[tuple[str, str, bytes, int, int, int]] = []
        self._made: list[tuple[str, bytes]] = []
        # The documents of the archive's feed that a full press has made along with their stories, and of what.
        self.documents = dict[str, bytes]()
        self.many = self.fresh
        self.revision = 0
        self.stories = 0
        self.waiting = list[Future[list[Done]]]()
        self.planner = Planner(
            self.index,
            self.source.archive,
            self.source.house,
            self.now,
            self.source.issues or self.source.archive.issues(),
            self.source.picks or self.source.archive.picks(),
            self.source.fixed,
            self.source.redirects,
            files_of=self._files_of,
        )

    # ── The run ──────────────────────────────────────────────────────────────────────────────────────

    def run(self) -> Run:
        with writing_to(self.tree):
            if not self.fresh:
                self._finish_killed()
            self.staging.mkdir(parents=True, exist_ok=True)
        self.index.begin()
        with self.source.archive.snapshot():
            # Read here: what is written to the archive from now on is the next run's.
            self.revision = self.source.archive.revision
            if known := self.index.fact("refused"):
                self.refused = msgspec.msgpack.decode(known, type=dict[str, tuple[str, str]])
            candidates = self._read_changes()
            self._remember_what_was_read()
            self._make_pictures()
            self._make_stories(candidates)
            self._make_issues()
            self._make_pages(candidates)
        return self._publish()

    def _finish_killed(self) -> None:
        """Finish what a killed run had decided; throw away what it had only begun."""
        if steps := self.index.steps():
            carry_out_apart(steps, self.home / "staging", self.tree)
        update_search(self.tree, self.index)
        remove_tree(self.home / "staging")
        self.index.begin()
        self.index.clear_steps()
        self.index.clear_search()
        self.index.commit()

    def _remember_what_was_read(self) -> None:
        """How the archive was, and when: what comes after that is the next run's to read."""
        self.index.set_fact("refused", msgspec.msgpack.encode(self.refused))
        self.index.set_fact("now", str(milliseconds(self.now)).encode())
        self.index.set_fact("revision", str(self.revision).encode())
        if self.saving:
            self.saving.tell(self.remarks, self.losses)
            self.saving.commit()

    def _save(self) -> None:
        """Should the press of a new tree be killed from now on, the next one goes on from here."""
        if self.saving:
            self.saving.tell(self.remarks, self.losses)
            self.saving.save()

    def _publish(self) -> Run:
        put = [path for group in self.put.values() for path in group]
        # What one story left, another may have taken over.
        self.dropped = [path for path in self.dropped if self.index.artifact(path) is None]
        self.index.set_fact("compressed", b"1" if self.compressed else b"0")
        self.failures |= dict(self.refused.values())
        self.index.set_fact("zone", self.source.house.time_zone.encode())
        count, losses = self.index.artifacts_count(), tuple(self.losses)
        done = Run(
            tuple(put),
            () if self.fresh else tuple(self.dropped),
            self.stories,
            self.failures,
            losses,
            self.fresh,
            count,
            (*self.remarks, *self.planner.remarks),
        )
        if self.fresh:
            carry_out([("drop", path) for path in self.dropped], self.staging, self.tree)
            update_search(self.tree, self.index)
            self.index.clear_search()
            self.index.forget_facts(TOLD)
            self.index.commit()
            return done
        with writing_to(self.tree):
            if put:
                sync(self.staging)
            steps = [*(("put", path) for path in put), *(("drop", path) for path in self.dropped)]
            self.index.write_steps(steps)
            self.index.commit()
            if steps:
                carry_out_apart(steps, self.staging, self.tree)
            update_search(self.tree, self.index)
            if steps:
                sync(self.tree)
        return done

    # ── What changed ─────────────────────────────────────────────────────────────────────────────────

    def _read_changes(self) -> set[str] | None:
        """Bring the index up to date; the keys of pages to look at, or None for all of them."""
        archive, index = self.source.archive, self.index
        revision = int(index.fact("revision") or b"0")
        last = int(index.fact("now") or b"-9000000000000000")
        instant = milliseconds(self.now) or 0
        gone = [id_ for id_, _ in archive.gone_since(revision)]
        due = () if self.fresh else archive.due(last, instant)
        changed = list(islice(archive.ids_since(revision), MANY + 1))
        # Each of these remembers what it compares, so none may be left out.
        restyled, moved, around = self._is_restyled(), self._is_moved(), self._changed_around()
        if moved:
            revision = 0
        self.many = self.many or len(changed) + len(due) + len(gone) > MANY or restyled or moved
        if self.many:
            self._read_all(revision, gone, due)
            return None
        ids = list(dict.fromkeys((*changed, *due)))
        before = {id_: index.standing(id_) for id_ in (*ids, *gone)}
        had = {id_: kept.card for id_ in before if (kept := index.kept(id_))}
        self._forget(gone)
        self._take(filter(None, map(archive.get, ids)))
        keys = set[str]()
        for id_, stood in before.items():
            stands = index.standing(id_)
            for one, other in ((stood, stands), (stands, stood)):
                keys |= pages_showing(one, other) if one else frozenset()
        if all(self._moves_nothing(id_, had.get(id_)) for id_ in before):
            keys.discard("files")
        return keys | around

    def _read_all(self, revision: int, gone: Iterable[str], due: Iterable[str]) -> None:
        """As above, when so much has changed that every page is looked at."""
        archive = self.source.archive
        self._forget(gone)
        self._take(archive.since(revision))
        self._take(filter(None, map(archive.get, due)))

    def _forget(self, ids: Iterable[str]) -> None:
        for id_ in ids:
            self.index.remove(id_)
            self.refused.pop(id_, None)

    def _take(self, stories: Iterable[Stored]) -> None:
        """Read stories, and put their cards into the index; what can't be read stays as it was."""
        digests, instant = dict[str, Stored](), milliseconds(self.now) or 0

        def work() -> Iterator[Work]:
            for stored in stories:
                if stored.sound and stored.published is None:
                    self._leave_out(stored)
                    continue
                digests[stored.id] = stored
                yield IndexWork(stored.id, stored.data, stored.sound)

        is_empty = not self.index.count()
        new: list[tuple[Card, bytes, str]] = []
        for done in self._do(work(), "reading"):
            stored = digests.pop(done.key)
            self.refused.pop(stored.id, None)
            if done.problem:
                # A full build would have no form of it to show, and neither has this one.
                self._refuse(stored, done.problem)
                continue
            card = card_in(done.told)
            if card.slug in RESERVED or card.slug in {page.slug for page in self.source.fixed}:
                wants = f"The story “{card.headline}” wants the address /{card.slug}/, which the site keeps for itself;"
                self._refuse(stored, f"{wants} give it another slug.")
            elif (milliseconds(card.published) or 0) > instant:
                self.index.remove(card.id)
            else:
                found = [(file, one.path, one.digest) for file, one in stored.pictures.items()]
                if is_empty and found:
                    self.index.set_pictures(card.id, found)
                if not is_empty:
                    self.index.put(card, done.told, _digest_of(stored))
                    self.index.set_pictures(card.id, found)
                    continue
                new.append((card, done.told, _digest_of(stored)))
                if len(new) == BATCH:
                    self.index.add(new)
                    new.clear()
        self.index.add(new)

    def _refuse(self, stored: Stored, why: str) -> None:
        """Take a story that can't be shown off the site; each run tells of it until somebody mends it."""
        self.index.remove(stored.id)
        self.refused[stored.id] = stored.slug, why

    def _leave_out(self, stored: Stored) -> None:
        self.index.remove(stored.id)
        self.remarks.append(f"The story {stored.slug} has no date of publication, so that it is not on the site.")

    def _is_restyled(self) -> bool:
        """Whether house, theme or Freesheet itself changed since the tree was made; remembers it."""
        return self._is_new("style", self.stamps.everything())

    def _is_moved(self) -> bool:
        """Whether pages that are no stories came or went, so that a story may have or may lose its address."""
        return self._is_new("fixed", sorted(page.slug for page in self.source.fixed))

    def _changed_around(self) -> set[str]:
        """The pages to look at though no story changed: an issue was planned, an old address told, a month began."""
        issues, redirects = self.planner.issues, self.source.redirects
        keys = {"front", "news", "issues", "take", *self.index.keys("issue/"), *(f"issue/{one.slug}" for one in issues)}
        if self._is_new("issues", [issue.slug for issue in self.planner.newest_issues()]):
            keys.add("sitemaps")
        if self._is_new("old addresses", (redirects, self.source.archive.gone(), f"{self.now:%Y-%m}")):
            keys.add("files")
        return keys

    def _is_new(self, name: str, told: object) -> bool:
        """Whether something is other than when the tree was made; remembers it."""
        digest = blake2b(msgspec.msgpack.encode(told), digest_size=16).digest()
        changed = self.index.fact(name) != digest
        self.index.set_fact(name, digest)
        return changed

    def _moves_nothing(self, id_: str, had: bytes | None) -> bool:
        """Whether every old address leads where it led before a story's change."""
        kept = self.index.kept(id_)
        old, new = card_in(had) if had else None, card_in(kept.card) if kept else None
        if old and new:
            return old.slug == new.slug and old.aliases == new.aliases
        card = old or new
        return not card or not (
            card.aliases
            or self.source.archive.was_gone(card.slug)
            or self.index.has_alias(f"/{card.slug}/")
            or any(row.source.strip("/") == card.slug for row in self.source.redirects.rows)
        )

    # ── Pictures ─────────────────────────────────────────────────────────────────────────────────────

    def _make_pictures(self) -> None:
        wanted = self.index.picture_digests()
        known = set(wanted)

        def work() -> Iterator[Work]:
            for digest in wanted:
                if not (self.index.fitted(digest) and self.index.inputs(f"picture/{digest}")):
                    file, path = self.index.picture_place(digest)
                    yield PictureWork(f"picture/{digest}", self._picture(file, path), digest)

        for done in self._do(work(), "pictures", size=4):
            if done.problem:
                self.failures.setdefault(done.key.removeprefix("picture/"), done.problem)
            else:
                self.index.set_fitted(done.key.removeprefix("picture/"), done.told)
                self._keep(done.key, b"-", done.files, "picture")
        for key in list(self.index.keys("picture/")):
            if key.removeprefix("picture/") not in known:
                self._drop(key)
                self.index.forget_fitted(key.removeprefix("picture/"))

    def _picture(self, file: str, path: str) -> PictureFile:
        if not (self.remote and self.many):
            return PictureFile(file, path)
        try:
            return PictureFile(file, path, Path(path).read_bytes())
        except OSError:
            return PictureFile(file, path)

    # ── Stories ──────────────────────────────────────────────────────────────────────────────────────

    def _make_stories(self, candidates: set[str] | None) -> None:
        index = self.index
        stories: Iterable[Kept] = index.oldest_first()
        if candidates is None:
            gone = [id_ for key in list(index.keys("story/")) if not index.kept(id_ := key.split("/", 2)[2])]
        else:
            ids = sorted(key.removeprefix("story/") for key in candidates if key.startswith("story/"))
            stories = list(filter(None, map(index.kept, ids)))
            gone = [id_ for id_ in ids if not index.kept(id_)]
        for id_ in dict.fromkeys(gone):
            index.set_search(id_, b"")
            for name in STORY_EDITIONS:
                self._drop(f"story/{name}/{id_}")
        inputs = dict[str, dict[str, bytes]]()
        recent = Recent() if candidates is None else None
        documents = Documents() if self.is_new else None

        def work() -> Iterator[Work]:
            for kept in stories:
                if (one := self._story_work(kept, inputs, recent)) is None:
                    continue
                yield one
                if documents:
                    yield from map(self._document_work, documents.add(kept, one.data, one.around.pictures))

        for done in self._do(work(), "stories", of=index.count() if candidates is None else 0):
            if done.key in self.documents:
                self._keep(done.key, self.documents[done.key], done.files, "page")
                continue
            id_ = done.key.removeprefix("story/")
            made = inputs.pop(id_)
            self.losses.update(dict.fromkeys(done.losses))
            if done.problem:
                self.failures[id_] = done.problem
                continue
            self.stories += 1
            if SEARCH in made:
                index.set_search(id_, done.told)
            for name, digest in made.items():
                files = [file for file in done.files if file.edition == name]
                self._keep(f"story/{name}/{id_}", digest, files, "story")

    def _document_work(self, page: ArchiveFeed) -> PageWork:
        """A document of the archive's feed, made along with its stories: their articles are at hand there."""
        key = f"archive-feed/{page.month}/{page.number}"
        self.documents[key] = self.stamps.page(page)
        return PageWork(key, page)

    def _story_work(self, kept: Kept, inputs: dict[str, dict[str, bytes]], recent: Recent | None) -> StoryWork | None:
        """What there is to make of a story; None when all of it is up to date."""
        around = self.planner.around(kept, recent)
        wanted, current = self._wanted(kept, around)
        todo = {name: digest for name, digest in wanted.items() if name in self.editions and name not in current}
        if not todo:
            return None
        self._take_back(f"story/{name}/{kept.id}" for name in todo)
        inputs[kept.id] = todo
        shown = (name for name in current if name in _TOLD_ON_PAGES)
        files = tuple(fact for name in shown if (fact := self._fact(name, f"{kept.slug}/", kept.slug)))
        pictures = tuple(self._picture(file, path) for file, path, _ in self.index.pictures(kept.id))
        data = self.source.archive.data(kept.id)
        return StoryWork(f"story/{kept.id}", data, tuple(todo), msgspec.structs.replace(around, files=files), pictures)

    def _wanted(self, kept: Kept, around: Around) -> tuple[dict[str, bytes], list[str]]:
        """What each edition would be made of now, and which of them are made of just that. Others are taken away."""
        wanted, current = dict[str, bytes](), list[str]()
        told, known = b"", msgspec.msgpack.encode(around)
        pictures = msgspec.msgpack.encode(around.pictures)
        for name in (*(name for name in STORY_EDITIONS if name not in LAST), *LAST):
            if name not in self.editions and self.fresh:
                continue
            more = known + told if name in ("web", LITE) else pictures if name == REPUBLISH else b""
            digest = blake2b(self.stamps.edition(name) + kept.data.encode() + more, digest_size=16).digest()
            made = b"" if self.is_new else self.index.inputs(f"story/{name}/{kept.id}")
            if made == digest:
                current.append(name)
            elif made and name not in self.editions:
                self._drop(f"story/{name}/{kept.id}")
            if name in self.editions or made == digest:
                wanted[name] = digest
                told += digest if name in _TOLD_ON_PAGES else b""
        return wanted, current

    def _fact(self, edition: str, folder: str, slug: str) -> FileFact | None:
        """What the tree has of an edition: its main file."""
        path = folder + (EDITIONS[edition].files.format(slug=slug) if edition in EDITIONS else REPUBLISH_FILE)
        found = self.index.artifact(path)
        return FileFact(edition, path, *found[2:]) if found else None

    # ── Issues ───────────────────────────────────────────────────────────────────────────────────────

    def _files_of(self, key: str) -> tuple[FileFact, ...]:
        slug = key.removeprefix("issue-files/")
        folder = "take/" if slug == "latest" else f"issues/{slug}/"
        facts = (self._fact(name, folder, slug) for name in ISSUE_EDITIONS)
        return tuple(fact for fact in facts if fact)

    def _make_issues(self) -> None:
        inputs = dict[str, bytes]()
        # One after the other, since each may carry its pictures along.
        works = (work for work in self._issue_works(inputs) if self._is_due(work.key, inputs[work.key]))
        for done in self._do(works, "issues", size=1):
            self.losses.update(dict.fromkeys(done.losses))
            if done.problem:
                self.failures[done.key] = done.problem
            else:
                self._keep(done.key, inputs[done.key], done.files, "story")
        for key in list(self.index.keys("issue-files/")):
            if key not in inputs:
                self._drop(key)

    def _issue_works(self, inputs: dict[str, bytes]) -> Iterator[IssueWork]:
        words = self.setting.site
        newest = self.index.newest(self.source.house.front.take_stories)
        plans: list[tuple[str, str, str, str, str, list[Kept], tuple[str, ...]]] = [
            (f"issue-files/{issue.slug}", f"issues/{issue.slug}/", issue.title, issue.number, issue.introduction,
             self.planner.stories_of(issue), ISSUE_EDITIONS)
            for issue in self.planner.newest_issues()
        ]  # fmt: skip
        plans.append(("issue-files/latest", "take/", words.latest, "", "", newest, TAKE_EDITIONS))
        for key, folder, title, number, introduction, stories, editions in plans:
            chosen = tuple(name for name in editions if name in self.editions)
            if not stories or not chosen:
                continue
            digest = blake2b(msgspec.msgpack.encode((title, number, introduction)), digest_size=16)
            for name in chosen:
                digest.update(self.stamps.edition(name))
            for kept in stories:
                digest.update(kept.data.encode())
            inputs[key] = digest.digest()
            pictures = {
                file: self._picture(file, path) for kept in stories for file, path, _ in self.index.pictures(kept.id)
            }
            data = tuple(self.source.archive.data(kept.id) for kept in stories)
            yield IssueWork(key, folder, title, number, introduction, data, chosen, tuple(pictures.values()))

    # ── Pages ────────────────────────────────────────────────────────────────────────────────────────

    def _make_pages(self, candidates: set[str] | None) -> None:
        keys = self._page_keys(candidates)
        self._make_all([key for key in keys if key != "files" and key not in self.documents])
        # Which old addresses still lead somewhere is known when all pages are.
        if "files" in keys or self._are_old(self.moved):
            self._make_all(["files"])

    def _are_old(self, folders: set[str]) -> bool:
        """Whether something else is told of one of these folders, as an old address."""
        told = {row.source.strip("/") for row in self.source.redirects.rows}
        return any(folder in told or self.index.is_alias(folder) for folder in folders)

    def _make_all(self, keys: Sequence[str]) -> None:
        inputs = dict[str, bytes]()

        def work() -> Iterator[Work]:
            for key in keys:
                page = self.planner.page(key)
                if page is None:
                    self._drop(key)
                    continue
                digest = self.stamps.page(page)
                if self._is_due(key, digest):
                    inputs[key] = digest
                    yield PageWork(key, page)

        for done in self._do(work(), "pages", size=16, of=len(keys)):
            self._keep(done.key, inputs.pop(done.key), done.files, "front" if done.key == "front" else "page")

    def _page_keys(self, candidates: set[str] | None) -> list[str]:
        """The pages to look at, the front page last; those that the site should no longer have are dropped."""
        if candidates is None:
            keys = list(dict.fromkeys(self.planner.keys()))
            known = set(keys)
            for key in list(self.index.keys()):
                if key not in known and not key.startswith(("story/", "picture/", "issue-files/")):
                    self._drop(key)
            return keys
        settled = {self.planner.settled(key) for key in candidates if not key.startswith("story/")}
        settled.discard("")
        always = {f"fixed/{page.slug}" for page in self.source.fixed if page.slug != "give"} | {"give"}
        gone = {key for key in self.index.keys("fixed/") if key not in always}
        for key in gone:
            self._drop(key)
        return sorted((settled | always) - gone, key=lambda key: (key == "front", key))

    def _is_due(self, key: str, inputs: bytes) -> bool:
        """Whether a key is to be made, since it is not made of these inputs yet."""
        if self.index.inputs(key) == inputs:
            return False
        self._take_back([key])
        return True

    def _take_back(self, keys: Iterable[str]) -> None:
        if self.saving and not self.is_new:
            for key in keys:
                self.saving.take_back(key)

    # ── Keeping what is made ─────────────────────────────────────────────────────────────────────────

    def _do(self, work: Iterator[Work], phase: str, *, size: int = CHUNK, of: int = 0) -> Iterator[Done]:
        """Do work: in this process when there is little of it, else through the executor, in order."""
        if self.executor is None or not self.many:
            for part in chunks(work, size):
                yield from do(self._chunk(part, local=True))
            self._write_rows()
            return
        count, nothing = 0, list[Work]()
        for part in chain(chunks(work, min(size, SENT_CHUNK) if self.remote else size), repeat(nothing)):
            if part:
                self.waiting.append(self.executor.submit(do, self._chunk(part, local=not self.remote)))
            if len(self.waiting) < self.jobs * IN_FLIGHT and part:
                continue
            if not self.waiting:
                break
            for done in self.waiting.pop(0).result():
                count += 1
                yield done
            self.watch(phase, count, of)
        self._write_rows()

    def stop(self, *, at_once: bool) -> None:
        """Begin nothing more of what an executor was given. Else than at once: wait for what would still write."""
        for future in self.waiting:
            future.cancel()
        if not at_once and not self.remote:
            wait(self.waiting)

    def _chunk(self, part: Sequence[Work], *, local: bool) -> Chunk:
        if self.saving:
            self.saving.before_writing()
        return Chunk(self.spec, tuple(part), str(self.staging) if local else "", self.compressed)

    def _keep(self, key: str, inputs: bytes, files: Sequence[File], group: str) -> None:
        """Remember what was made; only what differs from what is there is put into place."""
        old = {} if self.is_new else {row[0]: row[1] for row in self.index.artifacts(key)}
        folders = Folders(str(self.staging))
        for file in files:
            had = old.pop(file.path, None)
            if had == file.digest and not self.fresh:
                continue
            if had is None:
                self._mark_moved(file.path)
            if file.data is not None:
                write_all(folders, file.path, file.data, file.copies)
            if not self.fresh:
                self.put[group].append(file.path)
        rows = [(file.path, key, file.digest, file.size, file.pages, file.sheets) for file in files]
        for path in old:
            self._drop_file(path, key)
        if self.fresh:
            self._rows.extend(rows)
            self._made.append((key, inputs))
            if len(self._made) >= BATCH:
                self._write_rows()
            return
        self.index.set_artifacts(rows)
        self.index.set_made([(key, inputs)])

    def _write_rows(self) -> None:
        self.index.set_artifacts(self._rows)
        self.index.set_made(self._made)
        size = sum(row[3] for row in self._rows)
        self._rows.clear()
        self._made.clear()
        if self.saving and self.saving.is_time(size):
            self._save()

    def _drop(self, key: str) -> None:
        for path, *_ in self.index.artifacts(key):
            self._drop_file(path, key)
        self.index.forget(key)

    def _drop_file(self, path: str, key: str) -> None:
        """A file goes, unless another key has made it in the meantime."""
        found = self.index.artifact(path)
        if found and found[0] == key:
            self.index.forget_artifact(path)
            self.dropped.append(path)
            self._mark_moved(path)

    def _mark_moved(self, path: str) -> None:
        if path.endswith("/index.html") and not self.fresh:
            self.moved.add(path.removesuffix("/index.html"))


def update_search(tree: Path, index: Index) -> None:
    """Tell the search what changed: in one transaction, and again without harm when a run was killed before the end."""
    rows = index.search_rows()
    file = tree / PLACE
    if not rows and file.is_file():
        return
    file.parent.mkdir(parents=True, exist_ok=True)
    connection = sqlite3.connect(file, isolation_level=None)
    try:
        connection.execute("PRAGMA busy_timeout = 5000")
        create_search(connection)
        connection.execute("BEGIN IMMEDIATE")
        for id_, row in rows:
            if row:
                put_search(connection, msgspec.msgpack.decode(row, type=Row))
            else:
                remove_search(connection, id_)
        connection.execute("COMMIT")
    finally:
        connection.close()


def _digest_of(stored: Stored) -> str:
    """A digest of all that a story itself is: its JSON and its pictures."""
    pictures = "".join(f"\0{file}\0{one.digest}" for file, one in sorted(stored.pictures.items()))
    return digest_of(stored.data + pictures.encode())
