"""What was done to many stories at once, so that it can be undone at once."""

from django.conf import settings
from django.db import models


class Batch(models.Model):
    """One deed: `verb` on each of the `stories`, told with what there was before; `what` is told to people."""

    verb = models.CharField(max_length=20)
    what = models.CharField(max_length=250)
    stories = models.JSONField(default=list)
    made = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    undone = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-id"]
        verbose_name = "change of many stories"
        verbose_name_plural = "changes of many stories"
        default_permissions = ("view",)

    def __str__(self) -> str:
        return self.what
