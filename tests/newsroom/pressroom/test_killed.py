"""Editors change stories all at once while workers are killed: nothing is lost, torn, or shown that should not be."""

import os
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from django.db import connection

from benchmarks.desk_kills import tried
from benchmarks.desk_room import Room

# `python -m benchmarks desk_kills` makes two hundred.
CHANGES = 40
NAME = "newsroom_of_the_killed"


@pytest.fixture
def database() -> Iterator[str]:
    """The address of an empty database of the kind that the tests run on; none is SQLite's."""
    if connection.vendor != "postgresql":
        yield ""
        return
    server = os.environ["DATABASE_URL"]
    with psycopg.connect(server, autocommit=True) as one:
        one.execute(f"CREATE DATABASE {NAME}")
        yield f"{server.rpartition('/')[0]}/{NAME}"
        one.execute(f"DROP DATABASE {NAME} WITH (FORCE)")


def test_every_change_is_out_though_workers_are_killed(tmp_path, database):
    found = tried(Room(Path(tmp_path, "at-work"), database), CHANGES)
    assert found.kills
    assert (found.changes, found.waiting, found.untaken) == (CHANGES, 0, 0)
    assert (found.wrong, found.differing, found.trouble) == ([], [], [])
