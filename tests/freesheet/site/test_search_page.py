import re
from dataclasses import fields, replace
from datetime import date
from itertools import pairwise
from typing import Any

import lxml.html
import pytest
from markupsafe import Markup

from freesheet.site.search import search
from freesheet.site.search_page import MARKER, TITLE_MARKER, fragment, page, resting, title
from freesheet.site.search_words import ENGLISH, LANGUAGES, SearchWords, search_words_of
from freesheet.site.typed import Query
from tests.freesheet.site.indexes import index, row

MANY = index(
    *(row(str(number), instant=float(number)) for number in range(45)),
    row("ar", headline="<i>printer</i> كتاب", language="ar", section="", authors="", dek="", body=""),
)


def told(query: Query, words: SearchWords = ENGLISH) -> Any:
    return parsed(fragment(query, search(MANY, query), words))


def parsed(html: Markup) -> Any:
    return lxml.html.fromstring(f"<main>{html}</main>")


@pytest.mark.parametrize("words", LANGUAGES.values())
@pytest.mark.parametrize("query", [Query(), Query("printer"), Query("nothing"), Query("prin", page=2)])
def test_the_page_is_a_form_with_labels_and_headings_in_order(query, words):
    tree = told(query, words)
    levels = [int(heading.tag[1]) for heading in tree.cssselect("h1, h2, h3")]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    (form,) = tree.cssselect("form")
    assert (form.get("role"), form.get("action"), form.get("method")) == ("search", "/search/", "get")
    named = {field.get("name"): field for field in form.cssselect("input, select")}
    assert list(named) == ["q", "section", "year", "sort"]
    for field in named.values():
        assert form.cssselect(f"label[for={field.get('id')}]")[0].text_content().strip()
        assert field.get("autocomplete") == "off"
    assert named["q"].get("enterkeyhint") == "search"
    assert tree.cssselect(f"#{named['q'].get('aria-describedby')}")
    ids = tree.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert not tree.cssselect("script, [style], [onclick]")


def test_results_link_to_stories_and_pages():
    tree = told(Query("printer", page=2, sort="newest"))
    assert tree.cssselect("h2")[0].text == "Stories found: 46"
    results = tree.cssselect("ol.search-results")[0]
    assert results.get("start") == "21"
    first = results.cssselect("li")[0]
    assert first.cssselect("h3 a")[0].get("href") == "/story-25/"
    assert first.cssselect("time")[0].get("datetime") == "2026-05-03"
    assert first.cssselect(".search-facts")[0].text_content() == "May 3, 2026 · Justice · Ana Ruiz"
    assert first.cssselect(".search-facts a")[0].get("href") == "/sections/justice/"
    links = {link.get("rel"): link.get("href") for link in tree.cssselect("nav a")}
    assert links == {"prev": "/search/?q=printer&sort=newest", "next": "/search/?q=printer&sort=newest&page=3"}
    assert tree.cssselect("nav")[0].get("aria-label") == "Pages of results"


@pytest.mark.parametrize(("number", "links"), [(1, ["next"]), (3, ["prev"])])
def test_the_first_and_the_last_page_have_one_neighbour(number, links):
    assert [link.get("rel") for link in told(Query("printer", page=number)).cssselect("nav a")] == links


def test_one_page_of_results_has_no_pages():
    assert not told(Query("كتاب")).cssselect("nav")


def test_a_result_in_another_language_says_so_and_is_escaped():
    (result,) = told(Query("كتاب")).cssselect("ol.search-results li")
    assert (result.get("lang"), result.get("dir")) == ("ar", "rtl")
    facts = result.cssselect(".search-facts")[0]
    assert (facts.get("lang"), facts.get("dir"), facts.text_content()) == ("en", "ltr", "May 3, 2026")
    assert "<i>printer</i>" in result.cssselect("h3")[0].text_content()
    assert not result.cssselect(".search-snippet")


def test_what_was_typed_and_chosen_stands_in_the_form():
    tree = told(Query('"><script>', "justice", 2026, "newest"))
    assert tree.cssselect("input")[0].get("value") == '"><script>'
    assert [option.get("value") for option in tree.cssselect("option[selected]")] == ["justice", "2026", "newest"]


@pytest.mark.parametrize("words", LANGUAGES.values())
def test_nothing_found_says_so_and_offers_other_ways(words):
    tree = told(Query("nowhere"), words)
    assert tree.cssselect("h2")[0].text == words.found.format(n=0)
    assert words.nothing in tree.text_content()
    assert [link.get("href") for link in tree.cssselect("ul.plain a")] == ["/topics/", "/archive/"]


def test_before_anything_is_asked_nothing_is_said_to_be_missing():
    assert ENGLISH.nothing not in told(Query()).text_content()


def test_beginnings_of_words_are_owned_up_to():
    assert ENGLISH.wider in told(Query("prin")).text_content()
    assert ENGLISH.wider not in told(Query("printer")).text_content()


def test_a_copy_without_a_server_has_no_form_but_says_where_to_look():
    tree = parsed(fragment(Query(), None, ENGLISH))
    assert not tree.cssselect("form")
    assert ENGLISH.static in tree.text_content()
    assert [link.get("href") for link in tree.cssselect("a")] == ["/topics/", "/archive/"]


def test_a_busy_search_keeps_what_was_typed():
    tree = parsed(resting(Query("flood"), ENGLISH))
    assert tree.cssselect("input")[0].get("value") == "flood"
    assert ENGLISH.resting in tree.text_content()


@pytest.mark.parametrize(
    ("query", "titled"),
    [
        (Query(), "Search"),
        (Query("</title>{n}"), "Search: &lt;/title&gt;{n}"),
        (Query(section="justice"), "Search"),
    ],
)
def test_the_title_says_what_was_looked_for(query, titled):
    assert title(query, ENGLISH) == titled


def test_the_fragment_and_the_title_go_into_the_page_of_the_site():
    shell = f"<title>{TITLE_MARKER} – Site</title><main>{MARKER}</main>"
    assert page(shell, Markup("<h1>a</h1>"), Markup("b")) == "<title>b – Site</title><main><h1>a</h1></main>"
    assert MARKER not in fragment(Query(MARKER), None, ENGLISH)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_language_has_every_phrase_with_the_same_blanks(language):
    words = LANGUAGES[language]
    for field in fields(SearchWords):
        phrase, english = getattr(words, field.name), getattr(ENGLISH, field.name)
        assert phrase.strip(), field.name
        assert sorted(re.findall(r"{\w*}", phrase)) == sorted(re.findall(r"{\w*}", english)), field.name
        assert language == "en" or phrase != english, field.name


@pytest.mark.parametrize(("language", "spoken"), [("en-GB", "en"), ("es-MX", "es"), ("AR", "ar"), ("de", "en")])
def test_a_language_without_phrases_gets_english_ones(language, spoken):
    assert search_words_of(language) is LANGUAGES[spoken]


def test_dates_are_in_the_language_of_the_house():
    connection = index(row(day=date(2025, 8, 1)))
    query = Query("printer")
    assert "1 août 2025" in fragment(query, search(connection, query), replace(LANGUAGES["fr"]))
