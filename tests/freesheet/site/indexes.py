"""Small search indexes for tests."""

import sqlite3
from datetime import UTC, date, datetime
from typing import Any

from freesheet.site.search import Row, create, put


def row(id: str = "1", **fields: Any) -> Row:  # noqa: A002
    """A story about a printer; any field by name."""
    return Row(
        **{
            "id": id,
            "slug": f"story-{id}",
            "headline": "Library printer stays free",
            "dek": "Ten free pages a day.",
            "body": "The county library will keep its printer free.",
            "authors": "Ana Ruiz",
            "section": "Justice",
            "day": date(2026, 5, 3),
            "instant": datetime(2026, 5, 3, 12, tzinfo=UTC).timestamp(),
            "language": "en",
            "kind": "news",
            **fields,
        }
    )


def index(*rows: Row) -> sqlite3.Connection:
    """An index in memory with these stories."""
    connection = sqlite3.connect(":memory:")
    create(connection)
    for each in rows:
        put(connection, each)
    return connection
