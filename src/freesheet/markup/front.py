"""The front page of an issue that is read as files: its stories with their deks, and who publishes it."""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from freesheet.edition import Kit
from freesheet.markup.article import Article, appeal_of
from freesheet.markup.html import Html
from freesheet.markup.notes import Endnotes
from freesheet.markup.references import References
from freesheet.markup.templates import templates
from freesheet.markup.words import direction, furniture_language, long_date, words_of
from freesheet.story.nodes import Issue

NO_PICTURE = Markup()


@dataclass(frozen=True, slots=True)
class Entry:
    """A story on the front page: where it is, its picture, and other files of it by what they are called."""

    article: Article
    file: str
    picture: Markup = NO_PICTURE
    also: tuple[tuple[str, str], ...] = ()


def front(issue: Issue, kit: Kit, entries: Sequence[Entry], also: tuple[tuple[str, str], ...] = ()) -> str:
    """The page, for a folder with `style.css` in it; `also` names files of the whole issue."""
    words = words_of(issue.language)
    furniture = furniture_language(issue.language)
    appeal = appeal_of([entry.article for entry in entries])
    links = References(kit.house.site, online=words.online)
    html = Html(words, Endnotes({}, ()), image=lambda _picture: NO_PICTURE, link=links.link)
    dated = long_date(kit.date(issue), issue.language, kit.house)
    return (
        templates("freesheet.markup")
        .get_template("front.html.j2")
        .render(
            issue=issue,
            house=kit.house,
            words=words,
            entries=entries,
            also=also,
            imprint=tuple(part for part in (issue.number, dated) if part),
            appeal=html.blocks(appeal.blocks) if appeal else "",
            direction=direction(issue.language),
            furniture=furniture,
            furniture_direction=direction(furniture),
        )
    )


def style(accent: str) -> str:
    """The style of the front page, and of what other pages of the same book share with it."""
    return templates("freesheet.markup").get_template("front.css.j2").render(accent=accent)
