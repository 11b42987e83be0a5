"""The search index: one SQLite file with the words of every story, and what it answers to a reader's question."""

import math
import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup, escape
from msgspec import Struct

from freesheet.house import House
from freesheet.markup.article import Article
from freesheet.site.card import Card
from freesheet.site.spelling import indexed, shown, spellings
from freesheet.site.typed import Query, Term
from freesheet.story.nodes import Kind, PullQuote, Story
from freesheet.story.slug import slug_of
from freesheet.story.walk import plain

# Where a pressed site keeps it, below its folder. A folder that begins with a dot is never served.
PLACE = ".freesheet/search.db"
PAGE_SIZE = 20
# The version of the file's format, its `user_version`: a press builds a file of another version anew.
FORMAT = 1

# unicode61 folds case and takes accents off. Marks are letters' parts in Arabic and the scripts of India. No Porter
# stemmer: it knows English only, and would join words of other languages that have nothing to do with one another;
# where no story has the words as typed, `search` takes them for beginnings, which serves most languages.
# The weights of the columns, in their order, are for bm25: a word of the headline counts ten times one of the body.
_SCHEMA = """
CREATE TABLE IF NOT EXISTS facts (
    rowid INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, slug TEXT NOT NULL, section TEXT NOT NULL, title TEXT NOT NULL,
    year INTEGER NOT NULL, day TEXT NOT NULL, instant REAL NOT NULL, language TEXT NOT NULL, kind TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS facets ON facts (section, title, year);
CREATE INDEX IF NOT EXISTS newest ON facts (instant DESC, id);
CREATE VIRTUAL TABLE IF NOT EXISTS words USING fts5(
    headline, dek, body, authors, spellings, tokenize = "unicode61 remove_diacritics 2 categories 'L* M* N* Co'"
);
INSERT INTO words(words, rank) VALUES ('rank', 'bm25(10.0, 5.0, 1.0, 6.0, 1.0)');
"""
# Stand around a found word until the text has been escaped; `indexed` leaves no such character in a text.
_OPEN, _CLOSE = "\x02", "\x03"
_SNIPPET_WORDS = 36


class Row(Struct, frozen=True):
    """A story in the index: its words, and the facts that a result shows. `day` is its date where the house is."""

    id: str
    slug: str
    headline: str
    dek: str
    body: str
    authors: str
    section: str
    day: date
    instant: float
    language: str
    kind: Kind


@dataclass(frozen=True, slots=True)
class Hit:
    """A story that was found; the words that were looked for are marked in what is shown of it."""

    slug: str
    headline: Markup
    snippet: Markup
    authors: str
    section: str
    section_title: str
    day: date
    language: str


@dataclass(frozen=True, slots=True)
class Choice:
    """A value to narrow the search to, and how many stories that leaves."""

    value: str
    title: str
    count: int


@dataclass(frozen=True, slots=True)
class Results:
    """One page of what was found. `wider`: no story had the words as typed, so they count as beginnings of words."""

    found: int
    page: int
    pages: int
    hits: tuple[Hit, ...]
    sections: tuple[Choice, ...]
    years: tuple[Choice, ...]
    wider: bool = False


# ── Writing ──────────────────────────────────────────────────────────────────────────────────────────


def create(connection: sqlite3.Connection) -> None:
    """Make the tables in an empty file, or leave those that are there as they are."""
    connection.executescript(f"{_SCHEMA}PRAGMA user_version = {FORMAT};")


def row_of(card: Card, story: Story | Article, house: House) -> Row | None:
    """The story as the index keeps it; None for a withdrawn one, which is to be removed."""
    if card.withdrawn:
        return None
    blocks = story.blocks if isinstance(story, Article) else (*((story.lead,) if story.lead else ()), *story.body)
    return Row(
        id=card.id,
        slug=card.slug,
        headline=card.headline,
        dek=card.dek,
        body="\n".join(plain(block) for block in blocks if not isinstance(block, PullQuote)),
        authors="\n".join(author.name for author in card.authors),
        section=card.section,
        day=card.published.astimezone(house.zone).date(),
        instant=card.published.timestamp(),
        language=card.language,
        kind=card.kind,
    )


def put(connection: sqlite3.Connection, row: Row) -> None:
    """Write a story, or write it anew. The caller commits."""
    section = slug_of(row.section) if row.section else ""
    facts = (row.slug, section, row.section, row.day.year, row.day.isoformat(), row.instant, row.language, row.kind)
    texts = (row.headline, row.dek, row.body, row.authors)
    extra = " ".join(dict.fromkeys(word for text in texts for word in spellings(text)))
    words = [indexed(text) for text in (*texts, extra)]
    known = connection.execute("SELECT rowid FROM facts WHERE id = ?", (row.id,)).fetchone()
    if known:
        connection.execute(
            "UPDATE facts SET slug = ?, section = ?, title = ?, year = ?, day = ?, instant = ?, language = ?, kind = ?"
            " WHERE rowid = ?",
            (*facts, *known),
        )
        connection.execute(
            "UPDATE words SET headline = ?, dek = ?, body = ?, authors = ?, spellings = ? WHERE rowid = ?",
            (*words, *known),
        )
    else:
        made = connection.execute(
            "INSERT INTO facts (id, slug, section, title, year, day, instant, language, kind)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (row.id, *facts),
        )
        connection.execute(
            "INSERT INTO words (rowid, headline, dek, body, authors, spellings) VALUES (?, ?, ?, ?, ?, ?)",
            (made.lastrowid, *words),
        )


def remove(connection: sqlite3.Connection, id: str) -> None:  # noqa: A002  # what a card calls it
    """Take a story out, if it is there. The caller commits."""
    for (rowid,) in connection.execute("SELECT rowid FROM facts WHERE id = ?", (id,)).fetchall():
        connection.execute("DELETE FROM words WHERE rowid = ?", (rowid,))
        connection.execute("DELETE FROM facts WHERE rowid = ?", (rowid,))


# ── Asking ───────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class _Found:
    """Which stories have the words: part of a statement, and what is filled in."""

    tables: str
    where: str
    values: tuple[str, ...]
    match: str = ""

    @classmethod
    def of(cls, terms: tuple[Term, ...], *, wider: bool = False) -> "_Found":
        wanted = " AND ".join(term.match(wider=wider) for term in terms if not term.without)
        unwanted = " OR ".join(term.match() for term in terms if term.without)
        match (wanted, unwanted):
            case ("", ""):
                return cls("facts", "1", ())
            case ("", _):
                return cls("facts", "facts.rowid NOT IN (SELECT rowid FROM words WHERE words MATCH ?)", (unwanted,))
            case _:
                match_ = f"({wanted}) NOT ({unwanted})" if unwanted else wanted
                tables = "words JOIN facts ON facts.rowid = words.rowid"
                return cls(tables, "words MATCH ?", (match_,), match_)


def search(connection: sqlite3.Connection, query: Query) -> Results:
    """One page of the stories that a query finds; for one that asks nothing, only what there is to narrow it to."""
    terms, wider = query.terms, False
    found = _Found.of(terms)
    counted = _counted(connection, found)
    if not counted and any(not (term.without or term.phrase) for term in terms):
        widened = _Found.of(terms, wider=True)
        if counted := _counted(connection, widened):
            found, wider = widened, True
    total = sum(n for (section, _title, year), n in counted.items() if _fits(query, section, year)) * query.asked
    pages = max(1, math.ceil(total / PAGE_SIZE))
    page = min(query.page, pages)
    hits = tuple(_hits(connection, query, found, page)) if total else ()
    return Results(total, page, pages, hits, _sections(query, counted), _years(query, counted), wider)


Facets = Counter[tuple[str, str, int]]


def _counted(connection: sqlite3.Connection, found: _Found) -> Facets:
    """How many stories have the words, by section, its title, and year."""
    rows = connection.execute(
        f"SELECT section, title, year, count(*) FROM {found.tables} WHERE {found.where} GROUP BY 1, 2, 3",  # noqa: S608
        found.values,
    )
    return Counter({(section, title, year): count for section, title, year, count in rows})


def _fits(query: Query, section: str, year: int) -> bool:
    return query.section in ("", section) and query.year in (0, year)


def _sections(query: Query, counted: Facets) -> tuple[Choice, ...]:
    """The sections that have results in the chosen year, and the chosen one."""
    counts, titles = Counter[str](), {query.section: query.section}
    for (section, title, year), count in sorted(counted.items()):
        if section and query.year in (0, year):
            counts[section] += count
        titles[section] = title or query.section
    chosen = {query.section} if query.section else set[str]()
    choices = (Choice(section, titles[section], counts[section]) for section in counts.keys() | chosen)
    return tuple(sorted(choices, key=lambda choice: (choice.title.casefold(), choice.value)))


def _years(query: Query, counted: Facets) -> tuple[Choice, ...]:
    """The years that have results in the chosen section, and the chosen one, newest first."""
    counts = Counter[int]()
    for (section, _title, year), count in counted.items():
        if query.section in ("", section):
            counts[year] += count
    chosen = {query.year} if query.year else set[int]()
    return tuple(Choice(str(year), str(year), counts[year]) for year in sorted(counts.keys() | chosen, reverse=True))


def _hits(connection: sqlite3.Connection, query: Query, found: _Found, page: int) -> Iterator[Hit]:
    """The stories of one page. Which they are is found first: snippets cost more than all the rest."""
    filters, values = [found.where], [*found.values]
    if query.section:
        filters.append("facts.section = ?")
        values.append(query.section)
    if query.year:
        filters.append("facts.year = ?")
        values.append(str(query.year))
    best = found.match and query.sort == "best"
    rowids = connection.execute(
        f"SELECT facts.rowid FROM {found.tables} WHERE {' AND '.join(filters)}"  # noqa: S608
        f" ORDER BY {'words.rank' if best else 'facts.instant DESC, facts.id'} LIMIT ? OFFSET ?",
        (*values, PAGE_SIZE, (page - 1) * PAGE_SIZE),
    ).fetchall()
    for (rowid,) in rowids:
        yield _hit(connection, found, rowid)


def _hit(connection: sqlite3.Connection, found: _Found, rowid: int) -> Hit:
    slug, section, title, day, language = connection.execute(
        "SELECT slug, section, title, day, language FROM facts WHERE rowid = ?", (rowid,)
    ).fetchone()
    headline, dek, body, authors = connection.execute(*_marked(found, rowid)).fetchone()
    return Hit(
        slug=slug,
        headline=_markup(headline),
        snippet=_markup(_told((dek, body))),
        authors=", ".join(shown(authors).split("\n")),
        section=section,
        section_title=title,
        day=date.fromisoformat(day),
        language=language,
    )


def _marked(found: _Found, rowid: int) -> tuple[str, tuple[str | int, ...]]:
    """The statement for what is shown of one story, with the words marked if there are any."""
    if not found.match:
        return "SELECT headline, dek, '', authors FROM words WHERE rowid = ?", (rowid,)
    marks = (_OPEN, _CLOSE)
    return (
        "SELECT highlight(words, 0, ?, ?), highlight(words, 1, ?, ?),"
        " snippet(words, 2, ?, ?, '…', ?), authors FROM words WHERE words MATCH ? AND rowid = ?",
        (*marks, *marks, *marks, _SNIPPET_WORDS, found.match, rowid),
    )


def _told(texts: Iterable[str]) -> str:
    """The first text with a found word in it, else the first with any words."""
    dek, body = texts
    return next((text for text in (body, dek) if _OPEN in text), dek or body)


def _markup(text: str) -> Markup:
    told = str(escape(" ".join(shown(text).split())))
    return Markup(told.replace(_OPEN, "<mark>").replace(_CLOSE, "</mark>"))
