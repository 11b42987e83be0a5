"""Stories for tests: small builders for examples, and Hypothesis strategies for properties."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta, timezone
from functools import cache
from io import BytesIO
from random import Random
from typing import Any

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy
from msgspec.structs import replace
from PIL import Image

from freesheet.edition import Artifact, Kit, MissingPicture
from freesheet.house import House
from freesheet.story.nodes import (
    Aside,
    Block,
    Blocks,
    Break,
    Byline,
    Cell,
    Code,
    Correction,
    Embed,
    Emphasis,
    Foreign,
    Heading,
    Inline,
    Inlines,
    Issue,
    LineBreak,
    Link,
    List,
    Note,
    Origin,
    Paragraph,
    Picture,
    Preformatted,
    PullQuote,
    Quotation,
    Series,
    Source,
    Story,
    Strong,
    Subscript,
    Superscript,
    Table,
    Text,
    Titles,
    Withdrawal,
)
from tests.phrases import HOSTILE, LATIN, OTHER_SCRIPTS

NOON = datetime(2026, 5, 3, 12, 0, tzinfo=UTC)

# ── Builders ─────────────────────────────────────────────────────────────────────────────────────────


def inline(*content: str | Inline) -> Inlines:
    """Inlines of strings and nodes: `inline("He said ", Emphasis(inline("no")), ".")`."""
    return tuple(Text(part) if isinstance(part, str) else part for part in content)


def paragraph(*content: str | Inline) -> Paragraph:
    return Paragraph(inline(*content))


def heading(*content: str | Inline, level: Any = 2) -> Heading:
    return Heading(inline(*content), level)


def link(text: str, address: str, title: str = "") -> Link:
    return Link(inline(text), address, title)


def quotation(*paragraphs: str, source: str = "") -> Quotation:
    return Quotation(tuple(map(paragraph, paragraphs)), inline(source) if source else ())


def bullets(*items: str | Blocks, ordered: bool = False, start: int = 1) -> List:
    return List(tuple((paragraph(item),) if isinstance(item, str) else item for item in items), ordered, start)


def table(head: tuple[str, ...], *rows: tuple[str, ...], caption: str = "") -> Table:
    """A table whose first row is all headers."""
    first = tuple(Cell(inline(cell), header=True) for cell in head)
    rest = tuple(tuple(Cell(inline(cell)) for cell in row) for row in rows)
    return Table((first, *rest), inline(caption) if caption else ())


def picture(file: str = "picture.png", alt: str = "A grey rectangle", **fields: Any) -> Picture:
    return Picture(file=file, alt=alt, **fields)


def story(*body: str | Block, **fields: Any) -> Story:
    """A short story: strings are its paragraphs; any other field by name."""
    blocks = tuple(paragraph(block) if isinstance(block, str) else block for block in body)
    plain = Story(
        id="story-1",
        slug="library-printer",
        headline="Library printer stays free",
        dek="The county votes to keep ten free pages a day.",
        bylines=(Byline("Ana Ruiz"),),
        published=NOON,
        body=blocks or (paragraph("The county library will keep its printer free."),),
    )
    return replace(plain, **fields)


def issue(*stories: Story, **fields: Any) -> Issue:
    """An issue of these stories; of one story, its own."""
    chosen = stories or (story(),)
    if len(chosen) == 1 and not fields:
        return Issue.of(chosen[0])
    return replace(Issue(slug="week-18", title="This week", stories=chosen), **fields)


def image_bytes(width: int = 120, height: int = 80, kind: str = "PNG", colour: str = "#7a8a99") -> bytes:
    """A plain picture of this size."""
    out = BytesIO()
    Image.new("RGB", (width, height), colour).save(out, kind)
    return out.getvalue()


GREY = image_bytes()


def picture_for_all(file: str) -> bytes:
    """The same grey picture under every name, but for names that begin with "missing"."""
    if file.startswith("missing"):
        raise MissingPicture(f"The picture {file} is not in the folder.")
    return GREY


def kit(
    house: House | None = None,
    pictures: Mapping[str, bytes] | None = None,
    made: Mapping[str, tuple[Artifact, ...]] | None = None,
    **fields: Any,
) -> Kit:
    """A kit for an edition; without pictures of its own it gives a grey one for every name."""

    def chosen(file: str) -> bytes:
        if pictures is None:
            return picture_for_all(file)
        if file not in pictures:
            raise MissingPicture(f"The picture {file} is not in the folder.")
        return pictures[file]

    def already(edition: str, _issue: Issue, /, beside: Mapping[str, str] | None = None) -> tuple[Artifact, ...]:
        return (made or {}).get(edition, ())

    return Kit(house=house or House(), picture=chosen, made=already, **{"now": NOON} | fields)


# ── Words ────────────────────────────────────────────────────────────────────────────────────────────

LATIN_LANGUAGES = ("en", "en-GB", "es", "fr", "de", "ht", "pt-BR")
LANGUAGES = (*LATIN_LANGUAGES, "ar", "he", "ru", "zh-Hans", "tlh")
# What story/file.py keeps: no control characters, noncharacters, surrogates or bidirectional overrides.
ANY_CHARACTER = st.characters(
    exclude_categories=("Cc", "Cs", "Cn", "Co"), exclude_characters="\u202a\u202b\u202c\u202d\u202e"
)
LATIN_CHARACTER = st.characters(min_codepoint=0x20, max_codepoint=0x17F, exclude_categories=("Cc", "Cf"))


def phrases(words: tuple[str, ...], name: str, count: int = 400) -> tuple[str, ...]:
    """Words joined into phrases of up to four, always the same ones: one draw is far faster than four."""
    chance = Random(name)  # noqa: S311 - the phrases are examples, and guard nothing
    joined = (" ".join((chance.choice(LATIN), *chance.choices(words, k=chance.randrange(4)))) for _ in range(count))
    return (*LATIN, *joined)


LATIN_PHRASES = phrases(LATIN + HOSTILE, "latin")
ALL_PHRASES = phrases(LATIN + HOSTILE + OTHER_SCRIPTS + OTHER_SCRIPTS, "all")


@cache
def prose(latin_only: bool = False) -> SearchStrategy[str]:
    """A few words with life in them, never blank, without a space at either end."""
    usual = st.sampled_from(LATIN_PHRASES if latin_only else ALL_PHRASES)
    odd = st.text(LATIN_CHARACTER if latin_only else ANY_CHARACTER, max_size=6)
    mixed = st.builds(lambda words, end: f"{words} {end}".strip(), usual, odd)
    return st.integers(0, 11).flatmap(lambda chance: mixed if chance == 11 else usual)


def maybe(strategy: SearchStrategy[Any], otherwise: Any) -> SearchStrategy[Any]:
    return st.one_of(st.just(otherwise), strategy)


WEB = (
    "https://example.org/",
    "https://example.org/report",
    "https://example.org/report?page=2&sort=\"new\"&x='y'",
    "https://example.com/wiki/Printer_(office)",
    "https://www.example.net/été/naïve",
    "https://example.org/%E2%9C%93#part-3",
    "http://example.org/" + "very-long-" * 20,
)
WEB_ADDRESSES: SearchStrategy[str] = st.sampled_from(WEB)
ADDRESSES: SearchStrategy[str] = st.sampled_from(
    (*WEB, "mailto:desk@example.org", "tel:+15550100", "#sources", "/about/")
)
FILES = ("picture.png", "photos/été 1.jpg", 'a "quoted" & <odd> name.jpg', "missing.jpg", "UPPER.JPEG")
EPOCH = datetime(1999, 1, 1, tzinfo=timezone(timedelta(hours=5, minutes=30)))

# The spaces around a run of text: none joins two words across a link or emphasis.
ENDS = ("{}", "{} ", " {}", " {} ", "{} ")

# ── Inlines ──────────────────────────────────────────────────────────────────────────────────────────


@cache
def inlines(
    depth: int = 2, *, latin_only: bool = False, links: bool = True, notes: bool = True
) -> SearchStrategy[Inlines]:
    """Inlines nested to `depth`; HTML has no link inside a link, and paper no note inside a note."""
    text = st.builds(lambda words, ends: Text(ends.format(words)), prose(latin_only), st.sampled_from(ENDS))
    one: list[SearchStrategy[Any]] = [text, text, text]
    if depth:
        inside = inlines(depth - 1, latin_only=latin_only, links=links, notes=notes)
        one += [
            inside.map(Strong),
            inside.map(Emphasis),
            inside.map(Superscript),
            inside.map(Subscript),
            prose(latin_only).map(Code),
            st.just(LineBreak()),
            st.builds(Foreign, inside, st.sampled_from(LATIN_LANGUAGES if latin_only else LANGUAGES)),
        ]
        if links:
            unlinked = inlines(depth - 1, latin_only=latin_only, links=False, notes=False)
            one.append(st.builds(Link, unlinked, ADDRESSES, maybe(prose(latin_only), "")))
        if notes:
            one.append(inlines(depth - 1, latin_only=latin_only, links=links, notes=False).map(Note))
    return st.lists(st.one_of(one), min_size=1, max_size=4).map(tuple)


# ── Blocks ───────────────────────────────────────────────────────────────────────────────────────────


@cache
def pictures(latin_only: bool = False) -> SearchStrategy[Picture]:
    chance, words = Random("pictures"), LATIN_PHRASES if latin_only else ALL_PHRASES  # noqa: S311 - as above
    some = [
        Picture(
            chance.choice(FILES),
            chance.choice(("", *words[:60])),
            chance.random() < 0.2,
            (),
            chance.choice(("", *words[:2])),
            chance.choice(("", *WEB)),
            chance.choice(("", "CC BY 4.0")),
            chance.random() < 0.5,
        )
        for _ in range(80)
    ]
    captions = maybe(inlines(1, latin_only=latin_only), ())
    return st.builds(lambda one, caption: replace(one, caption=caption), st.sampled_from(some), captions)


@st.composite
def tables(draw: st.DrawFn, *, latin_only: bool = False) -> Table:
    """Tables with and without headers, with cells that span, and now and then a row that is too short."""
    content = inlines(1, latin_only=latin_only)
    columns = draw(st.integers(1, 4))
    cell = st.builds(Cell, maybe(content, ()), st.sampled_from((False, False, True)))
    rows: list[tuple[Cell, ...]] = [
        tuple(draw(st.lists(cell, min_size=draw(st.sampled_from((columns, columns, 1))), max_size=columns)))
        for _ in range(draw(st.integers(0, 3)))
    ]
    if columns > 1 and draw(st.booleans()):
        rows.insert(0, (Cell(draw(content), header=True, columns=columns),))
    if columns > 1 and draw(st.booleans()):
        rows.append((Cell(draw(content), rows=2), *(draw(cell) for _ in range(columns - 1))))
        rows.append(tuple(draw(cell) for _ in range(columns - 1)))
    if draw(st.booleans()):
        rows.insert(0, tuple(Cell(draw(content), header=True) for _ in range(columns)))
    return Table(tuple(rows), draw(maybe(content, ())))


@cache
def blocks(depth: int = 2, *, latin_only: bool = False, most: int = 5) -> SearchStrategy[Blocks]:
    """Any blocks, nested to `depth`; paragraphs more often than the others."""
    words = prose(latin_only)
    content = inlines(latin_only=latin_only)
    sourced = maybe(inlines(1, latin_only=latin_only), ())
    one: list[SearchStrategy[Any]] = [
        content.map(Paragraph),
        content.map(Paragraph),
        content.map(Paragraph),
        st.builds(Heading, content, st.sampled_from((2, 3, 4))),
        pictures(latin_only),
        tables(latin_only=latin_only),
        st.builds(PullQuote, content, sourced),
        st.lists(st.one_of(words, st.sampled_from(("", "\tindented", "   spaced   out"))), max_size=4).map(
            lambda lines: Preformatted("\n".join(lines))
        ),
        st.just(Break()),
        st.just(Paragraph(())),
    ]
    if depth:
        inside = blocks(depth - 1, latin_only=latin_only, most=2)
        one += [
            st.builds(Quotation, inside, sourced),
            st.builds(
                List, st.lists(inside, max_size=3).map(tuple), st.booleans(), st.sampled_from((1, 1, 1, 0, 3, 99))
            ),
            st.builds(
                Aside,
                inside,
                st.sampled_from(("story-so-far", "what-you-can-do", "explainer")),
                maybe(words, ""),
            ),
            st.builds(
                Embed,
                WEB_ADDRESSES,
                words,
                maybe(pictures(latin_only), None),
                maybe(inside, ()) if depth > 1 else st.just(()),
            ),
        ]
    return st.lists(st.one_of(one), max_size=most).map(tuple)


# ── Stories and issues ───────────────────────────────────────────────────────────────────────────────


def head(chance: Random, words: tuple[str, ...], languages: tuple[str, ...]) -> Story:
    """A story without a body: each part that a story may have is there as often as not."""

    def word() -> str:
        return chance.choice(words)

    def perhaps(value: Any, otherwise: Any = "") -> Any:
        return value if chance.random() < 0.5 else otherwise

    def instant() -> datetime:
        return EPOCH + timedelta(minutes=chance.randrange(19_000_000))

    def date_of() -> date:
        return instant().date()

    byline = [
        Byline(word(), chance.choice(("", "", "Translated by")), perhaps(word()), perhaps(chance.choice(WEB)))
        for _ in range(chance.randrange(4))
    ]
    corrections = [Correction(instant(), word(), word(), perhaps(True, False)) for _ in range(chance.randrange(3))]
    origin = Origin(
        word(),
        perhaps(chance.choice(WEB)),
        perhaps(word()),
        perhaps(date_of(), None),
        perhaps("CC BY-ND 4.0"),
        perhaps(True, False),
        wording=perhaps(word()),
    )
    sources = [
        Source(
            word(),
            perhaps(word()),
            perhaps(word()),
            perhaps(date_of(), None),
            perhaps(chance.choice(WEB)),
            perhaps(chance.choice(WEB)),
        )
        for _ in range(chance.randrange(3))
    ]
    return Story(
        id=word(),
        slug=chance.choice(("a", "library-printer", "2026", "a-" * 39 + "a")),
        headline=word(),
        kind=chance.choice(("news", "analysis", "opinion", "interview", "review", "letter", "investigation")),
        language=chance.choice(languages),
        section=perhaps(word()),
        topics=perhaps((word(), word()), ()),
        storylines=perhaps((word(),), ()),
        series=perhaps(Series(word(), chance.randrange(1, 9), perhaps(9, None)), None),
        dek=perhaps(word()),
        bylines=tuple(byline),
        published=perhaps(instant(), None),
        updated=perhaps(instant(), None),
        corrections=tuple(corrections),
        withdrawal=Withdrawal(instant(), word()) if chance.random() < 0.12 else None,
        origin=perhaps(origin, None),
        address=perhaps(chance.choice(WEB)),
        aliases=perhaps(("/2019/05/gauge/", "/?p=12"), ()),
        translation_of=perhaps(word()),
        sources=tuple(sources),
        licence=perhaps("CC BY-NC-ND 4.0"),
        terms=perhaps(word()),
        titles=perhaps(Titles(perhaps(word()), perhaps(word()), perhaps(word()), word()), None),
        appeal=chance.choice((None, None, "", word())),
    )


@cache
def heads(latin_only: bool) -> tuple[Story, ...]:
    chance = Random("heads")  # noqa: S311 - as above
    words = LATIN_PHRASES if latin_only else ALL_PHRASES
    languages = LATIN_LANGUAGES if latin_only else LANGUAGES
    return (story(), *(head(chance, words, languages) for _ in range(200)))


@cache
def stories(*, latin_only: bool = False, body: SearchStrategy[Blocks] | None = None) -> SearchStrategy[Story]:
    """Any story; `latin_only` keeps to scripts that every font and every message service has."""
    return st.builds(
        lambda head, headline, lead, body: replace(head, headline=headline, lead=lead, body=body),
        st.sampled_from(heads(latin_only)),
        prose(latin_only),
        maybe(pictures(latin_only), None),
        body or blocks(latin_only=latin_only),
    )


@cache
def issues(*, latin_only: bool = False) -> SearchStrategy[Issue]:
    """Issues of up to three stories, each with a slug of its own."""
    words = prose(latin_only)
    return st.builds(
        lambda slug, title, chosen, number, introduction: Issue(
            slug=slug,
            title=title,
            stories=tuple(replace(story, slug=f"story-{place}") for place, story in enumerate(chosen, 1)),
            number=number,
            introduction=introduction,
        ),
        st.sampled_from(("week-18", "prisons-and-jails")),
        words,
        st.lists(stories(latin_only=latin_only), min_size=1, max_size=3),
        maybe(words, ""),
        maybe(words, ""),
    )
