"""Every address of the newsroom, found in the URL patterns, and filled in with the numbers of rows that are there."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

# What stands in an address for a part of its pattern, unless the rows that a test made say something else.
USUAL = {
    "app_label": "desk",
    "app_name": "desk",
    "model_name": "story",
    "content_type_app_name": "desk",
    "content_type_model_name": "story",
    "action": "delete",
    "action_name": "approve",
    "kind": "topic",
    "mode": "web",
    "revision_id_a": "earliest",
    "revision_id_b": "latest",
    "uidb36": "1",
    "uidb64": "MQ",
    "key": "abc-123",
    "token": "x" * 43,
    "path": "original_images/x.png",
    "signature": "x",
    "filter_spec": "original",
}
_PART = re.compile(r"<(?:\w+:)?(\w+)>|\(\?P<(\w+)>(?:[^()]|\([^()]*\))*\)")


def routes() -> list[str]:
    """The patterns of all addresses, in their order; an address that two have is the first one's."""
    return list(dict.fromkeys(_walk(get_resolver().url_patterns, "")))


def _walk(patterns: Any, before: str) -> Iterator[str]:
    for one in patterns:
        route = before + str(one.pattern)
        if isinstance(one, URLResolver):
            yield from _walk(one.url_patterns, route)
        elif isinstance(one, URLPattern):
            yield route


def filled(route: str, numbers: Mapping[str, Any]) -> str:
    """An address of this pattern. `numbers` are by the part's name, or by the beginning of the pattern, and `pk`."""
    own = max((key for key in numbers if "/" in key and route.startswith(key)), key=len, default="pk")

    def value(found: re.Match[str]) -> str:
        name = found[1] or found[2]
        is_own = name == "pk" or (name == "number" and own in numbers)
        return str(numbers.get(own if is_own else name, USUAL.get(name, 1)))

    return "/" + _PART.sub(value, route.replace("^.*/$", "nowhere/")).translate({ord(mark): None for mark in "^$\\"})
