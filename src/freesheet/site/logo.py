"""The house's logo: where it lies on the site, how large it is by itself, and how large it is shown."""

import re
import warnings
from io import BytesIO

from PIL import Image, UnidentifiedImageError

from freesheet.site.pages import Copy

# Where the pictures of a theme lie on the site.
FOLDER = "theme/"
# The pictures that a theme may hold, by their endings.
ENDINGS = (".svg", ".png", ".jpg", ".webp")
# The room for a logo in CSS pixels, at the top of the front page and of every other; beside it stands nothing.
LARGE, SMALL = (760, 112), (280, 40)

_ROOT = re.compile(r"<svg\b[^>]*>", re.DOTALL)
_LENGTH = re.compile(r"""\s(width|height)\s*=\s*["']\s*([\d.]+)(?:px)?\s*["']""")
_BOX = re.compile(r"""\sviewBox\s*=\s*["']\s*[-\d.eE]+[\s,]+[-\d.eE]+[\s,]+([\d.]+)[\s,]+([\d.]+)\s*["']""")


class BadLogo(Exception):
    """The size of a logo can't be found; the message says what to do, and begins with the file's name."""


def logo_copy(name: str, data: bytes) -> Copy:
    """The logo with its own size. Raises BadLogo."""
    width, height = _drawn(name, data) if name.endswith(".svg") else _painted(name, data)
    return Copy(FOLDER + name, width, height)


def _drawn(name: str, data: bytes) -> tuple[int, int]:
    root = _ROOT.search(data.decode("utf-8", "replace"))
    lengths = dict(_LENGTH.findall(root[0])) if root else {}
    box = _BOX.search(root[0]) if root else None
    width, height = (lengths["width"], lengths["height"]) if len(lengths) == 2 else box.groups() if box else ("", "")
    try:
        size = round(float(width)), round(float(height))
    except ValueError:
        size = (0, 0)
    if not all(size):
        raise BadLogo(f"{name} does not say how large it is; write a viewBox or a width and a height into its <svg>.")
    return size


def _painted(name: str, data: bytes) -> tuple[int, int]:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(BytesIO(data)) as image:
                return image.size
    except (
        UnidentifiedImageError,
        OSError,
        ValueError,
        Image.DecompressionBombWarning,
        Image.DecompressionBombError,
    ) as error:
        raise BadLogo(f"{name} is no picture that can be read; save it again as PNG or SVG.") from error


def fitted(logo: Copy, room: tuple[int, int]) -> Copy:
    """The logo as large as it fits into its room: a drawing is made larger, too, and so is a small picture."""
    scale = min(room[0] / logo.width, room[1] / logo.height)
    return Copy(logo.path, max(1, round(logo.width * scale)), max(1, round(logo.height * scale)))
