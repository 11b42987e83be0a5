"""The desk's first page: what waits for whoever signs in."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Max, Q
from django.urls import reverse
from django.utils import timezone
from wagtail.admin.ui.components import Component
from wagtail.models import ModelLogEntry, TaskState, WorkflowState

from newsroom.desk.houses import house
from newsroom.desk.models import Story
from newsroom.desk.queries import facts_of, stories_for, with_facts
from newsroom.desk.reviews import waiting
from newsroom.desk.standing import standing, told
from newsroom.desk.versions import comparison_url
from newsroom.staff.models import User

# So many stories a panel names; the list has the others.
SHOWN = 10
# What comes out within a day is what somebody should still look at today.
SOON = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Row:
    """A story, what is told of it, and a page that says more."""

    story: Story
    edit: str
    note: str
    link: str = ""
    label: str = ""


class Panel(Component):
    """Some stories under a heading; nothing where there are none."""

    template_name = "desk/home_panel.html"

    def __init__(self, order: int, title: str, rows: Callable[[User], Iterable[Row]], user: User) -> None:
        self.order, self.title, self._rows, self._user = order, title, rows, user

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:  # noqa: ARG002 — it is known whose it is
        rows = list(self._rows(self._user)) if self._user.has_perm("desk.add_story") else []
        return {"title": self.title, "rows": rows, "name": f"desk-home-{self.order}"}


def panels(user: Any) -> list[Panel]:
    kinds = (("Awaiting your review", to_review), ("Handed in by you", handed_in))
    others = (("Coming out within a day", soon), ("What you worked on last", recent))
    return [Panel(order, title, rows, user) for order, (title, rows) in enumerate((*kinds, *others))]


def _row(story: Story, note: str, link: str = "", label: str = "") -> Row:
    return Row(story, reverse(Story.snippet_viewset.get_url_name("edit"), args=[story.pk]), note, link, label)


def _newest(story: Story) -> Story:
    latest: Story = story.latest_revision.as_object() if story.latest_revision else story
    return latest


def to_review(user: User) -> Iterable[Row]:
    """The stories that this person may decide about, the longest waiting first."""
    kind = ContentType.objects.get_for_model(Story)
    states = TaskState.objects.reviewable_by(user).filter(revision__base_content_type=kind)
    numbers = list(states.order_by("started_at").values_list("revision__object_id", flat=True)[:SHOWN])
    found = Story.objects.select_related("latest_revision").in_bulk(map(int, numbers))
    for story in (found[int(one)] for one in numbers if int(one) in found):
        if state := waiting(story):
            since = f"since {told(state.since, house().zone)}"
            note = f"{since}, sent by {state.sender}" if state.sender else since
            if before := state.before:
                link = comparison_url(story, before.revision, state.revision)
                yield _row(_newest(story), f"{note}; {before.what} before", link, "What has changed since")
            else:
                yield _row(_newest(story), note)


def handed_in(user: User) -> Iterable[Row]:
    """What this person sent for review, and where that stands."""
    kind = ContentType.objects.get_for_model(Story)
    states = WorkflowState.objects.active().filter(base_content_type=kind, requested_by=user)
    numbers = [int(one) for one in states.order_by("-created_at").values_list("object_id", flat=True)[:SHOWN]]
    return _told(stories_for(user, timezone.now()).filter(pk__in=numbers))


def soon(user: User) -> Iterable[Row]:
    """What readers will see within a day."""
    now = timezone.now()
    within = {"gt": now, "lte": now + SOON}
    scheduled = {f"_revisions__approved_go_live_at__{name}": value for name, value in within.items()}
    held = {f"embargo__{name}": value for name, value in within.items()}
    dated = {f"published__{name}": value for name, value in within.items()}
    wanted = Q(**scheduled) | Q(live=True, **held) | Q(live=True, **dated)
    numbers = stories_for(user, now).filter(wanted).values_list("pk", flat=True).distinct()[:SHOWN]
    return _told(Story.objects.filter(pk__in=list(numbers)))


def recent(user: User) -> Iterable[Row]:
    """What this person has changed, the last first."""
    kind = ContentType.objects.get_for_model(Story)
    entries = ModelLogEntry.objects.filter(content_type=kind, user=user).values("object_id")
    last = entries.annotate(when=Max("timestamp")).order_by("-when")[:SHOWN]
    order = [int(entry["object_id"]) for entry in last]
    rows = {row.story.pk: row for row in _told(stories_for(user, timezone.now()).filter(pk__in=order))}
    return [rows[number] for number in order if number in rows]


def _told(stories: Any) -> Iterable[Row]:
    now, zone = timezone.now(), house().zone
    for story in with_facts(stories.select_related("latest_revision")):
        where = standing(facts_of(story), now, zone)
        yield _row(_newest(story), f"{where.state.capitalize()}. {where.why}")
