"""What is done in the pressroom: put a change on record, send it to press."""

import os
from collections.abc import Container, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import islice

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from freesheet.house import BadHouse
from freesheet.intake import NotTaken
from freesheet.press.archive import BadArchive
from freesheet.press.disk import CantWrite
from freesheet.press.executors import NoWorkers, processes
from freesheet.press.hand import Hand
from freesheet.press.publishing import Order, Place, press
from freesheet.press.site_run import Run as SiteRun
from freesheet.site.theme import BadTheme
from newsroom.configuration import Configuration
from newsroom.desk import queries as desk
from newsroom.pressroom.archiving import Kept, archive, archive_around
from newsroom.pressroom.models import Appearance, Change, Run
from newsroom.staff.models import User

# What a person can mend; any other error is a mistake of ours, and the task keeps its traceback.
MENDABLE = (BadArchive, BadHouse, BadTheme, CantWrite, NoWorkers, NotTaken)
# What readers look for first, made at once; all other editions follow in a run of their own.
FIRST = ("web", "lite", "republish", "search")
# What holds many stories at once takes minutes in a large newsroom; the tick asks for it.
HEAVY = ("zim", "bundle")
HEAVY_EVERY = timedelta(hours=1)
BATCH = 200
ADDRESSES = 200
# The smallest step of a clock that both databases keep.
TICK = timedelta(microseconds=1)
_LOOKED_AT = 500
_NEVER = datetime.min.replace(tzinfo=UTC)


def note_change(*, keys: Iterable[str], what: str, user: User | None = None) -> None:
    """Put changes on record, in the transaction that makes them, and ask for a run of the press."""
    from newsroom.pressroom.tasks import press_waiting

    now = timezone.now()
    Change.objects.bulk_create([Change(key=key, what=what, made=now, by=user) for key in keys])
    press_waiting.enqueue()


def press_changes(*, config: Configuration, now: datetime) -> Run | None:
    """Publish all changes that wait, in the editions that come first. None: nothing waited."""
    waiting = list(Change.objects.filter(out=None).values_list("pk", "key"))
    if not waiting:
        return None
    keys = list(dict.fromkeys(key for _, key in waiting if key))
    quick, kept = tuple(name for name in config.editions if name in FIRST), Kept()
    with _running(editions=quick, now=now) as run:
        kept = archive(keys=keys, config=config, now=now)
        if any(not key for _, key in waiting):
            archive_around(config=config)
        _press(run, config=config, now=now)
        run.failures |= kept.refused
    if not run.problem:
        # Last, that they are out: when this process is killed before, all of it is done again.
        note_appearances(keys=keys, seen=kept.seen, now=timezone.now())
        numbers = [number for number, _ in waiting]
        for start in range(0, len(numbers), BATCH):
            Change.objects.filter(pk__in=numbers[start : start + BATCH]).update(out=timezone.now(), run=run)
    return run


def note_appearances(*, keys: Sequence[str], seen: Container[str], now: datetime) -> None:
    """Put on record what became of stories for readers, so that those who follow the changes learn of it.

    No two have the same instant, and each is later than all before: nothing comes in behind somebody who has read on.
    """
    for start in range(0, len(keys), BATCH):
        with transaction.atomic():
            batch = keys[start : start + BATCH]
            last = Appearance.objects.aggregate(last=Max("since"))["last"]
            first = max(now, last + TICK) if last else now
            known = set(Appearance.objects.filter(key__in=batch, gone=False).values_list("key", flat=True))
            told = [key for key in batch if key in seen or key in known]
            Appearance.objects.bulk_create(
                [Appearance(key=key, since=first + n * TICK, gone=key not in seen) for n, key in enumerate(told)],
                update_conflicts=True,
                unique_fields=["key"],
                update_fields=["since", "gone"],
            )


def publish(*, config: Configuration, editions: tuple[str, ...], now: datetime) -> Run:
    """Run the press over the archive, and keep what it tells."""
    with _running(editions=editions, now=now) as run:
        _press(run, config=config, now=now)
    return run


@contextmanager
def _running(*, editions: tuple[str, ...], now: datetime) -> Iterator[Run]:
    """A run, on record from its begin to its end; what stops it is its problem."""
    # One worker presses, so that another run without an end was killed.
    killed = "Its worker was killed. What it was to publish goes out with the next run."
    Run.objects.filter(ended=None).update(ended=now, problem=killed)
    run = Run.objects.create(begun=now, editions=list(editions))
    try:
        yield run
    except MENDABLE as error:
        run.problem = str(error)
    except Exception as error:
        said = f"{type(error).__name__}: {error}"
        run.problem = f"The press stopped at a mistake of its own ({said}). Tell whoever looks after it."
        raise
    finally:
        run.ended = timezone.now()
        run.save()


def _press(run: Run, *, config: Configuration, now: datetime) -> None:
    source = config.home / "stories.db"
    to = Place.of(config.to or str(config.home / "site"), source)
    order = Order(source, to, tuple(run.editions), changed=True)
    with processes(os.cpu_count() or 1) as workers:
        _tell(run, press(order, replace(workers, hand=_hand), now=now, watch=_nobody))


# One for all runs of a worker; its process starts with the first file that it writes.
_hand = Hand()


def _tell(run: Run, done: SiteRun) -> None:
    run.stories, run.put, run.removed = done.stories, len(done.put), len(done.removed)
    run.addresses = list(islice(done.changed, ADDRESSES))
    run.failures, run.remarks = dict(done.failures), list(done.remarks)


def _nobody(_phase: str, _done: int, _of: int) -> None:
    """Nobody watches."""


def is_rest_due(*, config: Configuration) -> bool:
    """Whether the editions that take longer lack something that is out."""
    return _lack({*config.editions} - {*FIRST, *HEAVY})


def is_heavy_due(*, config: Configuration, now: datetime) -> bool:
    """Whether the editions of many stories lack something that is out, and were not tried just now."""
    heavy = {*config.editions} & {*HEAVY}
    tried = (run.begun for run in _runs_of(heavy))
    return _lack(heavy) and next(tried, _NEVER) <= now - HEAVY_EVERY


def _lack(editions: set[str]) -> bool:
    """Whether something went out since these editions were last made; no if there are none of them."""
    made = (run.begun for run in _runs_of(editions) if not run.problem)
    return bool(editions) and Change.objects.filter(out__gt=next(made, _NEVER)).exists()


def _runs_of(editions: set[str]) -> list[Run]:
    """The newest runs that have ended, and made one of these editions; the newest first."""
    return [run for run in Run.objects.exclude(ended=None)[:_LOOKED_AT] if editions & {*run.editions}]


def bring_out(*, now: datetime) -> int:
    """Send what was published with a date to come to press, now that it has come; how many."""
    with transaction.atomic():
        come = set(desk.dated(now))
        known = Appearance.objects.filter(key__in=come, gone=False).values_list("key", flat=True)
        asked = Change.objects.filter(key__in=come, out=None).values_list("key", flat=True)
        if keys := sorted(come.difference(known, asked)):
            note_change(keys=keys, what="its date came")
    return len(keys)


def lift_embargoes(*, now: datetime) -> int:
    """Let out what was held back until now; how many."""
    with transaction.atomic():
        keys = desk.due(now)
        if keys:
            from newsroom.desk.actions import end_embargoes

            end_embargoes(keys=keys)
            note_change(keys=keys, what="embargo ended")
    return len(keys)
