"""The table of what a story may arrive as, and how each kind is recognised."""

import re
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO

from freesheet.intake import markdown, page, plain, story_file, word
from freesheet.intake.arrival import Arrival, NotTaken, Raw


@dataclass(frozen=True, slots=True)
class Source:
    """One form of a story: how it is recognised, and what reads it."""

    name: str
    title: str
    suits: Callable[[Raw], bool]
    read: Callable[[Raw], Arrival]


def _ends(raw: Raw, *endings: str) -> bool:
    return raw.name.lower().endswith(endings)


def _is_story_file(raw: Raw) -> bool:
    return raw.data.lstrip()[:1] == b"{" or _ends(raw, ".json")


def _is_word(raw: Raw) -> bool:
    return raw.data.startswith(b"PK\x03\x04") and (
        _ends(raw, ".docx", ".docm") or _holds(raw.data, "word/document.xml")
    )


def _holds(data: bytes, member: str) -> bool:
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            return member in archive.namelist()
    except (zipfile.BadZipFile, ValueError, OSError):
        return False


def _is_page(raw: Raw) -> bool:
    if _ends(raw, ".md", ".markdown", ".txt", ".text"):
        return False
    head = raw.data[:4096].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").lower()
    return _ends(raw, ".html", ".htm", ".xhtml") or bool(
        re.match(rb"<(!doctype html|html|head|\?xml|!--|body|article|div)\b", head)
    )


def _is_markdown(raw: Raw) -> bool:
    return _ends(raw, ".md", ".markdown", ".mdown", ".mkd") or raw.data.lstrip(b"\xef\xbb\xbf").startswith(
        (b"---\n", b"---\r\n", b"+++\n", b"+++\r\n")
    )


# Forms that are recognised, whatever the file is called, only to say what to do instead.
_REFUSED = (
    (b"%PDF", "a PDF, which has no structure to take a story from; save the text as .txt or .docx"),
    (b"{\\rtf", "an RTF document; save it as .docx in a word processor"),
    (b"\xd0\xcf\x11\xe0", "an old Word document; save it as .docx in a word processor"),
    (b"PK\x03\x04", "an archive or an OpenDocument text; save a document as .docx, and unpack an archive"),
    (b"\x1f\x8b", "a compressed file; unpack it"),
    (b"\x89PNG", "a picture, not a story"),
    (b"\xff\xd8\xff", "a picture, not a story"),
    (b"GIF8", "a picture, not a story"),
    (b"MIME-Version: ", "an e-mail or a web archive (.mhtml); save the page as .html"),
    (b"From: <Saved by", "a web archive (.mhtml); save the page as .html, complete"),
    (b"bplist00", "a Safari web archive; save the page as .html"),
)  # fmt: skip

# In order: the first that suits reads.
SOURCES = (
    Source("word", "Word document (.docx)", _is_word, word.read),
    Source("story-file", "The story's own file (story.json)", _is_story_file, story_file.read),
    Source("page", "HTML page, saved or fetched", _is_page, page.read),
    Source("markdown", "Markdown with front matter", _is_markdown, markdown.read),
    Source("plain", "Plain text", lambda _raw: True, plain.read),
)


def take(raw: Raw) -> Arrival:
    """The story of what arrived, by the first source that recognises it; NotTaken when none does."""
    if not raw.data.strip():
        raise NotTaken(f"{raw.name} is empty.")
    if not _is_word(raw):
        for signature, what in _REFUSED:
            if raw.data.startswith(signature):
                raise NotTaken(f"{raw.name} is {what}.")
    return next(source for source in SOURCES if source.suits(raw)).read(raw)
