"""The sample stories of an invented newspaper, its house, a web page saved from it, and three years of its archive."""

from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from freesheet.edition import MissingPicture
from freesheet.house import House, read as read_house
from freesheet.story.file import read as read_story
from freesheet.story.nodes import Story

# In the order that the sample issue prints them.
_NAMES = (
    "the-gauge-that-said-nothing",
    "jail-mail-in-a-day",
    "when-the-clinic-closes-at-five",
    "thirty-one-years-of-route-nine",
    "the-oysters-come-back-to-mallow-sound",
    "la-impresora-de-la-biblioteca",
    "the-woman-who-carries-the-words",
    "how-to-read-your-water-bill",
    "count-the-quarters",
    "the-night-has-a-switchboard",
    "the-light-is-never-off",
    "harbor-school-lead-in-water",
)


def names() -> tuple[str, ...]:
    """The slugs of the sample stories, as an issue would order them."""
    return _NAMES


def story(name: str) -> Story:
    return read_story(_here().joinpath(name, "story.json").read_bytes())


def picture(file: str) -> bytes:
    """The bytes of a sample's picture; no two samples have one of the same name. Raises MissingPicture."""
    for name in _NAMES:
        path = _here().joinpath(name, file)
        if path.is_file():
            return path.read_bytes()
    raise MissingPicture(f"No sample story has a picture {file}.")


def house() -> House:
    return read_house(_here().joinpath("house.toml").read_bytes())


def page() -> tuple[bytes, dict[str, bytes]]:
    """A saved news page with all its furniture, and the files that were saved with it, by relative path."""
    pages = _here().joinpath("pages")
    folder = pages.joinpath("saved-news-page_files")
    beside = {f"{folder.name}/{file.name}": file.read_bytes() for file in folder.iterdir()}
    return pages.joinpath("saved-news-page.html").read_bytes(), beside


def newspaper() -> Traversable:
    """The folder of a small newspaper: stories/, pages/, issues/, front.toml and redirects.csv.

    Its issues and redirects also name the sample stories, which belong to the same house.
    """
    return _here().joinpath("newspaper")


def write_newsroom(to: Path) -> None:
    """The sample newspaper as a newsroom's folder, with all of its stories, the twelve among them."""
    _copy(newspaper(), to)
    _copy(_here().joinpath("house.toml"), to / "house.toml")
    for name in _NAMES:
        _copy(_here().joinpath(name), to / "stories" / name)


def write_starter(to: Path) -> None:
    """A newsroom's folder to begin with: a house, a story, the usual pages, and a README for its editor."""
    _copy(_here().joinpath("starter"), to)


def _copy(what: Traversable, to: Path) -> None:
    if what.is_file():
        to.parent.mkdir(parents=True, exist_ok=True)
        data = what.read_bytes()
        # A file that is the same keeps its time, so that a press does not read it again.
        if not to.is_file() or to.read_bytes() != data:
            to.write_bytes(data)
        return
    for one in what.iterdir():
        if one.name != "__pycache__":
            _copy(one, to / one.name)


def _here() -> Traversable:
    return files(__name__)
