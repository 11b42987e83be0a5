"""Pages of the site that are no stories, as they would look now: an issue's, a page of the house, the front page."""

import os
from collections.abc import Iterable, Sequence
from datetime import datetime

import msgspec
from msgspec.structs import replace

from freesheet.edition import MissingPicture
from freesheet.pictures import fit
from freesheet.press.folder import setting_in
from freesheet.site.card import card_of
from freesheet.site.make import make_page
from freesheet.site.pages import Copies, Copy, FixedPage, FrontPage, GivePage, IssueFact, IssuePage, Link, Page
from freesheet.site.setting import Setting
from freesheet.story.nodes import Story
from newsroom.configuration import read
from newsroom.desk import models, queries
from newsroom.desk.issues import Planned
from newsroom.desk.pages import page_of
from newsroom.desk.preview import picture_of, with_pictures
from newsroom.desk.stories import Told, told

# As wide as the lead stands on a large screen.
LEAD_WIDTH = 960


def setting() -> Setting:
    """What the site's pages are made with now. Raises BadArchive, BadHouse."""
    pages = models.FixedPage.objects.filter(live=True)
    return setting_in(read(os.environ).home, fixed=tuple(Link(page.title, f"{page.slug}/") for page in pages))


def issue_page(planned: Planned, published: datetime) -> str:
    """The page of an issue, with the stories that readers do not see yet."""
    issue, here = planned.issue, setting()
    fact = IssueFact(issue.slug, issue.title, issue.number, published.isoformat(), issue.introduction)
    return _shown(IssuePage(fact, _cards(issue.stories, here, published), ()), here)


def fixed_page(row: models.FixedPage) -> str:
    page = page_of(row)
    made: Page = GivePage(page.story) if page.slug == "give" else FixedPage(page.slug, page.title, page.story)
    return _shown(made, setting())


def front_page(row: models.FrontPage, now: datetime) -> str:
    """The picks that readers see, then the newest stories, as the press chooses them."""
    here = setting()
    wanted = [pick.story_id for pick in row.picks.all()]
    seen = {one.pk: told(one) for one in queries.rows().filter(queries.visible(now), pk__in=wanted)}
    picks = [seen[number] for number in wanted if number in seen and not seen[number].story.withdrawal]
    most = here.house.front.stories
    latest = [told(one) for one in queries.newest(now).exclude(pk__in=wanted)[:most]]
    if not picks:
        picks, latest = latest[:1], latest[1:]
    copies, files = _lead(picks, here)
    page = FrontPage(
        _cards([one.story for one in picks], here, now),
        _cards([one.story for one in reversed(latest)], here, now),
        (),
        copies,
        next((_fact(issue) for issue in queries.live_issues(now)), None),
    )
    return with_pictures(_shown(page, here), files)


def _fact(row: models.Issue) -> IssueFact:
    return IssueFact(row.slug, row.title, row.number, row.published.isoformat() if row.published else "")


def _lead(picks: Sequence[Told], here: Setting) -> tuple[Copies | None, dict[str, bytes]]:
    """The picture of the first story, in one form."""
    if not picks or not (lead := picks[0].story.lead):
        return None, {}
    try:
        fitted = fit(picture_of(picks[0].pictures)(lead.file), lead.file, width=LEAD_WIDTH)
    except MissingPicture:
        return None, {}
    copy = Copy(f"pictures/lead.{fitted.extension}", fitted.width, fitted.height)
    return Copies(((fitted.media_type, (copy,)),)), {f"{here.root}/{copy.path}": fitted.data}


def _cards(stories: Iterable[Story], here: Setting, now: datetime) -> tuple[bytes, ...]:
    dated = (story if story.published else replace(story, published=now) for story in stories)
    return tuple(msgspec.msgpack.encode(card_of(story, here.house)) for story in dated)


def _shown(page: Page, here: Setting) -> str:
    """The page's own file, with the house's logo inside."""
    made = make_page(page, here)[0][1].decode()
    if not here.logo:
        return made
    file = read(os.environ).home / here.logo.path
    return with_pictures(made, {f"{here.root}/{here.logo.path}": file.read_bytes()})
