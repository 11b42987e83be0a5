"""The unit of work: a picklable function over a chunk of stories, pages or pictures, which writes what it makes."""

import gc
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import cache, lru_cache, partial
from hashlib import blake2b
from pathlib import Path

import msgspec
from msgspec import Struct
from msgspec.structs import replace as change

from freesheet.edition import Artifact, Kit, Loss, MissingPicture, losses
from freesheet.editions import EDITIONS
from freesheet.house import House
from freesheet.press.run import kit_of
from freesheet.press.tree import Folders, copies_of, write_compressed
from freesheet.site.card import Card, card_in_json, card_of
from freesheet.site.make import make_page
from freesheet.site.pages import Copy, FileFact, Link, Page
from freesheet.site.pictures import copies
from freesheet.site.search import row_of
from freesheet.site.setting import LITE, REPUBLISH, SEARCH, Setting
from freesheet.site.story_page import REPUBLISH_FILE, Around, lite_page, republishing_page, story_page
from freesheet.site.telling import story_in, told_in
from freesheet.site.theme import Theme
from freesheet.story.file import BadStory, read
from freesheet.story.nodes import Issue

# A worker's longest-lived objects are few; looking through them after each hundred new ones costs a tenth of a press.
_GC_THRESHOLD = 50_000

# The web edition is made last: its page tells what the others take to print.
LAST = ("lite", "web")


class Spec(Struct, frozen=True, array_like=True):
    """A `Setting` as it travels to a worker."""

    house: House
    own: tuple[tuple[str, str], ...] = ()
    fixed: tuple[Link, ...] = ()
    editions: tuple[str, ...] = ("web",)
    logo: Copy | None = None


@lru_cache(maxsize=2)
def setting_of(spec: Spec) -> Setting:
    return Setting(spec.house, Theme(spec.house, dict(spec.own)), spec.fixed, spec.editions, spec.logo)


class PictureFile(Struct, frozen=True, array_like=True):
    """A picture that a story calls `file`: where it lies, or its bytes when the worker has another disk."""

    file: str
    path: str
    data: bytes | None = None

    def read(self) -> bytes:
        """Raises MissingPicture."""
        if self.data is not None:
            return self.data
        try:
            return Path(self.path).read_bytes()
        except OSError as error:
            raise MissingPicture(f"The picture {self.file} is not at {self.path}.") from error


class StoryWork(Struct, frozen=True, tag=True, array_like=True):
    """Make these editions of a story. `around.files` are those that it has already."""

    key: str
    data: bytes
    editions: tuple[str, ...]
    around: Around
    pictures: tuple[PictureFile, ...] = ()


class PageWork(Struct, frozen=True, tag=True, array_like=True):
    key: str
    page: Page


class PictureWork(Struct, frozen=True, tag=True, array_like=True):
    key: str
    picture: PictureFile
    digest: str


class IssueWork(Struct, frozen=True, tag=True, array_like=True):
    """Make the editions of an issue, in a folder."""

    key: str
    folder: str
    title: str
    number: str
    introduction: str
    stories: tuple[bytes, ...]
    editions: tuple[str, ...]
    pictures: tuple[PictureFile, ...] = ()


class IndexWork(Struct, frozen=True, tag=True, array_like=True):
    """Read a story, and give its card; `sound`: it was read when it was put into the archive."""

    key: str
    data: bytes
    sound: bool = False


Work = StoryWork | PageWork | PictureWork | IssueWork | IndexWork


class File(Struct, frozen=True, array_like=True):
    """A file that was made; `data` and its compressed `copies` only when the worker could not write them itself."""

    path: str
    digest: bytes
    size: int
    pages: int = 0
    sheets: int = 0
    edition: str = ""
    data: bytes | None = None
    copies: tuple[bytes, ...] = ()


class Done(Struct, frozen=True, array_like=True):
    """What became of one piece of work. `told` is the card of an IndexWork, the copies of a PictureWork, what the
    search knows of a story.
    """

    key: str
    files: tuple[File, ...] = ()
    told: bytes = b""
    losses: tuple[Loss, ...] = ()
    problem: str = ""


class Chunk(Struct, frozen=True, array_like=True):
    """Work that is sent together. `to` is the folder to write to; empty: give the files back."""

    spec: Spec
    work: tuple[Work, ...]
    to: str = ""
    compressed: bool = True


# Writes a file below the folder of a chunk.
Write = Callable[[str, bytes], None]


def do(chunk: Chunk, write: Write | None = None) -> list[Done]:
    """Do a chunk of work. A story that can't be made is told of in its own `Done`; the others are made.

    `write` is who writes the files, when it is not this process.
    """
    gc.set_threshold(_GC_THRESHOLD)
    setting = setting_of(chunk.spec)
    keep = _writer(write or _writing(chunk)) if chunk.to else _giver(chunk)
    return [_done(work, setting, keep) for work in chunk.work]


Keep = Callable[[Artifact], File]


def _giver(chunk: Chunk) -> Keep:
    """Gives files back with their bytes."""

    def keep(artifact: Artifact) -> File:
        copies = copies_of(artifact.path, artifact.data) if chunk.compressed else ()
        return change(_file(artifact), data=artifact.data, copies=copies)

    return keep


def _writing(chunk: Chunk) -> Write:
    """Writes files to the chunk's folder at once."""
    return partial(write_compressed, Folders(chunk.to), compressed=chunk.compressed)


def _writer(write: Write) -> Keep:
    """Has files written."""

    def keep(artifact: Artifact) -> File:
        write(artifact.path, artifact.data)
        return _file(artifact)

    return keep


def _file(artifact: Artifact) -> File:
    digest = blake2b(artifact.data, digest_size=16).digest()
    return File(artifact.path, digest, len(artifact.data), artifact.pages, artifact.sheets, artifact.edition)


def _done(work: Work, setting: Setting, keep: Keep) -> Done:
    try:
        match work:
            case IndexWork(key):
                return Done(key, told=msgspec.msgpack.encode(_card_of(work, setting.house)))
            case StoryWork():
                return _story_done(work, setting, keep)
            case PageWork(key, page):
                return Done(key, tuple(keep(Artifact(path, "web", data)) for path, data in make_page(page, setting)))
            case PictureWork(key, picture, digest):
                made, files = copies(picture.read(), picture.file, digest)
                kept = tuple(keep(Artifact(path, "web", data)) for path, data in files)
                return Done(key, kept, told=msgspec.msgpack.encode(made))
            case IssueWork():
                return _issue_done(work, setting, keep)
    except (BadStory, MissingPicture) as error:
        return Done(work.key, problem=str(error))


def _card_of(work: IndexWork, house: House) -> Card:
    """The card of a story, which is read whole unless the archive has made sure of it."""
    if not work.sound and read(work.data).published is None:
        raise BadStory("The story has no date of publication, so that it is not on the site.")
    return card_in_json(work.data, house)


def _story_done(work: StoryWork, setting: Setting, keep: Keep) -> Done:
    told = told_in(work.data, setting.house)
    # As it was written: most editions typeset it themselves.
    written = cache(lambda: story_in(work.data))
    slug = told.story.slug
    lost, files, made, known = list[Loss](), list[File](), tuple[Artifact, ...](), b""
    facts = {file.edition: file for file in work.around.files}
    editions = tuple(name for name in work.editions if name not in LAST) + tuple(
        name for name in LAST if name in work.editions
    )
    kit = None
    for name in editions:
        if name == SEARCH:
            row = row_of(card_of(written(), setting.house), told, setting.house)
            known, made = msgspec.msgpack.encode(row) if row else b"", ()
        elif name == REPUBLISH:
            page = republishing_page(told, work.around, setting)
            made = (Artifact(REPUBLISH_FILE, name, page),) if page else ()
        elif name == LITE:
            around = change(work.around, files=tuple(facts.values()))
            made = (Artifact(EDITIONS[name].files, name, lite_page(told, around, setting).encode()),)
        elif name == "web":
            around = change(work.around, files=tuple(facts.values()))
            text = story_page(told, around, setting)
            made = (Artifact("index.html", "web", text.encode()),)
        else:
            kit = kit or _kit(work, setting)
            made = EDITIONS[name].make(Issue.of(written()), _beside(kit, facts, setting))
        for artifact in made:
            files.append(keep(replace(artifact, path=f"{slug}/{artifact.path}")))
            lost.extend(artifact.losses)
        if name in EDITIONS and EDITIONS[name].leaves_out:
            lost.extend(losses(written(), EDITIONS[name]))
        if made:
            facts[name] = _fact(name, f"{slug}/", made)
    return Done(work.key, tuple(files), known, tuple(dict.fromkeys(lost)))


def _fact(edition: str, folder: str, made: Sequence[Artifact]) -> FileFact:
    """What others tell of an edition: its main file."""
    main = made[0]
    return FileFact(edition, folder + main.path, len(main.data), main.pages, main.sheets)


def _kit(work: StoryWork | IssueWork, setting: Setting) -> Kit:
    pictures = {picture.file: picture for picture in work.pictures}

    def picture(file: str) -> bytes:
        if file not in pictures:
            raise MissingPicture(f"The picture {file} is not there.")
        return pictures[file].read()

    return kit_of([EDITIONS[name] for name in work.editions if name in EDITIONS], house=setting.house, picture=picture)


def _beside(kit: Kit, facts: dict[str, FileFact], setting: Setting) -> Kit:
    """The kit of an edition that may link to those that are there, and to the page."""
    names = {*facts, *(name for name in LAST if name in setting.editions)}
    return replace(kit, beside={name: EDITIONS[name].files for name in names if name in EDITIONS})


def _issue_done(work: IssueWork, setting: Setting, keep: Keep) -> Done:
    stories = tuple(map(story_in, work.stories))
    slug = work.folder.rstrip("/").rpartition("/")[2]
    issue = Issue(slug=slug, title=work.title, stories=stories, number=work.number, introduction=work.introduction)
    kit, files, lost = _kit(work, setting), list[File](), list[Loss]()
    for name in work.editions:
        for artifact in kit.made(name, issue):
            files.append(keep(replace(artifact, path=work.folder + artifact.path)))
            lost.extend(artifact.losses)
    return Done(work.key, tuple(files), losses=tuple(dict.fromkeys(lost)))


# Pictures that are sent along with work, in one message.
_MOST_BYTES = 4_000_000


def chunks(work: Iterator[Work], size: int) -> Iterator[list[Work]]:
    """Work in lists of this length; a list ends sooner when much is to be sent along."""
    held, total = list[Work](), 0
    for one in work:
        held.append(one)
        total += _sent_along(one)
        if len(held) >= size or total >= _MOST_BYTES:
            yield held
            held, total = [], 0
    if held:
        yield held


def _sent_along(work: Work) -> int:
    """The bytes of the pictures that travel with a piece of work."""
    match work:
        case StoryWork(pictures=pictures) | IssueWork(pictures=pictures):
            return sum(len(picture.data or b"") for picture in pictures)
        case PictureWork(picture=picture):
            return len(picture.data or b"")
        case PageWork() | IndexWork():
            return 0
