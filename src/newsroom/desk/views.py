"""The desk's own pages beside Wagtail's."""

from typing import Any

from django import forms
from django.apps import apps
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from wagtail.admin.auth import require_admin_access
from wagtail.permissions import policy_registry

from freesheet.intake import NotTaken, Raw
from freesheet.intake.door import open_raw
from freesheet.story.file import BadStory
from newsroom.desk import actions
from newsroom.desk.models import PreviewLink, Story
from newsroom.desk.modes import MODES
from newsroom.desk.showing import shown

NAMED = ("topic", "storyline")
MOST_NAMES = 12


@require_admin_access
@require_safe
def names(request: HttpRequest, kind: str) -> JsonResponse:
    """The names of terms that begin as what was typed."""
    if kind not in NAMED:
        raise Http404
    begun = request.GET.get("term", "")
    terms = apps.get_model("desk", kind)._default_manager.filter(name__istartswith=begun) if begun else []
    return JsonResponse([str(term) for term in terms[:MOST_NAMES]], safe=False)


def _story(request: HttpRequest, number: int, verb: str) -> Story:
    """The story that somebody wants to do something with. Raises PermissionDenied for who may not."""
    story: Story = get_object_or_404(Story, pk=number)
    if not policy_registry.get(story).user_has_permission_for_instance(request.user, verb, story):
        raise PermissionDenied
    return story


# A Word file with its pictures.
LARGEST_FILE = 50_000_000


class Opening(forms.Form):
    file = forms.FileField(required=False, label="A file", help_text="Word, Markdown, HTML, plain text or story.json.")
    address = forms.URLField(
        required=False, assume_scheme="https", label="or the address of a page", help_text="It is fetched once, now."
    )

    def clean(self) -> dict[str, Any]:
        found: dict[str, Any] = super().clean() or {}
        if not self.errors and bool(found.get("file")) == bool(found.get("address")):
            raise ValidationError("Choose a file, or write an address; one of the two.")
        if not str(found.get("address") or "https://").startswith(("http://", "https://")):
            raise ValidationError("An address begins with https:// or http://.")
        if found.get("file") and found["file"].size > LARGEST_FILE:
            raise ValidationError(f"The file is larger than {LARGEST_FILE / 1e6:.0f} MB.")
        return found


@require_admin_access
@require_http_methods(["GET", "POST"])
def open_story(request: HttpRequest) -> HttpResponse:
    """A new story out of a file or a page, with what was left out of it."""
    if not policy_registry.get_by_type(Story).user_has_permission(request.user, "add"):
        raise PermissionDenied
    form = Opening(request.POST, request.FILES) if request.method == "POST" else Opening()
    if form.is_valid():
        try:
            opened = actions.open_story(raw=_raw(form), user=_member(request))
        except (BadStory, NotTaken) as error:
            form.add_error(None, str(error))
        else:
            return render(request, "desk/opened.html", {"opened": opened, "edit": _edit(opened.story)})
    return render(request, "desk/open.html", {"form": form}, status=422 if form.errors else 200)


def _raw(form: Opening) -> Raw:
    """What is to be opened. Raises NotTaken."""
    file = form.cleaned_data["file"]
    return Raw(file.read(), file.name) if file else open_raw(form.cleaned_data["address"])


class Withdrawal(forms.Form):
    why = forms.CharField(
        label="Why it is withdrawn",
        widget=forms.Textarea({"rows": 4}),
        help_text="One or two sentences. They stand at the story's address in place of its text.",
    )


@require_admin_access
@require_http_methods(["GET", "POST"])
def withdraw(request: HttpRequest, number: int) -> HttpResponse:
    """Take a published story back, or show a withdrawn one again."""
    story = _story(request, number, "publish")
    if not story.live:
        messages.error(request, "Nobody sees this story, so that there is nothing to withdraw.")
        return redirect(_edit(story))
    form = Withdrawal(request.POST or None)
    user = _member(request)
    if request.method == "POST" and "again" in request.POST:
        actions.take_back_withdrawal(story=story, user=user)
        messages.success(request, f"“{story}” is shown again.")
        return redirect(_edit(story))
    if request.method == "POST" and form.is_valid():
        actions.withdraw(story=story, why=form.cleaned_data["why"], user=user, now=timezone.now())
        messages.success(request, f"“{story}” is withdrawn. Its address says why.")
        return redirect(_edit(story))
    status = 422 if form.errors else 200
    return render(request, "desk/withdraw.html", {"story": story, "form": form, "edit": _edit(story)}, status=status)


def _edit(story: Story) -> str:
    return reverse(Story.snippet_viewset.get_url_name("edit"), args=[story.pk])


@require_admin_access
@require_http_methods(["GET", "POST"])
def share(request: HttpRequest, number: int) -> HttpResponse:
    """The links that show a story to people without an account; a new one, at a button."""
    story, user = _story(request, number, "change"), _member(request)
    if request.method == "POST":
        actions.share(story=story, user=user, now=timezone.now())
        return redirect(request.path)
    links = [
        (link, request.build_absolute_uri(reverse("desk_shared", args=[link.token])))
        for link in PreviewLink.objects.filter(story=story, expires__gt=timezone.now())
    ]
    return render(request, "desk/share.html", {"story": story, "links": links, "edit": _edit(story)})


@require_admin_access
@require_POST
def end_sharing(request: HttpRequest, number: int) -> HttpResponse:
    """End a link before its time."""
    link = get_object_or_404(PreviewLink, pk=number)
    _story(request, link.story_id, "change")
    actions.end_sharing(link=link, user=_member(request))
    return redirect("desk_share", link.story_id)


def _member(request: HttpRequest) -> Any:
    return request.user


@login_not_required
@never_cache
@require_safe
def shared(_request: HttpRequest, token: str, mode: str = "web") -> HttpResponse:
    """What is being written of a story, to whoever has its link."""
    link = get_object_or_404(PreviewLink.objects.select_related("story"), token=token, expires__gt=timezone.now())
    if mode not in MODES:
        raise Http404
    return shown(link.story.get_latest_revision_as_object(), mode)
