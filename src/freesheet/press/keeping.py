"""What a run has made: remembered in the index, and what is to be put into place or to go."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from freesheet.edition import Loss
from freesheet.press.index import Index
from freesheet.press.resuming import Saving
from freesheet.press.tree import Folders, write_all
from freesheet.press.work import File

# Rows that are written to the index at once.
BATCH = 500


class Keeper:
    """Keeps what is made of a tree; in a `fresh` one everything lies in its place at once."""

    def __init__(self, index: Index, tree: Path, staging: Path, *, fresh: bool) -> None:
        self.index, self.staging, self.fresh = index, staging, fresh
        # A new tree is saved now and then; this one may be half made already, by a run that was killed.
        self.saving = Saving(index, tree) if fresh else None
        self.is_new = fresh and not index.fact("revision")
        self.failures = dict[str, str]()
        self.losses = dict[Loss, None].fromkeys(self.saving.losses() if self.saving else ())
        self.remarks = list(self.saving.remarks() if self.saving else ())
        # The folders whose pages came or went.
        self.moved = set[str]()
        # What is to be moved into place, in the order of these groups.
        self.put: dict[str, list[str]] = {"picture": [], "story": [], "page": [], "front": []}
        self.dropped: list[str] = []
        # By how many files the tree has grown; not told of a fresh one.
        self.grown = 0
        # What is not in the index yet, of a new tree.
        self._rows: list[tuple[str, str, bytes, int, int, int]] = []
        self._made: list[tuple[str, bytes]] = []

    def keep(self, key: str, inputs: bytes, files: Sequence[File], group: str) -> None:
        """Remember what was made; only what differs from what is there is put into place."""
        old = {} if self.is_new else {row[0]: row[1] for row in self.index.artifacts(key)}
        folders = Folders(str(self.staging))
        for file in files:
            had = old.pop(file.path, None)
            if had == file.digest and not self.fresh:
                continue
            if had is None:
                self._mark_moved(file.path)
                self.grown += not (self.fresh or self.index.artifact(file.path))
            if file.data is not None:
                write_all(folders, file.path, file.data, file.copies)
            if not self.fresh:
                self.put[group].append(file.path)
        rows = [(file.path, key, file.digest, file.size, file.pages, file.sheets) for file in files]
        for path in old:
            self._drop_file(path, key)
        if self.fresh:
            self._rows.extend(rows)
            self._made.append((key, inputs))
            if len(self._made) >= BATCH:
                self.write_rows()
            return
        self.index.set_artifacts(rows)
        self.index.set_made([(key, inputs)])

    def write_rows(self) -> None:
        self.index.set_artifacts(self._rows)
        self.index.set_made(self._made)
        size = sum(row[3] for row in self._rows)
        self._rows.clear()
        self._made.clear()
        if self.saving and self.saving.is_time(size):
            self.saving.tell(self.remarks, self.losses)
            self.saving.save()

    def drop(self, key: str) -> None:
        for path, *_ in self.index.artifacts(key):
            self._drop_file(path, key)
        self.index.forget(key)

    def _drop_file(self, path: str, key: str) -> None:
        """A file goes, unless another key has made it in the meantime."""
        found = self.index.artifact(path)
        if found and found[0] == key:
            self.index.forget_artifact(path)
            self.dropped.append(path)
            self.grown -= 1
            self._mark_moved(path)

    def _mark_moved(self, path: str) -> None:
        if path.endswith("/index.html") and not self.fresh:
            self.moved.add(path.removesuffix("/index.html"))

    def is_due(self, key: str, inputs: bytes) -> bool:
        """Whether a key is to be made, since it is not made of these inputs yet."""
        if self.index.inputs(key) == inputs:
            return False
        self.take_back([key])
        return True

    def take_back(self, keys: Iterable[str]) -> None:
        if self.saving and not self.is_new:
            for key in keys:
                self.saving.take_back(key)
