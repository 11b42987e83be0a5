"""What an export takes along of the desk: stories with what only editors know of them, pictures, and terms."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import msgspec
from django.db import models
from django.db.models.fields.files import FieldFile

from newsroom.desk.models import Partner, Picture, Section, Series, Story, Storyline, Topic
from newsroom.desk.queries import rows, visible, with_facts
from newsroom.desk.stories import Told, told

BATCH = 200
TERMS: Mapping[str, type[models.Model]] = {
    "sections": Section,
    "topics": Topic,
    "storylines": Storyline,
    "series": Series,
    "partners": Partner,
}
# What a picture's file tells by itself, and what is this newsroom's alone.
OF_THE_FILE = ("id", "file", "file_hash", "file_size", "width", "height", "created_at")


class Apart(msgspec.Struct, frozen=True, omit_defaults=True):
    """What the desk knows of a story, and readers do not. `changes` is a draft of a story that is out."""

    published: bool = False
    changes: bool = False
    scheduled: datetime | None = None
    embargo: datetime | None = None
    remarks: str = ""


@dataclass(frozen=True, slots=True)
class Leaving:
    """A story as it leaves the desk: what readers see, else a draft."""

    folder: str
    told: Told
    apart: Apart
    is_visible: bool


def leaving(now: datetime) -> Iterator[Leaving]:
    """All stories and all drafts, in the order of their slugs."""
    numbers = list(Story.objects.order_by("slug", "pk").values_list("pk", flat=True))
    for start in range(0, len(numbers), BATCH):
        batch = numbers[start : start + BATCH]
        seen = set(Story.objects.filter(visible(now), pk__in=batch).values_list("pk", flat=True))
        found = {row.pk: row for row in with_facts(rows()).filter(pk__in=batch)}
        for number in batch:
            if row := found.get(number):
                yield from _leaving(row, is_visible=number in seen)


def _leaving(row: Story, *, is_visible: bool) -> Iterator[Leaving]:
    folder = row.slug or row.key
    latest = row.get_latest_revision_as_object() if row.has_unpublished_changes and row.latest_revision_id else row
    apart = Apart(row.live, False, getattr(row, "scheduled", None), row.embargo, latest.remarks)  # noqa: FBT003 — no draft
    if row.live:
        out = told(row)
        yield Leaving(folder, out, apart, is_visible)
        if latest is not row and (draft := told(latest)) != out:
            yield Leaving(folder, draft, Apart(changes=True, remarks=latest.remarks), is_visible=False)
    else:
        yield Leaving(folder, told(latest), apart, is_visible=False)


def pictures(names: Sequence[str] | None = None) -> Iterator[tuple[dict[str, Any], FieldFile]]:
    """What is told of pictures, and where they lie, in the order of their names; of all without names."""
    found = Picture.objects.order_by("name", "pk").prefetch_related("tags")
    for picture in (found if names is None else found.filter(name__in=names)).iterator(BATCH):
        told_of_it = plain(picture, without=OF_THE_FILE) | {"tags": sorted(tag.name for tag in picture.tags.all())}
        yield told_of_it, picture.file


def terms(kind: str) -> list[dict[str, Any]]:
    """All sections, topics, storylines, series or partners, by their names."""
    return [plain(one, without=("id",)) for one in TERMS[kind]._default_manager.order_by("name")]


def plain(row: models.Model, *, without: Sequence[str] = ()) -> dict[str, Any]:
    """The fields of a row that lead to no other row, but for those that have nothing in them."""
    fields = [field for field in row._meta.concrete_fields if not field.is_relation and field.name not in without]
    values = {field.name: getattr(row, field.name) for field in fields}
    return {name: value for name, value in values.items() if value not in (None, "")}
