import pytest
from hypothesis import given, settings
from msgspec.structs import replace

from freesheet.editions.handbill import EDITION
from freesheet.house import House
from freesheet.story.nodes import Aside, Note, Paragraph, Story
from tests.freesheet.editions.sheets import (
    A4,
    EVERYTHING,
    HARD,
    LETTER,
    ON_A4,
    RECORD,
    SENTENCE,
    faults,
    make,
    odd_kit,
    sizes,
    text_of,
    words,
)
from tests.strategies import inline, kit, paragraph, stories, story

pytestmark = pytest.mark.needs("pdftotext")


def test_a_handbill_is_a_poster_and_four_small_ones():
    made = make(EDITION, story(SENTENCE, address="https://record.example/a/"))
    poster, four, _ = text_of(made.data).split("\f")
    assert (made.path, made.edition, made.pages, made.sheets) == ("handbill.pdf", "handbill", 2, 1)
    assert sizes(made.data) == [LETTER] * 2
    for text, times in ((poster, 1), (four, 4)):
        line = " ".join(text.split())
        for part in (
            "Library printer",
            "The county votes",
            "the board decided",
            "Read the whole story",
            "record.example/a",
        ):
            assert line.count(part) == times, part


def test_the_house_chooses_the_paper():
    assert sizes(make(EDITION, story(), kit(ON_A4)).data) == [A4] * 2


def test_what_a_reader_can_do_stands_in_a_box():
    told = story(SENTENCE, Aside((paragraph("Write to the board."),), "what-you-can-do"))
    made = make(EDITION, told)
    assert "What you can do" in words(made.data)
    assert made.losses == ()


def test_what_does_not_fit_is_reported_with_its_words():
    told = story(SENTENCE, *[f"{SENTENCE * 6} Part {n}." for n in range(5)], Aside((paragraph("A box."),)))
    (loss,) = make(EDITION, told).losses
    assert (loss.edition, loss.story, loss.what) == ("handbill", "library-printer", "The rest of the story")
    assert "Part 4." in loss.text
    assert "A box." in loss.text


def test_shown_or_reported_no_word_is_lost():
    made = make(EDITION, EVERYTHING)
    text = words(made.data) + " " + " ".join(loss.text for loss in made.losses)
    for part in (
        "He said",
        "A heading",
        "Nobody asked.",
        "first point",
        "Pages a day",
        "Words of the film.",
        "A footnote.",
    ):
        assert part in text, part


def test_a_footnote_of_a_paragraph_that_is_shown_is_reported():
    (loss,) = make(EDITION, story(Paragraph(inline("Shown.", Note(inline("Not shown.")))))).losses
    assert loss.text == "Not shown."


def test_a_box_that_would_fill_the_sheet_is_left_for_the_whole_story():
    told = story("Short.", Aside((paragraph(SENTENCE * 40),), "what-you-can-do"))
    (loss,) = make(EDITION, told).losses
    assert "the board decided" in loss.text


@pytest.mark.parametrize("field", ["headline", "dek"])
def test_a_long_headline_or_dek_is_cut_and_reported(field):
    made = make(EDITION, replace(story("Short."), **{field: SENTENCE * 5}))
    assert [loss.text.strip() for loss in made.losses] == [(SENTENCE * 5).strip()]
    assert "…" in words(made.data)


def test_very_many_authors_are_reported():
    (loss,) = make(EDITION, HARD["many authors"]).losses
    assert "Ana Ruiz 59" in loss.text


def test_corrections_and_notices_come_before_the_gist():
    poster = " ".join(text_of(make(EDITION, EVERYTHING).data).split("\f")[0].split())
    places = [poster.index(part) for part in ("originally published", "Editor’s note", "We said nine.", "He said")]
    assert places == sorted(places)


def test_a_withdrawn_story_is_its_notice():
    text = words(make(EDITION, HARD["withdrawn"]).data)
    assert "It was not true." in text
    assert "He said" not in text


def test_without_an_address_it_tells_how_to_write():
    made = make(EDITION, story(), kit(replace(RECORD, site="")))
    assert "By post: 1 Main St, Springfield, IL 62701" in words(made.data)
    assert "Freesheet" in words(make(EDITION, story(), kit(House())).data)


@pytest.mark.parametrize("name", HARD)
def test_whatever_a_story_holds_it_is_set_and_its_tags_are_sound(name):
    made = make(EDITION, HARD[name], odd_kit())
    assert faults(made.data) == []
    assert made.pages == 2


@settings(max_examples=8)
@given(stories())
def test_any_story_is_set_and_its_tags_are_sound(told: Story):
    made = make(EDITION, told)
    assert faults(made.data) == []
    assert made.pages == 2
