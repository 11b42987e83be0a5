"""The commands that copy a newsroom: backup and restore for the whole of it, export and import for what it wrote."""

import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, get_args

import click
import msgspec
from rich.console import Console
from rich.progress import DownloadColumn, Progress, TextColumn, TransferSpeedColumn

from freesheet.press.disk import put
from newsroom.commands import newsroom, set_up
from newsroom.configuration import Configuration, keep_secret_key

if TYPE_CHECKING:
    from newsroom.exchange.importing import Item

file_argument = click.argument("file", type=click.Path(path_type=Path))


@contextmanager
def counting(what: str) -> Iterator[Callable[[int], None]]:
    """Tells on a terminal how many bytes are done."""
    columns = (TextColumn("{task.description}"), DownloadColumn(), TransferSpeedColumn())
    disable = not sys.stderr.isatty()
    with Progress(*columns, console=Console(stderr=True), transient=True, disable=disable) as progress:
        task = progress.add_task(what, total=None)
        yield lambda count: progress.advance(task, count)


def refuse_place(file: Path, folder: Path) -> None:
    """A copy is written over nothing, and of a newsroom only."""
    if file.is_dir():
        raise click.ClickException(f"{file} is a folder; name the file first, and then the newsroom's folder.")
    if file.exists():
        raise click.ClickException(f"{file} is there already; name a file that is not.")
    if not file.resolve().parent.is_dir():
        raise click.ClickException(f"There is no folder {file.parent}; make it, or name another.")
    from django.db import connection

    is_there = (folder / "house.toml").is_file()
    if connection.vendor == "sqlite":
        is_there = is_there and Path(connection.settings_dict["NAME"]).is_file()
    if not is_there:
        raise click.ClickException(f"There is no newsroom in {folder}; name its folder behind the file, or go there.")


def readable(size: int) -> str:
    return f"{size / 1e6:,.1f} MB" if size >= 1e6 else f"{size / 1e3:,.0f} kB"


def write_report(file: Path, data: bytes) -> None:
    try:
        put(file, data)
    except OSError as error:
        why = (error.strerror or str(error)).lower()
        raise click.ClickException(f"Can't write the report to {file}: {why}. What was imported stays.") from error


@click.command()
@file_argument
@newsroom
def backup(file: Path, folder: Path) -> None:
    """Write a whole newsroom into FILE: tables, pictures, house, theme, key. It may be in use meanwhile."""
    set_up(folder)
    refuse_place(file, folder)
    from newsroom.backup.sealed import BadBackup
    from newsroom.backup.snapshot import CantCopy
    from newsroom.backup.taking import CantTake, take_backup

    try:
        with counting("backup") as watch:
            taken = take_backup(home=folder.resolve(), file=file, now=datetime.now(UTC), watch=watch)
    except (BadBackup, CantCopy, CantTake) as error:
        raise click.ClickException(str(error)) from error
    for remark in taken.remarks:
        click.echo(f"freesheet: {remark}", err=True)
    held = f"{len(taken.told.members):,} files, {readable(taken.told.size)}"
    click.echo(f"{file} holds {held}, in {readable(taken.size)}; it was read again, and is as it was written.")


@click.command()
@file_argument
@newsroom
def restore(file: Path, folder: Path) -> None:
    """Make the newsroom of a backup in an empty folder, if every byte of FILE is as it was written."""
    set_up(folder)
    from newsroom.backup.restoring import CantRestore, restore_backup
    from newsroom.backup.sealed import BadBackup
    from newsroom.backup.snapshot import CantCopy

    try:
        with counting("restore") as watch:
            told = restore_backup(file=file, home=folder.resolve(), watch=watch)
    except (BadBackup, CantCopy, CantRestore) as error:
        raise click.ClickException(str(error)) from error
    held = f"{len(told.members):,} files, {readable(told.size)}"
    click.echo(f"The newsroom of {told.made:%d %B %Y, %H:%M} UTC is in {folder}: {held}.")
    click.echo(f"Go on with: freesheet run {folder}    The site is made again then.")


@click.command()
@file_argument
@newsroom
@click.option("--published-only", is_flag=True, help="Leave out drafts, and what only the desk knows.")
def export(file: Path, folder: Path, published_only: bool) -> None:  # noqa: FBT001 — click's way
    """Write stories (JSON and Markdown), pictures, house, redirects and corrections into FILE, a zip."""
    set_up(folder)
    refuse_place(file, folder)
    from newsroom.exchange.exporting import CantExport, export_newsroom

    try:
        with counting("export") as watch:
            done = export_newsroom(
                home=folder.resolve(), file=file, now=datetime.now(UTC), watch=watch, drafts=not published_only
            )
    except CantExport as error:
        raise click.ClickException(str(error)) from error
    for remark in done.remarks:
        click.echo(f"freesheet: {remark}", err=True)
    held = f"{done.stories:,} stories, {done.drafts:,} drafts, {done.pictures:,} pictures"
    click.echo(f"{file} holds {held}, in {readable(done.size)}.")


@click.command("import")
@file_argument
@newsroom
@click.option("--media", type=click.Path(path_type=Path, exists=True, file_okay=False), help="The old site's uploads.")
@click.option("--report", type=click.Path(path_type=Path), help="Write what became of each thing to a file, as JSON.")
def import_(file: Path, folder: Path, media: Path | None, report: Path | None) -> None:
    """Bring an export to a newsroom, or make a new one of it. What is there already stays as it is.

    FILE is what `freesheet export` wrote, or an export of WordPress; --media is a copy of its wp-content/uploads.
    """
    config = set_up(folder)
    from newsroom.exchange import wordpress
    from newsroom.exchange.importing import Outcome
    from newsroom.exchange.parcels import BadExport

    try:
        bring = _bring_wordpress if wordpress.is_wordpress(file) else _bring_export
        items = bring(config, file, media)
    except BadExport as error:
        raise click.ClickException(str(error)) from error
    counts = Counter(item.outcome for item in items)
    held = ", ".join(f"{counts[one]:,} {one}" for one in get_args(Outcome) if counts[one])
    click.echo(f"{held or 'nothing came'}.")
    if report:
        write_report(report, msgspec.json.format(msgspec.json.encode(items), indent=2) + b"\n")
    sys.exit(1 if counts["lost"] else 0)


def _bring_export(config: Configuration, file: Path, media: Path | None) -> "list[Item]":
    from newsroom.exchange.importing import check_tables, take_house, take_in
    from newsroom.exchange.parcels import BadExport, opened

    if media:
        raise BadExport("--media is for an export of WordPress; one of Freesheet's holds its pictures.")
    with opened(file) as parcel, counting("import") as watch:
        check_tables(parcel)
        _keep_key(config)
        items = list(take_house(parcel, config.home))
        _open(config)
        items += take_in(parcel, config.home, now=datetime.now(UTC), watch=watch)
    return [_said(item) for item in items]


def _bring_wordpress(config: Configuration, file: Path, media: Path | None) -> "list[Item]":
    from newsroom.exchange.wordpress import take_in

    _keep_key(config)
    _open(config)
    with counting("import") as watch:
        return [_said(item) for item in take_in(file, media, now=datetime.now(UTC), watch=watch)]


def _keep_key(config: Configuration) -> None:
    if not config.secret_key:
        keep_secret_key(config)


def _open(config: Configuration) -> None:
    from newsroom.opening import open_newsroom

    for line in open_newsroom(config):
        click.echo(line)


def _said(item: "Item") -> "Item":
    if item.why:
        click.echo(f"freesheet: {item.name}: {item.outcome}: {item.why}", err=True)
    return item
