import gzip
import json
import os
import shutil
from pathlib import Path
from typing import Any

import brotli
import pytest

from freesheet.serve import files
from freesheet.serve.answers import Answer, Opened, Request
from freesheet.serve.files import LARGEST_KEPT, Found, Gone, Memory, find, kept_of, opened
from freesheet.serve.site import MEMORY, Site
from tests.freesheet.serve.folders import PAGE, pressed, write


class Clock:
    """Seconds that pass when a test says so."""

    now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def folder(tmp_path):
    return pressed(tmp_path)


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def site(folder, clock):
    return Site(folder, clock=clock)


def get(site: Site, path: str, query: str = "", method: str = "GET", **headers: str) -> Any:
    told = {name.replace("_", "-"): value for name, value in headers.items()}
    return site.answer(Request(method, path, query, told))


def told(answer: Answer) -> dict[str, str]:
    assert len({name for name, _value in answer.headers}) == len(answer.headers)
    return dict(answer.headers)


# ── Files ──


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/", 200),
        ("/index.html", 200),
        ("/story/", 200),
        ("/story/story.pdf", 200),
        ("/café/", 308),
        ("/empty.txt", 200),
        ("/bundle.gz", 200),
        ("/.well-known/security.txt", 200),
        ("/story.pdf/", 404),
        ("/story/story.pdf/", 404),
        ("/nothing", 404),
        ("/nothing/", 404),
        ("/404.html", 404),
        ("/410.html", 410),
        ("/taken/", 410),
        ("/taken", 410),
        ("/story/index.html.br", 404),
        ("/story/index.html.gz", 404),
        ("/.freesheet/search.db", 404),
        ("/.freesheet/search.html", 404),
        ("/.hidden", 404),
        ("/.well-known/.secret", 404),
        ("/../site/index.html", 404),
        ("/story/../index.html", 404),
        ("//story/", 404),
        ("/\\story/", 404),
        ("/story/\0", 404),
        ("/" + "a" * 300, 404),
        ("/" + "a/" * 1500, 404),
        ("/\ufffd", 404),
        ("*", 404),
        ("", 404),
    ],
)
def test_what_each_address_answers(site, path, status):
    assert get(site, path).status == status


@pytest.mark.parametrize(
    ("accepted", "encoding", "read"),
    [
        ("", None, bytes),
        ("gzip", "gzip", gzip.decompress),
        ("gzip, br", "br", brotli.decompress),
        ("br;q=0.1, gzip;q=0.2", "gzip", gzip.decompress),
    ],
)
def test_a_page_comes_in_the_encoding_that_the_client_likes(site, accepted, encoding, read):
    answer = get(site, "/story/", accept_encoding=accepted)
    headers = told(answer)
    assert headers.get("content-encoding") == encoding
    assert headers["vary"] == "Accept-Encoding"
    assert headers["content-type"] == "text/html; charset=utf-8"
    assert read(answer.body) == PAGE


def test_a_file_without_copies_does_not_vary(site):
    headers = told(get(site, "/story/story.pdf", accept_encoding="gzip"))
    assert "vary" not in headers
    assert headers["accept-ranges"] == "bytes"


def test_each_encoding_has_a_tag_of_its_own_that_does_not_change_with_the_date(site, folder):
    tags = [told(get(site, "/story/", accept_encoding=accepted))["etag"] for accepted in ("", "gzip", "br")]
    assert len(set(tags)) == 3
    os.utime(folder / "story/index.html", (0, 0))
    assert told(get(Site(folder), "/story/"))["etag"] == tags[0]


def test_a_compressed_copy_of_an_older_version_is_not_sent(site, folder, clock):
    older = (folder / "story/index.html").stat().st_mtime - 60
    for ending in (".br", ".gz"):
        os.utime(folder / f"story/index.html{ending}", (older, older))
    answer = get(site, "/story/", accept_encoding="gzip, br")
    assert answer.body == PAGE
    assert "content-encoding" not in told(answer)


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS", "TRACE", "PROPFIND", "get"])
def test_only_get_and_head_are_answered(site, method):
    answer = get(site, "/", method=method)
    assert (answer.status, told(answer)["allow"]) == (405, "GET, HEAD")


@pytest.mark.parametrize(
    "path", ["/", "/story/", "/story/story.pdf", "/nothing", "/taken/", "/old/", "/story", "/empty.txt"]
)
def test_head_has_the_headers_of_get_and_no_body(site, path):
    got, headed = get(site, path), get(site, path, method="HEAD")
    assert headed.body == b""
    assert headed.status == got.status
    assert told(headed) == {**told(got), "content-length": str(len(got.body))}


def test_every_answer_has_strict_headers_and_sets_no_cookie(site):
    for path in ("/", "/story/", "/nothing", "/taken/", "/old/", "/story/story.pdf"):
        headers = told(get(site, path))
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "no-referrer"
        assert "set-cookie" not in headers


# ── Conditions and ranges ──


def test_a_client_that_has_the_page_gets_no_body(site):
    first = told(get(site, "/story/", accept_encoding="br"))
    answer = get(site, "/story/", accept_encoding="br", if_none_match=first["etag"])
    headers = told(answer)
    assert (answer.status, answer.body) == (304, b"")
    assert {name: headers[name] for name in ("etag", "vary", "cache-control", "last-modified")} == {
        name: first[name] for name in ("etag", "vary", "cache-control", "last-modified")
    }
    assert not {"content-type", "content-encoding", "content-length"} & headers.keys()
    assert get(site, "/story/", if_none_match=first["etag"]).status == 200
    assert get(site, "/story/", if_modified_since=first["last-modified"]).status == 304
    headed = get(site, "/story/", method="HEAD", if_none_match="*")
    assert (headed.status, "content-length" in told(headed)) == (304, False)


def test_a_missing_page_is_never_unchanged(site):
    headers = told(get(site, "/nothing"))
    assert not {"etag", "last-modified"} & headers.keys()
    assert get(site, "/nothing", if_none_match="*").status == 404


@pytest.mark.parametrize(
    ("asked", "status", "body", "content_range"),
    [
        ("bytes=0-9", 206, bytes(range(10)), "bytes 0-9/100"),
        ("bytes=-5", 206, bytes(range(95, 100)), "bytes 95-99/100"),
        ("bytes=0-1,5-6", 200, bytes(range(100)), None),
        ("bytes=100-", 416, None, "bytes */100"),
    ],
)
def test_a_part_of_a_file(site, asked, status, body, content_range):
    answer = get(site, "/story/story.pdf", range=asked)
    assert answer.status == status
    assert body is None or answer.body == body
    assert told(answer).get("content-range") == content_range


def test_a_compressed_page_and_a_head_have_no_parts(site):
    assert get(site, "/story/", range="bytes=0-1", accept_encoding="gzip").status == 200
    assert get(site, "/story/", range="bytes=0-1").body == PAGE[:2]
    assert get(site, "/story/story.pdf", method="HEAD", range="bytes=0-1").status == 200


@pytest.fixture
def large(folder):
    data = os.urandom(LARGEST_KEPT + 300_001)
    write(folder / "library.zim", data)
    return data


def test_a_large_file_is_sent_from_the_disk(site, large):
    answer = get(site, "/library.zim")
    assert isinstance(answer.body, Opened)
    assert told(answer)["content-length"] == str(len(large))
    with answer.body.file:
        assert b"".join(answer.body.pieces()) == large
    answer = get(site, "/library.zim", range="bytes=1000-1299999")
    assert answer.status == 206
    with answer.body.file:
        assert b"".join(answer.body.pieces()) == large[1000:1300000]
    headed = get(site, "/library.zim", method="HEAD")
    assert (headed.body, told(headed)["content-length"]) == (b"", str(len(large)))
    assert get(site, "/library.zim", if_none_match=told(headed)["etag"]).status == 304


def test_a_large_file_that_is_replaced_while_it_is_sent_stays_whole(site, folder, large):
    answer = get(site, "/library.zim")
    write(folder / "library.zim", b"new")
    with answer.body.file:
        assert b"".join(answer.body.pieces()) == large


def test_a_file_that_is_cut_short_ends_early(folder, large, site):
    answer = get(site, "/library.zim")
    (folder / "library.zim").write_bytes(b"short")
    with answer.body.file:
        assert b"".join(answer.body.pieces()) == b"short"


def test_a_large_file_that_goes_at_the_last_moment_is_asked_for_again(site, large, monkeypatch):
    get(site, "/library.zim", method="HEAD")
    monkeypatch.setattr("freesheet.serve.site.opened", vanish)
    answer = get(site, "/library.zim")
    assert (answer.status, told(answer)["retry-after"]) == (503, "1")


def found(folder: Path, name: str, liked: tuple[str, ...]) -> Found:
    there = find(str(folder), name, liked)
    assert there
    return there


def vanish(*_arguments):
    raise Gone


# ── Redirects ──


@pytest.mark.parametrize(
    ("path", "query", "status", "target"),
    [
        ("/old/", "", 301, "/story/"),
        ("/old", "amp", 301, "/story/"),
        ("/", "p=123", 301, "/story/"),
        ("/", "p=124", 200, None),
        ("/story/", "utm_source=x", 200, None),
        ("/café", "", 308, "/caf%C3%A9/?a=%C3%A9"),
        ("/archive.php", "page=2&id=1", 404, None),
        ("/archive.php", "id=1&page=2", 302, "https://example.org/elsewhere"),
        ("/.well-known", "", 308, "/.well-known/"),
    ],
)
def test_old_addresses_lead_to_new_ones(site, folder, path, query, status, target):
    write(folder / ".well-known/index.html", b"")
    answer = get(site, path, query)
    assert (answer.status, told(answer).get("location")) == (status, target)


@pytest.mark.parametrize(
    ("path", "query", "target"),
    [("/news", "", "/news/"), ("/news", "a=1&b", "/news/?a=1&b"), ("/n é", "", "/n%20%C3%A9/")],
)
def test_a_folder_is_asked_for_with_its_slash(site, folder, path, query, target):
    write(folder / f"{path[1:]}/index.html", b"")
    answer = get(site, path, query)
    assert (answer.status, told(answer)["location"]) == (308, target)


def test_a_folder_without_a_page_is_no_page(site, folder):
    (folder / "bare").mkdir()
    assert get(site, "/bare").status == 404
    assert get(site, "/bare/").status == 404


def test_the_pages_of_errors_are_the_sites_own(site):
    answer = get(site, "/nothing", accept_encoding="gzip")
    assert gzip.decompress(answer.body) == b"<p>no such page"
    headers = told(answer)
    assert (headers["x-robots-tag"], headers["cache-control"]) == ("noindex", "public, max-age=10")
    assert get(site, "/taken/").body == b"<p>taken away"


def test_a_site_without_pages_of_errors_says_a_sentence(tmp_path):
    write(tmp_path / "index.html", b"")
    write(tmp_path / ".freesheet/redirects.json", b'{"gone": ["/a/"]}')
    site = Site(tmp_path)
    assert get(site, "/nothing").body == b"There is no such page.\n"
    assert (get(site, "/a/").status, get(site, "/a/").body) == (410, b"This page was taken away for good.\n")


# ── What changes while it is served ──


def test_a_page_is_new_a_second_after_it_changed_and_not_looked_for_before(site, folder, clock):
    assert get(site, "/story/").body == PAGE
    write(folder / "story/index.html", b"<p>new", copies=True)
    assert get(site, "/", accept_encoding="br").status == 200
    assert site.ready["/story/", None].body == PAGE
    clock.now += 1
    assert get(site, "/story/").body == b"<p>new"
    assert brotli.decompress(get(site, "/story/", accept_encoding="br").body) == b"<p>new"


def test_a_page_that_did_not_change_is_not_read_again(site, clock, monkeypatch):
    first = get(site, "/story/")
    monkeypatch.setattr("freesheet.serve.site.kept_of", vanish)
    clock.now += 1
    assert get(site, "/story/").body is first.body


def test_a_page_that_goes_or_comes_is_gone_or_there(site, folder, clock):
    get(site, "/story/")
    get(site, "/later/")
    (folder / "story/index.html").unlink()
    write(folder / "later/index.html", b"late")
    clock.now += 1
    assert get(site, "/story/").status == 404
    assert get(site, "/later/").body == b"late"


@pytest.mark.parametrize("linked", [True, False])
def test_a_whole_other_folder_can_take_the_place_of_the_first(tmp_path, clock, linked):
    first, second, public = pressed(tmp_path / "1"), pressed(tmp_path / "2", rules=None), tmp_path / "public"
    write(second / "story/index.html", b"<p>second")
    if linked:
        public.symlink_to(first)
    else:
        first.rename(public)
    site = Site(public, clock=clock)
    assert get(site, "/story/").body == PAGE
    assert get(site, "/old/").status == 301
    if linked:
        public.unlink()
        public.symlink_to(second)
    else:
        shutil.move(public, tmp_path / "away")
        second.rename(public)
    clock.now += 1
    assert get(site, "/story/").body == b"<p>second"
    assert get(site, "/old/").status == 404


def test_changed_rules_are_followed_and_broken_ones_are_not(site, folder, clock):
    get(site, "/story/")
    write(folder / ".freesheet/headers.json", b'[{"path": "*", "headers": {"X-New": "1"}}]')
    clock.now += 1
    headers = told(get(site, "/story/"))
    assert (headers["x-new"], headers["x-content-type-options"]) == ("1", "nosniff")
    assert "content-security-policy" not in headers
    write(folder / ".freesheet/headers.json", b"[")
    clock.now += 1
    assert told(get(site, "/story/"))["x-new"] == "1"
    write(folder / ".freesheet/redirects.json", json.dumps({"redirects": {"/": "/story/"}}).encode())
    write(folder / ".freesheet/headers.json", b"[]")
    clock.now += 1
    assert get(site, "/").status == 301


def test_rules_of_headers_know_a_page_by_both_its_names(folder):
    rules = [{"path": "*.html", "headers": {"X-A": "1"}}, {"path": "/story/", "headers": {"X-B": "1"}}]
    write(folder / ".freesheet/headers.json", json.dumps(rules).encode())
    assert {"x-a", "x-b"} <= told(get(Site(folder), "/story/")).keys()


@pytest.mark.parametrize("header", [{"if_none_match": '"x"'}, {"if_modified_since": "x"}, {"range": "x"}])
def test_only_simple_requests_make_an_answer_ready(site, header):
    get(site, "/story/", **header)
    get(site, "/story/", "a=b")
    get(site, "/story/", method="HEAD")
    assert not site.ready
    get(site, "/story/")
    assert list(site.ready) == [("/story/", None)]


def test_kinds_of_clients_are_not_remembered_for_ever(site):
    for number in range(2100):
        get(site, "/", accept_encoding=f"kind-{number}")
    assert len(site._preferred) <= 1000


# ── Memory and the disk ──


def test_memory_keeps_what_was_asked_for_last(folder):
    dropped = []
    memory = Memory(3 * 4000, dropped=lambda: dropped.append(1))
    for name in "abc":
        write(folder / f"{name}.txt", b"x" * 400)
    kept = [kept_of(found(folder, f"{name}.txt", ()), str(folder), {}) for name in "abc"]
    for each in kept:
        memory.put(each)
    assert memory.get(kept[0].found) is kept[0]
    write(folder / "d.txt", b"y" * 400)
    fourth = kept_of(found(folder, "d.txt", ()), str(folder), {})
    memory.put(fourth)
    memory.put(fourth)
    assert [memory.get(each.found) is each for each in (*kept, fourth)] == [True, False, True, True]
    assert memory.bytes <= memory.most
    assert dropped == [1]
    memory.clear()
    assert (memory.bytes, memory.get(fourth.found)) == (0, None)


def test_a_site_without_memory_answers_too(folder):
    site = Site(folder, memory=0)
    assert get(site, "/story/").body == PAGE
    assert MEMORY == 256 * 2**20


def test_a_link_out_of_the_folder_leads_nowhere(site, folder, tmp_path):
    write(tmp_path / "secret/index.html", b"secret")
    (folder / "out").symlink_to(tmp_path / "secret")
    (folder / "out.html").symlink_to(tmp_path / "secret/index.html")
    (folder / "beside").symlink_to(tmp_path / "site-of-another")
    write(tmp_path / "site-of-another/index.html", b"another")
    (folder / "inside.html").symlink_to(folder / "story/index.html")
    assert [get(site, path).status for path in ("/out/", "/out.html", "/beside/", "/inside.html")] == [
        404,
        404,
        404,
        200,
    ]


def test_what_is_no_file_is_not_opened(site, folder):
    os.mkfifo(folder / "pipe.txt")
    assert get(site, "/pipe.txt").status == 404


def test_a_file_that_changes_between_being_found_and_read_is_found_again(folder, monkeypatch):
    before = found(folder, "story/index.html", ())
    write(folder / "story/index.html", b"<p>other")
    with pytest.raises(Gone):
        opened(before, str(folder))
    (folder / "story/index.html").unlink()
    with pytest.raises(Gone):
        opened(before, str(folder))


def test_a_page_that_always_slips_away_is_missing(site, monkeypatch):
    monkeypatch.setattr("freesheet.serve.site.kept_of", vanish)
    assert get(site, "/story/").status == 404


def test_the_limit_of_what_is_kept_fits_every_page():
    assert files.LARGEST_KEPT >= 2**20
    assert Path(__file__).stat().st_size < files.LARGEST_KEPT
