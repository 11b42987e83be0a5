"""What was said of a story in its reviews, and which version each of them saw."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.contrib.contenttypes.models import ContentType
from wagtail.models import ModelLogEntry, Revision, TaskState

from newsroom.desk.models import Story

SAID = {
    TaskState.STATUS_APPROVED: "approved",
    TaskState.STATUS_REJECTED: "sent back",
    "wagtail.publish": "published",
}
FINISHED = (TaskState.STATUS_APPROVED, TaskState.STATUS_REJECTED)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What somebody did with a version of a story: "sent back" by Ana Ruiz, with the reason that she gave."""

    what: str
    who: str
    when: datetime
    revision: int
    comment: str = ""


def verdicts(story: Story) -> list[Verdict]:
    """The story's reviews and publications whose version is kept, the newest first."""
    kept = set(story.revisions.values_list("pk", flat=True))
    found = (one for one in (*_reviews(story), *_publications(story)) if one.revision in kept)
    return sorted(found, key=lambda one: one.when, reverse=True)


def _of(story: Story) -> dict[str, object]:
    return {"base_content_type": ContentType.objects.get_for_model(Story), "object_id": str(story.pk)}


def _reviews(story: Story) -> Iterator[Verdict]:
    states = TaskState.objects.filter(
        status__in=FINISHED, finished_at__isnull=False, **{f"revision__{name}": it for name, it in _of(story).items()}
    )
    for state in states.select_related("finished_by").order_by("-finished_at", "-pk"):
        yield Verdict(SAID[state.status], _name(state.finished_by), state.finished_at, state.revision_id, state.comment)


def _publications(story: Story) -> Iterator[Verdict]:
    kind = ContentType.objects.get_for_model(Story)
    entries = ModelLogEntry.objects.filter(
        content_type=kind, object_id=str(story.pk), action="wagtail.publish", revision__isnull=False
    )
    for entry in entries.select_related("user").order_by("-timestamp", "-pk"):
        yield Verdict(SAID[entry.action], _name(entry.user), entry.timestamp, entry.revision_id)


def _name(user: object) -> str:
    return str(getattr(user, "get_full_name", str)() or user or "")


@dataclass(frozen=True, slots=True)
class Waiting:
    """A story that is in review: since when, who sent it, and what was last decided of it before."""

    since: datetime
    sender: str
    revision: int
    before: Verdict | None


def waiting(story: Story) -> Waiting | None:
    """None where the story is in no review."""
    state = story.current_workflow_task_state
    latest = story.latest_revision_id
    if state is None or latest is None:
        return None
    before = next((one for one in verdicts(story) if one.when < state.started_at), None)
    return Waiting(state.started_at, _name(story.current_workflow_state.requested_by), latest, before)


def of_revision(found: list[Verdict], revision: Revision) -> list[Verdict]:
    """What was decided of one version."""
    return [one for one in found if one.revision == revision.pk]
