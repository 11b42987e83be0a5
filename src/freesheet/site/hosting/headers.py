"""The headers of every answer, once, as rules that each server's configuration is written from."""

import json
from base64 import b64encode
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from hashlib import sha256
from urllib.parse import urlsplit

from freesheet.house import House
from freesheet.site.addresses import FEEDS


@dataclass(frozen=True, slots=True)
class Rule:
    """Headers of all paths of one form. A `*` stands for any characters; `:splat` in a value, for what the first is.

    All rules that fit a path give it their headers. Of one header, a later rule's value takes the place of an earlier
    one's; apart from the rules for `/*` and for search, no two rules for one path give the same header.
    """

    path: str
    headers: Mapping[str, str]


EVERYWHERE = "/*"
TWO_YEARS = 63_072_000
# A page may be a minute old, and is shown once more while the new one is fetched.
PAGE = "public, max-age=60, stale-while-revalidate=600"
LIST = "public, max-age=300, stale-while-revalidate=3600"
FILE = "public, max-age=300"
# Its name changes with its content.
FOREVER = "public, max-age=31536000, immutable"
DENIED = ("browsing-topics", "camera", "geolocation", "microphone", "payment", "usb")
# A drawing may hold a script; opened by itself, it may do nothing but look as it does.
SANDBOX = "default-src 'none'; style-src 'unsafe-inline'; sandbox"

# Other forms of a story or an issue, in its folder; its page is the one that search engines should keep.
FORMS = ("print.pdf", "large-print.pdf", "booklet.pdf", "handbill.pdf", "text.txt", "*.epub")
# What servers know by its ending, and what they get wrong or have never heard of.
USUAL_TYPES = {
    "css": "text/css",
    "eml": "message/rfc822",
    "gif": "image/gif",
    "html": "text/html",
    "ico": "image/x-icon",
    "jpg": "image/jpeg",
    "json": "application/json",
    "md": "text/markdown",
    "pdf": "application/pdf",
    "png": "image/png",
    "svg": "image/svg+xml",
    "txt": "text/plain",
    "webp": "image/webp",
    "woff2": "font/woff2",
    "xml": "application/xml",
    "zip": "application/zip",
}
RARE_TYPES = {
    "atom": "application/atom+xml",
    "avif": "image/avif",
    "epub": "application/epub+zip",
    "jsonld": "application/ld+json",
    "rss": "application/rss+xml",
    "zim": "application/x-zim",
}
FEED_JSON = "feed.json"


def rules(house: House, styles: Sequence[str] = ()) -> tuple[Rule, ...]:
    """The rules for a house whose pages hold these inline style sheets."""
    return tuple(_rules(house, styles))


def _rules(house: House, styles: Sequence[str]) -> Iterator[Rule]:
    yield Rule(
        EVERYWHERE,
        {
            "Content-Security-Policy": policy(house, styles),
            "Strict-Transport-Security": f"max-age={TWO_YEARS}",
            "X-Content-Type-Options": "nosniff",
            "Referrer-Policy": "no-referrer",
            "Permissions-Policy": ", ".join(f"{feature}=()" for feature in DENIED),
            "Cross-Origin-Opener-Policy": "same-origin",
        },
    )
    for path, kept in CACHED:
        yield Rule(path, {"Cache-Control": kept})
    yield Rule("/*.svg", {"Content-Security-Policy": SANDBOX})
    for ending, media_type in RARE_TYPES.items():
        yield Rule(f"/*.{ending}", {"Content-Type": media_type})
    yield Rule(f"/*{FEED_JSON}", {"Content-Type": FEEDS[FEED_JSON]})
    if house.site:
        canonical = {"Link": f'<{house.site.rstrip("/")}/:splat/>; rel="canonical"'}
        yield from (Rule(f"/*/{form}", canonical) for form in FORMS)
    for path in ("/404.html", "/410.html"):
        yield Rule(path, {"X-Robots-Tag": "noindex"})
    for path in ("/search", "/search/"):
        yield Rule(path, {"Cache-Control": "no-store", "X-Robots-Tag": "noindex"})


CACHED = (
    ("/", PAGE),
    ("/*/", PAGE),
    ("/*.html", PAGE),
    *((f"/*.{ending}", LIST) for ending in ("rss", "atom", "json", "xml", "txt", "css")),
    *((f"/*.{ending}", FILE) for ending in ("pdf", "epub", "zim", "zip", "eml", "md")),
    ("/pictures/*", FOREVER),
)


def cached(path: str) -> str:
    """How long a file of the site may be kept; of what no rule names, nothing is said but that all may keep it."""
    return next((kept for rule, kept in reversed(CACHED) if fnmatchcase(f"/{path}", rule)), FILE)


def policy(house: House, styles: Sequence[str] = ()) -> str:
    """The Content-Security-Policy: nothing from elsewhere, no script; forms go to the house and to where one gives."""
    digests = (b64encode(sha256(style.encode()).digest()).decode() for style in styles)
    allowed = " ".join(("'self'", *(f"'sha256-{digest}'" for digest in digests)))
    return (
        f"default-src 'none'; img-src 'self' data:; style-src {allowed}; script-src 'none'; font-src 'self'; "
        f"form-action 'self'{_giving(house)}; base-uri 'none'; frame-ancestors 'self'"
    )


def _giving(house: House) -> str:
    """Where gifts are given, when that is elsewhere."""
    address = urlsplit(house.appeal.address)
    elsewhere = address.hostname and address.hostname != urlsplit(house.site).hostname
    return f" {address.scheme}://{address.netloc}" if elsewhere else ""


def for_server(table: Sequence[Rule]) -> bytes:
    """headers.json, which `freesheet serve` reads."""
    rows = [{"path": rule.path, "headers": dict(rule.headers)} for rule in table]
    return (json.dumps(rows, indent=1) + "\n").encode()
