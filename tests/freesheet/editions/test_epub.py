"""Tests of the e-book."""

import subprocess
import sys
import zipfile
from io import BytesIO
from posixpath import join, normpath
from typing import Any

import pytest
from hypothesis import given, settings
from lxml import etree
from msgspec.structs import replace

from freesheet.edition import Kit
from freesheet.editions.epub import EDITION
from freesheet.editions.epub.cover import layout
from freesheet.editions.epub.package import facts, identifier, rights
from freesheet.house import Appeal, House
from freesheet.story.nodes import Byline, Correction, Issue, Note, Origin, PullQuote, Source, Story, Withdrawal
from tests.strategies import NOON, image_bytes, inline, issue, issues, kit, link, paragraph, picture, story

HOUSE = House(
    name="The River Paper",
    site="https://river.example",
    postal="PO Box 12\nSpringfield, IL 62701",
    contact="desk@river.example",
    licence="CC BY 4.0",
    appeal=Appeal("Help us keep it free."),
)
XHTML = {"h": "http://www.w3.org/1999/xhtml", "epub": "http://www.idpf.org/2007/ops"}
OPF = {"o": "http://www.idpf.org/2007/opf", "dc": "http://purl.org/dc/elements/1.1/"}


def book(chosen: Issue, with_kit: Kit | None = None) -> dict[str, bytes]:
    """The files of the book by their names, in the order that they are packed."""
    (artifact,) = EDITION.make(chosen, with_kit or kit(HOUSE))
    with zipfile.ZipFile(BytesIO(artifact.data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def page(name: str, *stories: Story, **fields: Any) -> str:
    return book(issue(*stories, **fields))[f"EPUB/{name}"].decode()


def values(files: dict[str, bytes], path: str) -> list[str]:
    """What an XPath finds in the package."""
    found = etree.fromstring(files["EPUB/package.opf"]).xpath(path, namespaces=OPF)
    assert isinstance(found, list)
    return [str(one) for one in found]


NOTED = story(
    paragraph(
        "As ", link("the minutes", "https://county.example/minutes", "Minutes"), " tell.", Note(inline("At 9:40 p.m."))
    ),
    paragraph("Again, ", link("the minutes", "https://county.example/minutes"), "."),
)


def test_the_type_of_the_file_comes_first_and_uncompressed() -> None:
    (artifact,) = EDITION.make(issue(), kit())
    assert artifact.path == "library-printer.epub"
    assert artifact.data[30:58] == b"mimetypeapplication/epub+zip"


def test_a_book_of_a_story_has_a_title_page_the_story_and_the_house() -> None:
    files = book(issue(story(bylines=(Byline("Ana Ruiz"),))))
    title = files["EPUB/title.xhtml"].decode()
    for told in ("The River Paper", "Library printer stays free", "By Ana Ruiz", "May 3, 2026"):
        assert told in title
    assert values(files, "//o:itemref/@idref") == ["cover", "title", "nav", "story-1", "colophon"]
    assert values(files, "//o:itemref[@linear='no']/@idref") == ["cover", "nav"]
    for told in ("PO Box 12<br/>Springfield", "desk@river.example", "Help us keep it free.", "Copyright © 2026"):
        assert told in files["EPUB/colophon.xhtml"].decode()


def test_a_book_of_an_issue_has_a_contents_page_and_a_chapter_for_each_story() -> None:
    files = book(issue(story(), story(slug="b", headline="Bridge to close"), introduction="All that happened."))
    assert values(files, "//o:itemref[not(@linear)]/@idref") == ["title", "nav", "story-1", "story-2", "colophon"]
    assert "All that happened." in files["EPUB/title.xhtml"].decode()
    assert "By Ana Ruiz" not in files["EPUB/title.xhtml"].decode()
    nav = etree.fromstring(files["EPUB/nav.xhtml"])
    toc = nav.xpath("//h:nav[@epub:type='toc']//h:a/@href", namespaces=XHTML)
    assert toc == ["title.xhtml", "story-1.xhtml", "story-2.xhtml", "colophon.xhtml"]


def test_the_contents_of_one_story_name_its_parts() -> None:
    nav = page("nav.xhtml", replace(NOTED, sources=(Source("Minutes"),)))
    assert '<a href="story-1.xhtml#sources">Sources</a>' in nav
    assert '<a href="story-1.xhtml#notes">Notes and links</a>' in nav


def test_landmarks_lead_to_the_cover_the_contents_and_the_first_story() -> None:
    nav = etree.fromstring(page("nav.xhtml", story()).encode())
    marks = nav.xpath("//h:nav[@epub:type='landmarks']//h:a/@epub:type", namespaces=XHTML)
    assert marks == ["cover", "titlepage", "toc", "bodymatter", "colophon"]


def test_a_link_stays_a_link_and_its_address_is_in_the_notes() -> None:
    text = page("story-1.xhtml", NOTED)
    assert '<a href="https://county.example/minutes">the minutes</a><sup><a epub:type="noteref"' in text
    assert '<li id="n1" value="1">Minutes: <span class="address" dir="ltr">county.example/minutes</span>' in text


def test_notes_and_their_references_lead_to_each_other() -> None:
    text = etree.fromstring(page("story-1.xhtml", NOTED).encode())
    ids = text.xpath("//@id")
    assert isinstance(ids, list)
    assert len(ids) == len(set(ids))
    assert text.xpath("//h:a[@role='doc-noteref']/@href", namespaces=XHTML) == ["#n1", "#n2", "#n1"]
    assert text.xpath("//h:a[@role='doc-backlink']/@href", namespaces=XHTML) == ["#r1", "#r2"]
    assert {"n1", "n2", "r1", "r2"} <= set(map(str, ids))


def test_a_story_without_notes_has_no_list_of_them() -> None:
    assert "doc-endnotes" not in page("story-1.xhtml", replace(story(), body=(paragraph("Only words."),)), title="x")


def test_a_note_that_only_a_pull_quote_has_goes_with_the_pull_quote() -> None:
    quote = PullQuote(inline("Free", Note(inline("Of charge."))))
    (artifact,) = EDITION.make(issue(story(quote)), kit())
    assert b"Of charge" not in artifact.data
    assert EDITION.leaves_out == (PullQuote,)


def test_only_pictures_that_are_shown_are_packed_and_none_is_wider_than_a_reader() -> None:
    photo = image_bytes(1600, 1000, "JPEG")
    chosen = story(picture("a.jpg", "A desk"), lead=picture("a.jpg", "A desk"))
    files = book(issue(chosen), kit(HOUSE, {"a.jpg": photo, "unused.jpg": photo}))
    assert [name for name in files if "pictures/" in name] == ["EPUB/pictures/1.jpg"]
    assert 'alt="A desk" width="1200" height="750"' in files["EPUB/story-1.xhtml"].decode()


def test_a_missing_picture_is_described_and_told_as_a_loss() -> None:
    (artifact,) = EDITION.make(issue(story(picture("missing.jpg", "A desk"))), kit())
    assert [loss.what for loss in artifact.losses] == ["The picture missing.jpg is not in the folder."]
    assert "<p>Picture: A desk</p>" in page("story-1.xhtml", story(picture("missing.jpg", "A desk")))


def test_a_withdrawn_story_is_its_headline_and_the_reason() -> None:
    text = page("story-1.xhtml", story("Gone.", withdrawal=Withdrawal(NOON, "The document was forged.")))
    assert "Library printer stays free" in text
    assert "The document was forged." in text
    assert "Gone." not in text


def test_a_book_in_arabic_turns_its_pages_from_right_to_left() -> None:
    files = book(issue(story(headline="المكتبة", language="ar")))
    assert values(files, "//o:spine/@page-progression-direction") == ["rtl"]
    assert 'lang="ar" xml:lang="ar" dir="rtl"' in files["EPUB/story-1.xhtml"].decode()
    assert 'direction="rtl"' in files["EPUB/cover.svg"].decode()


def test_furniture_in_another_language_than_the_story_says_so() -> None:
    text = page("story-1.xhtml", replace(NOTED, language="de"))
    assert '<h2 id="notes" lang="en" xml:lang="en" dir="ltr">Notes and links</h2>' in text
    nav = page("nav.xhtml", story(), story(slug="b", headline="Zehn Seiten", language="de"))
    assert '<a href="story-2.xhtml" lang="de" xml:lang="de" dir="ltr">Zehn Seiten</a>' in nav


def test_an_issue_without_stories_is_a_book_all_the_same() -> None:
    files = book(Issue(slug="empty", title="Nothing yet", stories=()))
    assert values(files, "//o:itemref/@idref") == ["cover", "title", "nav", "colophon"]
    assert values(files, "//dc:language/text()") == ["en"]


# ── What the package says ────────────────────────────────────────────────────────────────────────────


def test_the_package_tells_who_made_the_book_and_when() -> None:
    people = (
        Byline("Ana Ruiz"),
        Byline("Lee Park", role="Translated by"),
        Byline("Sam Lee", role="Photographs by"),
        Byline("Kim Oh", role="With help from"),
    )
    files = book(issue(story(bylines=people, section="Libraries", topics=("printing",), dek="A vote.")))
    assert values(files, "//dc:creator/text()") == ["Ana Ruiz"]
    assert values(files, "//dc:contributor/text()") == ["Lee Park", "Sam Lee", "Kim Oh"]
    assert values(files, "//o:meta[@property='role']/text()") == ["aut", "trl", "pht", "ctb"]
    assert values(files, "//dc:subject/text()") == ["Libraries", "printing"]
    assert values(files, "//dc:publisher/text()") == ["The River Paper"]
    assert values(files, "//dc:rights/text()") == ["Copyright © 2026 The River Paper · CC BY 4.0"]
    assert values(files, "//dc:description/text()") == ["A vote."]


def test_a_correction_changes_when_the_book_was_modified_and_not_what_it_is() -> None:
    plain = issue(story())
    later = NOON.replace(day=9)
    corrected = issue(story(corrections=(Correction(later, "Six.", "Five."),)))
    assert facts(plain, kit())["modified"] == "2026-05-03T12:00:00Z"
    assert facts(corrected, kit())["modified"] == "2026-05-09T12:00:00Z"
    assert facts(plain, kit())["identifier"] == facts(corrected, kit())["identifier"]


def test_what_has_no_date_has_the_date_of_the_run() -> None:
    undated = issue(story(published=None))
    assert facts(undated, kit())["modified"] == "2026-05-03T12:00:00Z"
    assert facts(undated, kit())["date"] == "2026-05-03"
    assert facts(undated, kit(now=None))["date"] == ""


def test_two_houses_with_issues_of_one_name_have_two_books() -> None:
    week = issue(story(), title="This week")
    ids = {identifier(week, kit(house)) for house in (HOUSE, House(name="Other"), House(site="https://other.example"))}
    assert len(ids) == 3
    assert all(one.version == 5 for one in ids)


@pytest.mark.parametrize(
    ("fields", "terms"),
    [
        ({}, "CC BY 4.0"),
        ({"licence": "CC0"}, "CC0"),
        ({"origin": Origin("Hill Herald", licence="CC BY-ND 4.0")}, "CC BY-ND 4.0"),
        ({"origin": Origin("Hill Herald")}, "Copyright © 2026 The River Paper"),
    ],
)
def test_a_republished_story_is_never_under_the_licence_of_the_house(fields: dict[str, Any], terms: str) -> None:
    assert rights(issue(story(**fields)), kit(HOUSE)).split(" · ")[-1] == terms


def test_the_source_of_a_republished_story_is_told() -> None:
    origin = Origin("Hill Herald", "https://hill.example/a")
    assert values(book(issue(story(origin=origin))), "//dc:source/text()") == ["https://hill.example/a"]
    assert values(book(issue(story(origin=Origin("Hill Herald")))), "//dc:source/text()") == []


@pytest.mark.parametrize(
    ("lead", "modes", "sufficient", "summary"),
    [
        (None, ["textual"], ["textual"], "It has no pictures."),
        (picture(alt="A desk"), ["textual", "visual"], ["textual"], "Every picture is described."),
        (picture(alt="", decorative=True), ["textual", "visual"], ["textual"], "Every picture is described."),
        (picture(alt=""), ["textual", "visual"], [], "Pictures without a description: 1 of 1."),
    ],
)
def test_the_package_tells_how_accessible_the_book_is(
    lead: Any, modes: list[str], sufficient: list[str], summary: str
) -> None:
    files = book(issue(story(lead=lead)))
    assert values(files, "//o:meta[@property='schema:accessMode']/text()") == modes
    assert values(files, "//o:meta[@property='schema:accessModeSufficient']/text()") == sufficient
    assert values(files, "//o:meta[@property='schema:accessibilityHazard']/text()") == ["none"]
    assert values(files, "//o:meta[@property='schema:accessibilitySummary']/text()")[0].endswith(summary)
    described = "alternativeText" in values(files, "//o:meta[@property='schema:accessibilityFeature']/text()")
    assert described == bool(lead and sufficient)


# ── The cover ────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("title", "size", "lines"),
    [
        ("Free", 150, ["Free"]),
        ("Ten free pages, and other news of the week", 150, ["Ten free", "pages, and", "other news", "of the week"]),
        ("図書館は印刷を無料のまま", 150, ["図書館は印刷", "を無料のまま"]),
    ],
)
def test_the_title_is_as_large_as_it_fits(title: str, size: int, lines: list[str]) -> None:
    drawn = layout(issue(story(), title=title), HOUSE)
    assert (drawn["size"], drawn["lines"]) == (size, lines)


def test_a_long_word_is_made_smaller_rather_than_cut() -> None:
    drawn = layout(issue(story(), title="Interdepartmental printing"), HOUSE)
    assert drawn["lines"] == ["Interdepartmental", "printing"]


def test_an_endless_title_ends_in_an_ellipsis() -> None:
    drawn = layout(issue(story(), title="word " * 200), HOUSE)
    assert drawn["size"] == 56
    assert drawn["lines"][-1].endswith("…")


# ── The whole book ───────────────────────────────────────────────────────────────────────────────────


@settings(max_examples=20)
@given(issues())
def test_every_page_is_xml_and_no_link_inside_the_book_is_dead(chosen: Issue) -> None:
    files = book(chosen)
    targets = {f"{name}#{one}" for name, data in files.items() if name.endswith(".xhtml") for one in ids_in(data)}
    for name, data in files.items():
        if name.endswith((".xhtml", ".svg", ".opf")):
            tree: Any = etree.fromstring(data)
            for address in tree.xpath("//@href | //@src"):
                if ":" not in str(address):
                    path, _, fragment = str(address).partition("#")
                    whole = normpath(join("EPUB", path)) if path else name
                    assert whole in files
                    assert not fragment or f"{whole}#{fragment}" in targets


def ids_in(data: bytes) -> list[str]:
    found = etree.fromstring(data).xpath("//@id")
    assert isinstance(found, list)
    assert len(found) == len(set(found))
    return [str(one) for one in found]


def test_the_same_issue_is_the_same_book_in_another_process() -> None:
    program = (
        "from freesheet.editions.epub import EDITION; import hashlib, sys;"
        "from tests.strategies import issue, kit, picture, story;"
        "made = EDITION.make(issue(story(lead=picture())), kit());"
        "print(hashlib.sha256(made[0].data).hexdigest())"
    )
    told = {
        subprocess.run(
            [sys.executable, "-c", program],
            check=True,
            capture_output=True,
            env={"PYTHONPATH": ":".join(sys.path), "PYTHONHASHSEED": seed},
        ).stdout
        for seed in ("1", "2")
    }
    assert len(told) == 1
