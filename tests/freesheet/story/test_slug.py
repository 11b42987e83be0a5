import re

import pytest
from hypothesis import given, strategies as st

from freesheet.story.slug import slug_of


@pytest.mark.parametrize(
    ("headline", "slug"),
    [
        ("Library printer stays free", "library-printer-stays-free"),
        ("‘You learn the dogs first’: 31 years", "you-learn-the-dogs-first-31-years"),
        ("Don't look", "dont-look"),
        ("La señora Łódź", "la-senora-lodz"),
        ("  --  A  --  ", "a"),
        ("a" * 100, "a" * 80),
        ("a" * 70 + " " + "b" * 20, "a" * 70),
    ],
)
def test_a_slug_is_the_headline_in_plain_letters(headline, slug):
    assert slug_of(headline) == slug


def test_a_headline_without_letters_has_a_slug_of_its_own():
    assert re.fullmatch(r"story-[0-9a-f]{8}", slug_of("???"))
    assert slug_of("???") != slug_of("!!!")


@given(st.text())
def test_a_slug_is_always_one(text):
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slug_of(text))
    assert len(slug_of(text)) <= 80
