"""What has changed since a tree was made: the archive read into the index, and the pages that show it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import blake2b
from itertools import islice

import msgspec

from freesheet.press import keeping
from freesheet.press.archive import Stored, digest_of
from freesheet.press.doing import Doer
from freesheet.press.index import Index, card_in
from freesheet.press.instants import milliseconds
from freesheet.press.keeping import Keeper
from freesheet.press.plan import Planner
from freesheet.press.shown import pages_showing
from freesheet.press.source import Source
from freesheet.press.stamps import Stamps
from freesheet.press.work import IndexWork, Work
from freesheet.site.addresses import RESERVED
from freesheet.site.card import Card

# More changes than these are worth a pool of processes, and worth looking at every page instead of finding which.
MANY = 400
# Before an edition's name: of which revision of the archive it was made last, and when.
_MADE = "made "


@dataclass
class Reader:
    """Reads what changed, once in a run. `refused` are the stories that can't be shown: slug, and why not, by id."""

    source: Source
    editions: tuple[str, ...]
    index: Index
    now: datetime
    stamps: Stamps
    planner: Planner
    doer: Doer
    keeper: Keeper
    refused: dict[str, tuple[str, str]] = field(default_factory=dict)

    def changes(self) -> set[str] | None:
        """Bring the index up to date; the keys of pages to look at, or None for all of them."""
        archive, index = self.source.archive, self.index
        revision = int(index.fact("revision") or b"0")
        last = int(index.fact("now") or b"-9000000000000000")
        instant = milliseconds(self.now) or 0
        gone = [id_ for id_, _ in archive.gone_since(revision)]
        due = () if self.keeper.fresh else archive.due(last, instant)
        changed = list(islice(archive.ids_since(revision), MANY + 1))
        # Each of these remembers what it compares, so none may be left out.
        restyled, moved, around = self._is_restyled(), self._is_moved(), self._changed_around()
        if moved:
            revision = 0
        behind = None if self.keeper.fresh else self._behind(revision, last)
        is_much = behind is None or len(changed) + len(due) + len(gone) + len(behind) > MANY
        self.doer.many = self.doer.many or is_much or restyled or moved
        if self.doer.many:
            self._read_all(revision, gone, due)
            return None
        ids = list(dict.fromkeys((*changed, *due)))
        before = {id_: index.standing(id_) for id_ in (*ids, *gone)}
        had = {id_: kept.card for id_ in before if (kept := index.kept(id_))}
        self._forget(gone)
        self._take(filter(None, map(archive.get, ids)))
        keys = set[str]()
        for id_, stood in before.items():
            stands = index.standing(id_)
            for one, other in ((stood, stands), (stands, stood)):
                keys |= pages_showing(one, other) if one else frozenset()
        if all(self._moves_nothing(id_, had.get(id_)) for id_ in before):
            keys.discard("files")
        return keys | around | {f"story/{id_}" for id_ in behind or ()}

    def _behind(self, revision: int, last: int) -> list[str] | None:
        """The stories that changed when the site was pressed without some of this run's editions; None for any."""
        archive, found = self.source.archive, dict[str, None]()
        made = [self.index.fact(_MADE + name) for name in self.editions]
        if not all(made):
            return None
        for then, when in {msgspec.msgpack.decode(one, type=tuple[int, int]) for one in made}:
            if (then, when) != (revision, last):
                found |= dict.fromkeys((*islice(archive.ids_since(then), MANY + 1), *archive.due(when, last)))
        return list(found)

    def remember(self, revision: int, *, is_all: bool) -> None:
        """That this run's editions are made of the archive as it is; and of others, when anything may have changed."""
        if is_all:
            self.index.forget_facts(_MADE)
        told = msgspec.msgpack.encode((revision, milliseconds(self.now) or 0))
        for name in self.editions:
            self.index.set_fact(_MADE + name, told)

    def _read_all(self, revision: int, gone: Iterable[str], due: Iterable[str]) -> None:
        """As above, when so much has changed that every page is looked at."""
        archive = self.source.archive
        self._forget(gone)
        self._take(archive.since(revision))
        self._take(filter(None, map(archive.get, due)))

    def _forget(self, ids: Iterable[str]) -> None:
        for id_ in ids:
            self.index.remove(id_)
            self.refused.pop(id_, None)

    def _take(self, stories: Iterable[Stored]) -> None:
        """Read stories, and put their cards into the index; what can't be read stays as it was."""
        digests, instant = dict[str, Stored](), milliseconds(self.now) or 0

        def work() -> Iterator[Work]:
            for stored in stories:
                if stored.sound and stored.published is None:
                    self._leave_out(stored)
                    continue
                digests[stored.id] = stored
                yield IndexWork(stored.id, stored.data, stored.sound)

        is_empty = not self.index.has_stories
        new: list[tuple[Card, bytes, str]] = []
        for done in self.doer.do(work(), "reading"):
            stored = digests.pop(done.key)
            self.refused.pop(stored.id, None)
            if done.problem:
                # A full build would have no form of it to show, and neither has this one.
                self._refuse(stored, done.problem)
                continue
            card = card_in(done.told)
            if card.slug in RESERVED or card.slug in {page.slug for page in self.source.fixed}:
                wants = f"The story “{card.headline}” wants the address /{card.slug}/, which the site keeps for itself;"
                self._refuse(stored, f"{wants} give it another slug.")
            elif (milliseconds(card.published) or 0) > instant:
                self.index.remove(card.id)
            else:
                found = [(file, one.path, one.digest) for file, one in stored.pictures.items()]
                if is_empty and found:
                    self.index.set_pictures(card.id, found)
                if not is_empty:
                    self.index.put(card, done.told, _digest_of(stored))
                    self.index.set_pictures(card.id, found)
                    continue
                new.append((card, done.told, _digest_of(stored)))
                if len(new) == keeping.BATCH:
                    self.index.add(new)
                    new.clear()
        self.index.add(new)

    def _refuse(self, stored: Stored, why: str) -> None:
        """Take a story that can't be shown off the site; each run tells of it until somebody mends it."""
        self.index.remove(stored.id)
        self.refused[stored.id] = stored.slug, why

    def _leave_out(self, stored: Stored) -> None:
        self.index.remove(stored.id)
        self.keeper.remarks.append(
            f"The story {stored.slug} has no date of publication, so that it is not on the site."
        )

    def _is_restyled(self) -> bool:
        """Whether house, theme or Freesheet itself changed since the tree was made; remembers it."""
        return self._is_new("style", self.stamps.everything())

    def _is_moved(self) -> bool:
        """Whether pages that are no stories came or went, so that a story may have or may lose its address."""
        return self._is_new("fixed", sorted(page.slug for page in self.source.fixed))

    def _changed_around(self) -> set[str]:
        """The pages to look at though no story changed: an issue was planned, an old address told, a month began."""
        issues, redirects = self.planner.issues, self.source.redirects
        keys = {"front", "news", "issues", "take", *self.index.keys("issue/"), *(f"issue/{one.slug}" for one in issues)}
        if self._is_new("issues", [issue.slug for issue in self.planner.newest_issues()]):
            keys.add("sitemaps")
        if self._is_new("old addresses", (redirects, self.source.archive.gone(), f"{self.now:%Y-%m}")):
            keys.add("files")
        return keys

    def _is_new(self, name: str, told: object) -> bool:
        """Whether something is other than when the tree was made; remembers it."""
        digest = blake2b(msgspec.msgpack.encode(told), digest_size=16).digest()
        changed = self.index.fact(name) != digest
        self.index.set_fact(name, digest)
        return changed

    def _moves_nothing(self, id_: str, had: bytes | None) -> bool:
        """Whether every old address leads where it led before a story's change."""
        kept = self.index.kept(id_)
        old, new = card_in(had) if had else None, card_in(kept.card) if kept else None
        if old and new:
            return old.slug == new.slug and old.aliases == new.aliases
        card = old or new
        return not card or not (
            card.aliases
            or self.source.archive.was_gone(card.slug)
            or self.index.has_alias(f"/{card.slug}/")
            or any(row.source.strip("/") == card.slug for row in self.source.redirects.rows)
        )


def _digest_of(stored: Stored) -> str:
    """A digest of all that a story itself is: its JSON and its pictures."""
    pictures = "".join(f"\0{file}\0{one.digest}" for file, one in sorted(stored.pictures.items()))
    return digest_of(stored.data + pictures.encode())
