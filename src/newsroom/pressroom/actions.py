"""What is done in the pressroom: put a change on record, send it to press."""

import logging
import os
from collections.abc import Iterable, Sequence
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import islice
from pathlib import Path

from django.db import transaction
from django.utils import timezone

from freesheet.house import BadHouse
from freesheet.intake import NotTaken
from freesheet.press.archive import Archive, BadArchive, PictureFile
from freesheet.press.disk import CantWrite
from freesheet.press.executors import NoWorkers, processes
from freesheet.press.hand import Hand
from freesheet.press.publishing import Order, Place, press
from freesheet.press.site_run import Run as SiteRun
from freesheet.site.theme import BadTheme
from freesheet.story.file import BadStory
from newsroom.configuration import Configuration
from newsroom.desk import queries as desk
from newsroom.pressroom.models import Change, Run
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

log = logging.getLogger(__name__)


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
    archive(keys=list(dict.fromkeys(key for _, key in waiting if key)), config=config, now=now)
    quick = tuple(name for name in config.editions if name in FIRST)
    run = publish(config=config, editions=quick, now=now)
    if not run.problem:
        numbers = [number for number, _ in waiting]
        for start in range(0, len(numbers), BATCH):
            Change.objects.filter(pk__in=numbers[start : start + BATCH]).update(out=timezone.now(), run=run)
    return run


def archive(*, keys: Sequence[str], config: Configuration, now: datetime) -> None:
    """Write stories into the archive that the press reads, as readers are to see them; the others are taken out."""
    with closing(Archive.create(config.home / "stories.db")) as kept:
        for start in range(0, len(keys), BATCH):
            batch = list(desk.standings(keys[start : start + BATCH], now))
            with kept:
                for standing in batch:
                    if standing.told is None:
                        kept.remove(standing.key)
                        continue
                    pictures = {
                        file: PictureFile(str(Path("media", path)), desk.digest_of(path))
                        for file, path in standing.told.pictures.items()
                    }
                    try:
                        kept.put(standing.told.story, pictures)
                    except BadStory as error:
                        log.warning("The story %s was not published: %s", standing.key, error)


def publish(*, config: Configuration, editions: tuple[str, ...], now: datetime) -> Run:
    """Run the press over the archive, and keep what it tells."""
    run = Run.objects.create(begun=now, editions=list(editions))
    source = config.home / "stories.db"
    try:
        to = Place.of(config.to or str(config.home / "site"), source)
        order = Order(source, to, editions, changed=True)
        with processes(os.cpu_count() or 1) as workers:
            done = press(order, replace(workers, hand=_hand), now=now, watch=_nobody)
    except MENDABLE as error:
        run.problem = str(error)
    else:
        _tell(run, done)
    run.ended = timezone.now()
    run.save()
    return run


# One for all runs of a worker; its process starts with the first file that it writes.
_hand = Hand()


def _tell(run: Run, done: SiteRun) -> None:
    run.stories, run.put, run.removed = done.stories, len(done.put), len(done.removed)
    run.addresses = list(islice(done.changed, ADDRESSES))
    run.failures, run.remarks = dict(done.failures), list(done.remarks)


def _nobody(_phase: str, _done: int, _of: int) -> None:
    """Nobody watches."""


def archive_all(*, config: Configuration, now: datetime) -> None:
    """Write every published story into the archive: for a newsroom that begins with many, or whose archive is gone."""
    archive(keys=list(desk.every_key()), config=config, now=now)


def is_heavy_due(*, config: Configuration, now: datetime) -> bool:
    """Whether the editions of many stories lack something that is out, and were not made just now."""
    if not set(HEAVY) & set(config.editions):
        return False
    made = [run.begun for run in Run.objects.exclude(ended=None)[:500] if set(HEAVY) & set(run.editions)]
    if made and made[0] > now - HEAVY_EVERY:
        return False
    return Change.objects.filter(out__gt=made[0] if made else datetime.min.replace(tzinfo=UTC)).exists()


def lift_embargoes(*, now: datetime) -> int:
    """Let out what was held back until now; how many."""
    with transaction.atomic():
        keys = desk.due(now)
        if keys:
            from newsroom.desk.actions import end_embargoes

            end_embargoes(keys=keys)
            note_change(keys=keys, what="embargo ended")
    return len(keys)
