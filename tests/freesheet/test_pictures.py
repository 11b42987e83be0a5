from hashlib import shake_128
from io import BytesIO

import pytest
from hypothesis import given, strategies as st
from PIL import ExifTags, Image

from freesheet.edition import MissingPicture
from freesheet.pictures import MOST_BYTES, Fitted, fit, without_metadata
from tests.strategies import image_bytes


def saved(image: Image.Image, kind: str, **how: object) -> bytes:
    out = BytesIO()
    image.save(out, kind, **how)
    return out.getvalue()


def noise(length: int) -> bytes:
    """Bytes that no format can make small, always the same ones."""
    return shake_128(b"noise").digest(length)


def opened(fitted: Fitted) -> Image.Image:
    return Image.open(BytesIO(fitted.data))


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "GIF", "TIFF", "BMP"])
def test_every_usual_format_is_taken(kind):
    fitted = fit(image_bytes(300, 200, kind), "a", width=150)
    assert (fitted.width, fitted.height) == opened(fitted).size == (150, 100)


@pytest.mark.parametrize(
    ("mode", "grey", "extension", "media_type"),
    [
        ("RGB", False, "jpg", "image/jpeg"),
        ("L", False, "jpg", "image/jpeg"),
        ("CMYK", False, "jpg", "image/jpeg"),
        ("RGB", True, "jpg", "image/jpeg"),
        ("RGBA", False, "png", "image/png"),
        ("LA", False, "png", "image/png"),
        ("P", False, "png", "image/png"),
        ("1", False, "png", "image/png"),
        ("RGBA", True, "jpg", "image/jpeg"),
        ("P", True, "jpg", "image/jpeg"),
    ],
)
@pytest.mark.parametrize("width", [40, 400])
def test_drawings_stay_sharp_and_photographs_small(mode, grey, extension, media_type, width):
    kind = "TIFF" if mode == "CMYK" else "PNG"
    fitted = fit(saved(Image.new(mode, (80, 60)), kind), "a", width=width, grey=grey)
    assert (fitted.extension, fitted.media_type) == (extension, media_type)
    assert opened(fitted).mode == "L" if grey else opened(fitted).mode != "CMYK"


def test_what_is_clear_becomes_white_on_paper():
    fitted = fit(saved(Image.new("RGBA", (10, 10), (0, 0, 0, 0)), "PNG"), "a", width=10, grey=True)
    assert opened(fitted).getpixel((5, 5)) == 255


def test_a_photograph_taken_sideways_is_turned_upright_and_loses_its_metadata():
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x010E] = "Where the source lives"
    fitted = fit(saved(Image.new("RGB", (300, 200), "red"), "JPEG", exif=exif), "a", width=1000)
    assert opened(fitted).size == (200, 300)
    assert not opened(fitted).getexif()
    assert b"source lives" not in fitted.data


def test_sixteen_bits_of_grey_keep_their_tones():
    fitted = fit(saved(Image.new("I;16", (20, 20), 0x8000), "PNG"), "a", width=10)
    assert opened(fitted).convert("L").getpixel((5, 5)) == pytest.approx(0x80, abs=2)


@pytest.mark.parametrize("mode", ["YCbCr", "RGBX", "F", "LAB"])
def test_unusual_colours_become_usual_ones(mode):
    assert opened(fit(saved(Image.new(mode, (20, 20)), "TIFF"), "a", width=10)).mode == "RGB"


@given(st.integers(1, 400), st.integers(1, 400), st.integers(1, 500))
def test_a_picture_is_never_enlarged_and_keeps_its_shape(wide, tall, width):
    fitted = fit(image_bytes(wide, tall), "a", width=width)
    assert fitted.width == min(wide, width)
    assert abs(fitted.height - tall * fitted.width / wide) <= 1


@pytest.mark.parametrize("grey", [True, False])
def test_the_same_picture_gives_the_same_bytes(grey):
    noisy = Image.frombytes("RGB", (200, 100), noise(60_000))
    data = saved(noisy, "PNG")
    first = fit(data, "a", width=90, grey=grey)
    fit.cache_clear()
    assert fit(data, "a", width=90, grey=grey) == first


def damaged(data: bytes) -> bytes:
    return data[: len(data) // 2]


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "not a picture"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "not a picture"),
        (b"%PDF-1.7", "not a picture"),
        (damaged(image_bytes(400, 400, "JPEG")), "is damaged"),
        (damaged(saved(Image.frombytes("RGB", (99, 99), noise(29_403)), "PNG")), "is damaged"),
        (saved(Image.new("1", (15_000, 10_000)), "PNG"), "has 150 megapixels; 50 is the most"),
        (saved(Image.new("1", (20_000, 20_000)), "PNG"), "far over 50 megapixels"),
        (b"\xff" * (MOST_BYTES + 1), "is 30 MB; 30 MB is the most"),
    ],
    ids=["empty", "svg", "pdf", "half a jpeg", "half a png", "150 megapixels", "400 megapixels", "30 megabytes"],
)
def test_what_can_not_be_shown_is_named_in_one_sentence(data, sentence):
    with pytest.raises(MissingPicture, match=sentence) as refused:
        fit(data, "desk.jpg", width=100)
    assert "desk.jpg" in str(refused.value)
    assert "\n" not in str(refused.value)
    assert str(refused.value).endswith(".")


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "TIFF"])
def test_a_picture_goes_out_without_what_its_camera_wrote(kind: str) -> None:
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = 6
    exif[ExifTags.Base.Make] = "Camera"
    exif.get_ifd(ExifTags.IFD.GPSInfo)[ExifTags.GPS.GPSLatitudeRef] = "N"
    photo = saved(Image.new("RGB", (40, 30), "#884422"), kind, exif=exif)
    bare = Image.open(BytesIO(without_metadata(photo, "photo")))
    assert (bare.format, bare.size) == (kind, (40, 30))
    assert ExifTags.Base.Make not in bare.getexif()
    assert not bare.getexif().get_ifd(ExifTags.IFD.GPSInfo)
    assert bare.getexif()[ExifTags.Base.Orientation] == 6


def test_a_picture_that_tells_nothing_goes_out_as_it_came() -> None:
    assert without_metadata(image_bytes(), "plain.png") == image_bytes()


def test_a_comment_is_taken_out_of_a_picture() -> None:
    photo = saved(Image.new("RGB", (40, 30)), "JPEG", comment="Taken at my house")
    assert b"my house" not in without_metadata(photo, "photo.jpg")
