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

from newsroom.configuration import BadSettings, Configuration, keep_secret_key, read

# How long a part may take to finish what it is doing, when all are told to stop.
STOP_SECONDS = 15
# A part that ends by itself is started again, not more often than this.
AGAIN_SECONDS = 2.0
TICK_SECONDS = 20.0

Command = TypeVar("Command", bound=Callable[..., Any])


def newsroom(command: Command) -> Command:
    """A command on the newsroom in a folder."""
    place = click.Path(path_type=Path, file_okay=False)
    return click.argument("folder", type=place, default=lambda: os.environ.get("FREESHEET_HOME") or ".")(command)


def in_folder(command: Command) -> Command:
    """A command whose newsroom is told by an option, since its arguments are others."""
    kind = click.Path(path_type=Path, file_okay=False)
    return click.option("--newsroom", "folder", type=kind, default=Path(), help="Its folder; else this one.")(command)


def enter(folder: Path) -> None:
    """Make Django ready for the newsroom in a folder, which gets a key to sign with."""
    config = set_up(folder)
    if not config.secret_key:
        keep_secret_key(config)


def set_up(folder: Path) -> Configuration:
    """Make Django ready for a folder as it is. Tells what is wrong with the settings."""
    os.environ |= {"FREESHEET_HOME": str(folder.resolve()), "DJANGO_SETTINGS_MODULE": "newsroom.settings"}
    try:
        config = read(os.environ)
    except BadSettings as error:
        raise click.ClickException(" ".join(error.problems)) from error
    import django

    django.setup()
    return config


def enter_opened(folder: Path) -> None:
    """Make Django ready for a newsroom that is there already."""
    home = Path(os.environ.get("FREESHEET_HOME") or folder).resolve()
    none = click.ClickException(f"No newsroom was opened in {home}; `freesheet run` opens one.")
    if not (home / "house.toml").is_file():
        raise none
    enter(folder)
    from django.db import connection

    if "staff_user" not in connection.introspection.table_names():
        raise none


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

    work(read(os.environ), number)


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


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def staff() -> None:
    """Let people in, without a browser and without mail."""


@staff.command("add")
@click.argument("name")
@click.option("--role", required=True, help="Contributors, Authors, Editors, Publishers, Administrators, …")
@in_folder
def staff_add(name: str, role: str, folder: Path) -> None:
    """Make an account, and print its password, which is told only now."""
    enter_opened(folder)
    from newsroom import staffing

    click.echo(_told(name, lambda: staffing.add(name=name, role=role)))


@staff.command("password")
@click.argument("name")
@in_folder
def staff_password(name: str, folder: Path) -> None:
    """Give an account a new password, and print it. Whoever is signed in with the old one no longer is."""
    enter_opened(folder)
    from newsroom import staffing

    click.echo(_told(name, lambda: staffing.give_password(name=name)))


@staff.command("unlock")
@click.argument("name")
@in_folder
def staff_unlock(name: str, folder: Path) -> None:
    """Forget the passkeys and codes of somebody who has lost them, and give them a new password."""
    enter_opened(folder)
    from newsroom import staffing

    click.echo(_told(name, lambda: staffing.unlock(name=name)))


def _told(name: str, password: Callable[[], str]) -> str:
    from newsroom.staffing import NotStaffed

    try:
        return f"Sign in as: {name}    with the password: {password()}    (it is told only now)"
    except NotStaffed as error:
        raise click.ClickException(str(error)) from error
