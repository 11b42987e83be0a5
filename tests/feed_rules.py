"""The rules of the W3C's feed validator, RFC 4287, RFC 5005 and JSON Feed 1.1, as far as they reach our feeds.

Each function gives a sentence for each fault, so that a feed without faults gives none.
"""

import json
import re
from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from email.utils import parsedate_to_datetime
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from lxml import etree, html

ATOM = "{http://www.w3.org/2005/Atom}"
CONTENT = "{http://purl.org/rss/1.0/modules/content/}"
DC = "{http://purl.org/dc/elements/1.1/}"
DCTERMS = "{http://purl.org/dc/terms/}"
FH = "{http://purl.org/syndication/history/1.0}"
MEDIA = "{http://search.yahoo.com/mrss/}"

# What a feed validator calls a security risk is not among these; nor is what only makes sense on a page of one's own.
ELEMENTS = frozenset(
    """
    a aside blockquote br caption cite code dd details div dl dt em figcaption figure h2 h3 h4 hr img li ol p pre span
    strong sub summary sup table tbody td th thead tr ul
    """.split()  # noqa: SIM905 - a list of words reads best as words
)
ATTRIBUTES = frozenset(
    "alt colspan dir height href lang open rowspan scope src start value width".split()  # noqa: SIM905 - as above
)
RFC822 = re.compile(r"(Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d [+-]\d{4}")
MEDIA_TYPE = re.compile(r"[a-z]+/[a-z0-9.+-]+")

# Element of a channel or item: the least and the most times that it may stand there.
CHANNEL = {
    "title": (1, 1),
    "link": (1, 1),
    "description": (1, 1),
    "language": (0, 1),
    "copyright": (0, 1),
    "lastBuildDate": (0, 1),
    "image": (0, 1),
    f"{ATOM}link": (1, 9),
    f"{FH}archive": (0, 1),
    f"{FH}complete": (0, 1),
    "item": (0, 9999),
}
ITEM = {
    "title": (1, 1),
    "link": (1, 1),
    "guid": (1, 1),
    "pubDate": (1, 1),
    "description": (0, 1),
    "source": (0, 1),
    "category": (0, 99),
    f"{DC}creator": (0, 99),
    f"{DC}language": (0, 1),
    f"{DC}rights": (0, 1),
    f"{DCTERMS}modified": (0, 1),
    f"{CONTENT}encoded": (1, 1),
    f"{MEDIA}content": (0, 99),
}


def absolute(address: str) -> bool:
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    return parts.scheme in ("mailto", "tel") or (parts.scheme in ("http", "https") and bool(parts.netloc))


# ── RSS ──────────────────────────────────────────────────────────────────────────────────────────────


def of_rss(data: bytes) -> list[str]:
    return list(_rss(etree.fromstring(data)))


def _rss(root: etree._Element) -> Iterator[str]:
    if root.tag != "rss" or root.get("version") != "2.0" or len(root) != 1:
        yield "It is no RSS 2.0."
        return
    (channel,) = root
    yield from _counted(channel, CHANNEL)
    items = channel.findall("item")
    yield from _links(
        channel, [link.get("rel", "") for link in channel.iter(f"{ATOM}link")], "archive" in _tags(channel)
    )
    guids = Counter(item.findtext("guid") for item in items)
    yield from (f"The guid {guid} stands {times} times." for guid, times in guids.items() if times > 1)
    for link in channel.iter("link"):
        if not absolute(link.text or ""):
            yield f"The link {link.text} is not absolute."
    if (built := channel.findtext("lastBuildDate")) and not RFC822.fullmatch(built):
        yield f"{built} is no date."
    if not newest_first([parsedate_to_datetime(item.findtext("pubDate") or "") for item in items]):
        yield "The newest does not come first."
    if (image := channel.find("image")) is not None and image.findtext("link") != channel.findtext("link"):
        yield "The image's link is not the channel's."
    for item in items:
        yield from _item(item)


def _item(item: etree._Element) -> Iterator[str]:
    yield from _counted(item, ITEM)
    date, guid = item.findtext("pubDate") or "", item.find("guid")
    if not RFC822.fullmatch(date):
        yield f"{date} is no date."
    if guid is not None and (
        guid.get("isPermaLink") != "false" or not re.match(r"[a-z][a-z0-9+.-]*:.", guid.text or "")
    ):
        yield f"The guid {guid.text} is no URI, or claims to be an address."
    for source in item.findall("source"):
        if not absolute(source.get("url", "")) or not source.text:
            yield "A source has no address or no name."
    for tag in ("category", f"{DC}creator", "title"):
        yield from (f"A {tag} is empty." for found in item.findall(tag) if not (found.text or "").strip())
    for media in item.findall(f"{MEDIA}content"):
        yield from _media(media)
    yield from of_html(item.findtext(f"{CONTENT}encoded") or "")


def _media(media: etree._Element) -> Iterator[str]:
    if not absolute(media.get("url", "")):
        yield "A media:content has no address."
    if not MEDIA_TYPE.fullmatch(media.get("type", "image/png")):
        yield f"{media.get('type')} is no media type."
    if media.get("medium") not in ("image", "audio"):
        yield f"{media.get('medium')} is no medium."


def _counted(element: etree._Element, rules: dict[str, tuple[int, int]]) -> Iterator[str]:
    counts = Counter(str(child.tag) for child in element)
    yield from (f"{tag} is unknown in {element.tag}." for tag in counts.keys() - rules.keys())
    for tag, (least, most) in rules.items():
        if not least <= counts[tag] <= most:
            yield f"{tag} stands {counts[tag]} times in {element.tag}."


def _tags(element: etree._Element) -> set[str]:
    return {etree.QName(child).localname for child in element}


def _links(feed: etree._Element, rels: list[str], is_archive: bool) -> Iterator[str]:
    """RFC 5005, section 4: an archive says what is current; no document has two links of a kind."""
    if rels.count("self") != 1:
        yield f"{feed.tag} does not name its own address once."
    if is_archive and "current" not in rels:
        yield "An archive does not say where the current feed is."
    yield from (f"Two links are {rel}." for rel, times in Counter(rels).items() if times > 1 and rel != "enclosure")


def newest_first(dates: list[datetime]) -> bool:
    return dates == sorted(dates, reverse=True)


# ── Atom ─────────────────────────────────────────────────────────────────────────────────────────────


@cache
def _atom_schema() -> etree.RelaxNG:
    return etree.RelaxNG(etree.parse(Path(__file__).parent / "schemas/atom.rng"))


def of_atom(data: bytes) -> list[str]:
    return list(_atom(etree.fromstring(data)))


def _atom(root: etree._Element) -> Iterator[str]:
    schema = _atom_schema()
    if not schema.validate(root):
        yield str(schema.error_log)
        return
    yield from _links(root, [link.get("rel", "") for link in root.findall(f"{ATOM}link")], "archive" in _tags(root))
    entries = root.findall(f"{ATOM}entry")
    ids = Counter(entry.findtext(f"{ATOM}id") for entry in entries)
    yield from (f"The id {name} stands {times} times." for name, times in ids.items() if times > 1)
    if not newest_first([datetime.fromisoformat(entry.findtext(f"{ATOM}published") or "") for entry in entries]):
        yield "The newest does not come first."
    for entry in entries:
        yield from of_html(entry.findtext(f"{ATOM}content") or "")


# ── JSON Feed ────────────────────────────────────────────────────────────────────────────────────────


def of_json(data: bytes) -> list[str]:
    return list(_json(json.loads(data)))


TOP = {
    "version",
    "title",
    "home_page_url",
    "feed_url",
    "description",
    "next_url",
    "icon",
    "authors",
    "language",
    "items",
}
OF_ITEM = {
    "id", "url", "external_url", "title", "content_html", "content_text", "summary", "image", "date_published",
    "date_modified", "authors", "tags", "language", "attachments",
}  # fmt: skip


def _json(feed: dict[str, Any]) -> Iterator[str]:
    if feed.get("version") != "https://jsonfeed.org/version/1.1":
        yield "It is no JSON Feed 1.1."
    yield from (f"{name} is missing." for name in ("title", "items", "feed_url", "home_page_url") if name not in feed)
    yield from (f"{name} is unknown." for name in feed.keys() - TOP)
    ids = Counter(item.get("id") for item in feed.get("items", []))
    yield from (f"The id {name} stands {times} times." for name, times in ids.items() if times > 1)
    for item in feed.get("items", []):
        yield from _json_item(item)


def _json_item(item: dict[str, Any]) -> Iterator[str]:
    yield from (f"{name} is missing." for name in ("id", "url", "content_html", "date_published") if name not in item)
    yield from (f"{name} is unknown." for name in item.keys() - OF_ITEM)
    for name in ("url", "external_url", "image"):
        if name in item and not absolute(item[name]):
            yield f"The {name} {item[name]} is not absolute."
    for name in ("date_published", "date_modified"):
        if datetime.fromisoformat(item[name]).tzinfo is None:
            yield f"{item[name]} has no zone."
    if any(not author.get("name") for author in item.get("authors", [])):
        yield "An author has no name."
    for attachment in item.get("attachments", []):
        if not absolute(attachment["url"]) or not MEDIA_TYPE.fullmatch(attachment["mime_type"]):
            yield "An attachment has no address or no type."
    yield from of_html(item.get("content_html", ""))


# ── HTML inside ──────────────────────────────────────────────────────────────────────────────────────


def of_html(fragment: str) -> list[str]:
    """The faults of HTML that goes out of the house: what is not allowed, not absolute, not described."""
    return list(_html(fragment))


def _html(fragment: str) -> Iterator[str]:
    if not fragment.strip():
        return
    for element in html.fragment_fromstring(fragment, create_parent="div").iterdescendants():
        if not isinstance(element.tag, str) or element.tag not in ELEMENTS:
            yield f"<{element.tag}> is not for feeds."
            continue
        yield from (f"The attribute {name} is not for feeds." for name in set(element.attrib) - ATTRIBUTES)
        for name in ("href", "src"):
            if name in element.attrib and not absolute(element.attrib[name]):
                yield f"The {name} {element.attrib[name]} is not absolute."
        if element.tag == "img" and "alt" not in element.attrib:
            yield "A picture has no alt."
