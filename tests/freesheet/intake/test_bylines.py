"""Bylines as papers print them."""

import pytest

from freesheet.intake.bylines import bylines
from freesheet.story.nodes import Byline


@pytest.mark.parametrize(
    ("written", "people"),
    [
        ("By Jane Doe", [Byline("Jane Doe")]),
        ("by Jane Doe and John Roe", [Byline("Jane Doe"), Byline("John Roe")]),
        ("By Jane Doe, John Roe, and Ann Lee", [Byline("Jane Doe"), Byline("John Roe"), Byline("Ann Lee")]),
        ("By Jane Doe, ProPublica", [Byline("Jane Doe", outlet="ProPublica")]),
        ("By Jane Doe, The Texas Tribune", [Byline("Jane Doe", outlet="The Texas Tribune")]),
        ("Jane Doe | Rain Gauge", [Byline("Jane Doe", outlet="Rain Gauge")]),
        ("By Jane Doe for CalMatters", [Byline("Jane Doe", outlet="CalMatters")]),
        ("By Jane Doe, of the Rain Gauge", [Byline("Jane Doe", outlet="the Rain Gauge")]),
        ("By Jane Doe, Staff Writer", [Byline("Jane Doe")]),
        ("Jane Doe, senior political correspondent | Nov 22, 2026", [Byline("Jane Doe")]),
        ("By Jane Doe • Published November 22, 2026", [Byline("Jane Doe")]),
        ("By Martin Luther King, Jr.", [Byline("Martin Luther King, Jr.")]),
        ("By Jane Doe, M.D.", [Byline("Jane Doe, M.D.")]),
        ("By Harry S. Truman", [Byline("Harry S. Truman")]),
        ("By Jane Doe | Photos by Ann Lee", [Byline("Jane Doe"), Byline("Ann Lee", role="Photos by")]),
        ("Translated by Ann Lee", [Byline("Ann Lee", role="Translated by")]),
        ("Jane Doe, Illustrations: Ann Lee", [Byline("Jane Doe"), Byline("Ann Lee", role="Illustrations by")]),
        ("Por Marta Iribarne", [Byline("Marta Iribarne")]),
        ("Von Jana Novák und Jan Dvořák", [Byline("Jana Novák"), Byline("Jan Dvořák")]),
        ("REUTERS", [Byline("REUTERS")]),
        ("admin", []),
        ("By", []),
        ("", []),
        ("https://paper.example/author/jane", []),
        ("4 min read", []),
        ("By a person whose name is so long that it can only be a sentence of the story itself", []),
    ],
)
def test_a_byline_is_the_people_in_it(written, people):
    assert list(bylines(written, frozenset({"rain gauge"}))) == people
