"""Pages that a script makes: the article in their data, and the sentence for those that have none."""

import json

import pytest

from freesheet.intake import NotTaken, Raw, take
from freesheet.story.walk import plain

FIRST = "The toll on the bridge will double in June, the county said; “we have no choice,” said its clerk."
SECOND = "Riders said they would rather swim. A crossing will be 9 dollars & 50 cents, and 4 for a cow."
SCRIPT = "<div id='root'></div><noscript>Turn scripts on.</noscript><script src='/app.js'></script>"
MENU = "<a href='/'>The Paper</a> <a href='/news'>News</a>"
TEASERS = "<li><a href='/a'>A teaser of another story of the day</a></li>" * 30
ABOUT = "<p>The Paper has been printed since 1911 by a family of nine, who live above the press and sleep little.</p>"


def page(told: str, body: str) -> Raw:
    article = {"@type": "NewsArticle", "headline": "Toll to double", "articleBody": told}
    head = f'<script type="application/ld+json">{json.dumps(article)}</script>'
    return Raw(f"<html><head>{head}</head><body>{body}</body></html>".encode(), "p.html")


@pytest.mark.parametrize(
    ("told", "body"),
    [
        (f"{FIRST}\n\n{SECOND}", SCRIPT),
        (f"{FIRST}\r\n{SECOND}", MENU + SCRIPT),
        (f"<p>{FIRST}</p><p>{SECOND.replace('&', '&amp;')}</p>", SCRIPT),
        (f"{FIRST}<br>{SECOND}", TEASERS),
    ],
)
def test_a_story_that_stands_only_in_the_pages_data_is_taken_from_there(told, body):
    arrival = take(page(told, body))
    assert [plain(part) for part in arrival.story.body] == [FIRST, SECOND]
    assert "links and pictures" in {drop.what for drop in arrival.drops}


def test_a_line_of_the_sites_is_not_the_story_that_its_data_tell():
    arrival = take(page(f"{FIRST}\n{SECOND}\n" * 6, f"<main><p>{FIRST}</p>{ABOUT}</main>{SCRIPT}"))
    assert [plain(part) for part in arrival.story.body] == [FIRST, SECOND] * 6
    reported = " ".join(drop.text for drop in arrival.drops)
    assert "since 1911" in reported
    assert FIRST not in reported


def test_the_pages_own_paragraphs_come_first():
    arrival = take(
        page(f"{FIRST} {SECOND}", f"<article><h1>Toll to double</h1><p>{FIRST}</p><p>{SECOND}</p></article>")
    )
    assert [plain(part) for part in arrival.story.body] == [FIRST, SECOND]
    assert not arrival.drops


@pytest.mark.parametrize(
    ("body", "says"),
    [
        (SCRIPT, "because a script makes it"),
        (MENU + SCRIPT, "save the page as “complete”"),
        (MENU, "No article was found"),
        (SCRIPT + TEASERS, "not a list of stories"),
    ],
)
def test_a_page_without_a_story_is_refused_with_what_to_do(body, says):
    with pytest.raises(NotTaken, match=says):
        take(page("", body))
