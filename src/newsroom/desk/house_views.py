"""The house at the desk: its settings, who changed them, and the way back."""

import os
from pathlib import Path
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from wagtail.admin.auth import require_admin_access

from freesheet.house import BadHouse
from freesheet.press.disk import CantWrite
from freesheet.site.logo import ENDINGS
from newsroom.configuration import read
from newsroom.desk import around_actions, house_file
from newsroom.desk.around_actions import ChangedMeanwhile
from newsroom.desk.house_form import HouseForm, HouseText, label, told
from newsroom.desk.models import HouseVersion

MEANWHILE = "Somebody else has changed the house in this moment. What you typed is still here; save again."
SHOWN = 50


def _home(request: HttpRequest) -> Path:
    """The newsroom's folder. Raises PermissionDenied for who may not look after the house."""
    if not request.user.has_perm("desk.change_house"):
        raise PermissionDenied
    return read(os.environ).home


def _text(home: Path) -> str:
    file = home / house_file.NAME
    return file.read_text("utf-8", errors="replace") if file.is_file() else ""


@require_admin_access
@require_http_methods(["GET", "POST"])
def house(request: HttpRequest) -> HttpResponse:
    """The settings, field by field; the file itself when it has a mistake."""
    home = _home(request)
    text = _text(home)
    base = _seen(request.POST["seen"], text) if "seen" in request.POST else text
    # What was refused may be saved again, over what is there now.
    data = {**request.POST.dict(), "seen": house_file.digest(text)} if request.method == "POST" else None
    try:
        form = HouseForm(data, request.FILES or None, text=text, base=base, logos=_logos(home))
    except BadHouse as error:
        return _mend(request, home, text, error)
    if form.is_bound and form.is_valid():
        if form.new_text == text:
            messages.success(request, "Nothing was changed.")
            return redirect("desk_house")
        try:
            if form.new_logo:
                around_actions.keep_logo(home=home, name=form.new_logo[0], data=form.new_logo[1])
            _keep(request, home, form.new_text, form.cleaned_data["seen"], form.cleaned_data["why"])
        except ChangedMeanwhile:
            form.add_error(None, MEANWHILE)
        except CantWrite as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, "The house is changed. The whole site is made again, which takes a while.")
            return redirect("desk_house")
    return render(request, "desk/house.html", {"form": form}, status=422 if form.errors else 200)


def _seen(digest: str, newest: str) -> str | None:
    """The text that somebody had before them; None when it was never kept."""
    kept = HouseVersion.objects.values_list("text", flat=True)[:SHOWN]
    return next((text for text in (newest, *kept) if house_file.digest(text) == digest), None)


def _mend(request: HttpRequest, home: Path, text: str, error: BadHouse) -> HttpResponse:
    initial = {"text": text, "seen": house_file.digest(text)}
    form = HouseText(request.POST if "text" in request.POST else None, initial=initial)
    if form.is_bound and form.is_valid():
        try:
            _keep(request, home, form.cleaned_data["text"], form.cleaned_data["seen"], "Mended")
        except ChangedMeanwhile:
            form.add_error(None, MEANWHILE)
        except CantWrite as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "The house is mended.")
            return redirect("desk_house")
    shown = {"form": form, "problems": error.problems}
    return render(request, "desk/house_text.html", shown, status=422 if form.errors else 200)


def _keep(request: HttpRequest, home: Path, text: str, seen: str, why: str) -> None:
    user: Any = request.user
    around_actions.keep_house(home=home, text=text, seen=seen, user=user, why=why, now=timezone.now())


def _logos(home: Path) -> list[str]:
    folder = home / "theme"
    return sorted(file.name for file in folder.glob("*") if file.suffix in ENDINGS) if folder.is_dir() else []


@require_admin_access
@require_safe
def history(request: HttpRequest) -> HttpResponse:
    """Who changed what, the newest first."""
    text = _text(_home(request))
    versions = list(HouseVersion.objects.select_related("by")[: SHOWN + 1])
    shown = [
        (version, _changes(before.text if before else None, version.text), version.text == text)
        for version, before in zip(versions[:SHOWN], [*versions[1:], None], strict=False)
    ]
    return render(request, "desk/house_history.html", {"versions": shown, "seen": house_file.digest(text)})


def _changes(old: str | None, new: str) -> list[tuple[str, str, str]]:
    if old is None:
        return []
    try:
        return [(label(name), told(was), told(now)) for name, was, now in house_file.differences(old, new)]
    except BadHouse as error:
        return [("The file", "", " ".join(error.problems))]


@require_admin_access
@require_POST
def restore(request: HttpRequest, number: int) -> HttpResponse:
    """Bring an earlier house back, as a new version."""
    home, version = _home(request), get_object_or_404(HouseVersion, pk=number)
    try:
        _keep(request, home, version.text, request.POST.get("seen", ""), f"As on {version.made:%d %B %Y, %H:%M} UTC")
    except ChangedMeanwhile:
        messages.error(request, "Somebody else has changed the house meanwhile; look again.")
    except (BadHouse, CantWrite) as error:
        messages.error(request, f"It was not brought back. {error}")
    else:
        messages.success(request, "The house is as it was then. The whole site is made again, which takes a while.")
    return redirect("desk_house_history")
