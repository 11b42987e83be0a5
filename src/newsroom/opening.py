"""Opens a newsroom: its folder, its tables, and the first person who may sign in."""

import gzip
import secrets
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.db import connection

from freesheet import samples
from newsroom.configuration import Configuration
from newsroom.desk import workflow
from newsroom.desk.queries import every_key
from newsroom.pressroom.actions import note_change
from newsroom.staff import roles

TABLES = Path(__file__).with_name("tables.sql.gz")


def restore_tables() -> None:
    """Give an empty SQLite database its tables at once; the migrations then have nothing left to do."""
    file = Path(connection.settings_dict["NAME"])
    if connection.vendor != "sqlite" or file.is_file():
        return
    file.parent.mkdir(parents=True, exist_ok=True)
    half = file.with_suffix(".half")
    half.unlink(missing_ok=True)
    with closing(sqlite3.connect(half)) as database:
        database.executescript(gzip.decompress(TABLES.read_bytes()).decode())
    half.replace(file)


def open_newsroom(config: Configuration) -> Iterator[str]:
    """Make ready what is not there yet; what a person should know of it, line by line."""
    if not (config.home / "house.toml").is_file():
        samples.write_starter(config.home)
        yield f"A new newsroom is in {config.home}."
    restore_tables()
    call_command("migrate", verbosity=0)
    call_command("createcachetable")
    roles.establish()
    workflow.establish()
    if not (config.home / "stories.db").is_file():
        note_change(keys=every_key(), what="all stories")
    users = get_user_model().objects
    if not users.exists():
        password = secrets.token_urlsafe(12)
        users.create_superuser("editor", password=password)
        yield f"Sign in as: editor    with the password: {password}    (it is told only now)"
