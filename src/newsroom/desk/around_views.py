"""The desk's own pages of issues and redirects, beside Wagtail's."""

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe
from wagtail.admin.auth import require_admin_access

from freesheet.edition import MissingPicture, NoRoom
from freesheet.site import redirects
from newsroom.desk import around_actions
from newsroom.desk.houses import house
from newsroom.desk.issue_preview import ISSUE_EDITIONS, file_of, preview_of, report
from newsroom.desk.issues import planned
from newsroom.desk.models import Issue

# A hundred thousand lines.
LARGEST_TABLE = 20_000_000


def _issue(request: HttpRequest, number: int) -> Issue:
    """What is being written of an issue. Raises PermissionDenied for who may not change it."""
    if not request.user.has_perm("desk.change_issue"):
        raise PermissionDenied
    row: Issue = get_object_or_404(Issue, pk=number).get_latest_revision_as_object()
    return row


@require_admin_access
@never_cache
@require_safe
def issue_editions(request: HttpRequest, number: int) -> HttpResponse:
    """Every edition of an issue, with its size and the paper that it takes; each can be opened."""
    row, now = _issue(request, number), timezone.now()
    issue = planned(row, now, house().zone)
    shown: dict[str, Any] = {"issue": row, "house": house(), "issue_pk": number}
    shown["edit"] = reverse(Issue.snippet_viewset.get_url_name("edit"), args=[number])
    if issue.entries:
        try:
            shown |= report(issue, preview_of(issue, now))
        except (MissingPicture, NoRoom) as error:
            shown["problem"] = str(error)
    return render(request, "desk/issue_editions.html", shown)


@require_admin_access
@never_cache
@require_safe
def issue_file(request: HttpRequest, number: int, edition: str) -> HttpResponse:
    """One edition of an issue as a file."""
    row = _issue(request, number)
    if edition not in ISSUE_EDITIONS or not row.stories.exists():
        raise Http404
    try:
        file = file_of(row, edition, timezone.now())
    except (MissingPicture, NoRoom) as error:
        return HttpResponse(str(error), status=422, content_type="text/plain; charset=utf-8")
    headers = {"Content-Disposition": f'attachment; filename="{file.path.rpartition("/")[2]}"'}
    return HttpResponse(file.data, content_type="application/octet-stream", headers=headers)


class RedirectTable(forms.Form):
    file = forms.FileField(
        label="A table", help_text="CSV in UTF-8. Its first line is: from,to,status; the status may be left out."
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > LARGEST_TABLE:
            raise forms.ValidationError(f"The table is larger than {LARGEST_TABLE / 1e6:.0f} MB; divide it.")
        return file


@require_admin_access
@require_http_methods(["GET", "POST"])
def import_redirects(request: HttpRequest) -> HttpResponse:
    """Take in a table of old addresses; each line that can't be used is told."""
    if not request.user.has_perm("desk.add_redirect"):
        raise PermissionDenied
    form = RedirectTable(request.POST, request.FILES) if request.method == "POST" else RedirectTable()
    done = None
    if form.is_valid():
        file, user = form.cleaned_data["file"], request.user
        table = redirects.read(file.read(), house().site, file.name)
        done = around_actions.import_redirects(table=table, user=user)  # type: ignore[arg-type]
    status = 422 if form.errors else 200
    return render(request, "desk/import_redirects.html", {"form": form, "done": done}, status=status)
