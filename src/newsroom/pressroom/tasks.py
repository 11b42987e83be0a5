"""What workers do for the pressroom."""

import os

from django.utils import timezone
from django_tasks import task

from newsroom.configuration import read
from newsroom.pressroom import actions
from newsroom.pressroom.queries import waiting


@task(queue_name="press", priority=10)
def press_waiting() -> int:
    """Publish what waits; a change that comes meanwhile goes out too. The number of the last run, 0 for none."""
    config, last = read(os.environ), 0
    while waiting() and (run := actions.press_changes(config=config, now=timezone.now())):
        last = run.pk
        if run.problem:
            return last
    if last:
        press_rest.enqueue()
    return last


@task(queue_name="press")
def press_rest() -> int:
    """Make the editions that take longer, but those that the tick asks for."""
    return _publish(leaving=actions.HEAVY)


@task(queue_name="press", priority=-10)
def press_all() -> int:
    """Make every edition."""
    return _publish(leaving=())


def _publish(*, leaving: tuple[str, ...]) -> int:
    config = read(os.environ)
    editions = tuple(name for name in config.editions if name not in leaving)
    return int(actions.publish(config=config, editions=editions, now=timezone.now()).pk)
