"""What the desk, the API and the commands may know of the pressroom."""

import os
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import takewhile
from pathlib import Path

import msgspec

from freesheet.editions import EDITIONS
from freesheet.house import House
from freesheet.press.archive import IssuePlan
from freesheet.press.home import database_of, home_of
from freesheet.press.index import Index
from freesheet.press.index_tables import read_only
from freesheet.press.making import ISSUE_EDITIONS
from freesheet.press.publishing import Place
from freesheet.site.addresses import whole
from freesheet.site.content import Shown
from freesheet.site.pages import Copies, FileFact
from newsroom.configuration import Configuration, read
from newsroom.desk import queries as desk
from newsroom.desk.issues import plan
from newsroom.pressroom.models import Appearance, Change, Run

# How soon a run that failed is tried again by itself, and how often that time is doubled: to 21 minutes at most.
SOONEST = timedelta(seconds=20)
MOST_DOUBLINGS = 7
# How many of a run's changes are told by name.
NAMED = 5


@dataclass(frozen=True, slots=True)
class Told:
    """A run, and the first of the changes that it took, in words; `more` is how many others there were."""

    run: Run
    changes: tuple[str, ...]
    more: int


def waiting() -> int:
    """How many changes are not out yet."""
    return Change.objects.filter(out=None).count()


def may_try_again(now: datetime) -> bool:
    """Whether it is time to try again what failed: after each failure that follows another, it is twice as long."""
    failed = list(takewhile(lambda run: run.problem, Run.objects.exclude(ended=None)[:MOST_DOUBLINGS]))
    if not failed or failed[0].ended is None:
        return True
    wait: timedelta = SOONEST * 2 ** (len(failed) - 1)
    return now >= failed[0].ended + wait


def last_runs(count: int) -> list[Told]:
    """The newest runs, the newest first."""
    runs = list(Run.objects.all()[:count])
    first = {run.pk: list(run.changes.all()[:NAMED]) for run in runs}
    headlines = desk.headlines([change.key for changes in first.values() for change in changes])
    return [
        Told(
            run,
            tuple(_told(change, headlines.get(change.key, "")) for change in first[run.pk]),
            run.changes.count() - len(first[run.pk]) if len(first[run.pk]) == NAMED else 0,
        )
        for run in runs
    ]


def _told(change: Change, headline: str) -> str:
    return f"{change.what}: {headline}" if headline else str(change)


# ── What is out ──────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Appeared:
    """A story by its key, and since when readers see it as they do, or see it no more."""

    key: str
    since: datetime
    gone: bool


def appeared(*, after: datetime | None, count: int) -> list[Appeared]:
    """What became of stories for readers after an instant, the oldest first."""
    found = Appearance.objects.filter(since__gt=after) if after else Appearance.objects.all()
    return [Appeared(one.key, one.since, one.gone) for one in found[:count]]


def seen_since(key: str) -> datetime | None:
    """Since when readers see a story as they do; None when the press has not told yet."""
    return Appearance.objects.filter(key=key, gone=False).values_list("since", flat=True).first()


def files(key: str, house: House) -> tuple[FileFact, ...]:
    """The files of a story that are on the site, edition by edition, each at its address."""
    with _pressed(house) as index:
        return tuple(
            FileFact(edition, whole(house.site, path), size, pages, sheets)
            for edition in EDITIONS
            for path, _, size, pages, sheets in (index.artifacts(f"story/{edition}/{key}") if index else ())
        )


def pictures(key: str, house: House) -> Mapping[str, Shown]:
    """Where the pictures of a story are on the site, by the names that the story calls them by."""
    with _pressed(house) as index:
        found = {file: index.fitted(digest) for file, _, digest in index.pictures(key)} if index else {}
    return {file: _largest(copies, house) for file, copies in found.items() if copies}


_copies = msgspec.msgpack.Decoder(Copies)


def _largest(copies: bytes, house: House) -> Shown:
    """In the format that every browser reads, the widest that there is."""
    copy = _copies.decode(copies).by_type[-1][1][-1]
    return Shown(whole(house.site, copy.path), copy.width, copy.height)


@contextmanager
def _pressed(house: House) -> Iterator[Index | None]:
    """What the press knows of the site's tree; None while there is none."""
    config = read(os.environ)
    tree = Place.of(config.to or str(config.home / "site"), _stories(config)).tree
    try:
        index = Index(database_of(tree, home_of(tree)), house, read_only)
    except (OSError, sqlite3.OperationalError):
        yield None
        return
    with closing(index):
        yield index


def _stories(config: Configuration) -> Path:
    return config.home / "stories.db"


def issues(now: datetime) -> list[IssuePlan]:
    """The issues that are out, the newest first."""
    return list(map(plan, desk.live_issues(now)))


def issue_files(slug: str, house: House) -> tuple[FileFact, ...]:
    """The files of an issue that are on the site, each at its address."""
    folder = f"issues/{slug}/"
    with _pressed(house) as index:
        made = [
            one for name in ISSUE_EDITIONS for one in (index.artifacts(f"issue-files/{slug}/{name}") if index else ())
        ]
    found = {path: facts for path, _, *facts in made}
    paths = {edition: folder + EDITIONS[edition].files.format(slug=slug) for edition in ISSUE_EDITIONS}
    return tuple(
        FileFact(edition, whole(house.site, path), *found[path]) for edition, path in paths.items() if path in found
    )
