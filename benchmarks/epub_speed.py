"""The e-book edition against ebooklib and pandoc: the same twenty chapters, finished, into one EPUB."""

import re
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from benchmarks.rounds import compare
from benchmarks.stories import stories
from freesheet import samples
from freesheet.edition import Kit
from freesheet.editions import epub
from freesheet.markup.article import article
from freesheet.markup.notes import endnotes
from freesheet.markup.plates import Plates
from freesheet.press.run import kit_of
from freesheet.story.nodes import Issue

STORIES = 20
_BODY = re.compile(rb"<body>(.*)</body>", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Task:
    """An issue, its chapters as finished pages, and the kit."""

    issue: Issue
    kit: Kit
    plates: Plates
    chapters: tuple[epub.Chapter, ...]

    @property
    def bodies(self) -> list[tuple[str, str]]:
        """The chapters as the peers take them: titles, and what stands inside the body of each page."""
        pages = ((chapter, _BODY.search(chapter.page)) for chapter in self.chapters)
        return [(chapter.title, page[1].decode() if page else "") for chapter, page in pages]


def typeset_once(issue: Issue, kit: Kit) -> None:
    """What a press does once for a story and all its editions."""
    for story in issue.stories:
        endnotes(article(story, kit.house))


def _task(number: int, kit: Kit) -> Task:
    issue = Issue(
        slug=f"issue-{number}", title=f"Issue {number}", stories=tuple(stories(STORIES, 1300, seed=10 + number))
    )
    plates = Plates("epub", kit, 1200)
    return Task(issue, kit, plates, epub.chapters_of(issue, kit, plates))


def _bound(task: Task) -> bytes:
    return epub.bound(task.issue, task.kit, task.chapters, task.plates)


def _written_and_bound(task: Task) -> bytes:
    return epub.EDITION.make(task.issue, task.kit)[0].data


def _ebooklib(task: Task) -> bytes:
    from ebooklib import epub as library

    book = library.EpubBook()
    book.set_identifier(task.issue.slug)
    book.set_title(task.issue.title)
    book.set_language("en")
    chapters = []
    for number, (title, body) in enumerate(task.bodies):
        chapter = library.EpubHtml(title=title, file_name=f"story-{number}.xhtml", lang="en")
        chapter.content = body
        book.add_item(chapter)
        chapters.append(chapter)
    book.toc = chapters
    book.add_item(library.EpubNcx())
    book.add_item(library.EpubNav())
    book.spine = ["nav", *chapters]
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "book.epub"
        library.write_epub(file, book)
        return file.read_bytes()


def _pandoc(task: Task) -> bytes:
    import pypandoc

    page = "\n".join(body for _title, body in task.bodies)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "book.epub"
        title = f"--metadata=title:{task.issue.title}"
        pypandoc.convert_text(page, "epub3", "html", outputfile=str(file), extra_args=[title])
        return file.read_bytes()


def rows(rounds: int = 7) -> Iterator[tuple[str, ...]]:
    kit = kit_of((epub.EDITION,), house=samples.house(), picture=samples.picture)
    tasks = [_task(number, kit) for number in range(rounds + 1)]
    ways = {
        "freesheet epub, binding": _bound,
        "freesheet epub, writing the chapters too": _written_and_bound,
        "ebooklib": _ebooklib,
        "pandoc": _pandoc,
    }
    taken = compare(ways, tasks, ready=lambda task: typeset_once(task.issue, kit))
    for name, way in ways.items():
        yield name, f"{taken[name] / taken['freesheet epub, binding']:.1f}", f"{len(way(tasks[0])) / 1000:.0f}"


HEAD = ("maker", "time for 20 chapters", "kB")
GOAL = "ebooklib at least 3, pandoc at least 80 times the time."
