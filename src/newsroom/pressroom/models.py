"""What is to go to press, and what became of it."""

from django.conf import settings
from django.db import models


class Run(models.Model):
    """One run of the press; without an end it is at work, or was killed."""

    begun = models.DateTimeField()
    ended = models.DateTimeField(null=True, blank=True)
    editions = models.JSONField(default=list)
    stories = models.PositiveIntegerField(default=0)
    put = models.PositiveIntegerField(default=0, help_text="Files written.")
    removed = models.PositiveIntegerField(default=0, help_text="Files taken away.")
    addresses = models.JSONField(default=list, help_text="The first addresses that show something else now.")
    failures = models.JSONField(default=dict, help_text="What could not be made, and why, by its name.")
    remarks = models.JSONField(default=list)
    problem = models.TextField(blank=True, help_text="Why nothing was published.")

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"Run {self.pk}"

    @property
    def took(self) -> float | None:
        """Seconds; None while it is at work."""
        return (self.ended - self.begun).total_seconds() if self.ended else None

    @property
    def which(self) -> str:
        """What it made when it took no change."""
        return f"{len(self.editions)} editions of what is out"


class Change(models.Model):
    """Something that readers are to see otherwise than before; it is out when a run has taken it."""

    key = models.CharField(max_length=200, help_text="The story's key; empty: the house, its pages, its issues.")
    what = models.CharField(max_length=40)
    made = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL)
    run = models.ForeignKey(Run, null=True, blank=True, on_delete=models.SET_NULL, related_name="changes")
    out = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["id"], name="change_waiting", condition=models.Q(out=None))]

    def __str__(self) -> str:
        return f"{self.what}: {self.key}" if self.key else self.what


class Appearance(models.Model):
    """Since when readers see a story as they do; of one that they saw and see no more, since when it is gone.

    What readers never saw has none, so that it leaves no trace with those who follow the changes.
    """

    key = models.CharField(max_length=200, unique=True)
    since = models.DateTimeField(unique=True)
    gone = models.BooleanField(default=False)

    class Meta:
        ordering = ["since"]

    def __str__(self) -> str:
        return self.key
