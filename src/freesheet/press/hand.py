"""A process beside the press, which compresses, writes and moves its files while the press makes the next ones."""

import fcntl
import gc
import os
import signal
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from itertools import pairwise
from multiprocessing.connection import Connection, Pipe
from multiprocessing.reduction import recv_handle, send_handle
from pathlib import Path
from threading import Thread
from types import TracebackType
from typing import Self

from freesheet.press.disk import CantWrite
from freesheet.press.tree import Folders, carry_out, keep_memory, write_compressed

# What the press may be ahead by, in bytes: a list with its feeds. Linux lets a pipe hold no more.
_AHEAD = 1 << 20
# Seconds between two looks at whether the press is still there.
_PATIENCE = 1.0


@dataclass(frozen=True, slots=True)
class _Begin:
    """A run begins; the file that locks the tree comes by the other way."""

    staging: Path
    compressed: bool


@dataclass(frozen=True, slots=True)
class _Write:
    path: str
    data: bytes


@dataclass(frozen=True, slots=True)
class _Finish:
    """Tell when all that was ordered is written."""


@dataclass(frozen=True, slots=True)
class _Move:
    steps: Sequence[tuple[str, str]]
    staging: Path
    tree: Path


@dataclass(frozen=True, slots=True)
class _Rest:
    """The run is over."""


_Order = _Begin | _Write | _Finish | _Move | _Rest


class Hand:
    """Writes files for one run after the other. Its process starts with the first order; where none can, this one does
    the work.

    It is worth keeping from run to run: whatever the press touches is copied for each process that was just started.
    When the press is killed it ends, but what it moves into place it moves to the end: nobody is left with half of a
    change. Until then it holds the lock of the tree too.
    """

    def __init__(self) -> None:
        self._child = 0
        # What the process has still to be told of this run.
        self._begun: tuple[_Begin, int] | None = None
        self._is_moving = False

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def begin(self, staging: Path, lock: int, *, compressed: bool) -> None:
        """A run begins that writes below `staging`; `lock` is the open file by which it is alone."""
        self._begun = _Begin(staging, compressed), lock
        self._folders, self._compressed = Folders(str(staging)), compressed

    def write(self, path: str, data: bytes) -> None:
        """Have a file written, and its compressed copies; what goes wrong, `finish` tells. Raises CantWrite."""
        if self._is_ready():
            self._order(_Write(path, data))
        else:
            write_compressed(self._folders, path, data, compressed=self._compressed)

    def finish(self) -> None:
        """Wait until all is written. Raises OSError, CantWrite."""
        if self._child and not self._begun:
            self._order(_Finish())
            if error := self._answer():
                raise error

    @contextmanager
    def carrying_out(self, steps: Sequence[tuple[str, str]], staging: Path, tree: Path) -> Iterator[None]:
        """Carry out steps to the end, although the press may be killed meanwhile; they are when the `with` is left.

        Raises OSError.
        """
        done = False
        if self._is_ready():
            self._is_moving = True
            with suppress(CantWrite):
                self._order(_Move(steps, staging, tree))
            yield
            with suppress(CantWrite):
                done = self._answer() is None
            self._is_moving = False
        else:
            yield
        if not done:
            # Again, to tell what is wrong.
            carry_out(steps, staging, tree)

    def rest(self) -> None:
        """The run is over."""
        if self._child and not self._begun:
            with suppress(CantWrite):
                self._order(_Rest())

    def stop(self) -> None:
        """The run has failed: nothing more is written when this returns, and what was being moved is in its place."""
        if self._child:
            if not self._is_moving:
                os.kill(self._child, signal.SIGKILL)
            self._orders.close()
            os.waitpid(self._child, 0)
            self._answers.close()
            self._child, self._is_moving = 0, False

    def close(self) -> None:
        """Let the process end when it has done what it was told."""
        if self._child:
            self._orders.close()
            self._answers.close()
            Thread(target=os.waitpid, args=(self._child, 0), daemon=True).start()
            self._child = 0

    def _is_ready(self) -> bool:
        """Whether there is a process that knows of this run."""
        if not self._child and not self._start():
            return False
        if self._begun:
            begin, lock = self._begun
            with suppress(OSError):
                send_handle(self._answers, lock, self._child)
            self._order(begin)
            self._begun = None
        return True

    def _start(self) -> bool:
        """Start the process; the system may have no fork, or no memory for it."""
        orders, self._orders = Pipe(duplex=False)
        self._answers, answers = Pipe()
        with suppress(AttributeError, OSError):
            fcntl.fcntl(self._orders, fcntl.F_SETPIPE_SZ, _AHEAD)
        press = os.getpid()
        try:
            self._child = os.fork()
        except (AttributeError, OSError):
            return False
        if not self._child:
            try:
                _close_all_but(orders.fileno(), answers.fileno())
                _follow(orders, answers, press)
            finally:
                os._exit(0)
        orders.close()
        answers.close()
        return True

    def _order(self, order: _Order) -> None:
        try:
            self._orders.send(order)
        except BrokenPipeError as error:
            raise _ended() from error

    def _answer(self) -> OSError | None:
        """What has gone wrong in this run, if anything."""
        try:
            code, told = self._answers.recv()
        except (EOFError, ConnectionError) as error:
            raise _ended() from error
        return OSError(code, told) if told else None


def _ended() -> CantWrite:
    return CantWrite(
        "The process of the press that writes was ended from outside, perhaps for want of memory; press again. "
        "What stood there stands."
    )


def _close_all_but(*files: int) -> None:
    """Close what the press has open, terminal and logs apart: what it removes would stay on the disk."""
    kept = [2, *sorted(files), os.sysconf("SC_OPEN_MAX")]
    for before, after in pairwise(kept):
        os.closerange(before + 1, after)


def _follow(orders: Connection, answers: Connection, press: int) -> None:
    """Follow orders until there are no more. `press` is the process that gives them."""
    # Its pages are the press's; to look through them would copy them.
    gc.disable()
    keep_memory()
    # Ctrl-C, or the end of the terminal, is for the press.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    os.setsid()
    folders, compressed, lock, held = Folders(""), False, -1, list[int]()
    trouble: tuple[int, str] = (0, "")
    with suppress(EOFError, BrokenPipeError):
        while True:
            # Processes that the press began since can keep its end open when it was killed.
            while not orders.poll(_PATIENCE):
                if os.getppid() != press:
                    return
            order: _Order = orders.recv()
            try:
                match order:
                    case _Begin(staging, compressed):
                        lock, trouble = recv_handle(answers), (0, "")
                        folders = Folders(str(staging))
                    case _Write(path, data):
                        if not trouble[1]:
                            write_compressed(folders, path, data, compressed=compressed)
                    case _Finish():
                        answers.send(trouble)
                    case _Move(steps, staging, tree):
                        carry_out(steps, staging, tree, lambda place: _hold(place, held))
                        answers.send(trouble)
                        _close(held)
                    case _Rest():
                        _close([lock])
            except OSError as error:
                trouble = error.errno or 0, error.strerror or str(error)
                if isinstance(order, _Move):
                    answers.send(trouble)


def _hold(place: str, held: list[int]) -> None:
    """Hold a file open that is to go: to free its room on the disk is ten times the work of moving another there, and
    is done when nobody waits.
    """
    with suppress(OSError):
        held.append(os.open(place, os.O_RDONLY))


def _close(files: list[int]) -> None:
    for file in files:
        os.close(file)
    files.clear()
