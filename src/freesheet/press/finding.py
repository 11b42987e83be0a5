"""What the search of a tree knows, kept up with it."""

import sqlite3
from pathlib import Path

import msgspec

from freesheet.press.index import Index
from freesheet.site.search import PLACE, Row, create, put, remove


def update_search(tree: Path, index: Index) -> None:
    """Tell the search what changed: in one transaction, and again without harm when a run was killed before the end."""
    rows = index.search_rows()
    file = tree / PLACE
    if not rows and file.is_file():
        return
    file.parent.mkdir(parents=True, exist_ok=True)
    connection = sqlite3.connect(file, isolation_level=None)
    try:
        connection.execute("PRAGMA busy_timeout = 5000")
        create(connection)
        connection.execute("BEGIN IMMEDIATE")
        for id_, row in rows:
            if row:
                put(connection, msgspec.msgpack.decode(row, type=Row))
            else:
                remove(connection, id_)
        connection.execute("COMMIT")
    finally:
        connection.close()
