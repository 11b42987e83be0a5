"""What the desk makes of the HTML that is on a clipboard: the blocks of the form, and what it leaves out."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from newsroom.desk import pasting
from tests.newsroom.conftest import member, signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("staffed")]

CLIPBOARDS = Path("tests/freesheet/intake/pasted")
ALL_KINDS = {"text", "quotation", "table"}
MARKS = {"BOLD", "ITALIC", "LINK", "NOTE"}
ALL_STYLES = {"unstyled", "header-two", "unordered-list-item", "ordered-list-item", *MARKS}
WORD_ONLINE = ALL_STYLES - {"NOTE"}
# What none of these programs' ways of saying how something looks may leave behind.
LOOKS = ("mso-", "font-", "color", "style=", "class=", "<o:p>", "utm_", "google.com/url")


def sent(html: str, *, role: str = "Authors") -> Any:
    return signed_in(member(role)).post("/desk/paste/", {"html": html})


def pasted(html: str) -> dict[str, Any]:
    answer = sent(html)
    assert answer.status_code == 200, answer.content
    found: dict[str, Any] = json.loads(answer.content)
    return found


def lines(blocks: list[Mapping[str, Any]]) -> Iterator[tuple[str, str]]:
    """The kind and the words of each line of running text."""
    for block in blocks:
        if block["type"] == "text":
            yield from ((one["type"], one["text"]) for one in json.loads(block["value"])["blocks"])


@pytest.mark.parametrize(
    ("program", "kinds", "styles"),
    [
        ("word", ALL_KINDS, ALL_STYLES),
        ("google-docs", ALL_KINDS, ALL_STYLES),
        ("word-online", {"text"}, WORD_ONLINE),
    ],
)
def test_what_a_program_puts_on_the_clipboard_comes_as_what_it_is(
    program: str, kinds: set[str], styles: set[str]
) -> None:
    blocks = pasted((CLIPBOARDS / f"{program}.html").read_text())["blocks"]
    assert {block["type"] for block in blocks} == kinds
    text = json.dumps(blocks).replace('\\"', '"')
    marks = {one for one in MARKS if f'"{one}"' in text}
    assert {kind for kind, _ in lines(blocks)} | marks == styles
    assert not [look for look in LOOKS if look in text]
    assert all(words.strip() for _, words in lines(blocks))


def test_one_line_is_one_line_of_text() -> None:
    found = pasted('<meta charset="utf-8"><span style="color:red">the <b>harbor</b> master</span>')
    assert found["told"] == []
    (block,) = found["blocks"]
    assert list(lines([block])) == [("unstyled", "the harbor master")]


def test_a_picture_leaves_its_place_and_a_sentence() -> None:
    found = pasted('<p>Above.</p><img src="file:///C:/a.png" alt="The ferry"><p>Below.</p>')
    assert [block["type"] for block in found["blocks"]] == ["text", "picture", "text"]
    value = found["blocks"][1]["value"]
    assert (value["image"], value["alt"]) == (None, "The ferry")
    assert "add the picture at its place" in " ".join(found["told"])


def test_what_is_left_out_often_is_told_once() -> None:
    (told,) = pasted("".join(f"<iframe src='https://a.example/{n}'></iframe>" for n in range(3)))["told"]
    assert "(3 times)" in told


@pytest.mark.parametrize(
    "html", ["", " ", "<", "&", "<!-- -->", "<table>", "<p>" * 2000, "\x00\x01", "<p>\ud7ff\uffff</p>", "</p></body>"]
)
def test_nothing_that_is_pasted_is_a_fault(html: str) -> None:
    assert sent(html).status_code in (200, 422)


def test_quotations_in_more_quotations_than_a_block_can_hold_are_refused_in_a_sentence() -> None:
    answer = sent("<blockquote>" * 9 + "<p>Deep.</p>")
    assert answer.status_code == 422
    assert json.loads(answer.content)["problem"].endswith(".")


def test_no_other_site_and_no_outsider_pastes_here() -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(member("Authors"))
    assert client.post("/desk/paste/", {"html": "<p>Words.</p>"}).status_code == 403
    assert Client().post("/desk/paste/", {"html": "<p>Words.</p>"}).status_code == 302


def test_a_library_is_not_pasted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pasting, "LARGEST", 100)
    answer = sent("<p>" + "x" * 100)
    assert answer.status_code == 413
    assert "in parts" in json.loads(answer.content)["problem"]


@pytest.mark.parametrize("role", ["Mail-room", "Donor-care"])
def test_who_writes_nothing_pastes_nothing(role: str) -> None:
    assert sent("<p>Words.</p>", role=role).status_code in (302, 403)
