import subprocess

import pytest

from freesheet.editions.booklet import EDITION
from tests.freesheet.editions.sheets import EVERYTHING, HARD, ON_A4, SENTENCE, make, odd_kit, sizes, text_of, words
from tests.strategies import issue, kit, story

pytestmark = pytest.mark.needs("pdftotext")


def test_a_story_is_folded_sheets_with_two_pages_on_each_side():
    made = make(EDITION, story(*[SENTENCE * 5] * 14))
    assert (made.path, made.edition) == ("booklet.pdf", "booklet")
    assert sizes(made.data) == [(792, 612)] * made.pages
    assert made.pages == 2 * made.sheets


def test_on_a4_the_sheet_is_an_a4_sheet():
    assert set(sizes(make(EDITION, story(), kit(ON_A4)).data)) == {(841.89, 595.28)}


def test_the_cover_tells_how_to_print_and_fold_and_no_other_page_does():
    sides = text_of(make(EDITION, story(*[SENTENCE * 5] * 20)).data).split("\f")
    assert "flip on the short edge" in " ".join(sides[0].split())
    assert not any("short edge" in side for side in sides[1:])


def test_the_cover_is_the_right_half_of_the_first_side():
    cover = text_of(
        make(EDITION, story(*[SENTENCE * 5] * 20)).data,
        "-f",
        "1",
        "-l",
        "1",
        "-x",
        "396",
        "-y",
        "0",
        "-W",
        "396",
        "-H",
        "612",
    )
    assert "Library printer" in cover
    assert "Page 1 of" in cover


@pytest.mark.parametrize("name", HARD)
def test_whatever_a_story_holds_it_is_a_booklet(name):
    made = make(EDITION, HARD[name], odd_kit())
    assert made.pages == 2 * made.sheets == len(sizes(made.data))


def test_the_words_are_all_there():
    text = words(make(EDITION, EVERYTHING).data)
    assert all(part in text for part in ("nested point", "Words of the film.", "The Report", "Please give."))


def test_an_issue_has_a_booklet_and_the_same_bytes_twice():
    told = issue(story("One."), story("Two.", slug="two"))
    assert make(EDITION, told).data == make(EDITION, told).data


@pytest.mark.needs("qpdf")
def test_the_file_is_sound(tmp_path):
    path = tmp_path / "booklet.pdf"
    path.write_bytes(make(EDITION, EVERYTHING).data)
    subprocess.run(["qpdf", "--check", path], check=True, capture_output=True)
