"""A body at the desk is the body of the story: nodes to blocks, through the editor, and back."""

import json
from typing import Any, get_args

import pytest
from hypothesis import assume, given
from msgspec.structs import replace
from wagtail.admin.rich_text.converters.contentstate import ContentstateConverter

from freesheet.story import nodes
from freesheet.story.nodes import (
    Block,
    Blocks,
    Break,
    Cell,
    Emphasis,
    Foreign,
    Heading,
    List,
    Note,
    Paragraph,
    Picture,
    Quotation,
    Strong,
    Table,
)
from freesheet.story.walk import plain
from newsroom.desk.blocks import RUNNING, body_blocks
from newsroom.desk.body import DEEPEST, NODES, TooDeep, blocks_of, stream_of
from newsroom.desk.rich import blocks_in, running
from tests.newsroom.desk.settled import settled
from tests.strategies import blocks, bullets, inline, link, paragraph, quotation


class Gallery:
    """Photographs by their numbers, as the desk keeps them."""

    def __init__(self) -> None:
        self.hung = list[Picture]()

    def hang(self, picture: Picture) -> int:
        self.hung.append(picture)
        return len(self.hung)

    def take(self, number: int) -> Picture:
        """What is told of it where it stands is told there, not by the photograph."""
        return replace(self.hung[number - 1], alt="", caption=())


def there_and_back(body: Blocks) -> Blocks:
    gallery = Gallery()
    return blocks_of(json.loads(json.dumps(stream_of(body, gallery.hang))), gallery.take)


def words(body: Blocks) -> str:
    return " ".join(" ".join(map(plain, body)).split())


@given(blocks())
def test_every_word_of_a_body_comes_back(body: Blocks):
    try:
        found = there_and_back(body)
    except TooDeep:
        assume(False)
    assert words(found) == words(body)
    assert there_and_back(found) == found


def test_each_node_has_a_block_and_each_block_its_nodes():
    assert {node for held in NODES.values() for node in held} == set(get_args(Block))
    assert [name for name, _ in body_blocks()] == [
        "text", "quotation", "picture", "table", "pull_quote", "preformatted", "aside", "embed", "list",
    ]  # fmt: skip
    assert {name for name, _ in body_blocks()} == set(NODES)


SPANNING = Table(
    (
        (Cell(inline("a"), header=True), Cell(inline("b"), columns=2)),
        (Cell(inline("c"), rows=2), Cell(inline("d")), Cell(inline("e"))),
        (Cell(inline("f")), Cell(inline("g"))),
    )
)


@pytest.mark.parametrize(
    "body",
    [
        (paragraph("One."), Heading(inline("Two"), 3), Break(), bullets("a", "b"), paragraph("Three.")),
        (bullets("a", (paragraph("b"), bullets("b1", "b2")), ordered=True),),
        (bullets("a", "b", ordered=True, start=7),),
        (quotation("He said it.", "Twice.", source="Ana Ruiz"),),
        (Quotation((quotation("Inside."),)),),
        (SPANNING,),
        (paragraph("See ", link("this", "https://example.org/?a=1&b=2", "The <report>"), "."),),
        (paragraph("Said", Note(inline("In ", Emphasis(inline("May")), ".")), " ", Foreign(inline("siempre"), "es")),),
    ],
)  # fmt: skip
def test_a_body_comes_back_as_it_was(body: Blocks):
    assert there_and_back(body) == body


def test_a_body_that_is_too_deep_is_refused_and_not_flattened():
    body: Blocks = (paragraph("Deep."),)
    for _ in range(DEEPEST):
        body = (Quotation(body),)
    assert there_and_back(body) == body
    with pytest.raises(TooDeep):
        there_and_back((Quotation(body),))


EDITOR = ContentstateConverter([name for name in RUNNING if name != "hr"])


def edited(html: str) -> str:
    """Running text as it is after somebody has opened and saved it."""
    return str(EDITOR.to_database_format(EDITOR.from_database_format(html)))


@pytest.mark.parametrize(
    "body",
    [
        (paragraph("One ", Strong(inline("two")), " three."), Heading(inline("Four"), 2), bullets("a", "b")),
        (bullets("a", (paragraph("b"), bullets("b1", "b2", ordered=True))),),
        (paragraph("See ", link("this", "https://example.org/?a=1&b=2", "The “report” & more"), "."),),
        (paragraph("Said", Note(inline("In ", Emphasis(inline("May")), " [sic].")), "."),),
        (paragraph("Said ", Foreign(inline("siempre así"), "es"), " and ", Foreign(inline("ki sa"), "tlh")),),
        (paragraph("One", nodes.LineBreak(), "two & <three>"),),
    ],
)  # fmt: skip
def test_opening_and_saving_changes_nothing(body: Blocks):
    assert tuple(map(_settled, blocks_in(edited(running(body))))) == tuple(map(_settled, body))


def _settled(block: Any) -> Any:
    if isinstance(block, Paragraph | Heading):
        return replace(block, content=settled(block.content))
    if isinstance(block, List):
        return replace(block, items=tuple(tuple(map(_settled, item)) for item in block.items))
    return block
