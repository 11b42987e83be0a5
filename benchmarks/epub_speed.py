"""The e-book edition against ebooklib and pandoc: the same twenty typeset stories into one EPUB."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks.rounds import compare
from benchmarks.stories import stories
from freesheet import samples
from freesheet.edition import Kit
from freesheet.editions import epub
from freesheet.markup.article import article
from freesheet.markup.html import Html
from freesheet.markup.notes import endnotes
from freesheet.press.run import kit_of
from freesheet.story.nodes import Issue, Story

STORIES = 20


def _chapter(story: Story, kit: Kit) -> str:
    told = article(story, kit.house)
    html = Html(told.words, endnotes(told), image=lambda _picture: html.inlines(()))
    return f"<h1>{told.headline}</h1>\n{html.blocks(told.body)}"


def typeset_once(issue: Issue, kit: Kit) -> None:
    """What a press does once for a story and all its editions; none of the makers is charged with it."""
    for story in issue.stories:
        endnotes(article(story, kit.house))


def _ebooklib(issue: Issue, kit: Kit) -> bytes:
    from ebooklib import epub as library

    book = library.EpubBook()
    book.set_identifier(issue.slug)
    book.set_title(issue.title)
    book.set_language("en")
    chapters = []
    for story in issue.stories:
        chapter = library.EpubHtml(title=story.headline, file_name=f"{story.slug}.xhtml", lang="en")
        chapter.content = _chapter(story, kit)
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


def _pandoc(issue: Issue, kit: Kit) -> bytes:
    import pypandoc

    page = "\n".join(_chapter(story, kit) for story in issue.stories)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "book.epub"
        pypandoc.convert_text(
            page, "epub3", "html", outputfile=str(file), extra_args=[f"--metadata=title:{issue.title}"]
        )
        return file.read_bytes()


def rows(rounds: int = 5) -> Iterator[tuple[str, ...]]:
    kit = kit_of((epub.EDITION,), house=samples.house(), picture=samples.picture)
    issues = [
        Issue(slug=f"issue-{n}", title=f"Issue {n}", stories=tuple(stories(STORIES, 1300, seed=10 + n)))
        for n in range(rounds + 1)
    ]
    ways = {
        "freesheet epub": lambda issue: epub.EDITION.make(issue, kit)[0].data,
        "ebooklib": lambda issue: _ebooklib(issue, kit),
        "pandoc": lambda issue: _pandoc(issue, kit),
    }
    taken = compare(ways, issues, ready=lambda issue: typeset_once(issue, kit))
    for name, way in ways.items():
        yield name, f"{taken[name] / taken['freesheet epub']:.1f}", f"{len(way(issues[0])) / 1000:.0f}"


HEAD = ("maker", "time for 20 stories", "kB")
GOAL = "ebooklib at least 3, pandoc at least 80 times the time."
