"""Tests of the zip archive that is always the same."""

import zipfile
from io import BytesIO

import pytest
from hypothesis import given, strategies as st

from freesheet.parcel import pack

FILES = st.dictionaries(st.text("abcdefg/-.", min_size=1, max_size=12), st.binary(max_size=200), max_size=6)


def opened(data: bytes) -> zipfile.ZipFile:
    return zipfile.ZipFile(BytesIO(data))


@given(FILES)
def test_what_is_packed_comes_out_again_in_the_same_order(files: dict[str, bytes]) -> None:
    with opened(pack(files.items())) as archive:
        assert [(name, archive.read(name)) for name in archive.namelist()] == list(files.items())


@pytest.mark.parametrize(
    ("name", "how"),
    [
        ("mimetype", zipfile.ZIP_STORED),
        ("pictures/1.jpg", zipfile.ZIP_STORED),
        ("print.pdf", zipfile.ZIP_STORED),
        ("index.html", zipfile.ZIP_DEFLATED),
        ("cover.svg", zipfile.ZIP_DEFLATED),
    ],
)
def test_what_is_compressed_already_is_stored(name: str, how: int) -> None:
    with opened(pack([(name, b"a" * 500)])) as archive:
        assert archive.getinfo(name).compress_type == how


def test_no_file_tells_when_it_was_packed_and_everybody_may_read_it() -> None:
    with opened(pack([("a.txt", b"words")])) as archive:
        entry = archive.getinfo("a.txt")
    assert entry.date_time == (1980, 1, 1, 0, 0, 0)
    assert oct(entry.external_attr >> 16) == "0o100644"
