"""The clock: what is due is done, whether anybody visits or not."""

import logging
import signal
from datetime import timedelta
from threading import Event
from types import FrameType

from django.db import close_old_connections
from django.utils import timezone
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from newsroom.configuration import Configuration
from newsroom.desk.due import publish_due
from newsroom.pressroom import actions, queries, tasks
from newsroom.pressroom.reaping import reap, try_again

log = logging.getLogger(__name__)
# How long what became of a task is kept.
KEPT = timedelta(days=14)


def tick_once(config: Configuration) -> None:
    """Do all that is due now."""
    now = timezone.now()
    publish_due(now)
    actions.lift_embargoes(now=now)
    actions.bring_out(now=now)
    reap()
    try_again(now)
    if queries.may_try_again(now):
        _ask_again(config)
    if actions.is_heavy_due(config=config, now=now) and not _is_asked_for(tasks.press_all.module_path):
        tasks.press_all.enqueue()
    DBTaskResult.objects.finished().filter(finished_at__lt=now - KEPT).delete()


def _ask_again(config: Configuration) -> None:
    """Ask for what a run that failed, or a worker that was killed too often, has left undone."""
    if queries.waiting() and not _is_asked_for(tasks.press_waiting.module_path):
        tasks.press_waiting.enqueue()
    if actions.is_rest_due(config=config) and not _is_asked_for(tasks.press_rest.module_path):
        tasks.press_rest.enqueue()


def keep_ticking(config: Configuration, every: float) -> None:
    """Tick until a signal ends it. What goes wrong once is told, and tried again at the next tick."""
    over = Event()

    def stop(_number: int, _frame: FrameType | None) -> None:
        over.set()

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, stop)
    while not over.is_set():
        close_old_connections()
        try:
            tick_once(config)
        except Exception:
            log.exception("A tick went wrong; it is tried again.")
        over.wait(every)


def _is_asked_for(path: str) -> bool:
    """Whether a task of this kind waits or is at work."""
    open_ = (TaskResultStatus.READY, TaskResultStatus.RUNNING)
    return DBTaskResult.objects.filter(task_path=path, status__in=open_).exists()
