"""What the tests of the newsroom share: a folder of its own for each, and tables that are restored, not migrated."""

import gzip
import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.db import connection
from django.test import Client

from newsroom.configuration import Configuration, read
from newsroom.desk import workflow
from newsroom.opening import TABLES
from newsroom.staff import roles
from newsroom.staff.models import User

HOUSE = """
name = "The Harbor Lantern"
site = "https://lantern.example.org"
postal = "P.O. Box 1, Quillhaven, ME 04999"
contact = "desk@lantern.example.org"
time_zone = "America/New_York"
"""


def pytest_report_header() -> str:
    return f"newsroom: on {connection.vendor}"


@pytest.fixture(scope="session")
def django_db_setup(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """A database for this process: SQLite's tables are restored, another's are migrated."""
    blocker = request.getfixturevalue("django_db_blocker")
    with blocker.unblock():
        if connection.vendor == "sqlite":
            file = tmp_path_factory.mktemp("database") / "test.db"
            with closing(sqlite3.connect(file)) as database:
                database.executescript(gzip.decompress(TABLES.read_bytes()).decode())
            connection.close()
            connection.settings_dict["NAME"] = str(file)
            yield
        else:
            # Several processes test at once, each in a database of its own.
            before = connection.settings_dict["NAME"]
            connection.settings_dict["TEST"]["NAME"] = f"tests_{os.environ.get('PYTEST_XDIST_WORKER', 'alone')}"
            connection.creation.create_test_db(verbosity=0, autoclobber=True)
            yield
            connection.creation.destroy_test_db(before, verbosity=0)


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, settings: Any) -> Path:
    """The folder of a newsroom."""
    folder = tmp_path / "room"
    folder.mkdir()
    (folder / "house.toml").write_text(HOUSE)
    monkeypatch.setenv("FREESHEET_HOME", str(folder))
    settings.MEDIA_ROOT = folder / "media"
    return folder


@pytest.fixture
def config(home: Path) -> Configuration:
    return read({"FREESHEET_HOME": str(home), "FREESHEET_EDITIONS": "web,lite,print"})


@pytest.fixture
def staffed(db: None) -> None:
    """The roles, and the review that stories go through."""
    roles.establish()
    workflow.establish()


def member(role: str, name: str = "") -> User:
    """A member of the staff in a role."""
    user = User.objects.create_user(name or role.lower(), password="a-long-word-42")  # noqa: S106 — it is a test's
    user.groups.add(Group.objects.get(name=role))
    return user


def signed_in(user: User) -> Client:
    client = Client(HTTP_HOST="127.0.0.1")
    client.force_login(user)
    return client
