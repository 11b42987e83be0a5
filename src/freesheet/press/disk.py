"""Write a run to a folder: everything beside it first, then each file moved into place, then leftovers removed."""

import os
import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Self


class CantWrite(Exception):
    """The folder can't take the run; the message says why and what to do. What was there is as it was."""


class Staging:
    """A run's files, written but not yet in place; leave the `with` without `publish` and they are gone."""

    def __init__(self, to: Path) -> None:
        self._to = to
        self._paths = dict[str, None]()

    def __enter__(self) -> Self:
        try:
            self._to.mkdir(parents=True, exist_ok=True)
            self._folder = Path(tempfile.mkdtemp(prefix=".freesheet-", dir=self._to))
        except OSError as error:
            raise CantWrite(_sentence(self._to, error)) from error
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        shutil.rmtree(self._folder, ignore_errors=True)

    def write(self, path: str, data: bytes) -> None:
        """Write one file of the run, durably, out of readers' sight."""
        file = self._folder / path
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
            with file.open("wb") as stream:
                stream.write(data)
                stream.flush()
                os.fsync(stream.fileno())
        except OSError as error:
            raise CantWrite(_sentence(self._to, error)) from error
        self._paths[path] = None

    def publish(self, leftovers: Sequence[str] = ()) -> None:
        """Move every file into place in the order of writing; then remove what matches `leftovers` and is not new."""
        try:
            for path in self._paths:
                (self._to / path).parent.mkdir(parents=True, exist_ok=True)
                (self._folder / path).replace(self._to / path)
            for pattern in leftovers:
                for old in self._to.glob(pattern):
                    if old.is_file() and old.relative_to(self._to).as_posix() not in self._paths:
                        old.unlink()
        except OSError as error:
            raise CantWrite(_sentence(self._to, error)) from error


def _sentence(to: Path, error: OSError) -> str:
    return (
        f"Can't write to {to}: {(error.strerror or str(error)).lower()}; choose another folder with --to, or make room."
    )
