"""Brings an export of WordPress to a newsroom, and what changed in a later export of the same site."""

from collections.abc import Generator, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from django.db import transaction
from msgspec.structs import replace as change

from freesheet.intake import NotTaken
from freesheet.intake.wordpress import Imported, Others, Refused, is_export, read, uploads
from freesheet.story.nodes import Story
from newsroom.desk import around_imports, imports
from newsroom.desk.actions import Arriving, add_stories
from newsroom.desk.body import TooDeep
from newsroom.desk.exports import Apart
from newsroom.desk.imports import NotTakenIn
from newsroom.exchange.importing import KEPT, Item, Watch
from newsroom.exchange.parcels import BadExport
from newsroom.pressroom.actions import note_change

# So many posts come in one transaction, or fewer whose pictures are so many bytes.
BATCH = 200
HEAVY = 100_000_000
_HEAD = 4096

_SKIPPED = {
    "attachment": "Pictures come with the posts that show them.",
    "page": "Write what they say as pages of the desk.",
}
_NO_POST = "Only posts come, as stories."
PASSED = "It was to be published at a time that has passed; it came as a draft."


def is_wordpress(file: Path) -> bool:
    """Whether a file begins as an export of WordPress does. Raises BadExport where it can't be read."""
    try:
        with file.open("rb") as opened:
            return is_export(opened.read(_HEAD))
    except FileNotFoundError as error:
        raise BadExport(f"There is no file {file}.") from error
    except OSError as error:
        raise BadExport(f"{file} can't be read: {(error.strerror or str(error)).lower()}.") from error


def take_in(file: Path, media: Path | None, *, now: datetime, watch: Watch) -> Generator[Item]:
    """Every post, with what became of it. `media`: a copy of the old site's wp-content/uploads."""
    return _Import(file, media, now, watch).items()


@dataclass
class _Import:
    file: Path
    media: Path | None
    now: datetime
    watch: Watch
    others: Others = field(default_factory=Others)
    # The names of those that came, by their ids; and the ids of those that the front page held fast.
    seen: dict[str, str] = field(default_factory=dict)
    sticky: list[str] = field(default_factory=list)
    problem: str = ""

    def items(self) -> Generator[Item]:
        for batch in self._batches():
            yield from self._batch(batch)
        if self.sticky:
            yield self._picks()
        for kind, count in sorted(self.others.counts.items()):
            yield Item(kind, "skipped", f"{count:,} of the export. {_SKIPPED.get(kind, _NO_POST)}")
        if self.problem:
            yield Item(self.file.name, "lost", f"{self.problem} What stands before it came.")

    def _batches(self) -> Iterator[list[Imported | Refused]]:
        batch, weight = list[Imported | Refused](), 0
        for post in self._posts():
            batch.append(post)
            weight += sum(map(len, post.arrival.pictures.values())) if isinstance(post, Imported) else 0
            if len(batch) == BATCH or weight > HEAVY:
                yield batch
                batch, weight = [], 0
        yield batch

    def _posts(self) -> Iterator[Imported | Refused]:
        files, done = list[BinaryIO](), 0

        def opened() -> BinaryIO:
            files.append(self.file.open("rb"))
            return files[-1]

        try:
            for post in read(opened, self.others, uploads(self.media) if self.media else _nothing):
                self.watch(files[-1].tell() - done)
                done = files[-1].tell()
                yield post
        except NotTaken as error:
            self.problem = str(error)

    def _batch(self, batch: list[Imported | Refused]) -> Iterator[Item]:
        posts = dict[str, Imported]()
        for post in batch:
            if isinstance(post, Refused):
                yield Item(post.name, "lost", post.why)
            elif (key := post.arrival.story.id) in self.seen:
                yield Item(_name(post), "lost", f"{self.seen[key]} has the same id.")
            else:
                self.seen[key], posts[key] = _name(post), post
        self.sticky += [key for key, post in posts.items() if post.sticky and post.state == "published"]
        known = imports.keys(among=list(posts))
        yield from self._add({key: post for key, post in posts.items() if key not in known})
        yield from (self._again(post) for key, post in posts.items() if key in known)

    def _add(self, posts: dict[str, Imported]) -> Iterator[Item]:
        with transaction.atomic():
            arriving = [
                Arriving(_story(post), post.arrival.pictures, is_draft=post.state != "published")
                for post in posts.values()
            ]
            remarks = add_stories(arriving=arriving).remarks
            came = imports.keys(among=list(posts))
            for key in came:
                if posts[key].state != "published":
                    imports.set_apart(key=key, apart=Apart(scheduled=posts[key].scheduled), now=self.now)
            if out := [key for key in came if posts[key].state == "published"]:
                note_change(keys=out, what="imported")
        for key, post in posts.items():
            if key in came:
                yield Item(_name(post), "created", self._losses(post))
            else:
                yield Item(_name(post), "lost", " ".join(one for one in remarks if one.startswith(_story(post).slug)))

    def _losses(self, post: Imported) -> str:
        """What of a post did not come, or not as it was."""
        told = dict.fromkeys(f"{drop.what}: {drop.why}" for drop in post.arrival.drops)
        late = [PASSED] if post.scheduled and post.scheduled <= self.now else []
        return " ".join([*told, *late])

    def _again(self, post: Imported) -> Item:
        """A story that came before: it follows the old site as long as nobody has worked on it here."""
        try:
            with transaction.atomic():
                outcome = imports.take_again(
                    story=_story(post), pictures=post.arrival.pictures, is_out=post.state == "published"
                )
                if outcome == "updated":
                    note_change(keys=[post.arrival.story.id], what="imported")
        except TooDeep as error:
            return Item(_name(post), "lost", str(error))
        why = {"kept": KEPT, "updated": self._losses(post)}.get(outcome, "")
        return Item(_name(post), outcome, why)

    def _picks(self) -> Item:
        name = "the front page's picks"
        try:
            outcome = around_imports.take_picks(keys=self.sticky, now=self.now)
        except NotTakenIn as error:
            return Item(name, "lost", str(error))
        return Item(name, outcome, KEPT if outcome == "kept" else "")


def _nothing(_address: str) -> bytes | None:
    return None


def _story(post: Imported) -> Story:
    """As the desk takes it: it dates a scheduled story itself, once that is out."""
    return change(post.arrival.story, published=None) if post.state == "scheduled" else post.arrival.story


def _name(post: Imported) -> str:
    return f"{post.arrival.story.slug} ({post.number})" if post.number else post.arrival.story.slug
