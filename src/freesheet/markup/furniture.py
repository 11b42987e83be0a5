"""What stands around a story on a screen: links to its other editions, to pass it on, and the house's footer."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import quote

from markupsafe import Markup

from freesheet.edition import Kit
from freesheet.house import House
from freesheet.markup.article import Article
from freesheet.markup.links import href
from freesheet.markup.words import Words, furniture_language
from freesheet.story.nodes import Issue


@dataclass(frozen=True, slots=True)
class Way:
    """A link of the furniture; `media_type` is told of files that are no pages, `rel` of links with a meaning."""

    label: str
    target: str
    media_type: str = ""
    rel: str = ""


def language_of(told: Article) -> str:
    """The `lang` of the furniture; empty where it is the story's own."""
    language = furniture_language(told.story.language)
    return "" if language == told.story.language else language


def language_attribute(told: Article) -> Markup:
    """The same as an attribute, with a space before it; nothing where it is the story's own."""
    language = language_of(told)
    return Markup(f' lang="{language}"') if language else Markup()


def editions_beside(words: Words, issue: Issue, kit: Kit, names: Sequence[str]) -> tuple[Way, ...]:
    """A link for each of these editions that lies in the same folder."""
    known = {
        "web": Way(words.on_the_web.partition("{address}")[0].rstrip(": \u202f"), "", "text/html"),
        "print": Way(words.print, "", "application/pdf"),
        "large-print": Way(words.large_print, "", "application/pdf"),
        "booklet": Way(words.booklet, "", "application/pdf"),
        "lite": Way(words.simple, "", "text/html"),
        "text": Way(words.text_only, "", "text/plain"),
        "epub": Way(words.ebook, "", "application/epub+zip"),
    }
    ways = ((known[name], kit.file_beside(name, issue)) for name in names)
    return tuple(Way(way.label, file, way.media_type) for way, file in ways if file)


def share(told: Article, canonical: str) -> tuple[Way, ...]:
    """Plain links to pass a story on: a letter to write, and the address to copy; none where it has no address."""
    if not canonical:
        return ()
    subject, body = quote(told.headline), quote(f"{told.headline}\n\n{canonical}\n".replace("\n", "\r\n"))
    return (
        Way(told.words.share, f"mailto:?subject={subject}&body={body}"),
        Way(told.words.link, canonical, rel="bookmark"),
    )


def imprint(house: House, words: Words) -> tuple[Way, ...]:
    """The pages of the house that a reader may ask for, those that there are."""
    return tuple(_imprint(house, words))


def _imprint(house: House, words: Words) -> Iterator[Way]:
    policies = house.policies
    rows = (
        (words.about, policies.about),
        (words.ethics, policies.ethics),
        (words.corrections_policy, policies.corrections),
        (words.funding, policies.funding),
        (words.privacy, policies.privacy),
        (words.accessibility, policies.accessibility),
        (words.appeal, house.appeal.address),
        (words.contact, f"mailto:{house.contact}" if house.contact else ""),
    )
    for label, address in rows:
        if target := href(address):
            yield Way(label, target)
