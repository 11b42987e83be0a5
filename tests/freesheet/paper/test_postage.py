import pytest

from freesheet.paper.postage import cents_of, ounces_of, sheets_of


@pytest.mark.parametrize(("sides", "sheets"), [(0, 0), (1, 1), (2, 1), (3, 2), (4, 2), (5, 3)])
def test_a_sheet_has_two_sides(sides, sheets):
    assert sheets_of(sides) == sheets


@pytest.mark.parametrize(
    ("sheets", "paper", "ounces"),
    [(0, "letter", 0), (1, "letter", 0.16), (4, "letter", 0.64), (20, "letter", 3.2), (1, "a4", 0.176)],
)
def test_sheets_weigh_what_the_paper_weighs(sheets, paper, ounces):
    assert ounces_of(sheets, paper) == pytest.approx(ounces)


@pytest.mark.parametrize(("sheets", "postage"), [(4, 1), (11, 2), (17, 3)])
def test_with_an_envelope_the_sheets_stay_within_their_ounce(sheets, postage):
    envelope = 0.24
    assert ounces_of(sheets, "letter") + envelope <= postage < ounces_of(sheets + 1, "letter") + envelope


def test_libraries_ask_a_price_a_side():
    assert cents_of(3, 15) == 45
