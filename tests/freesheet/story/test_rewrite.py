from hypothesis import given

from freesheet.story.nodes import Break, Code, Emphasis, LineBreak, Note, Preformatted, Text
from freesheet.story.rewrite import OPAQUE, Pieces, rewrite
from freesheet.story.walk import every_block, every_inline, inlines_inside
from tests.strategies import inline, link, paragraph, quotation, stories, story, table


def upper(pieces: Pieces) -> Pieces:
    return tuple(piece.upper() for piece in pieces)


def unchanged(pieces: Pieces) -> Pieces:
    return pieces


def runs(node: object) -> list[Pieces]:
    """The runs that a change is shown."""
    seen: list[Pieces] = []

    def look(pieces: Pieces) -> Pieces:
        seen.append(pieces)
        return pieces

    rewrite(node, look)
    return seen


def test_a_run_goes_through_emphasis_and_links():
    assert runs(paragraph("He ", Emphasis(inline("said ")), link("no", "https://example.org/"), ".")) == [
        ("He ", "said ", "no", ".")
    ]


def test_code_and_line_ends_show_as_something_that_is_not_prose():
    assert runs(paragraph("a", Code("b"), LineBreak(), "c")) == [("a", OPAQUE, OPAQUE, "c")]


def test_a_note_is_a_run_of_its_own():
    assert runs(paragraph("a", Note(inline("n")), "b")) == [("a", "b"), ("n",)]


def test_each_cell_is_a_run():
    assert runs(table(("a", "b"), caption="c")) == [("a",), ("b",), ("c",)]


def test_the_tree_keeps_its_shape_and_what_is_not_text():
    typed = story(
        paragraph("a", Code("b"), LineBreak(), link("c", "https://example.org/d", "e"), Note(inline("f"))),
        Preformatted("g"),
        Break(),
    )
    printed = rewrite(typed, upper)
    assert printed.body[0] == paragraph(
        "A", Code("b"), LineBreak(), link("C", "https://example.org/d", "e"), Note(inline("F"))
    )
    assert printed.body[1:] == typed.body[1:]
    assert printed.headline == typed.headline


@given(stories())
def test_a_change_that_changes_nothing_gives_the_very_same_story(story):
    assert rewrite(story, unchanged) is story


def test_what_holds_no_change_is_the_very_same_object():
    typed, rows = story(paragraph("a"), quotation("c", source="e")), table(("b",), ("c",))

    def capital(pieces: Pieces) -> Pieces:
        return tuple(piece.replace("c", "C") for piece in pieces)

    printed = rewrite(typed, capital)
    assert printed.body == (paragraph("a"), quotation("C", source="e"))
    assert printed.body[0] is typed.body[0]
    assert rewrite(rows, capital) == table(("b",), ("C",))
    assert rewrite(rows, capital).rows[0] is rows.rows[0]


@given(stories())
def test_a_change_sees_all_running_text(story):
    shown = "".join(piece for run in runs(story.body) for piece in run)
    for block in every_block(story.body):
        for part in every_inline(inlines_inside(block)):
            assert not isinstance(part, Text) or part.text in shown
