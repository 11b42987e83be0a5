"""What another paper copies."""

from collections import Counter
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from lxml import html
from msgspec.structs import replace

from freesheet.house import House
from freesheet.intake import Raw, take
from freesheet.markup.article import article
from freesheet.site.content import Shown
from freesheet.site.republish import Copies, may_be_republished, republish
from freesheet.story.nodes import Aside, Block, Byline, Correction, Embed, Note, Origin, Withdrawal
from tests import feed_rules
from tests.cards import HOUSE
from tests.extraction import of_html, squeezed
from tests.strategies import bullets, inline, link, paragraph, picture, quotation, stories, story

PAGE = "https://www.example.org/library-printer/"
LATER = datetime(2026, 5, 9, 3, tzinfo=UTC)
OURS = picture("ours.png", "A grey box", republishable=True)
THEIRS = picture("theirs.png", "A wire photo", credit="The Wire", caption=inline("Grey."))


def shown(file: str) -> Shown | None:
    return None if file == "gone.png" else Shown(f"https://www.example.org/pictures/{file}", 640, 427)


def copied(*body: str | Block, house: House = HOUSE, **fields) -> Copies:
    return republish(article(story(*body, **fields), house), house, shown, PAGE)


def faults(copies: Copies) -> list[str]:
    """R14: what a copy must not have; the headline is the one thing that a feed's text has not."""
    return [fault for fault in feed_rules.of_html(copies.html) if fault != "<h1> is not for feeds."]


def each(copies: Copies) -> tuple[str, ...]:
    return (copies.html, copies.markdown, copies.text)


def test_every_copy_has_all_that_a_republisher_must_carry():
    copies = copied(
        paragraph("It costs ", link("nothing", "/prices/"), Note(inline("See page 2.")), "."),
        corrections=(
            Correction(LATER, "It costs.", "It is free."),
            Correction(LATER, "Six.", "Seven.", substantial=True),
        ),
    )
    for copy in each(copies):
        for words in (
            "Library printer stays free",
            "By Ana Ruiz, The Test House",
            "Published May 3, 2026",
            "It is free.",
            "Editor’s note",
            "See page 2.",
            "This article was originally published by",
            PAGE,
            "CC BY-ND 4.0",
        ):
            assert words in copy
        # What a republisher must do stands beside the copy, not in it.
        assert "name its author" not in copy
    assert '<a href="https://www.example.org/prices/">nothing</a>' in copies.html
    assert "[nothing](https://www.example.org/prices/)[^1]" in copies.markdown
    assert '<a href="https://creativecommons.org/licenses/by-nd/4.0/">CC BY-ND 4.0</a>' in copies.html
    assert faults(copies) == []


@pytest.mark.parametrize(
    ("fields", "byline"),
    [
        ({"bylines": (Byline("Ana Ruiz", outlet="The Courier"),)}, "By Ana Ruiz, The Courier"),
        ({"bylines": (Byline("The Test House"),)}, "By The Test House"),
        ({"bylines": (Byline("Ana Ruiz"),), "origin": Origin("The Courier")}, "By Ana Ruiz, The Courier"),
    ],
)
def test_the_outlet_stands_behind_the_byline_once(fields, byline):
    assert byline in copied(**fields).text.split("\n")


def test_a_story_without_byline_dek_date_or_licence_leaves_them_out():
    copies = copied("Words.", house=House(name="H"), bylines=(), dek="", published=None)
    assert copies.markdown.split("\n\n") == [
        "# Library printer stays free",
        "Words.",
        "___",
        f"This article was originally published by [H]({PAGE}). {PAGE}\n",
    ]


def test_without_an_address_the_credit_names_the_house_alone():
    told = article(story("Words."), House(name="H"))
    assert "published by H on May 3, 2026." in republish(told, House(name="H"), shown).text


def test_a_story_from_a_partner_credits_the_partner_once():
    copies = copied(origin=Origin("The Courier", "https://example.com/a", licence="CC BY 4.0"))
    assert copies.text.count("originally published by") == 1
    assert "The Test House" not in copies.text


def test_only_pictures_that_others_may_show_are_shown():
    copies = copied(
        "Words.",
        THEIRS,
        quotation("q"),
        Aside((OURS, THEIRS)),
        bullets((THEIRS,)),
        Embed("https://example.com/v", "A film", THEIRS, (THEIRS,)),
        Embed("https://example.com/w", "A tape", OURS),
        picture("gone.png", "Lost", republishable=True),
        picture("x.png", decorative=True),
        lead=OURS,
    )
    assert copies.html.count("<img") == copies.html.count("ours.png") == 3
    assert copies.markdown.count("![A grey box](https://www.example.org/pictures/ours.png)") == 3
    for copy in each(copies):
        assert "theirs.png" not in copy
        assert "x.png" not in copy
    note = "[Picture: A wire photo Grey. Credit: The Wire]"
    assert copies.html.count(note) == copies.text.count(note) == 4
    assert "[Picture: Lost]" in copies.text
    assert faults(copies) == []


@pytest.mark.parametrize(
    ("fields", "house", "may"),
    [
        ({}, HOUSE, True),
        ({}, House(), False),
        ({"licence": "CC0"}, House(), True),
        ({"licence": "All rights reserved."}, HOUSE, False),
        ({"licence": "By permission of the Courier"}, HOUSE, False),
        ({"licence": "Free to copy, with our name."}, HOUSE, True),
        ({"origin": Origin("The Courier")}, HOUSE, False),
        ({"origin": Origin("The Courier"), "terms": "Ask us first."}, HOUSE, False),
        ({"origin": Origin("The Courier"), "licence": "By permission of the Courier"}, HOUSE, False),
        ({"origin": Origin("The Courier"), "licence": "CC BY-ND 4.0"}, HOUSE, True),
        ({"withdrawal": Withdrawal(LATER, "It was not true.")}, HOUSE, False),
    ],
)
def test_a_story_may_be_republished_where_a_licence_says_so(fields, house, may):
    assert may_be_republished(article(story(**fields), house)) is may


def test_the_markdown_is_the_same_story_again():
    came = take(Raw(copied("Words.", quotation("q")).markdown.encode(), "copy.md")).story
    assert came.headline == "Library printer stays free"


@settings(max_examples=40)
@given(stories())
def test_any_story_gives_clean_copies_with_the_same_words(one):
    one = replace(one, withdrawal=None)
    copies = republish(article(one, HOUSE), HOUSE, shown, PAGE)
    assert faults(copies) == []
    page = html.fromstring(f"<div>{copies.html}</div>")
    assert not page.xpath("//script|//style|//form|//iframe|//svg|//@class|//@style|//@id")
    read = Counter(squeezed(of_html(f"<div>{copies.html}</div>")))
    # Link texts and addresses stand in the plain text's notes again, so it has more.
    assert not read - Counter(squeezed(copies.text + copies.markdown * 2))
