"""The staff's place in Wagtail: from the account to passkeys and codes."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from wagtail import hooks


@hooks.register("register_account_menu_item")
def keys(_request: HttpRequest) -> dict[str, Any]:
    return {
        "url": reverse("mfa_index"),
        "label": "Passkeys and codes",
        "help_text": "Sign in without a password, or with a second proof that it is you.",
    }
