"""Answers with a story in one of its editions, with an issue in one of its own, with a page of the site."""

from django.http import HttpResponse
from django.utils import timezone

from newsroom.desk import around_preview, issue_preview
from newsroom.desk.houses import house
from newsroom.desk.models import FixedPage, FrontPage, Issue, Story
from newsroom.desk.preview import Preview
from newsroom.desk.stories import told


def shown(row: Story, mode: str) -> HttpResponse:
    """A story as it is in the row, saved or not, in an edition."""
    return _answer(Preview.of(told(row), house(), timezone.now()).shown(mode))


def shown_issue(row: Issue, mode: str) -> HttpResponse:
    """An issue as it is in the row, saved or not, in an edition."""
    return _answer(issue_preview.shown(row, mode, timezone.now()))


def shown_page(row: FixedPage) -> HttpResponse:
    return _answer(around_preview.fixed_page(row))


def shown_front(row: FrontPage) -> HttpResponse:
    return _answer(around_preview.front_page(row, timezone.now()))


def _answer(page: str) -> HttpResponse:
    response = HttpResponse(page)
    response["X-Robots-Tag"] = "noindex"
    response["Cache-Control"] = "private, no-store"
    return response
