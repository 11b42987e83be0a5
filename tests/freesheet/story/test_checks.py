from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given

from freesheet import samples
from freesheet.story.checks import CHECKS, check
from freesheet.story.nodes import (
    Byline,
    Cell,
    Correction,
    Embed,
    Foreign,
    Link,
    Note,
    Origin,
    Paragraph,
    PullQuote,
    Quotation,
    Series,
    Source,
    Story,
    Strong,
    Table,
    Titles,
    Withdrawal,
)
from tests.strategies import (
    bullets,
    heading,
    inline,
    link,
    paragraph,
    picture,
    quotation,
    stories,
    story,
    table,
)

EARLIER, LATER = datetime(2026, 5, 1, tzinfo=UTC), datetime(2026, 5, 9, tzinfo=UTC)
GOOD_PICTURE = picture(caption=inline("The desk."), credit="Ana Ruiz", licence="CC BY 4.0", republishable=True)
ORIGIN = Origin("The Courier", "https://example.com/a", "", date(2026, 5, 1), "CC BY-ND 4.0")
EMBED = Embed("https://example.org/film", "A film", None, (paragraph("Hello."),))


def framed(**fields: Any) -> Story:
    """A story with a picture that is all right but for these fields."""
    good: dict[str, Any] = {
        "caption": inline("The desk."),
        "credit": "Ana Ruiz",
        "licence": "CC BY 4.0",
        "republishable": True,
    }
    return story(lead=picture(**(good | fields)))


def wide(columns: int) -> Story:
    return story(table(tuple(f"Column {number}" for number in range(columns))))


# For each check a story that it finds something in, and the nearest one that is all right.
CASES = {
    "headline-long": (story(headline="a" * 111), story(headline="a" * 110)),
    "headline-in-capitals": (story(headline="PRINTER STAYS FREE"), story(headline="NASA")),
    "no-dek": (story(dek=" "), story(dek="More.")),
    "dek-long": (story(dek="a" * 301), story(dek="a" * 300)),
    "titles-long": (story(titles=Titles(subject="a" * 79)), story(titles=Titles(subject="a" * 78))),
    "dek-repeats-headline": (story(dek="library printer stays free."), story(dek="")),
    "byline-with-by": (story(bylines=(Byline("By Ana Ruiz"),)), story(bylines=(Byline("Byron Lee"),))),
    "byline-of-several": (story(bylines=(Byline("Ana Ruiz and Bo Lind"),)), story(bylines=(Byline("Andy Land"),))),
    "byline-empty": (story(bylines=(Byline(" "),)), story(bylines=())),
    "opinion-unsigned": (story(kind="opinion", bylines=()), story(kind="news", bylines=())),
    "no-date": (story(published=None), story()),
    "updated-before-published": (story(updated=EARLIER), story(updated=LATER)),
    "wrong-script": (
        story("La biblioteca mantiene su impresora gratis.", language="ar"),
        story("La biblioteca mantiene su impresora gratis.", language="tlh"),
    ),
    "series-beyond-its-end": (story(series=Series("Mail", 4, 3)), story(series=Series("Mail", 3, 3))),
    "correction-before-publication": (
        story(corrections=(Correction(EARLIER, "Four.", "Two."),)),
        story(corrections=(Correction(LATER, "Four.", "Two."),), updated=LATER),
    ),
    "correction-incomplete": (
        story(corrections=(Correction(LATER, "Four.", " "),)),
        story(corrections=(Correction(LATER, "Four.", "Two."),)),
    ),
    "correction-not-an-update": (
        story(corrections=(Correction(LATER, "Four.", "Two."),)),
        story(corrections=(Correction(LATER, "Four.", "Two."),), updated=LATER),
    ),
    "withdrawal-unexplained": (story(withdrawal=Withdrawal(LATER, " ")), story(withdrawal=Withdrawal(LATER, "Wrong."))),
    "origin-incomplete": (story(origin=Origin("The Courier")), story(origin=ORIGIN)),
    "alt-missing": (framed(alt=""), framed(alt="", decorative=True)),
    "alt-not-written": (framed(file="desk.jpg", alt="Desk"), framed(file="desk.jpg", alt="A desk by a window")),
    "alt-long": (framed(alt="a" * 251), framed(alt="a" * 250)),
    "picture-unexplained": (framed(caption=()), story(Embed("https://example.org/", "Film", picture(caption=())))),
    "picture-uncredited": (framed(credit=" "), framed()),
    "picture-unlicensed": (framed(licence=""), framed()),
    "lead-not-republishable": (framed(republishable=False), story()),
    "decorative-with-words": (framed(decorative=True), framed(decorative=True, alt="", caption=())),
    "link-is-address": (
        story(paragraph(link("https://example.org/a", "https://example.org/a"))),
        story(paragraph(link("example.org", "https://example.org/a"))),
    ),
    "link-vague": (
        story(paragraph("Read it ", link("Here.", "https://example.org/"))),
        story(paragraph("Read ", link("the report", "https://example.org/"))),
    ),
    "link-empty": (
        story(paragraph("a", link(" ", "https://example.org/"))),
        story(paragraph("a", link("b", "https://example.org/"))),
    ),
    "link-tracks": (
        story(paragraph(link("a", "https://example.org/?a=1&utm_source=mail"))),
        story(paragraph(link("a", "https://example.org/?autumn=1"))),
    ),
    "link-not-whole": (story(paragraph(link("a", "/about/"))), story(paragraph(link("a", "mailto:a@example.org")))),
    "link-in-link": (
        story(paragraph(Link((Strong((link("a", "https://example.org/b"),)),), "https://example.org/a"))),
        story(paragraph(Link((Strong(inline("a")),), "https://example.org/a"))),
    ),
    "source-without-publisher": (story(sources=(Source("Report"),)), story(sources=(Source("Report", "County"),))),
    "source-not-to-be-found": (
        story(sources=(Source("Report", "County"),)),
        story(sources=(Source("Report", "County", published=date(2026, 1, 1)),)),
    ),
    "body-empty": (story(body=()), story(body=(), withdrawal=Withdrawal(LATER, "Wrong."))),
    "heading-skips": (
        story("a", heading("One", level=2), "b", heading("Two", level=4), "c"),
        story("a", heading("One", level=2), "b", heading("Two", level=3), "c", heading("Three", level=2), "d"),
    ),
    "heading-over-nothing": (
        story("a", heading("One"), heading("Two"), "b"),
        story("a", heading("One"), heading("Two", level=3), "b"),
    ),
    "heading-empty": (story("a", heading(""), "b"), story("a", heading("One"), "b")),
    "paragraph-empty": (story("a", Paragraph(())), story("a", paragraph(Note(inline("b"))))),
    "paragraph-long": (story("a" * 1_201), story("a" * 1_200)),
    "list-empty": (story(bullets("a", ())), story(bullets("a", "b"))),
    "table-without-headers": (story(Table(((Cell(inline("a")),),))), story(table(("a",), ("b",)))),
    "table-ragged": (
        story(table(("a", "b"), ("c",))),
        story(Table(((Cell(inline("a"), rows=2), Cell(inline("b"))), (Cell(inline("c")),)))),
    ),
    "table-wide": (wide(8), wide(7)),
    "quotation-unsourced": (story(quotation("No.")), story(quotation("No.", source="Ana Ruiz"))),
    "pull-quote-new": (
        story("She said no.", PullQuote(inline("Never again"))),
        story(paragraph("She said, “", Strong(inline("Never")), " again.”"), PullQuote(inline("“Never again”"))),
    ),
    "embed-without-transcript": (story(Embed("https://example.org/film", "A film")), story(EMBED)),
    "foreign-long": (
        story(paragraph(Foreign(inline("mot " * 41), "fr"))),
        story(paragraph(Foreign(inline("mot " * 40), "fr"))),
    ),
    "note-empty": (story(paragraph("a", Note(()))), story(paragraph("a", Note(inline("b"))))),
    "word-doubled": (story("The the printer stays."), story("She had had Pago Pago, no-no and 10 10.")),
    "spaces-doubled": (story("One.  Two."), story("One.   ")),
    "not-finished": (story("It costs TK dollars."), story("It costs 3 dollars, TKO.")),
}


def codes(story: Story) -> list[str]:
    return [remark.code for remark in check(story)]


@pytest.mark.parametrize("code", CASES)
def test_a_check_finds_what_it_is_for_and_nothing_in_the_next_best(code):
    broken, sound = CASES[code]
    assert code in codes(broken)
    assert code not in codes(sound)


def test_every_check_has_its_case_and_a_code_of_its_own():
    assert [row.code for row in CHECKS] == list(CASES)


@pytest.mark.parametrize("row", CHECKS, ids=lambda row: row.code)
def test_a_check_speaks_in_whole_sentences(row):
    for words in (row.sentence.format("it"), row.reason):
        assert words.endswith(".")
        assert words[0].isupper() or words[0] == "“"


def test_a_remark_names_the_place():
    (remark,) = (remark for remark in check(framed(file="desk.jpg", alt="")) if remark.code == "alt-missing")
    assert remark.sentence == ("The picture desk.jpg has no description (alt text) and is not marked as decorative.")


def test_a_long_place_is_told_by_its_first_words():
    (remark,) = (r for r in check(story("one two three four five six seven eight " * 40)) if r.code == "paragraph-long")
    assert "“one two three four five six seven…”" in remark.sentence


def test_each_thing_that_an_origin_lacks_is_told():
    missing = [remark.sentence for remark in check(story(origin=Origin(" "))) if remark.code == "origin-incomplete"]
    assert len(missing) == 4


def test_the_same_thing_is_told_once():
    twice = story(paragraph(link("here", "https://example.org/")), paragraph(link("here", "https://example.org/2")))
    assert codes(twice).count("link-vague") == 1


def test_alt_text_that_repeats_the_headline_is_not_a_description():
    assert "alt-not-written" in codes(framed(alt="library printer stays free"))


def test_pictures_and_links_are_found_at_any_depth():
    deep = story(Quotation((bullets((Quotation((picture(alt=""), paragraph(link("here", "/a")))),)),)))
    assert {"alt-missing", "link-vague", "link-not-whole"} <= set(codes(deep))


@pytest.mark.parametrize(
    ("language", "body", "told"),
    [
        ("en", "A story in English with more than forty letters in its body.", False),
        ("ru", "Библиотека оставляет свой принтер бесплатным для всех жителей города.", False),
        ("en", "Библиотека оставляет свой принтер бесплатным для всех жителей города.", True),
        ("ar-EG", "تُبقي مكتبة المقاطعة طابعتها مجانية لعشر صفحات في اليوم ولا يسأل أحد لماذا", False),
        ("ja", "図書館はプリンターをむりょうでつかえるようにしておくときめました。" * 2, False),
        ("en", "短い", False),
    ],
)
def test_the_language_is_compared_with_the_script(language, body, told):
    assert ("wrong-script" in codes(story(body, headline="42", dek="", language=language))) is told


@pytest.mark.parametrize("name", samples.names())
def test_the_samples_are_all_right(name):
    assert check(samples.story(name)) == ()


@given(stories())
def test_checking_never_fails(story):
    for remark in check(story):
        assert remark.code
        assert "\n" not in remark.sentence
