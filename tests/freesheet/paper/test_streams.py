import pytest

from freesheet.paper.streams import ended


def stream(data: bytes, entries: bytes = b"") -> bytes:
    return b"7 0 obj\n<</Length %d%s>>\nstream\n%s\nendstream\nendobj\n" % (len(data), entries, data)


@pytest.mark.parametrize("entries", [b"", b"/Filter/FlateDecode", b"/Type/XObject/Subtype/Image/Width 3"])
def test_a_stream_that_ends_with_a_carriage_return_gets_a_whole_line_end(entries):
    before = b"head\n" + stream(b"ab\r", entries) + stream(b"other", entries)
    after = ended(before)
    assert after == before.replace(b">>\nstream\nab\r\n", b">>stream\nab\r\r\n")
    assert len(after) == len(before)


@pytest.mark.parametrize("data", [b"", b"ab", b"ab\n", b"a\rb", b"\r\nendstream x"])
def test_other_streams_stay_as_they_are(data):
    assert ended(stream(data)) == stream(data)
