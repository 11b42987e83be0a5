"""What the other rooms may know of the desk."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Cast
from wagtail.models import Revision, WorkflowState

from newsroom.desk.models import Picture, Story
from newsroom.desk.standing import Facts
from newsroom.desk.stories import Told, told


@dataclass(frozen=True, slots=True)
class Standing:
    """A story by its key, as readers are to see it now; None when they are to see nothing of it."""

    key: str
    told: Told | None


def visible(now: datetime) -> Q:
    """What readers may see at an instant: published, its date come, no embargo on it."""
    return Q(live=True, published__lte=now) & (Q(embargo=None) | Q(embargo__lte=now))


def rows() -> "QuerySet[Story]":
    """Stories with all that is told of them."""
    related = ("section", "series", "partner", "translation_of")
    found: QuerySet[Story] = Story.objects.select_related(*related).prefetch_related("topics", "storylines")
    return found


def with_facts(stories: "QuerySet[Story]") -> "QuerySet[Story]":
    """Stories with what is known of their schedule and their review, in the same query."""
    kind = ContentType.objects.get_for_model(Story)
    number = Cast(OuterRef("pk"), CharField())
    revisions = Revision.objects.filter(base_content_type=kind, object_id=number, approved_go_live_at__isnull=False)
    reviews = WorkflowState.objects.filter(base_content_type=kind, object_id=number).order_by("-created_at")
    found: QuerySet[Story] = stories.annotate(
        scheduled=Subquery(revisions.values("approved_go_live_at")[:1]), review=Subquery(reviews.values("status")[:1])
    )
    return found


def facts_of(row: Story) -> Facts:
    """What a row that `with_facts` gave tells of where the story stands."""
    return Facts(
        live=row.live,
        was_live=row.first_published_at is not None,
        has_draft=row.has_unpublished_changes,
        published=row.published,
        scheduled=getattr(row, "scheduled", None),
        embargo=row.embargo,
        withdrawn=row.withdrawn,
        corrected=bool(row.corrections),
        review=getattr(row, "review", None) or "",
    )


def standings(keys: Sequence[str], now: datetime) -> Iterator[Standing]:
    """Stories as readers are to see them, in the order of their keys."""
    found = {row.key: row for row in rows().filter(visible(now), key__in=keys)}
    for key in keys:
        row = found.get(key)
        yield Standing(key, told(row) if row else None)


def every_key() -> Iterator[str]:
    """The keys of all stories that were published."""
    yield from Story.objects.filter(live=True).order_by("published").values_list("key", flat=True).iterator()


def digest_of(file: str) -> str:
    """What tells a picture's bytes from others, by its path below the media folder."""
    return str(Picture.objects.values_list("file_hash", flat=True).get(file=file))[:20]


def keys_under(kind: str, pk: int) -> list[str]:
    """The keys of the published stories that are filed under something."""
    return list(Story.objects.filter(**{kind: pk}, live=True).values_list("key", flat=True))


def due(now: datetime) -> list[str]:
    """The keys of stories whose embargo has passed."""
    return list(Story.objects.filter(embargo__lte=now).values_list("key", flat=True))


def media(file: str, root: Path) -> Path:
    """Where a picture lies."""
    return root / file
