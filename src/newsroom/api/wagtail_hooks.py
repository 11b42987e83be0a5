"""The API's place in Wagtail: the tokens of a person's account."""

from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from wagtail import hooks
from wagtail.log_actions import LogActionRegistry

from newsroom.api import views


@hooks.register("register_admin_urls")
def urls() -> list[URLPattern]:
    return [
        path("account/tokens/", views.tokens, name="api_tokens"),
        path("account/tokens/<int:number>/revoke/", views.revoke, name="api_revoke"),
    ]


@hooks.register("register_account_menu_item")
def tokens(_request: HttpRequest) -> dict[str, Any]:
    return {
        "url": reverse("api_tokens"),
        "label": "Tokens for tools",
        "help_text": "Let a program of yours read or write stories as you may.",
    }


@hooks.register("register_log_actions")
def log_actions(registry: LogActionRegistry) -> None:
    registry.register_action("api.token_made", "Make a token", "Made a token for a tool")
    registry.register_action("api.token_revoked", "Revoke a token", "Revoked a token for a tool")
