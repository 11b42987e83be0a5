"""The whole server as one RSGI application: pages from memory, large files in pieces, searches on their own threads."""

import asyncio
from pathlib import Path
from typing import Protocol

from granian.rsgi import ProtocolClosed  # type: ignore[attr-defined]  # it is public, but exported by no list

from freesheet.serve.answers import Headers, Opened, Request, mapping_of
from freesheet.serve.searching import PATHS, Searches
from freesheet.serve.site import MEMORY, Site


class ScopeHeaders(Protocol):
    def get(self, key: str) -> str | None: ...
    def __contains__(self, key: str) -> bool: ...
    def items(self) -> list[tuple[str, str]]: ...


class Scope(Protocol):
    """What granian tells of a request (RSGI 1.6)."""

    method: str
    path: str
    query_string: str

    @property
    def headers(self) -> ScopeHeaders: ...


class Transport(Protocol):
    async def send_bytes(self, data: bytes) -> None: ...


class Sender(Protocol):
    """What granian sends an answer with (RSGI 1.6)."""

    def response_bytes(self, status: int, headers: Headers, body: bytes) -> None: ...
    def response_empty(self, status: int, headers: Headers) -> None: ...
    def response_stream(self, status: int, headers: Headers) -> Transport: ...


class Application:
    """Serves one pressed site."""

    def __init__(self, folder: Path, *, memory: int = MEMORY) -> None:
        self._site = Site(folder, memory=memory)
        self._searches = Searches(self._site)

    async def __rsgi__(self, scope: Scope, protocol: Sender) -> None:
        site, headers = self._site, scope.headers
        # Nearly every request ends here, so that nothing is made for it that is not needed.
        if site.clock() < site.until and scope.method == "GET" and not scope.query_string:
            ready = site.ready.get((scope.path, headers.get("accept-encoding")))
            if ready and not ("if-none-match" in headers or "if-modified-since" in headers or "range" in headers):
                protocol.response_bytes(ready.status, ready.headers, ready.body)  # type: ignore[arg-type]
                return
        await self._answer(Request(scope.method, scope.path, scope.query_string, mapping_of(headers.items())), protocol)

    async def _answer(self, request: Request, protocol: Sender) -> None:
        site = self._site
        answer = None
        if request.path in PATHS:
            site.refresh()
            answer = await self._searches.answer(request)
        answer = answer or site.answer(request)
        if isinstance(answer.body, Opened):
            await _stream(answer.status, answer.headers, answer.body, protocol)
        elif answer.body:
            protocol.response_bytes(answer.status, answer.headers, answer.body)
        else:
            protocol.response_empty(answer.status, answer.headers)


async def _stream(status: int, headers: Headers, body: Opened, protocol: Sender) -> None:
    """A file in pieces, each read on a thread, none before the last one was taken."""
    loop = asyncio.get_running_loop()
    with body.file:
        transport = protocol.response_stream(status, headers)
        pieces = body.pieces()
        while piece := await loop.run_in_executor(None, next, pieces, b""):
            try:
                await transport.send_bytes(piece)
            except ProtocolClosed:
                return
