"""The contact sheet: every file of a run on one page, as a reader of each edition would first see it."""

import email
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from email.policy import default
from fnmatch import fnmatch
from pathlib import Path

import pypdfium2
from jinja2 import Environment, PackageLoader, StrictUndefined
from libzim.reader import Archive

from freesheet.edition import Edition
from freesheet.press.disk import writing_to
from freesheet.press.report import counted, size
from freesheet.press.run import Made, Run
from freesheet.story.nodes import Issue

SHEET = "contact-sheet.html"
# Where the sheet keeps what it shows of files that no browser opens, below the run's folder.
SHOWN = "contact-sheet"
# Twice the width of a card, for sharp screens.
PICTURE_WIDTH = 520
# Where an edition is read, when that is not a page of paper; classes of the sheet's style.
SHAPES = {
    "web": "phone",
    "lite": "phone",
    "message": "tablet",
    "booklet": "fold",
    "email": "screen",
    "epub": "reader",
    "zim": "screen",
    "bundle": "screen",
    "json": "screen",
}


@dataclass(frozen=True, slots=True)
class Card:
    """One edition: the file it leads to, what shows it, and the shape of where it is read; paths from the sheet."""

    title: str
    shape: str
    path: str
    shown: str
    told: str

    @property
    def is_picture(self) -> bool:
        return self.shown.endswith(".png")


@dataclass(frozen=True, slots=True)
class Row:
    """A story or an issue with its cards."""

    headline: str
    cards: tuple[Card, ...]


def contact_sheet(to: Path, done: Run, issues: tuple[Issue, ...], editions: tuple[Edition, ...]) -> Path:
    """Write the sheet beside what a run made, and give its path. Raises CantWrite."""
    environment = Environment(loader=PackageLoader("freesheet.demo", "."), autoescape=True, undefined=StrictUndefined)
    with writing_to(to):
        rows = tuple(Row(issue.title, tuple(_cards(to, done, issue, editions))) for issue in issues)
        (to / SHEET).write_text(environment.get_template("sheet.html").render(rows=rows), "utf-8")
    return to / SHEET


def _cards(to: Path, done: Run, issue: Issue, editions: tuple[Edition, ...]) -> Iterator[Card]:
    for edition in editions:
        files = [made for made in done.made if made.issue == issue.slug and made.edition == edition.name]
        first = next((made for made in files if fnmatch(Path(made.path).name, edition.leftovers(issue))), None)
        if first:
            yield Card(edition.title, SHAPES.get(edition.name, "page"), first.path, _shown(to, first), _told(first))


def _told(made: Made) -> str:
    paper = f", {counted(made.sheets, 'sheet')}" if made.sheets else ""
    return f"{Path(made.path).name}, {size(made.bytes)}{paper}"


def _shown(to: Path, made: Made) -> str:
    """What a browser can show of a file: the file itself, or something taken out of it."""
    file, folder = to / made.path, to / SHOWN / made.issue
    show = SHOW.get(file.suffix)
    if not show:
        return made.path
    folder.mkdir(parents=True, exist_ok=True)
    return show(file, folder / made.edition).relative_to(to).as_posix()


def _page_of_pdf(file: Path, to: Path) -> Path:
    picture = to.with_suffix(".png")
    with pypdfium2.PdfDocument(file) as document:
        page = document[0]
        if page.get_width() > page.get_height():
            # The outside of a folded sheet has its last page beside its first; the last side is the middle, to be read.
            page = document[len(document) - 1]
        page.render(scale=PICTURE_WIDTH / page.get_width()).to_pil().save(picture, optimize=True)
    return picture


def _letter(file: Path, to: Path) -> Path:
    message = email.message_from_bytes(file.read_bytes(), policy=default)
    body = message.get_body(("html",))
    page = to.with_suffix(".html")
    page.write_text(body.get_content() if body else "", "utf-8")
    return page


def _book(file: Path, to: Path) -> Path:
    with zipfile.ZipFile(file) as book:
        book.extractall(to)
    chapters = sorted(to.rglob("*.xhtml"))
    return max(chapters, key=lambda chapter: chapter.stat().st_size)


def _library(file: Path, to: Path) -> Path:
    archive = Archive(file)
    main: str = archive.main_entry.get_item().path
    for number in range(archive.all_entry_count):
        entry = archive._get_entry_by_id(number)  # the reader has no public way to list its entries
        if not entry.is_redirect and entry.get_item().mimetype.startswith(("text/html", "text/css", "image/")):
            page = to / entry.path
            page.parent.mkdir(parents=True, exist_ok=True)
            page.write_bytes(bytes(entry.get_item().content))
    return to / main


def _folder(file: Path, to: Path) -> Path:
    with zipfile.ZipFile(file) as bundle:
        bundle.extractall(to)
    return to / "index.html"


SHOW: dict[str, Callable[[Path, Path], Path]] = {
    ".pdf": _page_of_pdf,
    ".eml": _letter,
    ".epub": _book,
    ".zim": _library,
    ".zip": _folder,
}
