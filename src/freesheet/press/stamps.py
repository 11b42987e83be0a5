"""What Freesheet itself adds to every file: digests of the code and templates that an edition or a page is made by."""

from functools import cache
from hashlib import blake2b
from importlib.resources import files
from importlib.resources.abc import Traversable
from itertools import chain

import msgspec

from freesheet.editions import EDITIONS
from freesheet.house import House
from freesheet.site.make import TEMPLATES, template_of
from freesheet.site.pages import Page
from freesheet.site.setting import LITE, REPUBLISH, SEARCH, Setting

# The floors that every edition stands on.
_EVERYTHING = ("refusal.py", "house.py", "edition.py", "pictures.py", "parcel.py", "story", "markup")
_PAPER = frozenset(("print", "large-print", "booklet", "handbill", "bundle"))

# The templates of what the site makes of a story.
_PAGES = {"web": "story.html.j2", LITE: "lite-story.html.j2", REPUBLISH: "republish.html.j2"}

# What each edition says of the house. An edition is made anew only when something changes that it says;
# a test changes each field of a house, and looks which editions change.
_READ_BY_ALL = (
    *("name", "site", "postal", "contact", "language", "time_zone"),
    *("licence", "licence_address", "republish", "policies", "publication", "appeal"),
)
READS: dict[str, tuple[str, ...]] = {
    name: (
        *_READ_BY_ALL,
        *(("printing",) if name in _PAPER else ()),
        *(("look",) if name in ("web", "email", "epub", "zim", "bundle") else ()),
        *(("logo",) if name in ("web", "json", "bundle") else ()),
    )
    for name in EDITIONS
}


@cache
def code_stamp(edition: str) -> bytes:
    """A digest of the code that an edition is made by; for "site", of the site's pages."""
    own = "site" if edition == "site" else f"editions/{edition.replace('-', '_')}"
    parts = [*_EVERYTHING, own, *(("paper",) if edition in _PAPER else ())]
    if edition == "site":
        parts.append("editions/web")
    digest = blake2b(digest_size=16)
    for part in parts:
        place = files("freesheet").joinpath(part)
        _add(place if place.is_dir() or place.is_file() else files("freesheet").joinpath(f"{part}.py"), digest)
    return digest.digest()


def _add(place: Traversable, digest: blake2b) -> None:
    if place.is_dir():
        for one in sorted(place.iterdir(), key=lambda one: one.name):
            if one.name != "__pycache__":
                _add(one, digest)
    elif place.is_file():
        digest.update(place.name.encode() + b"\0" + place.read_bytes())


def edition_stamp(edition: str, house: House) -> bytes:
    """What a story's edition depends on besides the story."""
    said = [getattr(house, name) for name in READS[edition]]
    return blake2b(code_stamp(edition) + msgspec.msgpack.encode(said), digest_size=16).digest()


class Stamps:
    """The stamps of a run, each found once."""

    def __init__(self, setting: Setting) -> None:
        self._setting = setting
        shared = (setting.house, setting.fixed, setting.editions, setting.logo)
        self._site = blake2b(code_stamp("site") + msgspec.msgpack.encode(shared), digest_size=16).digest()
        self._templates = dict[str, bytes]()
        self._editions = dict[str, bytes]()

    def template(self, name: str) -> bytes:
        if name not in self._templates:
            self._templates[name] = self._setting.theme.stamp(name)
        return self._templates[name]

    def edition(self, name: str) -> bytes:
        """What an edition of a story depends on besides the story."""
        if name not in self._editions:
            stamp = edition_stamp(name, self._setting.house) if name in EDITIONS else b""
            if name == SEARCH:
                stamp += code_stamp("site")
            elif name in _PAGES:
                stamp += self._site + self.template(_PAGES[name])
            self._editions[name] = blake2b(stamp, digest_size=16).digest()
        return self._editions[name]

    def everything(self) -> bytes:
        """A digest of all that is no story: when it is the same, nothing is out of date but what stories changed."""
        digest = blake2b(self._site, digest_size=16)
        for name in sorted({*chain.from_iterable(TEMPLATES.values()), *_PAGES.values()}):
            digest.update(self.template(name))
        for name in (*EDITIONS, REPUBLISH, SEARCH):
            digest.update(self.edition(name))
        return digest.digest()

    def page(self, page: Page) -> bytes:
        """The digest of all that a page is made of."""
        digest = blake2b(self._site, digest_size=16)
        for name in template_of(page):
            digest.update(self.template(name))
        digest.update(msgspec.msgpack.encode(page))
        return digest.digest()
