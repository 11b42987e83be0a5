"""The typefaces that ship with the package, which of them a language is set in, and which characters they have."""

from functools import lru_cache
from pathlib import Path

import typst
from fontTools.ttLib import TTFont

FOLDER = Path(__file__).parent / "fonts"

SERIF, DISPLAY, SANS, LARGE = "Source Serif 4", "Source Serif 4 Display", "Libre Franklin", "Atkinson Hyperlegible"
ARABIC, HEBREW, DEVANAGARI, CHINESE = "Amiri", "Noto Serif Hebrew", "Noto Serif Devanagari", "Noto Sans SC"
MONO = "DejaVu Sans Mono"
# A family, or one for some of the characters alone.
Face = str | dict[str, str]
# What is tried, in this order, for a character that the face of the text has not.
OTHERS = (SERIF, ARABIC, HEBREW, DEVANAGARI, CHINESE, MONO)

# Languages that are not written in Latin, Greek or Cyrillic letters, and the face that they are set in.
FIRST = {
    **dict.fromkeys(("ar", "ckb", "fa", "ku", "ps", "sd", "ug", "ur"), ARABIC),
    **dict.fromkeys(("he", "yi"), HEBREW),
    **dict.fromkeys(("hi", "mr", "ne", "sa"), DEVANAGARI),
    **dict.fromkeys(("zh", "ja", "yue"), CHINESE),
}
# Their letters have no capitals and reach higher and deeper: more space between the lines.
TALL = frozenset(FIRST)
# Joiners, marks of direction, places to break and line ends are no glyphs.
UNSEEN = frozenset("\n\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\u2066\u2067\u2068\u2069")
# PDF/A-2a (6.2.11.7.2) takes none of these as text, whether a face has a glyph for them or not.
REFUSED = frozenset("\x00\ufeff\ufffe")


def faces_for(language: str, first: str) -> list[Face]:
    """The faces that a text is set in, the fitting one first."""
    own = FIRST.get(language.split("-")[0].lower())
    if own == CHINESE:
        # Its Latin letters stay in the sheet's own face; quotation marks and dashes are as wide as its characters.
        return [{"name": first, "covers": "latin-in-cjk"}, own, *(face for face in (first, *OTHERS) if face != own)]
    return list(dict.fromkeys((own, first, *OTHERS) if own else (first, *OTHERS)))


@lru_cache(maxsize=1)
def fonts() -> typst.Fonts:
    """The typefaces as the typesetting engine holds them; all its runs share them."""
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[FOLDER])


@lru_cache(maxsize=1)
def covered() -> frozenset[str]:
    """Every character that at least one face can show."""
    codes = set(map(ord, UNSEEN))
    for path in sorted(FOLDER.glob("*.[ot]tf")):
        with TTFont(path, lazy=True) as font:
            codes.update(font.getBestCmap())
    return frozenset(map(chr, codes)) - REFUSED
