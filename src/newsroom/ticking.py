"""The clock: what is due is done, whether anybody visits or not."""

import logging
import os
import signal
import socket
from datetime import timedelta
from threading import Event
from types import FrameType

from django.core.management import call_command
from django.db import close_old_connections, transaction
from django.utils import timezone
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from newsroom.configuration import Configuration
from newsroom.pressroom import actions, queries, tasks

log = logging.getLogger(__name__)
# A task that has killed its worker so often is not tried again.
MOST_TRIES = 3
# How long what became of a task is kept.
KEPT = timedelta(days=14)


def tick_once(config: Configuration) -> None:
    """Do all that is due now."""
    now = timezone.now()
    call_command("publish_scheduled")
    actions.lift_embargoes(now=now)
    reap()
    if queries.waiting() and not _is_asked_for(tasks.press_waiting.module_path):
        tasks.press_waiting.enqueue()
    if actions.is_heavy_due(config=config, now=now) and not _is_asked_for(tasks.press_all.module_path):
        tasks.press_all.enqueue()
    DBTaskResult.objects.finished().filter(finished_at__lt=now - KEPT).delete()


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


def reap() -> int:
    """Give back the tasks of workers of this machine that are gone; how many."""
    mine, count = socket.gethostname()[:40], 0
    with transaction.atomic():
        for task in DBTaskResult.objects.running():
            host, _, pid = (task.worker_ids[-1] if task.worker_ids else "").rpartition(":")
            if host != mine or _is_alive(int(pid)):
                continue
            count += 1
            if len(task.worker_ids) >= MOST_TRIES:
                task.set_failed(RuntimeError(f"Its worker was killed {MOST_TRIES} times."))
            else:
                task.status = TaskResultStatus.READY
                task.save(update_fields=["status"])
    return count


def _is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _is_asked_for(path: str) -> bool:
    """Whether a task of this kind waits or is at work."""
    open_ = (TaskResultStatus.READY, TaskResultStatus.RUNNING)
    return DBTaskResult.objects.filter(task_path=path, status__in=open_).exists()
