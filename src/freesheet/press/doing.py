"""Work done in order: here when there is little of it, else by an executor's processes."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, Future, wait
from dataclasses import dataclass, field
from itertools import chain, repeat
from pathlib import Path

from freesheet.press.hand import Hand
from freesheet.press.keeping import Keeper
from freesheet.press.work import Chunk, Done, PictureFile, Spec, Work, chunks, do as work_on

# Stories in a chunk: enough that sending it costs nothing, few enough that none waits for the last.
CHUNK = 100
# And in one that is sent to another machine, since all that it makes comes back in one message.
SENT_CHUNK = 25
IN_FLIGHT = 3

# Told of the phase, of how many are done, and of how many there are.
Watch = Callable[[str, int, int], None]


@dataclass
class Doer:
    """Does a run's work. It is worth an executor when there is `many` to do, which a run finds out while it reads."""

    spec: Spec
    keeper: Keeper
    hand: Hand
    compressed: bool
    executor: Executor | None
    jobs: int
    remote: bool
    watch: Watch
    many: bool
    waiting: list[Future[list[Done]]] = field(default_factory=list)

    def do(self, work: Iterator[Work], phase: str, *, size: int = 0, of: int = 0) -> Iterator[Done]:
        """Do work: in this process when there is little of it, else through the executor, in order."""
        size = size or CHUNK
        if self.executor is None or not self.many:
            for part in chunks(work, size):
                made = work_on(self._chunk(part, local=True), self.hand.write)
                if self.keeper.fresh:
                    # What is kept of a new tree may be saved at any time.
                    self.hand.finish()
                yield from made
            self.keeper.write_rows()
            return
        count, nothing = 0, list[Work]()
        for part in chain(chunks(work, min(size, SENT_CHUNK) if self.remote else size), repeat(nothing)):
            if part:
                self.waiting.append(self.executor.submit(work_on, self._chunk(part, local=not self.remote)))
            if len(self.waiting) < self.jobs * IN_FLIGHT and part:
                continue
            if not self.waiting:
                break
            for done in self.waiting.pop(0).result():
                count += 1
                yield done
            self.watch(phase, count, of)
        self.keeper.write_rows()

    def stop(self, *, at_once: bool) -> None:
        """Begin nothing more of what others were given. Else than at once: wait for what would still write."""
        self.hand.stop()
        for future in self.waiting:
            future.cancel()
        if not at_once and not self.remote:
            wait(self.waiting)

    def _chunk(self, part: Sequence[Work], *, local: bool) -> Chunk:
        if self.keeper.saving:
            self.keeper.saving.before_writing()
        return Chunk(self.spec, tuple(part), str(self.keeper.staging) if local else "", self.compressed)

    def picture(self, file: str, path: str) -> PictureFile:
        """A picture of a story, with its bytes where the worker has another disk."""
        if not (self.remote and self.many):
            return PictureFile(file, path)
        try:
            return PictureFile(file, path, Path(path).read_bytes())
        except OSError:
            return PictureFile(file, path)
