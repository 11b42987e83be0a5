"""Plain text: typed by itself, or a page copied with its furniture."""

from datetime import UTC, datetime
from textwrap import fill

import pytest

from freesheet.intake import Arrival, NotTaken, Raw, take
from freesheet.story.nodes import Break, Byline, Heading, LineBreak, List, Paragraph, Quotation, Text
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


def test_who_signs_a_letter_is_in_it():
    letter = arrived(f"A letter from Lower Wick\n\n{LONG}\n\n{ALSO}\n\nYours,\nMartha Pell\n12 Main Street\nLower Wick")
    assert list(map(plain, letter.story.body[-4:])) == ["Yours,", "Martha Pell", "12 Main Street", "Lower Wick"]


def test_a_line_that_begins_like_a_byline_is_none_without_a_name():
    arrival = arrived(f"The bridge that nobody heard fall\n\nBy noon the road was closed\n\n{LONG}\n\n{ALSO}")
    assert (arrival.story.dek, arrival.story.bylines) == ("By noon the road was closed", ())


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


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("Por María Núñez y Pedro Arce", ["María Núñez", "Pedro Arce"]),
        ("Par Gwen Le Goff", ["Gwen Le Goff"]),
        ("By ANA RUIZ", ["ANA RUIZ"]),
        ("Words by Ana Ruiz", ["Ana Ruiz"]),
    ],
)
def test_a_byline_in_any_of_the_languages_is_one(line, names):
    arrival = arrived(f"The bridge that nobody heard fall\n\n{line}\n\n{LONG}\n\n{ALSO}")
    assert [byline.name for byline in arrival.story.bylines] == names


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


MOVED_IN = """The bridge that nobody heard fall

By Jane Doe

     The river rose four feet in the night, and in the morning the
bridge was gone, and nobody in the whole town had heard it go.
     "It was there when I put the cat out," said Martha Pell, who
lives on the bank.
     By noon the county had closed the road on both of the banks.

     A man with a rowing boat had named his price, which was said to
be steep.
"""


def test_a_line_that_is_moved_in_begins_a_paragraph():
    body = arrived(MOVED_IN).story.body
    assert [plain(block)[:9] for block in body] == ["The river", '"It was t', "By noon t", "A man wit"]


def test_a_short_line_in_a_wrapped_paragraph_is_no_heading():
    address = "Ferry Office\nCity Hall\nLower Wick, on the left bank"
    body = arrived(f"Head of it\n\n{fill(LONG, 64)}\n\n{address}\n\n{fill(ALSO, 64)}").story.body
    assert body == (text(LONG), *map(text, address.split("\n")), text(ALSO))


def test_a_hyphen_at_a_lines_end_is_reported():
    typed = MOVED_IN.replace("in the morning the\nbridge", "in the morn-\ning the bridge").replace(
        "lives on", "well-\nknown on"
    )
    arrival = arrived(typed)
    assert "in the morning the bridge" in plain(arrival.story.body[0])
    assert "well-known on the bank" in plain(arrival.story.body[1])
    assert [(drop.what, drop.text) for drop in arrival.drops] == [("hyphen at a line's end", "morning")]


POEM = """Ferry

by Devon Marsh

The river took the bridge
    and kept it.
Nobody asked
what it was for.

I have a boat,
a rope, a price.
Come down at four
    and bring the other shoe.
"""


def test_the_stanzas_of_a_poem_keep_their_lines():
    story = arrived(POEM).story
    assert (story.headline, story.bylines) == ("Ferry", (Byline("Devon Marsh"),))
    assert [plain(block).split("\n") for block in story.body] == [
        ["The river took the bridge", "and kept it.", "Nobody asked", "what it was for."],
        ["I have a boat,", "a rope, a price.", "Come down at four", "and bring the other shoe."],
    ]
    line = (Text("I have a boat,"), LineBreak(), Text("a rope, a price."), LineBreak())
    assert story.body[1] == Paragraph(
        (*line, Text("Come down at four"), LineBreak(), Text("and bring the other shoe."))
    )


@pytest.mark.parametrize(
    "typed",
    [
        f"Head of it\n\nShort one.\nShort two.\n\n{LONG}\n\n{ALSO}",
        f"Head of it\n\n{fill(LONG, 50)}\n\n{fill(ALSO, 50)}\n\n{fill(LONG, 50)}",
        "Head of it\n\nShort one.\n\nShort two.\n\nShort three.",
        "Head of it\n\nBoil water.\nAdd leeks.\nAdd salt, and wait.\n\nStir it.\nServe it.\nEat.",
        "Head of it\nShort one.\nShort two.\nShort three.",
    ],
)
def test_short_lines_alone_make_no_poem(typed):
    assert not [block for block in arrived(typed).story.body if "\n" in plain(block)]


def test_what_was_said_in_an_interview_is_no_heading():
    typed = ["A talk with the ferryman", LONG, "ANN LEE: Why so dear?", "Bo Roe: It is far.", "How far?", "Very.", ALSO]
    assert arrived("\n\n".join(typed)).story.body == tuple(map(text, typed[1:]))


def test_questions_are_all_headings_or_none():
    long = "What did you think on the morning when the bridge was not there, and the whole town had come to look?"
    typed = ["A talk with the ferryman", LONG, "Why?", ALSO, long, ALSO, "And then?", ALSO, "So?", ALSO]
    assert not [block for block in arrived("\n\n".join(typed)).story.body if isinstance(block, Heading)]
    alone = ["A talk with the ferryman", LONG, "Why now?", ALSO, "What next?", ALSO]
    assert len([block for block in arrived("\n\n".join(alone)).story.body if isinstance(block, Heading)]) == 2


LEFT = """The bridge that nobody heard fall

By Jane Doe

{long}

Image
A boat on the river on Friday.
Credit: Ann Lee / Harbor Light

Get the Light in your inbox every day.
Email address
Sign up

{also}

Picture

Photo credit: Bo Roe

-30-

More from Harbor Light
Dog finds its own way
Rain

We rely on readers like you. Please make a tax-deductible donation today to support independent journalism.
"""


def test_what_a_browser_copies_beside_the_story_is_reported():
    arrival = arrived(LEFT.format(long=LONG, also=ALSO))
    assert arrival.story.body == (text(LONG), text(ALSO))
    dropped: dict[str, list[str]] = {}
    for drop in arrival.drops:
        dropped.setdefault(drop.what, []).append(drop.text)
    assert dropped["caption"] == [
        "Image", "A boat on the river on Friday.", "Credit: Ann Lee / Harbor Light", "Picture", "Photo credit: Bo Roe",
    ]  # fmt: skip
    assert dropped["newsletter box"] == ["Get the Light in your inbox every day.", "Email address", "Sign up"]
    assert dropped["end mark"] == ["-30-"]
    assert dropped["related stories"][:3] == ["More from Harbor Light", "Dog finds its own way", "Rain"]
