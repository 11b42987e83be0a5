"""The newsroom's two databases, the desk's and the archive of the press, as they are at one instant."""

import os
import sqlite3
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from shutil import which
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import DatabaseError, connection, models
from django.db.backends.base.base import BaseDatabaseWrapper

from newsroom.backup.sealed import Kind

ARCHIVE = "stories.db"
SQLITE, POSTGRESQL = "desk.db", "desk.pgdump"
# Pages of SQLite that are copied at once.
PAGES = 4096
# How long the press may be writing into the archive.
PATIENCE = 60


class CantCopy(Exception):
    """A database can't be copied; the message says what to do."""


@dataclass(frozen=True)
class Snapshot:
    """Both databases, held as they are while others go on writing."""

    kind: Kind
    _desk: BaseDatabaseWrapper
    _archive: sqlite3.Connection | None
    # The name under which PostgreSQL knows it.
    _name: str

    def copy_to(self, folder: Path) -> list[Path]:
        """Copy both into files, look whether they are sound, and give the files."""
        copies = list[Path]()
        if self._archive:
            copies.append(_copied(self._archive, folder / ARCHIVE))
        if self.kind == "sqlite":
            copies.append(_copied(self._desk.connection, folder / SQLITE))
        else:
            copies.append(_dumped(self._desk, self._name, folder / POSTGRESQL))
        return copies

    def ask(self, query: str) -> list[Any]:
        """The first column of what the desk's database answers."""
        with self._desk.cursor() as cursor:
            cursor.execute(query)
            return [row[0] for row in cursor.fetchall()]

    def migrations(self) -> tuple[str, ...]:
        """The migrations that made its tables."""
        return tuple(sorted(self.ask("SELECT app || '.' || name FROM django_migrations")))

    def media(self) -> Iterator[str]:
        """The files below the media folder that any table or the archive names, in order."""
        quoted, names = self._desk.ops.quote_name, set[str]()
        for model in apps.get_models(include_auto_created=True):
            for field in model._meta.local_concrete_fields:
                if isinstance(field, models.FileField) and field.column:
                    column = quoted(str(field.column))
                    table = quoted(model._meta.db_table)
                    names.update(self.ask(f"SELECT DISTINCT {column} FROM {table} WHERE {column} != ''"))  # noqa: S608
        if self._archive:
            root = f"{Path(settings.MEDIA_ROOT).name}/"
            paths = self._archive.execute("SELECT DISTINCT path FROM picture")
            names.update(path.removeprefix(root) for (path,) in paths if path.startswith(root))
        yield from sorted(names)


@contextmanager
def snapshot(home: Path) -> Iterator[Snapshot]:
    """Hold both databases as they are at one instant, for as long as this lasts. Raises CantCopy.

    The press reads the desk, writes what it read into the archive, and then tells the desk that it is out. Both are
    taken while it is kept from the second step, so that what is out for the desk is in the archive.
    """
    archive = home / ARCHIVE
    try:
        with closing(connection.copy()) as desk, _reading(archive) as reading:
            with _kept_from_writing(archive):
                name = _begin(desk)
                if reading:
                    reading.execute("BEGIN")
                    reading.execute("SELECT revision FROM clock").fetchone()
            yield Snapshot("sqlite" if desk.vendor == "sqlite" else "postgresql", desk, reading, name)
    except (sqlite3.Error, DatabaseError) as error:
        raise CantCopy(f"The newsroom's database can't be read: {error}.") from error


@contextmanager
def _reading(archive: Path) -> Iterator[sqlite3.Connection | None]:
    """The archive; None before the first run of the press."""
    if not archive.is_file():
        yield None
        return
    with closing(sqlite3.connect(archive, PATIENCE, isolation_level=None)) as reading:
        yield reading


@contextmanager
def _kept_from_writing(archive: Path) -> Iterator[None]:
    with _reading(archive) as locked:
        if locked:
            locked.execute("BEGIN IMMEDIATE")
        yield
        if locked:
            locked.execute("ROLLBACK")


def _begin(desk: BaseDatabaseWrapper) -> str:
    """Hold the desk's database as it is; the name of that for PostgreSQL's other programs."""
    with desk.cursor() as cursor:
        if desk.vendor == "sqlite":
            # Not Django's own way to begin, which keeps all others from writing.
            cursor.execute("BEGIN DEFERRED")
            cursor.execute("SELECT count(*) FROM django_migrations")
            return ""
        cursor.execute("BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        cursor.execute("SELECT pg_export_snapshot()")
        return str(cursor.fetchone()[0])


def _copied(source: sqlite3.Connection, to: Path) -> Path:
    try:
        with closing(sqlite3.connect(to)) as copy:
            source.backup(copy, pages=PAGES)
            found = copy.execute("PRAGMA quick_check(1)").fetchone()[0]
    except sqlite3.OperationalError as error:
        raise CantCopy(f"{to.name} can't be copied: {error}; make room beside the backup.") from error
    if found != "ok":
        raise CantCopy(f"{to.name} is damaged ({found}); keep it, and restore the last good backup.")
    return to


def _dumped(desk: BaseDatabaseWrapper, name: str, to: Path) -> Path:
    options = ["--format=custom", "--compress=0", "--no-owner", "--no-privileges", f"--snapshot={name}", f"--file={to}"]
    run_client("pg_dump", options, desk)
    return to


def run_client(program: str, options: Sequence[str], desk: BaseDatabaseWrapper) -> None:
    """Run one of PostgreSQL's programs on the desk's database. Raises CantCopy.

    Where the database is, and its password, is not on the command line, which others may see.
    """
    if not which(program):
        raise CantCopy(f"There is no {program} on this machine; install PostgreSQL's client programs.")
    told = desk.settings_dict
    names = {"PGHOST": "HOST", "PGPORT": "PORT", "PGUSER": "USER", "PGPASSWORD": "PASSWORD", "PGDATABASE": "NAME"}
    own = {variable: str(told[name]) for variable, name in names.items() if told.get(name)}
    own |= {f"PG{name.upper()}": str(value) for name, value in told["OPTIONS"].items() if name.startswith("ssl")}
    done = subprocess.run([program, *options], env={**os.environ, **own}, capture_output=True, text=True, check=False)  # noqa: S603
    if done.returncode:
        raise CantCopy(f"{program} failed: {' '.join(done.stderr.split())}")
