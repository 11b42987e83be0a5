"""Tests of the links of a book's page and the numbers behind them."""

import pytest
from markupsafe import Markup

from freesheet.markup.references import References, whole_address
from tests.strategies import link


def test_only_the_first_of_two_equal_numbers_is_an_anchor() -> None:
    references = References()
    assert references.mark(3) == '<sup><a role="doc-noteref" id="r3" href="#n3">3</a></sup>'
    assert references.mark(3) == '<sup><a role="doc-noteref" href="#n3">3</a></sup>'
    assert references.printed == {3}


@pytest.mark.parametrize(
    ("address", "number", "written"),
    [
        (
            "https://example.org/a",
            None,
            '<a href="https://example.org/a">here</a> <span class="online">(online)</span>',
        ),
        (
            "https://example.org/a",
            1,
            '<a href="https://example.org/a">here</a> <span class="online">(online)</span>'
            '<sup><a role="doc-noteref" id="r1" href="#n1">1</a></sup>',
        ),
        ("javascript:alert(1)", None, "here"),
        ("#sources", None, "here"),
    ],
)
def test_a_link_out_of_the_book_says_so(address: str, number: int | None, written: str) -> None:
    assert References(online="online").link(link("here", address), Markup("here"), number) == written


def test_without_a_word_for_online_a_link_is_only_a_link() -> None:
    written = References().link(link("here", "https://example.org"), Markup("here"), None)
    assert written == '<a href="https://example.org">here</a>'


@pytest.mark.parametrize(
    ("address", "page", "whole"),
    [
        ("https://example.org/a", "", "https://example.org/a"),
        ("/about/", "https://river.example/story/", "https://river.example/about/"),
        ("#part", "https://river.example/story/", "https://river.example/story/#part"),
        ("/about/", "", ""),
        ("#part", "", ""),
        ("file:///etc/passwd", "https://river.example/", ""),
        ("https://[", "https://river.example/", ""),
        ("http://[", "https://river.example/", ""),
        ("mailto:desk@example.org", "https://river.example/", "mailto:desk@example.org"),
    ],
)
def test_an_address_is_told_as_it_stands_on_the_web(address: str, page: str, whole: str) -> None:
    assert whole_address(address, page) == whole
