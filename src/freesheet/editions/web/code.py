"""The square code (QR) of an address, as a tiny picture inside the page: what paper has for a link."""

import zlib
from base64 import b64encode
from functools import lru_cache
from struct import pack

from zint import Symbol, Symbology

# A code of more modules than 300 characters need is too fine for a phone to read at 26 mm.
LONGEST = 300
# Error correction M (15 %), and one fixed mask: a reader takes any of the eight, and trying all costs most of the time.
_LEVEL, _MASK = 2, 3
# Zint keeps room for its largest symbol: so many rows, each as wide.
_ROWS = 200
# Zint packs modules from the lowest bit, black as 1; PNG from the highest, black as 0.
_PNG_BYTE = bytes(255 - int(f"{byte:08b}"[::-1], 2) for byte in range(256))


@lru_cache(maxsize=32)
def code(address: str) -> str:
    """The code as a data: address, one pixel a module, no margin; empty for no address, or one that is too long."""
    if not 0 < len(address.encode()) <= LONGEST:
        return ""
    symbol = Symbol()
    symbol.symbology = Symbology.QRCODE
    symbol.option_1, symbol.option_3 = _LEVEL, (_MASK + 1) << 8
    symbol.encode(address)
    return "data:image/png;base64," + b64encode(_png(symbol)).decode()


def _png(symbol: Symbol) -> bytes:
    size, packed = symbol.width, symbol.encoded_data
    stride, used = packed.nbytes // _ROWS, (size + 7) // 8
    modules = packed.tobytes()[: symbol.rows * stride].translate(_PNG_BYTE)
    rows = b"".join(b"\0" + modules[row * stride : row * stride + used] for row in range(symbol.rows))
    header = pack(">IIBBBBB", size, symbol.rows, 1, 0, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", _packed(rows)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(name, data) for name, data in chunks)


def _packed(rows: bytes) -> bytes:
    """So few bytes need no window of 32 kB, whose setting up would take longer than the rest."""
    packer = zlib.compressobj(9, wbits=9, memLevel=1)
    return packer.compress(rows) + packer.flush()


def _chunk(name: bytes, data: bytes) -> bytes:
    return pack(">I", len(data)) + name + data + pack(">I", zlib.crc32(name + data))
