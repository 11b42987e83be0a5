"""nginx's configuration, read and served by nginx itself where it is here."""

import gzip
import http.client
import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from freesheet.house import Appeal, House
from freesheet.site.hosting.headers import Rule, rules
from freesheet.site.hosting.nginx import nginx
from freesheet.site.redirects import Redirects

HOUSE = House(site="https://lantern.example.org/news", appeal=Appeal(address="https://pay.example.com/give"))
TABLE = Redirects(
    {
        "/old/": "/a/",
        "/OLD/": "/404.html",
        "/%C3%A9t%C3%A9/": "/a/#x",
        "/?p=123": "/a/?x=$y",
        '/q"uo\\/': "/a/",
        "/away/": "https://example.com/a?b=1",
    },
    ("/x/", "/?p=9"),
    {"/old/": 302},
)
FILES = {
    "index.html": "The front page",
    "a/index.html": "A story",
    "a/print.pdf": "%PDF",
    "a/a.epub": "An e-book",
    "feed.rss": "<rss/>",
    "feed.json": "{}",
    "a/story.json": "{}",
    "404.html": "It is not here",
    "410.html": "It is gone",
    ".freesheet/manifest.db": "secret",
    ".well-known/security.txt": "Contact: us",
    "pictures/a.svg": "<svg/>",
}


def test_headers_are_maps_with_the_last_rule_first():
    table = (
        Rule("/*", {"A": "all"}),
        Rule("/a/*", {"A": 'a "$" \\'}),
        Rule("/*/b.txt", {"A": "<:splat>", "Content-Type": "text/x"}),
        Rule("/c/", {"A": "c"}),
    )
    text = nginx(table, Redirects({}), House(), "/srv").decode()
    assert r"""
map_hash_bucket_size 128;
map_hash_max_size 2048;
map $uri $freesheet_a {
    default "all";
    "/c/" "c";
    "~^/(?<splat>.*)/b\\.txt$" "<$splat>";
    "~^/a/(?<splat>.*)$" "a \"%24\" \\";
}
server {
""" in text.replace("\\$", "$")
    assert "    server_name _;\n" in text
    assert "    add_header A $freesheet_a always;\n" in text
    assert "text/x" not in text


def test_redirects_are_maps_of_queries_and_of_paths():
    text = nginx((), TABLE, HOUSE, "/srv").decode()
    assert 'map $request_uri $freesheet_query_301 {\n    default "";\n    "/?p=123" "/a/?x=%24y";\n}\n' in text
    assert 'map $uri $freesheet_path_302 {\n    default "";\n    "/old/" "/a/";\n}\n' in text
    assert '    "/été/" "/a/#x";\n' in text
    assert text.index("if ($freesheet_query_301)") < text.index("if ($freesheet_path_301)")


def test_a_long_address_widens_the_map():
    text = nginx((), Redirects({"/" + "a" * 300: "/a/"}), HOUSE, "/srv").decode()
    assert "map_hash_bucket_size 512;\n" in text
    many = Redirects({f"/{number}": "/a/" for number in range(5000)})
    assert "map_hash_max_size 10000;\n" in nginx((), many, HOUSE, "/srv").decode()


def configuration(folder: Path, site: bytes) -> Path:
    """A whole configuration of one worker that keeps to a folder, and listens to a socket in it."""
    listening = site.decode().replace("listen 80;", f"listen unix:{folder}/http;").replace("    listen [::]:80;\n", "")
    kinds = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    temporary = "".join(f"{kind}_temp_path {folder}/{kind};\n" for kind in kinds)
    file = folder / "nginx.conf"
    file.write_text(
        f"daemon off;\npid {folder}/pid;\nerror_log stderr;\nmaster_process off;\nevents {{ }}\n"
        f"http {{\naccess_log off;\n{temporary}{listening}}}\n",
        encoding="utf-8",
    )
    return file


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    folder = tmp_path_factory.mktemp("n")
    for name, text in FILES.items():
        file = folder / "www" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    (folder / "www/a/index.html.gz").write_bytes(gzip.compress(b"A story, compressed"))
    site = nginx(rules(HOUSE, ("a",)), TABLE, HOUSE, str(folder / "www"))
    file = configuration(folder, site)
    tested = subprocess.run(["nginx", "-t", "-c", file], capture_output=True, text=True, check=False)
    assert tested.returncode == 0, tested.stderr
    assert "[warn]" not in tested.stderr
    with subprocess.Popen(["nginx", "-c", file], stderr=subprocess.DEVNULL) as process:
        while not (folder / "http").exists() and process.poll() is None:
            time.sleep(0.02)
        yield folder / "http"
        process.terminate()


def asked(server: Path, path: str, **headers: str) -> tuple[int, dict[str, str], bytes]:
    connection = http.client.HTTPConnection("localhost")
    connection.sock = socket.socket(socket.AF_UNIX)
    connection.sock.connect(str(server))
    connection.request("GET", path, headers={name.replace("_", "-"): value for name, value in headers.items()})
    answer = connection.getresponse()
    told = {name.lower(): value for name, value in answer.getheaders()}
    body = answer.read()
    connection.close()
    return answer.status, told, body


@pytest.mark.needs("nginx")
@pytest.mark.parametrize(
    ("path", "status", "body"),
    [
        ("/", 200, b"The front page"),
        ("/a/?amp", 200, b"A story"),
        ("/a/print.pdf", 200, b"%PDF"),
        ("/.well-known/security.txt", 200, b"Contact: us"),
        ("/none/", 404, b"It is not here"),
        ("/.freesheet/manifest.db", 404, b"It is not here"),
        ("/x/", 410, b"It is gone"),
        ("/?p=9", 410, b"It is gone"),
    ],
)
def test_nginx_gives_what_is_there_and_says_what_is_not(server, path, status, body):
    told = asked(server, path)
    assert (told[0], told[2]) == (status, body)
    for name in ("content-security-policy", "strict-transport-security", "x-content-type-options", "referrer-policy"):
        assert name in told[1]


@pytest.mark.needs("nginx")
@pytest.mark.parametrize(
    ("path", "status", "target"),
    [
        ("/a", 301, "/a/"),
        ("/old/", 302, "/a/"),
        ("/old/?amp", 302, "/a/"),
        ("/%C3%A9t%C3%A9/", 301, "/a/#x"),
        ("/?p=123", 301, "/a/?x=%24y"),
        ("/q%22uo%5C/", 301, "/a/"),
        ("/away/", 301, "https://example.com/a?b=1"),
    ],
)
def test_nginx_sends_old_addresses_on(server, path, status, target):
    told = asked(server, path)
    assert (told[0], told[1]["location"]) == (status, target)


@pytest.mark.needs("nginx")
@pytest.mark.parametrize(
    ("path", "name", "value"),
    [
        ("/a/", "cache-control", "public, max-age=60, stale-while-revalidate=600"),
        ("/a/", "content-type", "text/html; charset=utf-8"),
        ("/feed.rss", "content-type", "application/rss+xml"),
        ("/feed.json", "content-type", "application/feed+json"),
        ("/a/story.json", "content-type", "application/json"),
        ("/a/a.epub", "content-type", "application/epub+zip"),
        ("/a/a.epub", "link", '<https://lantern.example.org/news/a/>; rel="canonical"'),
        ("/a/print.pdf", "link", '<https://lantern.example.org/news/a/>; rel="canonical"'),
        ("/a/", "link", None),
        ("/pictures/a.svg", "cache-control", "public, max-age=31536000, immutable"),
        ("/pictures/a.svg", "content-security-policy", "default-src 'none'; style-src 'unsafe-inline'; sandbox"),
    ],
)
def test_nginx_tells_the_headers(server, path, name, value):
    assert asked(server, path)[1].get(name) == value


@pytest.mark.needs("nginx")
def test_nginx_sends_the_compressed_copy_and_says_when_nothing_changed(server):
    status, told, body = asked(server, "/a/", Accept_Encoding="gzip")
    assert (status, gzip.decompress(body), told["vary"]) == (200, b"A story, compressed", "Accept-Encoding")
    assert asked(server, "/a/print.pdf", If_None_Match=asked(server, "/a/print.pdf")[1]["etag"])[0] == 304
