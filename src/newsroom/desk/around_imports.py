"""What an import brings to the desk of what stands around the stories; what is there already stays as it is."""

from datetime import datetime

import msgspec

from freesheet.press.archive import Fixed
from freesheet.site.redirects import Table
from freesheet.story import nodes
from newsroom.desk.around_actions import import_redirects
from newsroom.desk.around_exports import Issued, Paged, paged
from newsroom.desk.body import TooDeep
from newsroom.desk.imports import NotTakenIn, Outcome
from newsroom.desk.issues import plan
from newsroom.desk.models import FixedPage, FrontPage, Issue, IssueStory, Pick, Picture, Redirect, Story
from newsroom.desk.pages import page_fields


def take_issue(*, issued: Issued, now: datetime) -> Outcome:
    """An issue of stories that the desk has. Raises NotTakenIn."""
    told = issued.plan
    if row := Issue.objects.filter(slug=told.slug).first():
        shown = row if row.live or not row.latest_revision_id else row.get_latest_revision_as_object()
        return "unchanged" if Issued(plan(shown), not row.live) == issued else "kept"
    found = _stories(told.stories)
    when = None if issued.draft else told.published or now
    row = Issue(
        title=told.title,
        number=told.number,
        introduction=told.introduction,
        slug=told.slug,
        published=told.published,
        live=not issued.draft,
        first_published_at=when,
        last_published_at=when,
    )
    row.stories = [IssueStory(story=story, sort_order=place) for place, story in enumerate(found)]
    row.save()
    _as_first(row)
    return "created"


def take_page(*, page: Paged, now: datetime) -> Outcome:
    """A page that is not of the news. Raises NotTakenIn."""
    if row := FixedPage.objects.filter(slug=page.story.slug).first():
        return "unchanged" if paged(row) == page else "kept"

    def hung(picture: nodes.Picture) -> int | None:
        found = Picture.objects.filter(name=picture.file).first()
        return found.pk if found else None

    fixed = Fixed(page.story.slug, page.story.headline, msgspec.json.encode(page.story))
    try:
        fields = page_fields(fixed, hung)
    except TooDeep as error:
        raise NotTakenIn(str(error)) from error
    when = None if page.draft else now
    row = FixedPage(
        **fields, position=page.position, live=not page.draft, first_published_at=when, last_published_at=when
    )
    row.save()
    _as_first(row)
    if paged(row) != page:
        raise NotTakenIn("The desk would show it otherwise: a picture is missing, or its blocks are not as the desk's.")
    return "created"


def take_picks(*, keys: list[str], now: datetime) -> Outcome:
    """The stories on top of the front page, where nobody has chosen others. Raises NotTakenIn."""
    front = FrontPage.only()
    had = [pick.story.key for pick in front.picks.select_related("story")]
    if had or not keys:
        return "unchanged" if had == keys else "kept"
    front.picks = [Pick(story=story, sort_order=place) for place, story in enumerate(_stories(keys))]
    front.first_published_at = front.last_published_at = now
    front.save()
    _as_first(front)
    return "created"


def take_redirects(*, table: Table) -> tuple[dict[str, Outcome], list[str]]:
    """Old addresses that the desk has not; what became of each, and a sentence for each that leads nowhere."""
    had = {one.source: (one.target, one.status) for one in Redirect.objects.all()}
    new = tuple(row for row in table.rows if row.source not in had)
    done: dict[str, Outcome] = {
        row.source: "unchanged" if had[row.source] == (row.target, row.status) else "kept"
        for row in table.rows
        if row.source in had
    }
    problems = import_redirects(table=Table(new, table.problems), user=None).problems
    came = set(Redirect.objects.filter(source__in=[row.source for row in new]).values_list("source", flat=True))
    return done | {row.source: "created" for row in new if row.source in came}, problems


def _stories(keys: "list[str] | tuple[str, ...]") -> list[Story]:
    """Raises NotTakenIn."""
    found = {story.key: story for story in Story.objects.filter(key__in=keys)}
    if missing := [key for key in keys if key not in found]:
        raise NotTakenIn(f"The story {missing[0]} is not at the desk.")
    return [found[key] for key in keys]


def _as_first(row: Issue | FixedPage | FrontPage) -> None:
    """Its first version; the one that readers see, if they see any."""
    revision = row.save_revision(changed=not row.live)
    if row.live:
        row.live_revision = revision
        row.save(update_fields=["live_revision"])
