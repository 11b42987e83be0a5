"""Which size is chosen, told by layouts that an ideal text would have."""

import math

import pytest
from msgspec.structs import replace

from freesheet.paper.copyfit import SIZES, Layout, Point, chosen

HEIGHT, TOP, WIDTH, HEAD, FOOT = 694.0, 49.0, 612.0, 200.0, 100.0


def ideal(length: float, *, rtl: bool = False):
    """A text of this length of columns at 11 points, as long as the square of the size; and the sizes that were set."""
    tried: list[float] = []

    def layout_at(size: float) -> Layout:
        tried.append(size)
        left = length * (size / 11) ** 2
        page, column, height = 1, 0, HEIGHT - HEAD
        while left > height:
            left -= height
            page, column = (page, 1) if column == 0 else (page + 1, 0)
            height = HEIGHT - (HEAD if page == 1 else 0)
        above = HEAD if page == 1 else 0
        # The panel at the foot shortens both columns of its page.
        pages = page if column * height + left <= 2 * (height - FOOT) else page + 1
        first, second = (WIDTH / 2, TOP) if rtl else (TOP, WIDTH / 2 + 9)
        return Layout(
            pages=pages,
            begun=Point(1, first + 1, TOP + HEAD),
            ended=Point(page, (second if column else first) + 1, TOP + above + left),
            foot=Point(pages, TOP, TOP + HEIGHT - FOOT + 11),
            columns=2,
            top=TOP,
            height=HEIGHT,
            width=WIDTH,
            rtl=rtl,
        )

    return layout_at, tried


def room(pages: int) -> float:
    return 2 * (pages * HEIGHT - HEAD - FOOT)


@pytest.mark.parametrize("rtl", [False, True])
@pytest.mark.parametrize("length", [100, 700, 1500, 2700, 9000])
def test_the_length_of_a_text_is_read_off_its_layout(length, rtl):
    layout = ideal(length, rtl=rtl)[0](11)
    assert layout.used == pytest.approx(length)
    assert layout.room(3) == room(3)


@pytest.mark.parametrize(
    ("length", "size"),
    [
        (300, 11.0),
        (room(2) * 0.98, 11.0),
        (room(2) * 1.03, 10.75),
        (room(2) * 1.08, 10.5),
        (room(2) * 1.14, 10.25),
        (room(2) * 1.19, 10.0),
        (room(2) * 1.30, 11.0),
        (room(3) * 1.05, 11.0),
        (room(4) * 1.10, 10.25),
    ],
)
def test_the_largest_size_that_saves_a_sheet_is_chosen(length, size):
    layout_at, tried = ideal(length)
    best, layout = chosen(layout_at, 2, SIZES)
    assert best == pytest.approx(size, abs=0.26)
    assert layout == layout_at(best)
    pages = math.ceil(ideal(length)[0](11).pages / 2) * 2
    assert best == 11 or layout.pages <= pages - 2 or layout.pages < ideal(length)[0](11).pages
    assert len(set(tried)) <= 4


def test_a_text_that_fits_is_set_once():
    layout_at, tried = ideal(700)
    assert chosen(layout_at, 2, SIZES)[0] == 11
    assert tried == [11]


def test_a_last_page_with_next_to_nothing_is_saved_though_its_sheet_is_not():
    layout_at, _ = ideal(room(3) + 60)
    first = layout_at(11)
    size, layout = chosen(layout_at, 2, SIZES)
    assert (first.pages, layout.pages) == (4, 3)
    assert size < 11


def test_a_text_that_will_not_close_up_keeps_its_size():
    """Pictures and boxes leave holes, which no estimate knows of."""
    first = ideal(room(2) * 1.05)[0](11)
    assert chosen(lambda _size: first, 2, SIZES) == (11, first)


def test_a_text_that_closes_up_better_than_thought_gets_the_larger_size():
    layout_at, _ = ideal(room(2) * 1.01 * (11 / 10.75) ** 2)
    shorter = replace(layout_at(10.75), pages=2)
    assert layout_at(10.75).pages == 3
    assert chosen(lambda size: shorter if size == 10.75 else layout_at(size), 2, SIZES) == (10.75, shorter)


def test_of_folded_sheets_four_pages_are_saved():
    layout_at, _ = ideal(room(4) * 1.06)
    size, layout = chosen(layout_at, 4, SIZES)
    assert layout.pages == 4
    assert size < 11


def test_a_layout_without_head_or_foot_has_its_whole_page():
    layout = Layout(
        pages=1, begun=None, ended=Point(1, 50, 149), foot=None, columns=1, top=49, height=600, width=400, rtl=False
    )
    assert (layout.used, layout.room(1), layout.spare, layout.column) == (100, 600, 500, 0)
