"""Every word of a story is in each edition's text, or in a reported loss: the invariant that matters most."""

import re
from collections.abc import Iterator

import pytest
from hypothesis import given, settings

from freesheet import samples
from freesheet.edition import Artifact, losses
from freesheet.editions import EDITIONS
from freesheet.editions.message.latin import ascii_of
from freesheet.house import House
from freesheet.markup.article import Article, article
from freesheet.press.run import kit_of
from freesheet.story.file import read, write
from freesheet.story.nodes import (
    Aside,
    Block,
    Cell,
    Embed,
    Inlines,
    Issue,
    Link,
    Note,
    Picture,
    Preformatted,
    PullQuote,
    Story,
    Table,
    Text,
)
from freesheet.story.walk import blocks_inside, children, every_block, every_inline, inlines_inside, text_of
from tests.extraction import squeezed, texts
from tests.strategies import picture_for_all, stories, story

HOUSE = House(name="The Test House", site="https://example.org", postal="1 Main St, Springfield")
# A note's number may stand behind a link, and "(online)" in a library that is read offline.
BETWEEN = r"(?:\d{0,4}(?:online|enlínea|enligne|علىالإنترنت)?\d{0,4})"
# Their pages cut paragraphs in two, and a furniture line or another column stands between.
PAPER = ("print", "large-print", "booklet", "handbill")
PICTURES_SHOWN = ("print", "large-print", "booklet")
# How many times a paragraph may run over a column or a page.
PAGES = 5
OF_STORIES = sorted(set(EDITIONS) - {"json"})


def runs(told: Article, *, pictures_shown: bool) -> Iterator[list[str]]:
    """Each unbroken run of an article's words, in pieces between which a note's number may stand.

    Where a picture is shown on paper, its description is in the file for machines, not among the words on the page.
    """
    yield [told.headline]
    yield [told.dek]
    yield from _runs(told.byline)
    for block in told.blocks:
        yield from _runs_of(block, pictures_shown)


def _runs_of(block: Block, pictures_shown: bool) -> Iterator[list[str]]:
    for content in _contents(block):
        yield from _runs(content)
    if isinstance(block, Picture):
        yield ["" if block.decorative or pictures_shown else block.alt]
        yield [block.credit]
    for inner in blocks_inside(block):
        yield from _runs_of(inner, pictures_shown)


def _contents(block: Block) -> Iterator[Inlines]:
    """A table's cells are read one by one, and a quote's source apart from its words."""
    match block:
        case Table(rows, caption):
            yield caption
            yield from (cell.content for row in rows for cell in row)
        case PullQuote():
            # Words of the body, again: editions may leave them out, and say so.
            yield from ()
        case Preformatted(text):
            yield from ((Text(line),) for line in text.splitlines())
        case Embed(title=title):
            yield (Text(title),)
        case Aside(title=title):
            yield (Text(title),)
        case _:
            yield inlines_inside(block)


def _cell_runs(table: Table) -> Iterator[list[str]]:
    for row in table.rows:
        for cell in row:
            yield from _runs(cell.content)


def _runs(content: Inlines) -> Iterator[list[str]]:
    run: list[str] = []
    for piece in _pieces(content):
        if piece is None:
            yield run
            run = []
        else:
            run.append(piece)
    yield run
    for note in every_inline(content):
        if isinstance(note, Note):
            yield from _runs(note.content)


def _pieces(content: Inlines) -> Iterator[str | None]:
    """The words between the places where a note's number may stand; None for a link without words of its own.

    Some editions call such a link by its title or address, which is no word of the story: the run ends before it.
    """
    told = ""
    for inline in content:
        inner = children(inline)
        if isinstance(inline, Note):
            yield told
            told = ""
        elif isinstance(inline, Link) and not text_of(inner).strip():
            yield from (told, None)
            told = ""
        elif any(isinstance(node, Link | Note) for node in (inline, *every_inline(inner))):
            yield told
            yield from _pieces(inner)
            told = ""
        else:
            told += text_of((inline,))
    yield told


def missing(story: Story, read_back: str, lost: str, edition: str) -> list[str]:
    """The runs of a story that stand neither in the text that was read back nor in the losses."""
    plain = (lambda text: ascii_of(text, story.language)) if edition == "message" else str
    there, gone = squeezed(read_back), squeezed(plain(lost))
    told = article(story, HOUSE)
    cells = [run for block in every_block(told.blocks) if isinstance(block, Table) for run in _cell_runs(block)]
    absent = []
    for run in runs(told, pictures_shown=edition in PICTURES_SHOWN):
        pieces = [piece for part in run if (piece := squeezed(plain(part)))]
        pattern = BETWEEN.join(map(re.escape, pieces))
        if re.search(pattern, there) or re.search(pattern, gone):
            continue
        # Cells stand side by side: behind each line of one, its neighbour's is read.
        lines = sum(len(part.split()) for part in run) if run in cells else 0
        if edition not in PAPER or not in_stretches("".join(pieces), there, len(pieces) + PAGES + lines):
            absent.append(" | ".join(run))
    return absent


def in_stretches(words: str, there: str, most: int) -> bool:
    """Whether the words stand there in a few unbroken stretches, as a paragraph over columns and pages does."""
    stretches = 0
    while words and stretches < most:
        low, high = 0, len(words)
        while low < high:
            middle = (low + high + 1) // 2
            low, high = (middle, high) if words[:middle] in there else (low, middle - 1)
        if not low:
            return False
        words, stretches = words[low:], stretches + 1
    return not words


def make(name: str, story: Story) -> tuple[tuple[Artifact, ...], str]:
    """An edition of a story, and the words of all the losses that it reports."""
    edition = EDITIONS[name]
    kit = kit_of((edition,), house=HOUSE, picture=picture_for_all)
    artifacts = edition.make(Issue.of(story), kit)
    lost = [loss.text for artifact in artifacts for loss in artifact.losses]
    return artifacts, "\n".join([*lost, *(loss.text for loss in losses(story, edition))])


@pytest.mark.needs("pdftotext")
@pytest.mark.parametrize("name", OF_STORIES)
@pytest.mark.parametrize("sample", samples.names())
def test_every_word_of_a_sample_is_in_each_edition(name: str, sample: str) -> None:
    story = samples.story(sample)
    artifacts, lost = make(name, story)
    for where, read_back in texts(name, artifacts):
        assert not missing(story, read_back, lost, name), where


@pytest.mark.needs("pdftotext")
@pytest.mark.parametrize("name", OF_STORIES)
def test_every_word_of_any_story_is_in_each_edition(name: str) -> None:
    @settings(max_examples=12 if name in ("print", "large-print", "booklet", "handbill", "bundle", "zim") else 40)
    # What a PDF gives back of scripts that run both ways in one line is the reader's guess; samples stand for them.
    @given(stories(latin_only=name in PAPER))
    def every_word(story: Story) -> None:
        artifacts, lost = make(name, story)
        for where, read_back in texts(name, artifacts):
            assert not missing(story, read_back, lost, name), where

    every_word()


@pytest.mark.needs("pdftotext")
@pytest.mark.parametrize("name", ["print", "large-print", "booklet"])
@pytest.mark.parametrize("above", [0, 30])
def test_a_long_cell_over_several_rows_is_not_cut_off_at_the_end_of_a_page(name: str, above: int) -> None:
    def cell(text: str, *, header: bool = False, rows: int = 1) -> Cell:
        return Cell((Text(text),), header, rows=rows)

    words = [f"word{number}" for number in range(400)]
    head = tuple(cell(text, header=True) for text in ("When", "Who", "What " * 60 + " ".join(words)))
    rows = (head, (cell(" ".join(words), rows=2), cell("a"), cell("b")), (cell("c"), cell("d")))
    told = story(*["The county library will keep its printer free. " * 6] * above, Table(rows))
    for where, read_back in texts(name, make(name, told)[0]):
        assert [word for word in words if word not in read_back] == [], where


@given(stories())
def test_the_json_edition_is_the_story_itself(story: Story) -> None:
    artifacts, _lost = make("json", story)
    assert read(next(a.data for a in artifacts if a.path == "story.json")) == read(write(story))
