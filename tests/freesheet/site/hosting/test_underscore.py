"""`_headers` and `_redirects`."""

from freesheet.house import House
from freesheet.site.hosting.headers import rules
from freesheet.site.hosting.underscore import headers, redirects
from freesheet.site.redirects import Redirects

HOUSE = House(site="https://lantern.example.org")


def blocks() -> dict[str, dict[str, str]]:
    told = {}
    for block in headers(rules(HOUSE, ("a",) * 6)).decode().split("\n\n"):
        path, *lines = block.rstrip("\n").split("\n")
        assert all(line.startswith("  ") for line in lines)
        told[path] = dict(line.strip().split(": ", 1) for line in lines)
    return told


def test_the_headers_of_a_static_host():
    told = blocks()
    assert told["/*"]["X-Content-Type-Options"] == "nosniff"
    assert told["/pictures/*"] == {"Cache-Control": "public, max-age=31536000, immutable"}
    assert told["/*.rss"] == {"Content-Type": "application/rss+xml"}
    assert "/search" not in told
    assert not any("Link" in names for names in told.values())


def test_they_keep_to_what_cloudflare_takes():
    # https://developers.cloudflare.com/pages/configuration/headers/: 100 rules, lines of 2,000 characters, one splat.
    assert len(blocks()) <= 100
    assert all(path.count("*") <= 1 for path in blocks())
    assert max(map(len, headers(rules(HOUSE, ("a",) * 6)).splitlines())) <= 2000


def test_redirects_tell_queries_first_and_what_is_gone():
    table = Redirects(
        {"/old/": "/new/", "/?p=123": "/new/", "/a/?p=1&q=%C3%A9": "https://example.com/#b", "/b/?amp": "/new/"},
        ("/x/",),
        {"/old/": 302},
    )
    assert redirects(table).decode() == (
        "/ p=123 /new/ 301\n"
        "/a/ p=1 q=%C3%A9 https://example.com/#b 301\n"
        "# Left out, for its query is not made of names and values: /b/?amp\n"
        "/old/ /new/ 302\n"
        "/x/ /410.html 410\n"
    )
