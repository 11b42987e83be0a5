"""A page's inline elements as a story's inlines."""

from collections.abc import Iterator
from urllib.parse import urlsplit

from freesheet.intake.addresses import absolute
from freesheet.intake.page.context import Context
from freesheet.intake.page.parse import Element, words
from freesheet.intake.tidy import tidy
from freesheet.story.nodes import (
    Code,
    Emphasis,
    Foreign,
    Inline,
    LineBreak,
    Link,
    Note,
    Strong,
    Subscript,
    Superscript,
    Text,
)

# Never read as text: what they hold is for machines, or for a finger.
SILENT = frozenset(
    {"script", "style", "noscript", "template", "svg", "button", "input", "select", "textarea", "option", "link",
     "meta", "head", "title", "map", "area", "canvas", "object", "embed", "iframe", "video", "audio", "img", "picture",
     "progress", "meter", "dialog", "param", "source", "track"}
)  # fmt: skip
STRUCK = frozenset({"del", "s", "strike"})
_WRAPS: dict[str, type[Strong] | type[Emphasis] | type[Superscript] | type[Subscript]] = {
    "b": Strong, "strong": Strong, "i": Emphasis, "em": Emphasis, "cite": Emphasis, "dfn": Emphasis, "var": Emphasis,
    "sup": Superscript, "sub": Subscript,
}  # fmt: skip
_CODE = frozenset({"code", "kbd", "samp", "tt"})
# Words for a screen reader only: "(opens in a new window)".
_UNSEEN = (
    " sr-only ",
    " screen-reader-text ",
    " visually-hidden ",
    " visuallyhidden ",
    " assistive-text ",
    " u-hidden ",
)


def inlines(element: Element, context: Context) -> Iterator[Inline]:
    """What stands inside an element, as inlines."""
    if element.text:
        yield Text(element.text)
    for child in element:
        yield from inline(child, context)
        if child.tail:
            yield Text(child.tail)


def inline(element: Element, context: Context) -> Iterator[Inline]:
    """An element as inlines: its own, or those of what is inside it."""
    tag = element.tag
    if tag in SILENT or is_unseen(element):
        return
    if tag == "br":
        yield LineBreak()
    elif tag in _CODE:
        yield Code(" ".join("".join(element.itertext()).split()))
    elif tag == "a":
        yield from _link(element, context)
    elif tag in STRUCK:
        context.drop("struck-out words", "The page shows them struck out.", words(element))
    elif tag == "q":
        yield from (Text("“"), *inlines(element, context), Text("”"))
    elif tag == "sup" and (note := _note_in(element, context)):
        yield note
    elif tag in _WRAPS:
        yield _WRAPS[tag](tuple(inlines(element, context)))
    elif language := _other_language(element, context):
        yield Foreign(tuple(inlines(element, context)), language)
    else:
        yield from inlines(element, context)


def is_unseen(element: Element) -> bool:
    """Whether a reader who looks at the page does not see the element."""
    named = f" {element.get('class', '')} ".lower()
    style = element.get("style", "").replace(" ", "").lower()
    return (
        element.get("hidden") is not None
        or "display:none" in style
        or "visibility:hidden" in style
        or any(name in named for name in _UNSEEN)
    )


def _link(element: Element, context: Context) -> Iterator[Inline]:
    href = element.get("href", "")
    if note := _note(href, context):
        yield note
        return
    content = tuple(inlines(element, context))
    address = absolute(href, context.base)
    if not address or not tidy("".join(element.itertext())):
        yield from content
    else:
        yield Link(content, address, _title(element))


def _title(element: Element) -> str:
    """The link's title attribute, where it says more than its text."""
    title = tidy(element.get("title", ""))
    return "" if title.lower() in tidy("".join(element.itertext())).lower() else title


def _note_in(element: Element, context: Context) -> Note | None:
    for link in element.iter("a"):
        if note := _note(link.get("href", ""), context):
            return note
    return None


def _note(href: str, context: Context) -> Note | None:
    content = context.notes.get(urlsplit(href).fragment) if "#" in href else None
    return Note(content) if content else None


def _other_language(element: Element, context: Context) -> str:
    tag = (element.get("lang") or element.get("{http://www.w3.org/XML/1998/namespace}lang") or "").replace("_", "-")
    language = tag.split("-")[0].lower()
    known = language.isalpha() and language.isascii() and 2 <= len(language) <= 3
    if not known or language == context.language.split("-")[0].lower():
        return ""
    return language
