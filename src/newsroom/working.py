"""A worker: takes tasks from the database, one after the other."""

import os

from django_tasks_db.management.commands.db_worker import Worker

from newsroom.configuration import Configuration
from newsroom.pressroom.reaping import name_of, reap

# Seconds between two looks for work: a change is out in well under a second.
INTERVAL = 0.1


def work(config: Configuration, number: int) -> None:
    """Work until a signal ends it; the task at hand is finished first.

    The first worker alone presses; where there are others, it does nothing else, so that a change waits for no other
    work. What a worker that was killed has left is taken up before anything else.
    """
    reap()
    worker = Worker(
        queue_names=["press"] if number == 1 and config.workers > 1 else ["*"],
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
