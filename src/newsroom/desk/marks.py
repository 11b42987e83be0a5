r"""Short texts with marks, as people type them into a note or a cell: **strong**, _emphasis_, [words](address).

Also `code`, ^(raised), ~(lowered), ^[a note], [words]{fr} in another language; \ before a mark makes it a letter.
"""

import re
from collections.abc import Callable

from freesheet.story.nodes import (
    Code,
    Emphasis,
    Foreign,
    Inline,
    Inlines,
    LineBreak,
    Link,
    Note,
    Strong,
    Subscript,
    Superscript,
    Text,
)

_LETTERS = re.compile(r"[\\*_`\[\]]|[\^~](?=[(\[])")
_LANGUAGE = re.compile(r"\{([A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*)\}")
_TARGET = re.compile(r"""\(((?:\\.|[^\\\s()"])*)(?:\s+"((?:\\.|[^\\"])*)")?\)""")
_IN_TARGET, _IN_CODE = re.compile(r'[\\\s()"]'), re.compile(r"[\\`]")
_ESCAPE = re.compile(r"\\(.)", re.DOTALL)
# Deeper than anyone writes; what is deeper stays as it was typed.
_DEEPEST = 30


def marked(content: Inlines) -> str:
    """Inlines as a person would type them; `parsed` gives them back."""
    return "".join(map(_mark, content))


def _mark(inline: Inline) -> str:
    match inline:
        case Text(text):
            return _LETTERS.sub(r"\\\g<0>", text.replace("\n", " "))
        case Strong(content):
            return f"**{_inside(content, Strong)}**" if content else ""
        case Emphasis(content):
            return f"_{_inside(content, Emphasis)}_" if content else ""
        case Link(content, address, title):
            named = f' "{_quoted(title)}"' if title else ""
            return f"[{marked(content)}]({_IN_TARGET.sub(_kept, address)}{named})"
        case Code(text):
            return f"`{_IN_CODE.sub(_kept, text)}`"
        case Superscript(content):
            return f"^({_closed(content)})"
        case Subscript(content):
            return f"~({_closed(content)})"
        case LineBreak():
            return "\n"
        case Note(content):
            return f"^[{marked(content)}]"
        case Foreign(content, language):
            return f"[{marked(content)}]{{{language}}}"


def _inside(content: Inlines, kind: type[Strong] | type[Emphasis]) -> str:
    """What is strong inside something strong is no stronger."""
    return "".join(marked(one.content) if isinstance(one, kind) else _mark(one) for one in content)


def _kept(found: re.Match[str]) -> str:
    return f"\\{found[0]}"


def _quoted(text: str) -> str:
    return re.sub(r'[\\"]', _kept, text)


def _closed(content: Inlines) -> str:
    """What stands in parentheses has none of its own that would end it."""
    return "".join(
        marked((inline,)).replace(")", "\\)") if isinstance(inline, Text) else _mark(inline) for inline in content
    )


def parsed(text: str) -> Inlines:
    """The inlines of a text with marks; a mark that is never closed is a letter."""
    return _Reader(text.replace("\r\n", "\n")).inlines()


class _Reader:
    """Reads from left to right; what was found once behind a mark is not looked for again."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.known = dict[int, tuple[Inline, int] | None]()

    def inlines(self) -> Inlines:
        content, _ = self._run(0, "", 0)
        return content

    def _run(self, place: int, end: str, depth: int) -> tuple[Inlines, int]:
        """The inlines from a place up to the mark that ends them, and the place behind it; -1 where there is none."""
        if end and end not in self.text[place:]:
            return (), -1
        found, letters = list[Inline](), list[str]()

        def settle() -> None:
            if letters:
                found.append(Text("".join(letters)))
                letters.clear()

        while place < len(self.text):
            if end and self.text.startswith(end, place) and not (end == "*" and self.text.startswith("**", place)):
                settle()
                return tuple(found), place + len(end)
            one, behind = self._one(place, depth)
            if isinstance(one, str):
                letters.append(one)
            else:
                settle()
                found.append(one)
            place = behind
        settle()
        return tuple(found), -1 if end else place

    def _one(self, place: int, depth: int) -> tuple[Inline | str, int]:
        char = self.text[place]
        if char == "\\" and place + 1 < len(self.text):
            return self.text[place + 1], place + 2
        if char == "\n":
            return LineBreak(), place + 1
        if char in "*_`^~[" and depth < _DEEPEST:
            if place not in self.known:
                self.known[place] = self._opened(place, depth + 1)
            if known := self.known[place]:
                return known
            if self.text.startswith("**", place):
                return "**", place + 2
        return char, place + 1

    def _opened(self, place: int, depth: int) -> tuple[Inline, int] | None:
        if self.text[place] == "`":
            return self._code(place)
        if self.text[place] == "[":
            return self._bracket(place, depth)
        for mark, end, make in _PAIRS:
            if self.text.startswith(mark, place):
                content, behind = self._run(place + len(mark), end, depth)
                return (make(content), behind) if content and behind > 0 else None
        return None

    def _code(self, place: int) -> tuple[Inline, int] | None:
        found = re.compile(r"`((?:\\.|[^\\`])*)`", re.DOTALL).match(self.text, place)
        return (Code(_ESCAPE.sub(r"\1", found[1])), found.end()) if found else None

    def _bracket(self, place: int, depth: int) -> tuple[Inline, int] | None:
        content, behind = self._run(place + 1, "]", depth)
        if behind < 0:
            return None
        if found := _LANGUAGE.match(self.text, behind):
            return Foreign(content, found[1]), found.end()
        if found := _TARGET.match(self.text, behind):
            address, title = (_ESCAPE.sub(r"\1", part or "") for part in found.groups())
            return Link(content, address, title), found.end()
        return None


_PAIRS: tuple[tuple[str, str, Callable[[Inlines], Inline]], ...] = (
    ("**", "**", Strong),
    ("*", "*", Emphasis),
    ("_", "_", Emphasis),
    ("^[", "]", Note),
    ("^(", ")", Superscript),
    ("~(", ")", Subscript),
)
