import asyncio
import errno
import gzip
import os
import signal
import socket
import subprocess
import sys
from contextlib import closing

import pytest
from granian.rsgi import ProtocolClosed  # type: ignore[attr-defined]

from freesheet.serve import server
from freesheet.serve.answers import Opened
from freesheet.serve.application import _stream
from freesheet.serve.files import LARGEST_KEPT
from freesheet.serve.server import CantServe, check, serve, serving
from tests.freesheet.serve.folders import PAGE, pressed, write


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    site = pressed(tmp_path_factory.mktemp("serve"))
    write(site / "deep/index.html", b"deep")
    return site


@pytest.fixture(scope="module")
def large(folder):
    data = os.urandom(LARGEST_KEPT * 3 + 17)
    write(folder / "library.zim", data)
    return data


@pytest.fixture(scope="module")
def port(folder):
    with serving(folder) as address:
        yield int(address.rpartition(":")[2])


def ask(port: int, request: bytes, *headers: bytes) -> tuple[int, dict[str, str], bytes]:
    """What comes back for the first line of a request and its headers, on a connection of its own."""
    with socket.create_connection(("127.0.0.1", port), timeout=10) as connection:
        lines = (request + b" HTTP/1.1", b"Host: localhost", b"Connection: close", *headers, b"", b"")
        connection.sendall(b"\r\n".join(lines))
        data = b""
        while piece := connection.recv(65536):
            data += piece
    head, _, body = data.partition(b"\r\n\r\n")
    first, *rest = head.decode("latin-1").split("\r\n")
    named = dict(line.split(": ", 1) for line in rest)
    assert len(named) == len(rest), "a header came twice"
    return int(first.split()[1]), named, body


@pytest.mark.parametrize(
    ("request_line", "status"),
    [
        (b"GET /", 200),
        (b"GET /story/", 200),
        (b"GET /story/?utm_source=x", 200),
        (b"GET http://localhost/story/", 200),
        (b"GET /%73tory/", 200),
        (b"GET /story", 301),
        (b"GET /deep", 308),
        (b"GET /nothing", 404),
        (b"GET /taken/", 410),
        (b"GET /old/", 301),
        (b"GET /?p=123", 301),
        (b"GET /caf%C3%A9", 308),
        (b"GET /../../etc/passwd", 404),
        (b"GET /%2e%2e/%2e%2e/etc/passwd", 404),
        (b"GET /%2e%2e%2f%2e%2e%2fetc%2fpasswd", 404),
        (b"GET /%252e%252e/x", 404),
        (b"GET /..%5c..%5cx", 404),
        (b"GET /story%2findex.html", 200),
        (b"GET /%2efreesheet/search.db", 404),
        (b"GET /.freesheet%2fsearch.db", 404),
        (b"GET /story/index.html%00.txt", 404),
        (b"GET /story/index.html.gz", 404),
        (b"GET //example.org/", 404),
        (b"GET //story", 404),
        (b"GET /%ff%fe", 404),
        (b"GET /\xff\xfe", 400),
        (b"GET /%", 404),
        (b"GET /" + b"a" * 30_000, 404),
        (b"GET /" + b"a" * 300_000, 414),
        (b"POST /", 405),
        (b"OPTIONS *", 405),
        (b"BREW /", 405),
        (b"POST /search/", 405),
        (b"GET /search", 200),
        (b"GET /search/?q=%22%00%ff'--", 200),
        (b"GET /search/?q=" + b"a" * 10_000, 200),
        (b"GET /search/?page=-1&year=x", 200),
    ],
)
def test_requests_as_an_examiner_sends_them(port, folder, request_line, status):
    answered, headers, body = ask(port, request_line)
    assert answered == status
    assert "set-cookie" not in headers
    assert b"root:" not in body
    assert status in (400, 414) or int(headers["content-length"]) == len(body)


@pytest.mark.parametrize("accepted", [b"identity", b"gzip"])
def test_a_page_is_sent_as_often_as_it_is_asked_for(port, accepted):
    answers = [ask(port, b"GET /story/", b"Accept-Encoding: " + accepted) for _ in range(3)]
    for status, headers, body in answers:
        assert status == 200
        assert (gzip.decompress(body) if accepted == b"gzip" else body) == PAGE
        assert headers["content-type"] == "text/html; charset=utf-8"
    tag = answers[0][1]["etag"].encode()
    status, headers, body = ask(port, b"GET /story/", b"Accept-Encoding: " + accepted, b"If-None-Match: " + tag)
    assert (status, headers["etag"].encode(), body) == (304, tag, b"")
    assert "content-length" not in headers


@pytest.mark.parametrize(
    "path", [b"/story/", b"/nothing", b"/old/", b"/search/?q=printer", b"/library.zim", b"/empty.txt"]
)
def test_head_tells_the_length_and_sends_nothing(port, large, path):
    status, headers, body = ask(port, b"HEAD " + path)
    got = ask(port, b"GET " + path)
    assert (status, headers["content-length"], body) == (got[0], str(len(got[2])), b"")


def test_a_large_file_comes_whole_and_in_parts(port, large):
    status, headers, body = ask(port, b"GET /library.zim")
    assert (status, headers["content-type"], headers["content-length"]) == (200, "application/x-zim", str(len(large)))
    assert body == large
    status, headers, body = ask(
        port, b"GET /library.zim", b"Range: bytes=-500000", b"If-Range: " + headers["etag"].encode()
    )
    assert (status, body) == (206, large[-500_000:])
    assert headers["content-range"] == f"bytes {len(large) - 500_000}-{len(large) - 1}/{len(large)}"
    assert ask(port, b"GET /library.zim", b"Range: bytes=99999999-")[0] == 416


def test_who_goes_away_in_the_middle_of_a_file_harms_nobody(port, large):
    for _again in range(3):
        with socket.create_connection(("127.0.0.1", port)) as connection:
            connection.sendall(b"GET /library.zim HTTP/1.1\r\nHost: a\r\n\r\n")
            connection.recv(1000)
    assert ask(port, b"GET /story/")[0] == 200


class FakeSender:
    """A client of whom nothing is asked but to take a file."""

    def response_bytes(self, *_answer):
        raise AssertionError

    def response_empty(self, *_answer):
        raise AssertionError


def test_a_file_is_closed_when_the_reader_goes_away(folder, large):
    class Away(FakeSender):
        def response_stream(self, _status, _headers):
            return self

        async def send_bytes(self, _data):
            raise ProtocolClosed

    file = (folder / "library.zim").open("rb")
    asyncio.run(_stream(200, [], Opened(file, range(len(large))), Away()))
    assert file.closed


def test_the_search_answers_in_the_page_of_the_site(port):
    status, headers, body = ask(port, b"GET /search/?q=printer")
    assert (status, headers["cache-control"]) == (200, "no-store")
    assert b"<h1>Recherche</h1>" in body
    assert b'href="/story-1/"' in body


def test_a_site_without_a_page_for_results_sends_its_own(tmp_path):
    site = pressed(tmp_path)
    (site / ".freesheet/search.html").unlink()
    with serving(site) as address:
        assert ask(int(address.rpartition(":")[2]), b"GET /search/?q=x")[2] == b"<p>static"


# ── Starting and stopping ──


@pytest.fixture
def taken():
    with closing(socket.create_server(("127.0.0.1", 0))) as other:
        yield other.getsockname()[1]


def test_what_cannot_be_served_is_one_sentence(folder, tmp_path, taken):
    for arguments, sentence in (
        ((tmp_path / "none", "127.0.0.1", 0), "There is no folder"),
        ((tmp_path, "127.0.0.1", 0), "has no index.html"),
        ((folder, "127.0.0.1", taken), f"Another program serves port {taken} of 127.0.0.1 already"),
        ((folder, "192.0.2.1", 0), "This machine can't serve 192.0.2.1"),
        ((folder, "no such host", 0), "This machine can't serve no such host"),
    ):
        with pytest.raises(CantServe, match=sentence) as told:
            check(*arguments)
        assert "\n" not in str(told.value)


def test_a_port_for_administrators_is_told(folder, monkeypatch):
    def refuse(host, port):
        raise PermissionError(errno.EACCES, "no")

    monkeypatch.setattr(server, "_take", refuse)
    with pytest.raises(CantServe, match="Only an administrator may serve port 80;"):
        check(folder, "127.0.0.1", 80)


def test_rules_that_are_wrong_are_told_before_anything_is_served(tmp_path):
    site = pressed(tmp_path)
    write(site / ".freesheet/headers.json", b"[")
    with pytest.raises(CantServe, match=r"headers\.json is not JSON"):
        serve(site, port=0)


def test_a_server_that_does_not_start_is_told(monkeypatch, taken):
    monkeypatch.setattr(server, "sleep", lambda _seconds: None)
    with closing(socket.create_server(("127.0.0.1", 0))) as closed:
        port = closed.getsockname()[1]
    with pytest.raises(CantServe, match="did not start"):
        server._wait("127.0.0.1", port)


def test_an_address_of_six_bytes_more_is_written_in_brackets(folder):
    if not socket.has_ipv6:
        pytest.skip("This machine has no IPv6.")
    with serving(folder, host="::1") as address:
        assert address.startswith("http://[::1]:")


def test_the_server_is_started_with_workers_and_no_log_of_readers(folder, monkeypatch):
    asked = {}

    class Fake:
        def __init__(self, target, **settings):
            asked.update(settings)

        def serve(self, target_loader, *, wrap_loader):
            asked["application"] = target_loader()

    monkeypatch.setattr(server, "Granian", Fake)
    serve(folder, port=0, workers=2, memory=1000)
    assert (asked["workers"], asked["log_access"]) == (2, False)
    assert asked["application"]._site._memory.most == 500


def test_a_signal_stops_the_server_and_its_workers(folder):
    with closing(socket.create_server(("127.0.0.1", 0))) as free:
        port = free.getsockname()[1]
    program = (
        "import sys; from pathlib import Path; from freesheet.serve.server import serve;"
        f"serve(Path(sys.argv[1]), port={port}, workers=2)"
    )
    process = subprocess.Popen([sys.executable, "-c", program, folder], stderr=subprocess.PIPE)
    try:
        server._wait("127.0.0.1", port)
        assert ask(port, b"GET /story/")[0] == 200
    finally:
        process.send_signal(signal.SIGTERM)
        _out, errors = process.communicate(timeout=30)
    assert process.returncode == 0
    assert errors == b""
    check(folder, "127.0.0.1", port)
