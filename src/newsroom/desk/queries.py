"""What the other rooms may know of the desk."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Cast
from wagtail.models import ReferenceIndex, Revision, WorkflowState
from wagtail.search.backends import get_search_backend

from freesheet.story import nodes
from newsroom.desk.models import Issue, Picture, Story
from newsroom.desk.standing import Facts
from newsroom.desk.stories import Told, photographs_in, raw, told
from newsroom.staff.models import User


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


def stories_for(user: User, now: datetime) -> "QuerySet[Story]":
    """The stories that a member of the staff may see at the desk: a contributor's own, and what readers see."""
    found: QuerySet[Story] = Story.objects.all()
    if user.has_perm("desk.change_story"):
        return found
    if user.has_perm("desk.add_story"):
        return found.filter(visible(now) | Q(created_by=user))
    return found.none()


def pictures_for(user: User, now: datetime) -> "QuerySet[Picture]":
    """The pictures that a member of the staff may see: a contributor's own, and those of stories that they may see."""
    found: QuerySet[Picture] = Picture.objects.all()
    if user.has_perm("desk.change_story"):
        return found
    if not user.has_perm("desk.add_story"):
        return found.none()
    kinds = ContentType.objects.get_for_models(Story, Picture)
    shown = ReferenceIndex.objects.filter(
        base_content_type=kinds[Story],
        to_content_type=kinds[Picture],
        to_object_id=Cast(OuterRef("pk"), CharField()),
        object_id__in=stories_for(user, now).annotate(number=Cast("pk", CharField())).values("number"),
    )
    drafts = Story.objects.filter(created_by=user).select_related("latest_revision")
    written = {number for draft in drafts for number in pictures_written(draft)}
    seen = found.filter(Q(uploaded_by_user=user) | Q(pk__in=written) | Exists(shown))
    # Within, since the search of pictures takes no other filter than numbers.
    return found.filter(pk__in=seen.values("pk"))


def pictures_written(row: Story) -> set[int]:
    """The numbers of the pictures in what is being written of a story."""
    latest = row.get_latest_revision_as_object() if row.pk else row
    return photographs_in([raw(latest.lead), raw(latest.body)])


def picture_of_file(file: str) -> Picture | None:
    """The picture that a path below the media folder belongs to: its file, or one of its sizes."""
    found: Picture | None = Picture.objects.filter(Q(file=file) | Q(renditions__file=file)).first()
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


def newest(now: datetime) -> "QuerySet[Story]":
    """The stories that readers see, the newest first, but those that were withdrawn."""
    return rows().filter(visible(now), withdrawn=None).order_by("-published", "-id")


def live_issues(now: datetime) -> "QuerySet[Issue]":
    """The issues that are out, the newest first."""
    found: QuerySet[Issue] = Issue.objects.filter(live=True, published__lte=now).order_by("-published", "slug")
    return found


# What a search looks through, of the stories that fit it best.
MOST_FOUND = 1000


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which published stories are asked for; what is empty asks for nothing. The instants are of publication."""

    section: str = ""
    topic: str = ""
    storyline: str = ""
    language: str = ""
    kind: str = ""
    words: str = ""
    since: datetime | None = None
    until: datetime | None = None


def published(
    wanted: Wanted, *, now: datetime, count: int, after: tuple[datetime, str] | None = None
) -> Iterator[nodes.Story]:
    """Published stories without their bodies, the newest first; those that come after an instant and a key."""
    found = rows().filter(visible(now), _asked(wanted))
    if after:
        found = found.filter(Q(published__lt=after[0]) | Q(published=after[0], key__lt=after[1]))
    if wanted.words:
        hits = get_search_backend().autocomplete(wanted.words, Story)[:MOST_FOUND]
        found = found.filter(pk__in=[one.pk for one in hits])
    # A term that stories have many of finds each of them once.
    numbers = found.order_by("-published", "-key").values_list("pk", flat=True).distinct()[:count]
    for row in rows().filter(pk__in=list(numbers)).order_by("-published", "-key").defer("body", "sources"):
        row.body, row.sources = [], []
        yield told(row).story


def _asked(wanted: Wanted) -> Q:
    terms = {
        "section__name__iexact": wanted.section,
        "topics__name__iexact": wanted.topic,
        "storylines__name__iexact": wanted.storyline,
        "language": wanted.language,
        "kind": wanted.kind,
        "published__gte": wanted.since,
        "published__lt": wanted.until,
    }
    return Q(**{name: value for name, value in terms.items() if value})


def readable(name: str, now: datetime) -> Told | None:
    """The story of a key or a slug, as readers see it; None when they see none."""
    found = rows().filter(visible(now))
    row = found.filter(key=name).first() or found.filter(slug=name).first()
    return told(row) if row else None


def readable_among(names: Sequence[str], now: datetime) -> dict[str, nodes.Story]:
    """Stories that readers see, without their bodies, by those of these keys and slugs that name them."""
    found = dict[str, nodes.Story]()
    for row in rows().filter(visible(now), Q(key__in=names) | Q(slug__in=names)).defer("body", "sources"):
        row.body, row.sources = [], []
        story = told(row).story
        found |= {story.slug: story, story.id: story}
    return found


def every_key() -> Iterator[str]:
    """The keys of all stories that were published."""
    yield from Story.objects.filter(live=True).order_by("published").values_list("key", flat=True).iterator()


def digest_of(file: str) -> str:
    """What tells a picture's bytes from others, by its path below the media folder."""
    return str(Picture.objects.values_list("file_hash", flat=True).get(file=file))[:20]


def keys_under(kind: str, pk: int) -> list[str]:
    """The keys of the published stories that are filed under something."""
    return list(Story.objects.filter(**{kind: pk}, live=True).values_list("key", flat=True))


def dated(now: datetime) -> list[str]:
    """The keys of the stories that readers see, and that were published before the date that they have."""
    found = Story.objects.filter(visible(now), published__gt=F("last_published_at"))
    return list(found.values_list("key", flat=True))


def due(now: datetime) -> list[str]:
    """The keys of stories whose embargo has passed."""
    return list(Story.objects.filter(embargo__lte=now).values_list("key", flat=True))


def headlines(keys: Sequence[str]) -> dict[str, str]:
    """The headlines of stories by their keys; of those that are gone, none."""
    return dict(Story.objects.filter(key__in=keys).values_list("key", "headline"))
