"""Brings an export to a newsroom: what is not there yet. What is there, an editor may have changed since, and stays."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from pathlib import Path, PurePosixPath
from typing import Any, Literal

import msgspec
from django.db import transaction

from freesheet.house import BadHouse, read as read_house
from freesheet.press.archive import Archive
from freesheet.press.disk import put
from freesheet.site.redirects import read as read_redirects
from freesheet.story import file as story_file
from freesheet.story.nodes import Story
from newsroom.desk import around_imports, imports
from newsroom.desk.actions import Arriving, add_stories, join_translations
from newsroom.desk.around_exports import Issued, Paged
from newsroom.desk.body import TooDeep
from newsroom.desk.exports import TERMS, Apart
from newsroom.desk.imports import NotTakenIn
from newsroom.exchange.exporting import FILES, FOLDERS, MARK
from newsroom.exchange.parcels import LARGEST_PICTURE, BadExport, Beside, Parcel
from newsroom.pressroom.actions import note_change

BATCH = 200
# What an export tells a second time, for people and for other programs.
RETOLD = ("authors.csv", "corrections.csv", "front.toml", "issues", "markdown", "pages")
TABLES: Mapping[str, Any] = {
    **{f"{kind}.json": list[dict[str, Any]] for kind in TERMS},
    "pictures.json": list[dict[str, Any]],
    "issues.json": list[Issued],
    "pages.json": list[Paged],
    "front.json": dict[Literal["picks"], list[str]],
}
ADDRESSES = ("addresses.csv", "redirects.csv")
LARGEST_FILE = 20_000_000

Outcome = Literal["created", "updated", "unchanged", "kept", "skipped", "lost"]
Watch = Callable[[int], None]


class Item(msgspec.Struct, frozen=True, omit_defaults=True):
    """What became of one thing; `why` it was kept as it was, or what of it was lost."""

    name: str
    outcome: Outcome
    why: str = ""


KEPT = "it is there already, and otherwise than in the file; it stays as it is."


def _item(name: str, outcome: imports.Outcome) -> Item:
    return Item(name, outcome, KEPT if outcome == "kept" else "")


def check_tables(parcel: Parcel) -> None:
    """Raises BadExport where a table is not as an export has it, before anything is taken in."""
    for name in TABLES:
        try:
            _table(parcel, name)
        except NotTakenIn as error:
            raise BadExport(f"{name} of the export is damaged: {error} Nothing was taken in.") from error
    for name in ADDRESSES:
        if name in parcel and (problems := read_redirects(parcel.read(name), name=name).problems):
            raise BadExport(f"{problems[0]} Nothing was taken in.")


# ── What stands around the stories ───────────────────────────────────────────────────────────────────


def take_house(parcel: Parcel, home: Path) -> Iterator[Item]:
    """The house and its theme: files that are not in the folder yet."""
    for name in parcel:
        if name in FILES or (name.partition("/")[0] in FOLDERS and _is_plain(name)):
            try:
                yield _item(name, _take_file(home / name, parcel.read(name, LARGEST_FILE)))
            except NotTakenIn as error:
                yield Item(name, "lost", str(error))


def _is_plain(name: str) -> bool:
    """Whether a name leads nowhere but to a file below the folder."""
    return not {"..", "."} & set(name.split("/")) and not re.search(r"[\\\x00-\x1f]|//", name)


def _take_file(place: Path, data: bytes) -> imports.Outcome:
    if place.exists():
        return "unchanged" if place.is_file() and place.read_bytes() == data else "kept"
    if place.name == "house.toml":
        try:
            read_house(data)
        except BadHouse as error:
            raise NotTakenIn(" ".join(error.problems)) from error
    try:
        put(place, data)
    except OSError as error:
        raise NotTakenIn(f"It can't be written: {(error.strerror or str(error)).lower()}.") from error
    return "created"


# ── What is at the desk ──────────────────────────────────────────────────────────────────────────────


def take_in(parcel: Parcel, home: Path, *, now: datetime, watch: Watch) -> Iterator[Item]:
    """Everything else, each with what became of it."""
    yield from _terms(parcel)
    yield from _pictures(parcel)
    yield from _Import(parcel, now, watch).items()
    yield from _around(parcel, now)
    yield from _gone(parcel, home)
    yield from (Item(name, "lost", "it is no part of an export.") for name in parcel if not _is_known(name))


def _is_known(name: str) -> bool:
    top, _, below = name.partition("/")
    if not below:
        return name in (MARK, *FILES, *RETOLD, *TABLES, *ADDRESSES)
    return top in (*FOLDERS, *RETOLD, "stories", "drafts", "pictures")


def _terms(parcel: Parcel) -> Iterator[Item]:
    for kind in TERMS:
        for told in _table(parcel, f"{kind}.json"):
            yield _tried(f"{kind}: {told.get('name', '')}", partial(imports.take_term, kind=kind, told_of_it=told))


def _pictures(parcel: Parcel) -> Iterator[Item]:
    places = dict[str, str]()
    for name in parcel:
        parts = PurePosixPath(name).parts
        if parts[0] in ("stories", "drafts", "pictures"):
            places.setdefault(parts[-1], name)
    for told in _table(parcel, "pictures.json"):
        file = str(told.get("name", ""))
        yield _tried(f"pictures: {file}", partial(_picture, parcel, places.get(file, file), told))


def _picture(parcel: Parcel, place: str, told: dict[str, Any]) -> imports.Outcome:
    return imports.take_picture(told_of_it=told, data=parcel.read(place, LARGEST_PICTURE))


def _around(parcel: Parcel, now: datetime) -> Iterator[Item]:
    """Issues, pages, picks and redirects, which may name stories."""
    items = [
        *(
            _tried(f"pages: {page.story.slug}", partial(around_imports.take_page, page=page, now=now))
            for page in _table(parcel, "pages.json")
        ),
        *(
            _tried(f"issues: {issued.plan.slug}", partial(around_imports.take_issue, issued=issued, now=now))
            for issued in _table(parcel, "issues.json")
        ),
    ]
    if picks := dict(_table(parcel, "front.json")).get("picks"):
        items.append(_tried("front", partial(around_imports.take_picks, keys=picks, now=now)))
    if "redirects.csv" in parcel:
        came, problems = around_imports.take_redirects(table=read_redirects(parcel.read("redirects.csv")))
        items.extend(_item(f"redirects: {source}", outcome) for source, outcome in came.items())
        items.extend(Item("redirects", "lost", problem) for problem in problems)
    if any(item.outcome == "created" for item in items):
        note_change(keys=[""], what="imported")
    yield from items


def _table(parcel: Parcel, name: str) -> Any:
    """What a table holds; nothing where it is not there."""
    return parcel.json(name, TABLES[name]) if name in parcel else []


def _tried(name: str, take: Callable[[], imports.Outcome]) -> Item:
    try:
        with transaction.atomic():
            return _item(name, take())
    except NotTakenIn as error:
        return Item(name, "lost", str(error))


def _gone(parcel: Parcel, home: Path) -> Iterator[Item]:
    """The addresses of stories that were taken down: they say so here too."""
    if "addresses.csv" not in parcel:
        return
    rows = read_redirects(parcel.read("addresses.csv")).rows
    with closing(Archive.create(home / "stories.db")) as archive, archive:
        for address in (row.source for row in rows if row.status == 410 and row.source != "/"):
            yield Item(f"gone: {address}", "unchanged" if archive.was_gone(address) else "created")
            archive.note_gone(address)


# ── Stories ──────────────────────────────────────────────────────────────────────────────────────────


@dataclass
class _Import:
    """Stories and drafts, so many at a time, each time in one transaction."""

    parcel: Parcel
    now: datetime
    watch: Watch
    # The folders of what is new, by the keys of the stories; and what of these was said to be lost.
    created: dict[str, str] = field(default_factory=dict)
    drafts: dict[str, str] = field(default_factory=dict)
    said: dict[str, list[str]] = field(default_factory=dict)
    originals: dict[str, str] = field(default_factory=dict)

    def items(self) -> Iterator[Item]:
        for kind in ("stories", "drafts"):
            folders = self.parcel.folders(kind)
            for start in range(0, len(folders), BATCH):
                yield from self._batch(folders[start : start + BATCH])
        with transaction.atomic():
            if late := join_translations(originals=self.originals):
                note_change(keys=late, what="imported")
            imports.leave_to_agreement(keys=list(self.created))
        yield from self._verified()

    def _batch(self, folders: Sequence[str]) -> Iterator[Item]:
        found = dict[str, Story]()
        for folder in folders:
            try:
                found[folder] = self._read(folder)
            except (NotTakenIn, story_file.BadStory) as error:
                yield Item(folder, "lost", str(error))
        with transaction.atomic():
            known = imports.known(keys=[story.id for story in found.values()])
            new = dict[str, str]()
            for folder, story in found.items():
                if self._apart(folder).changes:
                    yield self._changes(folder, story, known.get(story.id))
                elif story.id in new or story.id in self.created:
                    yield Item(folder, "lost", f"{new.get(story.id) or self.created[story.id]} has the same id.")
                elif story.id in known:
                    yield _item(folder, "unchanged" if known[story.id] == story else "kept")
                else:
                    new[story.id] = folder
            self._add(new, {story.id: story for folder, story in found.items() if new.get(story.id) == folder})

    def _read(self, folder: str) -> Story:
        data = self.parcel.read(f"{folder}/story.json", story_file.LARGEST)
        self.watch(len(data))
        return story_file.read(data)

    def _apart(self, folder: str) -> Apart:
        """What only the desk knows; a file that can't be read tells nothing."""
        try:
            apart: Apart = self.parcel.json(f"{folder}/desk.json", Apart)
        except NotTakenIn:
            return Apart()
        return apart

    def _add(self, new: dict[str, str], stories: dict[str, Story]) -> None:
        arriving = [
            Arriving(story, Beside(self.parcel, new[key]), is_draft=self._is_draft(new[key]))
            for key, story in stories.items()
        ]
        for remark in add_stories(arriving=arriving).remarks:
            slug, _, why = remark.partition(": ")
            self.said.setdefault(slug, []).append(why)
        came = imports.known(keys=list(new))
        for key in came:
            imports.set_apart(key=key, apart=self._apart(new[key]), now=self.now)
            self._go_on(new[key])
        self.created |= new
        self.originals |= {key: story.translation_of for key, story in stories.items() if story.translation_of}
        if out := [key for key in came if not self._is_draft(new[key])]:
            note_change(keys=out, what="imported")

    def _is_draft(self, folder: str) -> bool:
        return folder.startswith("drafts/") and not self._apart(folder).published

    def _go_on(self, folder: str) -> None:
        """What was being written of a story that is out comes with it."""
        draft = f"drafts/{folder.partition('/')[2]}"
        if folder.startswith("stories/") and f"{draft}/story.json" in self.parcel and self._apart(draft).changes:
            try:
                story = self._read(draft)
                imports.write_draft(story=story, pictures=Beside(self.parcel, draft), apart=self._apart(draft))
            except (NotTakenIn, TooDeep, story_file.BadStory) as error:
                self.drafts[draft] = str(error)

    def _changes(self, folder: str, story: Story, out: Story | None) -> Item:
        if folder in self.drafts:
            return Item(folder, "lost", self.drafts[folder])
        if out is None:
            return Item(folder, "lost", "the story that it changes is not there.")
        if imports.draft_of(key=story.id) == story:
            return Item(folder, "created" if story.id in self.created else "unchanged")
        return _item(folder, "kept")

    def _verified(self) -> Iterator[Item]:
        """What came, compared with the file: each field that is otherwise is told."""
        folders = list(self.created.items())
        for start in range(0, len(folders), BATCH):
            batch = dict(folders[start : start + BATCH])
            came = imports.known(keys=list(batch))
            for key, folder in batch.items():
                yield self._compared(folder, self._read(folder), came.get(key))

    def _compared(self, folder: str, story: Story, came: Story | None) -> Item:
        said = " ".join(self.said.get(story.slug, ()))
        if came is None:
            return Item(folder, "lost", said or "it could not be taken in.")
        names = [name for name in story.__struct_fields__ if getattr(story, name) != getattr(came, name)]
        if not names:
            return Item(folder, "created")
        return Item(folder, "lost", f"{said} Otherwise than in the file: {', '.join(names)}.".strip())
