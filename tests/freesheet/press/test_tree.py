"""A tree is moved into place and swapped on systems that can do less than ours, and by a process that fails."""

import ctypes
import errno
import os
from pathlib import Path

import pytest

from freesheet.press import tree as trees
from freesheet.press.tree import exchange, sync, write_file


class _Poor:
    """A system's library with neither syncfs that works nor, perhaps, an exchange of names."""

    def __init__(self, error: int = 0) -> None:
        self._error = error
        if error:
            self.renameat2 = self._refuse

    def syncfs(self, _handle: int) -> int:
        return -1

    def _refuse(self, *_: object) -> int:
        return -1


def test_a_library_that_can_not_keep_memory_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = list[tuple[int, int]]()
    other = _Poor()
    for library in (None, other):
        monkeypatch.setattr(trees, "_libc", lambda library=library: library)
        trees.keep_memory()
    other.mallopt = lambda *of: asked.append(of)  # type: ignore[attr-defined]
    trees.keep_memory()
    assert [option for option, _ in asked] == [-3, -1]


def two_folders(folder: Path) -> tuple[Path, Path]:
    for name in ("one", "other"):
        (folder / name).mkdir()
        (folder / name / "name").write_text(name)
    return folder / "one", folder / "other"


@pytest.mark.parametrize("error", [0, errno.ENOSYS, errno.EINVAL])
def test_where_the_system_can_not_swap_one_folder_goes_after_the_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: int
) -> None:
    one, other = two_folders(tmp_path)
    monkeypatch.setattr(trees, "_libc", lambda: _Poor(error))
    monkeypatch.setattr(ctypes, "get_errno", lambda: error)
    exchange(one, other)
    assert ((one / "name").read_text(), (other / "name").read_text()) == ("other", "one")
    assert len(list(tmp_path.iterdir())) == 2


def test_a_swap_that_is_refused_changes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    one, other = two_folders(tmp_path)
    monkeypatch.setattr(trees, "_libc", lambda: _Poor(errno.EACCES))
    monkeypatch.setattr(ctypes, "get_errno", lambda: errno.EACCES)
    with pytest.raises(PermissionError):
        exchange(one, other)
    assert (one / "name").read_text() == "one"


@pytest.mark.parametrize("library", [None, _Poor()])
def test_where_one_disk_can_not_be_synced_all_are(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, library: object
) -> None:
    synced = list[bool]()
    monkeypatch.setattr(trees, "_libc", lambda: library)
    monkeypatch.setattr(os, "sync", lambda: synced.append(True))
    sync(tmp_path)
    assert synced == [True]


def test_a_file_is_written_whole_by_a_system_that_takes_a_little_at_a_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write = os.write
    monkeypatch.setattr(os, "write", lambda file, data: write(file, bytes(data)[:3]))
    write_file(str(tmp_path / "file"), b"ten letters")
    assert (tmp_path / "file").read_bytes() == b"ten letters"
