"""When to press again: a source's files changed, or a minute passed and a story's time may have come."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from threading import Event

from watchfiles import Change, DefaultFilter, watch

from freesheet.press.archive import is_archive

# A scheduled story appears within a minute of its time.
SECONDS = 60


class _Edited(DefaultFilter):
    """Lets through what an editor changed: not what the press writes, and not what editing programs leave about."""

    def __init__(self, source: Path, apart: Sequence[Path]) -> None:
        super().__init__(ignore_paths=[str(path.absolute()) for path in apart])
        self._root = (source if source.is_dir() else source.parent).absolute()
        self._archive = str(source.absolute()) if is_archive(source) else ""

    def __call__(self, change: Change, path: str) -> bool:
        parts = Path(path).relative_to(self._root).parts
        if any(part.startswith(".") or part.endswith((".tmp", "-shm", "-journal")) for part in parts):
            return False
        if path == f"{self._archive}-wal" and change == Change.deleted:
            return False
        return super().__call__(change, path)


def changes(source: Path, apart: Sequence[Path], *, stop: Event | None = None) -> Iterator[None]:
    """Yields at once, after each change of the source that is not below a path `apart`, and once a minute."""
    folder = source if source.is_dir() else source.parent
    quiet = 0
    # It looks for a second at a time, so that it watches already while the first press is at work.
    for found in watch(
        folder.absolute(),
        watch_filter=_Edited(source, apart),
        stop_event=stop,
        debounce=400,
        rust_timeout=1000,
        yield_on_timeout=True,
    ):
        quiet = 0 if found else quiet + 1
        if found or quiet % SECONDS == 1:
            yield
