"""A backup is refused unless every byte of it is as it was written."""

import gzip
import zipfile
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, strategies as st

from newsroom.backup.sealed import FORMAT, LIST, MOST_TO_ONE, SEAL, BadBackup, Member, Told, opened, sealing
from newsroom.opening import TABLES
from tests.strategies import NOON, image_bytes

FILES = {
    "house.toml": b'name = "Lantern"\n',
    "media/a.jpg": image_bytes(400, 300, "JPEG"),
    "desk.db": b"tables" * 500,
}


def nobody(_count: int) -> None: ...


def told(members: Mapping[str, Member]) -> Told:
    return Told(FORMAT, "26.1", NOON, "sqlite", ("desk.0001_initial",), members)


def written(files: Mapping[str, bytes] = FILES, say=told) -> bytes:
    out = BytesIO()
    with sealing(out, nobody, say) as backup:
        for name, data in files.items():
            backup.add(name, BytesIO(data))
    return out.getvalue()


WRITTEN = written()


def refused(data: bytes, folder: Path) -> str:
    file = folder / "backup.zip"
    file.write_bytes(data)
    with pytest.raises(BadBackup) as error, opened(file, nobody) as backup:
        backup.verify(nobody)
    assert "\n" not in str(error.value)
    return str(error.value)


def test_what_was_put_in_comes_out(tmp_path):
    file = tmp_path / "backup.zip"
    file.write_bytes(WRITTEN)
    out = {}
    with opened(file, nobody) as backup:
        backup.verify(nobody)
        assert backup.told.size == sum(map(len, FILES.values()))
        for name in backup.told.members:
            stream = BytesIO()
            backup.unpack(name, stream, nobody)
            out[name] = stream.getvalue()
    assert out == FILES


def test_any_program_that_reads_zips_reads_it():
    with zipfile.ZipFile(BytesIO(WRITTEN)) as parcel:
        assert parcel.testzip() is None
        assert {name: parcel.read(name) for name in FILES} == FILES


@given(place=st.integers(0, len(WRITTEN) - 1), bit=st.integers(0, 7))
def test_one_flipped_bit_is_found_wherever_it_is(place, bit, tmp_path_factory):
    data = bytearray(WRITTEN)
    data[place] ^= 1 << bit
    refused(bytes(data), tmp_path_factory.getbasetemp())


@given(length=st.integers(0, len(WRITTEN) - 1))
def test_a_part_of_it_is_refused(length, tmp_path_factory):
    refused(WRITTEN[:length], tmp_path_factory.getbasetemp())


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "is no backup of Freesheet's"),
        (b"%PDF-1.7 not at all" * 99, "is no backup of Freesheet's"),
        (WRITTEN + b"\n", "a part is missing or changed"),
        (WRITTEN[:-SEAL] + b"0" * SEAL, "a part is missing or changed"),
        (written({"../house.toml": b""}), "outside of the newsroom's folder"),
        (written({"/etc/passwd": b""}), "outside of the newsroom's folder"),
        (written({"media/../../a": b""}), "outside of the newsroom's folder"),
        (written({"media\\a": b""}), "outside of the newsroom's folder"),
        (written({"desk.db": bytes(9_000_000)}), "no newsroom packs so well"),
        (written(say=lambda members: msgspec.structs.replace(told(members), format=FORMAT + 1)), "update Freesheet"),
        (written(say=lambda members: msgspec.structs.replace(told(members), database="oracle")), "does not fit"),
        (written(say=lambda _: told({})), "does not fit"),
        (written(say=lambda members: told({**members, "more": Member(1, "")})), "does not fit"),
        (written(say=lambda members: told({**members, "desk.db": Member(3000, "0" * 64)})), "own list"),
    ],
)
def test_what_is_no_backup_is_refused_in_one_sentence(data, sentence, tmp_path):
    assert sentence in refused(data, tmp_path)


def test_a_zip_of_others_is_refused(tmp_path):
    with zipfile.ZipFile(tmp_path / "other.zip", "w") as parcel:
        parcel.writestr(LIST, "{}")
    assert "a part is missing or changed" in refused((tmp_path / "other.zip").read_bytes(), tmp_path)


def test_tables_are_far_from_what_is_refused_as_a_bomb(tmp_path):
    assert len(gzip.decompress(TABLES.read_bytes())) * 5 < MOST_TO_ONE * TABLES.stat().st_size
