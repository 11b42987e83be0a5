"""Make the Chinese face that ships: Noto Sans SC with the characters of GB 2312, kana and punctuation alone.

Usage: python tools/subset_chinese.py NotoSansSC_400Regular.ttf src/freesheet/paper/fonts/NotoSansSC-Regular.ttf
"""

import sys
from collections.abc import Iterator

from fontTools import subset


def gb2312() -> Iterator[str]:
    """The 7,445 characters of the national standard of 1980: what newspapers in simplified Chinese are set in."""
    for row in range(0xA1, 0xF8):
        for cell in range(0xA1, 0xFF):
            yield from bytes((row, cell)).decode("gb2312", errors="ignore")


def characters() -> str:
    blocks = (
        range(0x20, 0x7F),
        range(0xA0, 0x100),
        range(0x2010, 0x2027),
        range(0x3000, 0x3040),
        range(0x3040, 0x3100),
        range(0xFF00, 0xFFF0),
    )
    return "".join(sorted({*gb2312(), *(chr(code) for block in blocks for code in block)}))


def main(source: str, target: str) -> None:
    options = subset.Options(
        hinting=False, desubroutinize=False, layout_features=["kern", "locl", "vert", "mark", "mkmk", "ccmp"]
    )
    font = subset.load_font(source, options)
    subsetter = subset.Subsetter(options)
    subsetter.populate(text=characters())
    subsetter.subset(font)
    subset.save_font(font, target, options)


if __name__ == "__main__":
    main(*sys.argv[1:])
