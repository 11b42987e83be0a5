"""What a pressed tree holds: its stories' cards, the lists that show them, and of what each file was made."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC
from pathlib import Path
from sqlite3 import Connection
from typing import Any

import msgspec

from freesheet.house import House
from freesheet.press.index_tables import connected
from freesheet.press.instants import milliseconds
from freesheet.press.shown import Spot, Standing
from freesheet.site.addresses import ListKind, ListName
from freesheet.site.card import Card, lists_of
from freesheet.site.story_page import RELATED

# The lists in which a story's page looks for related ones, in the order of how near they are.
RELATING: tuple[ListKind, ...] = ("storyline", "topic", "section")

# Parts of a series come in their own order; 10^13 milliseconds are longer than any date is from another.
_PART = 10**13


@dataclass(frozen=True, slots=True)
class Kept:
    """A story as the index keeps it: `at` is its publication in milliseconds, `data` the digest of its JSON.

    `month` is the one that it is archived under: "2026/05".
    """

    id: str
    slug: str
    at: int
    data: str
    card: bytes
    month: str


_card = msgspec.msgpack.Decoder(Card)


def card_in(data: bytes) -> Card:
    return _card.decode(data)


def month_of(card: Card, house: House) -> str:
    """The month that a story is archived under, in the house's time zone: "2026/05"."""
    return f"{card.published.astimezone(house.zone):%Y/%m}"


class Index:
    """press.db, open."""

    def __init__(self, file: Path | str, house: House, connect: Callable[[Path], Connection] = connected) -> None:
        self._db = connect(Path(file))
        self._house = house
        self._numbers = dict[ListName, int]()

    @property
    def format(self) -> int:
        return int(self._one("PRAGMA user_version"))

    def close(self) -> None:
        self._db.close()

    def begin(self) -> None:
        self._db.execute("BEGIN IMMEDIATE")

    def commit(self) -> None:
        self._db.execute("COMMIT")

    def settle(self) -> None:
        """Bring what was committed to its place in the file, as closing it would; whoever waits anyway may do it."""
        self._db.execute("PRAGMA wal_checkpoint").fetchone()

    def rollback(self) -> None:
        if self._db.in_transaction:
            self._db.execute("ROLLBACK")
        self._numbers.clear()

    def _one(self, sql: str, *values: object) -> Any:
        row = self._db.execute(sql, values).fetchone()
        return row[0] if row else None

    # ── Facts ────────────────────────────────────────────────────────────────────────────────────────

    def fact(self, name: str) -> bytes:
        """A remembered fact about the tree; empty when there is none."""
        value = self._one("SELECT value FROM fact WHERE name = ?", name)
        return bytes(value) if value is not None else b""

    def set_fact(self, name: str, value: bytes) -> None:
        self._db.execute("INSERT OR REPLACE INTO fact VALUES (?, ?)", (name, value))

    def facts(self, prefix: str) -> list[bytes]:
        """The facts whose names begin with a prefix, in the order of their names."""
        rows = self._db.execute(
            "SELECT value FROM fact WHERE substr(name, 1, ?) = ? ORDER BY name", (len(prefix), prefix)
        )
        return [row[0] for row in rows]

    def forget_facts(self, prefix: str) -> None:
        self._db.execute("DELETE FROM fact WHERE substr(name, 1, ?) = ?", (len(prefix), prefix))

    # ── Stories ──────────────────────────────────────────────────────────────────────────────────────

    def put(self, card: Card, encoded: bytes, data: str) -> None:
        """Show a story, or show it anew. Whatever had its slug has, or will be given, another."""
        self.remove(card.id)
        if (other := self.by_slug(card.slug)) is not None:
            self.remove(other.id)
        self.add([(card, encoded, data)])

    def add(self, cards: Sequence[tuple[Card, bytes, str]]) -> None:
        """Show stories that are not shown yet: their cards, the same encoded, and the digests of their JSON."""
        stories, entries, corrections, translations = [], [], [], []
        aliases: list[tuple[str, str]] = []
        for card, encoded, data in cards:
            at, month = milliseconds(card.published) or 0, month_of(card, self._house)
            changed = card.changed.astimezone(UTC).isoformat()
            stories.append((card.id, card.slug, at, data, encoded, month, changed))
            for name, title in lists_of(card, month):
                entries.append((self._number(name), rank_in(name, card, at), card.id, title))
            if card.translation_of:
                translations.append((card.translation_of, card.id))
            for place, correction in enumerate(card.corrections):
                corrections.append((milliseconds(correction.made), card.id, place))
            aliases.extend((path, card.id) for path in card.aliases)
        run = self._db.executemany
        run("INSERT INTO story VALUES (?, ?, ?, ?, ?, ?, ?)", stories)
        run("INSERT INTO entry VALUES (?, ?, ?, ?)", entries)
        run("INSERT INTO translation VALUES (?, ?)", translations)
        run("INSERT INTO correction VALUES (?, ?, ?)", corrections)
        run("INSERT OR REPLACE INTO alias VALUES (?, ?)", aliases)

    def remove(self, id_: str) -> Card | None:
        """Take a story and its pictures off the site; gives the card that it had."""
        kept = self.kept(id_)
        if not kept:
            return None
        card = card_in(kept.card)
        self._db.execute("DELETE FROM story WHERE id = ?", (id_,))
        self._db.execute("DELETE FROM picture WHERE story = ?", (id_,))
        self._db.executemany(
            "DELETE FROM entry WHERE list = ? AND rank = ? AND id = ?",
            [
                (self._number(name), rank_in(name, card, kept.at), id_)
                for name, _ in lists_of(card, month_of(card, self._house))
            ],
        )
        self._db.execute("DELETE FROM translation WHERE root = ? AND id = ?", (card.translation_of, id_))
        self._db.executemany(
            "DELETE FROM correction WHERE made = ? AND id = ?",
            [(milliseconds(correction.made), id_) for correction in card.corrections],
        )
        self._db.executemany("DELETE FROM alias WHERE path = ? AND id = ?", [(path, id_) for path in card.aliases])
        self._db.execute("DELETE FROM picture WHERE story = ?", (id_,))
        return card

    def kept(self, id_: str) -> Kept | None:
        row = self._db.execute("SELECT id, slug, at, data, card, month FROM story WHERE id = ?", (id_,)).fetchone()
        return Kept(*row) if row else None

    def by_slug(self, slug: str) -> Kept | None:
        row = self._db.execute("SELECT id, slug, at, data, card, month FROM story WHERE slug = ?", (slug,)).fetchone()
        return Kept(*row) if row else None

    def count(self) -> int:
        return int(self._one("SELECT count(*) FROM story"))

    @property
    def has_stories(self) -> bool:
        return self._one("SELECT 1 FROM story LIMIT 1") is not None

    def oldest_first(self) -> Iterator[Kept]:
        """Every story, read as it is asked for."""
        rows = self._db.execute("SELECT id, slug, at, data, card, month FROM story ORDER BY at, id")
        return (Kept(*row) for row in rows)

    def newest(self, count: int, *, after: int = -(10**18)) -> list[Kept]:
        """The newest stories first, those alone that were published later than `after`, in milliseconds."""
        rows = self._db.execute(
            "SELECT id, slug, at, data, card, month FROM story WHERE at > ? ORDER BY at DESC, id DESC LIMIT ?",
            (after, count),
        )
        return [Kept(*row) for row in rows]

    def ids(self) -> Iterator[str]:
        return (row[0] for row in self._db.execute("SELECT id FROM story ORDER BY at, id"))

    def digests(self) -> Iterator[tuple[str, str]]:
        """The id and the digest of the JSON of every story."""
        return iter(self._db.execute("SELECT id, data FROM story"))

    # ── Lists ────────────────────────────────────────────────────────────────────────────────────────

    def _number(self, name: ListName) -> int:
        if name not in self._numbers:
            found = self._one("SELECT number FROM list WHERE kind = ? AND slug = ?", name.kind, name.slug)
            if found is None:
                found = self._one("INSERT INTO list (kind, slug) VALUES (?, ?) RETURNING number", name.kind, name.slug)
            self._numbers[name] = found
        return self._numbers[name]

    def lists(self, kind: ListKind) -> list[tuple[ListName, str]]:
        """The lists of a kind that have stories, by slug, each with the title that its first story gives it."""
        rows = self._db.execute(
            "SELECT slug, (SELECT title FROM entry WHERE list = number ORDER BY rank, id LIMIT 1) AS title FROM list "
            "WHERE kind = ? AND title IS NOT NULL ORDER BY slug",
            (kind,),
        )
        return [(ListName(kind, slug), title) for slug, title in rows]

    def title(self, name: ListName) -> str:
        """What the first story of a list calls it; empty when it has none."""
        return self._one("SELECT title FROM entry WHERE list = ? ORDER BY rank, id LIMIT 1", self._number(name)) or ""

    def length(self, name: ListName) -> int:
        return int(self._one("SELECT count(*) FROM entry WHERE list = ?", self._number(name)))

    def before(self, name: ListName, rank: int, id_: str) -> int:
        """How many entries stand before this place."""
        sql = "SELECT count(*) FROM entry WHERE list = ? AND (rank, id) < (?, ?)"
        return int(self._one(sql, self._number(name), rank, id_))

    def part(self, name: ListName, start: int, count: int) -> list[bytes]:
        """The cards of some entries, oldest first, from the one at `start`, counted from 0."""
        rows = self._db.execute(
            "SELECT card FROM (SELECT id, rank FROM entry WHERE list = ? ORDER BY rank, id LIMIT ? OFFSET ?) AS part "
            "JOIN story USING (id) ORDER BY part.rank, part.id",
            (self._number(name), count, start),
        )
        return [row[0] for row in rows]

    def last(self, name: ListName, count: int) -> list[Kept]:
        """The newest entries, oldest first."""
        rows = self._db.execute(
            "SELECT id, slug, at, data, card, month FROM (SELECT id, rank FROM entry WHERE list = ? "
            "ORDER BY rank DESC, id DESC LIMIT ?) AS part JOIN story USING (id) ORDER BY part.rank, part.id",
            (self._number(name), count),
        )
        return [Kept(*row) for row in rows]

    def last_change(self, month: str) -> str:
        """When the text of a month's stories last changed, ISO 8601."""
        return str(self._one("SELECT max(changed) FROM story WHERE month = ?", month))

    def beside(self, name: ListName, rank: int, id_: str, count: int) -> tuple[list[str], list[str]]:
        """The ids right before a place, nearest first, and those right after it; `id_` itself need not be there."""
        number = self._number(name)
        earlier = self._db.execute(
            "SELECT id FROM entry WHERE list = ? AND (rank, id) < (?, ?) ORDER BY rank DESC, id DESC LIMIT ?",
            (number, rank, id_, count),
        )
        later = self._db.execute(
            "SELECT id FROM entry WHERE list = ? AND (rank, id) > (?, ?) ORDER BY rank, id LIMIT ?",
            (number, rank, id_, count),
        )
        return [row[0] for row in earlier], [row[0] for row in later]

    @property
    def has_translations(self) -> bool:
        return self._one("SELECT 1 FROM translation LIMIT 1") is not None

    @property
    def has_pictures(self) -> bool:
        return self._one("SELECT 1 FROM picture LIMIT 1") is not None

    def translations(self, root: str) -> list[str]:
        """The ids of the stories that translate one."""
        return [row[0] for row in self._db.execute("SELECT id FROM translation WHERE root = ? ORDER BY id", (root,))]

    def corrections(self, start: int, count: int) -> list[tuple[bytes, int]]:
        """Some corrections, oldest first: the card of the story, and which of its corrections it is."""
        rows = self._db.execute(
            "SELECT card, place FROM (SELECT made, id, place FROM correction ORDER BY made, id, place LIMIT ? OFFSET ?)"
            " AS part JOIN story USING (id) ORDER BY part.made, part.id, part.place",
            (count, start),
        )
        return list(rows)

    def corrections_count(self) -> int:
        return int(self._one("SELECT count(*) FROM correction"))

    def has_alias(self, path: str) -> bool:
        """Whether some story had this path before."""
        return self._one("SELECT 1 FROM alias WHERE path = ? LIMIT 1", path) is not None

    def aliases(self) -> Iterator[tuple[str, str]]:
        """Each old path with the slug of the story that it leads to now."""
        return iter(self._db.execute("SELECT path, slug FROM alias JOIN story USING (id) ORDER BY path, slug"))

    def is_alias(self, folder: str) -> bool:
        """Whether a story had its page in this folder."""
        forms = (f"/{folder}/", f"/{folder}", f"{folder}/", folder)
        return self._one("SELECT 1 FROM alias WHERE path IN (?, ?, ?, ?) LIMIT 1", *forms) is not None

    def standing(self, id_: str) -> Standing | None:
        """Where a story stands on the site now; None when it is not there."""
        kept = self.kept(id_)
        if not kept:
            return None
        card = card_in(kept.card)
        month = ListName("month", month_of(card, self._house))
        ranked = [(name, rank_in(name, card, kept.at)) for name, _ in lists_of(card, month.slug)]
        made = [milliseconds(correction.made) or 0 for correction in card.corrections]
        return Standing(
            id_,
            (kept.at, id_),
            month,
            tuple(Spot(name, self.before(name, rank, id_), self.length(name)) for name, rank in ranked),
            tuple(dict.fromkeys(self._beside(kept, card, ranked))),
            tuple(self._months_of(self.translation_group(card))),
            tuple(self._corrections_before(when, id_, place) for place, when in enumerate(made)),
            self.corrections_count() if made else 0,
            *self.months_around(month.slug),
        )

    def _months_of(self, ids: Iterable[str]) -> Iterator[str]:
        return (month for id_ in ids if (month := self._one("SELECT month FROM story WHERE id = ?", id_)))

    def _beside(self, kept: Kept, card: Card, ranked: list[tuple[ListName, int]]) -> Iterator[str]:
        """The stories whose pages show this one, or would show it if nothing else did."""
        for name, rank in ranked:
            if name.kind == "series":
                earlier, later = self.beside(name, rank, kept.id, 1)
                yield from (*earlier, *later)
            elif name.kind in RELATING:
                yield from self.beside(name, rank, kept.id, RELATED)[1]
        yield from self.translation_group(card)

    def translation_group(self, card: Card) -> tuple[str, ...]:
        """The ids of all versions of a story in other languages, a translation's translations among them, by id."""
        found, todo = {card.id}, [card.translation_of, *self.translations(card.id)]
        while todo:
            id_ = todo.pop()
            if id_ and id_ not in found:
                found.add(id_)
                kept = self.kept(id_)
                todo.extend((card_in(kept.card).translation_of if kept else "", *self.translations(id_)))
        return tuple(sorted(found - {card.id}))

    def _corrections_before(self, made: int, id_: str, place: int) -> int:
        return int(self._one("SELECT count(*) FROM correction WHERE (made, id, place) < (?, ?, ?)", made, id_, place))

    def months_around(self, month: str) -> tuple[str, str]:
        """The months with stories right before and right after one; empty where there is none."""
        rows = (
            "SELECT {} FROM list WHERE kind = 'month' AND slug {} ? AND "
            "EXISTS (SELECT 1 FROM entry WHERE list = number)"
        )
        earlier = self._one(rows.format("max(slug)", "<"), month)
        return earlier or "", self._one(rows.format("min(slug)", ">"), month) or ""

    # ── Pictures ─────────────────────────────────────────────────────────────────────────────────────

    def set_pictures(self, id_: str, pictures: Iterable[tuple[str, str, str]]) -> None:
        """The pictures of a story: file, path and digest of each."""
        self._db.execute("DELETE FROM picture WHERE story = ?", (id_,))
        rows = [(digest, id_, file, path) for file, path, digest in pictures]
        self._db.executemany("INSERT OR REPLACE INTO picture VALUES (?, ?, ?, ?)", rows)

    def pictures(self, id_: str) -> list[tuple[str, str, str]]:
        """The file, path and digest of each picture of a story."""
        return list(self._db.execute("SELECT file, path, digest FROM picture WHERE story = ? ORDER BY file", (id_,)))

    def picture_place(self, digest: str) -> tuple[str, str]:
        """What some story calls a picture, and where it lies."""
        sql = "SELECT file, path FROM picture WHERE digest = ? ORDER BY story, file LIMIT 1"
        row = self._db.execute(sql, (digest,)).fetchone()
        return (row[0], row[1]) if row else ("", "")

    def picture_digests(self) -> list[str]:
        return [row[0] for row in self._db.execute("SELECT DISTINCT digest FROM picture ORDER BY digest")]

    def fitted(self, digest: str) -> bytes:
        return self._one("SELECT copies FROM fitted WHERE digest = ?", digest) or b""

    def set_fitted(self, digest: str, copies: bytes) -> None:
        self._db.execute("INSERT OR REPLACE INTO fitted VALUES (?, ?)", (digest, copies))

    def forget_fitted(self, digest: str) -> None:
        self._db.execute("DELETE FROM fitted WHERE digest = ?", (digest,))

    # ── What was made, and of what ───────────────────────────────────────────────────────────────────

    def inputs(self, key: str) -> bytes:
        """The digest of what a key's files were made of; empty when it was not made."""
        return self._one("SELECT inputs FROM made WHERE key = ?", key) or b""

    def set_made(self, rows: Sequence[tuple[str, bytes]]) -> None:
        self._db.executemany("INSERT OR REPLACE INTO made VALUES (?, ?)", rows)

    def forget(self, key: str) -> None:
        self._db.execute("DELETE FROM made WHERE key = ?", (key,))
        self._db.execute("DELETE FROM artifact WHERE key = ?", (key,))

    def keys(self, prefix: str = "") -> Iterator[str]:
        """The keys that were made, those that begin with a prefix."""
        rows = self._db.execute("SELECT key FROM made WHERE key >= ? AND key < ?", (prefix, prefix + "\U0010ffff"))
        return (row[0] for row in rows.fetchall())

    def set_artifacts(self, rows: Sequence[tuple[str, str, bytes, int, int, int]]) -> None:
        """Files by path, with their key, digest, size, sides and sheets."""
        self._db.executemany("INSERT OR REPLACE INTO artifact VALUES (?, ?, ?, ?, ?, ?)", rows)

    def forget_artifact(self, path: str) -> None:
        self._db.execute("DELETE FROM artifact WHERE path = ?", (path,))

    def artifacts(self, key: str) -> list[tuple[str, bytes, int, int, int]]:
        """The files of a key: path, digest, size, sides, sheets."""
        sql = "SELECT path, digest, size, pages, sheets FROM artifact WHERE key = ? ORDER BY path"
        return list(self._db.execute(sql, (key,)))

    def artifact(self, path: str) -> tuple[str, bytes, int, int, int] | None:
        """The key, digest, size, sides and sheets of a file."""
        sql = "SELECT key, digest, size, pages, sheets FROM artifact WHERE path = ?"
        row: tuple[str, bytes, int, int, int] | None = self._db.execute(sql, (path,)).fetchone()
        return row

    def artifacts_count(self) -> int:
        return int(self._one("SELECT count(*) FROM artifact"))

    def differing(self, other: Path) -> Iterator[str]:
        """The paths of the files that another tree has not, or has in another form, and of those it has alone."""
        if not other.is_file():
            yield from (path for path, _, _, _ in self.every_artifact())
            return
        self._db.execute("ATTACH ? AS other", (str(other),))
        yield from (
            row[0]
            for row in self._db.execute(
                "SELECT path FROM main.artifact AS one LEFT JOIN other.artifact AS two USING (path) "
                "WHERE two.digest IS NOT one.digest UNION ALL "
                "SELECT path FROM other.artifact AS two WHERE path NOT IN (SELECT path FROM main.artifact)"
            )
        )
        self._db.execute("DETACH other")

    def every_artifact(self) -> Iterator[tuple[str, str, bytes, int]]:
        """The path, key, digest and size of each file of the tree."""
        return iter(self._db.execute("SELECT path, key, digest, size FROM artifact ORDER BY path"))

    # ── The journal ──────────────────────────────────────────────────────────────────────────────────

    def write_steps(self, steps: Iterable[tuple[str, str]]) -> None:
        """What is to be done in the tree, in this order, once the transaction is committed: a verb and a path each."""
        self._db.executemany("INSERT INTO step (verb, path) VALUES (?, ?)", steps)

    def steps(self) -> list[tuple[str, str]]:
        return list(self._db.execute("SELECT verb, path FROM step ORDER BY number"))

    def set_search(self, id_: str, row: bytes) -> None:
        """What the search is to know of a story, once the files are in place; nothing: to forget it."""
        self._db.execute("INSERT OR REPLACE INTO search VALUES (?, ?)", (id_, row))

    def search_rows(self) -> list[tuple[str, bytes]]:
        return list(self._db.execute("SELECT id, row FROM search ORDER BY id"))

    def clear_search(self) -> None:
        self._db.execute("DELETE FROM search")

    def clear_steps(self) -> None:
        self._db.execute("DELETE FROM step")


def rank_in(name: ListName, card: Card, at: int) -> int:
    """The number that a list is sorted by: the instant, or the part of a series and then the instant."""
    if name.kind == "series" and card.series:
        return card.series.position * _PART + at
    return at
