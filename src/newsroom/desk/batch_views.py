"""The desk's pages on which one thing is done to many stories, and undone."""

from copy import copy
from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.views.decorators.http import require_POST, require_safe
from wagtail.admin.auth import require_admin_access
from wagtail.snippets.bulk_actions.snippet_bulk_action import SnippetBulkAction

from newsroom.desk import batches as deeds
from newsroom.desk.forms import NamesField
from newsroom.desk.models import Batch, Section, Story, Topic
from newsroom.desk.queries import stories_for
from newsroom.desk.refusals import Refused

# So many are named; of the others there is a number.
NAMED = 10


class _Deed(SnippetBulkAction):
    """One of Wagtail's bulk actions, for stories alone. `told` is what was done, with {} for what was typed."""

    models = [Story]
    template_name = "desk/batch.html"
    told = ""
    note = ""

    def check_perm(self, obj: Story) -> bool:
        return deeds.may(self.request.user, self.action_type, obj)

    def get_all_objects_in_listing_query(self, parent_id: Any) -> Any:  # noqa: ARG002 — stories have no parents
        """The stories of the list as it was filtered and searched, not all that there are."""
        listing = copy(self.request)
        listing.GET = QueryDict(urlsplit(self.next_url).query)
        shown = Story.snippet_viewset.index_view
        view = shown.view_class(**shown.view_initkwargs)
        view.setup(listing)
        return [story.pk for story in view.get_queryset()[: deeds.MOST + 1]]

    @classmethod
    def get_queryset(cls, model: Any, object_ids: Any) -> list[Story]:  # noqa: ARG003 — it is one of stories
        numbers = [int(one) for one in object_ids if str(one).isascii() and str(one).isdigit()]
        found = Story.objects.filter(pk__in=numbers).select_related("section", "latest_revision")
        return list(found.prefetch_related("topics")[: deeds.MOST + 1])

    def get_actionable_objects(self) -> Any:
        allowed, others = super().get_actionable_objects()
        seen = set(stories_for(self.request.user, timezone.now()).values_list("pk", flat=True)) if others else set()
        kept = [story for story in others["items_with_no_access"] if story.pk in seen]
        return allowed, {"items_with_no_access": kept}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        many = len(context["items"]) + len(context["items_with_no_access"]) > deeds.MOST
        return context | {"deed": self, "most": deeds.MOST if many else 0}

    def form_valid(self, form: forms.Form) -> HttpResponse:
        """Wagtail would do all of it in one transaction, and nobody else could write meanwhile."""
        self.cleaned_form = form
        stories, others = self.get_actionable_objects()
        if len(stories) + len(others["items_with_no_access"]) > deeds.MOST:
            messages.error(self.request, f"Nothing was changed: choose {deeds.MOST} stories at the most.")
        else:
            user: Any = self.request.user
            done = deeds.do(
                verb=self.action_type,
                stories=stories,
                given=self.given(),
                what=self.done(),
                user=user,
                now=timezone.now(),
            )
            _tell(self.request, done)
        return redirect(self.next_url)

    def given(self) -> Any:
        """What was typed or chosen."""
        return None

    def done(self) -> str:
        return self.told.format(self.given())


def _tell(request: HttpRequest, done: deeds.Done, *, undone: bool = False) -> None:
    if done.count and done.batch:
        link = format_html(' <a href="{}">Undo…</a>', reverse("desk_batches")) if not undone else ""
        before = "Undone: " if undone else ""
        messages.success(request, format_html("{}{}.{}", before, done.batch.what, link))
    if done.left:
        named = format_html_join("; ", "“{}”: {}", ((story, why) for story, why in done.left[:NAMED]))
        more = f" And {len(done.left) - NAMED} more." if len(done.left) > NAMED else ""
        messages.warning(request, format_html("Not changed: {}.{}", named, more))
    if not done.count and not done.left:
        messages.warning(request, "There was nothing to change.")


class _Section(forms.Form):
    section = forms.ModelChoiceField(Section.objects.all(), required=False, empty_label="None")


class FileUnderSection(_Deed):
    display_name, action_type, action_priority = "Move to a section", "section", 11
    aria_label = "Move the chosen stories to a section"
    form_class = _Section

    def given(self) -> Any:
        return self.cleaned_form.cleaned_data["section"]

    def done(self) -> str:
        section = self.given()
        return f"moved to {section}" if section else "moved out of their sections"


class _Topics(forms.Form):
    topics = NamesField(Topic, help_text="They are added to those that each story has. A comma ends one.")

    def clean_topics(self) -> Any:
        if not self.cleaned_data["topics"]:
            raise forms.ValidationError("Write a topic.")
        return self.cleaned_data["topics"]


class FileUnderTopics(_Deed):
    display_name, action_type, action_priority = "Add topics", "topics", 12
    aria_label = "Add topics to the chosen stories"
    form_class = _Topics

    def given(self) -> Any:
        return self.cleaned_form.cleaned_data["topics"]

    def done(self) -> str:
        return f"filed under {', '.join(map(str, self.given()))}"


class Submit(_Deed):
    display_name, action_type, action_priority = "Send for review", "submit", 13
    aria_label = "Send the chosen stories for review"
    told = "sent for review"


class Publish(_Deed):
    display_name, action_type, action_priority = "Publish", "publish", 14
    aria_label = "Publish the chosen stories"
    told = "published"
    note = "Readers see the newest version of each at once."


class _Why(forms.Form):
    why = forms.CharField(
        label="Why they are withdrawn",
        widget=forms.Textarea({"rows": 3}),
        help_text="It stands at the address of each story in place of its text.",
    )


class Withdraw(_Deed):
    display_name, action_type, action_priority = "Withdraw", "withdraw", 15
    aria_label = "Withdraw the chosen stories"
    classes = {"serious"}
    form_class = _Why
    told = "withdrawn"
    note = "Their addresses and headlines stay; their texts and pictures go."

    def given(self) -> Any:
        return self.cleaned_form.cleaned_data["why"]


class Unpublish(_Deed):
    display_name, action_type, action_priority = "Take down", "unpublish", 16
    aria_label = "Take the chosen stories down"
    classes = {"serious"}
    told = "taken down"
    note = "Their addresses say that they are gone. To leave a word at each address, withdraw them instead."


ACTIONS = (FileUnderSection, FileUnderTopics, Submit, Publish, Withdraw, Unpublish)


@require_admin_access
@require_safe
def batches(request: HttpRequest) -> HttpResponse:
    """What was done to many stories at once, the newest first."""
    if not request.user.has_perm("desk.change_story"):
        raise PermissionDenied
    page = Paginator(Batch.objects.select_related("by").defer("stories"), 30).get_page(request.GET.get("p"))
    return render(request, "desk/batches.html", {"page": page})


@require_admin_access
@require_POST
def undo(request: HttpRequest, number: int) -> HttpResponse:
    """Put back what there was, in the stories that this person may change."""
    batch = get_object_or_404(Batch, pk=number)
    if not request.user.has_perm("desk.change_story"):
        raise PermissionDenied
    user: Any = request.user
    try:
        _tell(request, deeds.undo(batch=batch, user=user, now=timezone.now()), undone=True)
    except Refused as error:
        messages.error(request, str(error))
    return redirect("desk_batches")
