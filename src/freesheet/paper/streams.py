"""Mark the ends of a PDF's streams so that all who read them agree where they are."""

import re

_STREAM = re.compile(rb"/Length (\d+)[^\n]{0,999}?>>\nstream\n")


def ended(pdf: bytes) -> bytes:
    """The same PDF; a stream whose last byte is a carriage return ends with a whole line end of its own.

    Typst ends a stream with a line feed. After a carriage return the two look like one line end, and strict readers
    (PDF/A-2, 6.1.7.1) count the stream a byte short: one stream in 256. The byte that this adds is taken from the line
    end before the word `stream`, which may be left out, so that nothing else in the file moves.
    """
    out, at = [], 0
    for match in _STREAM.finditer(pdf):
        start, end = match.end(), match.end() + int(match[1])
        if match.start() >= at and pdf[end - 1 : end + 10] == b"\r\nendstream":
            out += [pdf[at : start - len(b"\nstream\n")], b"stream\n", pdf[start:end], b"\r"]
            at = end
    return b"".join((*out, pdf[at:]))
