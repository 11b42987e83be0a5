"""Make the pages of the site: a page's record in, files out, nothing else looked at."""

import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

import msgspec
from babel.dates import format_skeleton
from markupsafe import Markup
from msgspec.structs import replace as change

from freesheet.markup.article import Article, article
from freesheet.markup.html import Html, described
from freesheet.markup.jsonld import Facts, in_page, publisher
from freesheet.markup.links import Links
from freesheet.markup.notes import Endnotes
from freesheet.markup.words import furniture_language
from freesheet.site.addresses import FOLDERS, ListName
from freesheet.site.card import Card, own_path
from freesheet.site.downloads import FeedLine, Group, file_groups, file_lines
from freesheet.site.feeding import archive_feed, list_feeds
from freesheet.site.lines import Line, attributes
from freesheet.site.pages import (
    ArchiveFeed,
    CorrectionsPage,
    Directory,
    FeedsPage,
    FixedPage,
    FrontPage,
    GivePage,
    IssueFact,
    IssuePage,
    IssuesPage,
    Link,
    ListFeeds,
    ListPage,
    MissingPage,
    NewsSitemap,
    Page,
    SearchPage,
    SiteFiles,
    Sitemap,
    SitemapIndex,
    TakePage,
    Years,
)
from freesheet.site.pictures import picture_element
from freesheet.site.search_page import MARKER, SHELL, TITLE_MARKER, fragment as search_fragment
from freesheet.site.search_words import search_words_of
from freesheet.site.setting import Setting, Shown
from freesheet.site.site_files import news_sitemap, site_files, sitemap, sitemap_index
from freesheet.site.typed import Query
from freesheet.story.nodes import Aside, Story
from freesheet.story.typeset import typeset_line
from freesheet.story.walk import every_block

Made = list[tuple[str, bytes]]
NO_NOTES = Endnotes({}, ())

_card = msgspec.msgpack.Decoder(Card)
_story = msgspec.json.Decoder(Story)


@dataclass(frozen=True, slots=True)
class Turn:
    """Where the pager of a page leads: folders, empty where there is no page; `number` is the page's own."""

    number: int = 0
    newer: str = ""
    older: str = ""


@dataclass(frozen=True, slots=True)
class IssueLine:
    title: str
    folder: str
    told: str
    introduction: str


@dataclass(frozen=True, slots=True)
class Note:
    """A correction in the list of all."""

    line: Line
    iso: str
    date: str
    wrong: str
    right: str
    substantial: bool


def lines(setting: Setting, cards: Sequence[bytes]) -> list[Line]:
    return list(map(setting.liner.line_in, cards))


def front_page(page: FrontPage, setting: Setting) -> Made:
    appeal = appeal_of(setting)
    shown = Shown(
        "index.html",
        setting.house.name,
        description=setting.house.front.motto,
        image=_og_image(page, setting),
        jsonld=in_page(site_facts(setting)) if setting.house.site else Markup(),
    )
    return setting.pages(
        "front.html.j2",
        shown,
        picks=lines(setting, page.picks),
        latest=lines(setting, tuple(reversed(page.latest))),
        storylines=page.storylines,
        picture=picture_element(page.picture, _lead_alt(page), setting.root, lead=True) if page.picture else "",
        issue=issue_line(page.issue, setting) if page.issue else None,
        appeal=appeal,
    )


def _lead_alt(page: FrontPage) -> str:
    lead = _card.decode(page.picks[0]).lead if page.picks else None
    return lead.alt if lead else ""


def _og_image(page: FrontPage, setting: Setting) -> Facts:
    """The picture that stands for the front page where it is passed on, in the format that every machine reads."""
    if not page.picture or not setting.house.site:
        return {}
    largest = page.picture.by_type[-1][1][-1]
    size = {"width": largest.width, "height": largest.height}
    return {"url": setting.address(largest.path), **size, "alt": _lead_alt(page)}


def site_facts(setting: Setting) -> Facts:
    """The site and who publishes it, with its search, for machines."""
    search = setting.address("search/") + "?q={words}"
    return {
        "@context": "https://schema.org",
        "@type": "WebSite",
        "name": setting.house.name,
        "url": setting.address(""),
        "inLanguage": setting.house.language,
        "publisher": publisher(setting.house),
        "potentialAction": {
            "@type": "SearchAction",
            "target": {"@type": "EntryPoint", "urlTemplate": search},
            "query-input": "required name=words",
        },
    }


def list_page(page: ListPage, setting: Setting) -> Made:
    name = ListName(page.kind, page.slug)
    heading = _month(page.slug, setting) if page.kind == "month" else page.title
    told = {
        "month": setting.site.stories_of.format(month=heading),
        "author": setting.site.written_by.format(name=heading),
    }
    above = setting.index_of(page.kind)
    steps = [above, Link(heading, name.folder)]
    if page.kind == "month":
        year = page.slug[:4]
        steps.insert(1, Link(year, f"archive/{year}/"))
    if page.number:
        steps.append(Link(setting.site.page.format(n=page.number), name.page(page.number)))
    folder = name.page(page.number) if page.number else name.folder
    shown = Shown(
        f"{folder}index.html",
        told.get(page.kind, heading),
        trail=setting.trail(*steps),
        feeds=() if page.number or page.kind == "month" else setting.feeds(name.folder, page.title),
    )
    in_order = page.kind in ("series", "storyline")
    every = lines(setting, page.cards)
    template = {"series": "series.html.j2", "storyline": "storyline.html.j2"}.get(page.kind, "list.html.j2")
    more: dict[str, Any] = {"so_far": so_far(page, setting)} if page.kind == "storyline" else {}
    return setting.pages(
        template,
        shown,
        lines=every if in_order else every[::-1],
        turn=turn(page.number, page.parts, name.folder),
        **more,
    )


def turn(number: int, parts: int, folder: str) -> Turn:
    """The pager of a list's page: the first page, then the highest number, down to 1."""
    if not number:
        return Turn(older=f"{folder}page/{parts}/" if parts else "")
    newer = f"{folder}page/{number + 1}/" if number < parts else folder
    return Turn(number, newer, f"{folder}page/{number - 1}/" if number > 1 else "")


@dataclass(frozen=True, slots=True)
class SoFar:
    """What a story tells for those who have read nothing before it."""

    html: Markup
    folder: str
    told: str
    lang_attributes: Markup = field(default_factory=Markup)


def so_far(page: ListPage, setting: Setting) -> SoFar | None:
    """The story so far, as the newest story that tells it has it."""
    if not page.so_far:
        return None
    story = _story.decode(page.so_far)
    told = article(story, setting.house)
    asides = [block for block in every_block(told.body) if isinstance(block, Aside) and block.role == "story-so-far"]
    if not asides:
        return None
    return SoFar(
        plain_html(told, setting).blocks(asides[-1].blocks),
        f"{story.slug}/",
        setting.site.so_far_from.format(date=setting.liner.date(story.published)),
        attributes(story.language) if story.language != setting.house.language else Markup(),
    )


def plain_html(told: Article, setting: Setting) -> Html:
    """Nodes without pictures, with links and without notes: for a part of a story on another page."""
    return Html(
        told.words,
        NO_NOTES,
        lambda picture: described(picture, told.words),
        Links(setting.house.site).link,
        lambda _: Markup(),
    )


def _month(slug: str, setting: Setting) -> str:
    year, month = map(int, slug.split("/"))
    return month_title(year, month, setting.house.language)


def month_title(year: int, month: int, language: str) -> str:
    """A month as the language writes it, with a capital since it is a title: "May 2026"."""
    locale = furniture_language(language).split("-")[0]
    told = format_skeleton("yMMMM", date(year, month, 1), locale=locale)
    return told[:1].upper() + told[1:]


def directory(page: Directory, setting: Setting) -> Made:
    above = setting.index_of(page.kind)
    path = f"{FOLDERS[page.kind]}/index.html"
    return setting.pages(
        "directory.html.j2", Shown(path, above.title, trail=setting.trail(above)), groups=by_letter(page.links, setting)
    )


def by_letter(links: Sequence[Link], setting: Setting) -> list[Group]:
    """Links under their first letters, accents folded; what begins with no letter comes last."""
    letters = dict[str, list[Link]]()
    for link in sorted(links, key=lambda link: (_folded(link.title), link.folder)):
        first = _folded(link.title)[:1].upper()
        letters.setdefault(first if first.isalpha() else "", []).append(link)
    if len(links) <= 12:
        return (
            [Group("", "all", setting.site.letters, tuple(link for group in letters.values() for link in group))]
            if links
            else []
        )
    ordered = sorted(letters.items(), key=lambda item: (not item[0], item[0]))
    return [
        Group("", f"letter-{ord(letter)}" if letter else "other", letter or setting.site.other_letters, tuple(group))
        for letter, group in ordered
    ]


def _folded(text: str) -> str:
    """A title as it is sorted: without accents and case."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    return "".join(char for char in apart if not unicodedata.combining(char)).strip(" “”‘’\"'«»¿¡(")


def years(page: Years, setting: Setting) -> Made:
    archive = setting.index_of("month")
    if not page.year:
        shown = Shown("archive/index.html", archive.title, trail=setting.trail(archive))
        links = [Link(str(year), f"archive/{year}/") for year in page.numbers]
    else:
        here = Link(str(page.year), f"archive/{page.year}/")
        shown = Shown(f"archive/{page.year}/index.html", here.title, trail=setting.trail(archive, here))
        links = [
            Link(month_title(page.year, month, setting.house.language), f"archive/{page.year}/{month:02}/")
            for month in page.numbers
        ]
    return setting.pages("links.html.j2", shown, links=links)


def corrections_page(page: CorrectionsPage, setting: Setting) -> Made:
    title = setting.site.corrections
    steps = [Link(title, "corrections/")]
    folder = f"corrections/page/{page.number}/" if page.number else "corrections/"
    if page.number:
        steps.append(Link(setting.site.page.format(n=page.number), folder))
    notes = [_note(_card.decode(card), place, setting) for card, place in reversed(page.notes)]
    return setting.pages(
        "corrections.html.j2",
        Shown(f"{folder}index.html", title, trail=setting.trail(*steps)),
        notes=notes,
        turn=turn(page.number, page.parts, "corrections/"),
    )


def _note(card: Card, place: int, setting: Setting) -> Note:
    one = card.corrections[place]
    liner = setting.liner
    return Note(liner.line(card), liner.iso(one.made), liner.date(one.made), one.wrong, one.right, one.substantial)


def issues_page(page: IssuesPage, setting: Setting) -> Made:
    title = setting.site.issues
    return setting.pages(
        "issues.html.j2",
        Shown("issues/index.html", title, trail=setting.trail(Link(title, "issues/"))),
        issues=[issue_line(issue, setting) for issue in page.issues],
    )


def issue_line(issue: IssueFact, setting: Setting) -> IssueLine:
    site = setting.site
    number = site.issue_number.format(number=issue.number) if issue.number.isdigit() else issue.number
    when = setting.liner.date(datetime.fromisoformat(issue.published)) if issue.published else ""
    told = " · ".join(part for part in (number, when) if part)
    title, introduction = (typeset_line(text, setting.house.language) for text in (issue.title, issue.introduction))
    return IssueLine(title, f"issues/{issue.slug}/", told or site.issues, introduction)


def issue_page(page: IssuePage, setting: Setting) -> Made:
    told = issue_line(page.issue, setting)
    steps = setting.trail(Link(setting.site.issues, "issues/"), Link(told.title, told.folder))
    return setting.pages(
        "issue.html.j2",
        Shown(f"{told.folder}index.html", told.title, trail=steps, description=told.introduction),
        issue=told,
        lines=lines(setting, page.cards),
        groups=file_groups(page.files, setting),
        contents=setting.words.contents,
    )


def take_page(page: TakePage, setting: Setting) -> Made:
    title = setting.site.take
    groups = [
        Group(setting.site.latest, "latest", files=file_lines(page.files, setting)),
        *(
            Group(issue_line(issue, setting).title, f"issue-{issue.slug}", files=file_lines(files, setting))
            for issue, files in page.issues
        ),
    ]
    return setting.pages(
        "take.html.j2",
        Shown("take/index.html", title, trail=setting.trail(Link(title, "take/"))),
        groups=[group for group in groups if group.files],
    )


def fixed_page(page: FixedPage, setting: Setting) -> Made:
    story = _story.decode(page.story)
    told = article(story, setting.house)
    body = plain_html(told, setting).blocks(told.body)
    steps = setting.trail(Link(page.title, f"{page.slug}/"))
    return setting.pages("fixed.html.j2", Shown(f"{page.slug}/index.html", page.title, trail=steps), body=body)


def give_page(page: GivePage, setting: Setting) -> Made:
    title, body = setting.site.give, Markup()
    if page.story:
        story = _story.decode(page.story)
        told = article(story, setting.house)
        title, body = story.headline, plain_html(told, setting).blocks(told.body)
    return setting.pages(
        "give.html.j2",
        Shown("give/index.html", title, trail=setting.trail(Link(title, "give/"))),
        body=body,
        ways=[appeal.html] if (appeal := appeal_of(_given_here(setting))) else [],
    )


def _given_here(setting: Setting) -> Setting:
    """The setting without the address to give at, when that is the page itself."""
    house = setting.house
    if own_path(house.appeal.address, house.site).strip("/") != "give":
        return setting
    return replace(setting, house=change(house, appeal=change(house.appeal, address="")))


@dataclass(frozen=True, slots=True)
class Appeal:
    title: str
    html: Markup


def appeal_of(setting: Setting) -> Appeal | None:
    """The house's appeal, as it stands at the end of each story."""
    empty = Story(id="appeal", slug="appeal", headline="-", language=setting.house.language)
    told = article(empty, setting.house)
    return Appeal(told.appeal.title, plain_html(told, setting).blocks(told.appeal.blocks)) if told.appeal else None


def missing_page(page: MissingPage, setting: Setting) -> Made:
    site = setting.site
    links = [*page.sections, *(setting.index_of(kind) for kind in ("topic", "month"))]
    made: Made = []
    for path, heading, why in (
        ("404.html", site.not_found, site.not_found_why),
        ("410.html", site.gone, site.gone_why),
    ):
        made.extend(setting.pages("missing.html.j2", Shown(path, heading, noindex=True), why=why, links=links))
    return made


def links_page_of_feeds(page: FeedsPage, setting: Setting) -> Made:
    site = setting.site
    title = Link(site.feeds, "feeds/")
    groups = [
        Group(site.whole_site, "all", feeds=(FeedLine(setting.house.name, setting.feeds("", "-")),)),
        *(
            Group(
                setting.index_of(kind).title,
                kind,
                feeds=tuple(FeedLine(link.title, setting.feeds(link.folder, link.title)) for link in links),
            )
            for kind, links in page.lists
            if links
        ),
    ]
    return setting.pages(
        "feeds.html.j2", Shown("feeds/index.html", title.title, trail=setting.trail(title)), groups=groups
    )


def search_page(_page: SearchPage, setting: Setting) -> Made:
    """The page of the search where no server answers it, and the frame that a server puts its answers into."""
    words = search_words_of(setting.house.language)
    nothing = Query()
    shown = Shown("search/index.html", words.search, noindex=True)
    static = setting.pages("search.html.j2", shown, body=search_fragment(nothing, None, words))
    frame = Shown(SHELL, words.search, noindex=True, title=Markup(TITLE_MARKER))
    return [*static, setting.pages("search.html.j2", frame, body=Markup(MARKER))[0]]


Maker = Callable[[Any, Setting], Made]


def make_page(page: Page, setting: Setting) -> Made:
    """The files of a page by their paths below the root."""
    maker = MAKERS.get(type(page))
    return maker(page, setting) if maker else []


def template_of(page: Page) -> tuple[str, ...]:
    """The templates that a page is made with."""
    return TEMPLATES.get(type(page), ())


MAKERS: dict[type[Page], Maker] = {
    FrontPage: front_page,
    ListPage: list_page,
    Directory: directory,
    Years: years,
    CorrectionsPage: corrections_page,
    IssuesPage: issues_page,
    IssuePage: issue_page,
    TakePage: take_page,
    FeedsPage: links_page_of_feeds,
    FixedPage: fixed_page,
    GivePage: give_page,
    MissingPage: missing_page,
    SearchPage: search_page,
    ListFeeds: list_feeds,
    ArchiveFeed: archive_feed,
    Sitemap: sitemap,
    SitemapIndex: sitemap_index,
    NewsSitemap: news_sitemap,
    SiteFiles: site_files,
}
TEMPLATES: dict[type[Page], tuple[str, ...]] = {
    FrontPage: ("front.html.j2",),
    ListPage: ("list.html.j2", "series.html.j2", "storyline.html.j2"),
    Directory: ("directory.html.j2",),
    Years: ("links.html.j2",),
    CorrectionsPage: ("corrections.html.j2",),
    IssuesPage: ("issues.html.j2",),
    IssuePage: ("issue.html.j2",),
    TakePage: ("take.html.j2",),
    FeedsPage: ("feeds.html.j2",),
    FixedPage: ("fixed.html.j2",),
    GivePage: ("give.html.j2",),
    MissingPage: ("missing.html.j2",),
    SearchPage: ("search.html.j2",),
}
