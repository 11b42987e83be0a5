"""When to press again: a source's files changed, or a minute passed and a story's time may have come."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from threading import Event

from watchfiles import Change, DefaultFilter, watch

# A scheduled story appears within a minute of its time.
SECONDS = 60
# What writing programs leave about.
_PASSING = (".tmp", ".part", "-shm", "-journal")


class _Edited(DefaultFilter):
    """Lets through what an editor changed: not what the press writes, and not what editing programs leave about."""

    def __init__(self, folder: Path, apart: Sequence[Path]) -> None:
        super().__init__(ignore_paths=[str(path.absolute()) for path in apart])
        self._folder = folder
        self._marks = dict[str, tuple[int, int]]()

    def __call__(self, change: Change, path: str) -> bool:
        parts = Path(path).relative_to(self._folder).parts
        if any(part.startswith(".") or part.endswith(_PASSING) for part in parts):
            return False
        return super().__call__(change, path) and (change == Change.deleted or self._differs(path))

    def _differs(self, path: str) -> bool:
        """Whether a file is another than at the last event: who only reads an archive touches its log."""
        try:
            stat = Path(path).stat()
        except OSError:
            return False
        mark = stat.st_mtime_ns, stat.st_size
        differs = self._marks.get(path) != mark
        self._marks[path] = mark
        return differs


def changes(source: Path, apart: Sequence[Path], *, stop: Event | None = None) -> Iterator[None]:
    """Yields at once, after each change of the source that is not below a path `apart`, and once a minute."""
    folder = (source if source.is_dir() else source.parent).absolute()
    seconds = SECONDS - 1
    # It looks for a second at a time, so that it watches already while the first press is at work.
    for found in watch(
        folder,
        watch_filter=_Edited(folder, apart),
        stop_event=stop,
        debounce=400,
        rust_timeout=1000,
        yield_on_timeout=True,
    ):
        seconds += 1
        if found or seconds >= SECONDS:
            seconds = 0
            yield
