import pytest
from hypothesis import given

from freesheet.story.nodes import (
    Aside,
    Break,
    Code,
    Embed,
    Emphasis,
    Foreign,
    LineBreak,
    Note,
    Paragraph,
    Preformatted,
    PullQuote,
    Quotation,
    Strong,
    Subscript,
    Superscript,
)
from freesheet.story.walk import (
    blocks_inside,
    depth,
    every_block,
    every_inline,
    pictures_in,
    plain,
    reading_minutes,
    text_of,
    words_in,
)
from tests.strategies import (
    blocks,
    bullets,
    heading,
    inline,
    inlines,
    link,
    paragraph,
    picture,
    quotation,
    story,
    table,
)


@pytest.mark.parametrize(
    ("content", "text"),
    [
        ((), ""),
        (inline("plain"), "plain"),
        (inline("a ", Strong(inline("b ", Emphasis(inline("c"))))), "a b c"),
        (inline(link("a link", "https://example.org/")), "a link"),
        (inline("10", Superscript(inline("2")), " H", Subscript(inline("2")), "O"), "102 H2O"),
        (inline("one", LineBreak(), "two"), "one\ntwo"),
        (inline("type ", Code("ls")), "type ls"),
        (inline("said", Note(inline("apart")), "."), "said."),
        (inline(Foreign(inline("mot"), "fr")), "mot"),
    ],
)
def test_the_text_of_inlines(content, text):
    assert text_of(content) == text


@pytest.mark.parametrize(
    ("block", "words"),
    [
        (paragraph("A", Note(inline("note")), "."), "A.\nnote"),
        (heading("A heading"), "A heading"),
        (quotation("One.", "Two.", source="Ana"), "Ana\nOne.\nTwo."),
        (bullets("one", (paragraph("two"), bullets("three"))), "one\ntwo\nthree"),
        (picture(alt="A dog", caption=inline("Rex."), credit="Ana"), "A dog\nAna\nRex."),
        (table(("a", "b"), ("c", "d"), caption="T"), "T\na\nb\nc\nd"),
        (Aside((paragraph("Call."),), "what-you-can-do", "Act"), "Act\nCall."),
        (PullQuote(inline("No."), inline("Ana")), "No.\nAna"),
        (
            Embed("https://example.org/", "A film", picture(alt="A face"), (paragraph("Hello."),)),
            "A film\nA face\nHello.",
        ),
        (Preformatted("a  b\nc"), "a  b\nc"),
        (Break(), ""),
        (Paragraph(()), ""),
    ],
)
def test_the_words_of_a_block(block, words):
    assert plain(block) == words


def test_blocks_come_before_what_is_inside_them():
    inner = paragraph("inner")
    outer = Quotation((bullets((inner,)),))
    assert list(every_block((outer, inner))) == [outer, outer.blocks[0], inner, inner]


def test_a_storys_pictures_come_once_the_lead_first():
    lead, inside = picture("lead.png"), picture("inside.png")
    told = story(Quotation((inside,)), inside, lead, lead=lead)
    assert pictures_in(told) == (lead, inside)
    assert pictures_in(story()) == ()


def test_the_poster_of_an_embed_is_a_picture_of_the_story():
    assert pictures_in(story(Embed("https://example.org/", "A film", picture("poster.png")))) == (
        picture("poster.png"),
    )


@pytest.mark.parametrize(("words", "minutes"), [(0, 1), (1, 1), (238, 1), (239, 2), (1300, 6)])
def test_reading_time_is_whole_minutes_at_238_words(words, minutes):
    told = story(paragraph("word " * words))
    assert words_in(told) == words
    assert reading_minutes(told) == minutes


def test_a_pull_quote_is_not_read_twice():
    assert words_in(story("No.", PullQuote(inline("No.")))) == 1


def test_depth_counts_nodes_inside_one_another():
    assert depth("text") == 0
    assert depth(paragraph("a")) == 2
    assert depth(Quotation((paragraph(Emphasis(inline("a"))),))) == 4


@given(inlines())
def test_every_inline_is_met_once_and_in_reading_order(content):
    met = [inline.text for inline in every_inline(content) if hasattr(inline, "text")]
    unnoted = text_of(content).replace("\n", "")
    notes = [inline for inline in every_inline(content) if isinstance(inline, Note)]
    if not notes:
        assert "".join(met) == unnoted
    assert sum(map(len, met)) == len(unnoted) + sum(len(text_of(note.content).replace("\n", "")) for note in notes)


@given(blocks())
def test_every_word_of_a_block_inside_is_a_word_of_the_block(chosen):
    for block in every_block(chosen):
        words = plain(block)
        assert all(plain(inner) in words for inner in blocks_inside(block))
