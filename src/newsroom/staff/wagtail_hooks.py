"""The staff's place in Wagtail: from the account to passkeys and codes; who may change whose account."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Model
from django.http import HttpRequest
from django.urls import reverse
from wagtail import hooks

from newsroom.staff.models import User


@hooks.register("register_account_menu_item")
def keys(_request: HttpRequest) -> dict[str, Any]:
    return {
        "url": reverse("mfa_index"),
        "label": "Passkeys and codes",
        "help_text": "Sign in without a password, or with a second proof that it is you.",
    }


@hooks.register("before_edit_user")
def owner_is_safe(request: HttpRequest, user: User) -> None:
    """Who looks after the staff may not take over the account of who may do everything."""
    if user.is_superuser and not request.user.is_superuser:
        raise PermissionDenied


@hooks.register("before_bulk_action")
def owners_are_safe(request: HttpRequest, _kind: str, objects: Iterable[Model], _action: object) -> None:
    for one in objects:
        if isinstance(one, User):
            owner_is_safe(request, one)
