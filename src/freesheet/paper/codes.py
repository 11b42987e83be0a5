"""A QR code of an address, as an SVG that stays sharp on any printer."""

from functools import lru_cache
from io import BytesIO

import segno

# Version 20 (97 modules a side) in 25 mm leaves 0.26 mm a module, the least that scanners ask for.
MOST_MODULES = 97
# No address of more bytes fits version 20 at level M (ISO/IEC 18004, table 7).
MOST_BYTES = 666


@lru_cache(maxsize=64)
def code_of(address: str) -> str:
    """The SVG, without the white around it, which the sheet leaves; empty for an address too long to scan off paper."""
    if not 0 < len(address.encode()) <= MOST_BYTES:
        return ""
    # Level M survives a fold or a stain over 15 % of the square.
    code = segno.make(address, error="m", micro=False)
    if code.symbol_size(border=0)[0] > MOST_MODULES:
        return ""
    out = BytesIO()
    code.save(out, kind="svg", border=0, xmldecl=False)
    return out.getvalue().decode()
