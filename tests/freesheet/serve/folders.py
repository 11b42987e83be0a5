"""A small pressed site for tests."""

import gzip
import json
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path
from sqlite3 import connect

import brotli

from freesheet.site.search import create, put
from tests.freesheet.site.indexes import row

PAGE = b"<!doctype html><title>A story</title><p>" + b"word " * 200
SHELL = (
    '<!doctype html><html lang="fr"><title><!--search-title--> - Gazette</title><main><!--search--></main>'
    '<form class="other"></form></html>'
)
RULES = {
    "redirects": {
        "/old/": "/story/",
        "/?p=123": "/story/",
        "/caf%C3%A9": "/café/?a=é",
        "/archive.php?id=1&page=2": "https://example.org/elsewhere",
        "/first/": "/second/",
        "/second/": "/third",
        "/third/": "/story/",
        "/round/": "/about/turn/",
        "/about/turn/": "/round/",
        "/story": "/story/",
        "/twice/?p=1": "/twice/",
    },
    "gone": ["/taken/", "/taken/?p=9"],
    "statuses": {"/archive.php?id=1&page=2": 302, "/caf%C3%A9": 308},
}


def write(file: Path, data: bytes, *, copies: bool = False) -> None:
    """A file as a press writes it: a new one is renamed to its name, compressed copies first."""
    file.parent.mkdir(parents=True, exist_ok=True)
    versions = {"": data}
    if copies:
        versions = {".br": brotli.compress(data), ".gz": gzip.compress(data, mtime=0), **versions}
    for ending, content in versions.items():
        new = file.with_name(f"{file.name}{ending}.new")
        new.write_bytes(content)
        new.rename(file.with_name(file.name + ending))


def pressed(folder: Path, *, rules: Mapping[str, object] | None = RULES) -> Path:
    """A site with a front page, a story in all its forms, error pages, a search."""
    site = folder / "site"
    for name, data in {
        "index.html": b"<p>front",
        "story/index.html": PAGE,
        "404.html": b"<p>no such page",
        "410.html": b"<p>taken away",
    }.items():
        write(site / name, data, copies=True)
    for name, data in {
        "story/story.pdf": bytes(range(100)),
        "story/feed.json": b"{}",
        "caf\u00e9/index.html": b"<p>cafe",
        "empty.txt": b"",
        "bundle.gz": b"\x1f\x8b",
        ".well-known/security.txt": b"Contact: mailto:a@example.org",
        ".well-known/.secret": b"s",
        ".freesheet/search.html": SHELL.encode(),
        ".hidden": b"s",
        "search/index.html": b"<p>static",
    }.items():
        write(site / name, data)
    if rules is not None:
        write(site / ".freesheet/redirects.json", json.dumps(rules).encode())
    with closing(connect(site / ".freesheet/search.db")) as connection:
        create(connection)
        for number in range(3):
            put(connection, row(str(number)))
        connection.commit()
    return site
