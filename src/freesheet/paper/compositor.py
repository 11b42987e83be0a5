"""Set a sheet: data in a fixed template through Typst, first laid out, then written as a PDF."""

import json
import re
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

import typst

from freesheet.paper.faces import fonts
from freesheet.paper.sheet import Sheet

TEMPLATES = Path(__file__).parent / "templates"
Settings = dict[str, Any]
# PDF/A-2a keeps for archives, PDF/UA-1 reads aloud; both ask for tags.
STANDARDS: Final = ["a-2a", "ua-1"]


# A mark over a letter that no one face has both of is found only while setting; such a text needs a second go, seldom more.
MOST_TRIES = 8


@dataclass(frozen=True, slots=True)
class Layout:
    """Where a sheet's text ends, and the frame it is set in; lengths in points.

    `head` and `foot` are the heights of what stands across the columns of the first and of the last page.
    """

    page: int
    x: float
    y: float
    pages: int
    head: float
    foot: float
    columns: int
    top: float
    height: float
    width: float
    rtl: bool

    @property
    def column(self) -> int:
        """The column that the text ends in, from 0 in reading order."""
        return int((self.x > self.width / 2) != self.rtl) if self.columns == 2 else 0

    @property
    def _above(self) -> float:
        return self.head if self.page == 1 else 0

    @property
    def _ends(self) -> float:
        """How far down its column the text ends."""
        return max(0.0, self.y - self.top - self._above)

    @property
    def used(self) -> float:
        """The length of all columns that the text takes."""
        before = (self.page - 1) * self.columns * self.height - (self.columns * self.head if self.page > 1 else 0)
        return before + self.column * (self.height - self._above) + self._ends

    def room(self, pages: int) -> float:
        """The length of the columns of so many pages with this head and this foot."""
        return self.columns * (pages * self.height - self.head - self.foot)

    @property
    def spare(self) -> float:
        """How much shorter the columns of the last page may be, if they end level."""
        height = self.height - self._above - self.foot
        return height - (self.column * height + self._ends) / self.columns


@dataclass(frozen=True, slots=True)
class Printed:
    """A PDF, its pages, and the sheet as it could be set."""

    data: bytes
    pages: int
    sheet: Sheet


@dataclass(frozen=True, slots=True)
class Compositor:
    """Sets one sheet as often as its fitting asks for; what did not change since the last time costs next to nothing."""

    template: str
    sheet: Sheet
    folder: Path
    when: datetime

    def layout(self, **settings: Any) -> Layout:
        """Where the text ends with these settings."""
        (end,) = json.loads(self._compiler(settings).query("<end>", field="value"))
        return Layout(**end)

    def pdf(self, **settings: Any) -> bytes:
        """The PDF with these settings; the same sheet and settings give the same bytes."""
        written = self._compiler(settings).compile(
            input=self._input(settings), format="pdf", pdf_standards=STANDARDS, timestamp=int(self.when.timestamp())
        )
        # Several files come only of pictures of pages, never of a PDF.
        return written if isinstance(written, bytes) else b"".join(written or ())

    def _compiler(self, settings: dict[str, Any]) -> typst.Compiler:
        return typst.Compiler(
            input=self._input(settings), root=self.folder, font_paths=fonts(), ignore_system_fonts=True
        )

    def _input(self, settings: dict[str, Any]) -> dict[str, bytes]:
        data = json.dumps(self.sheet.data | settings, ensure_ascii=False)
        files = {name: text.encode() for name, text in self.sheet.files.items()}
        return {"main.typ": template(self.template), **_shared(), **files, "sheet.json": data.encode()}


@contextmanager
def compositor(template: str, sheet: Sheet, when: datetime) -> Iterator[Compositor]:
    """A compositor with a folder of its own, which holds the pictures and nothing else that a template could read."""
    with TemporaryDirectory(prefix="freesheet-") as name:
        folder = Path(name)
        for plate in sheet.pictures.plates.values():
            (folder / plate.name).write_bytes(plate.picture.data)
        yield Compositor(template, sheet, folder, when)


def printed(template: str, sheet: Sheet, when: datetime, fit: Callable[[Compositor], Settings]) -> Printed:
    """The sheet set with the settings that fit it best."""
    with compositor(template, sheet, when) as setter:
        settings = fit(setter)
        for _ in range(MOST_TRIES):
            try:
                data = setter.pdf(**settings)
            except typst.TypstError as error:
                if not (characters := unshown(error.diagnostic)):
                    raise
                setter = replace(setter, sheet=setter.sheet.without(characters))
            else:
                return Printed(data, setter.layout(**settings).pages, setter.sheet)
        return Printed(setter.pdf(**settings), setter.layout(**settings).pages, setter.sheet)


_SHOWN = re.compile(r"the text `\"((?:[^\"\\]|\\.)+)\"` could not|disallowed codepoint `\"((?:[^\"\\]|\\.)+)\"`")
_ESCAPE = re.compile(r"\\u\{([0-9a-f]+)\}")


def unshown(diagnostic: str) -> frozenset[str]:
    """The characters that Typst names as those that it can't show; of a letter and its marks only the marks."""
    named = ("".join(match) for match in _SHOWN.findall(diagnostic))
    characters = {c for text in named for c in _ESCAPE.sub(lambda escape: chr(int(escape[1], 16)), text)}
    marks = {c for c in characters if unicodedata.category(c)[0] in "MC"}
    return frozenset(marks or characters)


@lru_cache(maxsize=8)
def template(name: str) -> bytes:
    return (TEMPLATES / f"{name}.typ").read_bytes()


def _shared() -> dict[str, bytes]:
    return {f"{name}.typ": template(name) for name in ("nodes", "sheet")}
