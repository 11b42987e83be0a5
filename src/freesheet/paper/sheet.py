"""What a sheet holds: an issue as the data of the templates, its pictures, its codes, and what it can't show."""

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from freesheet.edition import Kit, Loss
from freesheet.house import House, Paper
from freesheet.markup.article import Article, Section, appeal_of, article
from freesheet.markup.notes import Endnotes, bare
from freesheet.markup.words import words_of
from freesheet.paper.album import Album, album
from freesheet.paper.codes import code_of
from freesheet.paper.faces import DISPLAY, SANS, SERIF
from freesheet.paper.galley import Data, Faces, Setter, breakable, galley, isolated, language_of, titled
from freesheet.paper.glyphs import missing, weight, without, words_with
from freesheet.paper.phrases import phrases_of
from freesheet.paper.publication import publication
from freesheet.story.nodes import Issue, Story
from freesheet.story.walk import plain

# Points, 72 to the inch.
PAGES: dict[Paper, tuple[float, float]] = {"letter": (612, 792), "a4": (595.276, 841.89)}
HALVES: dict[Paper, tuple[float, float]] = {"letter": (396, 612), "a4": (420.945, 595.276)}

PRINT_FACES = Faces(text=SERIF, sans=SANS, display=DISPLAY)
# A running footer holds so many characters beside the house's name and the page's number.
SHORT = 62


# What stands above the columns. So few characters fill no more than half a page, in whatever sizes they are set; more
# are measured first, which costs time.
HEAD = ("kicker", "series", "headline", "dek", "byline", "dates", "notices", "lead")
SHORT_HEAD, SHORT_FOOT = 900, 1_600
LEAST_SHARE = 0.36


@dataclass(frozen=True, slots=True)
class Sheet:
    """All that a template needs; `files` are texts beside it (the codes), the album's pictures lie on disk."""

    data: Data
    files: dict[str, str]
    pictures: Album
    losses: tuple[Loss, ...]
    edition: str
    texts: tuple[tuple[str, str], ...]

    def without(self, characters: frozenset[str]) -> "Sheet":
        """The sheet with these characters replaced, and a loss for each story that has words with them."""
        lost = tuple(
            Loss(self.edition, slug, "Characters that no typeface here can show", words)
            for slug, text in self.texts
            if (words := words_with(text, characters))
        )
        return replace(self, data=without(self.data, characters), losses=(*self.losses, *lost))

    def untagged(self) -> "Sheet":
        """The sheet with the loss that a file without tags is."""
        what = "Tags for a screen reader: its parts nest too oddly"
        return replace(self, losses=(*self.losses, *(Loss(self.edition, slug, what) for slug, _ in self.texts)))


def sheet(
    issue: Issue,
    kit: Kit,
    edition: str,
    page: tuple[float, float],
    faces: Faces = PRINT_FACES,
    *,
    short: int = SHORT,
    fold: str = "",
) -> Sheet:
    """The issue, or the one story of it that goes out alone, as the data of a sheet of this size.

    `short` is how many characters of a headline a running footer holds; `fold` tells what to do with the sheets.
    """
    articles = tuple(article(story, kit.house) for story in issue.stories)
    if not issue.alone:
        # What holds for all of them is said once, at the foot.
        articles = tuple(_without_licence(a, _house_licence(kit.house, a.story.language)) for a in articles)
    pictures = album(issue.stories, kit, edition)
    level = 1 if issue.alone else 2
    codes: dict[str, str] = {}
    galleys = [galley(a, pictures.plates, faces=faces, level=level) for a in articles]
    for data, a in zip(galleys, articles, strict=True):
        data |= {"address": on_the_web(a), "code": coded(a.address, codes)}
    alone = issue.alone and bool(articles)
    first: Data = galleys[0] if alone else {"address": [], "code": "", "closing": []}
    licences = [section for section in first["closing"] if section["name"] == "licence"]
    data = furniture(issue, articles, kit, faces, short) | {
        "page": {"width": page[0], "height": page[1]},
        "stories": galleys,
        "level": level,
        "alone": issue.alone,
        "fold": fold,
        "foot": foot(kit.house, issue.language, appeal_of(articles), licences if alone else None)
        | {"address": first["address"], "code": first["code"]},
    }
    head = [first.get(part, "") for part in HEAD] if alone else [data["title"], data["introduction"]]
    data |= {
        "short_head": weight([head, data["house"]]) < SHORT_HEAD,
        "short_foot": weight([data["foot"], data["publication"]]) < SHORT_FOOT,
    }
    return sound(data, codes, articles, edition, pictures)


def sound(
    data: Data, codes: dict[str, str], articles: tuple[Article, ...], edition: str, pictures: Album | None = None
) -> Sheet:
    """The sheet of this data, with what no typeface can show replaced."""
    pictures = pictures or Album()
    made = Sheet(data, codes, pictures, pictures.losses, edition, tuple(map(_words, articles)))
    unseen = missing(data)
    return made.without(unseen) if unseen else made


def furniture(
    issue: Issue, articles: tuple[Article, ...], kit: Kit, faces: Faces = PRINT_FACES, short: int = SHORT
) -> Data:
    """What stands around the stories: the house's name, date and number, publication line, running footer."""
    house, language = kit.house, issue.language
    words = words_of(language)
    first = articles[0] if issue.alone and articles else None
    imprint = publication(house, kit.date(issue), language, issue.number)
    names = [byline.name for story in issue.stories for byline in story.bylines]
    title = first.headline if first else issue.title
    return language_of(language, faces) | {
        "title": titled(title, language),
        "authors": list(dict.fromkeys(names)),
        "description": breakable(first.dek) if first else "",
        "house": breakable(house.name),
        "number": imprint.number,
        "date": imprint.date,
        "publication": breakable(imprint.line(lambda part: isolated(part, language))),
        "page_of": words.page,
        "short": shortened(title, short),
        "web": _short_address(first.address if first else house.site),
        "contents": words.contents,
        "introduction": [breakable(line) for line in issue.introduction.splitlines() if line.strip()],
    }


def shortened(text: str, most: int) -> str:
    """A headline as a running footer holds it: whole words, an ellipsis where some are left out."""
    if len(text) <= most:
        return breakable(text)
    return breakable(text[: most - 1].rsplit(" ", 1)[0]) + "…"


def _short_address(address: str) -> str:
    return breakable(bare(address)) if len(bare(address)) <= SHORT + 30 else ""


def on_the_web(article: Article) -> list[Any]:
    if not article.address:
        return []
    before, after = article.words.on_the_web.split("{address}")
    shown = isolated(breakable(bare(article.address)), article.story.language)
    return [before, ["a", [shown], article.address, 0], after]


def coded(address: str, codes: dict[str, str]) -> str:
    """The name of the file with the code of an address; none for an address that no phone could read off paper."""
    if not (made := code_of(address)):
        return ""
    name = next((name for name, code in codes.items() if code == made), f"code-{len(codes) + 1}.svg")
    codes[name] = made
    return name


def foot(house: House, language: str, appeal: Section | None, licences: list[Data] | None = None) -> Data:
    """The panel at the foot of the last page; an address and its code go with it.

    Its sections are the appeal that is given, the licences, the house's own where none are, and how to get more.
    """
    phrases = phrases_of(language)
    more = (
        (phrases.more_web, bare(house.site)),
        (phrases.more_post, ", ".join(house.postal.splitlines())),
        (phrases.more_write, house.contact),
    )
    lines = [_line(phrase.format(breakable(isolated(told, language)))) for phrase, told in more if told]
    sections = [
        *_set_apart(appeal, language),
        *(_set_apart(_house_licence(house, language), language) if licences is None else licences),
        *([{"name": "more", "title": phrases.more, "blocks": lines}] if lines else []),
    ]
    return {"sections": _shared_out(sections), "address": [], "code": ""}


def _shared_out(sections: list[Data]) -> list[Data]:
    """The sections with how wide each is set, so that all are about as high; none too narrow for an e-mail address."""
    weights = [weight(section["blocks"]) for section in sections]
    least = LEAST_SHARE * sum(weights)
    return [section | {"share": max(least, own)} for section, own in zip(sections, weights, strict=True)]


def _line(text: str) -> Data:
    return {"k": "p", "c": [text]}


@lru_cache(maxsize=32)
def _blank(house: House, language: str) -> Article:
    return article(Story(id="blank", slug="blank", headline="-", language=language), house)


def _house_licence(house: House, language: str) -> Section | None:
    """What the house allows of any story that says nothing else."""
    return next((section for section in _blank(house, language).closing if section.name == "licence"), None)


def _without_licence(a: Article, licence: Section | None) -> Article:
    return replace(a, closing=tuple(section for section in a.closing if section != licence))


def _set_apart(section: Section | None, language: str) -> list[Data]:
    """A section that belongs to no story and so to no numbered notes; none where the house has none."""
    if section is None:
        return []
    setter = Setter(_blank(House(), language), Endnotes({}, ()), {}, 1)
    return [{"name": section.name, "title": section.title, "blocks": setter.blocks(section.blocks)}]


def _words(article: Article) -> tuple[str, str]:
    """A story's slug and all its words, to tell which of them can't be shown."""
    byline = (part for b in article.story.bylines for part in (b.name, b.role, b.outlet))
    return article.story.slug, " ".join((article.headline, article.dek, *byline, *map(plain, article.blocks)))
