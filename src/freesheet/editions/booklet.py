"""The booklet edition: half-sheet pages, set in one column, imposed for folding and stapling."""

from freesheet.edition import Artifact, Edition, Kit
from freesheet.markup.words import right_to_left
from freesheet.paper.compositor import printed
from freesheet.paper.copyfit import fitting
from freesheet.paper.impose import impose
from freesheet.paper.phrases import phrases_of
from freesheet.paper.postage import sheets_of
from freesheet.paper.sheet import HALVES, sheet
from freesheet.story.nodes import Issue

# A page has half the width of a sheet, so a line holds as many words at 10 points as on the sheet at 11.
POINTS = (10.0, 9.75, 9.5)
PAGES_A_SHEET = 4


def make(issue: Issue, kit: Kit) -> tuple[Artifact, ...]:
    page = HALVES[kit.house.printing.paper]
    content = sheet(issue, kit, EDITION.name, page, fold=phrases_of(issue.language).fold)
    done = printed("booklet", content, kit.stamp(issue), fitting(sides=PAGES_A_SHEET, sizes=POINTS))
    data, sides = impose(done.data, fold_on_the_right=right_to_left(issue.language))
    return (Artifact("booklet.pdf", EDITION.name, data, sides, sheets_of(sides), done.sheet.losses),)


EDITION = Edition(
    name="booklet",
    title="Booklet",
    make=make,
    files="booklet.pdf",
    of=("story", "issue"),
    limits=(
        "Print on both sides, flip on the short edge, fold, staple. For paper alone: its pages stand in the order of "
        "the fold, and it has neither links nor tags for a screen reader."
    ),
)
