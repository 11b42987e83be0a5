"""A Word document (.docx): its headings, quotations, lists, tables, footnotes and pictures."""

import re
import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO
from typing import Any
from xml.parsers.expat import ExpatError

import lxml.html
import mammoth

from freesheet.intake.arrival import Arrival, Drop, NotTaken, Raw
from freesheet.intake.bylines import bylines, signed
from freesheet.intake.corrections import take_corrections
from freesheet.intake.draft import Draft, arrival
from freesheet.intake.gallery import Gallery
from freesheet.intake.lines import date_line
from freesheet.intake.page.context import Context
from freesheet.intake.page.fragment import fragment
from freesheet.intake.page.parse import Element, tree_of, words
from freesheet.intake.revisions import revisions
from freesheet.intake.tidy import tidy

# A book-length document with a hundred photographs stays below; what claims more is made to fill a memory or a disk.
MOST_BYTES = 200_000_000
MOST_MEMBERS = 3_000
# XML packs to a tenth, a page of repeated words to a hundredth; two hundred is a bomb.
MOST_RATIO = 200
_CHUNK = 1 << 20
# What zipfile, zlib, the XML parser and mammoth raise at a file that is not what it should be.
DAMAGED = (
    zipfile.BadZipFile, zlib.error, ExpatError, OSError, EOFError, KeyError, ValueError, AttributeError, IndexError,
    TypeError, RuntimeError,
)  # fmt: skip

STYLES = """
p[style-name='Title'] => p.title:fresh
p[style-name='Headline'] => p.title:fresh
p[style-name='Subtitle'] => p.dek:fresh
p[style-name='Dek'] => p.dek:fresh
p[style-name='Standfirst'] => p.dek:fresh
p[style-name='Byline'] => p.byline:fresh
p[style-name='Author'] => p.byline:fresh
p[style-name='Caption'] => p.caption:fresh
p[style-name='caption'] => p.caption:fresh
p[style-name='Quote'] => blockquote > p:fresh
p[style-name='Intense Quote'] => blockquote > p:fresh
p[style-name='Quotations'] => blockquote > p:fresh
p[style-name='Block Text'] => blockquote > p:fresh
p[style-name='Pull Quote'] => aside.pullquote > p:fresh
p[style-name='HTML Preformatted'] => pre:separator('\\n')
p[style-name='Preformatted Text'] => pre:separator('\\n')
strike => s
r[style-name='Strong'] => strong
r[style-name='Emphasis'] => em
"""
# Styles of plain paragraphs; a rule for one of them in the table would come before mammoth's own for lists.
_PLAIN = re.compile(
    r"Unrecognised paragraph style: (Normal \(Web\)|Body Text|Text Body|List Paragraph|No Spacing) \(Style ID: "
)


def read(raw: Raw) -> Arrival:
    """The story of a Word document."""
    check_size(raw)
    gallery = Gallery(raw)
    try:
        result = mammoth.convert_to_html(BytesIO(raw.data), style_map=STYLES, convert_image=_picture(gallery))
        changes = tuple(revisions(raw.data))
    except DAMAGED as error:
        raise NotTaken(_damaged(raw)) from error
    draft = Draft(address=raw.address)
    told = [message.message for message in result.messages if not _PLAIN.match(message.message)]
    draft.drops = [*(Drop("Word style", message) for message in told), *changes]
    tree = tree_of(f"<!doctype html><body>{result.value}", raw.name)
    _take_heading(tree, draft)
    _join_captions(tree)
    context = Context(gallery, raw.address)
    draft.body = fragment(_inner(tree), context, raw.name)
    draft.drops += [*context.drops, *gallery.drops]
    draft.pictures = gallery.pictures
    if not draft.body and not draft.headline:
        raise NotTaken(f"There is no text in {raw.name}.")
    take_corrections(draft)
    return arrival(draft, raw.name)


def _damaged(raw: Raw) -> str:
    return f"{raw.name} is not a sound Word document; open it in a word processor and save it as .docx again."


def check_size(raw: Raw) -> None:
    """Count what comes out of the archive before anything is made of it; what its directory says may be a lie."""
    try:
        with zipfile.ZipFile(BytesIO(raw.data)) as archive:
            members = archive.infolist()
            if len(members) > MOST_MEMBERS:
                raise NotTaken(f"{raw.name} holds {len(members)} parts; {MOST_MEMBERS} is the most.")
            most = min(MOST_BYTES, max(_CHUNK, len(raw.data) * MOST_RATIO))
            out = 0
            for size in _sizes(archive, members):
                out += size
                if out > most:
                    raise NotTaken(f"{raw.name} unpacks to more than {most / 1e6:.0f} MB; no document does.")
    except DAMAGED as error:
        raise NotTaken(_damaged(raw)) from error


def _sizes(archive: zipfile.ZipFile, members: list[zipfile.ZipInfo]) -> Iterator[int]:
    for member in members:
        with archive.open(member) as part:
            while chunk := part.read(_CHUNK):
                yield len(chunk)


def _picture(gallery: Gallery) -> Any:
    def hang(image: Any) -> dict[str, str]:
        with image.open() as file:
            data = file.read()
        alt = tidy(image.alt_text or "")
        return {"src": gallery.own(data, alt or "picture", alt)}

    return mammoth.images.img_element(hang)


def _take_heading(tree: Element, draft: Draft) -> None:
    """The headline, dek and byline, by their styles; without styles, by what the first lines look like."""
    draft.headline = _taken(tree, "title")
    draft.dek = _taken(tree, "dek")
    draft.bylines = bylines(_taken(tree, "byline"))
    body = tree.find("body")
    first = _first(body)
    if not draft.headline and first is not None and (first.tag == "h1" or _is_title(first)):
        draft.headline = tidy(words(first))
        first.drop_tree()
        first = _first(body)
    if not draft.bylines and first is not None and signed(words(first)):
        draft.bylines = bylines(words(first))
        first.drop_tree()
        first = _first(body)
    if first is not None and (when := date_line(words(first))):
        draft.published = when
        first.drop_tree()


def _taken(tree: Element, name: str) -> str:
    found = list(tree.find_class(name))
    text = " ".join(words(element) for element in found)
    for element in found:
        element.drop_tree()
    return tidy(text)


def _first(body: Element | None) -> Element | None:
    return next((child for child in body if words(child)), None) if body is not None else None


def _is_title(element: Element) -> bool:
    text = words(element)
    return element.tag in {"p", "h2", "h3"} and len(text) <= 160 and not text.endswith((".", ":", ";", ","))


def _join_captions(tree: Element) -> None:
    """A picture and the caption after it make a figure."""
    for caption in list(tree.find_class("caption")):
        before = caption.getprevious()
        if before is not None and before.tag == "p" and before.find(".//img") is not None and not words(before):
            figure = before.makeelement("figure", {})
            before.addprevious(figure)
            figure.extend(list(before.iter("img")))
            before.drop_tree()
            figure.append(caption)
            caption.tag = "figcaption"


def _inner(tree: Element) -> str:
    body = tree.find("body")
    return "" if body is None else "".join(lxml.html.tostring(child, encoding="unicode") for child in body)
