"""What a request asks for beyond a path: an encoding, only what is new, a part of a file (RFC 9110)."""

import re
from collections.abc import Mapping
from datetime import datetime
from email.utils import parsedate_to_datetime
from typing import Literal

from freesheet.serve.paths import ENCODINGS

_WEIGHT = re.compile(r"q\s*=\s*(0(?:\.[0-9]{0,3})?|1(?:\.0{0,3})?)", re.IGNORECASE)
_TAG = re.compile(r'(?:W/)?("[^"]*")')
_RANGE = re.compile(r"bytes\s*=\s*([0-9]*)\s*-\s*([0-9]*)", re.IGNORECASE)


def preferred(accept_encoding: str | None) -> tuple[str, ...]:
    """The compressed encodings that a client takes and likes at least as well as none, best first."""
    weights = dict[str, float]()
    for part in (accept_encoding or "").split(","):
        name, *parameters = part.split(";")
        found = [_WEIGHT.fullmatch(parameter.strip()) for parameter in parameters]
        weight = found[0].group(1) if found and found[0] else "0" if parameters else "1"
        weights[name.strip().lower().replace("x-gzip", "gzip")] = float(weight)
    rest = weights.get("*", 0.0)
    plain = weights.get("identity", 0.0)
    liked = {name: weights.get(name, rest) for name in ENCODINGS}
    return tuple(
        sorted((name for name, weight in liked.items() if weight and weight >= plain), key=lambda name: -liked[name])
    )


def unchanged(headers: Mapping[str, str], etag: str, modified: datetime) -> bool:
    """Whether the client has this already: by the tag if it sends any, by the date only if it sends none."""
    tags = headers.get("if-none-match")
    if tags is not None:
        return tags.strip() == "*" or etag in _TAG.findall(tags)
    since = _date(headers.get("if-modified-since"))
    return since is not None and modified <= since


def part(headers: Mapping[str, str], size: int, etag: str, modified: datetime) -> range | Literal["all", "none"]:
    """The bytes that are asked for; "all" for what is no single range, "none" for a range behind the end (416)."""
    asked = _RANGE.fullmatch(headers.get("range", "").strip())
    if not asked or not _still(headers.get("if-range"), etag, modified):
        return "all"
    # Twenty digits are more than any file has bytes, and Python refuses to read thousands.
    first, last = (int(digits[:20]) if digits else None for digits in asked.groups())
    if first is None:
        if last is None:
            return "all"
        return range(max(0, size - last), size) or "none"
    if last is not None and last < first:
        return "all"
    return range(first, size if last is None else min(last + 1, size)) or "none"


def _still(if_range: str | None, etag: str, modified: datetime) -> bool:
    """Whether the file is the one that the client has a part of; a weak tag never says so (RFC 9110, 13.1.5)."""
    return if_range is None or if_range.strip() == etag or _date(if_range) == modified


def _date(text: str | None) -> datetime | None:
    if not text:
        return None
    try:
        when = parsedate_to_datetime(text)
    except (ValueError, OverflowError):
        return None
    return when if when.tzinfo else None
