"""Tests of the front page of an issue that is read as files."""

from markupsafe import Markup
from msgspec.structs import replace

from freesheet.house import Appeal, House
from freesheet.markup.article import article
from freesheet.markup.front import Entry, front, style
from freesheet.story.nodes import Issue, Story, Withdrawal
from tests.strategies import NOON, issue, kit, story

HOUSE = House(
    name="The River Paper",
    site="https://river.example",
    postal="PO Box 12\nSpringfield, IL 62701",
    contact="desk@river.example",
    appeal=Appeal("Help us.", address="https://river.example/give"),
)


def page(*stories: Story, house: House = HOUSE, **fields: str) -> str:
    chosen = replace(Issue(slug="week-18", title="This week", stories=stories), **fields)
    entries = [Entry(article(one, house), f"{one.slug}.html") for one in stories]
    return front(chosen, kit(house), entries)


def test_each_story_is_a_headline_that_leads_to_it_with_its_dek_and_byline() -> None:
    shown = page(story(section="Libraries"), number="No. 18", introduction="What the board did.")
    assert '<h2><a href="library-printer.html">Library printer stays free</a></h2>' in shown
    for told in ("News · Libraries", "The county votes to keep ten free pages a day.", "By Ana Ruiz"):
        assert told in shown
    assert "No. 18 · May 3, 2026" in shown
    assert "What the board did." in shown


def test_the_house_tells_where_it_is_and_marks_what_is_online() -> None:
    shown = page(story())
    assert "PO Box 12<br>Springfield, IL 62701" in shown
    assert '<a href="mailto:desk@river.example">desk@river.example</a> <span class="online">(online)</span>' in shown
    assert '<a href="https://river.example">https://river.example</a> <span class="online">(online)</span>' in shown
    assert "Help us." in shown
    assert '<a href="https://river.example/give">https://river.example/give</a> <span class="online">' in shown


def test_a_house_that_tells_nothing_of_itself_has_no_empty_lines() -> None:
    shown = page(story(dek="", bylines=()), house=House())
    assert "(online)" not in shown
    assert 'class="appeal"' not in shown
    assert 'class="dek"' not in shown
    assert 'class="byline"' not in shown


def test_a_withdrawn_story_says_that_it_is() -> None:
    shown = page(story(withdrawal=Withdrawal(NOON, "A forged document.")))
    assert "This story was withdrawn on May 3, 2026. A forged document." in shown


def test_a_story_in_arabic_runs_from_right_to_left_in_an_english_issue() -> None:
    shown = page(story(), story(slug="maktaba", headline="المكتبة", language="ar"))
    assert '<html lang="en" dir="ltr">' in shown
    assert '<article lang="ar" dir="rtl">' in shown


def test_an_issue_in_a_language_without_phrases_tells_which_words_are_english() -> None:
    shown = page(story(language="de"))
    assert '<html lang="de" dir="ltr">' in shown
    assert '<p class="imprint" lang="en" dir="ltr">' in shown


def test_other_files_are_told_for_each_story_and_for_all_of_them() -> None:
    told = article(story(), HOUSE)
    entry = Entry(told, "a/index.html", Markup('<img src="1.jpg" alt=""/>'), (("Text only", "a/text.txt"),))
    shown = front(issue(story(), title="This week"), kit(HOUSE), [entry], (("Print", "issue.pdf"),))
    assert '<a href="a/text.txt" aria-label="Text only: Library printer stays free">Text only</a>' in shown
    assert '<a href="issue.pdf">Print</a>' in shown
    assert '<div class="picture"><img src="1.jpg" alt=""/></div>' in shown


def test_an_issue_without_stories_has_a_front_page_all_the_same() -> None:
    assert "<h1>This week</h1>" in page()


def test_the_style_has_the_colour_of_the_house() -> None:
    assert "--accent: #123456;" in style("#123456")
