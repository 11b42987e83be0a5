"""The door: files, standard input, addresses, and what may not come in by it."""

import socket
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from io import BytesIO
from typing import Any, ClassVar

import pytest
from PIL import Image

from freesheet.intake import NotTaken, Raw, door, fetch, take
from freesheet.intake.door import open_raw
from freesheet.intake.fetch import manager

PAGE = (
    "<meta charset='{charset}'><title>Rain | The Paper</title>"
    "<h1>Rain in the city</h1><img src='/wet.png' alt='Wet street'>"
    + "<p>It rained on Monday, and it rained on Tuesday, and it was perché nobody in the whole town minded.</p>"
    * 5
)


def picture() -> bytes:
    out = BytesIO()
    Image.new("RGB", (300, 200), "blue").save(out, "PNG")
    return out.getvalue()


class Site(BaseHTTPRequestHandler):
    """A site on this machine; its answers are rows of status, headers and body."""

    answers: ClassVar[dict[str, tuple[int, dict[str, str], bytes]]] = {
        "/2026/rain-in-the-city": (
            200,
            {"content-type": "text/html; charset=iso-8859-1"},
            PAGE.format(charset="").encode("latin-1"),
        ),
        "/wet.png": (200, {"content-type": "image/png"}, picture()),
        "/moved": (301, {"location": "/2026/rain-in-the-city"}, b""),
        "/inside": (302, {"location": "http://169.254.169.254/latest/meta-data/"}, b""),
        "/file": (302, {"location": "file:///etc/hostname"}, b""),
        "/round": (302, {"location": "/round"}, b""),
        "/film": (200, {"content-type": "video/mp4"}, b"film"),
        "/gone": (410, {}, b""),
        "/long": (200, {"content-type": "text/html"}, b"x" * 3000),
        "/": (200, {"content-type": "text/html"}, PAGE.format(charset="utf-8").encode()),
    }  # fmt: skip

    def do_GET(self) -> None:
        status, headers, body = self.answers.get(self.path, (404, {}, b""))
        self.send_response(status)
        for name, value in {**headers, "content-length": str(len(body))}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_args: object) -> None:
        """Keep quiet."""


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    server = HTTPServer(("127.0.0.1", 0), Site)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


def opened(where: str, **more: Any) -> Raw:
    """With this machine's own addresses allowed, so that a test can be a site."""
    return open_raw(where, sessions=manager(loopback=True), **more)


def refusal(where: str, **more: Any) -> str:
    with pytest.raises(NotTaken) as refused:
        opened(where, **more)
    return str(refused.value)


def test_an_address_gives_its_page_with_its_pictures(site):
    raw = opened(f"{site}/moved")
    assert (raw.name, raw.address) == ("rain-in-the-city.html", f"{site}/2026/rain-in-the-city")
    assert raw.encoding == "iso-8859-1"
    arrival = take(raw)
    assert arrival.story.headline == "Rain in the city"
    assert arrival.story.slug == "rain-in-the-city"
    assert "perché" in str(arrival.story.body)
    assert list(arrival.pictures.values()) == [picture()]


def test_a_root_address_has_its_host_for_a_name(site):
    assert opened(f"{site}/").name.startswith("127.0.0.1")


@pytest.mark.parametrize(
    ("path", "says"),
    [
        ("/inside", "is on a private network"),
        ("/file", "is not an http or https address"),
        ("/round", "redirects more than 5 times"),
        ("/film", "is of the type video/mp4"),
        ("/gone", "answers 410"),
        ("/nowhere", "answers 404"),
    ],
)
def test_an_answer_that_is_no_page_is_refused(site, path, says):
    assert says in refusal(site + path)


def test_an_answer_that_is_too_long_or_too_slow_is_refused(site, monkeypatch):
    monkeypatch.setattr(fetch, "MOST_BYTES", 1000)
    assert "is longer than" in refusal(f"{site}/long")
    monkeypatch.setattr(fetch, "MOST_BYTES", 10_000)
    monkeypatch.setattr(fetch, "MOST_SECONDS", -1.0)
    assert "took longer than" in refusal(f"{site}/long")


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1", "127.1", "0x7f.1", "0x7f000001", "2130706433", "0177.0.0.1", "017700000001", "localhost", "[::1]",
        "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "[::]", "0.0.0", "0", "10.0.0.8", "172.16.3.4", "192.168.1.1",
        "169.254.169.254", "100.64.0.1", "[fe80::1]", "[fd00::1]", "[64:ff9b::7f00:1]", "224.0.0.1",
    ],
)  # fmt: skip
def test_every_spelling_of_a_private_address_is_refused(host):
    with pytest.raises(NotTaken, match="is on a private network; only public addresses are fetched"):
        open_raw(f"http://{host}:9/page")


def test_a_name_that_leads_to_a_private_address_is_refused(monkeypatch):
    private = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("10.1.2.3", 80))]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_args, **_more: private)
    with pytest.raises(NotTaken, match="is on a private network"):
        open_raw("http://story.example/page")


def test_an_address_with_a_password_is_refused():
    assert "name or password" in refusal("http://me:secret@paper.example/")


def test_a_site_that_does_not_answer_is_refused():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        assert "could not be fetched" in refusal(f"http://127.0.0.1:{taken.getsockname()[1]}/")


def test_a_site_that_answers_too_late_is_refused(monkeypatch):
    monkeypatch.setattr(fetch, "TIMEOUT", (1.0, 0.05))
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        assert "did not answer in time" in refusal(f"http://127.0.0.1:{silent.getsockname()[1]}/")


def test_a_file_gives_what_lies_beside_it_and_nothing_else(tmp_path):
    folder = tmp_path / "saved"
    (folder / "Page_files").mkdir(parents=True)
    (folder / "page.html").write_bytes(b"<p>page")
    (folder / "Page_files" / "a b.png").write_bytes(b"inside")
    (tmp_path / "secret.png").write_bytes(b"outside")
    (folder / "link.png").symlink_to(tmp_path / "secret.png")
    raw = open_raw(str(folder / "page.html"), address="https://paper.example/x")
    assert (raw.data, raw.name, raw.address) == (b"<p>page", str(folder / "page.html"), "https://paper.example/x")
    assert raw.sibling("Page_files/a%20b.png") == b"inside"
    assert raw.sibling("./Page_files/a b.png") == b"inside"
    for outside in ("../secret.png", "/etc/hostname", "link.png", "Page_files", "none.png", "a\0b", "x" * 5000):
        assert raw.sibling(outside) is None
    assert raw.why_not("none.png") == "There is no file none.png beside the story."


def test_pictures_on_the_web_are_fetched_for_a_file_only_when_asked(site, tmp_path):
    page = tmp_path / "page.html"
    page.write_text(PAGE.format(charset="utf-8").replace("/wet.png", f"{site}/wet.png"))
    left = take(opened(str(page)))
    assert not left.pictures
    why = f"Its picture is at {site}/wet.png and was not fetched; add --fetch-pictures."
    assert [(drop.why, drop.text) for drop in left.drops if drop.what == "picture"] == [(why, "Wet street")]
    assert list(take(opened(str(page), fetch_pictures=True)).pictures.values()) == [picture()]


def test_pictures_that_can_not_be_had_are_reported_with_the_reason(site, tmp_path, monkeypatch):
    page = tmp_path / "page.html"
    page.write_text("x")
    raw = opened(str(page), fetch_pictures=True)
    assert raw.sibling(f"{site}/gone") is None
    assert "answers 410" in raw.why_not(f"{site}/gone")
    assert raw.why_not(f"{site}/other") == f"The picture {site}/other was not fetched."
    assert opened(f"{site}/").sibling("beside.png") is None
    monkeypatch.setattr(door, "MOST_PICTURES", 1)
    assert raw.sibling(f"{site.removeprefix('http:')}/wet.png") is None
    assert "more than 1 pictures" in raw.why_not(f"{site.removeprefix('http:')}/wet.png")


def test_standard_input_is_a_story_too():
    raw = open_raw("-", stdin=BytesIO(b"# A head\n\nBody."), address="https://paper.example/x")
    assert (raw.data, raw.name, raw.address) == (b"# A head\n\nBody.", "standard input", "https://paper.example/x")
    assert raw.sibling("a.png") is None


def test_what_is_not_there_is_refused(tmp_path, monkeypatch):
    (tmp_path / "empty.md").write_text(" \n")
    assert "There is no file" in refusal(str(tmp_path / "none.md"))
    assert "is a folder" in refusal(str(tmp_path))
    assert "is empty" in refusal(str(tmp_path / "empty.md"))
    assert "can't be read" in refusal(str(tmp_path / "empty.md" / "x"))
    assert "is empty" in refusal("-", stdin=BytesIO(b""))
    monkeypatch.setattr(door, "MOST_BYTES", 10)
    assert "is longer than" in refusal("-", stdin=BytesIO(b"x" * 20))
