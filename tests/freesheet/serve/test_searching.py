import asyncio
import gzip
import sqlite3
import threading
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from freesheet.serve import searching
from freesheet.serve.answers import Request
from freesheet.serve.search_app import app_for
from freesheet.serve.searching import Searches, reading, search_answer
from freesheet.serve.site import Site
from freesheet.site.search import create, put
from freesheet.site.search_words import FRENCH
from tests.freesheet.serve.folders import pressed
from tests.freesheet.site.indexes import row


@pytest.fixture
def folder(tmp_path):
    return pressed(tmp_path)


def asked(folder: Path, query: str = "q=printer", method: str = "GET", **headers: str) -> Any:
    told = {name.replace("_", "-"): value for name, value in headers.items()}
    return search_answer(Site(folder), Request(method, "/search/", query, told))


def test_the_results_stand_in_the_page_of_the_site_in_its_language(folder):
    answer = asked(folder)
    page = answer.body.decode()
    assert answer.status == 200
    assert "<title>Recherche : printer - Gazette</title>" in page
    assert FRENCH.found.format(n=3) in page
    assert page.index("<h1>") < page.index('href="/story-0/"') < page.index("</main>")


def test_a_search_is_kept_nowhere_and_indexed_by_nobody(folder):
    headers = dict(asked(folder).headers)
    assert (headers["cache-control"], headers["x-robots-tag"]) == ("no-store", "noindex")
    assert headers["referrer-policy"] == "no-referrer"
    assert not {"set-cookie", "etag", "last-modified"} & headers.keys()


def test_results_are_compressed_for_who_takes_it(folder):
    answer = asked(folder, accept_encoding="br, gzip")
    assert dict(answer.headers)["content-encoding"] == "gzip"
    assert gzip.decompress(answer.body) == asked(folder).body


def test_head_and_other_methods(folder):
    headed = asked(folder, method="HEAD")
    assert headed.body == b""
    assert dict(headed.headers)["content-length"] == str(len(asked(folder).body))
    assert asked(folder, method="POST").status == 405


def test_a_site_without_a_page_for_results_has_no_search(folder):
    (folder / ".freesheet/search.html").unlink()
    assert asked(folder) is None


def test_a_page_without_a_language_speaks_english(folder):
    (folder / ".freesheet/search.html").write_text("<html><!--search-->")
    assert b"Stories found: 3" in asked(folder).body


@pytest.mark.parametrize(
    "broken",
    [
        lambda file, _writer: file.unlink(),
        lambda file, _writer: file.write_bytes(b"nonsense" * 1000),
        lambda file, _writer: file.write_bytes(b""),
        lambda _file, writer: writer.execute("BEGIN EXCLUSIVE"),
    ],
    ids=["missing", "nonsense", "empty", "held"],
)
def test_an_index_that_cannot_be_asked_is_a_page_that_says_so(folder, broken, monkeypatch):
    file = folder / ".freesheet/search.db"
    monkeypatch.setattr(searching, "BUSY_SECONDS", 0.01)
    with closing(sqlite3.connect(file)) as writer:
        broken(file, writer)
        answer = asked(folder)
    assert answer.status == 503
    assert dict(answer.headers)["retry-after"] == "2"
    assert FRENCH.resting in answer.body.decode()
    assert 'value="printer"' in answer.body.decode()


def test_reading_never_writes(folder):
    with closing(reading(folder / ".freesheet/search.db")) as connection, pytest.raises(sqlite3.OperationalError):
        connection.execute("DELETE FROM facts")
    (folder / ".freesheet/search.db").unlink()
    with pytest.raises(sqlite3.OperationalError):
        reading(folder / ".freesheet/search.db").execute("SELECT 1")
    assert not (folder / ".freesheet/search.db").exists()


def test_a_search_that_takes_too_long_is_given_up(folder, monkeypatch):
    monkeypatch.setattr(searching, "LONGEST_SECONDS", -1)
    monkeypatch.setattr(searching, "_STEPS", 1)
    assert asked(folder).status == 503


def test_a_new_index_in_the_place_of_the_old_one_is_asked_at_once(folder):
    assert b"/story-new/" not in asked(folder).body
    with closing(sqlite3.connect(folder / "new.db")) as connection:
        create(connection)
        put(connection, row("new"))
        connection.commit()
    (folder / "new.db").rename(folder / ".freesheet/search.db")
    assert b"/story-new/" in asked(folder).body


def test_when_too_many_wait_the_next_is_told(folder, monkeypatch):
    monkeypatch.setattr(searching, "_MOST_WAITING", 3)
    hold = threading.Event()

    def slow(site, request, *, busy=False):
        if not busy:
            hold.wait(10)
        return search_answer(site, request, busy=busy)

    monkeypatch.setattr(searching, "search_answer", slow)

    async def rush() -> list[int]:
        searches: Any = Searches(Site(folder))
        request = Request("GET", "/search/", "q=printer")
        waiting = [asyncio.create_task(searches.answer(request)) for _ in range(3)]
        await asyncio.sleep(0)
        last = await searches.answer(request)
        hold.set()
        return [answer.status for answer in (*await asyncio.gather(*waiting), last, await searches.answer(request))]

    assert asyncio.run(rush()) == [200, 200, 200, 503, 200]


# ── As an ASGI application ──


def run(application: Any, *arguments: object) -> None:
    asyncio.run(application(*arguments))


def call(
    folder: Path, path: str, *, method: str = "GET", query: bytes = b"q=printer", headers: Sequence[object] = ()
) -> list[Any]:
    sent = list[Any]()

    async def send(message: object) -> None:
        sent.append(message)

    scope = {"type": "http", "method": method, "path": path, "query_string": query, "headers": list(headers)}
    run(app_for(folder), scope, None, send)
    return sent


def test_the_asgi_application_answers_searches(folder):
    start, body = call(folder, "/search/", headers=[(b"Accept-Encoding", b"gzip"), (b"accept-encoding", b"br")])
    assert (start["type"], start["status"]) == ("http.response.start", 200)
    assert (b"content-encoding", b"gzip") in start["headers"]
    assert b"/story-0/" in gzip.decompress(body["body"])


@pytest.mark.parametrize(
    ("path", "method", "status"),
    [
        ("/search/", "HEAD", 200),
        ("/search", "GET", 200),
        ("/search/", "POST", 405),
        ("/", "GET", 404),
        ("/.freesheet/search.db", "GET", 404),
    ],
)
def test_the_asgi_application_answers_nothing_else(folder, path, method, status):
    assert call(folder, path, method=method)[0]["status"] == status


def test_the_asgi_application_takes_any_bytes(folder):
    assert call(folder, "/search/", query=b"q=\xff\xfe%00&year=\xe9")[0]["status"] == 200


def test_the_asgi_application_starts_and_stops(folder):
    stages = iter(("lifespan.startup", "lifespan.shutdown"))
    sent = []

    async def receive():
        return {"type": next(stages)}

    async def send(message):
        sent.append(message["type"])

    run(app_for(folder), {"type": "lifespan"}, receive, send)
    assert sent == ["lifespan.startup.complete", "lifespan.shutdown.complete"]


def test_the_asgi_application_leaves_websockets_alone(folder):
    run(app_for(folder), {"type": "websocket"}, None, None)
