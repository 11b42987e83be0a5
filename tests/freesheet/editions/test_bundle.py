"""Tests of the zip that opens on any computer."""

import dataclasses
import zipfile
from collections.abc import Mapping
from io import BytesIO
from posixpath import dirname, join, normpath
from typing import Any

import pytest
from lxml import html

from freesheet.edition import Artifact, Kit, Loss
from freesheet.editions.bundle import EDITION
from freesheet.editions.bundle.phrases import PHRASES, phrases_of
from freesheet.house import House
from freesheet.markup.words import LANGUAGES
from freesheet.story.nodes import Issue
from tests.strategies import issue, kit, story

HOUSE = House(name="The River Paper", site="https://river.example")
LOST = Loss("web", "library-printer", "The picture missing.jpg is not in the folder.")


def made(edition: str, chosen: Issue, /, beside: Mapping[str, str] | None = None) -> tuple[Artifact, ...]:
    """What a press would make: a page that leads to what lies beside it, a text, and a print of three sides."""
    if edition == "web":
        ways = "".join(f'<a href="{file}">{name}</a>' for name, file in sorted((beside or {}).items()))
        page = f"<h1>{chosen.title}</h1><img src='lead-800.jpg' alt=''>{ways}"
        return (Artifact("index.html", "web", page.encode(), losses=(LOST,)), Artifact("lead-800.jpg", "web", b"jpeg"))
    if edition == "text":
        return (Artifact("text.txt", "text", chosen.title.encode()),)
    return (Artifact("print.pdf", "print", b"%PDF", pages=3, sheets=2, losses=(LOST,)),)


def kit_with(made_by: Any = made) -> Kit:
    return dataclasses.replace(kit(HOUSE), made=made_by, beside={"web": "index.html", "epub": "{slug}.epub"})


def files(chosen: Issue, with_kit: Kit | None = None) -> dict[str, bytes]:
    (artifact,) = EDITION.make(chosen, with_kit or kit_with())
    with zipfile.ZipFile(BytesIO(artifact.data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


WEEK = issue(story(), story(slug="bridge", headline="Bridge to close"), title="This week")


def test_each_story_has_a_folder_with_its_page_text_and_print() -> None:
    assert list(files(WEEK)) == [
        "README.txt",
        "index.html",
        "issue.pdf",
        "issue.txt",
        "stories/bridge/index.html",
        "stories/bridge/lead-800.jpg",
        "stories/bridge/print.pdf",
        "stories/bridge/text.txt",
        "stories/library-printer/index.html",
        "stories/library-printer/lead-800.jpg",
        "stories/library-printer/print.pdf",
        "stories/library-printer/text.txt",
        "style.css",
    ]


def test_the_front_page_leads_to_every_form_of_every_story_and_tells_what_a_print_takes() -> None:
    front = files(WEEK)["index.html"].decode()
    assert '<h2><a href="stories/bridge/index.html">Bridge to close</a></h2>' in front
    assert 'href="stories/bridge/text.txt" aria-label="Text only: Bridge to close">Text only</a>' in front
    assert ">Print (pages: 3, sheets: 2)</a>" in front
    assert '<a href="issue.txt">Text only</a>' in front


def test_no_link_leads_to_a_file_that_is_not_there() -> None:
    held = files(WEEK)
    for name, data in held.items():
        if name.endswith(".html"):
            tree: Any = html.document_fromstring(data)
            for address in tree.xpath("//@href | //@src"):
                assert ":" in address or normpath(join(dirname(name), address)) in held
                assert not address.startswith("/")


def test_a_page_leads_only_to_what_lies_beside_it_in_the_zip() -> None:
    page = files(WEEK)["stories/bridge/index.html"].decode()
    assert '<a href="print.pdf">print</a><a href="text.txt">text</a>' in page
    assert "epub" not in page


def test_an_edition_that_is_not_made_is_not_promised() -> None:
    def without_print(edition: str, chosen: Issue, /, beside: Mapping[str, str] | None = None) -> tuple[Artifact, ...]:
        return () if edition == "print" else made(edition, chosen, beside)

    held = files(WEEK, kit_with(without_print))
    assert "issue.pdf" not in held
    assert b"Print (" not in held["index.html"]


def test_a_story_by_itself_is_not_in_the_zip_twice() -> None:
    assert not {"issue.pdf", "issue.txt"} & set(files(issue(story())))


def test_the_losses_of_what_is_packed_are_told_once() -> None:
    (artifact,) = EDITION.make(WEEK, kit_with())
    assert artifact.path == "week-18.zip"
    assert artifact.losses == (LOST,)


def test_the_same_issue_is_the_same_zip() -> None:
    assert EDITION.make(WEEK, kit_with()) == EDITION.make(WEEK, kit_with())


def test_names_are_ascii_and_what_is_compressed_already_is_stored() -> None:
    (artifact,) = EDITION.make(WEEK, kit_with())
    with zipfile.ZipFile(BytesIO(artifact.data)) as archive:
        how = {entry.filename: entry.compress_type for entry in archive.infolist()}
    assert all(name.isascii() for name in how)
    assert how["issue.pdf"] == how["stories/bridge/lead-800.jpg"] == zipfile.ZIP_STORED
    assert how["index.html"] == zipfile.ZIP_DEFLATED


@pytest.mark.parametrize("language", ["en", "es", "fr", "ar", "de"])
def test_the_readme_tells_in_five_sentences_what_this_is_and_how_to_open_it(language: str) -> None:
    readme = files(issue(story(language=language), title="This week"))["README.txt"]
    lines = readme.decode("utf-8-sig").split("\r\n")
    assert len(lines) == 6
    assert lines[-1] == ""
    assert "This week" in lines[0]
    assert "The River Paper" in lines[0]
    assert "index.html" in lines[2]


def test_a_bundle_has_phrases_in_every_language_that_freesheet_speaks() -> None:
    assert set(PHRASES) == set(LANGUAGES)
    assert phrases_of("en-GB") is PHRASES["en"]
    assert phrases_of("tlh") is PHRASES["en"]
