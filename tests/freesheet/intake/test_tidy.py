"""Text and inlines made tidy."""

import pytest
from hypothesis import given

from freesheet.intake.tidy import split_at_breaks, tidy, tidy_inlines, tidy_lines
from freesheet.story.nodes import Code, Emphasis, LineBreak, Link, Note, Strong, Text
from freesheet.story.walk import text_of
from tests import strategies

BREAK = LineBreak()


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("  a \n\t b  ", "a b"),
        ("a\u00a0b\u2003c", "a b c"),
        ("so\u00adft zero\u200bwidth", "soft zerowidth"),
        ("e\u0301", "é"),
        ("\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645", "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645"),
    ],
)
def test_text_has_single_spaces_and_nothing_unseen_but_joiners(text, clean):
    assert tidy(text) == clean


@pytest.mark.parametrize(
    ("content", "clean"),
    [
        ((Text(" a"), Text("b ")), (Text("ab"),)),
        ((Text("a "), Strong((Text(" b "),)), Text(" c")), (Text("a "), Strong((Text("b "),)), Text("c"))),
        ((Text("a"), Emphasis((Text(" "),)), Text("b")), (Text("a"), Emphasis((Text(" "),)), Text("b"))),
        ((Strong(()), Link((), "https://a.example")), ()),
        ((BREAK, Text(" a "), BREAK, Text(" b "), BREAK), (Text("a"), BREAK, Text("b"))),
        ((Text("a "), Code(" x"), Text(" ")), (Text("a "), Code(" x"))),
        ((Text("a"), Note((Text(" n "),))), (Text("a"), Note((Text("n"),)))),
        ((Text("\n"), BREAK, Text("\n a")), (Text("a"),)),
    ],
)
def test_inlines_have_single_spaces_and_no_empty_shells(content, clean):
    assert tidy_inlines(content) == clean


def test_two_line_breaks_part_paragraphs_and_one_does_not():
    run = (Text("a"), BREAK, Text("b "), BREAK, Text(" \n"), BREAK, Text("c"), BREAK)
    assert split_at_breaks(run) == ((Text("a"), BREAK, Text("b")), (Text("c"),))


def test_preformatted_text_keeps_its_spaces_and_line_ends():
    assert tidy_lines("\n  a\u00a0 b \r\n\tc\n\n") == "  a  b\n        c"


@given(strategies.inlines())
def test_tidying_loses_no_word_and_is_done_once(content):
    once = tidy_inlines(content)
    assert tidy_inlines(once) == once
    assert "".join(tidy(text_of(once)).split()) == "".join(tidy(text_of(content)).split())
