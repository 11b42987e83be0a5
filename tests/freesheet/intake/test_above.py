"""What stands above a typed story: mail headers, labels, what press offices write, headline, dek, byline, date."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from freesheet.intake import Arrival, Raw, take
from freesheet.story.nodes import Byline
from freesheet.story.walk import plain

LONG = "The river rose four feet in the night, and in the morning the bridge was gone, and nobody had heard it go."
WRAPPED = "The ferryman has named his price, and it is said to be the\nprice of a bridge."
HEADLINE = "The bridge that nobody heard fall in the night of last Saturday"


def arrived(text: str) -> Arrival:
    return take(Raw(text.encode(), "story.txt"))


def dropped(arrival: Arrival, what: str) -> list[str]:
    return [drop.text for drop in arrival.drops if drop.what == what]


@pytest.mark.parametrize(
    "head",
    [
        f"{HEADLINE}\nBy Jane Doe\nJune 3, 2024",
        f"{HEADLINE}\nBY JANE DOE\nMonday, June 3, 2024 at 9 a.m.",
        f"{HEADLINE}\n\nBy Jane Doe\nPublished June 3, 2024",
    ],
)
@pytest.mark.parametrize("body", [LONG, f"{LONG}\n\n{WRAPPED}"])
def test_a_byline_and_a_date_end_the_line_above_them(head, body):
    story = arrived(f"{head}\n\n{body}").story
    assert (story.headline, story.dek) == (HEADLINE, "")
    assert story.bylines[0].name.title() == "Jane Doe"
    assert story.published
    assert story.published.date() == datetime(2024, 6, 3, tzinfo=UTC).date()
    assert plain(story.body[0]) == LONG


@pytest.mark.parametrize(
    ("below", "dek"),
    [
        ("A ferry costs the town four dollars a head", "A ferry costs the town four dollars a head"),
        ("The town is learning to row, and does it badly.", "The town is learning to row, and does it badly."),
        ("Lower Wick", ""),
        ("Q: Who heard the bridge fall?", ""),
    ],
)
@pytest.mark.parametrize("between", ["\n\nBy Jane Doe", "\n\nJune 3, 2024", ""])
def test_the_line_below_the_headline_is_the_dek(below, dek, between):
    assert arrived(f"{HEADLINE}\n\n{below}{between}\n\n{LONG}").story.dek == dek


MAIL = """From: Jane Doe <jane@paper.example>
To: desk@paper.example,
 bo@paper.example
Date: Mon, 3 Jun 2024 10:00:00 -0500
"""


def test_the_headers_of_a_mail_give_headline_and_date_and_are_reported():
    arrival = arrived(f"{MAIL}Subject: Fwd: Re: The bridge is gone\n\n{LONG}\n\n{WRAPPED}\n")
    story = arrival.story
    assert story.headline == "The bridge is gone"
    assert story.published == datetime(2024, 6, 3, 10, tzinfo=timezone(timedelta(hours=-5)))
    assert [plain(block) for block in story.body] == [LONG, " ".join(WRAPPED.split())]
    assert dropped(arrival, "mail header") == [
        "From: Jane Doe <jane@paper.example>", "To: desk@paper.example,", "bo@paper.example",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("head", "headline"),
    [
        (HEADLINE, HEADLINE),
        (f"HED: {HEADLINE}\nDEK: The town is learning to row.\nBYLINE: Jane Doe\nSLUG: bridge", HEADLINE),
        ("Hi all,", "A story for you"),
    ],
)
def test_a_headline_of_the_story_comes_before_the_subject(head, headline):
    arrival = arrived(f"{MAIL}Subject: A story for you\n\n{head}\n\n{LONG}")
    assert arrival.story.headline == headline
    assert ("A story for you" in dropped(arrival, "mail header")) == (headline == HEADLINE)
    assert plain(arrival.story.body[-1]) == LONG


def test_labels_name_the_parts_of_a_story():
    arrival = arrived(f"HED: {HEADLINE}\nDEK: It fell.\nBYLINE: Jane Doe\nSLUG: bridge\n\n{LONG}")
    story = arrival.story
    assert (story.headline, story.dek, story.bylines) == (HEADLINE, "It fell.", (Byline("Jane Doe"),))
    assert dropped(arrival, "slug") == ["bridge"]


def test_one_line_like_a_header_makes_no_mail():
    assert (
        arrived(f"From: the desk of the mayor of Wick\n\n{LONG}").story.headline
        == "From: the desk of the mayor of Wick"
    )


def test_what_a_press_office_writes_is_no_headline():
    above = "FOR IMMEDIATE RELEASE\nMedia contact: Jo Field, 555-0100\njo@bridge.example"
    arrival = arrived(f"{above}\n\nBridge Union Wins Right to Row\n\n{LONG}")
    assert arrival.story.headline == "Bridge Union Wins Right to Row"
    assert dropped(arrival, "press release furniture") == above.split("\n")
    assert [plain(block) for block in arrival.story.body] == [LONG]


def test_what_the_author_does_is_reported():
    arrival = arrived(f"{HEADLINE}\n\nBy Jane Doe\nHarbor Light Staff Writer\n\n{LONG}")
    assert arrival.story.bylines == (Byline("Jane Doe"),)
    assert dropped(arrival, "byline") == ["Harbor Light Staff Writer"]
