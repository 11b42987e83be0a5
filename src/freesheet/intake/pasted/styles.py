"""What is told by style alone, told by elements: Google Docs and Word Online write bold as a property of a span."""

import re
from collections.abc import Mapping

from freesheet.intake.page.parse import Element

# A property of CSS, the values that mean something to a reader, and the element that means the same.
_MEANING: tuple[tuple[str, re.Pattern[str], str], ...] = (
    ("font-weight", re.compile(r"bold|bolder|[6-9]00"), "b"),
    ("font-style", re.compile(r"italic|oblique"), "i"),
    ("vertical-align", re.compile("super"), "sup"),
    ("vertical-align", re.compile("sub"), "sub"),
    ("text-decoration", re.compile("line-through"), "s"),
    ("text-decoration-line", re.compile("line-through"), "s"),
)
# An element that is undone by its own style: Google Docs wraps all that is copied into bold that is not bold.
_UNDONE: Mapping[str, tuple[str, re.Pattern[str]]] = {
    "b": ("font-weight", re.compile("normal|[1-5]00")),
    "strong": ("font-weight", re.compile("normal|[1-5]00")),
    "i": ("font-style", re.compile("normal")),
    "em": ("font-style", re.compile("normal")),
}
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})


def style_of(element: Element) -> dict[str, str]:
    """An element's own style: properties and their values, lower-case."""
    parts = (part.partition(":") for part in element.get("style", "").lower().split(";"))
    return {name.strip(): value.strip() for name, _, value in parts if value.strip()}


def name_styles(body: Element) -> None:
    """Put the elements in that spans only look like, and take those out that their style undoes."""
    for element in list(body.iter()):
        style = style_of(element)
        if element.tag in _UNDONE and _says(style, *_UNDONE[element.tag]):
            element.tag = "span"
        elif element.tag == "span":
            for tag in dict.fromkeys(tag for name, values, tag in _MEANING if _says(style, name, values)):
                # A heading is bold by itself.
                if tag != "b" or not _HEADINGS & {above.tag for above in element.iterancestors()}:
                    _wrap(element, tag)
        if style.get("mso-hide") == "all":
            element.set("hidden", "")


def _says(style: Mapping[str, str], name: str, values: re.Pattern[str]) -> bool:
    return bool(values.match(style.get(name, "")))


def _wrap(element: Element, tag: str) -> None:
    """Put all that is inside an element into a new one."""
    inner = element.makeelement(tag, {})
    inner.text, element.text = element.text, None
    inner.extend(list(element))
    element.append(inner)
