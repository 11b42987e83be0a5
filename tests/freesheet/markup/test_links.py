"""Which addresses become links, and how they stand in an attribute."""

import pytest
from hypothesis import given, strategies as st
from markupsafe import Markup

from freesheet.markup.links import Links, href, on_page
from tests.strategies import ADDRESSES, link


@pytest.mark.parametrize(
    ("address", "target"),
    [
        ("https://example.org/report", "https://example.org/report"),
        ("  http://example.org  ", "http://example.org"),
        ("HTTPS://Example.org/A", "HTTPS://Example.org/A"),
        ("https://example.org:8080/?q=1&r=2#part", "https://example.org:8080/?q=1&r=2#part"),
        ("https://[2001:db8::1]/", "https://[2001:db8::1]/"),
        ("https://été.example/naïve", "https://été.example/naïve"),
        ("mailto:desk@example.org", "mailto:desk@example.org"),
        ("tel:+1 555 0100", "tel:+1%20555%200100"),
        ("#sources", "#sources"),
        ("#a b#c", "#a%20b%23c"),
        ("https://example.org/a b", "https://example.org/a%20b"),
        ('https://example.org/?x="y"#p q#r', "https://example.org/?x=%22y%22#p%20q%23r"),
        ("https://example.org/%E2%9C%93/%zz/100%", "https://example.org/%E2%9C%93/%25zz/100%25"),
        ("https://example.org/[x]", "https://example.org/%5Bx%5D"),
    ],
)
def test_an_address_that_may_be_followed_is_escaped(address: str, target: str) -> None:
    assert href(address) == target


@pytest.mark.parametrize(
    "address",
    [
        "",
        "javascript:alert(1)",
        "  JavaScript:alert(1)",
        "java\nscript:alert(1)",
        "data:text/html,<script>alert(1)</script>",
        "vbscript:x",
        "file:///etc/passwd",
        "ftp://example.org/",
        "/about/",
        "about.html",
        "//example.org/",
        "https://",
        "https:///path",
        "https:example.org",
        "https://exa mple.org/",
        "https://example.org:port/",
        "https://[::1/",
        "https://name@example.org/",
        "mailto:",
    ],
)
def test_an_address_that_must_not_be_followed_is_no_link(address: str) -> None:
    assert href(address) == ""


@given(st.one_of(ADDRESSES, st.text()))
def test_a_target_can_be_escaped_again_without_a_change(address: str) -> None:
    assert href(href(address)) == href(address)


@pytest.mark.parametrize(
    ("page", "address", "target"),
    [
        ("https://example.org/2026/story/", "/about/", "https://example.org/about/"),
        ("https://example.org/2026/story/", "photo.jpg", "https://example.org/2026/story/photo.jpg"),
        ("https://example.org/2026/story.html", "photo.jpg", "https://example.org/2026/photo.jpg"),
        ("https://example.org/", "https://example.com/", "https://example.com/"),
        ("https://example.org/", "javascript:alert(1)", ""),
        ("https://example.org/", "//[broken", ""),
        ("", "/about/", ""),
        ("mailto:desk@example.org", "/about/", ""),
    ],
)
def test_a_path_is_one_of_the_site_that_the_page_is_on(page: str, address: str, target: str) -> None:
    assert on_page(page, address) == target


def test_a_link_is_written_with_its_number_only_where_paper_wants_it() -> None:
    to = link("x", "https://example.org/?a=1&b=2")
    words = Markup("x")
    assert Links().link(to, words, 3) == '<a href="https://example.org/?a=1&amp;b=2">x</a>'
    assert Links(numbered=True).link(to, words, 3) == '<a href="https://example.org/?a=1&amp;b=2" data-n="3">x</a>'
    assert Links(numbered=True).link(to, words, None) == Links().link(to, words, None)


def test_a_link_that_must_not_be_followed_keeps_its_words() -> None:
    assert Links().link(link("x", "javascript:x"), Markup("<em>x</em>"), 1) == "<em>x</em>"
