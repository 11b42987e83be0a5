"""The desk's pages about a story's versions: what is different, who wanted it so, and the way back."""

from collections.abc import Mapping
from typing import Any

from django.contrib.admin.utils import quote
from django.contrib.auth.models import AnonymousUser
from django.urls import reverse
from django.utils.functional import cached_property
from wagtail.admin.panels import Panel
from wagtail.admin.views.generic.history import ActionColumn
from wagtail.models import ModelLogEntry, Revision
from wagtail.snippets.views.snippets import HistoryView, RevisionsCompareView

from newsroom.desk.comparing import Line, changes, thumbnails
from newsroom.desk.houses import house
from newsroom.desk.models import Story
from newsroom.desk.reviews import of_revision, verdicts, waiting
from newsroom.desk.standing import told
from newsroom.staff.models import User


def comparison_url(story: Story, before: object, after: object) -> str:
    return reverse(Story.snippet_viewset.get_url_name("revisions_compare"), args=[quote(story.pk), before, after])


def _seen(line: Line, shown: Mapping[str, str]) -> list[tuple[str, str, str]]:
    """The pictures of a line: what became of each, where the desk shows it, its file."""
    return [(fate, shown.get(file, ""), file) for fate, file in line.pictures]


class StoryComparison(RevisionsCompareView):
    """Two versions of a story as one text."""

    template_name = "desk/comparison.html"

    def _get_comparison(self, revision_a: Story, revision_b: Story) -> list[Any]:
        return list(changes(revision_a, revision_b))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        shown, zone, said = thumbnails(context["comparison"]), house().zone, verdicts(self.object)
        old, new = (self._version(one) for one in (self.revision_id_a, self.revision_id_b))
        latest = self.object.latest_revision_id
        is_back = bool(old and new and old.pk == latest and new.pk != latest)
        return context | {
            "versions": [
                (name, told(one.created_at, zone), one.user, of_revision(said, one))
                for name, one in (("Before", old), ("After", new))
                if one
            ],
            "changes": [
                (change.label, [(line, _seen(line, shown)) for line in change.lines])
                for change in context["comparison"]
            ],
            "zone": zone,
            "back": self._back(new) if is_back and new else "",
        }

    def _version(self, which: str) -> Revision | None:
        """The version of a number or a word; None where what readers see is of none."""
        found = self.object.revisions.order_by("created_at", "id")
        match str(which):
            case "live":
                return found.filter(pk=self.object.live_revision_id).first()
            case "earliest":
                return found.first()
            case "latest":
                return found.last()
            case number:
                return found.filter(pk=number).first()

    def _back(self, version: Revision) -> str:
        return reverse(Story.snippet_viewset.get_url_name("revisions_revert"), args=[quote(self.object.pk), version.pk])


class _Actions(ActionColumn):
    """Whoever wants an earlier version back is first shown what that would change."""

    def get_actions(self, instance: Any, parent_context: Any) -> list[dict[str, Any]]:
        actions: list[dict[str, Any]] = super().get_actions(instance, parent_context)
        back = reverse(self.url_names["revisions_revert"], args=[quote(self.object.pk), instance.revision_id or 0])
        for action in actions:
            if action["url"] == back:
                latest = self.object.latest_revision_id
                action |= {
                    "url": comparison_url(self.object, latest, instance.revision_id),
                    "label": "Bring this version back…",
                }
        return actions


class StoryHistory(HistoryView):
    @cached_property
    def columns(self) -> list[Any]:
        actions, *others = super().columns
        told_of = {name: getattr(actions, name) for name in ("object", "url_names", "user_can_unschedule")}
        return [_Actions("message", label="Action", **told_of), *others]


def why(entry: ModelLogEntry) -> str:
    """What was said about a change when it was saved."""
    return str(entry.data.get("why", ""))


def keep_why(story: Story, user: User | AnonymousUser, said: str) -> None:
    """Write why somebody changed a story beside what they did with its latest version."""
    if not (said := " ".join(said.split())):
        return
    entries = ModelLogEntry.objects.for_instance(story).filter(user=user, revision_id=story.latest_revision_id)
    for entry in entries:
        entry.data["why"] = said
        entry.save(update_fields=["data"])


class ReviewPanel(Panel):
    """In the form of a story that is in review: who wants it reviewed, and what has changed since the last review."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "desk/review_panel.html"

        @cached_property
        def waiting(self) -> Any:
            return waiting(self.instance) if self.instance.pk else None

        def is_shown(self) -> bool:
            return self.waiting is not None

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            context: dict[str, Any] = super().get_context_data(parent_context)
            found = self.waiting
            before = found.before
            return context | {
                "waiting": found,
                "zone": house().zone,
                "changes": comparison_url(self.instance, before.revision, found.revision) if before else "",
            }
