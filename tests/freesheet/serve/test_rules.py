import json

import pytest

from freesheet.serve.rules import DEFAULT_HEADERS, BadRules, HeaderRule, Rules, rules_of
from tests.freesheet.serve.folders import RULES

TABLE = rules_of(json.dumps(RULES).encode(), None)


@pytest.mark.parametrize(
    ("path", "query", "target"),
    [
        ("/old/", "", "/story/"),
        ("/old", "", "/story/"),
        ("/old/", "amp", "/story/"),
        ("/old", "amp=1", "/story/"),
        ("/old/", "utm_source=x", "/story/"),
        ("/", "p=123", "/story/"),
        ("/", "p=123&amp", "/story/"),
        ("/", "amp=1&p=123", "/story/"),
        ("/", "p=%3123", "/story/"),
        ("/", "p=1234", ""),
        ("/", "", ""),
        ("/", "q=p=123", ""),
        ("/café", "", "/caf%C3%A9/?a=%C3%A9"),
        ("/café/", "", "/caf%C3%A9/?a=%C3%A9"),
        ("/archive.php", "id=1&page=2", "https://example.org/elsewhere"),
        ("/archive.php", "id=1", ""),
        ("/first/", "", "/story/"),
        ("/round/", "", ""),
        ("/story", "", "/story/"),
        ("/story/", "", ""),
        ("/story/", "amp", ""),
        ("/twice/", "p=1", "/twice/"),
        ("/OLD/", "", ""),
        ("/new/", "", ""),
    ],
)
def test_where_an_old_address_leads(path, query, target):
    assert TABLE.target(path, query) == target


@pytest.mark.parametrize(
    ("path", "query", "gone"),
    [("/taken/", "", True), ("/taken", "", True), ("/taken", "amp", True), ("/", "", False), ("/take", "", False)],
)
def test_which_addresses_are_gone(path, query, gone):
    assert TABLE.is_gone(path, query) is gone


def test_a_chain_of_redirects_is_one_hop_and_a_long_one_is_none():
    chain = {f"/{number}/": f"/{number + 1}/" for number in range(8)}
    assert rules_of(json.dumps({"redirects": chain}).encode(), None).target("/0/", "") == "/8/"
    longer = {f"/{number}/": f"/{number + 1}/" for number in range(40)}
    assert rules_of(json.dumps({"redirects": longer}).encode(), None).target("/0/", "") == ""


def test_the_headers_of_a_path_are_the_last_ones_that_fit():
    rules = Rules(
        (
            HeaderRule("/*", {"X-A": "1", "X-B": "1"}),
            HeaderRule("*.pdf", {"x-a": "2"}),
            HeaderRule("/private/*", {"X-B": ""}),
        )
    )
    assert rules.headers_of("/") == {"x-content-type-options": "nosniff", "x-a": "1", "x-b": "1"}
    assert rules.headers_of("/a/b.pdf")["x-a"] == "2"
    assert "x-b" not in rules.headers_of("/private/c")


@pytest.mark.parametrize(
    ("pattern", "path", "filled"),
    [
        ("/*/print.pdf", "/a/print.pdf", "</a/>"),
        ("/*/print.pdf", "/issues/week-18/print.pdf", "</issues/week-18/>"),
        ("/*/*.epub", "/a/a.epub", "</a/>"),
        ("/*/print.pdf", "/caf\u00e9\r\nSet-Cookie: a/print.pdf", "</caf%C3%A9%0D%0ASet-Cookie:%20a/>"),
        ("/print.pdf", "/print.pdf", "<//>"),
        ("/[a-c]/*.pdf", "/a/print.pdf", "<//>"),
    ],
)
def test_a_header_names_what_a_star_stands_for(pattern, path, filled):
    rules = Rules((HeaderRule(pattern, {"Link": "</:splat/>", "X-A": "b"}),))
    assert rules.headers_of("/elsewhere", path) == {"x-content-type-options": "nosniff", "link": filled, "x-a": "b"}


def test_the_headers_of_a_site_without_a_table_are_strict():
    headers = Rules().headers_of("/story/", "/story/index.html")
    assert headers["content-security-policy"].startswith("default-src 'none';")
    assert "max-age=31536000" in headers["strict-transport-security"]
    assert headers["cache-control"].startswith("public, max-age=60")
    assert "immutable" in Rules().headers_of("/theme/style.0a1b2c3d.css")["cache-control"]
    assert "immutable" not in Rules().headers_of("/theme/style.css")["cache-control"]
    assert "sandbox" in Rules().headers_of("/pictures/a.svg")["content-security-policy"]


def test_without_files_there_are_no_redirects_and_the_default_headers():
    assert rules_of(None, None) == Rules(DEFAULT_HEADERS)


@pytest.mark.parametrize(
    ("redirects", "headers", "sentence"),
    [
        (b"{", None, ".freesheet/redirects.json is not JSON: Input data was truncated."),
        (b"[]", None, ".freesheet/redirects.json: it must be a table of names and values, and is a list."),
        (b'{"redirects": {"/a": 1}}', None, ".freesheet/redirects.json:"),
        (None, b'[{"path": "/*"}]', ".freesheet/headers.json: `headers` is missing"),
        (
            None,
            b'[{"path": "/*", "headers": {"X-A": "a\\r\\nSet-Cookie: b"}}]',
            ".freesheet/headers.json: the header 'X-A' of /* has characters that a header can't have.",
        ),
        (None, b'[{"path": "/*", "headers": {"X A": "a"}}]', ".freesheet/headers.json: the header 'X A' of /*"),
        (None, '[{"path": "/*", "headers": {"X": "é"}}]'.encode(), ".freesheet/headers.json: the header 'X' of /*"),
    ],
)
def test_rules_that_are_wrong_are_told(redirects, headers, sentence):
    with pytest.raises(BadRules) as told:
        rules_of(redirects, headers)
    assert str(told.value).startswith(sentence)
