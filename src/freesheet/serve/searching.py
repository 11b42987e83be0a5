"""The page of results on a server: the index is opened to read only, asked, and put into the page of the site."""

import asyncio
import gzip
import os
import re
import sqlite3
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from urllib.parse import quote

from markupsafe import Markup

from freesheet.serve.answers import Answer, Request
from freesheet.serve.conditions import preferred
from freesheet.serve.site import Site
from freesheet.site import search, search_page
from freesheet.site.search_words import SearchWords, search_words_of
from freesheet.site.typed import Query, query_of

PATH = "/search/"
PATHS = frozenset((PATH, PATH.rstrip("/")))
# A press that commits holds the file for some milliseconds.
BUSY_SECONDS = 2.0
LONGEST_SECONDS = 5.0
# SQLite asks whether to go on after so many steps of its machine.
_STEPS = 20_000
RETRY_AFTER = "2"
_THREADS = 2
_MOST_WAITING = 32
_LANGUAGE = re.compile(r"<html[^>]*\slang\s*=\s*[\"']?([A-Za-z0-9-]+)")


def reading(file: Path) -> sqlite3.Connection:
    """The index, to read only.

    It is opened for each search: that takes less than a millisecond, and the press may put another file in its place.
    """
    connection = sqlite3.connect(f"file:{quote(os.fspath(file))}?mode=ro", uri=True, timeout=BUSY_SECONDS)
    end = time.monotonic() + LONGEST_SECONDS
    connection.set_progress_handler(lambda: time.monotonic() > end, _STEPS)
    return connection


def search_answer(site: Site, request: Request, *, busy: bool = False) -> Answer | None:
    """The page of results, in the page of the site that the press wrote for it; None where it wrote none."""
    if request.method not in ("GET", "HEAD"):
        return site.answer(request)
    try:
        shell = Path(site.root, search_page.SHELL).read_text(encoding="utf-8", errors="replace")
    except OSError:
        return None
    language = _LANGUAGE.search(shell)
    words = search_words_of(language[1] if language else "en")
    query = query_of(request.query)
    told = None if busy else _told(site, query, words)
    status = 200 if told else 503
    page = search_page.page(shell, told or search_page.resting(query, words), search_page.title(query, words))
    answer = _sent(site, request, status, page.encode())
    return answer.headed if request.method == "HEAD" else answer


def _told(site: Site, query: Query, words: SearchWords) -> Markup | None:
    """What was found; None when the index can't be asked: it is being written, is not there, or takes too long."""
    try:
        with closing(reading(Path(site.root, search.PLACE))) as connection:
            return search_page.fragment(query, search.search(connection, query), words)
    except sqlite3.Error:
        return None


def _sent(site: Site, request: Request, status: int, body: bytes) -> Answer:
    """The page with its headers. What a reader looks for is nobody else's business: it is kept nowhere (R22, D11)."""
    headers = {
        **site.headers_of(PATH),
        "content-type": "text/html; charset=utf-8",
        "cache-control": "no-store",
        "x-robots-tag": "noindex",
        "vary": "Accept-Encoding",
    }
    if status == 503:
        headers["retry-after"] = RETRY_AFTER
    if "gzip" in preferred(request.headers.get("accept-encoding")):
        headers["content-encoding"] = "gzip"
        body = gzip.compress(body, 6, mtime=0)
    return Answer(status, [*headers.items()], body)


class Searches:
    """Answers searches on threads of their own, so that no long one keeps a page waiting."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self._threads = ThreadPoolExecutor(_THREADS, thread_name_prefix="search")
        self._waiting = 0

    async def answer(self, request: Request) -> Answer | None:
        """The page of results; when too many wait already, the page that says so."""
        if self._waiting >= _MOST_WAITING:
            return search_answer(self._site, request, busy=True)
        self._waiting += 1
        try:
            return await asyncio.get_running_loop().run_in_executor(self._threads, search_answer, self._site, request)
        finally:
            self._waiting -= 1
