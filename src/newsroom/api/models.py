"""Tokens, with which a tool does what its person may."""

from django.conf import settings
from django.db import models


class Scope(models.TextChoices):
    READ = "read", "Read the stories that I may change"
    WRITE = "write", "Read and write, as far as I may"


class Token(models.Model):
    """A tool's way in. It is kept nowhere itself: `digest` tells it from all others, `begins` from the person's."""

    digest = models.CharField(max_length=64, unique=True, editable=False)
    begins = models.CharField(max_length=20, editable=False)
    name = models.CharField(max_length=80, help_text="What it is for, such as “layout script”.")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    scope = models.CharField(max_length=5, choices=Scope.choices, default=Scope.READ)
    made = models.DateTimeField()
    expires = models.DateTimeField()
    used = models.DateTimeField(null=True, blank=True)
    revoked = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-made"]

    def __str__(self) -> str:
        return self.name
