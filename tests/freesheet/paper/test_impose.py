"""Where each page of a booklet lies, and what imposing keeps of it."""

import subprocess
from io import BytesIO

import pytest
from hypothesis import given, strategies as st
from pikepdf import Dictionary, Name, Page, Pdf, parse_content_stream

from freesheet.paper.impose import CREEP, impose, order


def pages(count: int, width: int = 396, height: int = 612, title: str = "") -> bytes:
    """A PDF of pages that each say their number."""
    out = BytesIO()
    with Pdf.new() as pdf:
        for number in range(1, count + 1):
            font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
            page = Dictionary(
                Type=Name.Page,
                MediaBox=[0, 0, width, height],
                StructParents=number,
                Resources=Dictionary(Font=Dictionary(F=font)),
                Contents=pdf.make_stream(f"BT /F 24 Tf 100 300 Td (page {number}) Tj ET".encode()),
            )
            pdf.pages.append(Page(pdf.make_indirect(page)))
        if title:
            pdf.docinfo[Name.Title] = title
            pdf.Root.Lang = "en"
        pdf.save(out)
    return out.getvalue()


def drawn(page: Page) -> list[tuple[str, float]]:
    """What is drawn on a side: each page's name and its distance from the left."""
    found, left = list[tuple[str, float]](), 0.0
    for instruction in parse_content_stream(page):
        if str(instruction.operator) == "cm":
            left = float(instruction.operands[4])
        if str(instruction.operator) == "Do":
            found.append((str(instruction.operands[0]), left))
    return found


@pytest.mark.parametrize(
    ("count", "sides"),
    [
        (0, []),
        (1, [(3, 0), (1, 2)]),
        (4, [(3, 0), (1, 2)]),
        (8, [(7, 0), (1, 6), (5, 2), (3, 4)]),
        (6, [(7, 0), (1, 6), (5, 2), (3, 4)]),
    ],
)
def test_the_pages_stand_in_the_order_of_the_fold(count, sides):
    assert order(count) == sides


@given(st.integers(1, 200))
def test_a_folded_booklet_reads_from_the_first_page_to_the_last(count):
    """Right fronts and left backs read towards the middle, right backs and left fronts away from it."""
    sides = order(count)
    fronts, backs = sides[::2], sides[1::2]
    inwards = [page for front, back in zip(fronts, backs, strict=True) for page in (front[1], back[0])]
    outwards = [page for front, back in zip(fronts, backs, strict=True) for page in (front[0], back[1])]
    assert inwards + outwards[::-1] == list(range(len(sides) * 2))
    assert 0 <= len(sides) * 2 - count < 4


def test_two_pages_lie_on_each_side_and_blanks_fill_the_last_sheet():
    data, sides = impose(pages(5))
    with Pdf.open(BytesIO(data)) as booklet:
        assert (sides, len(booklet.pages)) == (4, 4)
        assert [float(edge) for edge in booklet.pages[0].mediabox] == [0, 0, 792, 612]
        assert [[name for name, _ in drawn(page)] for page in booklet.pages] == [
            ["/P0"],
            ["/P1"],
            ["/P2"],
            ["/P3", "/P4"],
        ]


def test_the_pages_of_inner_sheets_move_towards_the_fold():
    data, _ = impose(pages(12))
    with Pdf.open(BytesIO(data)) as booklet:
        left = [[x for _, x in drawn(page)] for page in booklet.pages]
    for sheet in range(3):
        for side in (2 * sheet, 2 * sheet + 1):
            assert left[side] == [
                pytest.approx(CREEP * sheet, abs=0.001),
                pytest.approx(396 - CREEP * sheet, abs=0.001),
            ]


def test_title_and_language_are_kept_and_places_in_lost_tags_are_not():
    data, _ = impose(pages(4, title="The Record"))
    with Pdf.open(BytesIO(data)) as booklet:
        assert (str(booklet.docinfo[Name.Title]), str(booklet.Root.Lang)) == ("The Record", "en")
        halves = booklet.pages[0].resources[Name.XObject]
        assert all(Name.StructParents not in half for half in halves.values())
        assert booklet.Root.ViewerPreferences.Duplex == Name.DuplexFlipShortEdge


def test_the_same_pages_give_the_same_bytes():
    assert impose(pages(6)) == impose(pages(6))


@pytest.mark.needs("qpdf", "pdftotext")
def test_the_words_stay_words_and_the_file_is_sound(tmp_path):
    path = tmp_path / "booklet.pdf"
    path.write_bytes(impose(pages(8))[0])
    subprocess.run(["qpdf", "--check", path], check=True, capture_output=True)
    text = subprocess.run(["pdftotext", "-layout", path, "-"], check=True, capture_output=True, text=True).stdout
    assert [side.split() for side in text.split("\f")[:2]] == [["page", "8", "page", "1"], ["page", "2", "page", "7"]]
