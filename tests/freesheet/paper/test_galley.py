"""What the templates are given of an article: the data of each node."""

import json
from typing import Any

import pytest
from hypothesis import given, settings
from msgspec.structs import replace

from freesheet.house import House
from freesheet.markup.article import article
from freesheet.paper.album import Plate
from freesheet.paper.faces import ARABIC, CHINESE, DISPLAY, MONO, SANS, SERIF, fonts
from freesheet.paper.galley import Faces, breakable, galley, isolated, readable, titled
from freesheet.pictures import fit
from freesheet.story.nodes import (
    Aside,
    Block,
    Break,
    Code,
    Embed,
    Emphasis,
    Foreign,
    LineBreak,
    List,
    Note,
    Paragraph,
    Preformatted,
    PullQuote,
    Quotation,
    Story,
    Strong,
    Subscript,
    Superscript,
)
from tests.strategies import GREY, bullets, heading, inline, link, paragraph, picture, quotation, stories, story, table

FACES = Faces(text=SERIF, sans=SANS, display=DISPLAY)
PLATES = {"picture.png": Plate("picture-1.jpg", fit(GREY, "picture.png", width=100, grey=True))}


def data(told: Story) -> dict[str, Any]:
    return galley(article(told, House()), PLATES, faces=FACES)


def body(*blocks: str | Block) -> list[Any]:
    return list(data(story(*blocks))["body"])


@pytest.mark.parametrize(
    ("block", "expected"),
    [
        (paragraph("One."), {"k": "p", "c": ["One."]}),
        (heading("Part"), {"k": "h", "c": ["Part"], "l": 2}),
        # A heading that jumps is raised, and one without words is none: a screen reader counts them.
        (heading("Part", level=4), {"k": "h", "c": ["Part"], "l": 2}),
        (heading(" "), {"k": "p", "c": [" "], "l": 2}),
        # What is longer than any heading is a paragraph that somebody set as one.
        (heading("word " * 80), {"k": "h", "c": ["word " * 80], "l": 2}),
        (heading("words " * 80), {"k": "p", "c": [["b", ["words " * 80]]]}),
        (
            quotation("Why?", source="Ana"),
            {"k": "quote", "b": [{"k": "p", "c": ["Why?"]}], "s": ["Ana"], "flat": False},
        ),
        (
            bullets("One", ordered=True, start=3),
            {"k": "list", "items": [[{"k": "p", "c": ["One"]}]], "ordered": True, "start": 3, "flat": False},
        ),
        (Aside((paragraph("x"),)), {"k": "aside", "t": "Explainer", "b": [{"k": "p", "c": ["x"]}], "flat": False}),
        (PullQuote(inline("Big"), inline("Ana")), {"k": "pull", "c": ["Big"], "s": ["Ana"]}),
        (Preformatted("\n a\n\tb\n"), {"k": "pre", "t": " a\n    b"}),
        (Break(), {"k": "break"}),
        (
            Embed("https://v.example/1", "A film", None, (paragraph("Said."),)),
            {
                "k": "embed",
                "poster": None,
                "c": ["Plays on the web: ", ["a", ["A film"], "https://v.example/1", 1], ""],
                "t": "Transcript",
                "b": [{"k": "p", "c": ["Said."]}],
            },
        ),
    ],
)
def test_every_block_is_data(block, expected):
    assert body(block) == [expected]


@pytest.mark.parametrize(
    ("node", "expected"),
    [
        (Strong(inline("x")), ["b", ["x"]]),
        (Emphasis(inline("x")), ["i", ["x"]]),
        (Code("x y"), ["c", "x y"]),
        (Superscript(inline("x")), ["^", ["x"]]),
        (Subscript(inline("x")), ["_", ["x"]]),
        (LineBreak(), ["br"]),
        (Note(inline("x")), ["n", 1]),
        (Foreign(inline("hola"), "es-MX"), ["f", ["hola"], "es"]),
        (link("x", "https://example.org/"), ["a", ["x"], "https://example.org/", 1]),
        # What must not be followed, or is too long to be, is shown and does not lead anywhere.
        (link("x", "javascript:alert(1)"), ["a", ["x"], "", 1]),
        (link("x", "#part"), ["a", ["x"], "", 0]),
        (link("x", "https://example.org/" + "a" * 3000), ["a", ["x"], "", 1]),
    ],
)
def test_every_inline_is_data(node, expected):
    assert body(paragraph("a ", node))[0]["c"] == ["a ", expected]


def test_a_picture_has_its_size_and_its_words():
    shown = picture(caption=inline("A printer."), credit="Ana", credit_address="https://ana.example/", licence="CC BY")
    (made,) = body(shown)
    assert (made["src"], made["w"], made["h"], made["alt"]) == ("picture-1.jpg", 100, 67, "A grey rectangle")
    credit = ["Credit: ", ["a", ["Ana"], "https://ana.example/", 1], " (CC BY)"]
    assert made["c"] == ["A printer.", " ", *credit]


def test_a_picture_that_is_missing_is_described():
    (made,) = body(picture("other.png", credit="Ana"))
    assert (made["src"], made["instead"]) == ("", "Picture: A grey rectangle")
    assert made["c"] == [" ", "Credit: ", "Ana", ""]


def test_a_decorative_picture_has_no_words():
    (made,) = body(picture(decorative=True))
    assert (made["alt"], made["instead"]) == ("", "")


def test_an_embed_shows_its_poster():
    (made,) = body(Embed("https://v.example/1", "A film", picture()))
    assert made["poster"]["src"] == "picture-1.jpg"


@pytest.mark.parametrize(
    ("columns", "rows", "room"),
    [(1, 1, "column"), (5, 90, "column"), (6, 5, "page"), (10, 24, "page"), (10, 25, "rows"), (11, 2, "rows")],
)
def test_a_wide_table_goes_across_the_page_and_a_wider_one_row_by_row(columns, rows, room):
    (made,) = body(table(*(tuple("x" * columns) for _ in range(rows))))
    assert made["set"] == room


def test_cells_know_their_place_and_whether_they_are_figures():
    (made,) = body(table(("Year", "Cost"), ("2026", "$1,300.50")))
    assert [(c["x"], c["y"], c["head"], c["figure"]) for c in made["cells"]] == [
        (0, 0, True, False),
        (1, 0, True, False),
        (0, 1, False, True),
        (1, 1, False, True),
    ]


def test_deep_nodes_lose_their_indent_and_no_more():
    deep: Block = Paragraph(inline("bottom"))
    for _ in range(9):
        deep = List(((Quotation((Aside((deep,)),)),),))
    text = json.dumps(body(deep))
    assert "bottom" in text
    assert text.count('"flat": true') == 27 - 5


@pytest.mark.parametrize(
    ("text", "broken"),
    [
        ("a  b\n\tc", "a b c"),
        ("10\u00a0km", "10\u00a0km"),
        ("well-known and/or", "well-known and/or"),
        ("x" * 24, "x" * 24),
        ("x" * 26, "x" * 12 + "\u200b" + "x" * 12 + "\u200b" + "xx"),
        ("图" * 60, "图" * 60),
    ],
)
def test_only_endless_words_may_break_anywhere(text, broken):
    assert breakable(text) == broken


def test_an_address_keeps_its_direction_where_text_runs_from_the_right():
    assert isolated("example.org", "ar") == "\u2068example.org\u2069"
    assert isolated("example.org", "en") == "example.org"
    assert isolated("", "ar") == ""


@pytest.mark.parametrize(
    ("text", "language", "direction"),
    [
        ("Hello", "ar", {"dir": "ltr"}),
        ("«Hello»", "ar", {"dir": "ltr"}),
        ("مرحبا", "ar", {}),
        ("مرحبا", "en", {"dir": "rtl"}),
        ("שלום", "en", {"dir": "rtl"}),
        ("123", "ar", {}),
    ],
)
def test_a_paragraph_that_runs_the_other_way_says_so(text, language, direction):
    (made,) = data(replace(story(text), language=language))["body"]
    assert {key: value for key, value in made.items() if key == "dir"} == direction


@pytest.mark.parametrize(
    ("text", "seen"), [("a", True), (" \u200b", False), ("", False), ("\ufeff", False), ("한", True)]
)
def test_it_is_known_what_can_be_seen(text, seen):
    assert readable(text) is seen


def test_a_headline_without_a_word_is_called_untitled():
    assert titled("\u200b", "es") == "Sin título"
    assert titled("News", "es") == "News"


@pytest.mark.parametrize(
    ("language", "first", "rtl", "tall"),
    [
        ("en-GB", SERIF, False, False),
        ("ar", ARABIC, True, True),
        ("he", "Noto Serif Hebrew", True, True),
        ("hi", "Noto Serif Devanagari", False, True),
        ("zh-Hans", {"name": SERIF, "covers": "latin-in-cjk"}, False, True),
    ],
)
def test_a_language_has_its_face_and_its_direction(language, first, rtl, tall):
    made = data(replace(story(), language=language))
    assert (made["fonts"]["text"][0], made["rtl"], made["tall"]) == (first, rtl, tall)
    assert made["fonts"]["mono"][0] == MONO
    assert CHINESE in made["fonts"]["text"]


def test_the_region_of_a_language_is_told():
    assert data(replace(story(), language="en-GB"))["region"] == "gb"
    assert data(replace(story(), language="zh-Hans"))["region"] is None


def test_every_face_that_is_named_is_there():
    made = data(replace(story(), language="zh"))["fonts"]
    families = {face if isinstance(face, str) else face["name"] for faces in made.values() for face in faces}
    assert families <= set(fonts().families())


def test_notes_are_numbered_with_their_addresses():
    made = data(story(Paragraph(inline("a", link("b", "https://e.org/x", "Title"), Note(inline("Footnote"))))))
    assert made["notes"] == [
        {"n": 1, "c": ["Title"], "u": "https://e.org/x", "shown": "https://e.org/x"},
        {"n": 2, "c": ["Footnote"], "u": "", "shown": ""},
    ]


@settings(max_examples=40)
@given(stories())
def test_the_data_of_any_story_is_json(told):
    assert json.loads(json.dumps(data(told)))["slug"] == told.slug
