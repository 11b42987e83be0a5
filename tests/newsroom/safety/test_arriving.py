"""What is opened at the desk, a file or an address, reaches no other file, no other machine and no end of memory."""

import json
import socket
import zipfile
from collections.abc import Callable, Iterator
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from threading import Thread
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from freesheet.intake import fetch
from freesheet.intake.door import open_raw
from newsroom.desk import views
from newsroom.desk.models import Picture, Story
from tests.newsroom.conftest import member, signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("staffed")]
KEPT_FROM_ALL = "the-word-in-the-cellar"


@pytest.fixture
def cellar() -> Iterator[Any]:
    """A server on this machine, which nobody may reach through the desk; it counts who comes."""
    came = list[str]()

    class Answer(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            came.append(self.path)
            if self.path.startswith("/to/"):
                self.send_response(302)
                self.send_header("Location", self.path.removeprefix("/to/"))
                self.end_headers()
                return
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            self.wfile.write(f"<h1>{KEPT_FROM_ALL}</h1>".encode() + b"<p>Words enough to be a story.</p>" * 20)

        def log_message(self, format: str, *arguments: Any) -> None:  # noqa: A002 — its name there
            """Nothing is told."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answer)
    Thread(target=server.serve_forever, daemon=True).start()
    yield type("Cellar", (), {"port": server.server_port, "came": came})
    server.shutdown()
    server.server_close()


def refused(address: str) -> str:
    """What the desk says instead of opening an address."""
    answer = signed_in(member("Editors")).post(reverse("desk_open"), {"address": address})
    assert answer.status_code == 422, address
    assert not Story.objects.exists()
    page = str(answer.content.decode())
    assert KEPT_FROM_ALL not in page
    return page


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1",
        "localhost",
        "LOCALHOST",
        "localhost.",
        "127.1",
        "127.0.1.1",
        "0",
        "0.0.0.0",  # noqa: S104 — nothing is bound
        "2130706433",
        "0x7f000001",
        "0177.0.0.1",
        "[::1]",
        "[::]",
        "[::ffff:127.0.0.1]",
        "[::ffff:7f00:1]",
        "[0:0:0:0:0:ffff:127.0.0.1]",
        "①②⑦.⓪.⓪.①",
        "127。0。0。1",
    ],
)
def test_no_spelling_leads_to_this_machine(host, cellar):
    refused(f"http://{host}:{cellar.port}/")
    assert cellar.came == []


@pytest.mark.parametrize(
    "host",
    [
        "10.0.0.1",
        "172.16.0.1",
        "192.168.1.1",
        "100.64.0.1",
        "169.254.169.254",
        "[fe80::1]",
        "[fd00::1]",
        "[fd00:ec2::254]",
        "[::ffff:169.254.169.254]",
        "[64:ff9b::7f00:1]",
        "[2002:7f00:1::]",
        "224.0.0.1",
        "255.255.255.255",
        "192.0.2.1",
    ],
)
def test_no_network_behind_the_desk_is_reached(host):
    assert "private network" in refused(f"http://{host}/latest/meta-data/")


@pytest.mark.parametrize(
    "address",
    [
        "file:///etc/passwd",
        "ftp://example.org/story.html",
        "gopher://example.org/",
        "javascript:alert(1)",
        "data:text/html,hello",
        "dict://127.0.0.1:11211/",
        "/etc/passwd",
        "-",
        "http://",
        "http://example.org:99999/",
        "http://name:word@example.org/",
        "http://exa mple.org/",
        "http://example.org/\r\nHost: other",
    ],
)
def test_what_is_no_address_of_a_page_is_refused(address):
    refused(address)


@pytest.mark.parametrize(
    "to", ["http://169.254.169.254/latest/", "http://10.0.0.1/", "file:///etc/passwd", "gopher://x/"]
)
def test_no_page_leads_behind_the_desk(monkeypatch, cellar, to):
    """Loopback stands for the public web here, by an argument that the desk never gives."""
    monkeypatch.setattr(views, "open_raw", partial(open_raw, sessions=fetch.manager(loopback=True)))
    refused(f"http://127.0.0.1:{cellar.port}/to/{to}")
    assert len(cellar.came) == 1


def test_a_name_that_changes_its_address_is_looked_up_once(monkeypatch, cellar):
    """First a public address, then this machine: what was checked is what is connected to."""
    asked = list[str]()

    def resolve(host: Any, port: Any, *more: Any, **options: Any) -> Any:
        asked.append(str(host))
        first = "203.0.113.7" if len(asked) == 1 else "127.0.0.1"
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (first, cellar.port))]

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    refused(f"http://rebinding.example.org:{cellar.port}/")
    assert cellar.came == []


def packed(**parts: bytes) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name.replace("__", "/").replace("_dot_", "."), data)
    return out.getvalue()


def word(document: bytes) -> bytes:
    kinds = (
        b'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" '
        b'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
    )
    return packed(**{"[Content_Types]_dot_xml": kinds, "word__document_dot_xml": document})


W = b'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
BODY = b"<w:document " + W + b"><w:body><w:p><w:r><w:t>%s</w:t></w:r></w:p></w:body></w:document>"
OUTSIDE = b'<!DOCTYPE d [<!ENTITY x SYSTEM "file://%s">]>'
FLOOD = (
    b"<!DOCTYPE d [<!ENTITY a0 'ha'>"
    + b"".join(b"<!ENTITY a%d '%s'>" % (level, b"&a%d;" % (level - 1) * 10) for level in range(1, 12))
    + b"]>"
)


# Made when they are asked for: one of them is as large as it unpacks.
FULL: dict[str, Callable[[], bytes]] = {
    "bomb.docx": lambda: word(BODY % (b"a" * 200_000_000)),
    "flood.docx": lambda: word(FLOOD + BODY % b"&a11;"),
    "nested.json": lambda: b"[" * 200_000,
    "nested.html": lambda: b"<div>" * 100_000,
    "nested.md": lambda: b"> " * 50_000 + b"deep",
    "story.json": lambda: json.dumps({"id": "x", "slug": "../../x", "headline": "X"}).encode(),
    "empty.docx": lambda: b"PK\x05\x06" + b"\x00" * 18,
}


@pytest.mark.parametrize("name", FULL)
def test_a_file_that_would_fill_the_memory_ends_in_a_sentence(name):
    answer = opened("Editors", name, FULL[name]())
    assert answer.status_code in (200, 422)
    assert "Traceback" not in answer.content.decode()
    assert not Story.objects.filter(slug__contains=".").exists()


def opened(role: str, name: str, data: bytes) -> Any:
    return signed_in(member(role)).post(reverse("desk_open"), {"file": SimpleUploadedFile(name, data)})


BRINGING: dict[str, Callable[[bytes], bytes]] = {
    "entity.docx": lambda path: word(OUTSIDE % path + BODY % b"&x;"),
    "entity.html": lambda path: OUTSIDE % path + b"<html><body><h1>A page</h1><p>&x; words</p>" * 5,
    "picture.md": lambda path: b"# A page\n\n![x](file://%s)\n\n![y](%s)\n\n![z](../../..%s)\n" % (path, path, path),
    "frame.html": lambda path: b'<h1>A page</h1><p>Words.</p><iframe src="file://%s"></iframe>' % path,
}


@pytest.mark.parametrize("name", BRINGING)
def test_a_file_brings_no_other_file_along(name, tmp_path):
    (tmp_path / "cellar.txt").write_text(KEPT_FROM_ALL)
    answer = opened("Editors", name, BRINGING[name](str(tmp_path / "cellar.txt").encode()))
    assert answer.status_code in (200, 422)
    assert KEPT_FROM_ALL not in answer.content.decode()
    for story in Story.objects.all():
        assert KEPT_FROM_ALL not in json.dumps(story.latest_revision.content)
    assert not Picture.objects.exists()


@pytest.mark.parametrize("role", ["Contributors", "Editors"])
def test_no_script_comes_in_with_a_page(role):
    page = (
        b"<html><body><article><h1>A page</h1><p onclick='x()'>Words <a href='javascript:x()'>here</a>, and more."
        b"<script>x()</script><img src=x onerror=x()></p>"
        + b"<p>A second paragraph that is long enough to be read for what it is, a part of a story.</p>" * 6
        + b"</article>"
    )
    assert opened(role, "page.html", page).status_code == 200
    kept = json.dumps(Story.objects.get().latest_revision.content)
    assert not [word for word in ("<script", "javascript:", "onclick", "onerror") if word in kept]
