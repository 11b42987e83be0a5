"""Addresses: absolute, clean, and what they tell."""

import pytest

from freesheet.intake.addresses import absolute, host, last_segment, same_site

BASE = "https://paper.example/2026/story/"


@pytest.mark.parametrize(
    ("written", "whole"),
    [
        ("/a", "https://paper.example/a"),
        ("b.html", "https://paper.example/2026/story/b.html"),
        ("//cdn.example/c", "https://cdn.example/c"),
        ("https://x.example/?utm_source=a&id=7&fbclid=b", "https://x.example/?id=7"),
        ("https://x.example/?q=a+b%20c&x", "https://x.example/?q=a+b%20c&x"),
        ("https://x.example/a#utm_source=b", "https://x.example/a"),
        ("https://x.example/a#part", "https://x.example/a#part"),
        ("https://x.example/a b\n", "https://x.example/a%20b"),
        ('https://x.example/"><script>', "https://x.example/%22%3E%3Cscript%3E"),
        ("https://bücher.example/größe", "https://bücher.example/größe"),
        ("mailto:desk@paper.example", "mailto:desk@paper.example"),
        ("tel:+15550100", "tel:+15550100"),
        ("javascript:alert(1)", ""),
        ("data:text/html,x", ""),
        ("ftp://x.example", ""),
        ("http://[broken", ""),
        ("https://", ""),
        ("#part", ""),
        ("", ""),
    ],
)
def test_an_address_is_made_whole_and_clean(written, whole):
    assert absolute(written, BASE) == whole


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("https://www.paper.example/a", "https://paper.example/b", True),
        ("https://news.paper.example/a", "https://paper.example/b", True),
        ("https://a.paper.co.uk/", "https://b.paper.co.uk/", True),
        ("https://paper.co.uk/", "https://other.co.uk/", False),
        ("https://paper.example/", "https://gauge.example/", False),
        ("", "https://paper.example/", False),
    ],
)
def test_two_addresses_are_of_one_site_or_not(one, other, same):
    assert same_site(one, other) is same


def test_a_broken_address_has_no_host():
    assert host("http://[broken") == ""


@pytest.mark.parametrize(
    ("address", "segment"),
    [
        ("https://p.example/2026/11/22/rents-rise-again/", "rents-rise-again"),
        ("https://p.example/rents_rise_again.html?x=1", "rents_rise_again"),
        ("https://p.example/news/12345", ""),
        ("https://p.example/2026-11-22-01", ""),
        ("https://p.example/", ""),
        ("https://p.example/rents-rise-again/amp", "rents-rise-again"),
    ],
)
def test_the_last_part_of_a_path_that_says_something(address, segment):
    assert last_segment(address) == segment
