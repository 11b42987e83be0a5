"""What a command takes together with all processes that it starts: wall time, processor time, memory."""

import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

# At most this share of a processor goes into looking at the memory of others.
_LOOKING = 0.03
_SOONEST = 0.02


@dataclass(frozen=True, slots=True)
class Spent:
    """Seconds by the clock and of all processors, and the most MiB that all processes held together at one time."""

    wall: float
    cpu: float
    peak: float


class Failed(Exception):
    """A command that did not end well; the message holds the end of what it printed."""


@cache
def workplace() -> Path:
    """A folder for everything that benchmarks write, deleted when this process ends.

    Not sooner: for minutes after thousands of files are deleted, ext4 makes new ones many times more slowly, and the
    next one to be measured would look slow. It can be made a disk of its own with TMPDIR.
    """
    folder = Path(tempfile.mkdtemp(prefix="freesheet-benchmarks-"))
    _DELETED_AT_THE_END.append(folder)
    return folder


_DELETED_AT_THE_END: list[Path] = []


def fresh(name: str) -> Path:
    """A folder that nothing is in and nothing was in; it is named, not made."""
    return Path(tempfile.mkdtemp(prefix=f"{name}-", dir=workplace())) / "new"


def delete_all() -> None:
    for folder in _DELETED_AT_THE_END:
        shutil.rmtree(folder, ignore_errors=True)


def spent(command: Sequence[str], *, cwd: Path) -> Spent:
    """Run a command to its end and tell what it took. What others left to be written to the disk is written before."""
    os.sync()
    with tempfile.TemporaryFile() as printed:
        start = time.perf_counter()
        process = subprocess.Popen(command, cwd=cwd, stdin=subprocess.DEVNULL, stdout=printed, stderr=subprocess.STDOUT)
        looker = _Looker(process.pid)
        looker.start()
        _pid, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - start
        looker.enough.set()
        looker.join()
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            printed.seek(0)
            said = printed.read()[-2000:].decode(errors="replace")
            raise Failed(f"{command[0]} ended with {process.returncode}: {said}")
    return Spent(wall, usage.ru_utime + usage.ru_stime, looker.peak)


def bare_interpreter() -> float:
    """The MiB of a Python that does nothing."""
    return spent((sys.executable, "-c", "import time; time.sleep(0.5)"), cwd=Path.cwd()).peak


def memory(pid: int) -> float:
    """The MiB that a process and its descendants hold now; what several share is counted once (PSS)."""
    return sum(_pss(process) for process in _family(pid)) / 1024


def processor_time(pid: int) -> float:
    """The seconds of processor that a process and its living descendants have taken so far."""
    return sum(_ticks(process) for process in _family(pid)) / os.sysconf("SC_CLK_TCK")


class _Looker(threading.Thread):
    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self.pid, self.peak, self.enough = pid, 0.0, threading.Event()

    def run(self) -> None:
        pause = _SOONEST
        while not self.enough.wait(pause):
            start = time.perf_counter()
            self.peak = max(self.peak, memory(self.pid))
            pause = max(_SOONEST, (time.perf_counter() - start) / _LOOKING)


def _family(pid: int) -> Iterator[int]:
    yield pid
    try:
        children = [(thread / "children").read_text() for thread in Path(f"/proc/{pid}/task").iterdir()]
    except OSError:  # it has just ended
        return
    for child in " ".join(children).split():
        yield from _family(int(child))


def _pss(pid: int) -> int:
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith("Pss:")), 0)


def _ticks(pid: int) -> int:
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0
    return int(fields[11]) + int(fields[12])
