"""Text as a story holds it: composed (NFC), one space between words, nothing invisible that was left by a page."""

import re
import unicodedata
from collections.abc import Iterable

from msgspec.structs import replace

from freesheet.story.nodes import Code, Emphasis, Inline, Inlines, LineBreak, Strong, Text
from freesheet.story.rewrite import Pieces, rewrite

# Soft hyphens, zero-width spaces, word joiners and byte-order marks steer one page's line ends; the joiners of Arabic
# and Indic scripts (U+200C, U+200D) are spelling and stay.
# Control characters and overrides of direction are nobody's words.
_INVISIBLE = re.compile("[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u00ad\u200b\u202a-\u202e\u2060\ufeff]")
# Pages scatter no-break spaces at random; typesetting puts the right ones back.
_SPACE = re.compile(r"[\s\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+")


def tidy(text: str) -> str:
    """One line of text."""
    return spaced(text).strip()


def spaced(text: str) -> str:
    """Text with single spaces, the first and the last kept."""
    return _SPACE.sub(" ", _INVISIBLE.sub("", unicodedata.normalize("NFC", text)))


def tidy_lines(text: str) -> str:
    """Preformatted text: its spaces and line ends stay, blank lines around it go."""
    text = unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n").replace("\u00a0", " ")
    return "\n".join(line.rstrip() for line in _INVISIBLE.sub("", text).expandtabs(8).split("\n")).strip("\n")


def tidy_inlines(content: Iterable[Inline]) -> Inlines:
    """Inlines with single spaces, none at the ends of a run nor beside a line break, and no empty shells."""
    spaced_out = _prune(rewrite(_prune(tuple(content)), _single_spaces))
    return _prune(rewrite(_trim(_beside_breaks(spaced_out)), _single_spaces))


def _beside_breaks(content: Inlines) -> Inlines:
    """Without the spaces before and after a line break."""
    after = (True, *(isinstance(inline, LineBreak) for inline in content))
    before = (*(isinstance(inline, LineBreak) for inline in content[1:]), True)
    return _prune(
        tuple(
            Text(_stripped(inline.text, left=left, right=right)) if isinstance(inline, Text) else inline
            for inline, left, right in zip(content, after, before, strict=False)
        )
    )


def _stripped(text: str, *, left: bool, right: bool) -> str:
    text = text.lstrip(" ") if left else text
    return text.rstrip(" ") if right else text


def _single_spaces(pieces: Pieces) -> Pieces:
    done: list[str] = []
    after_space = True
    for piece in pieces:
        text = spaced(piece)
        text = text.lstrip(" ") if after_space else text
        done.append(text)
        after_space = text.endswith((" ", "\n")) or (after_space and not text)
    for index in reversed(range(len(done))):
        done[index] = done[index].rstrip(" ")
        if done[index]:
            break
    return tuple(done)


def _prune(content: Inlines) -> Inlines:
    """Without shells that hold nothing; neighbouring text is joined."""
    kept: list[Inline] = []
    for inline in content:
        if isinstance(inline, Text) and kept and isinstance(last := kept[-1], Text):
            kept[-1] = Text(last.text + inline.text)
        elif isinstance(inline, Text | Code):
            kept.extend([inline] if inline.text else [])
        elif isinstance(inline, LineBreak):
            kept.append(inline)
        elif inner := _prune(inline.content):
            again = len(inner) == 1 and type(inner[0]) is type(inline) and isinstance(inline, Strong | Emphasis)
            kept.append(inner[0] if again else replace(inline, content=inner))
    return tuple(kept)


def _trim(content: Inlines) -> Inlines:
    """Without line breaks at the ends."""
    start, end = 0, len(content)
    while start < end and isinstance(content[start], LineBreak):
        start += 1
    while end > start and isinstance(content[end - 1], LineBreak):
        end -= 1
    return content[start:end]


def split_at_breaks(content: Inlines) -> tuple[Inlines, ...]:
    """The parts between two line breaks in a row: how old pages and careless editors write paragraphs."""
    parts: list[list[Inline]] = [[]]
    waiting: list[LineBreak] = []
    for inline in content:
        if isinstance(inline, LineBreak):
            waiting.append(inline)
        elif isinstance(inline, Text) and not inline.text.strip() and waiting:
            continue
        else:
            if len(waiting) > 1:
                parts.append([])
            else:
                parts[-1].extend(waiting)
            waiting = []
            parts[-1].append(inline)
    return tuple(part for part in map(tidy_inlines, parts) if part)
