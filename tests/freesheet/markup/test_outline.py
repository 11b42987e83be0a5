"""Headings of a body in an outline without gaps."""

from typing import Any

import pytest
from hypothesis import given

from freesheet.markup.outline import outlined
from freesheet.story.nodes import Aside, Block, Blocks, Embed, Heading, Quotation
from freesheet.story.walk import every_block
from tests.strategies import blocks, bullets, heading, paragraph


def levels(body: Blocks) -> list[int]:
    return [block.level for block in every_block(body) if isinstance(block, Heading)]


@pytest.mark.parametrize(
    ("given_levels", "levels_out"),
    [
        ([], []),
        ([2, 3, 4, 2], [2, 3, 4, 2]),
        ([3, 3, 4], [2, 2, 3]),
        ([4, 3, 2], [2, 2, 2]),
        ([2, 4, 4, 3], [2, 3, 3, 3]),
        ([3, 4, 2, 4], [2, 3, 2, 3]),
    ],
)
def test_a_heading_stands_at_most_one_level_below_the_one_before(
    given_levels: list[Any], levels_out: list[int]
) -> None:
    assert levels(outlined(tuple(heading("x", level=level) for level in given_levels))) == levels_out


@pytest.mark.parametrize(
    "inside",
    [
        Quotation,
        Aside,
        bullets,
        pytest.param(lambda inner: Embed("https://example.org", "A film", transcript=inner), id="Embed"),
    ],
)
def test_headings_inside_other_blocks_are_in_the_outline_too(inside: Any) -> None:
    block: Block = inside((heading("x", level=4), paragraph("words")))
    assert levels(outlined((block, heading("y", level=3)))) == [2, 2]


@given(blocks())
def test_the_outline_has_no_gap_and_nothing_else_changes(body: Blocks) -> None:
    found = levels(outlined(body))
    assert all(after <= before + 1 for before, after in zip([1, *found], found, strict=False))
    assert min(found, default=2) >= 2
    assert [type(block) for block in every_block(outlined(body))] == [type(block) for block in every_block(body)]
