"""The newsroom's commands: `freesheet run` for a small newsroom on one machine, its parts for a larger one."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from threading import Event
from types import FrameType
from typing import Any, TypeVar

import click

from newsroom.configuration import BadSettings, keep_secret_key, read

# How long a part may take to finish what it is doing, when all are told to stop.
STOP_SECONDS = 15
# A part that ends by itself is started again, not more often than this.
AGAIN_SECONDS = 2.0
TICK_SECONDS = 20.0

Command = TypeVar("Command", bound=Callable[..., Any])


def newsroom(command: Command) -> Command:
    """A command on the newsroom in a folder."""
    return click.argument("folder", type=click.Path(path_type=Path, file_okay=False), default=Path())(command)


def enter(folder: Path) -> None:
    """Make Django ready for the newsroom in a folder. Tells what is wrong with its settings."""
    os.environ.setdefault("FREESHEET_HOME", str(folder.resolve()))
    os.environ["DJANGO_SETTINGS_MODULE"] = "newsroom.settings"
    try:
        config = read(os.environ)
        if not config.secret_key:
            keep_secret_key(config)
    except BadSettings as error:
        raise click.ClickException(" ".join(error.problems)) from error
    import django

    django.setup()


@click.command()
@newsroom
@click.option("--port", type=click.IntRange(1, 65535), default=8000, help="The public site's port.")
@click.option("--demo", is_flag=True, help="Fill a new folder with the newspaper of the samples.")
def run(folder: Path, port: int, demo: bool) -> None:  # noqa: FBT001 — click's way
    """Run a whole newsroom: the desk, the public site, the workers and the clock, until Ctrl-C ends them."""
    enter(folder)
    from newsroom.opening import open_newsroom

    config = read(os.environ)
    for line in open_newsroom(config, demo=demo):
        click.echo(line)
    parts = {
        "desk": ["desk"],
        "tick": ["tick", "--every", str(TICK_SECONDS)],
        **{f"worker {number}": ["worker", "--number", str(number)] for number in range(1, config.workers + 1)},
    }
    click.echo(f"The desk is at {config.desk}/ and the site at http://127.0.0.1:{port}/ now; Ctrl-C ends both.")
    sys.exit(Group(parts, folder, port).run())


class Group:
    """Processes that run together: one that ends is started again, and all end together."""

    def __init__(self, parts: dict[str, list[str]], folder: Path, port: int) -> None:
        self._commands = {name: [*arguments[:1], str(folder), *arguments[1:]] for name, arguments in parts.items()}
        self._site = folder.resolve() / "site"
        self._commands["site"] = ["serve", str(self._site), "--port", str(port)]
        self._running = dict[str, subprocess.Popen[bytes]]()
        self._over = Event()

    def run(self) -> int:
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, self._stop)
        while not self._over.is_set():
            for name, command in self._commands.items():
                process = self._running.get(name)
                if process and process.poll() is None:
                    continue
                # The site is there when it has been pressed for the first time.
                if name == "site" and not (self._site / "index.html").is_file():
                    continue
                if process:
                    click.echo(f"freesheet: The {name} ended by itself; it is started again.", err=True)
                self._running[name] = subprocess.Popen([sys.executable, "-m", "freesheet", *command])  # noqa: S603
            self._over.wait(AGAIN_SECONDS)
        self._end()
        return 0

    def _stop(self, _number: int, _frame: FrameType | None) -> None:
        self._over.set()

    def _end(self) -> None:
        for process in self._running.values():
            process.terminate()
        for process in self._running.values():
            try:
                process.wait(STOP_SECONDS)
            except subprocess.TimeoutExpired:
                process.kill()


@click.command()
@newsroom
@click.option("--workers", type=click.IntRange(1, 64), default=1, help="How many processes answer.")
def desk(folder: Path, workers: int) -> None:
    """Run the desk alone."""
    enter(folder)
    from newsroom.serving import serve

    serve(read(os.environ), workers=workers)


@click.command()
@newsroom
@click.option("--number", type=click.IntRange(1, 1000), default=1, help="Which of several it is.")
def worker(folder: Path, number: int) -> None:
    """Press and do other work in the background."""
    enter(folder)
    from newsroom.working import work

    work(number)


@click.command()
@newsroom
@click.option("--every", type=click.FloatRange(1, 3600), help="Again and again, so many seconds apart.")
def tick(folder: Path, every: float | None) -> None:
    """Do what is due: publish what was scheduled, end embargoes, take up what a killed worker left."""
    enter(folder)
    from newsroom.ticking import keep_ticking, tick_once

    if every:
        keep_ticking(read(os.environ), every)
    else:
        tick_once(read(os.environ))
