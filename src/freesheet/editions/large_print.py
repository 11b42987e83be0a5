"""The large-print edition: 18 points, one column, ragged right, plain type, for readers with low vision."""

from freesheet.edition import Artifact, Edition, Kit
from freesheet.paper.compositor import printed
from freesheet.paper.copyfit import fitting
from freesheet.paper.faces import LARGE
from freesheet.paper.galley import Faces
from freesheet.paper.postage import sheets_of
from freesheet.paper.sheet import PAGES, sheet
from freesheet.story.nodes import Issue

# "Most large print is 18 points" (American Printing House for the Blind, guidelines); nothing is set smaller.
POINTS = (18.0,)
# The footer is as large as the text; so many characters of a headline leave room for the page's number.
SHORT = 34
FACES = Faces(text=LARGE, sans=LARGE, display=LARGE)


def make(issue: Issue, kit: Kit) -> tuple[Artifact, ...]:
    content = sheet(issue, kit, EDITION.name, PAGES[kit.house.printing.paper], FACES, short=SHORT)
    done = printed("large-print", content, kit.stamp(issue), fitting(sizes=POINTS))
    return (Artifact("large-print.pdf", EDITION.name, done.data, done.pages, sheets_of(done.pages), done.sheet.losses),)


EDITION = Edition(
    name="large-print",
    title="Large print",
    make=make,
    files="large-print.pdf",
    of=("story", "issue"),
    limits="Emphasis is bold. Characters that no typeface here has are replaced, and each word is reported.",
)
