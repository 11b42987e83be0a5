"""A newsroom's folder: house.toml, stories, pages, issues, picks, redirects and a theme, as files that people edit."""

import tomllib
from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, tzinfo
from pathlib import Path
from typing import Any

import msgspec
from msgspec.structs import replace

from freesheet import house as houses
from freesheet.house import House
from freesheet.intake import take
from freesheet.intake.arrival import NotTaken
from freesheet.intake.door import open_raw
from freesheet.press.archive import Archive, BadArchive, Fixed, IssuePlan, PictureFile, digest_of, is_archive
from freesheet.press.disk import writing_to
from freesheet.press.source import Source
from freesheet.refusal import told
from freesheet.site import redirects
from freesheet.site.addresses import whole
from freesheet.site.logo import ENDINGS, BadLogo, logo_copy
from freesheet.site.pages import Copy, Link
from freesheet.site.redirects import Table
from freesheet.site.setting import Setting
from freesheet.site.theme import Theme
from freesheet.story.file import LARGEST, BadStory
from freesheet.story.nodes import Story
from freesheet.story.slug import slug_of

# What the folder of stories may hold: a story.json in a folder of its own, or Markdown.
_MARKDOWN = (".md", ".markdown")
_APART = frozenset(("pages", "issues", "theme", "node_modules"))

Map = Callable[[Callable[["_Found"], "_Read"], Iterable["_Found"]], Iterator["_Read"]]


@dataclass(frozen=True, slots=True)
class _Found:
    """A story's file: its path below the folder, and what tells whether it has changed."""

    root: str
    path: str
    mark: str


@dataclass(frozen=True, slots=True)
class _Read:
    """What came of reading a file: a story with its pictures, or why not."""

    found: _Found
    story: bytes = b""
    pictures: tuple[tuple[str, bytes], ...] = ()
    problem: str = ""


def open_source(place: Path, home: Path, house_file: Path | None = None, in_parallel: Map = map) -> Source:
    """The source at a place: an archive, or a folder of stories, which is read into an archive of its own in `home`.

    Only files that have changed since the last time are read. A file that can't be read keeps its last good form, and
    is named in the source's `failures`. Raises BadArchive, BadHouse, CantWrite, NotTaken.
    """
    if is_archive(place):
        return _around(Archive.open(place), place.parent, house_file, {})
    if not place.is_dir():
        raise BadArchive(
            f"There is no folder and no archive {place}; --from takes a folder of stories or a stories.db."
        )
    with writing_to(home):
        archive = Archive.create(home / "stories.db")
        failures = _sync(archive, place, home / "pictures", in_parallel)
    return _around(archive, place, house_file, failures)


def setting_in(folder: Path, editions: tuple[str, ...] = ("web",), fixed: tuple[Link, ...] = ()) -> Setting:
    """What a newsroom's pages are made with, for who shows one of them apart. Raises BadArchive, BadHouse."""
    house = read_house(folder / "house.toml", needed=False)
    logo = _logo(house.look.logo, dict(_theme_pictures(folder / "theme")), folder / "theme")
    return Setting(house, Theme(house, dict(_theme(folder / "theme"))), fixed, editions, logo)


def _around(archive: Archive, folder: Path, house_file: Path | None, failures: Mapping[str, str]) -> Source:
    """The archive with what stands around its stories: what it has of that itself comes before the folder's files."""
    house = read_house(house_file or folder / "house.toml", needed=house_file is not None)
    pictures = dict(_theme_pictures(folder / "theme"))
    logo = _logo(house.look.logo, pictures, folder / "theme")
    if logo and house.site and not house.logo:
        house = replace(house, logo=whole(house.site, logo.path))
    return Source(
        archive,
        house,
        dict(_theme(folder / "theme")),
        archive.pages() or tuple(_pages(folder / "pages")),
        archive.issues() or tuple(_issues(folder / "issues", house.zone)),
        archive.picks() or read_picks(folder / "front.toml"),
        Table(archive.redirects()) if archive.redirects() else read_redirects(folder / "redirects.csv", house.site),
        failures,
        pictures,
        logo,
    )


def read_house(file: Path, *, needed: bool) -> House:
    """The house of a file; the house of no name when there is no file and none is needed."""
    if not needed and not file.is_file():
        return House()
    try:
        return houses.read(file.read_bytes(), str(file))
    except OSError as error:
        raise BadArchive(f"Can't read {file}: {error.strerror}; --house takes a house.toml.") from error


# ── Stories ──────────────────────────────────────────────────────────────────────────────────────────


def _sync(archive: Archive, folder: Path, kept: Path, in_parallel: Map) -> dict[str, str]:
    """Bring the archive up to date with the files of a folder; gives what could not be read, and why."""
    found = {one.path: one for one in _files(folder)}
    known = archive.marks()
    broken = archive.problems()
    changed = [one for path, one in found.items() if path in broken or known.get(path, ("", ""))[0] != one.mark]
    failures = dict[str, str]()
    for read in in_parallel(_read, changed):
        with archive:
            failures.update(_put(archive, read, kept, found))
    failures.update({path: problem for path, problem in archive.problems().items() if path in found})
    with archive:
        for path in known.keys() - found.keys():
            archive.forget_file(path)
    return failures


def _files(folder: Path) -> Iterator[_Found]:
    root = folder / "stories" if (folder / "stories").is_dir() else folder
    for path in sorted(root.rglob("*")):
        parts = path.relative_to(root).parts
        if any(part.startswith(".") for part in parts) or (root == folder and parts[0] in _APART):
            continue
        is_story = path.name == "story.json" or path.suffix.lower() in _MARKDOWN
        if not is_story or (root == folder and parts == ("README.md",)):
            continue
        stat = path.stat()
        yield _Found(str(root), "/".join(parts), f"{stat.st_mtime_ns}-{stat.st_size}")


def _read(found: _Found) -> _Read:
    """Read one file, anywhere: in this process or in another."""
    try:
        arrival = take(open_raw(f"{found.root}/{found.path}"))
    except (BadStory, NotTaken) as error:
        return _Read(found, problem=str(error))
    story = _named(arrival.story, found, explicit=_explicit(found))
    data = msgspec.json.encode(story)
    if len(data) > LARGEST:
        return _Read(found, problem=f"{found.path} is longer than {LARGEST / 1e6:.0f} MB; no story is.")
    return _Read(found, data, tuple(arrival.pictures.items()))


def _explicit(found: _Found) -> frozenset[str]:
    """Which of `id` and `slug` a file gives itself; a story.json gives both."""
    if found.path.endswith("story.json"):
        return frozenset(("id", "slug"))
    with Path(found.root, found.path).open(encoding="utf-8", errors="replace") as file:
        head = file.read(4000)
    lines = [line.lower() for line in head.splitlines()]
    return frozenset(
        name for name in ("id", "slug") if any(line.startswith((f"{name}:", f"{name} =")) for line in lines)
    )


def _named(story: Story, found: _Found, explicit: frozenset[str]) -> Story:
    """A story that does not say who it is, is who its file is: a corrected headline changes neither."""
    path = Path(found.path)
    name = path.parent.name if path.stem in ("index", "README") and path.parent.name else path.stem
    return replace(
        story,
        id=story.id if "id" in explicit else f"file:{found.path}",
        slug=story.slug if "slug" in explicit else slug_of(name),
    )


def _put(archive: Archive, read: _Read, kept: Path, here: Container[str]) -> Iterator[tuple[str, str]]:
    found = read.found
    if read.problem:
        archive.set_mark(found.path, found.mark, "", read.problem)
        return
    story = msgspec.json.decode(read.story, type=Story)
    other = archive.file_of(story.id)
    if other and other != found.path and other in here:
        problem = f"{found.path} and {other} have the same id {story.id!r}; change one."
        archive.set_mark(found.path, found.mark, "", problem)
        return
    archive.set_story(found.path, story.id)
    pictures = {name: _kept(kept, name, data) for name, data in read.pictures}
    wanted = story.slug
    # A file that was renamed keeps its story's address.
    holder = archive.id_of(wanted)
    if holder != story.id and (file := archive.file_of(holder)) and file not in here:
        archive.forget_file(file)
    story = archive.put(story, pictures)
    archive.set_mark(found.path, found.mark, story.id, "")
    if story.slug != wanted:
        yield found.path, f"{found.path} has the slug {wanted} of another story; it is published as {story.slug}."


def _kept(folder: Path, name: str, data: bytes) -> PictureFile:
    """A picture, kept under its digest: what an editor overwrites, no press that is at work has lost."""
    digest = digest_of(data)
    place = folder / f"{digest}{Path(name).suffix.lower()}"
    if not place.is_file():
        folder.mkdir(parents=True, exist_ok=True)
        part = place.with_suffix(".part")
        part.write_bytes(data)
        part.replace(place)
    return PictureFile(str(place.resolve()), digest)


# ── What stands around them ──────────────────────────────────────────────────────────────────────────


def _theme(folder: Path) -> Iterator[tuple[str, str]]:
    for path in sorted(folder.glob("*")) if folder.is_dir() else ():
        if path.suffix in (".j2", ".css"):
            try:
                yield path.name, path.read_text("utf-8")
            except (OSError, UnicodeDecodeError) as error:
                raise BadArchive(f"{path} can't be read as UTF-8 text: {error}.") from error


def _theme_pictures(folder: Path) -> Iterator[tuple[str, bytes]]:
    for path in sorted(folder.glob("*")) if folder.is_dir() else ():
        if path.suffix in ENDINGS:
            try:
                yield path.name, path.read_bytes()
            except OSError as error:
                raise BadArchive(f"{path} can't be read: {error.strerror}.") from error


def _logo(name: str, pictures: Mapping[str, bytes], folder: Path) -> Copy | None:
    if not name:
        return None
    if name not in pictures:
        raise BadArchive(f"`look.logo` names {name}, which is not in {folder}; put it there.")
    try:
        return logo_copy(name, pictures[name])
    except BadLogo as error:
        raise BadArchive(f"{folder}/{error}") from error


def _pages(folder: Path) -> Iterator[Fixed]:
    return map(read_page, sorted(folder.glob("*.md")) if folder.is_dir() else ())


def read_page(file: Path) -> Fixed:
    """A page that is not of the news. Raises BadStory, NotTaken."""
    arrival = take(open_raw(str(file)))
    return Fixed(slug_of(file.stem), arrival.story.headline, msgspec.json.encode(arrival.story))


def _issues(folder: Path, zone: tzinfo) -> Iterator[IssuePlan]:
    return (read_issue(file, zone) for file in (sorted(folder.glob("*.toml")) if folder.is_dir() else ()))


def read_issue(file: Path, zone: tzinfo) -> IssuePlan:
    """An issue; a date without a time is a day in this zone. Raises BadArchive."""
    table = _toml(file)
    when = table.get("published")
    if isinstance(when, date) and not isinstance(when, datetime):
        when = datetime.combine(when, time(), zone)
    if isinstance(when, datetime):
        table["published"] = when if when.tzinfo else when.replace(tzinfo=zone)
    try:
        return msgspec.convert({"slug": slug_of(file.stem), **table}, IssuePlan)
    except msgspec.ValidationError as error:
        names = ", ".join(field.name for field in msgspec.structs.fields(IssuePlan))
        raise BadArchive(f"{file}: {told(error, 'The issue')} An issue may have {names}.") from error


def read_picks(file: Path) -> tuple[str, ...]:
    """The stories on top of the front page. Raises BadArchive."""
    picks = _toml(file).get("picks", []) if file.is_file() else []
    if not isinstance(picks, list) or not all(isinstance(pick, str) for pick in picks):
        raise BadArchive(f'{file}: `picks` is a list of slugs: picks = ["first", "second"].')
    return tuple(picks)


def read_redirects(file: Path, site: str) -> Table:
    """The old addresses of a redirects.csv, which need not be there."""
    return redirects.read(file.read_bytes(), site, str(file)) if file.is_file() else Table(())


def _toml(file: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(file.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise BadArchive(f"{file} is not TOML: {error}.") from error
