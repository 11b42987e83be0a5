"""What was scheduled: each thing is published or taken down in one transaction with what is put on record."""

import logging
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from functools import partial
from typing import Any

from django.apps import apps
from django.db import transaction
from wagtail.models import DraftStateMixin, Revision

log = logging.getLogger(__name__)


def publish_due(now: datetime) -> None:
    """Do what is due at `now`. What goes wrong with one is told, and keeps no other from its time."""
    for what, do in (*_expired(now), *_awaited(now)):
        try:
            with transaction.atomic():
                do()
        except Exception:
            log.exception("%s could not be done at its time; it is tried again.", what)


def _expired(now: datetime) -> Iterator[tuple[str, Callable[[], None]]]:
    for model in apps.get_models():
        if issubclass(model, DraftStateMixin):
            past: Iterable[Any] = model._default_manager.filter(live=True, expire_at__lt=now).order_by("expire_at")
            for row in past:
                down = partial(row.unpublish, set_expired=True, log_action="wagtail.unpublish.scheduled")
                yield f"Taking down “{row}”", down


def _awaited(now: datetime) -> Iterator[tuple[str, Callable[[], None]]]:
    for revision in Revision.objects.filter(approved_go_live_at__lt=now).order_by("approved_go_live_at"):
        yield f"Publishing “{revision.object_str}”", partial(revision.publish, log_action="wagtail.publish.scheduled")
