import pytest
from hypothesis import given, strategies as st

from freesheet.site.typed import LONGEST, Query, Term, query_of


@pytest.mark.parametrize(
    ("typed", "terms"),
    [
        ("flood", [Term("flood")]),
        ("flood  wall", [Term("flood"), Term("wall")]),
        ('a "b c" d', [Term("a"), Term("b c", phrase=True), Term("d")]),
        ('"b c', [Term("b c", phrase=True)]),
        ("-flood", [Term("flood", without=True)]),
        ('-"b c"', [Term("b c", without=True, phrase=True)]),
        ("−flood –wall", [Term("flood", without=True), Term("wall", without=True)]),
        ("well-known", [Term("well-known")]),
        ("flo*", [Term("flo", beginning=True)]),
        ("fl*", [Term("fl")]),
        ("- flood", [Term("flood")]),
        ('"flo*"', [Term("flo*", phrase=True)]),
        ("… ! *", []),
    ],
)
def test_what_is_typed_is_taken_apart(typed, terms):
    assert list(Query(typed).terms) == terms


@pytest.mark.parametrize(
    ("address", "query"),
    [
        ("", Query()),
        ("q=caf%C3%A9+water", Query("café water")),
        ("q=%FF%00x", Query("\ufffd x")),
        ("q=a&q=b", Query("a")),
        ("q=a&section=justice&year=2026&sort=newest&page=2", Query("a", "justice", 2026, "newest", 2)),
        ("year=26&page=0&sort=worst", Query()),
        ("year=٢٠٢٦&page=x", Query()),
        ("page=-1", Query()),
        ("page=1000000000000", Query()),
        ("section=../../etc", Query(section="../../etc")),
        ("&&&;=", Query()),
        ("q=" + "a" * 10_000, Query("a" * LONGEST)),
        ("q", Query()),
    ],
)
def test_an_address_becomes_a_question(address, query):
    assert query_of(address) == query


@given(st.text())
def test_no_address_is_an_error(address):
    assert len(query_of(address).text) <= LONGEST


@pytest.mark.parametrize(
    ("query", "address"),
    [
        (Query("a b"), "/search/?q=a+b&page=3"),
        (Query('"é" & <'), "/search/?q=%22%C3%A9%22+%26+%3C&page=3"),
        (Query("", "justice", 2026, "newest"), "/search/?section=justice&year=2026&sort=newest&page=3"),
    ],
)
def test_a_question_becomes_an_address_and_back(query, address):
    assert query.address(3) == address
    assert query_of(query.address(1).partition("?")[2]) == query


@pytest.mark.parametrize(
    ("query", "asked"), [(Query(), False), (Query("…"), False), (Query("a"), True), (Query(year=2026), True)]
)
def test_a_question_asks_for_something_or_not(query, asked):
    assert query.asked is asked
