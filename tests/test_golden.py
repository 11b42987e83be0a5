"""Every edition of every test story is as it was approved; after a wanted change, `make golden`, and read the diff."""

from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageStat

from freesheet.editions import EDITIONS
from tests import golden

# Mean difference of a pixel, of 255: another rasteriser's edges stay far below it, a moved line does not.
TOLERANCE = 2.0


def difference(one: bytes, other: bytes) -> float:
    """How much two pictures differ, 0 to 255; pictures of different sizes differ wholly."""
    first, second = (Image.open(BytesIO(data)).convert("L") for data in (one, other))
    if first.size != second.size:
        return 255.0
    return float(ImageStat.Stat(ImageChops.difference(first, second)).mean[0])


@pytest.mark.parametrize("edition", sorted(EDITIONS))
@pytest.mark.parametrize("name", golden.names())
def test_an_edition_is_as_it_was_approved(name: str, edition: str) -> None:
    for file, data in golden.drawn(name, edition).items():
        approved = (golden.STORIES / name / "approved" / file).read_bytes()
        if Path(file).suffix == ".png":
            assert difference(data, approved) < TOLERANCE, file
        else:
            assert data == approved, file


def test_a_moved_line_is_told_from_a_soft_edge() -> None:
    page, moved, softer = (
        Image.new("L", (100, 100), 255),
        Image.new("L", (100, 100), 255),
        Image.new("L", (100, 100), 254),
    )
    page.paste(0, (10, 10, 90, 14))
    moved.paste(0, (10, 20, 90, 24))

    def saved(image: Image.Image) -> bytes:
        out = BytesIO()
        image.save(out, "PNG")
        return out.getvalue()

    assert difference(saved(page), saved(moved)) > TOLERANCE
    assert difference(saved(Image.new("L", (100, 100), 255)), saved(softer)) < TOLERANCE
