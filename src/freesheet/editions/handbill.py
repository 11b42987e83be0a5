"""The handbill edition: one sheet to pin up, and the same four times on a page to cut and hand around."""

from freesheet.edition import Artifact, Edition, Kit
from freesheet.paper.compositor import Compositor, Settings, printed
from freesheet.paper.handbill import bill
from freesheet.paper.postage import sheets_of
from freesheet.story.nodes import Issue


def make(issue: Issue, kit: Kit) -> tuple[Artifact, ...]:
    content = bill(issue, kit, EDITION.name)
    done = printed("handbill", content.sheet, kit.stamp(issue), _as_it_is)
    left = content.losses(EDITION.name, done.told["pieces"], acted=done.told["action"])
    losses = (*done.sheet.losses, *left)
    return (Artifact("handbill.pdf", EDITION.name, done.data, done.pages, sheets_of(done.pages), losses),)


def _as_it_is(compositor: Compositor) -> Settings:
    """The template fits its text by itself, and tells how much of it."""
    compositor.told()
    return {}


EDITION = Edition(
    name="handbill",
    title="Handbill",
    make=make,
    files="handbill.pdf",
    limits="Headline, gist and what a reader can do; pictures, notes and the rest are left out and reported.",
)
