"""Pictures made fit for an edition: turned upright, never enlarged, without metadata, in colour or in grey."""

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from typing import Any

from PIL import ExifTags, Image, ImageOps, UnidentifiedImageError

from freesheet.edition import MissingPicture

# A 12-megapixel photo is usual, 50 is a camera's most; a small file can claim 150 and fill the memory.
MOST_PIXELS = 50_000_000
MOST_BYTES = 30_000_000
# Above 80 a JPEG grows faster than the eye can tell; 75 is enough in grey on paper.
QUALITY = 78
MODES = frozenset(("RGB", "L", "CMYK", "RGBA", "LA", "PA", "P", "1"))
FORMATS = ("JPEG", "PNG", "WEBP", "GIF", "AVIF", "TIFF", "BMP")

# How a picture is written again without loss, or as nearly so as its format allows.
KEPT: dict[str, dict[str, Any]] = {"JPEG": {"quality": "keep"}, "WEBP": {"quality": 95}, "AVIF": {"quality": 90}}
# Where formats keep what is not the picture, besides EXIF.
TOLD = frozenset(("xmp", "XML:com.adobe.xmp", "comment", "photoshop"))


@dataclass(frozen=True, slots=True)
class Fitted:
    """A picture as an edition holds it; sizes in pixels."""

    data: bytes
    width: int
    height: int
    extension: str

    @property
    def media_type(self) -> str:
        return "image/png" if self.extension == "png" else "image/jpeg"


# The same picture is asked for by several editions in a row, seldom again later.
@lru_cache(maxsize=48)
def fit(data: bytes, name: str, *, width: int, grey: bool = False) -> Fitted:
    """The picture at `width` pixels at the most: JPEG, or PNG where it has few colours or lets the ground through.

    The same bytes give the same bytes. Raises MissingPicture, which names the picture by `name`.
    """
    image = _whole(data, name, width)
    flat = image.mode in ("RGBA", "LA", "PA", "P", "1")
    if image.width > width:
        image = image.convert("RGBA" if flat else image.mode)
        image = image.resize((width, max(1, round(image.height * width / image.width))), Image.Resampling.LANCZOS)
    out = BytesIO()
    if flat and not grey:
        image.save(out, "PNG", optimize=True)
        return Fitted(out.getvalue(), image.width, image.height, "png")
    if flat:
        paper = Image.new("RGBA", image.size, "white")
        paper.alpha_composite(image.convert("RGBA"))
        image = paper
    image.convert("L" if grey else "RGB").save(out, "JPEG", quality=QUALITY, optimize=True, progressive=not grey)
    return Fitted(out.getvalue(), image.width, image.height, "jpg")


def without_metadata(data: bytes, name: str) -> bytes:
    """The picture itself, as it is, but without what a camera wrote about it: where it was taken, when, by which phone.

    Which way up it is stays. Raises MissingPicture.
    """
    with _opened(data, name) as image:
        told = image.getexif()
        if not told and not TOLD & image.info.keys():
            return data
        kept = Image.Exif()
        if ExifTags.Base.Orientation in told:
            kept[ExifTags.Base.Orientation] = told[ExifTags.Base.Orientation]
        colours = image.info.get("icc_profile")
        image.info = {}
        out = BytesIO()
        image.save(out, image.format, exif=kept, icc_profile=colours, **KEPT.get(image.format or "", {}))
        return out.getvalue()


def _whole(data: bytes, name: str, width: int) -> Image.Image:
    """The whole picture decoded and upright, at twice the width at the least."""
    with _opened(data, name) as image:
        if image.format == "JPEG":
            image.draft(None, (width * 2, width * 2))
        image.load()
        return _usual(ImageOps.exif_transpose(image))


@contextmanager
def _opened(data: bytes, name: str) -> Iterator[Image.Image]:
    """The picture, with every way in which it can be none told in a sentence: here, and not on paper."""
    if len(data) > MOST_BYTES:
        raise MissingPicture(f"The picture {name} is {len(data) / 1e6:.0f} MB; {MOST_BYTES / 1e6:.0f} MB is the most.")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            image = Image.open(BytesIO(data), formats=FORMATS)
        if image.width * image.height > MOST_PIXELS:
            raise MissingPicture(
                f"The picture {name} has {image.width * image.height / 1e6:.0f} megapixels; "
                f"{MOST_PIXELS / 1e6:.0f} is the most."
            )
        yield image
    except Image.DecompressionBombError as error:
        raise MissingPicture(
            f"The picture {name} has far over {MOST_PIXELS / 1e6:.0f} megapixels, which is the most."
        ) from error
    except UnidentifiedImageError as error:
        raise MissingPicture(f"The file {name} is not a picture (JPEG, PNG, WebP, GIF, AVIF or TIFF).") from error
    except (OSError, ValueError, SyntaxError) as error:
        raise MissingPicture(f"The picture {name} is damaged: {error}.") from error


def _usual(image: Image.Image) -> Image.Image:
    """The picture in a mode that resizes and saves well: scanners give 16 bits of grey, presses give Lab."""
    if image.mode.startswith("I"):
        return image.convert("I").point(lambda level: level * (1 / 256)).convert("L")
    return image if image.mode in MODES else image.convert("RGB")
