"""Set a sheet: data in a fixed template through Typst, first laid out, then written as a PDF."""

import json
import re
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property, lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import msgspec
import typst

from freesheet.paper.faces import fonts
from freesheet.paper.glyphs import characters
from freesheet.paper.sheet import Sheet
from freesheet.paper.streams import ended

TEMPLATES = Path(__file__).parent / "templates"
Settings = dict[str, Any]
Told = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Printed:
    """A PDF, its pages, and the sheet as it could be set; `told` is what the template tells, where it was asked."""

    data: bytes
    told: Told
    sheet: Sheet

    @property
    def pages(self) -> int:
        return pages_of(self.data)


@dataclass(frozen=True)
class Compositor:
    """Sets one sheet as often as its fitting asks for; what did not change since the last time costs nothing."""

    template: str
    sheet: Sheet
    folder: Path
    when: datetime
    tagged: bool = True
    known: dict[str, Told] = field(default_factory=dict)
    made: dict[str, bytes] = field(default_factory=dict)

    def told(self, **settings: Any) -> Told:
        """What the template tells of the sheet with these settings: it is laid out and not written."""
        key = _key(settings)
        if key not in self.known:
            (self.known[key],) = json.loads(self._set(settings).query("<told>", field="value"))
        return self.known[key]

    def pdf(self, **settings: Any) -> bytes:
        """The PDF with these settings; the same sheet and settings give the same bytes."""
        key = _key(settings)
        if key not in self.made:
            self.made[key] = self._written(settings)
        return self.made[key]

    def _written(self, settings: Settings) -> bytes:
        written = self._set(settings).compile(
            format="pdf",
            # PDF/A-2a keeps for archives, PDF/UA-1 reads aloud; both ask for tags.
            pdf_standards=["a-2a", "ua-1"] if self.tagged else ["a-2u"],
            pdf_tags=self.tagged,
            timestamp=int(self.when.timestamp()),
        )
        # Several files come only of pictures of pages, never of a PDF.
        return ended(written if isinstance(written, bytes) else b"".join(written or ()))

    def _set(self, settings: Settings) -> typst.Compiler:
        """The compiler with these settings, which lie on disk: it sees that they have changed, and nothing else."""
        (self.folder / "fit.json").write_bytes(_json({"spacer": 0, "foot_at": "bottom"} | settings))
        return self.compiler

    @cached_property
    def compiler(self) -> typst.Compiler:
        files = {name: text.encode() for name, text in self.sheet.files.items()}
        for name, data in (_templates(self.template) | files | {"sheet.json": _json(self.sheet.data)}).items():
            (self.folder / name).write_bytes(data)
        return typst.Compiler(
            input=self.folder / "main.typ", root=self.folder, font_paths=fonts(), ignore_system_fonts=True
        )


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
        while True:
            try:
                settings = fit(setter)
                return Printed(setter.pdf(**settings), setter.known.get(_key(settings), {}), setter.sheet)
            except typst.TypstError as error:
                # That no one face has a letter and all of its marks is found only while setting.
                if unseen := unshown(error.diagnostic) & characters(setter.sheet.data):
                    setter = replace(setter, sheet=setter.sheet.without(unseen), known={}, made={})
                elif re.search(r"PDF tag|heading level|logical parent", error.diagnostic) and setter.tagged:
                    # Nodes that nest as no writer nests them, headings too long to be headings with others below them:
                    # the sheet is worth more than its tags.
                    setter = replace(setter, sheet=setter.sheet.untagged(), tagged=False, made={})
                else:
                    raise


_PAGE = re.compile(rb"/Type/Page\b")


def pages_of(pdf: bytes) -> int:
    """How many pages a PDF by Typst has; it writes its page objects plainly."""
    return len(_PAGE.findall(pdf))


def _key(settings: Settings) -> str:
    return repr(sorted(settings.items()))


_SHOWN = re.compile(r"the text `\"((?:[^\"\\]|\\.)+)\"` could not|disallowed codepoint `\"((?:[^\"\\]|\\.)+)\"`")
_ESCAPE = re.compile(r"\\u\{([0-9a-f]+)\}")


def unshown(diagnostic: str) -> frozenset[str]:
    """The characters that Typst names as those that it can't show; of a letter and its marks only the marks."""
    named = ("".join(match) for match in _SHOWN.findall(diagnostic))
    unseen = {c for text in named for c in _ESCAPE.sub(lambda escape: chr(int(escape[1], 16)), text)}
    marks = {c for c in unseen if unicodedata.category(c)[0] in "MC"}
    return frozenset(marks or unseen)


def _json(data: Any) -> bytes:
    return msgspec.json.encode(data)


@lru_cache(maxsize=8)
def template(name: str) -> bytes:
    return (TEMPLATES / f"{name}.typ").read_bytes()


def _templates(main: str) -> dict[str, bytes]:
    """The files of a template: what it shares with the others, and its own as the one that is begun with."""
    return {f"{name}.typ": template(name) for name in ("nodes", "sheet")} | {"main.typ": template(main)}
