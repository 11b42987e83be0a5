"""What happens at the desk is put on record here, in the same transaction."""

from typing import Any

from django.apps import apps
from django.db import models
from django.db.models.signals import post_delete, post_save, pre_delete
from django.dispatch import Signal
from wagtail.signals import published, unpublished

from newsroom.desk import queries as desk
from newsroom.desk.signals import around_changed
from newsroom.pressroom.actions import note_change

# What stands around the stories and is published, by its model.
AROUND = {"Issue": "issue", "FixedPage": "page", "FrontPage": "front page"}
FILED = {"Section": "section", "Topic": "topics", "Storyline": "storylines", "Series": "series", "Partner": "partner"}


def connect() -> None:
    """Listen to the desk."""
    story = apps.get_model("desk", "Story")
    published.connect(_published, sender=story, dispatch_uid="pressroom")
    unpublished.connect(_unpublished, sender=story, dispatch_uid="pressroom")
    post_delete.connect(_deleted, sender=story, dispatch_uid="pressroom")
    for name, told in AROUND.items():
        model = apps.get_model("desk", name)
        for signal, what in ((published, "published"), (unpublished, "taken down"), (post_delete, "deleted")):
            _listen(signal, model, f"{told} {what}")
    redirect = apps.get_model("desk", "Redirect")
    _listen(post_save, redirect, "redirects")
    _listen(post_delete, redirect, "redirects")
    around_changed.connect(_around_changed, dispatch_uid="pressroom")
    for name in FILED:
        model = apps.get_model("desk", name)
        post_save.connect(_renamed, sender=model, dispatch_uid=f"pressroom-{name}")
        pre_delete.connect(_leaving, sender=model, dispatch_uid=f"pressroom-{name}")


def _listen(signal: Signal, model: type[models.Model], what: str) -> None:
    def note(revision: Any = None, **_more: Any) -> None:
        note_change(keys=[""], what=what, user=getattr(revision, "user", None))

    signal.connect(note, sender=model, weak=False, dispatch_uid=f"pressroom-{what}")


def _around_changed(what: str, user: Any, **_more: Any) -> None:
    note_change(keys=[""], what=what, user=user)


def _published(instance: Any, revision: Any = None, **_more: Any) -> None:
    what = "withdrawn" if instance.withdrawn else "published"
    note_change(keys=[instance.key], what=what, user=getattr(revision, "user", None))


def _unpublished(instance: Any, **_more: Any) -> None:
    note_change(keys=[instance.key], what="unpublished")


def _deleted(instance: Any, **_more: Any) -> None:
    note_change(keys=[instance.key], what="deleted")


def _renamed(sender: type[models.Model], instance: Any, *, created: bool, **_more: Any) -> None:
    if not created and (keys := desk.keys_under(FILED[sender.__name__], instance.pk)):
        note_change(keys=keys, what=f"{sender.__name__.lower()} changed")


def _leaving(sender: type[models.Model], instance: Any, **_more: Any) -> None:
    if keys := desk.keys_under(FILED[sender.__name__], instance.pk):
        note_change(keys=keys, what=f"{sender.__name__.lower()} gone")
