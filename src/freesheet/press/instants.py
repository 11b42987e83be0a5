"""Instants as whole numbers, which sort and compare in a database: milliseconds since 1970, UTC."""

from datetime import UTC, datetime, timedelta

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def milliseconds(when: datetime | None) -> int | None:
    """None stays None. Exact before 1970 and far in the future, where the system's own functions fail."""
    return None if when is None else (when - _EPOCH) // timedelta(milliseconds=1)
