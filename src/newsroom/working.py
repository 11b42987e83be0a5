"""A worker: takes tasks from the database, one after the other."""

import os
import socket

from django_tasks_db.management.commands.db_worker import Worker

# Seconds between two looks for work: a change is out in well under a second.
INTERVAL = 0.1


def name_of(pid: int) -> str:
    """The name under which a process of this machine works."""
    return f"{socket.gethostname()[:40]}:{pid}"


def work(number: int) -> None:
    """Work until a signal ends it; the task at hand is finished first. The first worker alone presses."""
    worker = Worker(
        queue_names=["*"],
        excluded_queue_names=[] if number == 1 else ["press"],
        interval=INTERVAL,
        batch=False,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id=name_of(os.getpid()),
    )
    worker.configure_signals()
    worker.run()
