"""A QR code of an address, as an SVG that stays sharp on any printer."""

from functools import lru_cache
from io import BytesIO

import segno


# Level M survives a fold or a stain over 15 % of the square (ISO/IEC 18004).
@lru_cache(maxsize=64)
def code_of(address: str) -> str:
    """The SVG, without the quiet zone: the sheet leaves white around it."""
    out = BytesIO()
    segno.make(address, error="m", micro=False).save(out, kind="svg", border=0, xmldecl=False, svgns=True)
    return out.getvalue().decode()


def holds(address: str) -> bool:
    """Whether an address is short enough to be scanned from paper by a cheap phone."""
    # Version 20 (97 modules a side) in 25 mm leaves 0.26 mm a module, the least that scanners ask for.
    return (
        0 < len(address.encode()) <= 666 and segno.make(address, error="m", micro=False).symbol_size(border=0)[0] <= 97
    )
