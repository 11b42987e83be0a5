import pytest
from hypothesis import given, strategies as st

from freesheet.markup.wrap import columns, inset, narrower, padded, wrapped
from tests.strategies import prose


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("The county library keeps its printer free", 16, ["The county", "library keeps", "its printer free"]),
        (
            "See https://example.org/a/very/long/address now",
            12,
            ["See", "https://example.org/a/very/long/address", "now"],
        ),
        ("one two\nthree", 40, ["one two", "three"]),
        ("well-known words", 6, ["well-known", "words"]),
        ("costs 3\u00a0million", 9, ["costs", "3 million"]),
        ("a  lot\tof   space ", 40, ["a lot of space"]),
        ("", 40, [""]),
    ],
)
def test_lines_break_between_words_only(text, width, lines):
    assert wrapped(text, width).split("\n") == lines


def test_without_a_width_a_paragraph_is_one_line():
    assert wrapped("one\u00a0two " * 50, None).count("\n") == 0


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("図書館は無料です", 8, ["図書館は", "無料です"]),
        ("図書館は、無料", 8, ["図書館", "は、無料"]),
        ("県の「図書館」は", 8, ["県の「図", "書館」は"]),
        ("도서관은 무료", 8, ["도서관은", "무료"]),
        ("図書館 open now", 9, ["図書館", "open now"]),
    ],
)
def test_wide_characters_take_two_columns_and_break_where_their_script_breaks(text, width, lines):
    assert wrapped(text, width).split("\n") == lines


@pytest.mark.parametrize(
    ("text", "wide"), [("printer", 7), ("図書館", 6), ("e\u0301", 1), ("مكتبة", 5), ("", 0), ("é\x1b", 0)]
)
def test_columns(text, wide):
    assert columns(text) == wide


def test_what_is_set_in_has_no_trailing_spaces():
    assert inset("one\n\ntwo", "- ", "  ") == "- one\n\n  two"


def test_padding():
    assert padded("図書", 6, "left") == "図書  "
    assert padded("12", 6, "right") == "    12"


@pytest.mark.parametrize(("width", "by", "left"), [(72, 4, 68), (26, 4, 24), (None, 4, None)])
def test_a_line_keeps_room_for_words_however_deep_it_stands(width, by, left):
    assert narrower(width, by) == left


@given(prose(), st.integers(10, 80))
def test_wrapping_keeps_all_words_and_breaks_only_at_the_width(text, width):
    lines = wrapped(text, width).split("\n")
    # Between ideographs a break adds a space where there was none.
    kept = "".join("".join(lines).split())
    assert kept == "".join(text.translate({0xAD: None, 0xFEFF: None, 0x2060: None}).split())
    for line in lines:
        assert columns(line) <= width or " " not in line.replace("10 km", "").replace("3 million", "")
