"""Makes a newsroom of a backup: in an empty folder, and only when every byte of the backup is as it was written."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.apps import apps
from django.core.management import call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from freesheet.press.disk import sync_folder
from newsroom.backup.sealed import Backup, Told, Watch, opened
from newsroom.backup.snapshot import POSTGRESQL, SQLITE, run_client
from newsroom.configuration import SECRET_KEY_FILE
from newsroom.pressroom.actions import note_change
from newsroom.pressroom.tasks import press_all


class CantRestore(Exception):
    """The newsroom can't be made there; the message says what to do. Nothing was changed."""


def restore_backup(*, file: Path, home: Path, watch: Watch) -> Told:
    """Make the newsroom of a backup in a folder that is empty or not there; the next press makes its site.

    Raises BadBackup, CantRestore, CantCopy.
    """
    refuse_full(home)
    with opened(file, watch) as backup:
        _refuse_other(backup.told)
        with _apart(home) as folder:
            _refuse_large(backup.told, folder)
            _unpack(backup, folder, watch)
            _place_database(folder)
            _move(folder, home)
    _settle()
    return backup.told


def refuse_full(home: Path) -> None:
    """Raises CantRestore where anything is in the folder."""
    if home.exists() and (not home.is_dir() or any(home.iterdir())):
        raise CantRestore(f"{home} is not empty; name a folder that is, or that is not there.")


def _refuse_other(told: Told) -> None:
    """What was made by another database, or by a newer Freesheet, can't be restored here."""
    if told.database != connection.vendor:
        raise CantRestore(
            "The backup is of a newsroom in SQLite; unset DATABASE_URL, and try again."
            if told.database == "sqlite"
            else "The backup is of a newsroom in PostgreSQL; set DATABASE_URL to an empty database, and try again."
        )
    # Those of other makers may have been put together since.
    own = tuple(f"{app.label}." for app in apps.get_app_configs() if app.name.startswith("newsroom."))
    known = {".".join(name) for name in MigrationLoader(None).disk_migrations}
    if newer := sorted(name for name in set(told.migrations) - known if name.startswith(own)):
        raise CantRestore(
            f"The backup was made by Freesheet {told.freesheet}, which knows tables that this version does not "
            f"({newer[0]}); update Freesheet, and try again."
        )
    if told.database == "postgresql" and connection.introspection.table_names():
        raise CantRestore("The database of DATABASE_URL has tables already; name an empty one.")
    if told.database == "sqlite" and Path(connection.settings_dict["NAME"]).exists():
        raise CantRestore(f"There is a database in {connection.settings_dict['NAME']} already; unset DATABASE_URL.")


def _refuse_large(told: Told, folder: Path) -> None:
    free = shutil.disk_usage(folder).free
    if told.size > free:
        needs = f"The newsroom needs {told.size / 1e6:,.0f} MB, and {free / 1e6:,.0f} MB are free"
        raise CantRestore(f"{needs}; make room, or name another folder.")


@contextmanager
def _apart(home: Path) -> Iterator[Path]:
    """A folder inside the newsroom's own, on the same disk; what goes wrong leaves neither behind."""
    was_there = home.exists()
    try:
        home.mkdir(parents=True, exist_ok=True)
        folder = Path(tempfile.mkdtemp(prefix=".freesheet-", dir=home))
    except OSError as error:
        raise CantRestore(f"Can't write to {home}: {(error.strerror or str(error)).lower()}.") from error
    try:
        yield folder
    except OSError as error:
        raise CantRestore(f"Can't write to {home}: {(error.strerror or str(error)).lower()}; make room.") from error
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        if not was_there and not any(home.iterdir()):
            home.rmdir()


def _unpack(backup: Backup, folder: Path, watch: Watch) -> None:
    """Write every file, durably. All are their owner's alone, as in the backup they were."""
    for name in backup.told.members:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("wb") as stream:
            backup.unpack(name, stream, watch)
            stream.flush()
            os.fsync(stream.fileno())


def _place_database(folder: Path) -> None:
    """Bring the desk's database to where the settings have it, unless that is the newsroom's folder."""
    name = connection.settings_dict["NAME"]
    if (folder / POSTGRESQL).is_file():
        options = ["--single-transaction", "--exit-on-error", "--no-owner", "--no-privileges", f"--dbname={name}"]
        run_client("pg_restore", [*options, str(folder / POSTGRESQL)], connection)
        (folder / POSTGRESQL).unlink()
    elif Path(name).parent != folder.parent:
        shutil.move(folder / SQLITE, name)


def _move(folder: Path, home: Path) -> None:
    """Move everything into place; without the database, which comes last, it is no newsroom yet."""
    if (folder / SECRET_KEY_FILE).is_file():
        (folder / SECRET_KEY_FILE).chmod(0o600)
    for path in sorted(folder.iterdir(), key=lambda path: path.name == SQLITE):
        path.replace(home / path.name)
    sync_folder(home)


def _settle() -> None:
    """Make the tables those of this version, give back what a worker was doing, and have the site made."""
    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    DBTaskResult.objects.running().update(status=TaskResultStatus.READY)
    note_change(keys=[""], what="restored")
    press_all.enqueue()
