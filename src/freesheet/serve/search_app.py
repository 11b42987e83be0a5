"""The search as a small read-only ASGI application, for whoever serves the files of a site with another server."""

from collections.abc import Awaitable, Callable, MutableMapping
from pathlib import Path
from typing import Any

from freesheet.serve.answers import Answer, Request, mapping_of, plain_answer
from freesheet.serve.searching import PATHS, Searches
from freesheet.serve.site import Site

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Application = Callable[[Message, Receive, Send], Awaitable[None]]

ABSENT = plain_answer(404, "There is no such page.")


def app_for(folder: Path) -> Application:
    """An ASGI application that answers /search/ for the pressed site in this folder, and nothing else."""
    site = Site(folder, memory=0)
    searches = Searches(site)

    async def application(scope: Message, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await _live(receive, send)
        elif scope["type"] == "http":
            site.refresh()
            request = _request(scope)
            answer = await searches.answer(request) if request.path in PATHS else None
            await _send(answer or ABSENT, send)

    return application


def _request(scope: Message) -> Request:
    headers = mapping_of((name.decode("latin-1").lower(), value.decode("latin-1")) for name, value in scope["headers"])
    return Request(scope["method"], scope["path"], scope["query_string"].decode(errors="replace"), headers)


async def _send(answer: Answer, send: Send) -> None:
    headers = [(name.encode("latin-1"), value.encode("latin-1")) for name, value in answer.headers]
    await send({"type": "http.response.start", "status": answer.status, "headers": headers})
    await send({"type": "http.response.body", "body": answer.body})


async def _live(receive: Receive, send: Send) -> None:
    while True:
        stage = (await receive())["type"]
        await send({"type": f"{stage}.complete"})
        if stage == "lifespan.shutdown":
            return
