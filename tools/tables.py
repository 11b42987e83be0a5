"""Writes the newsroom's empty tables, so that a first start restores them instead of making 200 migrations."""

import gzip
import os
import sqlite3
import tempfile
from pathlib import Path

FILE = Path("src/newsroom/tables.sql.gz")


def main() -> None:
    """Migrate an empty database, and write down what it is then."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {"FREESHEET_HOME": folder, "DJANGO_SETTINGS_MODULE": "newsroom.settings"}
        import django

        django.setup()
        from django.core.management import call_command

        call_command("migrate", verbosity=0)
        call_command("createcachetable")
        database = sqlite3.connect(Path(folder) / "desk.db")
        text = "\n".join(database.iterdump())
        database.close()
    FILE.write_bytes(gzip.compress(text.encode(), mtime=0))


if __name__ == "__main__":
    main()
