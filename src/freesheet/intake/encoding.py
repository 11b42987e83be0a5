"""Bytes to text: the encoding that the bytes, their page or their server name, else the likeliest."""

import codecs
import re
from collections.abc import Iterator

from charset_normalizer import CharsetMatch, from_bytes

from freesheet.intake.arrival import Drop, NotTaken

_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF32_LE, "utf-32"), (codecs.BOM_UTF32_BE, "utf-32"),
          (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"),
          (b"<\0", "utf-16-le"), (b"\0<", "utf-16-be"))  # fmt: skip
_DECLARED = re.compile(rb"""<(?:meta\b[^>]{0,300}?charset|\?xml[^>]{0,100}?encoding)\s*=\s*["']?\s*([\w.:-]+)""", re.I)
# Browsers read these names as their Windows supersets (WHATWG Encoding Standard, "names and labels").
_READ_AS = {"iso-8859-1": "cp1252", "latin-1": "cp1252", "latin1": "cp1252", "us-ascii": "cp1252", "ascii": "cp1252",
            "iso-8859-9": "cp1254", "gb2312": "gb18030", "gbk": "gb18030", "shift_jis": "cp932", "x-sjis": "cp932",
            "euc-kr": "cp949", "ks_c_5601-1987": "cp949", "tis-620": "cp874", "iso-8859-11": "cp874"}  # fmt: skip
# What pages were written in before UTF-8; a guess among all the encodings there are is a guess too wide.
_LIKELY = ("cp1252", "cp1250", "cp1251", "koi8_r", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "cp874", "cp932",
           "euc_jp", "gb18030", "big5", "cp949", "iso2022_jp")  # fmt: skip
# UTF-8 that somebody once read as Windows-1252: "â€™" for "’", "Ã©" for "é".
_MOJIBAKE = re.compile("â€[™œ\u009d“”˜¦\u0093\u0094\u0099\u009c]|Ã[\u00a0-¿ƒ‚„…†‡ˆ‰Š‹Œ]|Â[\u00a0«»·°]")


def decoded(data: bytes, server: str = "") -> tuple[str, tuple[Drop, ...]]:
    """The text, and what was wrong with it. `server` is the encoding that came with the answer over HTTP."""
    for mark, name in _MARKS:
        if data.startswith(mark):
            return _read(data, name), ()
    if _is_binary(data):
        raise NotTaken("The file is not text: it holds binary data.")
    for name in _candidates(data, server):
        try:
            return _mended(data.decode(name))
        except (UnicodeDecodeError, LookupError):
            continue
    guesses = from_bytes(data[:200_000], cp_isolation=list(_LIKELY))
    name = min(guesses, key=_doubt).encoding if guesses else "cp1252"
    text = _read(data, name)
    return text, (Drop("encoding", f"It names no encoding that fits its letters; it was read as {name}."),)


def _doubt(guess: CharsetMatch) -> tuple[float, float, int]:
    """How doubtful a guess is; of equal ones, the commoner encoding is the better."""
    return guess.chaos, -guess.coherence, _LIKELY.index(guess.encoding)


def _candidates(data: bytes, server: str) -> Iterator[str]:
    declared = _DECLARED.search(data[:4096])
    # Bytes that are valid UTF-8 beyond ASCII are UTF-8, whatever the page claims: chance makes them once in a million.
    if b"\x1b$" not in data[:100_000]:  # the shift of ISO-2022-JP, which is made of ASCII bytes
        yield "utf-8"
    for name in (server, declared[1].decode("ascii") if declared else ""):
        if name and not name.lower().startswith("utf-16"):
            yield _READ_AS.get(name.lower(), name)


def _read(data: bytes, name: str) -> str:
    return data.decode(name, errors="replace").removeprefix("\ufeff")


def _is_binary(data: bytes) -> bool:
    """Control characters that no text holds, in more than one byte of fifty."""
    head = data[:8192]
    return len(head.translate(None, bytes((*range(9), *range(14, 27), *range(28, 32), 127)))) < len(head) * 0.98


def _mended(text: str) -> tuple[str, tuple[Drop, ...]]:
    """Text that was encoded twice is turned back; where that fails, it is reported."""
    found = _MOJIBAKE.findall(text)
    if len(found) < 3:
        return text, ()
    try:
        mended = text.encode("cp1252").decode("utf-8")
    except UnicodeError:
        return text, (
            Drop("encoding", "Some letters are garbled; save the page again as UTF-8.", " ".join(found[:20])),
        )
    return mended, (Drop("encoding", "It had been encoded twice; the letters were turned back.", " ".join(found[:20])),)
