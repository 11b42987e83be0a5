"""Short texts with marks: what a person types is what is meant, and what is written is read back."""

import pytest
from hypothesis import given, strategies as st

from freesheet.story.nodes import Code, Emphasis, Foreign, Inlines, LineBreak, Link, Note, Strong, Superscript
from freesheet.story.walk import text_of
from newsroom.desk.marks import marked, parsed
from tests.newsroom.desk.settled import settled
from tests.strategies import inline, inlines


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("plain words", inline("plain words")),
        ("**no**, she said", inline(Strong(inline("no")), ", she said")),
        ("_The Lantern_", inline(Emphasis(inline("The Lantern")))),
        ("*The Lantern*", inline(Emphasis(inline("The Lantern")))),
        ("**very _very_ much**", inline(Strong(inline("very ", Emphasis(inline("very")), " much")))),
        ("[the report](https://example.org/a_b)", inline(Link(inline("the report"), "https://example.org/a_b"))),
        (
            '[the report](https://example.org "Annual report")',
            inline(Link(inline("the report"), "https://example.org", "Annual report")),
        ),
        ("m^(2)", inline("m", Superscript(inline("2")))),
        ("[siempre]{es}", inline(Foreign(inline("siempre"), "es"))),
        ("said^[In May.]", inline("said", Note(inline("In May.")))),
        ("`ls -l`", inline(Code("ls -l"))),
        ("one\ntwo", inline("one", LineBreak(), "two")),
        # What is never closed is a letter, as in what people write every day.
        ("a * b * c", inline("a ", Emphasis(inline(" b ")), " c")),
        ("2 * 3 = 6", inline("2 * 3 = 6")),
        ("snake_case", inline("snake_case")),
        ("[sic]", inline("[sic]")),
        ("a [b (c) d", inline("a [b (c) d")),
        (r"\*not\* that", inline("*not* that")),
        ("**", inline("**")),
        ("", ()),
    ],
)
def test_marks_mean(typed: str, meant: Inlines):
    assert parsed(typed) == meant


@given(inlines())
def test_what_is_written_is_read_back(content: Inlines):
    content = settled(content)
    assert settled(parsed(marked(content))) == content


@given(st.text(alphabet='ab*_`^~[](){}\\ \n"', max_size=60))
def test_nothing_that_is_typed_is_refused(typed: str):
    assert settled(parsed(marked(parsed(typed)))) == settled(parsed(typed))


@pytest.mark.parametrize("typed", ["[" * 4000, "^(" * 2000, "~(" * 2000])
def test_marks_that_are_never_closed_are_letters(typed: str):
    assert text_of(parsed(typed)) == typed
