"""How the tests ask the API: as nobody, with a token, with one that is none."""

import json
from datetime import timedelta
from typing import Any

from django.test import Client
from django.utils import timezone

from newsroom.api.actions import make_token
from newsroom.api.models import Scope
from newsroom.staff.models import User

ROOT = "/api/v1"


class Asking:
    """A client that sends a token, or none."""

    def __init__(self, token: str = "") -> None:
        self._client = Client(HTTP_HOST="127.0.0.1")
        self.headers = {"Authorization": f"Bearer {token}"} if token else {}

    def get(self, path: str, **headers: str) -> Any:
        return self._client.get(ROOT + path, headers={**self.headers, **_names(headers)})

    def send(self, method: str, path: str, body: Any = None, **headers: str) -> Any:
        data = body if isinstance(body, bytes) else json.dumps({} if body is None else body).encode()
        return self._client.generic(
            method, ROOT + path, data, "application/json", headers={**self.headers, **_names(headers)}
        )


def _names(headers: dict[str, str]) -> dict[str, str]:
    return {name.replace("_", "-"): value for name, value in headers.items()}


def nobody() -> Asking:
    return Asking()


def tool_of(user: User, scope: Scope = Scope.WRITE) -> Asking:
    """A tool of somebody, with a token in force."""
    _, secret = make_token(user=user, name="a tool", scope=scope, days=30, now=timezone.now())
    return Asking(secret)


def expired(user: User) -> Asking:
    _, secret = make_token(
        user=user, name="an old tool", scope=Scope.WRITE, days=1, now=timezone.now() - timedelta(days=2)
    )
    return Asking(secret)
