"""The logo: how large it is by itself, what is told when that can't be found, and how it is fitted into its room."""

import pytest
from hypothesis import given, strategies as st

from freesheet.site.logo import LARGE, SMALL, BadLogo, fitted, logo_copy
from freesheet.site.pages import Copy
from tests.strategies import image_bytes

DRAWN = (
    ('<svg viewBox="0 0 852 96">', (852, 96)),
    ("<svg viewBox = '-10,-2.5, 98.4 97.6'>", (98, 98)),
    (
        '<?xml version="1.0"?>\n<!-- <b> -->\n<svg\n xmlns="x"\n width="300px"\n height="40.4">',
        (300, 40),
    ),
    # What the drawing itself says of its size goes before the box that it is drawn in.
    ('<svg viewBox="0 0 10 10" width="300" height="40">', (300, 40)),
    # A part of another size alone tells nothing.
    ('<svg width="100%" height="40" viewBox="0 0 20 10"><rect width="3" height="4"/></svg>', (20, 10)),
    ('<svg stroke-width="2" height="40" viewBox="0 0 20 10">', (20, 10)),
)


@pytest.mark.parametrize(("data", "size"), DRAWN)
def test_a_drawing_says_how_large_it_is(data: str, size: tuple[int, int]) -> None:
    assert logo_copy("logo.svg", data.encode()) == Copy("theme/logo.svg", *size)


@pytest.mark.parametrize("kind", ["png", "jpg", "webp"])
def test_a_picture_is_as_large_as_it_is(kind: str) -> None:
    data = image_bytes(120, 30, {"png": "PNG", "jpg": "JPEG", "webp": "WEBP"}[kind])
    assert logo_copy(f"logo.{kind}", data) == Copy(f"theme/logo.{kind}", 120, 30)


@pytest.mark.parametrize(
    "data",
    [
        "",
        "<svg>",
        '<svg width="100%" height="100%">',
        '<svg width="0" height="4">',
        '<svg viewBox="0 0 1.2.3 4">',
        "<p>",
    ],
)
def test_a_drawing_of_no_size_is_told(data: str) -> None:
    with pytest.raises(BadLogo, match=r"^logo\.svg does not say how large it is; write a viewBox"):
        logo_copy("logo.svg", data.encode())


@pytest.mark.parametrize("data", [b"", b"<svg>", image_bytes(20, 20, "PNG")[:30]])
def test_a_picture_that_is_none_is_told(data: bytes) -> None:
    with pytest.raises(BadLogo, match=r"^logo\.png is no picture that can be read; save it again"):
        logo_copy("logo.png", data)


@given(st.integers(1, 9000), st.integers(1, 9000), st.sampled_from((LARGE, SMALL)))
def test_a_logo_fills_its_room_one_way_and_keeps_its_shape(width: int, height: int, room: tuple[int, int]) -> None:
    made = fitted(Copy("theme/logo.svg", width, height), room)
    assert made.width <= room[0]
    assert made.height <= room[1]
    assert made.width == room[0] or made.height == room[1]
    assert abs(made.width * height - made.height * width) <= max(width, height)
