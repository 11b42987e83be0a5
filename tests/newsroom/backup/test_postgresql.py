"""A newsroom in PostgreSQL is backed up, and is all there again in another database."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection

from tests.newsroom.rooms import OPENED, PRESSED, command, done, inside, tree, wrong

COUNTED = """
from django.apps import apps
for model in apps.get_models(include_auto_created=True):
    if model._meta.app_label != "django_tasks_database":
        print(model._meta.db_table, model._default_manager.count())
"""


@pytest.fixture
def databases(django_db_setup: None, django_db_blocker: Any) -> Iterator[list[str]]:
    """The addresses of two empty databases, which no transaction can make."""
    told = connection.settings_dict
    names = [f"room_{uuid4().hex[:12]}" for _ in range(2)]
    person = f"{told['USER']}:{told['PASSWORD']}" if told["PASSWORD"] else told["USER"]
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        for name in names:
            cursor.execute(f"CREATE DATABASE {name}")
        yield [f"postgres://{person}@{told['HOST']}:{told['PORT']}/{name}" for name in names]
        for name in names:
            cursor.execute(f"DROP DATABASE {name} WITH (FORCE)")


def test_a_newsroom_in_postgresql_is_there_again(databases: list[str], tmp_path: Path) -> None:
    one, other = databases
    room, file = tmp_path / "room", tmp_path / "room.zip"
    done(inside(room, OPENED, one))
    done(command("backup", file, room, database=one))
    counted = done(inside(room, COUNTED, one))
    assert "set DATABASE_URL to an empty database" in wrong(command("restore", file, tmp_path / "a"))
    assert "has tables already" in wrong(command("restore", file, tmp_path / "a", database=one))
    assert not (tmp_path / "a").exists()

    done(command("restore", file, tmp_path / "other", database=other))
    found = done(inside(tmp_path / "other", COUNTED, other))
    # The restoring itself is a change that waits.
    assert [line for line in found.split("\n") if "change" not in line] == [
        line for line in counted.split("\n") if "change" not in line
    ]
    done(inside(tmp_path / "other", PRESSED, other))
    assert tree(tmp_path / "other" / "site") == tree(room / "site")


def test_an_export_goes_from_postgresql_to_sqlite(databases: list[str], tmp_path: Path) -> None:
    room, file = tmp_path / "room", tmp_path / "room.zip"
    done(inside(room, OPENED, databases[0]))
    done(command("export", file, room, database=databases[0]))
    told = done(command("import_", file, tmp_path / "other"))
    assert " created." in told
    assert "lost" not in told
    done(inside(tmp_path / "other", PRESSED))
    assert tree(tmp_path / "other" / "site") == tree(room / "site")
