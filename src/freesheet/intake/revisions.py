"""What editors leave in a Word document beside its words: changes that nobody has accepted yet, and comments."""

import re
import zipfile
from collections.abc import Iterator
from contextlib import suppress
from io import BytesIO
from typing import TypeAlias

from lxml import etree

from freesheet.intake.arrival import Drop
from freesheet.intake.tidy import tidy

_PART = re.compile(r"word/(document|footnotes|endnotes|comments)\d*\.xml")
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_Part: TypeAlias = "etree._Element"


def revisions(data: bytes) -> Iterator[Drop]:
    """The drops that tell of changes and comments; a document is read as if its changes were accepted."""
    parts = tuple(_parts(data))
    deleted = [said for part in parts for said in _said(part, "del", "delText")]
    inserted = [said for part in parts for said in _said(part, "ins", "t")]
    if deleted or inserted:
        why = f"It is read as accepted; deletions: {len(deleted)}, left out; insertions: {len(inserted)}, kept."
        yield Drop("tracked change", why, " … ".join(deleted))
    for part in parts:
        for words in _said(part, "comment", "t"):
            yield Drop("comment", "It is for the story's editors.", words)


def _parts(data: bytes) -> Iterator[_Part]:
    parser = etree.XMLParser(resolve_entities=False, huge_tree=True, recover=True)
    with zipfile.ZipFile(BytesIO(data)) as archive:
        for name in filter(_PART.fullmatch, archive.namelist()):
            # A part that is no XML has neither changes nor comments in it.
            with suppress(etree.XMLSyntaxError):
                if (part := etree.fromstring(archive.read(name), parser)) is not None:
                    yield part


def _said(part: _Part, outer: str, inner: str) -> Iterator[str]:
    """The words of each such element, where it has any: a deleted mark of formatting has none."""
    for element in part.iter(f"{_W}{outer}"):
        words = tidy(
            " ".join("".join(text.text or "" for text in p.iter(f"{_W}{inner}")) for p in _paragraphs(element))
        )
        if words:
            yield words


def _paragraphs(element: _Part) -> list[_Part]:
    return list(element.iter(f"{_W}p")) or [element]
