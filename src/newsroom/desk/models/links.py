"""Links that show a story before it is published, to people without an account."""

import secrets

from django.conf import settings
from django.db import models

from newsroom.desk.models.story import Story


def new_token() -> str:
    """43 characters that nobody guesses: 256 bits."""
    return secrets.token_urlsafe(32)


class PreviewLink(models.Model):
    """A way to see what is being written of one story, until its time is over or an editor ends it."""

    token = models.CharField(max_length=60, unique=True, default=new_token, editable=False)
    story = models.ForeignKey(Story, on_delete=models.CASCADE, related_name="links")
    made = models.DateTimeField()
    expires = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering = ["-made"]

    def __str__(self) -> str:
        return f"A link to {self.story}"
