"""The feeds of a list of stories, in full text: RSS 2.0, Atom and JSON Feed, whole or as pages of an archive."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime
from functools import cached_property
from typing import Any, Literal

import msgspec

from freesheet.house import House
from freesheet.markup.links import href
from freesheet.site.addresses import FEEDS
from freesheet.site.card import Card
from freesheet.site.content import Content, Shown, Sound
from freesheet.site.identity import identity
from freesheet.site.xml import cdata, escaped, legal

Whole = Literal["newest", "archive", "complete"]
RSS, ATOM, JSON = FEEDS

PICTURES = {
    "avif": "image/avif",
    "gif": "image/gif",
    "jpeg": "image/jpeg",
    "jpg": "image/jpeg",
    "png": "image/png",
    "webp": "image/webp",
}


@dataclass(frozen=True, slots=True)
class Feed:
    """One feed document, told once for all three formats.

    `id` is what `identity` gives for its list: the same for the newest entries and for all pages of its archive. `home`
    is the list's page. `folder` is the absolute address of the folder that its files lie in, with a slash at the end;
    `older`, `newer` and `current` are such folders too (RFC 5005: the pages of the archive on either side, and the
    feed of the newest entries). `updated` is when an entry last changed.
    """

    id: str
    title: str
    home: str
    folder: str
    updated: datetime
    description: str = ""
    language: str = "en"
    icon: str = ""
    rights: str = ""
    publisher: str = ""
    older: str = ""
    newer: str = ""
    current: str = ""
    whole: Whole = "newest"


class Entry:
    """One story in each format, written when it is first asked for: the archive is in Atom alone.

    It is the same in every feed, so a press keeps it. A withdrawn story stays, and its text is the notice.
    """

    def __init__(self, facts: "_Facts") -> None:
        self._facts = facts
        self.id, self.published = facts.id, facts.card.published

    @cached_property
    def rss(self) -> bytes:
        return _rss(self._facts)

    @cached_property
    def atom(self) -> bytes:
        return _atom(self._facts)

    @cached_property
    def json(self) -> bytes:
        return _json(self._facts)


def entry(card: Card, address: str, content: Content, house: House) -> Entry:
    """The story at this address, for every feed that it stands in."""
    return Entry(_facts(card, address, content, house))


# ── One story ────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class _Facts:
    """What more than one format tells of a story, each fact made once; `html` is legal in XML."""

    card: Card
    address: str
    content: Content
    house: House
    id: str
    title: str
    html: str
    published: str
    changed: str
    authors: tuple[tuple[str, str], ...]
    categories: tuple[str, ...]
    original: str
    picture: str


def _facts(card: Card, address: str, content: Content, house: House) -> _Facts:
    named = tuple((legal(author.name), _web(author.address)) for author in card.authors)
    categories = dict.fromkeys(map(legal, (card.section, *card.topics, *card.storylines)))
    return _Facts(
        card,
        address,
        content,
        house,
        id=identity(house, "stories", card.id),
        title=legal(card.headline),
        html=legal(content.html),
        published=rfc3339(card.published, house),
        changed=rfc3339(card.changed, house),
        # A story that names nobody is by the partner that it came from.
        authors=named or (((legal(card.partner), ""),) if card.partner else ()),
        categories=tuple(name for name in categories if name.strip()),
        original=_web(content.origin.address if content.origin else card.original) if card.partner else "",
        picture=_picture(content.lead, card),
    )


def _picture(shown: Shown | None, card: Card) -> str:
    """The lead picture in Yahoo's Media RSS, which Atom may hold too."""
    if not shown:
        return ""
    media_type = PICTURES.get(shown.address.rpartition(".")[2].lower(), "")
    lead = card.lead
    return "".join(
        (
            f'<media:content url="{escaped(shown.address)}"',
            f' type="{media_type}"' if media_type else "",
            ' medium="image"',
            f' width="{shown.width}" height="{shown.height}"' if shown.width and shown.height else "",
            ">\n",
            f'<media:description type="plain">{escaped(lead.alt)}</media:description>\n' if lead and lead.alt else "",
            f"<media:credit>{escaped(lead.credit)}</media:credit>\n" if lead and lead.credit else "",
            "</media:content>\n",
        )
    )


def _rss(facts: _Facts) -> bytes:
    card, content = facts.card, facts.content
    creators = "".join(f"<dc:creator>{escaped(name)}</dc:creator>\n" for name, _ in facts.authors)
    categories = "".join(f"<category>{escaped(name)}</category>\n" for name in facts.categories)
    source = _told("source", card.partner, f' url="{escaped(facts.original)}"') if facts.original else ""
    return (
        f"<item>\n<title>{escaped(facts.title)}</title>\n<link>{escaped(facts.address)}</link>\n"
        f'<guid isPermaLink="false">{escaped(facts.id)}</guid>\n'
        f"<pubDate>{rfc822(card.published, facts.house)}</pubDate>\n"
        f"<dcterms:modified>{facts.changed}</dcterms:modified>\n"
        f"<dc:language>{escaped(card.language)}</dc:language>\n"
        f"{creators}{categories}{_told('dc:rights', content.rights)}{source}"
        f"{_told('description', content.summary)}"
        f"<content:encoded>{cdata(facts.html)}</content:encoded>\n"
        f"{facts.picture}{''.join(map(_sound, content.sounds))}</item>\n"
    ).encode()


def _told(tag: str, text: str, attributes: str = "") -> str:
    return f"<{tag}{attributes}>{escaped(text)}</{tag}>\n" if text else ""


def _sound(sound: Sound) -> str:
    return (
        f'<media:content url="{escaped(sound.address)}" type="{sound.media_type}" medium="audio">\n'
        f'<media:title type="plain">{escaped(sound.title)}</media:title>\n</media:content>\n'
    )


def _atom(facts: _Facts) -> bytes:
    content = facts.content
    authors = "".join(f"<author>\n{_told('name', name)}{_told('uri', page)}</author>\n" for name, page in facts.authors)
    categories = "".join(f'<category term="{escaped(name)}"/>\n' for name in facts.categories)
    sounds = "".join(
        f'<link rel="enclosure" href="{escaped(sound.address)}" type="{sound.media_type}" '
        f'title="{escaped(sound.title)}"/>\n'
        for sound in content.sounds
    )
    return (
        f'<entry xml:lang="{escaped(facts.card.language)}">\n<id>{escaped(facts.id)}</id>\n'
        f"<title>{escaped(facts.title)}</title>\n"
        f'<link rel="alternate" type="text/html" href="{escaped(facts.address)}"/>\n{sounds}'
        f"<published>{facts.published}</published>\n<updated>{facts.changed}</updated>\n"
        f"{authors}{categories}{_told('rights', content.rights)}{_source(facts)}"
        f"{_told('summary', content.summary)}"
        f'<content type="html">{cdata(facts.html)}</content>\n{facts.picture}</entry>\n'
    ).encode()


def _source(facts: _Facts) -> str:
    """Where a republished story was first, as RFC 4287, section 4.2.11, has it."""
    if not facts.original:
        return ""
    day = facts.content.origin.published if facts.content.origin else None
    first = datetime(day.year, day.month, day.day, tzinfo=facts.house.zone) if day else facts.card.published
    original = escaped(facts.original)
    return (
        f"<source>\n<id>{original}</id>\n{_told('title', facts.card.partner)}"
        f'<link rel="alternate" type="text/html" href="{original}"/>\n'
        f"<updated>{rfc3339(first, facts.house)}</updated>\n</source>\n"
    )


def _json(facts: _Facts) -> bytes:
    content = facts.content
    item = {
        "id": facts.id,
        "url": facts.address,
        "external_url": facts.original,
        "title": facts.title,
        "content_html": facts.html,
        "content_text": legal(content.text),
        "summary": legal(content.summary),
        "image": content.lead.address if content.lead else "",
        "date_published": facts.published,
        "date_modified": facts.changed,
        "authors": [_known({"name": name, "url": page}) for name, page in facts.authors],
        "tags": facts.categories,
        "language": facts.card.language,
        "attachments": [
            {"url": sound.address, "mime_type": sound.media_type, "title": legal(sound.title)}
            for sound in content.sounds
        ],
    }
    return msgspec.json.encode(_known(item))


def _known(facts: dict[str, Any]) -> dict[str, Any]:
    """The facts that there are. An item must have one of its two contents, even if it is empty."""
    return {name: value for name, value in facts.items() if value or name == "content_html"}


def _web(address: str) -> str:
    target = href(address) if address else ""
    return target if target.lower().startswith("http") else ""


# ── Whole feeds ──────────────────────────────────────────────────────────────────────────────────────


def newest_first(entries: Iterable[Entry]) -> list[Entry]:
    return sorted(entries, key=lambda one: (one.published, one.id), reverse=True)


def rss(feed: Feed, entries: Iterable[Entry], house: House) -> bytes:
    icon = (
        f"<image>\n<url>{escaped(feed.icon)}</url>\n<title>{escaped(feed.title)}</title>\n"
        f"<link>{escaped(feed.home)}</link>\n</image>\n"
        if feed.icon
        else ""
    )
    links = "".join(
        f'<atom:link rel="{rel}" href="{escaped(address)}" type="{FEEDS[RSS]}"/>\n'
        for rel, address in _links(feed, RSS)
    )
    rights = f"<copyright>{escaped(feed.rights)}</copyright>\n" if feed.rights else ""
    head = (
        '<?xml version="1.0" encoding="utf-8"?>\n<rss version="2.0"'
        ' xmlns:atom="http://www.w3.org/2005/Atom" xmlns:content="http://purl.org/rss/1.0/modules/content/"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"'
        ' xmlns:fh="http://purl.org/syndication/history/1.0" xmlns:media="http://search.yahoo.com/mrss/">\n'
        f"<channel>\n<title>{escaped(feed.title)}</title>\n<link>{escaped(feed.home)}</link>\n"
        f"<description>{escaped(feed.description or feed.title)}</description>\n<language>{feed.language}</language>\n"
        f"{rights}<lastBuildDate>{rfc822(feed.updated, house)}</lastBuildDate>\n{icon}{links}{_history(feed)}"
    )
    return b"".join((head.encode(), *(one.rss for one in newest_first(entries)), b"</channel>\n</rss>\n"))


def atom(feed: Feed, entries: Iterable[Entry], house: House) -> bytes:
    links = "".join(
        f'<link rel="{rel}" href="{escaped(address)}" type="{FEEDS[ATOM]}"/>\n' for rel, address in _links(feed, ATOM)
    )
    subtitle = f"<subtitle>{escaped(feed.description)}</subtitle>\n" if feed.description else ""
    icon = f"<icon>{escaped(feed.icon)}</icon>\n" if feed.icon else ""
    rights = f"<rights>{escaped(feed.rights)}</rights>\n" if feed.rights else ""
    head = (
        '<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom"'
        ' xmlns:fh="http://purl.org/syndication/history/1.0" xmlns:media="http://search.yahoo.com/mrss/"'
        f' xml:lang="{feed.language}">\n<id>{escaped(feed.id)}</id>\n<title>{escaped(feed.title)}</title>\n{subtitle}'
        f'<link rel="alternate" type="text/html" href="{escaped(feed.home)}"/>\n{links}'
        f"<updated>{rfc3339(feed.updated, house)}</updated>\n"
        f"<author><name>{escaped(feed.publisher or feed.title)}</name></author>\n{rights}{icon}{_history(feed)}"
    )
    return b"".join((head.encode(), *(one.atom for one in newest_first(entries)), b"</feed>\n"))


def json_feed(feed: Feed, entries: Iterable[Entry]) -> bytes:
    head = _known(
        {
            "version": "https://jsonfeed.org/version/1.1",
            "title": legal(feed.title),
            "home_page_url": feed.home,
            "feed_url": feed.folder + JSON,
            "description": legal(feed.description),
            "next_url": feed.older and feed.older + JSON,
            "icon": feed.icon,
            "authors": [{"name": legal(feed.publisher)}] if feed.publisher else [],
            "language": feed.language,
        }
    )
    items = b",\n".join(one.json for one in newest_first(entries))
    return b"".join((msgspec.json.encode(head)[:-1], b',"items":[\n', items, b"]}\n"))


def _links(feed: Feed, file: str) -> Iterator[tuple[str, str]]:
    rows = (
        ("self", feed.folder),
        ("prev-archive", feed.older),
        ("next-archive", feed.newer),
        ("current", feed.current),
    )
    return ((rel, folder + file) for rel, folder in rows if folder)


def _history(feed: Feed) -> str:
    return "" if feed.whole == "newest" else f"<fh:{feed.whole}/>\n"


# ── Dates ────────────────────────────────────────────────────────────────────────────────────────────


def rfc3339(when: datetime, house: House) -> str:
    return _local(when, house).isoformat(timespec="seconds")


def rfc822(when: datetime, house: House) -> str:
    """A date with a zone in figures, such as `Sun, 03 May 2026 08:00:00 -0400`."""
    return format_datetime(_local(when, house))


def _local(when: datetime, house: House) -> datetime:
    """The instant in the house's zone; before zones were whole minutes off Greenwich, neither format can tell it."""
    local = when.astimezone(house.zone)
    offset = local.utcoffset()
    return local.astimezone(UTC) if offset and offset.total_seconds() % 60 else local
