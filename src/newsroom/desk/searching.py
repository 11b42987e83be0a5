"""The search at the desk: Wagtail's, without what costs it a look at every entry each time that one changes."""

import re
from collections.abc import Iterator, Mapping
from html import unescape
from typing import Any

from modelsearch.backends import database


def SearchBackend(params: dict[str, Any]) -> Any:  # noqa: N802 — it is looked for under this name
    """The search in the database that there is.

    Wagtail's weighs the length of an entry's title against the average of all. A story's entry has none, only words; to
    learn that, it would read all entries, which are as large as all stories.
    """
    backend = database.SearchBackend(params)
    backend.index_class = type("Index", (backend.index_class,), {"_refresh_title_norms": _refresh_nothing})
    return backend


def _refresh_nothing(_index: Any, *, full: bool = False) -> None:
    """There is nothing to refresh."""


_TAG = re.compile(r"<[^>]*>")
# What a block says of itself.
_NO_WORDS = ("id", "type")


def words_in(stream: Any) -> Iterator[str]:
    """The texts of a stream as it is kept, however deep, without their markup."""
    if isinstance(stream, str):
        yield unescape(_TAG.sub(" ", stream))
    elif isinstance(stream, Mapping):
        for name, value in stream.items():
            if name not in _NO_WORDS:
                yield from words_in(value)
    elif isinstance(stream, list):
        for value in stream:
            yield from words_in(value)
