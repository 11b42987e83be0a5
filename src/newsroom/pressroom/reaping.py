"""Which process works on a task, and what becomes of a task whose process is gone."""

import os
import socket
from datetime import datetime, timedelta
from pathlib import Path

from django.db import transaction
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

# A task that has killed its worker so often is not tried again.
MOST_TRIES = 3
LATER = timedelta(minutes=1)
GIVEN_UP = timedelta(days=1)


def name_of(pid: int) -> str:
    """The name under which a process of this machine works: no later process of the same number has it."""
    return f"{socket.gethostname()[:40]}:{pid}:{_begun(pid)}"


def reap() -> int:
    """Give back the tasks of workers of this machine that are gone; how many."""
    mine, count = socket.gethostname()[:40], 0
    with transaction.atomic():
        for task in DBTaskResult.objects.running():
            name = task.worker_ids[-1] if task.worker_ids else ""
            host, _, rest = name.partition(":")
            if host != mine or _is_alive(int(rest.partition(":")[0]), name):
                continue
            count += 1
            if len(task.worker_ids) >= MOST_TRIES:
                task.set_failed(RuntimeError(f"Its worker was killed {MOST_TRIES} times."))
            else:
                task.status = TaskResultStatus.READY
                task.save(update_fields=["status"])
    return count


def try_again(now: datetime) -> int:
    """Have tasks that failed done once more, each time later; how many. The press asks for its own."""
    failed = [
        task
        for task in DBTaskResult.objects.failed().exclude(queue_name="press").filter(finished_at__gt=now - GIVEN_UP)
        if len(task.worker_ids) < MOST_TRIES
    ]
    for task in failed:
        task.status, task.run_after = TaskResultStatus.READY, now + LATER * len(task.worker_ids)
        task.save(update_fields=["status", "run_after"])
    return len(failed)


def _is_alive(pid: int, name: str) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        pass  # it is another user's
    return name_of(pid) == name


def _begun(pid: int) -> str:
    """When a process began, in the machine's own count; empty where the system does not tell."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return ""
    # A killed process whose end nobody has asked for yet is listed, and does nothing any more.
    return "" if fields[0] == "Z" else fields[19]
