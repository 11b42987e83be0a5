"""A story as a file, as it is being written: to edit elsewhere and open again, to send, to keep."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe
from wagtail.admin.auth import require_admin_access
from wagtail.permissions import policy_registry

from freesheet.markup.manuscript import manuscript
from freesheet.story.file import write
from newsroom.desk.houses import house
from newsroom.desk.models import Story
from newsroom.desk.preview import Preview
from newsroom.desk.stories import Told, told


@dataclass(frozen=True, slots=True)
class Form:
    """A form that a story is written in: its name for people, its file's ending, and what writes it."""

    title: str
    help: str
    ending: str
    media_type: str
    write: Callable[[Told], bytes]


def _page(found: Told) -> bytes:
    return Preview.of(found, house(), timezone.now()).shown("web").encode()


FORMS: Mapping[str, Form] = {
    "markdown": Form(
        "Markdown",
        "Plain text with marks, to edit in any editor. “Open a file or page” takes it in again.",
        "md",
        "text/markdown; charset=utf-8",
        lambda found: manuscript(found.story),
    ),
    "html": Form(
        "HTML",
        "The page with its pictures inside, to read in a browser or to open in Word or LibreOffice.",
        "html",
        "text/html; charset=utf-8",
        _page,
    ),
    "json": Form(
        "story.json",
        "All that Freesheet knows of it, for programs and archives.",
        "json",
        "application/json",
        lambda found: write(found.story),
    ),
}


def _written(request: HttpRequest, number: int) -> Story:
    """The story as it is being written. Raises PermissionDenied for who may not change it."""
    story: Story = get_object_or_404(Story, pk=number)
    if not policy_registry.get(story).user_has_permission_for_instance(request.user, "change", story):
        raise PermissionDenied
    latest: Story = story.get_latest_revision_as_object()
    return latest


@require_admin_access
@require_safe
def download(request: HttpRequest, number: int) -> HttpResponse:
    """The forms that there are."""
    story = _written(request, number)
    edit = reverse(Story.snippet_viewset.get_url_name("edit"), args=[number])
    return render(request, "desk/download.html", {"story": story, "forms": FORMS, "edit": edit})


@require_admin_access
@require_safe
def file(request: HttpRequest, number: int, form: str) -> HttpResponse:
    """The file; a browser saves it and shows nothing of it."""
    story = _written(request, number)
    if form not in FORMS:
        raise Http404
    wanted = FORMS[form]
    answer = HttpResponse(wanted.write(told(story)), content_type=wanted.media_type)
    answer["Content-Disposition"] = f'attachment; filename="{story.slug or "story"}.{wanted.ending}"'
    answer["Cache-Control"] = "private, no-store"
    return answer
