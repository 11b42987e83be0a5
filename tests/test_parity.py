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
from freesheet.story.nodes import Block, Inlines, Issue, Link, Note, Picture, Story
from freesheet.story.walk import blocks_inside, children, every_inline, inlines_inside, text_of
from tests.extraction import squeezed, texts
from tests.strategies import picture_for_all, stories

HOUSE = House(name="The Test House", site="https://example.org", postal="1 Main St, Springfield")
# A note's number may stand behind a link, and "(online)" in a library that is read offline.
BETWEEN = r"(?:\d{0,4}(?:online|enlínea|enligne|علىالإنترنت)?\d{0,4})"
OF_STORIES = sorted(set(EDITIONS) - {"json"})


def runs(told: Article) -> Iterator[list[str]]:
    """Each unbroken run of an article's words, in pieces between which a note's number may stand."""
    yield [told.headline]
    yield [told.dek]
    yield from _runs(told.byline)
    for block in told.blocks:
        yield from _runs_of(block)


def _runs_of(block: Block) -> Iterator[list[str]]:
    for content in _contents(block):
        yield from _runs(content)
    if isinstance(block, Picture):
        yield [block.alt if not block.decorative else ""]
        yield [block.credit]
    for inner in blocks_inside(block):
        yield from _runs_of(inner)


def _contents(block: Block) -> Iterator[Inlines]:
    """A table's cells are read one by one, and a quote's source apart from its words."""
    match block:
        case _ if hasattr(block, "rows"):
            yield block.caption
            yield from (cell.content for row in block.rows for cell in row)
        case _ if hasattr(block, "source"):
            yield getattr(block, "content", ())
            yield block.source
        case _ if hasattr(block, "text"):
            yield from ()
        case _:
            yield inlines_inside(block)


def _runs(content: Inlines) -> Iterator[list[str]]:
    yield list(_pieces(content))
    yield from (list(_pieces(note.content)) for note in every_inline(content) if isinstance(note, Note))


def _pieces(content: Inlines) -> Iterator[str]:
    told = ""
    for inline in content:
        inner = children(inline)
        if isinstance(inline, Note):
            yield told
            told = ""
        elif any(isinstance(node, Link | Note) for node in (inline, *every_inline(inner))):
            yield told
            yield from _pieces(inner)
            told = ""
        else:
            told += text_of((inline,))
    yield told


def missing(story: Story, read_back: str, lost: str, *, ascii_only: bool = False) -> list[str]:
    """The runs of a story that stand neither in the text that was read back nor in the losses."""
    there, gone = squeezed(read_back), squeezed(ascii_of(lost, story.language) if ascii_only else lost)
    absent = []
    for run in runs(article(story, HOUSE)):
        pieces = [squeezed(ascii_of(piece, story.language) if ascii_only else piece) for piece in run]
        pattern = BETWEEN.join(re.escape(piece) for piece in pieces if piece)
        if pattern and not re.search(pattern, there) and not re.search(pattern, gone):
            absent.append(" | ".join(run))
    return absent


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
        assert not missing(story, read_back, lost, ascii_only=name == "message"), where


@pytest.mark.needs("pdftotext")
@pytest.mark.parametrize("name", OF_STORIES)
def test_every_word_of_any_story_is_in_each_edition(name: str) -> None:
    @settings(max_examples=12 if name in ("print", "large-print", "booklet", "handbill", "bundle", "zim") else 40)
    @given(stories())
    def every_word(story: Story) -> None:
        artifacts, lost = make(name, story)
        for where, read_back in texts(name, artifacts):
            assert not missing(story, read_back, lost, ascii_only=name == "message"), where

    every_word()


@given(stories())
def test_the_json_edition_is_the_story_itself(story: Story) -> None:
    artifacts, _lost = make("json", story)
    assert read(next(a.data for a in artifacts if a.path == "story.json")) == read(write(story))
