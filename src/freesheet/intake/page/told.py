"""The text of an article in its page's own data: a witness to the body, and the body of a page that scripts fill."""

import re
from html import unescape
from typing import Any

from freesheet.intake.page.parse import Element, words
from freesheet.intake.tidy import tidy
from freesheet.story.nodes import Blocks, Paragraph, Text

# A page that scripts fill holds a menu, a few lines and no prose; a list of stories holds more links than this.
MOST_LINKS = 12
MOST_LETTERS = 300
_ENDS = re.compile(r"<(?:br|/?p|/?div|/?li|/?h[1-6])\b[^>]{0,200}>|\r\n?", re.IGNORECASE)
_TAG = re.compile(r"<[^>]{0,200}>")


def lines_of(value: Any) -> str:
    """An `articleBody` as lines, without the markup and the entities that some sites put into it."""
    if not isinstance(value, str):
        return ""
    text = _TAG.sub(" ", _ENDS.sub("\n", unescape(unescape(value))))
    return "\n".join(line for line in map(tidy, text.split("\n")) if line)


def paragraphs_of(lines: str) -> Blocks:
    """The lines as paragraphs."""
    return tuple(Paragraph((Text(line),)) for line in lines.splitlines())


def is_filled_by_scripts(tree: Element) -> bool:
    """Whether a page holds next to nothing before its scripts have run."""
    scripted = any("json" not in script.get("type", "") for script in tree.iter("script", "noscript"))
    return scripted and len(words(tree.body)) < MOST_LETTERS and len(list(tree.iter("a"))) < MOST_LINKS
