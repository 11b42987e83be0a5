"""A run on disk is all there or not at all, and leaves nothing of its own behind."""

import resource
import sqlite3
import stat
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from freesheet.press.disk import CantWrite, Staging, put, whole, writing_to

Tree = dict[str, bytes]


def tree(folder: Path) -> Tree:
    """Every file below a folder, hidden ones too, and what is in it."""
    return {
        file.relative_to(folder).as_posix(): file.read_bytes() for file in sorted(folder.rglob("*")) if file.is_file()
    }


def publish(to: Path, files: Tree, leftovers: tuple[str, ...] = ()) -> None:
    with Staging(to) as staging:
        for path, data in files.items():
            staging.write(path, data)
        staging.publish(leftovers)


def fail_half_way(to: Path) -> None:
    with Staging(to) as staging:
        staging.write("flood/text.txt", b"newer")
        raise LookupError


@contextmanager
def a_full_disk(room: int = 100) -> Iterator[None]:
    """No file may grow past so many bytes: to the one who writes, that is a disk without room."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (room, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_files_come_into_place_together_and_nothing_else_does(tmp_path):
    to = tmp_path / "new" / "out"
    with Staging(to) as staging:
        staging.write("flood/index.html", b"<p>")
        staging.write("flood/text.txt", b"text")
        assert not (to / "flood").exists()
        staging.publish()
    assert tree(to) == {"flood/index.html": b"<p>", "flood/text.txt": b"text"}
    assert [entry.name for entry in to.iterdir()] == ["flood"]


def test_a_file_that_was_there_is_replaced_and_its_neighbours_stay(tmp_path):
    publish(tmp_path, {"flood/text.txt": b"old", "flood/notes.txt": b"mine"})
    publish(tmp_path, {"flood/text.txt": b"new"})
    assert tree(tmp_path) == {"flood/text.txt": b"new", "flood/notes.txt": b"mine"}


def test_others_may_read_what_was_written(tmp_path):
    publish(tmp_path, {"flood/text.txt": b"text"})
    (tmp_path / "beside").write_bytes(b"")
    modes = {stat.S_IMODE((tmp_path / name).stat().st_mode) for name in ("beside", "flood/text.txt")}
    assert len(modes) == 1


def test_what_is_not_published_never_was(tmp_path):
    publish(tmp_path, {"flood/text.txt": b"old"})
    with Staging(tmp_path) as staging:
        staging.write("flood/text.txt", b"new")
    with pytest.raises(LookupError):
        fail_half_way(tmp_path)
    assert tree(tmp_path) == {"flood/text.txt": b"old"}
    assert [entry.name for entry in tmp_path.iterdir()] == ["flood"]


def test_leftovers_go_unless_they_are_new_or_no_files(tmp_path):
    parts = {f"flood/message-{place}-of-3.txt": b"part" for place in (1, 2, 3)}
    publish(tmp_path, parts | {"flood/print.pdf": b"%PDF", "fire/message-1-of-1.txt": b"another story"})
    (tmp_path / "flood" / "message-folder-of-mine").mkdir()
    publish(tmp_path, {"flood/message-1-of-1.txt": b"whole"}, ("flood/message-*-of-*",))
    assert tree(tmp_path) == {
        "fire/message-1-of-1.txt": b"another story",
        "flood/message-1-of-1.txt": b"whole",
        "flood/print.pdf": b"%PDF",
    }
    assert (tmp_path / "flood" / "message-folder-of-mine").is_dir()


@pytest.mark.parametrize(
    ("block", "says"),
    [
        (lambda to: (to / "fire").write_bytes(b"a file"), "file exists"),
        (lambda to: (to / "fire" / "text.txt").mkdir(parents=True), "fire/text.txt is a folder there"),
    ],
    ids=["a file where a folder goes", "a folder where a file goes"],
)
def test_where_one_file_has_no_place_none_is_moved(tmp_path, block, says):
    publish(tmp_path, {"flood/text.txt": b"old"})
    block(tmp_path)
    before = tree(tmp_path)
    with pytest.raises(CantWrite, match=says):
        publish(tmp_path, {"flood/text.txt": b"new", "fire/text.txt": b"new"})
    assert tree(tmp_path) == before
    assert not list(tmp_path.glob(".freesheet-*"))


@pytest.mark.parametrize(
    ("place", "says"),
    [("file/below", "not a directory"), ("file", "file exists"), ("x" * 300, "file name too long")],
    ids=["below a file", "a file", "a name too long"],
)
def test_a_folder_that_can_not_be_is_told_before_anything_is_made(tmp_path, place, says):
    (tmp_path / "file").write_bytes(b"mine")
    with pytest.raises(CantWrite) as refused:
        Staging(tmp_path / place).__enter__()
    assert str(refused.value) == (
        f"Can't write to {tmp_path / place}: {says}; choose another folder with --to, or make room."
    )
    assert tree(tmp_path) == {"file": b"mine"}


def test_a_full_disk_leaves_the_folder_as_it_was(tmp_path):
    publish(tmp_path, {"flood/text.txt": b"old"})
    with a_full_disk(), pytest.raises(CantWrite, match=r"^Can't write to .*: file too large; choose another folder"):
        publish(tmp_path, {"flood/text.txt": b"short", "flood/print.pdf": b"%" * 1000})
    assert tree(tmp_path) == {"flood/text.txt": b"old"}
    assert not list(tmp_path.glob(".freesheet-*"))


def test_one_file_is_put_whole_in_a_folder_that_is_made_for_it(tmp_path):
    file = tmp_path / "new" / "report.json"
    put(file, b"{}")
    put(file, b"[]")
    assert tree(tmp_path) == {"new/report.json": b"[]"}


def test_one_file_that_does_not_fit_leaves_the_old_one(tmp_path):
    put(tmp_path / "report.json", b"old")
    with a_full_disk(), pytest.raises(OSError, match="File too large"):
        put(tmp_path / "report.json", b"new" * 1000)
    assert tree(tmp_path) == {"report.json": b"old"}


def test_a_link_is_written_through_and_a_folder_is_refused(tmp_path):
    (tmp_path / "link").symlink_to(tmp_path / "report.json")
    put(tmp_path / "link", b"{}")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "report.json").read_bytes() == b"{}"
    with pytest.raises(IsADirectoryError):
        put(tmp_path, b"{}")


def test_what_a_database_says_of_the_disk_is_told_and_other_mistakes_are_not_hidden(tmp_path):
    with pytest.raises(CantWrite, match="unable to open database file"), writing_to(tmp_path):
        sqlite3.connect(tmp_path / "none" / "x.db").execute("SELECT 1")
    with (
        closing(sqlite3.connect(":memory:")) as database,
        pytest.raises(sqlite3.OperationalError, match="no such table"),
        writing_to(tmp_path),
    ):
        database.execute("SELECT * FROM none_such")


def test_a_file_is_there_when_all_of_it_is(tmp_path):
    with whole(tmp_path / "a.zip") as part:
        part.write_bytes(b"all of it")
        (part.parent / "beside").write_bytes(b"for a while")
        assert not (tmp_path / "a.zip").exists()
    assert tree(tmp_path) == {"a.zip": b"all of it"}


def test_a_file_that_was_begun_leaves_nothing(tmp_path):
    (tmp_path / "a.zip").write_bytes(b"older")
    with pytest.raises(FileNotFoundError), whole(tmp_path / "a.zip") as part:
        part.with_suffix(".half").write_bytes(b"half")
    assert tree(tmp_path) == {"a.zip": b"older"}
