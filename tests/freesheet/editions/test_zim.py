"""Tests of the offline library."""

import subprocess
import sys
import tempfile
from io import BytesIO
from pathlib import Path
from posixpath import dirname, join, normpath
from typing import Any

import pytest
from hypothesis import given, settings
from libzim.reader import Archive
from libzim.search import Query, Searcher
from libzim.suggestion import SuggestionSearcher
from lxml import html
from PIL import Image

from freesheet.editions.zim import EDITION
from freesheet.editions.zim.metadata import code, illustration, metadata
from freesheet.house import House, Look
from freesheet.story.nodes import Embed, Issue, Note, PullQuote, Story, Withdrawal
from tests.strategies import NOON, image_bytes, inline, issue, issues, kit, link, paragraph, picture, story

HOUSE = House(name="The River Paper", site="https://river.example", contact="desk@river.example", licence="CC BY 4.0")
ARABIC = story("قال مدير المكتبة إن الطباعة ستبقى مجانية.", slug="maktaba", headline="المكتبة", language="ar")
NOTED = story(
    paragraph(
        "As ",
        link("the minutes", "https://county.example/minutes", "Minutes"),
        " tell about toner.",
        Note(inline("At 9:40 p.m.")),
    ),
    Embed("https://video.example/1", "The meeting"),
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path


def library(chosen: Issue, folder: Path, **pictures: bytes) -> Archive:
    (artifact,) = EDITION.make(chosen, kit(HOUSE, {f"{name}.jpg": data for name, data in pictures.items()}))
    file = folder / artifact.path
    file.write_bytes(artifact.data)
    return Archive(file)


def files(archive: Archive) -> dict[str, bytes]:
    items = (archive._get_entry_by_id(number).get_item() for number in range(archive.all_entry_count))
    return {item.path: bytes(item.content) for item in items}


def page(folder: Path, path: str, *stories: Story, **fields: Any) -> str:
    return files(library(issue(*stories, **fields), folder))[path].decode()


def test_the_main_page_lists_the_stories_and_each_has_a_page(folder: Path) -> None:
    archive = library(issue(NOTED, ARABIC), folder)
    assert archive.main_entry.get_item().path == "index.html"
    main = files(archive)["index.html"].decode()
    assert '<a href="library-printer.html">Library printer stays free</a>' in main
    assert '<a href="maktaba.html">المكتبة</a>' in main
    assert archive.get_entry_by_path("maktaba.html").title == "المكتبة"


@pytest.mark.parametrize(("words", "found"), [("toner", "library-printer.html"), ("الطباعة", "maktaba.html")])
def test_any_word_of_a_story_finds_it(folder: Path, words: str, found: str) -> None:
    archive = library(issue(NOTED, ARABIC), folder)
    assert archive.check()
    assert archive.has_fulltext_index
    assert list(Searcher(archive).search(Query().set_query(words)).getResults(0, 9)) == [found]


def test_the_first_letters_of_a_headline_find_it(folder: Path) -> None:
    archive = library(issue(NOTED, ARABIC), folder)
    assert list(SuggestionSearcher(archive).suggest("libr").getResults(0, 9)) == ["library-printer.html"]


def test_a_link_out_of_the_library_says_so_and_its_address_is_in_the_notes(folder: Path) -> None:
    text = page(folder, "library-printer.html", NOTED)
    assert '<a href="https://county.example/minutes">the minutes</a> <span class="online">(online)</span>' in text
    assert "Minutes: " in text
    assert '<span class="address" dir="ltr">county.example/minutes</span>' in text


@settings(max_examples=6)
@given(issues())
def test_every_link_is_alive_or_marked_and_nothing_runs(chosen: Issue) -> None:
    with tempfile.TemporaryDirectory() as folder:
        (artifact,) = EDITION.make(chosen, kit(HOUSE))
        file = Path(folder) / "library.zim"
        file.write_bytes(artifact.data)
        held = files(Archive(file))
    for name, data in held.items():
        if name.endswith(".html"):
            tree: Any = html.document_fromstring(data)
            assert not tree.xpath("//script | //form | //iframe | //*[@onclick]")
            ids = tree.xpath("//@id")
            assert len(ids) == len(set(ids))
            for address in tree.xpath("//img/@src | //link/@href"):
                assert normpath(join(dirname(name), address)) in held
            for anchor in tree.xpath("//a[@href]"):
                target = anchor.get("href")
                if target.startswith("#"):
                    assert target[1:] in ids
                elif ":" in target:
                    assert anchor.getnext().get("class") == "online"
                else:
                    assert target in held


def test_pictures_are_small_and_packed_once(folder: Path) -> None:
    photo = image_bytes(1600, 1000, "JPEG")
    chosen = story(picture("b.jpg", "A desk"), lead=picture("a.jpg", "A desk"))
    archive = library(issue(chosen), folder, a=photo, b=photo, unused=photo)
    held = files(archive)
    assert [name for name in held if name.startswith("pictures/")] == ["pictures/1.jpg"]
    assert Image.open(BytesIO(held["pictures/1.jpg"])).width == 800
    assert 'src="pictures/1.jpg"' in held["index.html"].decode()


def test_a_missing_picture_is_described_and_told_once() -> None:
    (artifact,) = EDITION.make(issue(story(lead=picture("missing.jpg", "A desk"))), kit())
    assert [loss.what for loss in artifact.losses] == ["The picture missing.jpg is not in the folder."]


def test_a_withdrawn_story_says_so_on_both_pages(folder: Path) -> None:
    held = files(library(issue(story("Gone.", withdrawal=Withdrawal(NOON, "A forged document."))), folder))
    for name in ("index.html", "library-printer.html"):
        assert "A forged document." in held[name].decode()
        assert "Gone." not in held[name].decode()


def test_a_page_runs_in_the_direction_of_its_language(folder: Path) -> None:
    assert '<html lang="ar" dir="rtl">' in page(folder, "maktaba.html", ARABIC)


def test_a_pull_quote_is_left_out(folder: Path) -> None:
    assert "Twice" not in page(folder, "library-printer.html", story(PullQuote(inline("Twice"))))


def test_an_empty_issue_is_a_library_with_a_front_page(folder: Path) -> None:
    archive = library(Issue(slug="empty", title="Nothing yet", stories=()), folder)
    assert archive.check()
    assert archive.get_metadata("Language") == b"eng"


# ── What the library says of itself ──────────────────────────────────────────────────────────────────


def test_all_that_the_specification_makes_mandatory_is_there(folder: Path) -> None:
    archive = library(issue(story(), ARABIC, title="This week"), folder)
    told = {name: archive.get_metadata(name).decode() for name in archive.metadata_keys if "Illus" not in name}
    assert told["Title"] == "This week"
    assert told["Description"] == "Library printer stays free; المكتبة"
    assert told["Language"] == "eng,ara"
    assert told["Date"] == "2026-05-03"
    assert told["Creator"] == told["Publisher"] == "The River Paper"
    assert told["Name"] == "the-river-paper_eng_week-18"
    assert told["Counter"] == "text/css=1;text/html=3"
    assert archive.has_illustration(48)


@pytest.mark.parametrize(
    ("title", "short"),
    [
        ("This week", "This week"),
        ("Ten free pages, and other news of the week", "Ten free pages, and other…"),
        ("w" * 40, "w" * 30),
        ("図" * 31, "図" * 30),
    ],
)
def test_a_title_is_cut_between_words_at_thirty_letters(title: str, short: str) -> None:
    assert metadata(issue(story(), title=title), kit())["Title"] == short


def test_an_introduction_describes_the_issue_in_eighty_letters() -> None:
    told = metadata(issue(story(), introduction="What the board did. " * 9), kit())
    assert told["Description"].startswith("What the board did. What")
    assert len(told["Description"]) <= 80


@pytest.mark.parametrize(
    ("language", "letters"),
    [("en", "eng"), ("zh-Hans", "zho"), ("ht", "hat"), ("ar", "ara"), ("tlh", "tlh"), ("pt-BR", "por"), ("qq", "und")],
)
def test_a_language_has_three_letters(language: str, letters: str) -> None:
    assert code(language) == letters


@pytest.mark.parametrize("name", ["The River Paper", "Ökozeitung", "新聞"])
def test_the_illustration_is_a_small_square_in_the_colour_of_the_house(name: str) -> None:
    drawn = Image.open(BytesIO(illustration(House(name=name, look=Look("#123456"))))).convert("RGB")
    assert drawn.size == (48, 48)
    assert drawn.getpixel((0, 0)) == (0x12, 0x34, 0x56)
    assert (255, 255, 255) in {colour for _, colour in drawn.getcolors(4096) or []}


# ── The file ─────────────────────────────────────────────────────────────────────────────────────────

PROGRAM = (
    "from freesheet.editions.zim import EDITION; import hashlib, sys;"
    "from tests.strategies import issue, kit, picture, story;"
    "made = EDITION.make(issue(story(lead=picture()), story(slug='b')), kit());"
    "sys.stderr.write(hashlib.sha256(made[0].data).hexdigest())"
)


def run(seed: str) -> subprocess.CompletedProcess[str]:
    environment = {"PYTHONPATH": ":".join(sys.path), "PYTHONHASHSEED": seed}
    return subprocess.run([sys.executable, "-c", PROGRAM], check=True, capture_output=True, text=True, env=environment)


def test_the_same_issue_is_the_same_file_in_another_process_and_nothing_is_printed() -> None:
    one, other = run("1"), run("2")
    assert len(one.stderr) == 64
    assert one.stderr == other.stderr
    assert one.stdout == other.stdout == ""


def test_another_issue_has_another_identity(folder: Path) -> None:
    one = library(issue(story(), title="One"), folder).uuid
    other = library(issue(story(), title="Other"), folder).uuid
    assert one != other
    assert one.version == 5


def test_what_is_printed_after_a_library_is_made_is_seen(capfd: pytest.CaptureFixture[str]) -> None:
    EDITION.make(issue(), kit())
    sys.stdout.write("seen")
    sys.stdout.flush()
    assert capfd.readouterr().out == "seen"
