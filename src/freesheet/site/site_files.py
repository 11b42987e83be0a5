"""The files of a site that only machines read: sitemaps, robots.txt, security.txt, redirects, headers."""

from dataclasses import replace
from datetime import UTC, datetime

import msgspec

from freesheet.house import House
from freesheet.site import hosting, sitemaps
from freesheet.site.addresses import whole
from freesheet.site.card import Card
from freesheet.site.hosting import caddy, headers, nginx, underscore
from freesheet.site.pages import NewsSitemap, SiteFiles, Sitemap, SitemapIndex
from freesheet.site.redirects import Redirects, Status, for_server
from freesheet.site.setting import Setting

Made = list[tuple[str, bytes]]

# https://www.w3.org/TR/change-password-url/, which asks for a redirect that is not for good.
MANAGERS_ASK = "/.well-known/change-password"
FOR_NOW: Status = 302

_card = msgspec.msgpack.Decoder(Card)


def sitemap(page: Sitemap, setting: Setting) -> Made:
    site = setting.house.site
    places = [
        sitemaps.Place(
            whole(site, folder),
            datetime.fromisoformat(changed),
            {language: whole(site, other) for language, other in versions},
        )
        for folder, changed, versions in page.entries
    ]
    return [(sitemap_path(page.month), sitemaps.sitemap(places, setting.house))]


def sitemap_path(month: str) -> str:
    return f"sitemaps/{month.replace('/', '-')}.xml"


def sitemap_index(page: SitemapIndex, setting: Setting) -> Made:
    """The index of all sitemaps, and the one of all pages that are no stories."""
    house = setting.house
    pages = sitemaps.sitemap([sitemaps.Place(whole(house.site, path)) for path in page.others], house)
    months = [
        sitemaps.Place(whole(house.site, sitemap_path(month)), datetime.fromisoformat(changed))
        for month, changed in page.months
    ]
    every = [*months, sitemaps.Place(whole(house.site, "sitemaps/pages.xml"))]
    return [("sitemap.xml", sitemaps.index(every, house)), ("sitemaps/pages.xml", pages)]


def news_sitemap(page: NewsSitemap, setting: Setting) -> Made:
    cards = [_card.decode(card) for card in page.cards]
    told = [(card, whole(setting.house.site, card.folder)) for card in cards]
    now = datetime.fromisoformat(page.now) if page.now else datetime.min.replace(tzinfo=UTC)
    return [("sitemap-news.xml", sitemaps.news(told, now, setting.house))]


def site_files(page: SiteFiles, setting: Setting) -> Made:
    house = setting.house
    redirects = with_password(Redirects(dict(page.redirects), page.gone, dict(page.statuses)), house)
    rules = headers.rules(house, [setting.theme.look.style])
    root = hosting.ROOT + (setting.host or "site")
    made: Made = [
        ("_headers", underscore.headers(rules)),
        ("_redirects", underscore.redirects(redirects)),
        (".freesheet/headers.json", headers.for_server(rules)),
        (".freesheet/redirects.json", for_server(redirects)),
        (".freesheet/nginx.conf", nginx.nginx(rules, redirects, house, root)),
        (".freesheet/Caddyfile", caddy.caddy(rules, redirects, house, root)),
    ]
    if house.site:
        listed = [whole(house.site, name) for name in ("sitemap.xml", "sitemap-news.xml")]
        made.append(("robots.txt", sitemaps.robots(listed, house.front.refused_robots)))
        canonical = whole(house.site, ".well-known/security.txt")
        if said := sitemaps.security(house, expires(page.now), canonical=canonical):
            made.append((".well-known/security.txt", said))
    return made


def with_password(redirects: Redirects, house: House) -> Redirects:
    """The redirects, and the one that password managers ask for, unless redirects.csv has another (convention D26)."""
    if not house.change_password or MANAGERS_ASK in redirects.redirects:
        return redirects
    return replace(
        redirects,
        redirects={**redirects.redirects, MANAGERS_ASK: house.change_password},
        statuses={**redirects.statuses, MANAGERS_ASK: FOR_NOW},
    )


def expires(month: str) -> datetime:
    """The first day of the seventh month after one: a press that is run at all renews it long before."""
    year, number = map(int, month.split("-"))
    later = number + 6
    return datetime(year + later // 12, later % 12 + 1, 1, tzinfo=UTC)
