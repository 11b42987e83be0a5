"""Plain text: typed by itself, or a page copied with its furniture."""

from datetime import UTC, datetime
from textwrap import fill

import pytest

from freesheet.intake import Arrival, NotTaken, Raw, take
from freesheet.story.nodes import Break, Byline, Heading, List, Paragraph, Quotation, Text
from freesheet.story.walk import plain

LONG = "The river rose four feet in the night, and in the morning the bridge was gone, and nobody had heard it go."
ALSO = "By noon the county had closed the road on both banks, and a man with a rowing boat had named his price."


def arrived(text: str) -> Arrival:
    return take(Raw(text.encode(), "story.txt"))


def text(words: str) -> Paragraph:
    return Paragraph((Text(words),))


COPIED = f"""Skip to content
Harbor Light
News
Politics
Climate
Donate
Search

The bridge that nobody heard fall

A river took it in the night, and the town is learning to row.

By Jane Doe and John Roe, The Paper
November 22, 2026

Share
Facebook

The bridge at Lower Wick on Friday. (Photo by Ann Lee / Getty Images)

{LONG}

“It was there when I put the cat out,” said Martha Pell.

WHAT THE COUNTY SAYS

{ALSO}

Advertisement

    The bridge had been inspected in the spring, and it was found to be, in the words
    of the report, a bridge.

- a boat, twice a day;
- a rope;
- patience.

* * *

This story was originally published by Rain Gauge.

{LONG}

Our work depends on your support. We have no paywall, and we never will.

Please consider making a tax-deductible donation today, before midnight.

Give now

Related stories
A road that goes nowhere
Who owns the ford?

© 2026 Harbor Light. All rights reserved.
"""


def test_a_page_copied_as_text_is_a_story_again():
    arrival = arrived(COPIED)
    story = arrival.story
    assert story.headline == "The bridge that nobody heard fall"
    assert story.dek == "A river took it in the night, and the town is learning to row."
    assert story.bylines == (Byline("Jane Doe", outlet="The Paper"), Byline("John Roe", outlet="The Paper"))
    assert story.published == datetime(2026, 11, 22, tzinfo=UTC)
    assert story.origin
    assert story.origin.partner == "Rain Gauge"
    assert [type(block) for block in story.body] == [
        Paragraph, Paragraph, Heading, Paragraph, Quotation, List, Break, Paragraph,
    ]  # fmt: skip
    assert story.body[4] == Quotation(
        (
            text(
                "The bridge had been inspected in the spring, and it was found to be, in the words "
                "of the report, a bridge."
            ),
        )
    )


@pytest.mark.parametrize(
    "menu",
    [
        "News Opinion Donate About",
        "News  Opinion  Arts & Culture  Sign in",
        "HOME | POLITICS | CLIMATE | ABOUT US | SEARCH",
        "Noticias · Política · Deportes · Cultura",
    ],
)
def test_a_menu_in_one_line_is_not_the_headline(menu: str):
    arrival = arrived(f"Skip to content\n{menu}\n\nThe bridge that nobody heard fall\n\n{LONG}\n\n{ALSO}")
    assert arrival.story.headline == "The bridge that nobody heard fall"
    assert [drop.text for drop in arrival.drops] == ["Skip to content", " ".join(menu.split())]


@pytest.mark.parametrize(
    "headline", ["World business news", "The politics of sport", "Food, health and science: a guide"]
)
def test_a_headline_of_such_words_is_one(headline: str):
    assert arrived(f"{headline}\n\n{LONG}\n\n{ALSO}").story.headline == headline


def test_what_was_around_it_is_reported_by_kind():
    dropped: dict[str, list[str]] = {}
    for drop in arrived(COPIED).drops:
        dropped.setdefault(drop.what, []).append(drop.text)
    assert "Skip to content" in dropped["navigation"]
    assert "Politics" in dropped["navigation"]
    assert dropped["share row"] == ["Share", "Facebook"]
    assert dropped["advertisement"] == ["Advertisement"]
    assert dropped["caption"] == ["The bridge at Lower Wick on Friday. (Photo by Ann Lee / Getty Images)"]
    assert any("tax-deductible" in words for words in dropped["appeal"])
    assert any("no paywall" in words for words in dropped["appeal"])
    assert "Who owns the ford?" in dropped["related stories"]
    assert dropped["copyright line"] == ["© 2026 Harbor Light. All rights reserved."]


def test_every_word_is_in_the_story_or_in_a_report():
    arrival = arrived(COPIED)
    story = arrival.story
    told = " ".join(
        [story.headline, story.dek, "By Jane Doe and John Roe, The Paper November 22, 2026"]
        + [plain(block) for block in story.body]
        + [drop.text for drop in arrival.drops]
    )
    bare = {word for word in COPIED.split() if any(letter.isalnum() for letter in word)}
    assert {word for word in bare if word not in told} == set()


NUMBERED = List(((text("one"),), (text("two and a half"),)), ordered=True, start=3)


@pytest.mark.parametrize(
    ("typed", "blocks"),
    [
        (f"Head\n{LONG}\n{ALSO}", (text(LONG), text(ALSO))),
        (f"Head\r\n\r\n{LONG}\r\n\r\n{ALSO}\r\n", (text(LONG), text(ALSO))),
        (f"Head\n\n{fill(LONG, 64)}\n\n{fill(ALSO, 72)}\n", (text(LONG), text(ALSO))),
        (f"Head\n\n> {LONG}\n\n{ALSO}", (Quotation((text(LONG),)), text(ALSO))),
        (f"Head\n\n{LONG}\n\nA small thing\n\n{ALSO}", (text(LONG), Heading((Text("A small thing"),)), text(ALSO))),
        (f"Head\n\n{LONG}\n\n3. one\n4. two\n   and a half", (text(LONG), NUMBERED)),
        ("Head\n\nShort.", (text("Short."),)),
        ("Head only", ()),
    ],
)  # fmt: skip
def test_paragraphs_are_told_apart(typed, blocks):
    story = arrived(typed).story
    assert story.headline.startswith("Head")
    assert story.body == blocks


def test_a_word_divided_at_a_line_end_is_whole_again():
    words = "The committee, which had been sitting since the early afternoon, went home, and no one spoke."
    lines = f"Head\n\n{words[:58]}-\n{words[58:]}\n"
    assert "early afternoon, went" in plain(arrived(lines).story.body[0])


def test_lines_wrapped_without_blank_lines_are_joined_to_paragraphs():
    wrapped = (
        "  The river rose four feet in the night, and in the morning the\n"
        "bridge was gone, and nobody in the whole town had heard it go.\n"
        "  By noon the county had closed the road on both of the banks, and\n"
        "a man with a rowing boat had named his price, which was steep.\n"
    )
    body = arrived(f"The bridge that nobody heard fall in the night of last Saturday\n{wrapped}").story.body
    assert [plain(block)[:9] for block in body] == ["The river", "By noon t"]


def test_a_short_last_line_ends_its_paragraph():
    lines = ["The river rose four feet in the night, and in the morning the"] * 5
    body = arrived("\n".join(["A head of a story", *lines, "end."])).story.body
    assert plain(body[-1]).endswith("the end.")


def test_many_blank_lines_are_one():
    assert arrived(f"Head\n\n\n\n{LONG}\n\n\n{ALSO}").story.body == (text(LONG), text(ALSO))


def test_an_update_and_a_byline_with_a_date_are_told():
    story = arrived(f"The head of it all\n\nBy Jane Doe | Nov. 22, 2026\n\nUpdated November 23, 2026\n\n{LONG}").story
    assert story.bylines == (Byline("Jane Doe"),)
    assert story.published == datetime(2026, 11, 22, tzinfo=UTC)
    assert story.updated == datetime(2026, 11, 23, tzinfo=UTC)


def test_labels_after_the_end_are_no_part_of_the_story():
    arrival = arrived(f"The head of it all\n\n{LONG}\n\n{ALSO}\n\nA first title\n\nA second title\n\nA third title")
    assert arrival.story.body == (text(LONG), text(ALSO))
    assert [drop.text for drop in arrival.drops] == ["A first title", "A second title", "A third title"]


def test_a_story_about_donations_is_no_appeal():
    about = (
        "Donors gave less this year, the institute says, and small charities felt it first, in the spring, as always."
    )
    arrival = arrived(f"Giving falls for a third year\n\n{about}\n\n{LONG}\n\n{ALSO}")
    assert arrival.story.body == (text(about), text(LONG), text(ALSO))
    assert not arrival.drops


def test_furniture_alone_is_no_story():
    with pytest.raises(NotTaken, match="has no headline"):
        arrived("Skip to content\n\nShare this\n\nAdvertisement")


def test_text_of_nothing_that_can_be_seen_is_no_story():
    with pytest.raises(NotTaken, match="There is no text in"):
        arrived("\u200b\n\n\u00ad\n")


def test_an_appeal_in_the_middle_is_set_apart():
    appeal = "We need your help: please make a tax-deductible donation before midnight. Every gift keeps us going."
    arrival = arrived("\n\n".join(["The head of it all", LONG, appeal, ALSO, LONG, ALSO, LONG]))
    assert [drop.text for drop in arrival.drops] == [appeal]
    assert len(arrival.story.body) == 5
