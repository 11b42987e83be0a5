from inspect import cleandoc

import pytest
from hypothesis import given, settings

from freesheet.house import Appeal, House
from freesheet.markup.article import article
from freesheet.markup.notes import Endnotes, bare, endnotes
from freesheet.markup.text import PlainText, issue_text, raised, story_text
from freesheet.markup.words import ENGLISH
from freesheet.markup.wrap import columns
from freesheet.story.nodes import (
    Aside,
    Block,
    Break,
    Byline,
    Cell,
    Code,
    Correction,
    Embed,
    Emphasis,
    Foreign,
    Issue,
    LineBreak,
    Link,
    List,
    Note,
    Origin,
    Paragraph,
    Preformatted,
    PullQuote,
    Series,
    Source,
    Strong,
    Subscript,
    Superscript,
    Table,
    Withdrawal,
)
from freesheet.story.walk import every_block
from tests.strategies import (
    NOON,
    bullets,
    heading,
    inline,
    issue,
    issues,
    link,
    paragraph,
    picture,
    quotation,
    stories,
    story,
    table,
)

HOUSE = House()


def written(*blocks: Block, width: int | None = 40) -> str:
    """The blocks as they stand in the body of a story."""
    told = article(story(*blocks), HOUSE)
    return PlainText(told.words, endnotes(told), width).blocks(told.body, width)


def block(text: str) -> str:
    return cleandoc(text)


def cell(text: str, header: bool = False, **spans: int) -> Cell:
    return Cell(inline(text), header, **spans)


# ── Blocks ──


@pytest.mark.parametrize(
    ("node", "text"),
    [
        (paragraph("The printer is free."), "The printer is free."),
        (Paragraph(()), ""),
        (heading("Why it is free"), "Why it is free\n--------------"),
        (heading("Who pays", level=3), "Who pays\n--------"),
        (quotation("Nobody asks.", source="A reader"), "    Nobody asks.\n\n    — A reader"),
        (quotation("Nobody asks."), "    Nobody asks."),
        (bullets("ink", "paper"), "- ink\n- paper"),
        (bullets("ink", "paper", ordered=True, start=9), " 9. ink\n10. paper"),
        (List(()), ""),
        (List(((),)), "- –"),
        (Break(), "                 * * *"),
        (Preformatted("\na  b\r\n\tc\n"), "a  b\n\tc"),
        (PullQuote(inline("Nobody asks.")), ""),
        (picture(alt="A printer"), "[Picture: A printer]"),
        (picture(alt=""), "[Picture]"),
        (picture(alt="", decorative=True), ""),
        (
            picture(alt="A printer", caption=inline("In use."), credit="Ann Lee", licence="CC BY 4.0"),
            "[Picture: A printer\nIn use.\nCredit: Ann Lee (CC BY 4.0)]",
        ),
    ],
)
def test_a_block_in_plain_text(node, text):
    assert written(node) == text


def test_levels_of_headings_are_underlined_differently():
    assert written(heading("One"), heading("Two", level=3), heading("Four", level=4)) == block("""
        One
        ---

        Two
        ~~~

        Four
        ....
    """)


def test_lists_nest_and_keep_their_marks():
    nested = List(((paragraph("one of"), bullets("a", "b", ordered=True)), (paragraph("two"),)))
    assert written(nested) == block("""
        - one of
          1. a
          2. b
        - two
    """)


def test_items_of_several_paragraphs_stand_apart():
    assert written(List(((paragraph("one"), paragraph("more")), (paragraph("two"),)))) == block("""
        - one

          more

        - two
    """)


def test_an_aside_stands_between_rules_under_its_title():
    aside = Aside((paragraph("Call the board."),), "what-you-can-do")
    assert written(aside, width=24) == block("""
        ------------------------
        What you can do

        Call the board.
        ------------------------
    """)


def test_an_embed_tells_its_address_and_what_is_said_in_it():
    embed = Embed("https://video.example/1", "Nine days", picture(alt="A phone"), (paragraph("Hello."),))
    assert written(embed) == block("""
        Plays on the web: Nine days [1]

        [Picture: A phone]

        Transcript:

            Hello.
    """)
    alone = PlainText(ENGLISH, Endnotes({}, ())).block(Embed("https://video.example/1", "Nine days"), 72)
    assert alone == "Plays on the web: Nine days\nhttps://video.example/1"


# ── Tables ──


def test_a_narrow_table_stands_in_columns_with_its_numbers_right():
    shown = written(table(("Year", "Asked", "Why"), ("2024", "$500", "Ink"), ("2025", "$1,500", "–"), caption="Money"))
    assert shown == block("""
        Money

        Year   Asked  Why
        ----  ------  ---
        2024    $500  Ink
        2025  $1,500  –
    """)


def test_a_table_without_headers_has_no_rule():
    assert written(Table(((cell("a"), cell("b")), (cell("c"),)))) == "a  b\nc"


def test_wide_characters_keep_columns_straight():
    assert written(table(("館", "n"), ("図書館", "1"))) == "館      n\n------  -\n図書館  1"


def test_a_wide_table_is_told_row_by_row_under_its_headers():
    wide = table(
        ("County", "What it said in answer"),
        ("Harlan", "All persons were accounted for."),
        ("Bell", ""),
        caption="Said",
    )
    assert written(wide, width=30) == block("""
        Said

        County: Harlan
          What it said in answer:
            All persons were accounted
            for.
        County: Bell
          What it said in answer: –
    """)


def test_cells_that_span_stand_once_in_columns_and_in_each_row_that_is_told():
    rows = (
        (cell("", True), cell("2026", True, columns=2)),
        (cell("Place", True), cell("Deaths", True), cell("Homes", True)),
        (cell("Harlan", rows=2), cell("3"), cell("120")),
        (cell("4"), cell("130")),
    )
    assert written(Table(rows)) == block("""
                  2026
        Place   Deaths  Homes
        ------  ------  -----
        Harlan       3    120
                     4    130
    """)
    assert written(Table(rows), width=None) == block("""
        Place: Harlan
          2026 Deaths: 3
          2026 Homes: 120
        Place: Harlan
          2026 Deaths: 4
          2026 Homes: 130
    """)


def test_a_table_of_nothing_is_nothing():
    assert written(Table(())) == ""
    assert written(Table(((),))) == ""
    assert written(Table(((cell(""),),)), width=None) == ""


def test_a_row_may_have_more_cells_than_there_are_headers():
    rows = ((cell("A", True),), (cell("one"), cell("two")))
    assert written(Table(rows), width=None) == "A: one\n  two"


# ── Inlines and notes ──


def test_type_is_dropped_and_words_stay():
    sentence = paragraph(
        Strong(inline("Bold")),
        " and ",
        Emphasis(inline("slanted")),
        " H",
        Subscript(inline("2")),
        "O, ",
        Code("x = 1"),
        ",",
        LineBreak(),
        Foreign(inline("señor"), "es"),
    )
    assert written(sentence) == "Bold and slanted H2O, x = 1,\nseñor"


@pytest.mark.parametrize(
    ("text", "shown"), [("6", "⁶"), ("−12", "⁻¹²"), ("–1", "⁻¹"), ("st", "st"), ("", ""), ("6th", "6th"), ("٣", "٣")]
)
def test_raised_numbers_can_be_told_from_the_number_before_them(text, shown):
    assert raised(text) == shown
    assert written(paragraph("B", Superscript(inline(text)))) == "B" + shown


def test_links_and_notes_are_numbered_and_listed_at_the_end():
    body = paragraph(
        "See ", link("the plan", "https://example.org/plan", "The plan of 2009"), Note(inline("By post.")), "."
    )
    told = story_text(article(story(body), HOUSE))
    assert "See the plan [1] [2]." in told
    assert told.endswith(
        block("""
            Notes and links
            ---------------

            [1] The plan of 2009
                https://example.org/plan
            [2] By post.
        """)
    )


def test_notes_alone_are_called_notes():
    assert "\nNotes\n-----\n" in story_text(article(story(paragraph("Said.", Note(inline("By post.")))), HOUSE))


def test_a_link_whose_text_is_its_address_needs_no_note():
    shown = story_text(article(story(paragraph(Link(inline("example.org/plan"), "https://example.org/plan"))), HOUSE))
    assert "[1]" not in shown


def test_addresses_are_spelled_as_they_are_asked_for():
    body = paragraph(link("the plan", "https://www.example.org/plan/"))
    assert "[1] the plan, example.org/plan" in story_text(article(story(body), HOUSE), None, address=bare)


# ── Stories and issues ──

ALL = story(
    paragraph("The county library keeps its printer free."),
    heading("Why"),
    section="Libraries",
    kind="analysis",
    bylines=(Byline("Ana Ruiz", outlet="The Record"), Byline("Sam Lee", role="Photographs by")),
    series=Series("Ink", 2, 5),
    lead=picture(alt="A printer", caption=inline("In use.")),
    origin=Origin("The Review", "https://review.example/printer"),
    corrections=(Correction(NOON, "We said nine pages.", "It is ten."),),
    sources=(Source("Minutes", "County"),),
    licence="CC BY 4.0",
    address="https://record.example/printer",
)


def test_a_whole_story_in_reading_order():
    assert issue_text(issue(ALL), HOUSE) == block("""
        Analysis · Libraries

        Library printer stays free
        ==========================

        The county votes to keep ten free pages a day.

        By Ana Ruiz, The Record; Photographs by Sam Lee
        Published May 3, 2026 · Corrected May 3, 2026 · 1 min read
        Part 2 of 5 in the series Ink

        This article was originally published by The Review [1].

        [Picture: A printer
        In use.]

        The county library keeps its printer free.

        Why
        ---

        Corrections
        -----------

        Correction, May 3, 2026: We said nine pages. It is ten.

        Sources
        -------

        1. Minutes, County

        Republish this story
        --------------------

        Licence: CC BY 4.0.

        Notes and links
        ---------------

        [1] The Review
            https://review.example/printer

        On the web: https://record.example/printer
    """)


def test_headings_of_unwrapped_text_are_marked_on_their_line():
    shown = story_text(article(ALL, HOUSE), None)
    assert "-- Library printer stays free --" in shown
    assert "-- Why --" in shown


def test_a_withdrawn_story_keeps_its_headline_and_says_why():
    shown = issue_text(issue(story("Gone.", withdrawal=Withdrawal(NOON, "It was not true."))), HOUSE)
    assert "It was not true." in shown
    assert "Library printer" in shown
    assert "Gone." not in shown


def test_an_issue_has_its_contents_its_stories_and_one_appeal():
    house = House(name="The Record", appeal=Appeal(text="Please give."))
    shown = issue_text(
        Issue(
            "week-18", "This week", (ALL, story("Second.", headline="Another")), number="No. 18", introduction="Hello."
        ),
        house,
    )
    assert shown.startswith(
        block("""
            The Record · No. 18

            This week
            =========

            Hello.

            In this issue
            -------------

             1. Library printer stays free
             2. Another

            ========================================================================
        """)
    )
    assert shown.count("Please give.") == 1
    assert shown.index("Another\n=======") < shown.index("Please give.")


def test_an_empty_issue_is_its_title():
    assert issue_text(Issue("empty", "Nothing", ()), House(name="The Record")) == "The Record\n\nNothing\n======="


@settings(max_examples=30)
@given(stories(latin_only=True))
def test_every_story_has_lines_of_72_columns_but_for_what_is_never_broken(any_story):
    kept = [one.text for one in every_block(any_story.body) if isinstance(one, Preformatted)]
    verbatim = {line.strip() for text in kept for line in text.split("\n")}
    for line in issue_text(Issue.of(any_story), HOUSE).split("\n"):
        if line.strip() not in verbatim:
            assert line == line.rstrip()
            # A long line is one address or word, and what unbreakable spaces bind to it.
            assert columns(line) <= 72 or len(line.split()) <= 12


@settings(max_examples=10)
@given(issues())
def test_the_headlines_of_an_issue_are_in_its_text(any_issue):
    words = issue_text(any_issue, HOUSE).split()
    for one in any_issue.stories:
        assert set(article(one, HOUSE).headline.replace("\u00ad", "").split()) <= set(words)
