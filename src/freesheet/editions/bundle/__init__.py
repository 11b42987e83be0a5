"""The bundle: a zip of an issue that opens on any computer, with every story to read, as text, and to print."""

from collections.abc import Mapping
from dataclasses import dataclass

from freesheet.edition import Artifact, Edition, Kit
from freesheet.editions.bundle.phrases import phrases_of
from freesheet.markup.article import article
from freesheet.markup.front import Entry, front, style
from freesheet.markup.words import words_of
from freesheet.parcel import pack
from freesheet.story.nodes import Issue, Story

PAGE, TEXT, PRINT = "web", "text", "print"
# The issue's own files, by the edition that they come from.
WHOLE = {TEXT: "issue.txt", PRINT: "issue.pdf"}
# The text editor of an old Windows wants its own line ends, and a mark that the file is UTF-8.
NEWLINE, ENCODING = "\r\n", "utf-8-sig"

Files = Mapping[str, Artifact]


@dataclass(frozen=True, slots=True)
class Packed:
    """A story in the zip: its files by path, and its entry on the front page."""

    files: Files
    entry: Entry


def make(issue: Issue, kit: Kit) -> tuple[Artifact, ...]:
    """The zip; its losses are those of the editions that it is made of."""
    stories = tuple(_packed(story, kit) for story in issue.stories)
    whole = {} if issue.alone else {WHOLE[name]: made for name, made in _sheets(issue, kit).items()}
    taken = {path: made for files in (whole, *(story.files for story in stories)) for path, made in files.items()}
    own = {
        "README.txt": _readme(issue, kit),
        "index.html": front(issue, kit, [story.entry for story in stories], _also(whole, issue.language)).encode(),
        "style.css": style(kit.house.look.accent).encode(),
    }
    parcel = pack(sorted((own | {path: made.data for path, made in taken.items()}).items()))
    losses = tuple(dict.fromkeys(loss for made in taken.values() for loss in made.losses))
    return (Artifact(EDITION.files.format(slug=issue.slug), EDITION.name, parcel, losses=losses),)


def _packed(story: Story, kit: Kit) -> Packed:
    """The page is made for the zip, since it may lead only to the editions that lie beside it there."""
    alone = Issue.of(story)
    sheets = _sheets(alone, kit)
    pages = kit.made(PAGE, alone, {name: made.path for name, made in sheets.items()})
    folder = f"stories/{story.slug}"
    beside = {f"{folder}/{made.path}": made for made in sheets.values()}
    page = next(made.path for made in pages if made.path.endswith(".html"))
    entry = Entry(article(story, kit.house), f"{folder}/{page}", also=_also(beside, story.language))
    return Packed(beside | {f"{folder}/{made.path}": made for made in pages}, entry)


def _sheets(issue: Issue, kit: Kit) -> Files:
    """The text and the print of an issue or a story, by edition; their first artifact is the whole of it."""
    return {name: made for name in (TEXT, PRINT) for made in kit.made(name, issue)[:1]}


def _also(files: Files, language: str) -> tuple[tuple[str, str], ...]:
    return tuple((_title(made, language), path) for path, made in files.items())


def _title(made: Artifact, language: str) -> str:
    """What a link to a file says; what a print takes is told before it is opened."""
    words = words_of(language)
    if made.edition == TEXT:
        return words.text_only
    return f"{words.print} ({phrases_of(language).paper.format(pages=made.pages, sheets=made.sheets)})"


def _readme(issue: Issue, kit: Kit) -> bytes:
    sentences = phrases_of(issue.language).readme
    told = NEWLINE.join(sentence.format(title=issue.title, house=kit.house.name) for sentence in sentences)
    return (told + NEWLINE).encode(ENCODING)


EDITION = Edition(
    name="bundle",
    title="Bundle",
    make=make,
    files="{slug}.zip",
    of=("issue",),
    limits="What plays on the web is a link.",
    made_of=(TEXT, PRINT),
)
