"""Old addresses at the desk: none leads back to where it began."""

from collections.abc import Callable, Iterable

from freesheet.site.redirects import Row, other_slash
from newsroom.desk.models import Redirect

Find = Callable[[str], Row | None]
"""Gives the row that answers an address, with its query."""


def leads_in_a_circle(row: Row, find: Find) -> bool:
    """Whether who follows a redirect comes back to it."""
    seen, address = {_key(row.source)}, row.target
    while address:
        following = row if _answers(row, address) else find(address)
        if following is None:
            return False
        if _key(following.source) in seen:
            return True
        seen.add(_key(following.source))
        address = following.target
    return False


def circle(row: Row, own: int | None) -> bool:
    """Whether a redirect would lead in a circle through those that the desk has; `own` is its number there."""

    def find(address: str) -> Row | None:
        for key in _keys(address):
            for found in Redirect.objects.filter(source__in=_spellings(key)):
                if found.pk != own:
                    return found.row
        return None

    return leads_in_a_circle(row, find)


def among(rows: Iterable[Row]) -> Find:
    """What finds the row of an address among these."""
    known = {_key(row.source): row for row in rows}
    return lambda address: next((known[key] for key in _keys(address) if key in known), None)


def _answers(row: Row, address: str) -> bool:
    return _key(row.source) in _keys(address)


def _key(address: str) -> str:
    """A path without the slash at its end, and with its query."""
    path, mark, query = address.partition("#")[0].partition("?")
    return (path.rstrip("/") or "/") + mark + query


def _keys(address: str) -> tuple[str, ...]:
    """What may answer an address: a row for its query, else one for any."""
    key = _key(address)
    return tuple(dict.fromkeys((key, key.partition("?")[0])))


def _spellings(source: str) -> tuple[str, ...]:
    return tuple(filter(None, (source, other_slash(source))))
