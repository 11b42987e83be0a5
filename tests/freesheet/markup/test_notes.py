import pytest
from hypothesis import given

from freesheet.house import House
from freesheet.markup.article import article
from freesheet.markup.notes import Endnotes, bare, endnotes, spelled_out
from freesheet.story.nodes import Block, Byline, Embed, Emphasis, Link, Note, Source
from freesheet.story.walk import every_block, every_inline, inlines_inside, text_of
from tests.strategies import bullets, inline, link, paragraph, picture, quotation, stories, story, table

A, B, C = "https://example.org/a", "https://example.org/b", "https://example.org/c"


def of(*body: str | Block, **fields: object) -> Endnotes:
    return endnotes(article(story(*body, **fields), House()))


def told(notes: Endnotes) -> list[tuple[int, str, str]]:
    return [(note.number, text_of(note.content), note.address) for note in notes.notes]


def test_links_and_footnotes_are_numbered_as_they_are_read():
    notes = of(paragraph(link("one", A), " two", Note(inline("a note")), " ", link("three", B, "The third page")))
    assert told(notes) == [(1, "one", A), (2, "a note", ""), (3, "The third page", B)]
    assert [note.is_link for note in notes.notes] == [True, False, True]


def test_footnotes_can_come_first():
    printed = article(story(paragraph(link("one", A), Note(inline("n")), link("two", B))), House())
    assert told(endnotes(printed, "footnotes-first")) == [(1, "n", ""), (2, "one", A), (3, "two", B)]


def test_an_address_has_one_number_wherever_it_stands():
    notes = of(paragraph(link("one", A)), paragraph(link("two", B), link("one again", A)))
    assert told(notes) == [(1, "one", A), (2, "two", B)]
    assert notes.number_of(link("anything", A)) == 1


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("example.org", "https://www.example.org/"),
        ("https://example.org/a", "https://example.org/a/"),
        ("desk@example.org", "mailto:desk@example.org"),
        (" www.example.org ", "http://example.org"),
    ],
)
def test_an_address_that_the_text_spells_out_needs_no_note(text, address):
    assert spelled_out(text, address)
    assert bare(text) == bare(address)
    notes = of(paragraph(link(text, address)))
    assert told(notes) == []
    assert notes.number_of(link(text, address)) is None


def test_a_link_to_the_page_itself_needs_no_note():
    assert told(of(paragraph(link("below", "#sources")))) == []


def test_the_address_of_a_credit_that_is_not_there_needs_no_note():
    assert told(of(picture(credit="", credit_address=A))) == []


def test_notes_are_found_wherever_they_stand():
    notes = of(
        quotation("Q"),
        bullets((paragraph(Emphasis((link("in a list", A),))),)),
        picture(caption=(link("in a caption", B),), credit="Ana", credit_address="https://example.org/ana"),
        table(("a",), ("b",)),
        Embed("https://example.org/film", "A film", picture(caption=inline(Note(inline("poster"))))),
        bylines=(Byline("Ana", address="https://example.org/about-ana"),),
        sources=(Source("Report", address=C, archived="https://archive.example.org/c"),),
    )
    assert [text for _, text, _ in told(notes)] == [
        "Ana",
        "in a list",
        "in a caption",
        "Ana",
        "A film",
        "poster",
        "Report",
        "Report, archived copy",
    ]


def test_two_footnotes_with_the_same_words_share_a_number():
    assert told(of(paragraph("a", Note(inline("n")), "b", Note(inline("n"))))) == [(1, "n", "")]


@given(stories())
def test_every_note_and_link_of_an_article_has_its_number_and_every_number_its_note(story):
    printed = article(story, House())
    notes = endnotes(printed)
    assert [note.number for note in notes.notes] == list(range(1, len(notes.notes) + 1))
    for block in every_block(printed.blocks):
        for node in every_inline(inlines_inside(block)):
            if isinstance(node, Note):
                assert notes.notes[(notes.number_of(node) or 0) - 1].content == node.content
            if isinstance(node, Link) and (number := notes.number_of(node)):
                assert notes.notes[number - 1].address == node.address
