"""A bar on the terminal that tells how far a press is, how fast it goes, and how long it will take."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeRemainingColumn


@contextmanager
def press_progress() -> Iterator[Callable[[str, int, int], None]]:
    """A progress bar with a rate and the time left while a terminal watches, else nothing."""
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}"),
        TimeRemainingColumn(),
    )
    disable = not sys.stderr.isatty()
    with Progress(*columns, console=Console(stderr=True), transient=True, disable=disable) as progress:
        tasks = dict[str, TaskID]()

        def watch(phase: str, done: int, of: int) -> None:
            if phase not in tasks:
                tasks[phase] = progress.add_task(phase, total=of or None, rate="")
            task = progress.tasks[tasks[phase]]
            rate = f"{task.speed:.0f}/s" if task.speed else ""
            progress.update(tasks[phase], completed=done, total=of or None, rate=rate)

        yield watch
