"""What an export takes along of what stands around the stories: issues, pages, the front page's picks, redirects."""

from collections.abc import Iterator
from typing import Any

import msgspec

from freesheet.press.archive import IssuePlan
from freesheet.site.redirects import Row
from freesheet.story.nodes import Story
from newsroom.desk.issues import plan
from newsroom.desk.models import FixedPage, FrontPage, Issue, Redirect
from newsroom.desk.pages import page_of


class Issued(msgspec.Struct, frozen=True, omit_defaults=True):
    """An issue, published unless it is a draft."""

    plan: IssuePlan
    draft: bool = False


class Paged(msgspec.Struct, frozen=True, omit_defaults=True):
    """A page that is not of the news, with its place among the others; published unless it is a draft."""

    story: Story
    position: int
    draft: bool = False


def issues(*, drafts: bool) -> list[Issued]:
    """All issues in the order of their slugs; a draft as it is being written."""
    return [Issued(plan(_shown(row)), not row.live) for row in Issue.objects.order_by("slug") if row.live or drafts]


def pages(*, drafts: bool) -> list[Paged]:
    """All pages in their order; a draft as it is being written."""
    return [paged(row) for row in FixedPage.objects.all() if row.live or drafts]


def paged(row: FixedPage) -> Paged:
    shown = _shown(row)
    return Paged(msgspec.json.decode(page_of(shown).story, type=Story), shown.position, not row.live)


def picks() -> list[str]:
    """The keys of the stories on top of the front page."""
    front = FrontPage.objects.filter(live=True).first()
    return [pick.story.key for pick in front.picks.select_related("story")] if front else []


def redirects() -> list[Row]:
    """All redirects by their old addresses."""
    return [one.row for one in Redirect.objects.all()]


def unpublished_changes() -> Iterator[str]:
    """The names of what is out, and is being changed."""
    for row in (*Issue.objects.filter(live=True), *FixedPage.objects.filter(live=True), *FrontPage.objects.all()):
        if row.has_unpublished_changes:
            yield f"{row._meta.verbose_name} {row}"


def _shown(row: Any) -> Any:
    return row if row.live or not row.latest_revision_id else row.get_latest_revision_as_object()
