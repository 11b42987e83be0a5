"""The text edition: plain UTF-8, 72 columns, links as numbered notes, for any screen, printer or reading machine."""

from freesheet.edition import Artifact, Edition, Kit
from freesheet.markup.text import issue_text
from freesheet.story.nodes import Issue, PullQuote


def make(issue: Issue, kit: Kit) -> tuple[Artifact, ...]:
    text = issue_text(issue, kit.house) + "\n"
    return (Artifact("text.txt", EDITION.name, text.encode()),)


EDITION = Edition(
    name="text",
    title="Plain text",
    make=make,
    files="text.txt",
    of=("story", "issue"),
    leaves_out=(PullQuote,),
    limits="Bold, italics and other type are not shown; pictures are described.",
)
