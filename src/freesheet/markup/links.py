"""Addresses that a reader may follow: which ones become links, and how they stand in an attribute."""

import re
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import quote, urljoin, urlsplit

from markupsafe import Markup, escape

from freesheet.story.nodes import Link

# `javascript:` and `data:` run in the reader's page, `file:` reads the reader's disk; a relative address of a story
# leads nowhere once the story stands in another folder, in an e-mail or in a book.
_SCHEME = re.compile(r"(?i)(https?|mailto|tel):(.+)", re.DOTALL)
_HOST = re.compile(r"[\w-]+(\.[\w-]+)*\.?|[0-9a-f:.]*:[0-9a-f:.]*")
# Most addresses are of this kind, and need no second look.
_PLAIN = re.compile(r"https?://[a-z0-9-]+(\.[a-z0-9-]+)+(/[A-Za-z0-9!$&'()*+,;=:@._~/?-]*)?")
# What RFC 3986 lets stand in an address; letters of any script stand as they are (RFC 3987).
_NOT_STANDING = re.compile(r"[^\w!#$%&'()*+,\-./:;=?@~]")
_BAD_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")


# A story's addresses are asked for by every edition, in the text and again in the notes.
@lru_cache(maxsize=4096)
def href(address: str) -> str:
    """The address as a link's target, with spaces and the like escaped; empty when it must not become a link."""
    if _PLAIN.fullmatch(address):
        return address
    address = address.strip()
    if address.startswith("#"):
        return "#" + _escaped(address[1:]).replace("#", "%23")
    scheme = _SCHEME.fullmatch(address)
    if not scheme or (scheme[1].lower().startswith("http") and not _has_host(address)):
        return ""
    before, mark, fragment = address.partition("#")
    authority = re.match(r"(?i)https?://[^/?#]*|", before)
    start = authority.end() if authority else 0
    return before[:start] + _escaped(before[start:]) + mark + _escaped(fragment).replace("#", "%23")


def on_page(page: str, address: str) -> str:
    """The address as a link's target on a page; a path such as /about/ is one of the site that the page is on."""
    target = href(address)
    if target or not page:
        return target
    try:
        return href(urljoin(page, address))
    except ValueError:
        return ""


@dataclass(frozen=True, slots=True)
class Links:
    """Writes the links of the page at this address; with `numbered`, a link carries the number of its note on paper."""

    page: str = ""
    numbered: bool = False

    def link(self, link: Link, content: Markup, number: int | None) -> Markup:
        """A link; its bare words where its address must not be followed."""
        target = on_page(self.page, link.address)
        note = f' data-n="{number}"' if self.numbered and number else ""
        return Markup(f'<a href="{escape(target)}"{note}>{content}</a>') if target else content


def _escaped(part: str) -> str:
    return _NOT_STANDING.sub(lambda char: quote(char[0]), _BAD_PERCENT.sub("%25", part))


def _has_host(address: str) -> bool:
    try:
        parts = urlsplit(address)
        port_is_number = parts.port is None or parts.port >= 0
    except ValueError:
        return False
    return port_is_number and "@" not in parts.netloc and bool(_HOST.fullmatch(parts.hostname or ""))
