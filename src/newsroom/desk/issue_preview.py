"""An issue in all its editions before it goes out: what each takes and leaves out, which stories are not out yet."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from django.template.loader import render_to_string

from freesheet.edition import Artifact, losses
from freesheet.editions import EDITIONS
from freesheet.site.downloads import money, size
from newsroom.desk.around_preview import issue_page
from newsroom.desk.houses import house
from newsroom.desk.issues import Planned, planned
from newsroom.desk.models import Issue
from newsroom.desk.modes import ISSUE_MODES
from newsroom.desk.preview import Preview, rendered

# Every edition that an issue has, in the order of the table of editions.
ISSUE_EDITIONS = tuple(edition.name for edition in EDITIONS.values() if "issue" in edition.of)


@dataclass(frozen=True, slots=True)
class Made:
    """An edition of an issue: its file, how large it is, what it takes to print; what is left out, how often."""

    edition: str
    title: str
    file: str
    size: str
    sheets: int
    sides: int
    cost: str
    lost: tuple[tuple[str, int], ...]


def preview_of(issue: Planned, now: datetime) -> Preview:
    return Preview.of_issue(issue.issue, issue.pictures, house(), now)


def made(preview: Preview, edition: str) -> Made:
    """What comes of an issue in an edition."""
    kind, artifacts = EDITIONS[edition], preview.artifacts(edition)
    first, sides = artifacts[0], sum(one.pages for one in artifacts)
    lost = dict.fromkeys(
        (
            *(loss for story in preview.issue.stories for loss in losses(story, kind)),
            *(loss for one in artifacts for loss in one.losses),
        )
    )
    return Made(
        edition,
        kind.title,
        first.path,
        size(sum(len(one.data) for one in artifacts)),
        sum(one.sheets for one in artifacts),
        sides,
        money(sides * preview.house.printing.price_cents),
        tuple(Counter(loss.what for loss in lost).items()),
    )


def shown(row: Issue, mode: str, now: datetime) -> str:
    """The page that shows an issue, saved or not, in one of the modes."""
    issue = planned(row, now, house().zone)
    if not issue.entries:
        context = {"title": ISSUE_MODES[mode], "heading": issue.issue.title}
        return render_to_string("desk/preview/no_stories.html", context)
    if mode == "site":
        return issue_page(issue, row.published or now)
    preview = preview_of(issue, now)
    if mode == "before":
        return rendered("issue", preview, mode, **report(issue, preview))
    return preview.shown(mode)


def report(issue: Planned, preview: Preview) -> dict[str, object]:
    """What an editor should know of an issue before it goes out."""
    editions = [made(preview, name) for name in ISSUE_EDITIONS]
    return {"planned": issue, "editions": editions, "lacking": [one for one in editions if one.lost]}


def file_of(row: Issue, edition: str, now: datetime) -> Artifact:
    """The main file of an edition of what is being written of an issue."""
    return preview_of(planned(row, now, house().zone), now).artifacts(edition)[0]
