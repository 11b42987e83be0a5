"""The page's style: one sheet for every house, with the house's colour and, for paper, the story's running footer."""

import colorsys
import re
from base64 import b64encode
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from hashlib import sha256
from importlib.resources import files
from string import Template

from markupsafe import Markup, escape

from freesheet.house import LEAST_CONTRAST, contrast

# The ground of the dark face, the same as in the style.
DARK = "#17181a"


@dataclass(frozen=True)
class Look:
    """A style sheet, and the policy that lets a browser use it and nothing else; `forms` is where forms may lead."""

    style: str
    forms: str = "'none'"

    @cached_property
    def policy(self) -> str:
        digest = b64encode(sha256(self.style.encode()).digest()).decode()
        return (
            "default-src 'none'; img-src 'self' data:; "
            f"style-src 'sha256-{digest}'; base-uri 'none'; form-action {self.forms}"
        )


@lru_cache(maxsize=8)
def look(accent: str) -> Look:
    """The style with the house's colour: one for all of its pages, so that a server can name its digest."""
    return Look(_sheet().substitute(accent=accent, bright=lightened(accent)))


def running_foot(headline: str, canonical: str) -> Markup:
    """What stands at the foot of each printed page, for an attribute.

    Its parts are isolated, so that an address stays whole from right to left. All of it is ASCII: it stands before the
    page says what its encoding is, and not every reader of pages looks further.
    """
    told = " · ".join(f"\u2068{part}\u2069" for part in (headline, canonical) if part)
    return Markup(escape(told).encode("ascii", "xmlcharrefreplace").decode())


@cache
def _sheet() -> Template:
    """The style sheet without the spaces that only its authors need."""
    text = files("freesheet.editions.web").joinpath("style.css").read_text(encoding="utf-8")
    text = re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)
    return Template(re.sub(r"\s*([{};,>])\s*|(?<=:) ", r"\1", re.sub(r"\s+", " ", text)).replace(";}", "}").strip())


def lightened(colour: str, ground: str = DARK) -> str:
    """The colour, as much lighter as it takes to be read on a dark ground; its hue stays."""
    red, green, blue = (int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5))
    hue, lightness, saturation = colorsys.rgb_to_hls(red, green, blue)
    steps = [lightness + (1 - lightness) * step / 40 for step in range(41)]
    tints = [
        "#" + "".join(f"{round(c * 255):02x}" for c in colorsys.hls_to_rgb(hue, step, saturation)) for step in steps
    ]
    # More than the least, since thin strokes look thinner on dark.
    return next(tint for tint in tints if contrast(tint, ground) >= LEAST_CONTRAST + 1)
