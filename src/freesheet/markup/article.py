"""A story in the order it is read, typeset, with every notice that it must carry: what all editions print."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from freesheet.house import House
from freesheet.markup.outline import outlined
from freesheet.markup.words import Words, comma, joints, listed, long_date, semicolon, words_of
from freesheet.story.nodes import (
    Blocks,
    Byline,
    Correction,
    Foreign,
    Inlines,
    Link,
    List,
    Origin,
    Paragraph,
    Picture,
    Source,
    Story,
    Strong,
    Text,
)
from freesheet.story.typeset import typeset
from freesheet.story.walk import minutes_of, text_of, words_in


@dataclass(frozen=True, slots=True)
class Dated:
    """A line that tells a date: "Published May 3, 2026"."""

    when: datetime
    line: str


@dataclass(frozen=True, slots=True)
class Section:
    """A titled part before or after the body; `name` is for machines: corrections, sources, licence, appeal."""

    name: str
    title: str
    blocks: Blocks


# Compared by identity: an article is made once for a story and a house.
@dataclass(frozen=True, slots=True, eq=False)
class Article:
    """All of a story that is read, from the kicker to the licence.

    `notices` stand between byline and body: a withdrawal, editor's notes, where the story first appeared. `closing`
    stands after the body. The appeal is apart, since not every edition carries it. `length` counts the body's words.
    """

    story: Story
    words: Words
    kicker: str
    headline: str
    dek: str
    byline: Inlines
    dates: tuple[Dated, ...]
    length: int
    reading_time: str
    series: str
    notices: Blocks
    lead: Picture | None
    body: Blocks
    closing: tuple[Section, ...]
    appeal: Section | None
    address: str

    @property
    def first_published(self) -> Blocks:
        """The one of the notices that says where the story first appeared; a screen shows it right under the byline."""
        place = 1 if self.story.withdrawal else 0
        return self.notices[place : place + 1] if self.story.origin else ()

    @property
    def blocks(self) -> Blocks:
        """Everything with words in it that stands below the byline, in reading order; the appeal is not in it."""
        lead: Blocks = (self.lead,) if self.lead else ()
        return (*self.notices, *lead, *self.body, *(block for section in self.closing for block in section.blocks))


# Thirteen editions ask for the same article one after another; 32 stories are more than a press has in hand at once.
@lru_cache(maxsize=32)
def article(story: Story, house: House) -> Article:
    """The story as this house prints it. A withdrawn one keeps its headline and its notices, and loses its body."""
    return article_of(story, house)


def article_of(story: Story, house: House) -> Article:
    """The same for one who asks once: to look for an article takes a third of the time that it takes to make one."""
    story = typeset(story)
    words = words_of(story.language)
    gone = story.withdrawal is not None
    length = words_in(story)
    return Article(
        story=story,
        words=words,
        kicker=kicker_of(words.kinds[story.kind], story.section),
        headline=story.headline,
        dek="" if gone else story.dek,
        byline=tuple(_byline(story, words)),
        dates=tuple(_dates(story, house, words)),
        length=length,
        reading_time=words.minutes.format(n=minutes_of(length)),
        series=_series(story, words),
        notices=tuple(_notices(story, house, words)),
        lead=None if gone else story.lead,
        body=() if gone else outlined(story.body),
        closing=tuple(section for section in _closing(story, house, words) if section.blocks),
        appeal=_appeal(story.language, None if gone and story.appeal else story.appeal, house),
        address=page_address(story, house),
    )


def page_address(story: Story, house: House) -> str:
    """The address of the story's own page: its own, else one below the house's site, else none."""
    return story.address or (f"{house.site.rstrip('/')}/{story.slug}/" if house.site else "")


def canonical_address(story: Story, house: House) -> str:
    """The address that search engines should keep: the partner's, where the agreement says so."""
    origin = story.origin
    return origin.address if origin and origin.canonical and origin.address else page_address(story, house)


def names_of(story: Story) -> str:
    """The authors' names joined as the language joins them; authors with a role are named apart."""
    return listed([byline.name for byline in story.bylines if not byline.role], story.language)


def _byline(story: Story, words: Words) -> Iterator[Text | Link]:
    main = [byline for byline in story.bylines if not byline.role]
    if main:
        before, after = words.by.split("{names}")
        first, *joined = joints([byline.name for byline in main], story.language)
        yield Text(before + first)
        joined[-1] += after
        for byline, joint in zip(main, joined, strict=True):
            yield _name(byline)
            yield Text((f"{comma(story.language)}{byline.outlet}" if byline.outlet else "") + joint)
    for index, byline in enumerate(byline for byline in story.bylines if byline.role):
        yield Text(f"{semicolon(story.language) if main or index else ''}{byline.role} ")
        yield _name(byline)
        if byline.outlet:
            yield Text(f"{comma(story.language)}{byline.outlet}")


def _name(byline: Byline) -> Text | Link:
    return Link((Text(byline.name),), byline.address) if byline.address else Text(byline.name)


def _dates(story: Story, house: House, words: Words) -> Iterator[Dated]:
    if story.published:
        yield Dated(story.published, words.published.format(date=long_date(story.published, story.language, house)))
    if story.updated and story.updated != story.published:
        yield Dated(story.updated, words.updated.format(date=long_date(story.updated, story.language, house)))
    corrected = max((correction.made for correction in story.corrections), default=None)
    if corrected and corrected != story.updated:
        yield Dated(corrected, words.corrected.format(date=long_date(corrected, story.language, house)))


def kicker_of(kind: str, section: str) -> str:
    """Kind and section, each once: an opinion piece in a section called Opinion, or Opinions, says so one time."""
    same = section.casefold().removesuffix("s") == kind.casefold().removesuffix("s")
    return kind if same or not section else f"{kind} · {section}"


def _series(story: Story, words: Words) -> str:
    if not story.series:
        return ""
    phrase = words.series_of if story.series.of else words.series
    return phrase.format(n=story.series.position, m=story.series.of, name=story.series.name)


def _notices(story: Story, house: House, words: Words) -> Iterator[Paragraph]:
    if story.withdrawal:
        when = long_date(story.withdrawal.made, story.language, house)
        yield Paragraph((Strong((Text(words.withdrawn.format(date=when)),)), Text(f" {story.withdrawal.why}")))
    if story.origin:
        yield _origin(story.origin, story, house, words)
    for correction in story.corrections:
        if correction.substantial:
            yield _correction(correction, words.editors_note, story, house)


def _origin(origin: Origin, story: Story, house: House, words: Words) -> Paragraph:
    phrase = words.origin_dated if origin.published else words.origin
    when = long_date(origin.published, story.language, house) if origin.published else ""
    before, after = phrase.replace("{date}", when).split("{partner}")
    partner = Text(origin.partner)
    content: Inlines = (
        Text(before),
        Link((partner,), origin.address, title=origin.title or origin.partner) if origin.address else partner,
        Text(after),
    )
    if origin.title and origin.title != story.headline:
        content += (Text(" " + words.origin_titled.format(title=origin.title)),)
    if origin.licence:
        content += (Text(" " + words.licence.format(licence=origin.licence)),)
    if origin.wording:
        # A sentence of its own, whatever the one before it ends in.
        content += (Text(f"{'' if text_of(content).endswith(('.', '!', '?', '…')) else '.'} {origin.wording}"),)
    return Paragraph(content)


def _correction(correction: Correction, label: str, story: Story, house: House) -> Paragraph:
    said = label.format(date=long_date(correction.made, story.language, house))
    return Paragraph((Strong((Text(said),)), Text(f" {correction.wrong} {correction.right}".rstrip())))


def _closing(story: Story, house: House, words: Words) -> Iterator[Section]:
    notes = [_correction(c, words.correction, story, house) for c in story.corrections if not c.substantial]
    yield Section("corrections", words.corrections, tuple(notes))
    items = (
        () if story.withdrawal else tuple((Paragraph(tuple(_source(s, story, house, words))),) for s in story.sources)
    )
    yield Section("sources", words.sources, (List(items, ordered=True),) if items else ())
    yield Section("licence", words.republish, () if story.withdrawal else tuple(_licence(story, house, words)))


def _source(source: Source, story: Story, house: House, words: Words) -> Iterator[Text | Link]:
    title = Text(source.title)
    yield Link((title,), source.address, title=source.title) if source.address else title
    published = long_date(source.published, story.language, house) if source.published else ""
    for part in (source.author, source.publisher, published):
        if part:
            yield Text(f", {part}")
    if source.archived:
        yield Text(" (")
        yield Link((Text(words.archived),), source.archived, title=f"{source.title}, {words.archived}")
        yield Text(")")


def _licence(story: Story, house: House, words: Words) -> Iterator[Paragraph]:
    """A republished story is under its origin's licence or its own, never under the house's."""
    own = story.licence or ("" if story.origin else house.licence)
    linked = own == house.licence and bool(house.licence_address)
    if own:
        before, after = words.licence.split("{licence}")
        name = Text(own)
        yield Paragraph((Text(before), Link((name,), house.licence_address) if linked else name, Text(f"{after}.")))
    terms = story.terms or ("" if story.origin else house.republish)
    if terms:
        yield Paragraph((Text(terms) if story.terms else _of_house(terms, story.language, house),))


def _of_house(text: str, language: str, house: House) -> Text | Foreign:
    """Words of the house's own, which are foreign in a story of another language."""
    same = house.language.split("-")[0].lower() == language.split("-")[0].lower()
    return Text(text) if same else Foreign((Text(text),), house.language)


def appeal_of(articles: Sequence[Article]) -> Section | None:
    """What several stories ask for together, once: what the house does, unless none of them does; then the first's."""
    found = [one.appeal for one in articles if one.appeal]
    of_house = (one.appeal for one in articles if one.appeal and one.story.appeal is None)
    return next(of_house, found[0] if found else None)


# The same for all stories of one language that have none of their own.
@lru_cache(maxsize=32)
def _appeal(language: str, own: str | None, house: House) -> Section | None:
    appeal, words = house.appeal, words_of(language)
    text = appeal.text if own is None else own
    if not text:
        return None
    blocks = [Paragraph((Text(own) if own else _of_house(text, language, house),))]
    if appeal.address:
        before, after = words.give.split("{address}")
        blocks.append(Paragraph((Text(before), Link((Text(appeal.address),), appeal.address), Text(after))))
    if appeal.cheque:
        before, after = words.cheque.split("{cheque}")
        blocks.append(Paragraph((Text(before), _of_house(appeal.cheque, language, house), Text(after))))
    if appeal.tax:
        blocks.append(Paragraph((_of_house(appeal.tax, language, house),)))
    return Section("appeal", words.appeal, tuple(blocks))
