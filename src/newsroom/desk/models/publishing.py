"""Publication that is whole: what it changes, and that it is to go to press, are on record together or not at all."""

from typing import Any

from django.db import transaction
from wagtail.models import DraftStateMixin


class Whole(DraftStateMixin):
    """Something with drafts. Wagtail's forms save a revision in one transaction, and publish it after that in none."""

    class Meta:
        abstract = True

    @transaction.atomic
    def publish(self, *args: Any, **kwargs: Any) -> None:
        super().publish(*args, **kwargs)

    @transaction.atomic
    def unpublish(self, *args: Any, **kwargs: Any) -> None:
        super().unpublish(*args, **kwargs)
