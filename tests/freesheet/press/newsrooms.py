"""A small newsroom for tests of the press: an archive of twelve stories with pictures, a series and an issue."""

from contextlib import closing
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path

from msgspec.structs import replace
from PIL import Image

from freesheet.press.archive import Archive, IssuePlan, PictureFile, digest_of
from freesheet.story.nodes import Byline, Paragraph, Picture, Series, Story, Text

NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)
EDITIONS = ("web", "lite", "text", "epub", "search")
HOUSE = """
name = "The Test House"
site = "https://news.example.org"
time_zone = "America/New_York"
licence = "CC BY 4.0"
licence_address = "https://creativecommons.org/licenses/by/4.0/"
"""


def story(number: int) -> Story:
    pictured = Picture(file=f"river-{number % 3}.png", alt="The river at the bridge.", credit="A. Reader")
    return Story(
        id=f"test:{number}",
        slug=f"the-river-rose-{number}",
        headline=f"The river rose for the {number}th time",
        section=("Weather", "Courts")[number % 2],
        topics=("Rivers", f"Bridge {number % 4}"),
        series=Series(name="High water", position=number + 1) if number < 3 else None,
        bylines=(Byline(name=("Ann Lee", "Bo Diaz")[number % 2]),),
        published=NOW - timedelta(days=20 * (12 - number)),
        lead=pictured if number % 2 else None,
        body=(Paragraph((Text(f"It stood at {number} feet on Monday, and nobody had seen it higher. " * 5),)),),
    )


def write_newsroom(folder: Path, count: int = 12) -> Path:
    """A newsroom's folder with its archive of so many stories; gives the archive's path."""
    folder.mkdir(parents=True)
    (folder / "house.toml").write_text(HOUSE)
    pictures = [_picture(folder / f"river-{number}.png", number) for number in range(3)]
    with closing(Archive.create(folder / "stories.db")) as archive, archive:
        for number in range(count):
            one = story(number)
            archive.put(one, {one.lead.file: pictures[number % 3]} if one.lead else {})
        plan = IssuePlan("spring", "Spring", tuple(f"test:{number}" for number in range(4)), published=NOW)
        archive.set_issues([plan])
    return folder / "stories.db"


def change(archive: Path, number: int, headline: str) -> None:
    """Correct the headline of a story."""
    with closing(Archive.create(archive)) as opened, opened:
        opened.put(replace(story(number), headline=headline))


def take_out(archive: Path, number: int) -> None:
    with closing(Archive.create(archive)) as opened, opened:
        opened.remove(f"test:{number}")


def _picture(file: Path, shade: int) -> PictureFile:
    image = Image.new("RGB", (900, 500) if shade == 0 else (340, 200), (60 * shade, 120, 90))
    image.paste((240, 240, 200), (100, 100, 300, 150 + shade))
    written = BytesIO()
    image.save(written, "PNG")
    file.write_bytes(written.getvalue())
    return PictureFile(file.name, digest_of(written.getvalue()))


def files_of(tree: Path) -> dict[str, bytes]:
    """Every file of a tree but what the search looks into, by its path."""
    return {
        path.relative_to(tree).as_posix(): path.read_bytes()
        for path in sorted(tree.rglob("*"))
        if path.is_file() and path.name != "search.db"
    }
