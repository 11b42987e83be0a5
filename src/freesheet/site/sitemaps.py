"""What search engines and other machines read first: sitemaps, the news sitemap, robots.txt and security.txt."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from freesheet.house import House
from freesheet.site.card import Card
from freesheet.site.feeds import rfc3339
from freesheet.site.xml import escaped

# https://www.sitemaps.org/protocol.html: the most addresses and bytes of one file.
MOST_ADDRESSES = 50_000
MOST_BYTES = 50_000_000
# https://developers.google.com/search/docs/crawling-indexing/sitemaps/news-sitemap: the last two days, 1,000 at most.
NEWS_FOR = timedelta(days=2)
MOST_NEWS = 1_000

_HEAD = '<?xml version="1.0" encoding="utf-8"?>\n'
_SITEMAP = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
_NEWS = 'xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"'
_XHTML = 'xmlns:xhtml="http://www.w3.org/1999/xhtml"'


@dataclass(frozen=True, slots=True)
class Place:
    """A page for a sitemap. `alternates` are the same page in other languages, itself among them, by language tag."""

    address: str
    changed: datetime | None = None
    alternates: Mapping[str, str] = field(default_factory=dict)


class TooLong(Exception):
    """A sitemap has more addresses or bytes than search engines read; divide it."""


def sitemap(places: Iterable[Place], house: House) -> bytes:
    """One sitemap, such as a month's: the pages in the order given, with the instant that each text last changed."""
    rows = [_url(place, house) for place in places]
    data = f"{_HEAD}<urlset {_SITEMAP} {_XHTML}>\n{''.join(rows)}</urlset>\n".encode()
    if len(rows) > MOST_ADDRESSES or len(data) > MOST_BYTES:
        raise TooLong(f"A sitemap has {len(rows):,} addresses in {len(data) / 1e6:.0f} MB; divide it by months.")
    return data


def _url(place: Place, house: House) -> str:
    alternates = "".join(
        f'<xhtml:link rel="alternate" hreflang="{escaped(language)}" href="{escaped(address)}"/>\n'
        for language, address in place.alternates.items()
    )
    return f"<url>\n<loc>{escaped(place.address)}</loc>\n{_lastmod(place.changed, house)}{alternates}</url>\n"


def _lastmod(changed: datetime | None, house: House) -> str:
    return f"<lastmod>{rfc3339(changed, house)}</lastmod>\n" if changed else ""


def index(sitemaps: Iterable[Place], house: House) -> bytes:
    """The index of all sitemaps, each with the instant at which something in it last changed."""
    rows = "".join(
        f"<sitemap>\n<loc>{escaped(place.address)}</loc>\n{_lastmod(place.changed, house)}</sitemap>\n"
        for place in sitemaps
    )
    return f"{_HEAD}<sitemapindex {_SITEMAP}>\n{rows}</sitemapindex>\n".encode()


def is_news(card: Card, now: datetime) -> bool:
    """Whether a story belongs in the news sitemap: new, the house's own, and not taken back."""
    fresh = now - NEWS_FOR <= card.published <= now
    return fresh and not (card.partner or card.withdrawn or card.noindex)


def news(stories: Iterable[tuple[Card, str]], now: datetime, house: House) -> bytes:
    """The news sitemap of cards with their addresses, newest first; without news it is empty, which is allowed."""
    fresh = [(card, address) for card, address in stories if is_news(card, now)]
    fresh.sort(key=lambda one: (one[0].published, one[0].id), reverse=True)
    rows = "".join(
        f"<url>\n<loc>{escaped(address)}</loc>\n<news:news>\n"
        f"<news:publication>\n<news:name>{escaped(house.name)}</news:name>\n"
        f"<news:language>{news_language(card.language)}</news:language>\n</news:publication>\n"
        f"<news:publication_date>{rfc3339(card.published, house)}</news:publication_date>\n"
        f"<news:title>{escaped(card.headline)}</news:title>\n</news:news>\n</url>\n"
        for card, address in fresh[:MOST_NEWS]
    )
    return f"{_HEAD}<urlset {_SITEMAP} {_NEWS}>\n{rows}</urlset>\n".encode()


def news_language(tag: str) -> str:
    """The language as the news sitemap has it: ISO 639 without a region, but Chinese by its script."""
    primary, *rest = tag.lower().split("-")
    if primary != "zh":
        return primary
    return "zh-tw" if {"hant", "tw", "hk", "mo"} & set(rest) else "zh-cn"


def robots(sitemaps: Sequence[str], refused: Sequence[str] = ()) -> bytes:
    """robots.txt: all may read everything but search. `refused` are the user agents that the house turns away.

    Search has its slash, for a story may be called "search-and-rescue". Libraries, archives and search engines are
    turned away only where a house names them.
    """
    agents = [agent for line in refused if (agent := " ".join(line.split()))]
    refusals = "".join(f"User-agent: {agent}\n" for agent in agents) + "Disallow: /\n\n" if agents else ""
    listed = "".join(f"Sitemap: {address}\n" for address in sitemaps)
    return f"{refusals}User-agent: *\nDisallow: /search/\n\n{listed}".encode()


def security(house: House, expires: datetime, *, canonical: str = "", policy: str = "") -> bytes:
    """security.txt (RFC 9116) for /.well-known/: whom to tell of a hole. Empty where the house has no address to name.

    RFC 9116 advises that it expires in less than a year.
    """
    if not house.contact:
        return b""
    languages = dict.fromkeys((house.language.split("-")[0].lower(), "en"))
    lines = (
        f"Contact: mailto:{house.contact}",
        f"Expires: {rfc3339(expires, house)}",
        f"Preferred-Languages: {', '.join(languages)}",
        f"Canonical: {canonical}" if canonical else "",
        f"Policy: {policy}" if policy else "",
    )
    return "".join(f"{line}\n" for line in lines if line).encode()
