"""The print edition: a typeset sheet for any printer, in two columns, at the largest size that saves paper."""

from freesheet.edition import Artifact, Edition, Kit
from freesheet.paper.compositor import printed
from freesheet.paper.copyfit import fitting
from freesheet.paper.postage import sheets_of
from freesheet.paper.sheet import PAGES, sheet
from freesheet.story.nodes import Issue


def make(issue: Issue, kit: Kit) -> tuple[Artifact, ...]:
    content = sheet(issue, kit, EDITION.name, PAGES[kit.house.printing.paper])
    done = printed("print", content, kit.stamp(issue), fitting())
    return (Artifact("print.pdf", EDITION.name, done.data, done.pages, sheets_of(done.pages), done.sheet.losses),)


EDITION = Edition(
    name="print",
    title="Print",
    make=make,
    files="print.pdf",
    of=("story", "issue"),
    limits="Characters of scripts and symbols that no typeface here has are replaced, and each word is reported.",
)
