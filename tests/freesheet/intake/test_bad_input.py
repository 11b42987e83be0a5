"""What is no story: each is refused at once with one sentence that says what is wrong and what to do."""

import os
import zipfile
from io import BytesIO

import pytest
from PIL import Image

from freesheet.intake import NotTaken, Raw, take
from tests.freesheet.intake.docx import document, paragraph

ARTICLE = "<h1>Rain again</h1>" + "<p>It rained on Monday, and it rained on Tuesday, and nobody minded much.</p>" * 9
LINK = b"<li><a href='/a'>A teaser of a story</a></li>"
TITLE = b"<p><a href='/x'>A title of a story that is long, and a link, and more</a> of the day, by us.</p>"
RUBBISH = bytes(range(256)) * 400


def zipped(**members: bytes) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name.replace("__", "/"), data)
    return out.getvalue()


def refusal(data: bytes, name: str) -> str:
    with pytest.raises(NotTaken) as refused:
        take(Raw(data, name))
    return str(refused.value)


# Made when they are asked for: fifty megabytes a row would fill the memory of the whole run.
BAD = (
    ("story.html", lambda: b"", "is empty"),
    ("story.md", lambda: b" \n\t\n", "is empty"),
    ("story.json", lambda: b"{", "not JSON"),
    ("story.json", lambda: b"[]", "and is a list. `freesheet schema` prints"),
    ("story.txt", lambda: RUBBISH, "binary data"),
    ("story.md", lambda: RUBBISH, "binary data"),
    ("story.html", lambda: RUBBISH, "binary data"),
    ("story.docx", lambda: RUBBISH, "binary data"),
    ("story", lambda: os.urandom(5000), "binary data"),
    ("story.txt", lambda: b"many words " * 5_000_000, "MB"),
    ("story.md", lambda: b"many words " * 5_000_000, "MB"),
    ("story.html", lambda: b"<p>many words</p> " * 3_000_000, "MB"),
    ("story.json", lambda: b'{"a": "' + b"words " * 5_000_000, "MB"),
    ("deep.html", lambda: b"<div>" * 10_000 + ARTICLE.encode(), "nested deeper"),
    ("deep.md", lambda: b"> " * 10_000 + b"deep", "nested deeper"),
    ("list.md", lambda: b"".join(b" " * n + b"- a\n" for n in range(0, 400, 2)), "nested deeper"),
    ("deep.json", lambda: b"[" * 10_000, "story"),
    ("truncated.docx", lambda: zipped(word__document=b"x" * 5000)[:200], "not a sound Word document"),
    ("empty.docx", lambda: zipped(word__document=b"x"), "not a sound Word document"),
    ("bomb.docx", lambda: zipped(word__media=b"\0" * 300_000_000), "unpacks to more"),
    ("cut.docx", lambda: document(paragraph("Body. " * 900))[:900] + b"x" * 900, "not a sound Word document"),
    (
        "damaged.docx",
        lambda: document(paragraph("x")).replace(b"PK\x01\x02", b"PK\x01\x03"),
        "not a sound Word document",
    ),
    ("renamed", lambda: b"PK\x03\x04 and no archive", "an archive"),
    ("comment.html", lambda: b"<!-- nothing -->", "There is no text in"),
    ("marked.html", lambda: ("<h1>R</h1><p>" + "<b><i>" * 40 + "rain " * 50 + ".").encode(), "nested deeper than 60"),
    (
        "links.html",
        lambda: b"<h1>R</h1>" + b"<p><a href='/x'>A title of a story that is long, and links.</a></p>" * 9,
        "No",
    ),
    ("titles.html", lambda: b"<h1>R</h1>" + TITLE * 9, "No article"),
    ("many.docx", lambda: zipped(**{f"part{n}": b"x" for n in range(3100)}), "parts"),
    ("story.pdf", lambda: b"%PDF-1.7 ...", "save the text"),
    ("article.html", lambda: b"%PDF-1.7 ..." + b"<div>" * 900, "is a PDF, which has no structure"),
    ("notes.md", lambda: b"{\\rtf1 hello}", "save it as .docx"),
    ("story.doc", lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "save it as .docx"),
    ("story.odt", lambda: zipped(content=b"x"), "save a document as .docx"),
    ("story.rtf", lambda: b"{\\rtf1 hello}", "save it as .docx"),
    ("photo.jpg", lambda: b"\xff\xd8\xff\xe0", "a picture"),
    ("page.mhtml", lambda: b"From: <Saved by Blink>\r\n", "save the page as .html"),
    (
        "home.html",
        lambda: b"<title>News</title><ul>" + b"<li><a href='/a'>A teaser of a story</a></li>" * 40,
        "No article",
    ),
    ("blank.html", lambda: b"<!doctype html><html><body></body></html>", "No article"),
)


@pytest.mark.parametrize(("name", "make", "says"), BAD, ids=[f"{name}: {says}" for name, _, says in BAD])
def test_it_is_refused_in_one_sentence(name, make, says):
    sentence = refusal(make(), name)
    assert says in sentence
    assert "\n" not in sentence
    assert sentence.endswith(".")


def test_a_home_page_of_teasers_is_no_article():
    card = "<article class='card'><h3><a href='/{n}'>Council votes on item {n}</a></h3><p>{teaser}</p></article>"
    teaser = "The council will vote on Thursday, after two hours of speeches and a break for soup."
    page = "<html><head><title>The Paper</title></head><body><main>{}</main></body></html>"
    sentence = refusal(page.format("".join(card.format(n=n, teaser=teaser) for n in range(40))).encode(), "index.html")
    assert "No article was found in index.html" in sentence


@pytest.mark.parametrize("declared", ["", '<meta charset="utf-8">', '<meta charset="iso-8859-1">'])
def test_a_page_in_a_wrong_encoding_keeps_its_letters(declared):
    page = declared + ARTICLE.replace("Rain again", "Città e università").replace("nobody", "perché nessuno, così")
    assert take(Raw(page.encode("cp1252"), "p.html")).story.headline == "Città e università"
    assert take(Raw(page.encode("utf-8"), "p.html")).story.headline == "Città e università"


def test_letters_that_were_encoded_twice_are_turned_back_and_reported():
    page = '<meta charset="utf-8">' + ARTICLE.replace("It rained", "It’s raining").replace("Rain", "Café")
    arrival = take(Raw(page.encode().decode("cp1252").encode(), "p.html"))
    assert arrival.story.headline == "Café again"
    assert [drop.why for drop in arrival.drops] == ["It had been encoded twice; the letters were turned back."]


def picture(width: int, height: int) -> bytes:
    out = BytesIO()
    Image.new("1", (width, height)).save(out, "PNG")
    return out.getvalue()


@pytest.mark.parametrize(
    ("make", "says"),
    [
        (lambda: picture(15_000, 10_000), "megapixels"),
        (lambda: b"not a picture", "not a picture"),
        (lambda: picture(300, 200)[:60], "damaged"),
        (lambda: None, "There is no file"),
    ],
    ids=["huge", "no picture", "truncated", "missing"],
)
def test_a_bad_picture_is_reported_and_the_story_goes_on(make, says):
    data = make()
    page = ARTICLE.replace(
        "</h1>", '</h1><figure><img src="p.png" alt="A puddle"><figcaption>Deep.</figcaption></figure>'
    )
    arrival = take(Raw(page.encode(), "p.html", sibling=lambda path: data))
    assert arrival.story.lead
    assert arrival.story.lead.alt == "A puddle"
    assert not arrival.pictures
    drop = next(drop for drop in arrival.drops if drop.what == "picture")
    assert says in drop.why
    assert drop.text == "A puddle Deep."


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-8-sig", "iso2022_jp"])
def test_a_page_in_a_rare_encoding_is_read(encoding):
    head = {"iso2022_jp": '<meta charset="iso-2022-jp">'}.get(encoding, "")
    page = f"<html>{head}{ARTICLE}</html>".replace("Rain again", "雨")
    assert take(Raw(page.encode(encoding), "p.html")).story.headline == "雨"


def test_letters_that_can_not_be_turned_back_are_reported():
    page = '<meta charset="utf-8">' + ARTICLE.replace("It rained", "Itâ€™s 雨")
    assert "Some letters are garbled; save the page again as UTF-8." in {
        drop.why for drop in take(Raw(page.encode(), "p.html")).drops
    }


def test_an_encoding_that_is_none_is_passed_over():
    page = '<meta charset="utf-16"><h1>Città</h1>' + ARTICLE
    assert take(Raw(page.encode("cp1252"), "p.html", encoding="no-such-thing")).story.headline == "Città"
