import sqlite3
from datetime import UTC, date, datetime

import pytest
from hypothesis import example, given, strategies as st

from freesheet.house import House
from freesheet.markup.article import article
from freesheet.site.card import Author, Card
from freesheet.site.search import FORMAT, PAGE_SIZE, Choice, create, put, remove, row_of, search
from freesheet.site.typed import MOST_TERMS, Query
from freesheet.story.nodes import Correction, PullQuote
from tests.freesheet.site.indexes import index, row
from tests.phrases import HOSTILE, LATIN, OTHER_SCRIPTS
from tests.strategies import NOON, inline, paragraph, picture, quotation, story

PHRASES = LATIN + HOSTILE + OTHER_SCRIPTS
LIBRARY = (
    row("1", headline="Flood closes bridge", body="The water rose at night.", authors="José Núñez"),
    row("2", headline="Council votes", dek="On the flood wall", body="Nobody asked the fish.", section="Politics"),
    row("3", headline="Straße gesperrt", body="Das Wasser in Łódź stieg; the flood and the water.", language="de"),
    row("4", headline="北京市的水", body="昨天北京市下了大雨。", language="zh-Hans"),
    row("5", headline="كِتاب جديد", body="كتب أحمد عن المياه", language="ar"),
    row("6", headline="Ministers meet", body="I read that fish don’t vote. हिन्दी में खबर", day=date(2025, 12, 31)),
    row("7", headline="A free-for-all", body="ground water, floodlights and C++", day=date(2024, 2, 29), instant=1.0),
)

SHARED = index(*LIBRARY)


def found(text: str, **fields) -> list[str]:
    """The ids of the stories found, in order."""
    return [hit.slug.removeprefix("story-") for hit in search(SHARED, Query(text, **fields)).hits]


@pytest.mark.parametrize(
    ("typed", "ids"),
    [
        ("bridge", "1"),
        ("BRIDGE", "1"),
        ("bridge.", "1"),
        ("jose nunez", "1"),
        ("JOSÉ NÚÑEZ", "1"),
        ("jose\u0301", "1"),
        ("water flood", "13"),
        ('"the water"', "13"),
        ("“the water”", "13"),
        ("« the water »", "13"),
        ('"water the"', ""),
        ('"the water', "13"),
        ("water -flood", "7"),
        ('water -"the water"', "7"),
        ("water -bridge -lodz", "7"),
        ("-water -flood -北京 -ministers", "5"),
        ("- water", "137"),
        ("strasse", "3"),
        ("STRASSE", "3"),
        ("Straße", "3"),
        ("lodz", "3"),
        ("ŁÓDŹ", "3"),
        ("北京", "4"),
        ("大雨", "4"),
        ("雨大", ""),
        ("北京市的水", "4"),
        ("كتاب", "5"),
        ("احمد", "5"),
        ("हिन्दी", "6"),
        ("don't", "6"),
        ("dont", ""),
        ("free-for-all", "7"),
        ("c++", "7"),
        ("flood*", "1237"),
        ("headline:flood", ""),
        ("NEAR(flood bridge)", ""),
        ("flood AND bridge", ""),
        ("flood OR fish", ""),
        ("ground^2", ""),
        ("groun", "7"),
        ("nowhere", ""),
    ],
)
def test_what_readers_type_finds_stories(typed, ids):
    assert sorted(found(typed)) == list(ids)


@pytest.mark.parametrize(
    "typed",
    [
        *("", " ", '"', '""', '"""', "-", "*", '-"', "()", "!!!", "😀", "\x00", "a\x00b", "\ud800", "' OR 1=1; --"),
        *("a" * 10_000, "a " * 5_000, '"' * 10_000, "-a " * 3_000, "(" * 10_000, "北" * 10_000, "^:{}+*", "\u200b"),
    ],
)
def test_whatever_is_typed_is_answered(typed):
    assert search(SHARED, Query(typed)).pages == 1


@given(st.one_of(st.text(max_size=60), st.text('ab北"-*()^:{}+ \x00“', max_size=30)), st.text(max_size=5))
def test_no_text_is_an_error(typed, section):
    results = search(SHARED, Query(typed, section=section, sort="newest", page=3))
    assert len(results.hits) <= PAGE_SIZE


@given(st.sampled_from(PHRASES), st.sampled_from((str, str.upper, str.lower, str.title, str.casefold)), st.data())
@example("Łódź Straße ﬁsh Ⅷ Ǆ ΣΊΣΥΦΟΣ İstanbul ŉ", str.lower, None)
def test_every_word_of_a_story_finds_it_in_any_case(phrase, case, data):
    with index(row("1", headline="x", body=phrase)) as connection:
        for word in phrase.split():
            if any(character.isalnum() for character in word):
                words = f'"{case(word)}"' if "-" in word or "−" in word or "–" in word else case(word)
                assert search(connection, Query(words)).found == 1, (word, case)


def test_a_word_in_the_headline_weighs_most():
    rows = (
        row("body", headline="x", dek="y", body="printer " * 3 + "and much else"),
        row("headline", headline="Printer", dek="y", body="nothing of it here, only other words that go on and on"),
        row("dek", headline="x", dek="The printer", body="nothing of it here, only other words that go on and on"),
    )
    hits = search(index(*rows), Query("printer")).hits
    assert [hit.slug for hit in hits] == ["story-headline", "story-dek", "story-body"]


def test_newest_first_is_by_the_minute():
    rows = [row(str(number), instant=1000.0 + number % 5) for number in range(5)]
    hits = search(index(*rows), Query("printer", sort="newest")).hits
    assert [hit.slug for hit in hits] == ["story-4", "story-3", "story-2", "story-1", "story-0"]


def test_words_are_marked_and_everything_else_is_escaped():
    connection = index(row(headline="<b>Flood</b> & fury", dek="", body="A <script> in the FLOOD" + " and on" * 90))
    (hit,) = search(connection, Query("flood")).hits
    assert hit.headline == "&lt;b&gt;<mark>Flood</mark>&lt;/b&gt; &amp; fury"
    assert hit.snippet.startswith("A &lt;script&gt; in the <mark>FLOOD</mark> and on")
    assert hit.snippet.endswith("…")
    assert len(hit.snippet) < 400


def test_marks_of_an_unspaced_script_stand_around_the_words():
    (hit,) = search(SHARED, Query("北京")).hits
    assert hit.headline == "<mark>北京</mark>市的水"
    assert hit.snippet == "昨天<mark>北京</mark>市下了大雨。"


@pytest.mark.parametrize(
    ("typed", "snippet"),
    [
        ("county", "The <mark>county</mark> library will keep its printer free."),
        ("pages", "Ten free <mark>pages</mark> a day."),
        ("ruiz", "Ten free pages a day."),
        ("-nothing", "Ten free pages a day."),
    ],
)
def test_the_snippet_shows_the_words_or_what_the_story_is_about(typed, snippet):
    (hit,) = search(index(row()), Query(typed)).hits
    assert hit.snippet == snippet


def test_a_story_without_a_dek_shows_its_beginning():
    (hit,) = search(index(row(dek="")), Query("ruiz")).hits
    assert hit.snippet == "The county library will keep its printer free."


def test_control_characters_of_a_story_are_no_marks():
    (hit,) = search(index(row(headline="A\x02b\x03 c")), Query("printer")).hits
    assert hit.headline == "A b c"


def test_beginnings_count_only_where_no_story_has_the_words():
    connection = index(row("1", body="flooding"), row("2", body="floods"))
    assert search(connection, Query("flood")).wider
    assert search(connection, Query("flood")).found == 2
    assert not search(connection, Query("floods")).wider
    assert search(connection, Query('"flood"')).found == 0
    assert search(connection, Query("fl")).found == 0
    assert not search(connection, Query("nothing")).wider


def test_sections_and_years_narrow_the_search_and_are_counted():
    results = search(SHARED, Query("flood*", year=2026))
    assert results.found == 3
    assert results.sections == (Choice("justice", "Justice", 2), Choice("politics", "Politics", 1))
    assert results.years == (Choice("2026", "2026", 3), Choice("2024", "2024", 1))
    assert found("flood*", section="politics") == ["2"]
    assert found("flood*", section="politics", year=2024) == []


def test_a_chosen_section_or_year_without_results_can_still_be_seen_chosen():
    results = search(SHARED, Query("bridge", section="sports", year=1999))
    assert Choice("sports", "sports", 0) in results.sections
    assert Choice("1999", "1999", 0) in results.years


def test_a_chosen_section_keeps_its_title_where_it_has_no_results_in_the_year():
    assert search(SHARED, Query("flood*", section="politics", year=2024)).sections == (
        Choice("justice", "Justice", 1),
        Choice("politics", "Politics", 0),
    )


def test_a_section_or_a_year_alone_lists_its_stories_newest_first():
    rows = [row(str(number), instant=float(number)) for number in range(3)]
    results = search(index(*rows, row("9", section="")), Query(section="justice"))
    assert [hit.slug for hit in results.hits] == ["story-2", "story-1", "story-0"]
    assert results.hits[0].snippet == "Ten free pages a day."


def test_no_question_finds_nothing_and_tells_what_there_is():
    results = search(SHARED, Query())
    assert (results.found, results.hits) == (0, ())
    assert [choice.value for choice in results.years] == ["2026", "2025", "2024"]


@pytest.mark.parametrize(("page", "shown", "first"), [(1, 1, 44), (2, 2, 24), (3, 3, 4), (4, 3, 4), (10**5, 3, 4)])
def test_pages_hold_twenty_and_none_lies_beyond_the_last(page, shown, first):
    rows = [row(str(number), instant=float(number)) for number in range(45)]
    results = search(index(*rows), Query("printer", sort="newest", page=page))
    assert (results.page, results.pages, results.found) == (shown, 3, 45)
    assert results.hits[0].slug == f"story-{first}"


def test_putting_a_story_again_replaces_it():
    connection = index(row(body="old words"), row("2"))
    put(connection, row(body="new words", slug="moved", section="Politics"))
    assert search(connection, Query("old")).found == 0
    (hit,) = search(connection, Query("new")).hits
    assert (hit.slug, hit.section, hit.section_title) == ("moved", "politics", "Politics")
    connection.execute("INSERT INTO words(words) VALUES ('integrity-check')")


def test_a_removed_story_is_not_found_and_removing_it_again_is_no_error():
    connection = index(row(), row("2", body="other"))
    remove(connection, "1")
    remove(connection, "1")
    assert [hit.slug for hit in search(connection, Query("printer")).hits] == ["story-2"]
    connection.execute("INSERT INTO words(words) VALUES ('integrity-check')")


def test_making_the_tables_again_leaves_the_stories():
    connection = index(row())
    create(connection)
    assert search(connection, Query("printer")).found == 1
    assert connection.execute("PRAGMA user_version").fetchone() == (FORMAT,)


def test_a_writer_can_be_rolled_back(tmp_path):
    connection = sqlite3.connect(tmp_path / "search.db")
    create(connection)
    put(connection, row())
    connection.rollback()
    assert search(connection, Query("printer")).found == 0
    connection.close()


# ── A story's row ──


CARD = Card(
    "1",
    "printer",
    "Printer",
    datetime(2026, 1, 1, 3, tzinfo=UTC),
    NOON,
    section="Justice",
    authors=(Author("Ana Ruiz", "Gazette"), Author("Bo")),
)


def test_a_row_has_the_words_of_a_story_and_its_day_at_the_house():
    told = story("First.", quotation("Second.", source="Third"), PullQuote(inline("Loud")), lead=picture(alt="Fourth"))
    made = row_of(CARD, told, House(time_zone="America/Chicago"))
    assert made
    assert made.body == "Fourth\nFirst.\nThird\nSecond."
    assert (made.day, made.authors) == (date(2025, 12, 31), "Ana Ruiz\nBo")
    assert search(index(made), Query("", year=2025)).hits[0].authors == "Ana Ruiz, Bo"


def test_a_row_of_an_article_has_its_corrections_too():
    told = story(paragraph("Body."), corrections=(Correction(NOON, "Tuesday", "Wednesday"),))
    made = row_of(CARD, article(told, House()), House())
    assert made
    assert {"Body.", "Wednesday"} <= set(made.body.replace("\n", " ").split())


def test_a_story_without_lead_or_section_has_a_row():
    made = row_of(Card("1", "a", "A", NOON, NOON), story("Words."), House())
    assert made
    assert search(index(made), Query("words")).hits[0].section == ""


def test_a_withdrawn_story_has_no_row():
    card = Card("1", "a", "A", NOON, NOON, withdrawn=NOON)
    assert row_of(card, story(), House()) is None


def test_only_so_many_words_are_looked_for():
    assert len(Query("a " * 100).terms) == MOST_TERMS
