"""What an import brings to the desk: what is not there yet is added, what is there stays as it is."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from hashlib import sha1
from typing import Any, Literal

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import models
from django.db.models import F
from wagtail.models import Collection

from freesheet.edition import MissingPicture
from freesheet.pictures import fit
from freesheet.story import nodes
from newsroom.desk.actions import Terms, hang
from newsroom.desk.exports import OF_THE_FILE, TERMS, Apart, plain
from newsroom.desk.models import Partner, Picture, Section, Series, Story, Storyline, Topic
from newsroom.desk.queries import rows
from newsroom.desk.stories import fields_of, told

Outcome = Literal["created", "updated", "unchanged", "kept"]
"""`kept`: the desk has it already, and otherwise."""
Hang = Callable[[nodes.Picture], int | None]


class NotTakenIn(Exception):
    """It can't be at the desk; the message says why."""


def take_term(*, kind: str, told_of_it: Mapping[str, Any]) -> Outcome:
    """A section, a topic, a storyline, a series or a partner. Raises NotTakenIn."""
    model = TERMS[kind]
    found = model._default_manager.filter(name=told_of_it.get("name", "")).first()
    if found:
        return "unchanged" if plain(found, without=("id",)) == dict(told_of_it) else "kept"
    _save(_row(model, told_of_it))
    return "created"


def take_picture(*, told_of_it: Mapping[str, Any], data: bytes) -> Outcome:
    """A picture with what is told of it. Raises NotTakenIn."""
    tags = told_of_it.get("tags") or []
    fields = {name: value for name, value in told_of_it.items() if name != "tags"}
    digest = sha1(data, usedforsecurity=False).hexdigest()
    if found := Picture.objects.filter(name=fields.get("name", "")).first():
        same = plain(found, without=OF_THE_FILE) == fields and found.get_file_hash() == digest
        return "unchanged" if same and sorted(tag.name for tag in found.tags.all()) == tags else "kept"
    new = _row(Picture, fields)
    try:
        # Raises it for what is no picture, or too large a one.
        fit(data, new.name, width=1)
    except MissingPicture as error:
        raise NotTakenIn(str(error)) from error
    new.file = ContentFile(data, name=new.name)
    new.file_size, new.file_hash, new.collection = len(data), digest, Collection.get_first_root_node()
    _save(new)
    new.tags.set(tags)
    return "created"


def _row(model: type[Any], fields: Mapping[str, Any]) -> Any:
    try:
        return model(**fields)
    except TypeError as error:
        raise NotTakenIn(f"This version does not know all of its fields: {error}.") from error


def _save(row: models.Model) -> None:
    """Save a row whose fields somebody may have written by hand."""
    try:
        row.clean_fields(exclude=(*OF_THE_FILE, "collection"))
    except ValidationError as error:
        told_wrong = (f"{name}: {' '.join(messages)}" for name, messages in error.message_dict.items())
        raise NotTakenIn("; ".join(told_wrong)) from error
    row.save()


# ── Stories ──────────────────────────────────────────────────────────────────────────────────────────


def keys(*, among: Iterable[str]) -> set[str]:
    """Those of these stories that the desk has."""
    return set(Story.objects.filter(key__in=list(among)).values_list("key", flat=True))


def known(*, keys: Sequence[str]) -> dict[str, nodes.Story]:
    """The stories of these keys that the desk has, as it tells them now; of one that never was out, the draft."""
    return {row.key: told(_written(row)).story for row in rows().filter(key__in=keys)}


def _written(row: Story) -> Story:
    latest: Story = row if row.live or not row.latest_revision_id else row.get_latest_revision_as_object()
    return latest


def draft_of(*, key: str) -> nodes.Story | None:
    """What is being written of a story that is out."""
    row = rows().get(key=key)
    return told(row.get_latest_revision_as_object()).story if row.has_unpublished_changes else None


def set_apart(*, key: str, apart: Apart, now: datetime) -> None:
    """Give a new story what only the desk knows of it; one that is to be out at a time that has passed is a draft."""
    row = Story.objects.get(key=key)
    row.remarks, row.embargo = apart.remarks, apart.embargo
    row.save(update_fields=["remarks", "embargo"])
    if row.live:
        return
    if apart.scheduled and apart.scheduled > now:
        row.go_live_at = apart.scheduled
        row.save_revision().publish()
    else:
        row.save_revision()


def write_draft(*, story: nodes.Story, pictures: Mapping[str, bytes], apart: Apart) -> None:
    """Go on writing a story that is out, where it was left elsewhere. Raises TooDeep."""
    row = Story.objects.get(key=story.id)
    _fill(row, story, pictures)
    row.remarks = apart.remarks
    row.save_revision()


def take_again(*, story: nodes.Story, pictures: Mapping[str, bytes], is_out: bool) -> Outcome:
    """A story that came before, as it is elsewhere now; what somebody has worked on at the desk stays as it is.

    Raises TooDeep.
    """
    row = _written(rows().get(key=story.id))
    before, slug, was_out = told(row).story, row.slug, row.live
    _fill(row, story, pictures)
    # Its address here; it may have been taken where it came from.
    row.slug = slug
    if told(row).story == before and (was_out or not is_out):
        return "unchanged"
    if row.revisions.exclude(user=None).exists() or (was_out and not is_out):
        return "kept"
    if was_out:
        row.save()
    else:
        revision = row.save_revision()
        if is_out:
            revision.publish()
    return "updated"


def _fill(row: Story, story: nodes.Story, pictures: Mapping[str, bytes]) -> None:
    terms = Terms()
    for name, value in fields_of(story, hanging(pictures)).items():
        setattr(row, name, value)
    row.section_id = terms.id(Section, story.section)
    row.series_id = terms.id(Series, story.series.name, parts=story.series.of) if story.series else None
    row.partner_id = terms.id(Partner, story.origin.partner if story.origin else "")
    for kind, name in ((Topic, "topics"), (Storyline, "storylines")):
        numbers = [terms.id(kind, term) or 0 for term in getattr(story, name)]
        setattr(row, name, list(kind.objects.filter(pk__in=numbers)))


def hanging(pictures: Mapping[str, bytes]) -> Hang:
    """Finds the desk's picture for one of a story; its place stays empty where its bytes are not there."""

    def hung(picture: nodes.Picture) -> int | None:
        try:
            return int(hang(picture=picture, data=pictures.get(picture.file, b"")).pk)
        except MissingPicture:
            return None

    return hung


def leave_to_agreement(*, keys: Sequence[str]) -> None:
    """Terms that are those agreed with a story's partner change with the agreement."""
    Story.objects.filter(key__in=keys, origin_licence=F("partner__licence")).update(origin_licence="")
