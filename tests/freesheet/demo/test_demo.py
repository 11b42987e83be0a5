"""The demonstration, as the command makes it on a person's terminal: every edition of every sample, on one page."""

import sys
import webbrowser
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from lxml import html
from PIL import Image

from freesheet import cli, samples
from freesheet.demo import TITLE
from freesheet.demo.sheet import PICTURE_WIDTH, SHEET, contact_sheet
from freesheet.editions import EDITIONS
from freesheet.press.disk import CantWrite
from freesheet.press.run import Run

ISSUE = "sample-issue"


class Terminal(StringIO):
    """Standard output with a person before it."""

    def isatty(self) -> bool:
        return True


@dataclass(frozen=True)
class Shown:
    """What the command left: a folder, what it said, and what it opened in a browser."""

    to: Path
    said: str
    opened: list[str]

    @property
    def page(self) -> Any:
        return html.fromstring((self.to / SHEET).read_bytes())

    @property
    def cards(self) -> list[Any]:
        return list(self.page.xpath("//li"))


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Shown:
    to, opened, terminal = tmp_path_factory.mktemp("demo"), list[str](), Terminal()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "argv", ["freesheet", "demo", "--sheet", "--to", str(to)])
        patch.setattr(sys, "stdout", terminal)
        patch.setattr(webbrowser, "open", opened.append)
        with pytest.raises(SystemExit) as left:
            cli.main()
    assert left.value.code in (None, 0)
    return Shown(to, terminal.getvalue(), opened)


def test_it_says_where_everything_is_and_opens_the_sheet(demo):
    count = sum(file.is_file() for folder in demo.to.iterdir() if folder.name in folders() for file in folder.iterdir())
    assert demo.said == f"{count} files in {demo.to}. See them all on one page: {demo.to / SHEET}\n"
    assert demo.opened == [(demo.to / SHEET).resolve().as_uri()]


def folders() -> set[str]:
    return {*samples.names(), ISSUE}


def test_every_sample_is_there_in_every_edition_that_is_of_stories(demo):
    for name in samples.names():
        for edition in EDITIONS.values():
            assert bool(list((demo.to / name).glob(edition.files.format_map(Blanks(name))))) is ("story" in edition.of)


def test_the_issue_is_there_in_every_edition_that_is_of_issues(demo):
    for edition in EDITIONS.values():
        there = list((demo.to / ISSUE).glob(edition.files.format_map(Blanks(ISSUE))))
        assert bool(there) is ("issue" in edition.of)


class Blanks(dict[str, str]):
    """The blanks of an edition's file name: the slug, and for every other one whatever stands there."""

    def __init__(self, slug: str) -> None:
        super().__init__(slug=slug)

    def __missing__(self, _blank: str) -> str:
        return "*"


def test_nothing_else_lies_in_the_folder(demo):
    assert {entry.name for entry in demo.to.iterdir()} == {*folders(), SHEET, "contact-sheet"}


def test_the_sheet_has_a_row_for_each_story_and_the_issue_and_a_card_for_each_edition(demo):
    headlines = [heading.text_content() for heading in demo.page.iter("h2")]
    assert headlines == [*(samples.story(name).headline for name in samples.names()), TITLE]
    of = [edition.of for edition in EDITIONS.values()]
    story, issue = sum("story" in one for one in of), sum("issue" in one for one in of)
    assert [len(row.xpath(".//li")) for row in demo.page.iter("section")] == [story] * len(samples.names()) + [issue]


def test_every_card_leads_to_a_file_and_shows_one(demo):
    for card in demo.cards:
        (link,) = card.xpath(".//a/@href")
        (shown,) = card.xpath(".//img/@src | .//iframe/@src")
        for path in (link, shown):
            file = demo.to / unquote(path)
            assert file.is_file(), path
            assert file.stat().st_size > 0, path
        assert Path(link).name in card.text_content()


def test_pages_of_paper_are_shown_as_sharp_pictures(demo):
    pictures = [path for card in demo.cards for path in card.xpath(".//img/@src")]
    assert len(pictures) >= 4 * len(samples.names())
    for path in pictures:
        with Image.open(demo.to / path) as picture:
            assert abs(picture.width - PICTURE_WIDTH) <= 1


def test_what_is_shown_of_a_mail_a_book_and_a_library_is_the_story(demo):
    name = samples.names()[0]
    headline = samples.story(name).headline.split()[0]
    shown = {path: demo.to / path for card in demo.cards for path in card.xpath(".//iframe/@src")}
    of_story = [file for path, file in shown.items() if path.startswith(f"contact-sheet/{name}/")]
    of_issue = [file for path, file in shown.items() if path.startswith(f"contact-sheet/{ISSUE}/")]
    assert of_story
    assert of_issue
    for file in (*of_story, *of_issue):
        words = "".join(map(str, html.fromstring(file.read_bytes()).itertext()))
        assert headline in words, file


def test_a_sheet_that_can_not_be_written_is_told(tmp_path):
    (tmp_path / SHEET).mkdir()
    with pytest.raises(CantWrite, match="is a directory; choose another folder"):
        contact_sheet(tmp_path, Run((), ()), (), ())
