"""Answers with a story in one of its editions."""

from django.http import HttpResponse
from django.utils import timezone

from newsroom.desk.houses import house
from newsroom.desk.models import Story
from newsroom.desk.preview import Preview
from newsroom.desk.stories import told


def shown(row: Story, mode: str) -> HttpResponse:
    """A story as it is in the row, saved or not, in an edition."""
    response = HttpResponse(Preview.of(told(row), house(), timezone.now()).shown(mode))
    response["X-Robots-Tag"] = "noindex"
    response["Cache-Control"] = "private, no-store"
    return response
