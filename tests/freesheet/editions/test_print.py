import re
import subprocess
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from msgspec.structs import replace

from freesheet.editions.print import EDITION
from freesheet.house import House
from freesheet.paper import galley
from freesheet.paper.copyfit import SIZES
from freesheet.story.nodes import Issue, Paragraph, Quotation, Story
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
from tests.strategies import heading, inline, issue, kit, link, paragraph, picture, stories, story

pytestmark = pytest.mark.needs("pdftotext")
# As long as a usual news story, in paragraphs that are all different.
LONG = tuple(f"{SENTENCE * (n % 4 + 1)}Number {n} asked again." for n in range(26))


def test_a_story_is_one_pdf_of_its_sides_and_sheets():
    made = make(EDITION, story(*LONG))
    assert (made.path, made.edition, made.pages, made.sheets) == ("print.pdf", "print", 2, 1)
    assert sizes(made.data) == [LETTER] * 2


def test_the_house_chooses_the_paper():
    assert sizes(make(EDITION, story(), kit(ON_A4)).data) == [A4]


@pytest.mark.parametrize("name", HARD)
def test_whatever_a_story_holds_it_is_set_and_its_tags_are_sound(name):
    made = make(EDITION, HARD[name], odd_kit())
    assert faults(made.data) == []
    assert made.pages == len(sizes(made.data))


def test_everything_in_a_story_is_on_the_sheet():
    text = words(make(EDITION, EVERYTHING).data)
    for part in (
        "The Record",
        "NEWS · LIBRARIES",
        "Part 2 of 3 in the series Printers",
        "Library printer stays free",
        "The county votes to keep ten free pages a day.",
        "By Ana Ruiz",
        "Published May 3, 2026",
        "originally published by The Other",
        "Editor’s note, May 3, 2026: Wrong. Right.",
        "The library.",
        "Credit: Kim",
        "A heading",
        "Nobody asked.",
        "— Ana Ruiz",
        "nested point",
        "A printer at work.",
        "Picture: A lost printer",
        "Pages a day",
        "Write to the board.",
        "Plays on the web: A film",
        "Words of the film.",
        "Correction, May 3, 2026: We said nine. It is ten.",
        "Minutes",
        "A footnote.",
        "The Report https://example.org/report",
        "Please give.",
        "To give by post: The Record, 1 Main St",
        "Licence: ",
        "On the web:",
        "By post: 1 Main St, Springfield, IL 62701",
        "Page 1 of 2",
    ):
        assert part in text.replace("\u202f", ""), part


def test_the_sheet_is_a_publication():
    text = words(make(EDITION, story()).data)
    assert (
        "Published by The Record · Vol. 1, No. 0503 · May 3, 2026 · "
        "Copyright © 2026 The Record · 1 Main St · Springfield, IL 62701"
    ) in text


def test_every_page_says_house_headline_and_number():
    pages = text_of(make(EDITION, story(*LONG, address="https://record.example/a/")).data).split("\f")[:-1]
    for number, page in enumerate(pages, 1):
        line = " ".join(page.split())
        assert "The Record · Library printer stays free" in line
        assert "record.example/a" in line
        assert f"Page {number} of {len(pages)}" in line


@pytest.mark.needs("pdfinfo")
def test_it_is_read_aloud_in_order(tmp_path):
    path = tmp_path / "print.pdf"
    path.write_bytes(make(EDITION, EVERYTHING).data)
    done = subprocess.run(["pdfinfo", "-struct-text", path], check=True, capture_output=True, text=True)
    parts = (
        "Library printer stays free",
        "The county votes",
        "By Ana Ruiz",
        "originally published",
        "Figure",
        "He said",
        "H2 ",
        "BlockQuote",
        "first point",
        "nested point",
        "Table",
        "Write to the board.",
        "Words of the film.",
        "We said nine.",
        "Minutes",
        "A footnote.",
        "Please give.",
        "Published by",
    )
    places = [done.stdout.index(part) for part in parts]
    assert places == sorted(places)


def test_the_smaller_size_is_taken_only_where_it_saves_a_sheet():
    """Adding words to a story never takes more sheets than setting it at the largest size would."""
    made = [make(EDITION, story(*LONG[:count], picture())) for count in (4, 10, 18)]
    assert [m.sheets for m in made] == [1, 1, 1]
    assert SIZES[0] == 11


def test_a_withdrawn_story_is_its_notice():
    text = words(make(EDITION, HARD["withdrawn"]).data)
    assert "This story was withdrawn on May 3, 2026. It was not true." in text
    assert "Write to the board." not in text
    assert "Page 1 of 1" in text


def test_a_missing_picture_is_described_and_reported():
    made = make(EDITION, story(picture("missing.png", alt="A lost printer")))
    assert "Picture: A lost printer" in words(made.data)
    assert [loss.what for loss in made.losses] == ["The picture missing.png is not in the folder."]


def test_words_with_characters_that_no_typeface_has_are_reported():
    made = make(EDITION, story("Hello 😀 world, 한국어 too.", headline="Plain"))
    (loss,) = made.losses
    assert (loss.edition, loss.story, loss.text) == ("print", "library-printer", "😀 한국어")
    assert "Hello [grinning face] world, □□□ too." in words(made.data)


def test_a_mark_that_goes_with_no_letter_is_left_out_and_reported():
    made = make(EDITION, story("Plain x\u036f and more."))
    assert [loss.text for loss in made.losses] == ["x\u036f"]
    assert "Plain x and more." in words(made.data)


def test_nodes_that_no_tags_can_follow_are_set_without_and_reported(monkeypatch):
    monkeypatch.setattr(galley, "LONGEST_HEADING", 10_000)
    made = make(EDITION, story(Quotation((heading(SENTENCE * 12), picture()))))
    assert SENTENCE.strip() in words(made.data)
    assert [loss.what for loss in made.losses] == ["Tags for a screen reader: its parts nest too oddly"]


def test_addresses_stand_in_numbered_notes():
    text = words(make(EDITION, story(Paragraph(inline("See ", link("the report", "https://example.org/r"), ".")))).data)
    assert re.search(r"See the report\s?1", text.replace("\u202f", ""))
    assert "Notes and links 1. the report https://example.org/r" in text


def test_three_hundred_notes_go_over_as_many_pages_as_they_need():
    links = [paragraph("See ", link(f"page {n}", f"https://example.org/page/{n}")) for n in range(300)]
    text = words(make(EDITION, story(*links)).data)
    assert all(f"https://example.org/page/{n}" in text for n in range(300))


def test_an_issue_is_a_newspaper_with_its_contents():
    first = story(*LONG, slug="first", headline="The first story")
    second = story("Second words.", slug="second", headline="The second story", address="https://record.example/2")
    made = make(EDITION, issue(first, second, introduction="What happened.", number="No. 7"))
    pages = text_of(made.data).split("\f")
    front = " ".join(pages[0].split())
    assert "This week" in front
    assert "What happened." in front
    assert "No. 7" in front
    assert re.search(r"In this issue The first story 1 The second story 2", front)
    assert "Second words." in pages[1]
    assert words(made.data).count("Please give.") == 1
    assert words(made.data).count("Name the author and link to the original.") == 1
    assert faults(made.data) == []


def test_the_same_story_may_stand_in_an_issue_twice():
    assert words(make(EDITION, issue(story("Twice."), story("Twice."))).data).count("Twice.") == 2


def test_an_issue_without_stories_is_a_masthead():
    made = make(EDITION, Issue(slug="none", title="None", stories=()), kit(House()))
    assert "None" in words(made.data)
    assert faults(made.data) == []


def test_a_very_long_foot_breaks_across_pages():
    house = replace(RECORD, appeal=replace(RECORD.appeal, text=SENTENCE * 60), name="The Long Record " * 12)
    text = words(make(EDITION, story(), kit(house)).data)
    assert text.count("the board decided") >= 60


def test_without_a_date_the_run_dates_the_sheet():
    undated = replace(story(), published=None)
    made = make(EDITION, undated, kit(RECORD, now=datetime(2027, 2, 3, tzinfo=UTC)))
    assert "February 3, 2027" in words(made.data)


def test_without_a_date_and_a_clock_a_sheet_shows_none():
    text = words(make(EDITION, story(published=None), kit(RECORD, now=None)).data)
    assert "Published by The Record · Copyright © The Record" in text
    assert "1980" not in text


def test_the_same_story_is_the_same_bytes_in_any_thread():
    told = [replace(EVERYTHING, headline=f"Headline {n % 3}") for n in range(6)]
    with ThreadPoolExecutor(3) as pool:
        made = [artifact.data for artifact in pool.map(lambda one: make(EDITION, one), told)]
    assert made[:3] == made[3:]
    assert made[:3] == [make(EDITION, one).data for one in told[:3]]


@settings(max_examples=12)
@given(stories())
def test_any_story_is_set_and_its_tags_are_sound(told: Story):
    assert faults(make(EDITION, told).data) == []


@pytest.mark.needs("qpdf")
def test_the_file_is_sound(tmp_path):
    path = tmp_path / "print.pdf"
    path.write_bytes(make(EDITION, EVERYTHING).data)
    subprocess.run(["qpdf", "--check", path], check=True, capture_output=True)
