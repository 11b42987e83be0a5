"""What stands around the stories, as the press is told of it: issues, picks, pages, redirects."""

from dataclasses import dataclass

from freesheet.press.archive import Fixed, IssuePlan
from freesheet.site.redirects import Row
from newsroom.desk.issues import plan
from newsroom.desk.models import FixedPage, FrontPage, Issue, Redirect
from newsroom.desk.pages import page_of


@dataclass(frozen=True, slots=True)
class Around:
    """All that readers are to see beside stories."""

    issues: tuple[IssuePlan, ...]
    picks: tuple[str, ...]
    pages: tuple[Fixed, ...]
    redirects: tuple[Row, ...]


def around() -> Around:
    """What is published now."""
    front = FrontPage.objects.filter(live=True).first()
    return Around(
        tuple(map(plan, Issue.objects.filter(live=True))),
        tuple(pick.story.key for pick in front.picks.select_related("story")) if front else (),
        tuple(map(page_of, FixedPage.objects.filter(live=True))),
        tuple(one.row for one in Redirect.objects.all()),
    )
