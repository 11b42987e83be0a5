"""What a mail shows, in HTML; how much of it when it must be cut short, and the words that it then leaves out."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import css_inline
from markupsafe import Markup

from freesheet.house import House
from freesheet.markup.article import Article, appeal_of, article
from freesheet.markup.html import EMPTY, Html
from freesheet.markup.links import href
from freesheet.markup.notes import Endnotes, bare, endnotes
from freesheet.markup.templates import templates
from freesheet.markup.text import description, rule, unbroken
from freesheet.markup.words import Words, direction, words_of
from freesheet.story.nodes import Block, Issue, Link, Paragraph, Picture
from freesheet.story.titles import subject
from freesheet.story.walk import plain, text_of

# A sentence ends here, for a summary of two; behind an abbreviation now and then, which only makes it shorter.
_SENTENCE_END = re.compile(r"(?<=[.!?…][\"”’»)])\s+|(?<=[.!?…؟])\s+|(?<=[。！？])")
# On a dark ground the house's accent would be too dark to read; this blue has 9:1 on #1c1c1c.
ACCENT_ON_DARK = "#9ecbff"


@dataclass(frozen=True, slots=True)
class Mail:
    """A story by itself, or an issue: its digest and its stories."""

    issue: Issue
    house: House
    articles: tuple[Article, ...]

    @property
    def alone(self) -> bool:
        return self.issue.alone and len(self.articles) == 1

    @property
    def title(self) -> str:
        return self.articles[0].headline if self.alone else self.issue.title

    @property
    def subject(self) -> str:
        return subject(self.articles[0].story) if self.alone else self.issue.title

    @property
    def language(self) -> str:
        return self.issue.language

    @property
    def words(self) -> Words:
        return words_of(self.language)

    @property
    def unsubscribe(self) -> str:
        """Where a reader leaves the list; the mailing program puts the reader's own token in."""
        return f"{(self.house.site or 'https://nobody.invalid').rstrip('/')}/unsubscribe/{{{{unsubscribe}}}}"

    @property
    def postal(self) -> tuple[str, ...]:
        """The postal address, which bulk mail must have; a blank to fill in where the house tells none."""
        return tuple(self.house.postal.splitlines()) or ("{{postal_address}}",)

    @property
    def units(self) -> int:
        """How many units can be left out, from the last on: the story's blocks, or an issue's stories."""
        return len(self.articles[0].body) if self.alone else len(self.articles)

    def lost(self, shown: int) -> Iterator[tuple[str, str]]:
        """The slug of each story that is cut when only so many units are shown, and the words left out of it."""
        if self.alone:
            only = self.articles[0]
            yield only.story.slug, "\n\n".join(map(plain, only.body[shown:]))
        else:
            yield from ((one.story.slug, "\n\n".join(map(plain, one.blocks))) for one in self.articles[shown:])


@dataclass(frozen=True, slots=True)
class Part:
    """A titled part of the page: corrections, sources, licence, notes, appeal."""

    title: str
    body: Markup


@dataclass(frozen=True, slots=True)
class Page:
    """One story on the page, written; `rest` says where the words are that had to be left out."""

    told: Article
    byline: Markup
    meta: str
    summary: str
    notices: Markup
    lead: Markup
    body: Markup
    parts: tuple[Part, ...]
    rest: str
    full: bool


def mail_of(issue: Issue, house: House) -> Mail:
    return Mail(issue, house, tuple(article(story, house) for story in issue.stories))


def written(mail: Mail, shown: int) -> str:
    """The HTML with its style inlined, showing so many of the mail's units."""
    accent = mail.house.look.accent
    appeal = appeal_of(mail.articles)
    page = (
        templates("freesheet.editions.email")
        .get_template("mail.html.j2")
        .render(
            mail=mail,
            house=mail.house,
            words=mail.words,
            direction=direction(mail.language),
            pages=[_page(mail, place, shown) for place in range(len(mail.articles))],
            appeal=Part(appeal.title, _html(mail.words, Endnotes({}, ())).blocks(appeal.blocks)) if appeal else None,
            kept=Markup(_style("kept.css").replace("ACCENT", ACCENT_ON_DARK)),
        )
    )
    return css_inline.inline(
        page, extra_css=_style("inlined.css").replace("ACCENT", accent), load_remote_stylesheets=False
    )


def _page(mail: Mail, place: int, shown: int) -> Page:
    told = mail.articles[place]
    notes = endnotes(told, "footnotes-first")
    html = _html(told.words, notes)
    full = mail.alone or place < shown
    body = told.body[:shown] if mail.alone else told.body
    cut = len(body) < len(told.body) or not full
    return Page(
        told=told,
        byline=html.inlines(told.byline),
        meta=" · ".join(unbroken(line) for line in (*(dated.line for dated in told.dates), told.reading_time)),
        summary=told.dek or first_sentences(told.body),
        notices=html.blocks(told.notices),
        lead=html.figure(told.lead) if told.lead else EMPTY,
        body=html.blocks(body),
        parts=(*(Part(one.title, html.blocks(one.blocks)) for one in told.closing), *_footnotes(notes, html)),
        rest=_rest(told) if cut else "",
        full=full,
    )


def _html(words: Words, notes: Endnotes) -> Html:
    def image(picture: Picture) -> Markup:
        told = description(picture, words)
        return Markup('<p class="picture">[{}]</p>').format(told) if told else EMPTY

    def link(node: Link, content: Markup, _number: int | None) -> Markup:
        address = href(node.address)
        # A mail is no page: what leads to another place on the page leads nowhere.
        if not address or address.startswith("#"):
            return content
        return Markup('<a href="{}">{}</a>').format(address, content)

    return Html(words, notes, image, link, note=Markup("<sup>[{}]</sup>").format, pull_quotes=False)


def _footnotes(notes: Endnotes, html: Html) -> Iterator[Part]:
    told = [note for note in notes.notes if not note.is_link]
    if told:
        rows = EMPTY.join(Markup("<p>[{}] {}</p>\n").format(note.number, html.inlines(note.content)) for note in told)
        yield Part(html.words.notes, rows)


def _rest(told: Article) -> str:
    if told.address:
        return told.words.rest_on_the_web.format(address=bare(told.address))
    return told.words.rest_in_text


def first_sentences(body: tuple[Block, ...], count: int = 2) -> str:
    """How the first paragraph with words begins, for a digest."""
    for block in body:
        if isinstance(block, Paragraph) and (text := " ".join(text_of(block.content).split())):
            return " ".join([part for part in _SENTENCE_END.split(text) if part][:count])
    return ""


def footer_text(mail: Mail) -> str:
    """The end of the text part: who sends it, from where, and how to be sent no more."""
    lines = (rule(72), mail.house.name, *mail.postal, mail.house.contact, f"{mail.words.unsubscribe}:")
    return "\n".join(filter(None, (*lines, mail.unsubscribe)))


@cache
def _style(name: str) -> str:
    return files("freesheet.editions.email").joinpath(name).read_text()
