"""What every page of a site shares: its house, its theme, what it links to; made once for a run."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any
from urllib.parse import urlsplit

from markupsafe import Markup

from freesheet.house import House
from freesheet.markup.furniture import Way
from freesheet.markup.head import fitting, locale_of
from freesheet.markup.jsonld import Facts, in_page
from freesheet.markup.links import href
from freesheet.markup.words import Words, direction, words_of
from freesheet.site.addresses import FEEDS, FOLDERS, ListKind, list_of, whole
from freesheet.site.icon import icon
from freesheet.site.lines import Liner, attributes
from freesheet.site.logo import LARGE, SMALL, fitted
from freesheet.site.pages import Copy, Link
from freesheet.site.theme import Theme, lite_name
from freesheet.site.words import SiteWords

Chrome = dict[str, Markup]

# The text-only version of every page stands beside it when this edition is made.
LITE = "lite"
# What only a site makes of a story, beside its editions: the page to copy it from, and what the search knows of it.
REPUBLISH, SEARCH = "republish", "search"


@dataclass(frozen=True)
class Shown:
    """What a page's head and frame show; `path` is its file below the root, `trail` the way to it."""

    path: str
    heading: str
    trail: tuple[Link, ...] = ()
    kicker: str = ""
    description: str = ""
    noindex: bool = False
    feeds: tuple[Way, ...] = ()
    canonical: str = ""
    image: Facts = field(default_factory=dict)
    title: str = ""
    lite: str = ""
    rich: str = ""
    jsonld: Markup = field(default_factory=Markup)


@dataclass(frozen=True)
class Setting:
    """A site's house and theme, its fixed pages by slug, and the editions that it is pressed in."""

    house: House
    theme: Theme
    fixed: tuple[Link, ...] = ()
    editions: tuple[str, ...] = ("web",)
    logo: Copy | None = None

    @cached_property
    def words(self) -> Words:
        return words_of(self.house.language)

    @cached_property
    def site(self) -> SiteWords:
        return self.theme.words

    @cached_property
    def liner(self) -> Liner:
        return Liner.of(self.house)

    @cached_property
    def root(self) -> str:
        """What stands before a path of the site in a link: nothing, when the site has a host for itself."""
        return urlsplit(self.house.site).path.rstrip("/")

    @cached_property
    def host(self) -> str:
        return urlsplit(self.house.site).hostname or ""

    @cached_property
    def sections(self) -> tuple[Link, ...]:
        return tuple(Link(title, list_of("section", title).folder) for title in self.house.front.sections)

    @cached_property
    def site_map(self) -> tuple[Way, ...]:
        """The links at the foot of every page."""
        site, house = self.site, self.house
        own = [
            (site.sections, "sections/"),
            (site.topics, "topics/"),
            (site.authors, "authors/"),
            (site.series, "series/"),
            (site.storylines, "storylines/"),
            (site.archive, "archive/"),
            (site.issues, "issues/"),
            (site.corrections, "corrections/"),
            (site.take, "take/"),
            (site.feeds, "feeds/"),
            (site.give, "give/"),
            *((link.title, link.folder) for link in self.fixed if link.folder != "give/"),
        ]
        policies = house.policies
        elsewhere = (
            (self.words.about, policies.about),
            (self.words.ethics, policies.ethics),
            (self.words.corrections_policy, policies.corrections),
            (self.words.funding, policies.funding),
            (self.words.privacy, policies.privacy),
            (self.words.accessibility, policies.accessibility),
        )
        outward = [
            Way(label, target, rel="outward")
            for label, address in elsewhere
            if (target := href(address)) and not address.startswith(f"{house.site.rstrip('/')}/")
        ]
        return (*(Way(label, folder) for label, folder in own), *outward)

    def to(self, folder: str) -> str:
        """The target of a link to a folder of the site."""
        return f"{self.root}/{folder}"

    def to_lite(self, folder: str) -> str:
        return f"{self.root}/{folder}{'' if folder.endswith('.html') else 'lite.html'}"

    def feeds(self, folder: str, title: str) -> tuple[Way, ...]:
        labels = {"feed.rss": "RSS", "feed.atom": "Atom", "feed.json": "JSON Feed"}
        return tuple(Way(labels[name], self.to(f"{folder}{name}"), kind) for name, kind in FEEDS.items() if title)

    def address(self, path: str) -> str:
        """The absolute address of a file of the site; empty when the house does not say where it is."""
        return whole(self.house.site, path) if self.house.site else ""

    # ── Making pages ─────────────────────────────────────────────────────────────────────────────────

    def pages(self, template: str, shown: Shown, **more: Any) -> list[tuple[str, bytes]]:
        """A page and, when the site has them, its text-only version."""
        made = [(shown.path, self._page(template, shown, more, lite=False))]
        if self._has_lite(shown.path):
            made.append((lite_name(shown.path), self._page(template, shown, more, lite=True)))
        return made

    def _has_lite(self, path: str) -> bool:
        return LITE in self.editions and path.endswith("index.html")

    def _page(self, template: str, shown: Shown, more: Mapping[str, Any], *, lite: bool) -> bytes:
        # What is not to be found again has no address of its own.
        canonical = "" if shown.noindex else self.address(shown.path)
        told = replace(
            shown,
            title=shown.title or self.titled(shown.heading),
            description=fitting(shown.description),
            canonical=canonical,
            lite=lite_name(shown.path) if self._has_lite(shown.path) else "",
            rich=shown.path.removesuffix("index.html"),
            jsonld=shown.jsonld or self.breadcrumb(shown.trail),
        )
        context = {
            **self.shared,
            "layout": "plain.html.j2" if lite else "layout.html.j2",
            "to": self.to_lite if lite else self.to,
            "page": told,
            **more,
        }
        return self.theme.render(template, **context).encode()

    def titled(self, heading: str) -> str:
        """The title of a page's window."""
        return heading if heading == self.house.name else f"{heading} | {self.house.name}"

    @cached_property
    def shared(self) -> dict[str, Any]:
        return {
            "house": self.house,
            "words": self.site,
            "root": self.root,
            "icon": icon(self.house),
            "look": self.theme.look,
            "sections": self.sections,
            "site_map": self.site_map,
            "logo": self.logo and fitted(self.logo, SMALL),
            "large_logo": self.logo and fitted(self.logo, LARGE),
            "direction_of_house": direction(self.house.language),
            "locale": locale_of(self.house.language),
            "feeds_of_all": self.feeds("", self.site.whole_site),
        }

    @cached_property
    def chrome(self) -> Chrome:
        """What is the same on all stories' pages in the house's language."""
        return self._chrome(Markup(), self.to)

    @cached_property
    def chrome_abroad(self) -> Chrome:
        """The same on the page of a story in another language, where it tells its own."""
        return self._chrome(attributes(self.house.language), self.to)

    @cached_property
    def chrome_lite(self) -> Chrome:
        return self._chrome(Markup(), self.to_lite)

    @cached_property
    def chrome_lite_abroad(self) -> Chrome:
        return self._chrome(attributes(self.house.language), self.to_lite)

    def _chrome(self, own: Markup, to: Callable[[str], str]) -> Chrome:
        # The text-only page of the story itself is among its editions.
        text_only = lite_name("index.html") if LITE in self.editions and to == self.to else ""
        parts: Any = self.theme.template("parts.html.j2").make_module({**self.shared, "to": to})
        return {
            "masthead": parts.masthead(attributes=own),
            "foot": parts.foot(text_only, self.site.text_only, attributes=own),
            "feeds": parts.feed_heads(self.shared["feeds_of_all"]),
            "icon": self.shared["icon"],
        }

    def breadcrumb(self, trail: tuple[Link, ...]) -> Markup:
        """The way to a page, for machines; nothing for the front page."""
        return in_page(self.breadcrumb_facts(trail)) if len(trail) > 1 else Markup()

    def breadcrumb_facts(self, trail: tuple[Link, ...]) -> Facts:
        return {
            "@context": "https://schema.org",
            "@type": "BreadcrumbList",
            "itemListElement": [
                {"@type": "ListItem", "position": place, "name": link.title}
                | ({"item": self.address(link.folder)} if self.house.site else {})
                for place, link in enumerate(trail, 1)
            ],
        }

    def trail(self, *steps: Link) -> tuple[Link, ...]:
        return (Link(self.site.home, ""), *steps)

    def index_of(self, kind: ListKind) -> Link:
        """The page that lists all sections, topics and so on."""
        titles: dict[ListKind, str] = {
            "section": self.site.sections,
            "topic": self.site.topics,
            "author": self.site.authors,
            "series": self.site.series,
            "storyline": self.site.storylines,
            "month": self.site.archive,
        }
        return Link(titles[kind], f"{FOLDERS[kind]}/")
