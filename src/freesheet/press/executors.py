"""Who does the work of a large run: processes of this machine, or a Dask cluster."""

import ctypes
import logging
import multiprocessing
import signal
import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import BrokenExecutor, CancelledError, Executor, ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import blake2b
from importlib.metadata import version
from itertools import chain, islice
from pathlib import Path
from typing import Any, TypeVar

from freesheet.editions import EDITIONS
from freesheet.press.hand import Hand
from freesheet.press.stamps import code_stamp
from freesheet.press.tree import keep_memory

# Fewer files than these are read sooner than processes start.
FEW = 100
# A cluster answers at once or is not there.
_PATIENCE = "10s"
# What the bytes of an edition depend on besides Freesheet.
_STANDS_ON = ("brotli", "deflate", "fonttools", "jinja2", "libzim", "pikepdf", "pillow", "pypdfium2", "typst")

_PR_SET_PDEATHSIG = 1

What = TypeVar("What")
Made = TypeVar("Made")


class NoWorkers(Exception):
    """Nobody does the work; the message says why and what to do. What was there is as it was."""


@dataclass(frozen=True, slots=True)
class Workers:
    """An executor, how much it does at once, and whether it is `remote`: its workers have another disk.

    `hand` writes for what is done in this process.
    """

    executor: Executor | None = None
    count: int = 1
    remote: bool = False
    hand: Hand | None = None

    def map(self, work: Callable[[What], Made], on: Iterable[What]) -> Iterator[Made]:
        """As `map` does: in this process when there is little to do, or when the others don't see its files."""
        rest = iter(on)
        first = list(islice(rest, FEW))
        if self.executor is None or self.remote or len(first) < FEW:
            return map(work, chain(first, rest))
        return self.executor.map(work, chain(first, rest), chunksize=16)


@contextmanager
def processes(count: int) -> Iterator[Workers]:
    """Processes of this machine, which start when there is work for them; none when there is to be one alone."""
    if count == 1:
        with Hand() as hand:
            yield Workers(hand=hand)
        return
    context, others = multiprocessing.get_context(_way_to_start()), multiprocessing.active_children()
    with Hand() as hand, ProcessPoolExecutor(count, mp_context=context, initializer=_begin) as executor:
        try:
            yield Workers(executor, count, hand=hand)
        except BrokenExecutor as error:
            raise NoWorkers(
                "A process of the press was ended from outside, perhaps for want of memory; press again with a "
                "smaller --jobs. What stood there stands."
            ) from error
        except BaseException:
            executor.shutdown(wait=False, cancel_futures=True)
            for child in multiprocessing.active_children():
                if child not in others:
                    child.terminate()
                    child.join()
            raise


def _way_to_start() -> str:
    """Forked, processes start at once with all that is loaded; but a fork has none of the threads of its parent.

    It would wait for ever for those that set type. So where there are threads, a process without any is forked.
    """
    if _threads() == 1:
        return "fork"
    multiprocessing.set_forkserver_preload([__name__])
    return "forkserver"


def _threads() -> int:
    """How many threads this process has, those of libraries too, where the system tells."""
    try:
        return len(list(Path("/proc/self/task").iterdir()))
    except OSError:
        return threading.active_count()


def _begin() -> None:
    """What a process does first: it leaves Ctrl-C, which reaches all, to the one that started it, and ends with that.

    One that went on alone would hold the lock of the press, and write into what the next run makes.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    keep_memory()
    system = ctypes.CDLL(None)
    if hasattr(system, "prctl"):
        system.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)


@contextmanager
def cluster(address: str) -> Iterator[Workers]:
    """The workers of a Dask cluster whose scheduler is at tcp://HOST:PORT. Raises NoWorkers."""
    try:
        from distributed import Client, KilledWorker
        from distributed.comm.core import CommClosedError
    except ImportError as error:
        raise NoWorkers(
            "Pressing on a cluster needs the package distributed; install it with: pip install 'freesheet[cluster]'"
        ) from error
    # It tells of each lost connection in many lines, by loggers that each have a level of their own; ours is one line.
    for name in [name for name in logging.root.manager.loggerDict if name.startswith("distributed")]:
        logging.getLogger(name).setLevel(logging.CRITICAL)
    connect: Any = Client
    try:
        client = connect(address, timeout=_PATIENCE, set_as_default=False)
    except (OSError, ValueError) as error:
        raise NoWorkers(
            f"No Dask scheduler answers at {address}; start one with `dask scheduler`, or correct --executor."
        ) from error
    try:
        count = sum(client.nthreads().values())
        _compare(client.run(made_by) if count else {}, address)
        with Hand() as hand:
            yield Workers(client.get_executor(pure=False, retries=2), count, remote=True, hand=hand)
    except KilledWorker as error:
        raise NoWorkers(
            f"Workers of the cluster at {address} ended over one piece of work again and again; give them more memory."
        ) from error
    except (CancelledError, CommClosedError) as error:
        raise NoWorkers(f"The cluster at {address} went away; press again when it is back.") from error
    finally:
        client.close()


def made_by() -> bytes:
    """A digest of the code that makes files here: Freesheet's own, and the versions of what it stands on."""
    digest = blake2b(code_stamp("site"), digest_size=16)
    for name in EDITIONS:
        digest.update(code_stamp(name))
    digest.update(" ".join(map(version, _STANDS_ON)).encode())
    return digest.digest()


def _compare(found: dict[str, bytes], address: str) -> None:
    """A worker that would make other bytes than we do is no help."""
    if not found:
        raise NoWorkers(f"The cluster at {address} has no workers; start some with `dask worker {address}`.")
    here = made_by()
    other = sorted(worker for worker, digest in found.items() if digest != here)
    if other:
        raise NoWorkers(
            f"The worker {other[0]} has another version of Freesheet, or of a package that it stands on; "
            "install the same on all machines."
        )
