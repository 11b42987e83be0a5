"""Answers: a record as JSON, told again only to who has not got it yet."""

from datetime import datetime
from hashlib import blake2b
from typing import Any
from urllib.parse import urlencode

import msgspec
from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response
from django.utils.http import http_date, quote_etag

from newsroom.api.problems import PROBLEM_TYPE
from newsroom.api.records import Problem, Record


def answer(
    request: HttpRequest, record: Record, *, changed: datetime | None = None, next_page: str = ""
) -> HttpResponse:
    """What readers may have: with a tag of its bytes, so that who has them is told nothing again."""
    data = msgspec.json.encode(record)
    etag = quote_etag(blake2b(data, digest_size=16).hexdigest())
    response = HttpResponse(data, content_type="application/json")
    response["ETag"] = etag
    # May be kept by anybody, and is asked for again each time: a withdrawn story must not live on in a cache.
    response["Cache-Control"] = "public, no-cache"
    modified = int(changed.timestamp()) if changed else None
    if modified is not None:
        response["Last-Modified"] = http_date(modified)
    if next_page:
        query = urlencode({**request.GET.dict(), "cursor": next_page})
        response["Link"] = f'<{request.build_absolute_uri(request.path)}?{query}>; rel="next"'
    return get_conditional_response(request, etag, modified, response) or response


def private(record: Record, *, status: int = 200, tag: str = "") -> HttpResponse:
    """What only the token's person may have."""
    response = HttpResponse(msgspec.json.encode(record), status=status, content_type="application/json")
    response["Cache-Control"] = "private, no-store"
    if tag:
        response["ETag"] = quote_etag(tag)
    return response


# ── The same, for the OpenAPI document ───────────────────────────────────────────────────────────────

MEANINGS = {
    304: "What `If-None-Match` or `If-Modified-Since` names is still as it was.",
    400: "The request can't be read.",
    401: "No token was sent, or none that is in force.",
    403: "The token, or its person, may not do that.",
    404: "There is no such thing, or none that you may know of.",
    409: "The story is not at a point at which this can be done.",
    412: "The story was changed meanwhile; its tag is another one now.",
    422: "What was sent is not right; the sentence says where.",
    423: "The story is locked.",
    428: "`If-Match` is missing.",
    429: "Too many requests; `Retry-After` says when to go on.",
}


def gives(
    record: type[Record], *problems: int, status: int = 200, takes: type[Any] | None = None, tagged: bool = False
) -> dict[str, Any]:
    """What an operation answers and takes, as the OpenAPI document tells it."""
    told: dict[str, Any] = {
        "responses": {
            status: {
                "description": (record.__doc__ or "").strip() or "OK",
                "content": _content("application/json", record),
            },
            **{code: _problem(code) for code in sorted({429, *problems})},
        }
    }
    if takes:
        told["requestBody"] = {"required": True, "content": _content("application/json", takes)}
    if tagged:
        header = {"type": "string", "minLength": 1}
        told["parameters"] = [
            {"in": "header", "name": "If-Match", "required": True, "schema": header,
             "description": "The story's tag, in quotes, as `ETag` gave it."}
        ]  # fmt: skip
    return told


def _problem(code: int) -> dict[str, Any]:
    shown = {"description": MEANINGS[code]}
    return shown if code < 400 else {**shown, "content": _content(PROBLEM_TYPE, Problem)}


def _content(media_type: str, kind: type[Any]) -> dict[str, Any]:
    return {media_type: {"schema": {"$ref": f"#/components/schemas/{kind.__name__}"}}}
