from datetime import UTC, datetime

import pytest
from hypothesis import given, strategies as st

from freesheet.serve.conditions import part, preferred, unchanged

NOON = datetime(2026, 5, 3, 12, tzinfo=UTC)
TAG = '"abc"'
AT_NOON = "Sun, 03 May 2026 12:00:00 GMT"


@pytest.mark.parametrize(
    ("accepted", "liked"),
    [
        (None, []),
        ("", []),
        ("identity", []),
        ("gzip", ["gzip"]),
        ("x-gzip", ["gzip"]),
        ("gzip, deflate, br, zstd", ["br", "gzip"]),
        ("GZIP,BR", ["br", "gzip"]),
        ("gzip;q=1.0, br;q=0.5", ["gzip", "br"]),
        ("br;q=0.5, gzip ; q=0.9", ["gzip", "br"]),
        ("br;q=0, gzip", ["gzip"]),
        ("br;q=0.000, gzip;q=0", []),
        ("*", ["br", "gzip"]),
        ("*;q=0.1", ["br", "gzip"]),
        ("br;q=0, *", ["gzip"]),
        ("gzip;q=0.2, identity;q=0.9", []),
        ("gzip;q=nonsense", []),
        ("gzip;q=2", []),
        ("identity;q=0", []),
        ("brotli", []),
        ("gzip;;,;br", []),
    ],
)
def test_the_encodings_that_a_client_likes(accepted, liked):
    assert list(preferred(accepted)) == liked


@pytest.mark.parametrize(
    ("headers", "same"),
    [
        ({}, False),
        ({"if-none-match": '"abc"'}, True),
        ({"if-none-match": 'W/"abc"'}, True),
        ({"if-none-match": '"x", "abc"'}, True),
        ({"if-none-match": "*"}, True),
        ({"if-none-match": '"x"'}, False),
        ({"if-none-match": "abc"}, False),
        ({"if-none-match": ""}, False),
        ({"if-none-match": '"x"', "if-modified-since": AT_NOON}, False),
        ({"if-modified-since": AT_NOON}, True),
        ({"if-modified-since": "Sun, 03 May 2026 11:59:59 GMT"}, False),
        ({"if-modified-since": "Sunday, 03-May-26 12:00:00 GMT"}, True),
        ({"if-modified-since": "yesterday"}, False),
        ({"if-modified-since": "Sun, 03 May 2026 12:00:00"}, False),
        ({"if-modified-since": "Sun, 99 May 99999 12:00:00 GMT"}, False),
        ({"if-modified-since": ""}, False),
    ],
)
def test_whether_a_client_has_the_page_already(headers, same):
    assert unchanged(headers, TAG, NOON) is same


@pytest.mark.parametrize(
    ("headers", "asked"),
    [
        ({}, "all"),
        ({"range": "bytes=0-9"}, range(10)),
        ({"range": "bytes=90-"}, range(90, 100)),
        ({"range": "bytes=90-1000"}, range(90, 100)),
        ({"range": "bytes=-10"}, range(90, 100)),
        ({"range": "bytes=-1000"}, range(100)),
        ({"range": "BYTES = 1 - 2"}, range(1, 3)),
        ({"range": "bytes=99-99"}, range(99, 100)),
        ({"range": "bytes=100-"}, "none"),
        ({"range": "bytes=-0"}, "none"),
        ({"range": "bytes=" + "9" * 5000 + "-"}, "none"),
        ({"range": "bytes=9-1"}, "all"),
        ({"range": "bytes=-"}, "all"),
        ({"range": "bytes=0-1,5-6"}, "all"),
        ({"range": "lines=0-1"}, "all"),
        ({"range": "bytes=a-b"}, "all"),
        ({"range": "bytes=٠-٩"}, "all"),
        ({"range": "bytes=0-9", "if-range": '"abc"'}, range(10)),
        ({"range": "bytes=0-9", "if-range": 'W/"abc"'}, "all"),
        ({"range": "bytes=0-9", "if-range": '"other"'}, "all"),
        ({"range": "bytes=0-9", "if-range": AT_NOON}, range(10)),
        ({"range": "bytes=0-9", "if-range": "Sun, 03 May 2026 12:00:01 GMT"}, "all"),
        ({"range": "bytes=0-9", "if-range": ""}, "all"),
    ],
)
def test_the_part_of_a_file_that_is_asked_for(headers, asked):
    assert part(headers, 100, TAG, NOON) == asked


def test_nothing_is_a_part_of_an_empty_file():
    assert part({"range": "bytes=0-"}, 0, TAG, NOON) == "none"


@given(st.text(), st.text("bytes=-0123456789, "))
def test_no_header_is_an_error(text, ranges):
    preferred(text)
    unchanged({"if-none-match": text}, TAG, NOON)
    unchanged({"if-modified-since": text}, TAG, NOON)
    asked = part({"range": ranges, "if-range": TAG}, 50, TAG, NOON)
    assert isinstance(asked, str) or (0 <= asked.start < asked.stop <= 50)
