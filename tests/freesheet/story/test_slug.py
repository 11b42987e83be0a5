"""Slugs."""

import re

import pytest
from hypothesis import given, strategies as st

from freesheet.story.slug import LONGEST, slug_of


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("Rents rise, again!", "rents-rise-again"),
        ("Don't call it “housing”", "dont-call-it-housing"),
        ("Über Größe & café", "uber-grosse-cafe"),
        ("Москва не спит", "moskva-ne-spit"),
        ("word " * 40, "-".join(["word"] * 16)),
        ("x" * 200, "x" * 80),
    ],
)
def test_a_slug_is_the_words_in_plain_letters(text, slug):
    assert slug_of(text) == slug


def test_text_without_letters_has_a_slug_of_its_own():
    assert re.fullmatch(r"story-[0-9a-f]{8}", slug_of("!!!"))
    assert slug_of("!!!") != slug_of("???")


@given(st.text())
def test_a_slug_is_one_that_a_story_may_have(text):
    slug = slug_of(text)
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slug)
    assert len(slug) <= LONGEST
