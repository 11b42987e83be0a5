"""Old addresses."""

import json

import pytest
from hypothesis import given, strategies as st

from freesheet.site.redirects import Redirects, Row, Table, for_server, normal, read, resolve

SITE = "https://www.lantern.example.org"
PAGE_LEFT_OUT = " is a page of the site, so that nothing is redirected from it; line 2 of redirects.csv is left out."
PAGES = {"/", "/new/", "/gauge/", "/about/"}


def rows(*lines: str) -> Table:
    return read("\n".join(("from,to,status", *lines)).encode(), SITE)


def resolved(*lines: str, aliases: dict[str, str] | None = None) -> Redirects:
    return resolve(rows(*lines), aliases or {}, PAGES)


@pytest.mark.parametrize(
    ("line", "source", "target", "status"),
    [
        ("/old/,/new/,301", "/old/", "/new/", 301),
        ("/old/,/new/", "/old/", "/new/", 301),
        (" /old/ , /new/ , 302 ", "/old/", "/new/", 302),
        ("/old,/new/#part 2".replace(" ", "%20"), "/old", "/new/#part%202", 301),
        ("/x/,,410", "/x/", "", 410),
        ("/?p=123,/new/,308", "/?p=123", "/new/", 308),
        ("speakout?start=820,/new/", "/speakout?start=820", "/new/", 301),
        ("/old/?amp,/new/", "/old/?amp", "/new/", 301),
        ("/été/,/new/?a=é", "/%C3%A9t%C3%A9/", "/new/?a=%C3%A9", 301),
        ("/%c3%a9t%C3%A9/,/new/", "/%C3%A9t%C3%A9/", "/new/", 301),
        ("/100%/,/new/", "/100%25/", "/new/", 301),
        ("http://lantern.example.org/old/?a=1,https://www.lantern.example.org/new/", "/old/?a=1", "/new/", 301),
        ("https://www.lantern.example.org,/new/", "/", "/new/", 301),
        ("/a:b/,/new/", "/a%3Ab/", "/new/", 301),
        ("/shop/,https://shop.example.com/?a=1#b,302", "/shop/", "https://shop.example.com/?a=1#b", 302),
    ],
)
def test_a_line_is_read(line, source, target, status):
    assert rows(line) == Table((Row(2, source, target, status),))


def test_a_row_that_is_kept_elsewhere_is_told_without_a_line():
    rows = tuple(Row(0, source, target, 301, kept=True) for source, target in (("/a", "/a/"), ("/gauge/", "/new/")))
    assert resolve(Table(rows), {}, PAGES).problems == (
        "/gauge/ is a page of the site, so that nothing is redirected from it; this redirect is left out.",
        "/a leads in a circle, back to where it began; this redirect is left out.",
    )


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("/a/,/b/,307", "the status 307 is none of 301, 302, 308 and 410."),
        ("/a/,/b/,301,x", "there are 4 columns, and should be three: from, to, status."),
        ("/a/", "there is no `to`; say where it leads, or give it the status 410 if it is gone."),
        ("/a/,/b/,410", "what is gone (410) leads nowhere; leave its `to` empty."),
        (",/b/", "there is no `from`; write the old address, such as /2019/05/gauge/."),
        ("/a b/,/c/", "`from` has a space, a backslash or a control character; write %20 for a space."),
        ("/a/\x07,/c/", "`from` has a space, a backslash or a control character"),
        ("/a/#b,/c/", "`from` has a #, which browsers never send"),
        ("/a/*,/c/", "`from` has a *, which stands for nothing here; write a line for each address."),
        ("https://example.com/a/,/c/", "`from` is https://example.com/a/, on another site"),
        ("//example.com/a/,/c/", "`from` is //example.com/a/, on another site"),
        ("https://lantern.example.org//b,/c/", "`from` is https://lantern.example.org//b, which is no path such as"),
        ("/a/,http://example.com/", "`to` is http://example.com/; another site is told as a whole address"),
        ("/a/,//example.com/", "`to` is //example.com/; another site is told as a whole address"),
        ("/a/,javascript:alert(1)", "`to` is javascript:alert(1); another site is told as a whole address"),
        ("/a/,https://a@example.com/", "`to` is https://a@example.com/; another site"),
        ("/a/,https://[/", "`to` is https://[/; another site"),
        ("/a/,/\\example.com/", "`to` has a space, a backslash or a control character"),
        ("/a/,/\t/example.com/", "`to` has a space, a backslash or a control character"),
        ("/a/,https://lantern.example.org//example.com/", "which is neither a path such as /gauge/ nor an address"),
        ("/a/,b/", "`to` is b/, which is neither a path such as /gauge/ nor an address with https://."),
        ('"/a"b,/c/', "this is not CSV: "),
    ],
)
def test_a_mistake_is_one_sentence_with_its_line(line, sentence):
    table = rows("/fine/,/new/", line)
    (problem,) = table.problems
    assert problem.startswith("redirects.csv, line 3: ")
    assert sentence in problem
    assert [row.source for row in table.rows] == ["/fine/"]


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (b"/a/,/b/,301\n", "redirects.csv, line 1: the first line must be: from,to,status"),
        (b"from,to,status\n/a/,/\xe9/\n", "redirects.csv, line 2: this is not UTF-8; save the table as CSV in UTF-8."),
    ],
)
def test_a_file_that_is_no_such_table_is_refused(data, problem):
    assert read(data) == Table((), (problem,))


@pytest.mark.parametrize(
    "data",
    [
        b"From,To\n/a/,/b/\n",
        "\ufefffrom;to;status\r\n/a/;/b/;301\r\n".encode(),
        b"from\tto\tstatus\n\n/a/\t/b/\t\n\t\t\n",
        b'from,to,status\n"/a/","/b/",301\n',
    ],
)
def test_tables_as_spreadsheets_save_them_are_read(data):
    table = read(data)
    assert [(row.source, row.target) for row in table.rows] == [("/a/", "/b/")]
    assert table.problems == ()


def test_an_empty_table_is_none():
    assert read(b"") == read(b"from,to,status\n") == Table(())


def test_an_address_stands_once():
    table = rows("/a/,/new/", "/a/,/gauge/", "/%61/,/gauge/")
    assert table.rows == (Row(2, "/a/", "/new/", 301),)
    assert table.problems == (
        "redirects.csv, line 3: /a/ stands in line 2 already; keep one.",
        "redirects.csv, line 4: /a/ stands in line 2 already; keep one.",
    )


@pytest.mark.parametrize(
    ("lines", "redirects"),
    [
        (("/old/,/new/",), {"/old/": "/new/", "/old": "/new/"}),
        (("/old,/new/",), {"/old/": "/new/", "/old": "/new/"}),
        (("/old/,/new/", "/old,/gauge/"), {"/old/": "/new/", "/old": "/gauge/"}),
        (("/index.php,/new/",), {"/index.php": "/new/"}),
        (("/?p=1,/new/",), {"/?p=1": "/new/"}),
        (("/a?p=1,/new/",), {"/a?p=1": "/new/", "/a/?p=1": "/new/"}),
        (("/a/,/b/", "/b,/c/", "/c/,/new/#x"), dict.fromkeys(("/a/", "/a", "/b", "/b/", "/c/", "/c"), "/new/#x")),
        (("/a.x,/b.x?p=1", "/b.x,/new/"), {"/a.x": "/new/", "/b.x": "/new/"}),
        (("/a.x,https://example.com/",), {"/a.x": "https://example.com/"}),
    ],
)
def test_every_old_address_is_one_hop_from_where_it_leads(lines, redirects):
    assert resolved(*lines) == Redirects(redirects)


def test_what_leads_to_what_is_gone_is_gone():
    table = resolved("/x.html,,410", "/y.html,/x.html", "/z/,,410")
    assert table == Redirects({}, ("/x.html", "/y.html", "/z/", "/z"))


def test_a_status_is_kept_for_both_spellings():
    table = resolved("/a/,/new/,302", "/b.x,/a/,308")
    assert table.statuses == {"/a/": 302, "/a": 302, "/b.x": 308}
    assert [table.status(one) for one in ("/a", "/b.x", "/c")] == [302, 308, 301]


@pytest.mark.parametrize(
    ("lines", "problems"),
    [
        (("/a.x,/a.x",), ("/a.x leads in a circle, back to where it began; line 2 of redirects.csv is left out.",)),
        (("/a,/a/",), ("/a leads in a circle, back to where it began; line 2 of redirects.csv is left out.",)),
        (
            ("/a.x,/b.x", "/b.x,/c.x", "/c.x,/b.x"),
            tuple(
                f"/{one}.x leads in a circle, back to where it began; line {line} of redirects.csv is left out."
                for line, one in enumerate("abc", 2)
            ),
        ),
        (
            ("/gauge/,/new/",),
            (f"/gauge/{PAGE_LEFT_OUT}",),
        ),
        (
            ("/gauge,/new/",),
            (f"/gauge{PAGE_LEFT_OUT}",),
        ),
    ],
)
def test_a_circle_and_a_redirect_from_a_page_are_left_out_with_a_sentence(lines, problems):
    assert resolved(*lines) == Redirects({}, problems=problems)


def test_a_page_keeps_the_spelling_that_a_redirect_would_take():
    # "/new" is answered by the server, which adds the slash.
    assert resolved("/new?p=1,/gauge/").redirects == {"/new?p=1": "/gauge/", "/new/?p=1": "/gauge/"}


def test_slugs_that_changed_are_redirects_too():
    table = resolved(
        "/2019/gauge/,/about/",
        aliases={
            "/?p=12": "gauge/",
            "/dry-gauge/": "gauge/",
            "/gauge/": "gauge/",
            "/2019/gauge/": "gauge",
            "/new/": "gauge/",
            "https://example.com/a": "gauge/",
        },
    )
    assert table.redirects == {
        "/2019/gauge/": "/about/",
        "/2019/gauge": "/about/",
        "/?p=12": "/gauge/",
        "/dry-gauge/": "/gauge/",
        "/dry-gauge": "/gauge/",
    }
    assert set(table.problems) == {
        "The alias https://example.com/a of /gauge/ is left out: `from` is https://example.com/a, on another site; "
        "only old addresses of this one can be answered here.",
        "/2019/gauge/ leads to /about/ already; the alias of /gauge/ is left out.",
        "/new/ is a page of the site, so that nothing is redirected from it; the alias of /gauge/ is left out.",
    }


def test_an_alias_of_what_is_gone_stays_gone():
    table = resolved("/x.html,,410", aliases={"/x.html": "gauge/"})
    assert table.gone == ("/x.html",)
    assert table.problems == ("/x.html leads to nothing already; the alias of /gauge/ is left out.",)


def test_our_server_reads_them():
    table = resolved("/old.x,/new/", "/?p=1,/gauge/,302", "/x.html,,410")
    assert json.loads(for_server(table)) == {
        "redirects": {"/old.x": "/new/", "/?p=1": "/gauge/"},
        "gone": ["/x.html"],
        "statuses": {"/?p=1": 302},
    }


PATHS = st.sampled_from(("/a", "/a/", "/b", "/b/", "/c.html", "/?p=1", "/a?p=1", "/new/", "/gauge/", "/d/"))


@given(st.lists(st.tuples(PATHS, PATHS, st.sampled_from(("301", "302", "410"))), max_size=8))
def test_any_table_is_one_hop_at_the_most_and_ends_at_once(lines):
    table = resolved(*(f"{source},{'' if status == '410' else target},{status}" for source, target, status in lines))
    old = {*table.redirects, *table.gone}
    assert not old & PAGES - {"/"}
    assert not set(table.redirects) & set(table.gone)
    for source, target in table.redirects.items():
        assert target not in old
        assert target.partition("?")[0] not in old
        assert source != target


@given(st.text())
def test_a_normal_address_is_normal_and_ascii(text):
    once = normal(f"/{text}".replace("\ud800", "")) if text.isprintable() else "/"
    assert normal(once) == once
    assert once.isascii()
