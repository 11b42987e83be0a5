"""A QR code of an address, as an SVG that stays sharp on any printer."""

from functools import lru_cache
from io import BytesIO

import segno

# What version 20 holds at level M (ISO/IEC 18004, table 7). Its 97 modules a side are 0.26 mm each in 25 mm: the least
# that scanners ask for.
MOST_BYTES = 666
# Every reader undoes any of the eight masks. Scoring them all, for the evenest, takes as long as setting half a page;
# on the letters of an address this one, by rows and columns, is even enough.
MASK = 4


@lru_cache(maxsize=64)
def code_of(address: str) -> str:
    """The SVG, without the white around it, which the sheet leaves; empty for an address too long to scan off paper."""
    if not 0 < len(address.encode()) <= MOST_BYTES:
        return ""
    # Level M survives a fold or a stain over 15 % of the square.
    out = BytesIO()
    segno.make(address, error="m", mask=MASK, micro=False).save(out, kind="svg", border=0, xmldecl=False)
    return out.getvalue().decode()
