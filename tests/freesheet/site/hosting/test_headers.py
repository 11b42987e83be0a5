"""The headers of every answer."""

import json
import re
from fnmatch import fnmatchcase

import pytest

from freesheet.house import Appeal, House
from freesheet.site.hosting.headers import Rule, for_server, policy, rules

HOUSE = House(
    site="https://lantern.example.org/", appeal=Appeal(text="Give.", address="https://pay.example.com:8443/give?a=1")
)
STYLE = "body{color:#111}"


def headers_of(path: str) -> dict[str, str]:
    """The headers that a server gives a path, by the rules' own words."""
    told = dict[str, str]()
    for rule in rules(HOUSE, (STYLE,)):
        pattern = "(.*)".join(map(re.escape, rule.path.split("*")))
        if found := re.fullmatch(pattern, path):
            told |= {
                name: value.replace(":splat", found[1] if found.groups() else "")
                for name, value in rule.headers.items()
            }
    return told


@pytest.mark.parametrize("path", ["/", "/a/", "/feed.rss", "/pictures/a.svg", "/search/", "/nothing", "/a/print.pdf"])
def test_every_answer_is_guarded(path):
    told = headers_of(path)
    assert int(told["Strict-Transport-Security"].removeprefix("max-age=")) >= 365 * 24 * 60 * 60
    assert told["X-Content-Type-Options"] == "nosniff"
    assert told["Referrer-Policy"] == "no-referrer"
    assert told["Cross-Origin-Opener-Policy"] == "same-origin"
    for feature in ("camera", "microphone", "geolocation", "browsing-topics"):
        assert f"{feature}=()" in told["Permissions-Policy"]
    assert told["Content-Security-Policy"].startswith("default-src 'none'; ")


def test_the_policy_lets_in_the_sites_own_style_and_nothing_from_elsewhere():
    # The digest is what `printf 'body{color:#111}' | openssl dgst -sha256 -binary | base64` prints.
    assert policy(HOUSE, (STYLE,)) == (
        "default-src 'none'; img-src 'self' data:; "
        "style-src 'self' 'sha256-zFZMo79PSr4SwN3ueoZ7/hmNQQ+kvT+BwDZTEZCR7Lg='; script-src 'none'; "
        "font-src 'self'; form-action 'self' https://pay.example.com:8443; base-uri 'none'; frame-ancestors 'self'"
    )


@pytest.mark.parametrize(
    "house", [House(), House(site="https://a.example.org", appeal=Appeal(address="https://a.example.org/give"))]
)
def test_forms_go_home_where_gifts_are_given_at_home(house):
    assert "form-action 'self'; " in policy(house)


@pytest.mark.parametrize(
    ("path", "kept"),
    [
        ("/", "public, max-age=60, stale-while-revalidate=600"),
        ("/a/", "public, max-age=60, stale-while-revalidate=600"),
        ("/topics/water/page/3/", "public, max-age=60, stale-while-revalidate=600"),
        ("/a/lite.html", "public, max-age=60, stale-while-revalidate=600"),
        ("/topics/water/feed.rss", "public, max-age=300, stale-while-revalidate=3600"),
        ("/feed.json", "public, max-age=300, stale-while-revalidate=3600"),
        ("/a/print.pdf", "public, max-age=300"),
        ("/pictures/a1b2.webp", "public, max-age=31536000, immutable"),
        ("/search", "no-store"),
        ("/search/", "no-store"),
        ("/search-and-rescue/", "public, max-age=60, stale-while-revalidate=600"),
    ],
)
def test_how_long_an_answer_is_kept(path, kept):
    assert headers_of(path)["Cache-Control"] == kept


@pytest.mark.parametrize(
    ("path", "media_type"),
    [
        ("/feed.rss", "application/rss+xml"),
        ("/topics/water/feed.atom", "application/atom+xml"),
        ("/topics/water/feed.json", "application/feed+json"),
        ("/a/story.json", None),
        ("/a/a.epub", "application/epub+zip"),
        ("/a/a.zim", "application/x-zim"),
        ("/pictures/a.avif", "image/avif"),
        ("/a/story.jsonld", "application/ld+json"),
    ],
)
def test_what_servers_do_not_know_is_named(path, media_type):
    assert headers_of(path).get("Content-Type") == media_type


@pytest.mark.parametrize(
    "file", ["print.pdf", "large-print.pdf", "booklet.pdf", "handbill.pdf", "text.txt", "library-printer.epub"]
)
def test_the_other_forms_of_a_story_name_its_page(file):
    assert headers_of(f"/library-printer/{file}")["Link"] == (
        '<https://lantern.example.org/library-printer/>; rel="canonical"'
    )
    assert (
        headers_of(f"/issues/week-18/{file}")["Link"]
        == '<https://lantern.example.org/issues/week-18/>; rel="canonical"'
    )


def test_a_page_names_itself_and_only_what_nobody_should_find_is_kept_out_of_indexes():
    hidden = {
        path
        for path in ("/", "/a/", "/a/lite.html", "/a/text.txt", "/404.html", "/410.html", "/search/")
        if "X-Robots-Tag" in headers_of(path)
    }
    assert hidden == {"/404.html", "/410.html", "/search/"}
    assert "Link" not in headers_of("/a/")
    assert not any("Link" in rule.headers for rule in rules(House()))


def test_a_drawing_may_run_nothing():
    assert headers_of("/pictures/a.svg")["Content-Security-Policy"].endswith("; sandbox")


def test_no_two_rules_give_a_path_the_same_header():
    paths = (
        "/",
        "/a/",
        "/a/a.epub",
        "/a/feed.json",
        "/a/print.pdf",
        "/404.html",
        "/robots.txt",
        "/sitemap.xml",
        "/pictures/a.webp",
    )
    for path in paths:
        names = [
            name for rule in rules(HOUSE) if rule.path != "/*" and fnmatchcase(path, rule.path) for name in rule.headers
        ]
        assert len(names) == len(set(names)), path


def test_our_server_reads_the_same():
    rows = json.loads(for_server((Rule("/*", {"A": "b"}), Rule("/*.pdf", {"C": '"d"'}))))
    assert rows == [{"path": "/*", "headers": {"A": "b"}}, {"path": "/*.pdf", "headers": {"C": '"d"'}}]
