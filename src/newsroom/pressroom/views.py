"""What the desk shows of the press: each run, what went out, what failed and why."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe
from wagtail.admin.auth import require_admin_access

from newsroom.pressroom import queries
from newsroom.pressroom.tasks import press_waiting

SHOWN = 50


def _may(request: HttpRequest) -> None:
    if not request.user.has_perm("pressroom.view_run"):
        raise PermissionDenied


@require_admin_access
@require_safe
def runs(request: HttpRequest) -> HttpResponse:
    """The newest runs, and how many changes wait."""
    _may(request)
    shown = {"runs": queries.last_runs(SHOWN), "waiting": queries.waiting()}
    return render(request, "pressroom/runs.html", shown)


@require_admin_access
@require_POST
def again(request: HttpRequest) -> HttpResponse:
    """Send what waits to press once more."""
    _may(request)
    press_waiting.enqueue()
    messages.success(request, "The press was asked to try again.")
    return redirect("pressroom_runs")
