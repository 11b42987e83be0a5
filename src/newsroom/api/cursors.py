"""Cursors: where somebody has read to, in what they were told themselves; nobody can learn from one what is hidden."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from typing import Any, TypeVar

import msgspec

from newsroom.api.problems import Refusal

Place = TypeVar("Place")


def cursor(*place: Any) -> str:
    return urlsafe_b64encode(msgspec.json.encode(place)).decode().rstrip("=")


def place_in(text: str, kind: type[Place]) -> Place:
    """Where a cursor stands. Raises Refusal."""
    try:
        data = urlsafe_b64decode(text.encode("ascii") + b"=" * (-len(text) % 4))
        return msgspec.json.decode(data, type=kind)
    except (ValueError, msgspec.MsgspecError) as error:
        raise Refusal(422, "The cursor is none that was given here; take it from `next`, or leave it out.") from error
