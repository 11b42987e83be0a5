"""What is done at the desk: one function for each verb."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from hashlib import sha1
from itertools import islice
from pathlib import PurePosixPath
from typing import Any

from django.core.files.base import ContentFile
from django.db import models, transaction
from django.utils import timezone
from msgspec.structs import replace as change
from wagtail.log_actions import log
from wagtail.models import Collection, ReferenceIndex
from wagtail.search.backends import get_search_backend

from freesheet.edition import MissingPicture
from freesheet.intake import Drop, NotTaken, Raw, take
from freesheet.pictures import fit
from freesheet.story import nodes
from newsroom.desk.body import TooDeep
from newsroom.desk.models import Partner, Picture, PreviewLink, Section, Series, Story, Storyline, Topic
from newsroom.desk.models.pictures import free_name
from newsroom.desk.models.story import new_key
from newsroom.desk.stories import fields_of, raw, stream
from newsroom.staff.models import User

# One transaction for so many: a longer one makes SQLite's log as long as all that it holds.
BATCH = 500


@dataclass(frozen=True, slots=True)
class Arriving:
    """A story that is to be a row, and the bytes of its pictures by the files that it names.

    It is published if it has a date, unless it is to be a draft.
    """

    story: nodes.Story
    pictures: Mapping[str, bytes] = field(default_factory=dict)
    is_draft: bool = False


@dataclass(slots=True)
class Added:
    """How many stories came, and what of them did not: a sentence for each."""

    count: int = 0
    remarks: list[str] = field(default_factory=list)


def add_stories(*, arriving: Iterable[Arriving]) -> Added:
    """Take many stories in at once, each with its date. One that the desk has already is left alone.

    References and the staff's search are brought up to date at the end.
    """
    added, numbers = Added(), list[int]()
    for batch in _batches(arriving):
        with transaction.atomic():
            numbers.extend(_add(batch, added))
    _index(numbers)
    added.count = len(numbers)
    return added


def _batches(arriving: Iterable[Arriving]) -> Iterator[list[Arriving]]:
    waiting = iter(arriving)
    while batch := list(islice(waiting, BATCH)):
        yield batch


def _add(batch: list[Arriving], added: Added) -> list[int]:
    """The numbers of the rows."""
    known = set(Story.objects.filter(key__in=[one.story.id for one in batch]).values_list("key", flat=True))
    new = list({one.story.id: one for one in batch if one.story.id not in known}.values())
    terms = Terms()
    taken = set(Story.objects.filter(slug__in=[one.story.slug for one in new]).values_list("slug", flat=True))
    rows = list[Story]()
    for one in new:
        try:
            rows.append(_row(one, terms, taken, added.remarks))
        except TooDeep as error:
            added.remarks.append(f"{one.story.slug} was not taken in: {error}")
    kept = {row.key for row in rows}
    new = [one for one in new if one.story.id in kept]
    Story.objects.bulk_create(rows)
    for kind, name in ((Topic, "topics"), (Storyline, "storylines")):
        through = getattr(Story, name).field.remote_field.through
        through.objects.bulk_create(
            through(story_id=row.pk, **{f"{kind._meta.model_name}_id": terms.id(kind, term)})
            for row, one in zip(rows, new, strict=True)
            for term in dict.fromkeys(getattr(one.story, name))
        )
    join_translations(originals={one.story.id: one.story.translation_of for one in new if one.story.translation_of})
    return [row.pk for row in rows]


def join_translations(*, originals: Mapping[str, str]) -> list[str]:
    """Tell each translation, by its key, what it translates; the keys of those that were not told yet."""
    numbers = dict(Story.objects.filter(key__in=originals.values()).values_list("key", "pk"))
    untold = Story.objects.filter(key__in=originals, translation_of=None)
    joined = [row for row in untold if originals[row.key] in numbers]
    for row in joined:
        Story.objects.filter(pk=row.pk).update(translation_of_id=numbers[originals[row.key]])
    return [row.key for row in joined]


def _row(one: Arriving, terms: "Terms", taken: set[str], remarks: list[str]) -> Story:
    story = one.story

    def hung(picture: nodes.Picture) -> int | None:
        try:
            return int(hang(picture=picture, data=one.pictures.get(picture.file, b"")).pk)
        except MissingPicture as error:
            remarks.append(f"{story.slug}: {error}")
            return None

    fields = fields_of(story, hung)
    out = None if one.is_draft else story.published
    row = Story(
        **fields,
        live=out is not None,
        first_published_at=out,
        # One whose date is to come was published before it, and is brought out then.
        last_published_at=out and min(story.updated or out, timezone.now()),
        section_id=terms.id(Section, story.section),
        series_id=terms.id(Series, story.series.name, parts=story.series.of) if story.series else None,
        partner_id=_partner(story.origin, terms),
    )
    row.slug = _free(row.slug, taken)
    return row


def _partner(origin: nodes.Origin | None, terms: "Terms") -> int | None:
    """The partner of a story; a new one asks for what it asks for here."""
    if origin is None:
        return None
    return terms.id(Partner, origin.partner, canonical=origin.canonical, noindex=origin.noindex, wording=origin.wording)


def _free(slug: str, taken: set[str]) -> str:
    free, count = slug, 1
    while free in taken:
        count += 1
        free = f"{slug[:75]}-{count}"
    taken.add(free)
    return free


class Terms:
    """The numbers of sections, topics and others by their names; those that are not there are made."""

    def __init__(self) -> None:
        self._known = dict[type[models.Model], dict[str, int]]()

    def id(self, kind: type[Any], name: str, **fields: Any) -> int | None:
        if not name:
            return None
        if kind not in self._known:
            self._known[kind] = dict(kind.objects.values_list("name", "pk"))
        known = self._known[kind]
        if name not in known:
            known[name] = kind.objects.create(name=name, **fields).pk
        return known[name]


def hang(*, picture: nodes.Picture, data: bytes) -> Picture:
    """The desk's picture of these bytes: the one that it has, or a new one with what the story tells of it.

    Raises MissingPicture.
    """
    if not data:
        raise MissingPicture(f"The picture {picture.file} is not there; its place is empty, choose it again.")
    digest = sha1(data, usedforsecurity=False).hexdigest()
    same = Picture.objects.filter(
        file_hash=digest,
        credit=picture.credit,
        credit_address=picture.credit_address,
        licence=picture.licence,
        republishable=picture.republishable,
    )
    found: Picture | None = same.filter(name=picture.file).first() or same.first()
    if found:
        return found
    name = free_name(picture.file)
    # Raises it for what is no picture, or too large a one.
    fit(data, picture.file, width=1)
    new = Picture(
        file=ContentFile(data, name=name),
        title=PurePosixPath(picture.file).stem,
        name=name,
        description=picture.alt[:255],
        credit=picture.credit,
        credit_address=picture.credit_address,
        licence=picture.licence,
        republishable=picture.republishable,
        collection=Collection.get_first_root_node(),
        file_hash=digest,
        file_size=len(data),
    )
    new.save()
    return new


def _index(added: list[int]) -> None:
    """Tell the references and the search of new rows."""
    backend = get_search_backend()
    for start in range(0, len(added), BATCH):
        rows = Story.objects.filter(pk__in=added[start : start + BATCH])
        with transaction.atomic():
            for row in rows:
                ReferenceIndex.create_or_update_for_object(row)
            backend.add_bulk(Story, list(rows))


def end_embargoes(*, keys: Sequence[str]) -> None:
    """An embargo that has passed is none any more, so that corrections go out like any other's."""
    Story.objects.filter(key__in=keys).update(embargo=None)


@dataclass(frozen=True, slots=True)
class Opened:
    """A story that was made of something from elsewhere, and what of that was left out, in sentences."""

    story: Story
    drops: tuple[Drop, ...]
    remarks: tuple[str, ...]


def open_story(*, raw: Raw, user: User) -> Opened:
    """Make a draft of a file or a page, without a date: an editor decides when it is published.

    Raises NotTaken, BadStory.
    """
    arrival = take(raw)
    new = change(arrival.story, id=new_key(), published=None, updated=None)
    with transaction.atomic():
        added = add_stories(arriving=[Arriving(new, arrival.pictures)])
        story = Story.objects.filter(key=new.id).first()
        if story is None:
            raise NotTaken(" ".join(added.remarks))
        story.created_by = user
        story.save(update_fields=["created_by"])
        story.save_revision(user=user)
        log(instance=story, action="desk.open", user=user, data={"name": raw.name})
    return Opened(story, arrival.drops, tuple(added.remarks))


def withdraw(*, story: Story, why: str, user: User, now: datetime) -> None:
    """Take a published story back: its address stays and says why. What was being written stays in its history."""
    with transaction.atomic():
        live = Story.objects.select_for_update().get(pk=story.pk)
        live.withdrawn, live.why_withdrawn = now, why
        live.save_revision(user=user, log_action="desk.withdraw").publish(user=user)


def take_back_withdrawal(*, story: Story, user: User) -> None:
    """Show a withdrawn story again."""
    with transaction.atomic():
        live = Story.objects.select_for_update().get(pk=story.pk)
        live.withdrawn, live.why_withdrawn = None, ""
        live.save_revision(user=user, log_action="desk.withdrawal_ended").publish(user=user)


def correct(*, story: Story, correction: nodes.Correction, user: User) -> None:
    """Show a correction with a published story. What is being written of it gets the correction too, and stays."""
    told = stream("correction", [correction])[0]
    with transaction.atomic():
        live = Story.objects.select_for_update().get(pk=story.pk)
        newer = live.get_latest_revision_as_object() if live.has_unpublished_changes else None
        live.corrections = [*raw(live.corrections), told]
        live.save_revision(user=user, log_action="desk.correct").publish(user=user)
        if newer:
            newer.live_revision_id = Story.objects.values_list("live_revision_id", flat=True).get(pk=live.pk)
            newer.corrections = [*raw(newer.corrections), told]
            newer.save_revision(user=user)


# A week is long enough for a lawyer or a source to read a story, and short enough to be forgotten.
SHARED_FOR = timedelta(days=7)


def share(*, story: Story, user: User, now: datetime) -> PreviewLink:
    """Make a link that shows what is being written of a story to whoever has it."""
    link = PreviewLink.objects.create(story=story, made=now, expires=now + SHARED_FOR, by=user)
    log(instance=story, action="desk.share", user=user)
    return link


def end_sharing(*, link: PreviewLink, user: User) -> None:
    """From now on the link shows nothing."""
    log(instance=link.story, action="desk.share_ended", user=user)
    link.delete()
