"""Words that a line's end divided."""

import pytest

from freesheet.intake.arrival import Drop
from freesheet.intake.hyphens import Divided

TOOK_OUT = "It divided a word; look at these."
KEPT = "It may divide a word, and was kept; look at these."


@pytest.mark.parametrize(
    ("line", "following", "elsewhere", "whole", "told"),
    [
        ("a well-", "known man", "", "a well-known man", ""),
        ("a great-", "grandson", "", "a great-grandson", ""),
        ("a 40-", "year career", "", "a 40-year career", ""),
        ("the Anglo-", "American bank", "", "the Anglo-American bank", ""),
        ("the com-", "pany said", "Our company is old.", "the company said", "company"),
        ("its bread-", "winner", "Each bread-winner spoke.", "its bread-winner", ""),
        ("the afte-", "rnoon", "", "the afternoon", "afternoon"),
        ("a sta-", "tion", "", "a station", "station"),
        ("the mar-", "ket", "The sta-\ntion is shut.", "the market", "market"),
        ("the mar-", "ket", "", "the mar-ket", "kept: mar-ket"),
        ("pre-", "and post-war", "", "pre- and post-war", ""),
    ],
)
def test_a_hyphen_goes_only_where_it_surely_divided_a_word(line, following, elsewhere, whole, told):
    divided = Divided(f"{line}\n{following}\n{elsewhere}")
    assert divided.join(line, following) == whole
    why = KEPT if told.startswith("kept: ") else TOOK_OUT
    drop = Drop("hyphen at a line's end", why, told.removeprefix("kept: "))
    assert list(divided.drops()) == ([drop] if told else [])
