"""How the staff signs in: nobody signs up alone, and who has a second factor is asked for it."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class Adapter(DefaultAccountAdapter):
    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002 — nobody is asked who they are
        return False
