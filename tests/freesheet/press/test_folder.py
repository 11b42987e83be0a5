"""A newsroom's folder: what editors do to its files, and what the archive makes of it."""

import os
import re
from collections.abc import Iterable
from pathlib import Path

import pytest
from msgspec.structs import replace

from freesheet.house import BadHouse, House
from freesheet.intake.arrival import NotTaken
from freesheet.press import folder as folders
from freesheet.press.archive import Archive, BadArchive, Fixed, IssuePlan
from freesheet.press.folder import open_source, setting_in
from freesheet.press.source import Source
from freesheet.site.pages import Copy, Link
from freesheet.site.redirects import Row
from freesheet.story.file import LARGEST, read, write
from tests.sites import NOW, told
from tests.strategies import image_bytes

STORY = "---\nheadline: {headline}\ndate: 2026-05-03\n---\n\nIt rained on Monday, and it rained on Tuesday.\n"


class Newsroom:
    def __init__(self, folder: Path) -> None:
        self.folder = folder / "newsroom"
        self.home = folder / "site.press"
        self.folder.mkdir()
        self.time = 1_000

    def write(self, path: str, text: str | bytes = STORY.format(headline="Rain again")) -> None:
        """A file as an editor saves it: its time is another one each time."""
        file = self.folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text.encode() if isinstance(text, str) else text)
        self.time += 1
        os.utime(file, (self.time, self.time))

    def open(self) -> Source:
        return open_source(self.folder, self.home)

    def slugs(self) -> dict[str, str]:
        """The slug of each story by its id, and who is gone."""
        source = self.open()
        found = {one.id: one.slug for one in source.archive.since(0)}
        source.archive.close()
        return found


@pytest.fixture
def newsroom(tmp_path: Path) -> Newsroom:
    return Newsroom(tmp_path)


# ── Which files are stories, and who they are ────────────────────────────────────────────────────────


def test_markdown_and_story_json_are_stories_and_other_files_are_none(newsroom: Newsroom) -> None:
    for path in (
        "stories/rain.md",
        "stories/2026/Flood & Fire.markdown",
        "stories/bus/index.md",
        "stories/fog/README.md",
    ):
        newsroom.write(path)
    newsroom.write("stories/vote/story.json", write(told(1)))
    for path in (
        "stories/notes.txt",
        "stories/.draft.md",
        "stories/.git/x.md",
        "README.md",
        "pages.md",
        "stories/a.json",
    ):
        newsroom.write(path, "x")
    assert newsroom.slugs() == {
        "file:rain.md": "rain",
        "file:2026/Flood & Fire.markdown": "flood-fire",
        "file:bus/index.md": "bus",
        "file:fog/README.md": "fog",
        "id-1": "story-1",
    }


def test_stories_may_lie_in_the_folder_itself(newsroom: Newsroom) -> None:
    for path in ("rain.md", "README.md", "pages/about.md", "theme/notes.md", "issues/x.md", "sub/README.md"):
        newsroom.write(path)
    assert newsroom.slugs() == {"file:rain.md": "rain", "file:sub/README.md": "sub"}


def test_a_story_may_say_who_it_is(newsroom: Newsroom) -> None:
    newsroom.write("rain.md", STORY.replace("---\n", "---\nid: 17\nslug: monday-rain\n", 1).format(headline="Rain"))
    assert newsroom.slugs() == {"17": "monday-rain"}


def test_a_corrected_headline_changes_neither_id_nor_slug(newsroom: Newsroom) -> None:
    newsroom.write("rain.md")
    before = newsroom.slugs()
    newsroom.write("rain.md", STORY.format(headline="Snow"))
    assert newsroom.slugs() == before
    source = newsroom.open()
    assert read(source.archive.data("file:rain.md")).headline == "Snow"


# ── What editors do to files ─────────────────────────────────────────────────────────────────────────


def test_only_files_that_changed_are_read(newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch) -> None:
    newsroom.write("rain.md")
    newsroom.write("snow.md")
    newsroom.open()
    newsroom.write("snow.md")
    asked = list[str]()

    def in_parallel(work: object, found: Iterable[object]) -> object:
        listed = list(found)
        asked.extend(one.path for one in listed)  # type: ignore[attr-defined]
        return map(work, listed)  # type: ignore[call-overload]

    open_source(newsroom.folder, newsroom.home, in_parallel=in_parallel)  # type: ignore[arg-type]
    assert asked == ["snow.md"]


def test_a_broken_file_is_named_until_it_is_mended_and_keeps_its_last_good_form(newsroom: Newsroom) -> None:
    newsroom.write("rain.md")
    newsroom.write("snow.md")
    newsroom.open()
    newsroom.write("rain.md", "---\nheadline: Rain\ndate: soon\n---\nIt rained.")
    for _ in range(2):
        source = newsroom.open()
        assert list(source.failures) == ["rain.md"]
        assert "line 3: `date`" in source.failures["rain.md"]
        assert read(source.archive.data("file:rain.md")).headline == "Rain again"
    newsroom.write("rain.md", STORY.format(headline="Mended"))
    source = newsroom.open()
    assert source.failures == {}
    assert read(source.archive.data("file:rain.md")).headline == "Mended"


def test_a_broken_file_that_is_removed_is_no_longer_named(newsroom: Newsroom) -> None:
    newsroom.write("rain.md", b"\0\1\2" * 400)
    assert newsroom.open().failures
    (newsroom.folder / "rain.md").unlink()
    assert newsroom.open().failures == {}


def test_a_story_longer_than_any_is_named(newsroom: Newsroom) -> None:
    newsroom.write("rain.md", STORY.format(headline="Rain") + "many words " * (LARGEST // 10))
    newsroom.write("snow.md")
    source = newsroom.open()
    assert list(source.failures) == ["rain.md"]
    assert source.failures["rain.md"].endswith("rain.md is 11 MB; 10 MB is the most for Markdown.")
    assert source.archive.count() == 1


def test_a_story_longer_than_its_file_is_named_too(newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each mark of quotation is two characters of JSON."""
    text = STORY.format(headline="Rain") + '"' * 1000
    newsroom.write("rain.md", text)
    newsroom.write("snow.md")
    monkeypatch.setattr(folders, "LARGEST", len(text))
    source = newsroom.open()
    assert source.failures == {"rain.md": "rain.md is longer than 0 MB; no story is."}
    assert source.archive.count() == 1


def test_a_removed_file_takes_its_story_along(newsroom: Newsroom) -> None:
    newsroom.write("rain.md")
    newsroom.write("snow.md")
    newsroom.open()
    (newsroom.folder / "rain.md").unlink()
    source = newsroom.open()
    assert source.archive.gone() == ("rain",)
    assert source.archive.count() == 1


def test_a_renamed_file_keeps_the_id_and_the_slug_that_its_story_says(newsroom: Newsroom) -> None:
    said = STORY.replace("---\n", "---\nid: 17\nslug: monday-rain\n", 1).format(headline="Rain")
    newsroom.write("rain.md", said)
    newsroom.open()
    (newsroom.folder / "rain.md").rename(newsroom.folder / "wet.md")
    assert newsroom.slugs() == {"17": "monday-rain"}
    source = newsroom.open()
    assert (source.failures, source.archive.gone()) == ({}, ())


def test_a_renamed_file_keeps_its_slug_when_it_says_that_alone(newsroom: Newsroom) -> None:
    newsroom.write("rain.md", STORY.replace("---\n", "---\nslug: monday-rain\n", 1).format(headline="Rain"))
    newsroom.open()
    (newsroom.folder / "rain.md").rename(newsroom.folder / "wet.md")
    source = newsroom.open()
    assert source.failures == {}
    assert newsroom.slugs() == {"file:wet.md": "monday-rain"}


def test_a_renamed_file_that_says_nothing_has_another_address(newsroom: Newsroom) -> None:
    newsroom.write("rain.md")
    newsroom.open()
    (newsroom.folder / "rain.md").rename(newsroom.folder / "wet.md")
    assert newsroom.slugs() == {"file:wet.md": "wet"}
    assert newsroom.open().archive.gone() == ("rain",)


def test_a_file_that_says_another_id_holds_another_story(newsroom: Newsroom) -> None:
    for number in (17, 18):
        newsroom.write("rain.md", STORY.replace("---\n", f"---\nid: {number}\n", 1).format(headline="Rain"))
        assert newsroom.slugs() == {str(number): "rain"}


def test_of_two_files_with_one_id_the_second_is_named_until_the_first_is_gone(newsroom: Newsroom) -> None:
    for name in ("a", "b"):
        newsroom.write(f"{name}.md", STORY.replace("---\n", "---\nid: x\n", 1).format(headline=name))
    source = newsroom.open()
    assert source.failures == {"b.md": "b.md and a.md have the same id 'x'; change one."}
    assert newsroom.open().failures == source.failures
    (newsroom.folder / "a.md").unlink()
    source = newsroom.open()
    assert source.failures == {}
    assert read(source.archive.data("x")).headline == "b"


def test_of_two_files_with_one_slug_the_second_gets_a_number_and_is_named(newsroom: Newsroom) -> None:
    newsroom.write("2025/rain.md")
    newsroom.write("2026/rain.md")
    source = newsroom.open()
    assert source.failures == {
        "2026/rain.md": "2026/rain.md has the slug rain of another story; it is published as rain-2."
    }
    assert newsroom.slugs() == {"file:2025/rain.md": "rain", "file:2026/rain.md": "rain-2"}


def test_a_picture_is_kept_under_its_digest_whatever_an_editor_does_to_it(newsroom: Newsroom) -> None:
    text = STORY.format(headline="Rain") + "\n![A street](Street.PNG)\n"
    newsroom.write("Street.PNG", image_bytes(40, 30))
    newsroom.write("rain.md", text)
    (first,) = newsroom.open().archive.pictures("file:rain.md").values()
    newsroom.write("Street.PNG", image_bytes(50, 30))
    newsroom.write("rain.md", text)
    (second,) = newsroom.open().archive.pictures("file:rain.md").values()
    assert first.digest != second.digest
    assert Path(first.path).read_bytes() == image_bytes(40, 30)
    assert Path(second.path).name == f"{second.digest}.png"
    assert [path.name for path in Path(first.path).parent.glob("*.part")] == []


# ── What stands around the stories ───────────────────────────────────────────────────────────────────


def test_everything_around_the_stories_is_read(newsroom: Newsroom) -> None:
    newsroom.write("stories/rain.md")
    newsroom.write("house.toml", 'name = "The Lantern"\nsite = "https://lantern.example"')
    newsroom.write("pages/about.md", "# About us\n\nWe print.\n")
    newsroom.write("issues/week-1.toml", 'title = "Week 1"\nstories = ["rain"]\npublished = 2026-05-03')
    newsroom.write("issues/Week 2.toml", 'title = "Week 2"\nstories = []\npublished = 2026-05-10T08:00:00')
    newsroom.write(
        "issues/week-3.toml", 'slug = "third"\ntitle = "Week 3"\nstories = []\npublished = 2026-05-10T08:00:00Z'
    )
    newsroom.write("issues/week-4.toml", 'title = "Week 4"\nstories = []')
    newsroom.write("front.toml", 'picks = ["rain"]')
    newsroom.write("redirects.csv", "from,to,status\n/old,/rain/,\n")
    newsroom.write("theme/style.css", "body{color:$accent}")
    newsroom.write("theme/front.html.j2", "x")
    newsroom.write("theme/notes.txt", "x")
    source = newsroom.open()
    assert source.house.name == "The Lantern"
    assert [(page.slug, page.title) for page in source.fixed] == [("about", "About us")]
    assert [(one.slug, f"{one.published}") for one in source.issues] == [
        ("week-2", "2026-05-10 08:00:00+00:00"),
        ("week-1", "2026-05-03 00:00:00+00:00"),
        ("third", "2026-05-10 08:00:00+00:00"),
        ("week-4", "None"),
    ]
    assert source.picks == ("rain",)
    assert [row.source for row in source.redirects.rows] == ["/old"]
    assert sorted(source.own) == ["front.html.j2", "style.css"]


LOOK = 'name = "The Lantern"\n{}[look]\nlogo = "plate.svg"'
DRAWING = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 300 40"/>'


@pytest.mark.parametrize(
    ("said", "address"),
    [
        ('site = "https://lantern.example/news"\n', "https://lantern.example/news/theme/plate.svg"),
        ('site = "https://lantern.example"\nlogo = "https://x.example/a.png"\n', "https://x.example/a.png"),
        ("", ""),
    ],
)
def test_the_pictures_of_a_theme_are_read_and_machines_are_told_where_the_logo_is(
    newsroom: Newsroom, said: str, address: str
) -> None:
    newsroom.write("house.toml", LOOK.format(said))
    newsroom.write("theme/plate.svg", DRAWING)
    newsroom.write("theme/icon.png", b"any bytes")
    newsroom.write("theme/plan.pdf", b"x")
    source = newsroom.open()
    assert source.pictures == {"plate.svg": DRAWING.encode(), "icon.png": b"any bytes"}
    assert source.logo == Copy("theme/plate.svg", 300, 40)
    assert source.house.logo == address


@pytest.mark.parametrize(
    ("drawing", "says"),
    [
        (None, "`look.logo` names plate.svg, which is not in {}/theme; put it there."),
        ("<svg>", "{}/theme/plate.svg does not say how large it is; write a viewBox"),
    ],
)
def test_a_logo_that_can_not_be_shown_is_told(newsroom: Newsroom, drawing: str | None, says: str) -> None:
    newsroom.write("house.toml", LOOK.format(""))
    if drawing:
        newsroom.write("theme/plate.svg", drawing)
    with pytest.raises(BadArchive, match=re.escape(says.format(newsroom.folder))):
        newsroom.open()


def test_a_picture_of_a_theme_that_can_not_be_read_is_told(newsroom: Newsroom) -> None:
    (newsroom.folder / "theme" / "plate.svg").mkdir(parents=True)
    with pytest.raises(BadArchive, match=r"plate\.svg can't be read: Is a directory\.$"):
        newsroom.open()


def test_an_empty_folder_is_a_newsroom_of_no_name(newsroom: Newsroom) -> None:
    source = newsroom.open()
    assert (source.house, source.fixed, source.issues, source.picks, source.own) == (House(), (), (), (), {})


def test_another_house_may_be_named(newsroom: Newsroom, tmp_path: Path) -> None:
    (tmp_path / "evening.toml").write_text('name = "The Beacon"')
    assert open_source(newsroom.folder, newsroom.home, tmp_path / "evening.toml").house.name == "The Beacon"


def test_an_archive_is_a_source_with_what_lies_beside_it(newsroom: Newsroom) -> None:
    archive = Archive.create(newsroom.folder / "stories.db")
    with archive:
        archive.put(told(1))
    newsroom.write("house.toml", 'name = "The Lantern"')
    source = open_source(newsroom.folder / "stories.db", newsroom.home)
    assert (source.archive.count(), source.house.name, source.failures) == (1, "The Lantern", {})


def test_what_an_archive_has_comes_before_the_files_beside_it(newsroom: Newsroom) -> None:
    newsroom.write("pages/about.md", "# Of the file\n\nWe print.\n")
    newsroom.write("issues/week-1.toml", 'title = "Of the file"\nstories = []')
    newsroom.write("front.toml", 'picks = ["of-the-file"]')
    newsroom.write("redirects.csv", "from,to\n/of-the-file,/rain/\n")
    archive = Archive.create(newsroom.folder / "stories.db")
    with archive:
        archive.set_pages([Fixed("about", "Of the archive", b"{}")])
        archive.set_issues([IssuePlan("week-1", "Of the archive", ())])
        archive.set_picks(["of-the-archive"])
        archive.set_redirects([Row(0, "/of-the-archive", "/rain/", 301)])
    source = open_source(newsroom.folder / "stories.db", newsroom.home)
    told = [source.fixed[0].title, source.issues[0].title, *source.picks, source.redirects.rows[0].source]
    assert told == ["Of the archive", "Of the archive", "of-the-archive", "/of-the-archive"]


def test_an_issues_date_is_a_day_where_the_house_is(newsroom: Newsroom) -> None:
    newsroom.write("house.toml", 'time_zone = "America/New_York"')
    newsroom.write("issues/week-1.toml", 'title = "Week 1"\nstories = []\npublished = 2026-05-03')
    (issue,) = newsroom.open().issues
    assert f"{issue.published}" == "2026-05-03 00:00:00-04:00"


def test_a_page_can_be_made_apart_as_the_site_has_it(newsroom: Newsroom) -> None:
    newsroom.write("house.toml", LOOK.format(""))
    newsroom.write("theme/plate.svg", DRAWING)
    newsroom.write("theme/style.css", "body{color:$accent}")
    setting = setting_in(newsroom.folder, fixed=(Link("About", "about/"),))
    assert (setting.house.name, setting.logo) == ("The Lantern", Copy("theme/plate.svg", 300, 40))
    assert "body{color:#8a1c1c}" in setting.theme.look.style
    assert any(way.label == "About" for way in setting.site_map)


MISTAKES = (
    ("house.toml", 'nam = "x"', BadHouse, "there is no setting `nam`"),
    ("front.toml", "picks = 3", BadArchive, "`picks` is a list of slugs"),
    ("front.toml", "picks = [3]", BadArchive, "`picks` is a list of slugs"),
    ("front.toml", "picks =", BadArchive, "is not TOML"),
    ("front.toml", b"\xff", BadArchive, "is not TOML"),
    ("issues/one.toml", 'title = "One"', BadArchive, "An issue may have slug, title, stories, published"),
    ("issues/one.toml", 'title = "One"\nstories = []\ncolour = 3', BadArchive, "colour"),
    ("issues/one.toml", 'title = "One"\nstories = []\npublished = "soon"', BadArchive, "published"),
    ("theme/style.css", b"\xff", BadArchive, "can't be read as UTF-8 text"),
    ("pages/about.md", b"\0\1" * 400, NotTaken, "binary data"),
)


@pytest.mark.parametrize(("path", "text", "kind", "says"), MISTAKES)
def test_each_mistake_is_one_sentence(
    newsroom: Newsroom, path: str, text: str | bytes, kind: type[Exception], says: str
) -> None:
    newsroom.write(path, text)
    with pytest.raises(kind) as told:
        newsroom.open()
    assert says in str(told.value)
    assert "\n" not in str(told.value)


def test_a_house_that_is_named_and_not_there_is_told(newsroom: Newsroom) -> None:
    with pytest.raises(BadArchive, match=r"Can't read .*none.toml: No such file"):
        open_source(newsroom.folder, newsroom.home, newsroom.folder / "none.toml")


def test_a_place_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(BadArchive, match="There is no folder and no archive"):
        open_source(tmp_path / "none", tmp_path / "site.press")


def test_a_line_of_the_redirects_that_can_not_be_used_is_told_and_the_others_hold(newsroom: Newsroom) -> None:
    newsroom.write("redirects.csv", "from,to,status\n/old,/rain/,\n/x,,\n")
    table = newsroom.open().redirects
    assert len(table.rows) == len(table.problems) == 1


def test_a_story_json_says_who_it_is(newsroom: Newsroom) -> None:
    newsroom.write("vote/story.json", write(replace(told(1), slug="the-vote", published=NOW)))
    assert newsroom.slugs() == {"id-1": "the-vote"}
    assert folders._explicit(folders._Found("", "a/story.json", "")) == {"id", "slug"}


def test_a_picture_of_two_stories_is_kept_once(newsroom: Newsroom) -> None:
    newsroom.write("street.png", image_bytes(40, 30))
    for name in ("rain", "snow"):
        newsroom.write(f"{name}.md", STORY.format(headline=name) + "\n![A street](street.png)\n")
    archive = newsroom.open().archive
    places = {one.path for name in ("rain", "snow") for one in archive.pictures(f"file:{name}.md").values()}
    assert len(places) == 1
