"""A story as the desk keeps it: what readers see in the row, what is being written in its revisions."""

from typing import Any
from uuid import uuid4

from django.conf import settings
from django.contrib.contenttypes.fields import GenericRelation
from django.db import models
from django.http import HttpRequest, HttpResponse
from modelcluster.fields import ParentalManyToManyField
from modelcluster.models import ClusterableModel
from wagtail.fields import StreamField
from wagtail.models import DraftStateMixin, LockableMixin, PreviewableMixin, Revision, RevisionMixin, WorkflowMixin
from wagtail.search import index

from freesheet.story.slug import slug_of
from newsroom.desk.blocks import BylineBlock, CorrectionBlock, PictureBlock, SourceBlock, body_blocks
from newsroom.desk.models.terms import Partner, Section, Series, Storyline, Topic
from newsroom.desk.modes import MODES

KINDS = [
    ("news", "News"),
    ("analysis", "Analysis"),
    ("opinion", "Opinion"),
    ("interview", "Interview"),
    ("review", "Review"),
    ("letter", "Letter"),
    ("investigation", "Investigation"),
]
LONGEST_SLUG = 80


def new_key() -> str:
    return str(uuid4())


class Story(
    WorkflowMixin,
    DraftStateMixin,
    LockableMixin,
    RevisionMixin,
    PreviewableMixin,
    index.Indexed,
    ClusterableModel,
):
    key = models.CharField(max_length=200, unique=True, default=new_key, editable=False)
    headline = models.CharField(max_length=300)
    slug = models.SlugField(
        max_length=LONGEST_SLUG,
        unique=True,
        blank=True,
        help_text="The end of its address. After publication, the old one leads to the new one.",
    )
    kind = models.CharField(max_length=20, choices=KINDS, default="news")
    language = models.CharField(max_length=20, default="en", help_text="Such as en, es, ht, ar.")
    dek = models.TextField(blank=True, help_text="A sentence or two below the headline.")
    bylines = StreamField([("byline", BylineBlock())], blank=True, use_json_field=True)
    lead = StreamField([("picture", PictureBlock())], blank=True, max_num=1, verbose_name="lead picture")
    body = StreamField(body_blocks(), blank=True)
    sources = StreamField([("source", SourceBlock())], blank=True)

    section = models.ForeignKey(Section, null=True, blank=True, on_delete=models.SET_NULL, related_name="stories")
    topics = ParentalManyToManyField(Topic, blank=True, related_name="stories")
    storylines = ParentalManyToManyField(Storyline, blank=True, related_name="stories")
    series = models.ForeignKey(Series, null=True, blank=True, on_delete=models.SET_NULL, related_name="stories")
    series_position = models.PositiveSmallIntegerField(null=True, blank=True, verbose_name="part")
    translation_of = models.ForeignKey("self", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    published = models.DateTimeField(
        null=True, blank=True, help_text="The date that readers see; empty: when it is first published."
    )
    updated = models.DateTimeField(null=True, blank=True, help_text="When its news last changed, as readers see it.")
    embargo = models.DateTimeField(
        null=True,
        blank=True,
        verbose_name="embargo until",
        help_text="Before this, no reader sees a trace of it, even when it is published.",
    )
    corrections = StreamField([("correction", CorrectionBlock())], blank=True)
    withdrawn = models.DateTimeField(null=True, blank=True, editable=False)
    why_withdrawn = models.TextField(blank=True, editable=False)

    partner = models.ForeignKey(Partner, null=True, blank=True, on_delete=models.PROTECT, related_name="stories")
    origin_address = models.URLField(max_length=500, blank=True, verbose_name="address there")
    origin_title = models.CharField(max_length=300, blank=True, verbose_name="headline there")
    origin_published = models.DateField(null=True, blank=True, verbose_name="published there on")
    origin_licence = models.CharField(
        max_length=200, blank=True, verbose_name="terms", help_text="Empty: as agreed with the partner."
    )

    licence = models.CharField(max_length=200, blank=True, help_text="Empty: the house's.")
    terms = models.TextField(blank=True, help_text="What one who republishes it must do; empty: as the house asks.")
    address = models.URLField(max_length=500, blank=True, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, editable=False, on_delete=models.SET_NULL, related_name="+"
    )
    aliases = models.JSONField(default=list, blank=True, editable=False)
    remarks = models.TextField(blank=True, verbose_name="for colleagues", help_text="Never published.")

    _revisions = GenericRelation(
        Revision, content_type_field="base_content_type", object_id_field="object_id", related_query_name="story"
    )
    workflow_states = GenericRelation(
        "wagtailcore.WorkflowState",
        content_type_field="base_content_type",
        object_id_field="object_id",
        related_query_name="story",
        for_concrete_model=False,
    )

    search_fields = [
        index.SearchField("headline", boost=4),
        index.AutocompleteField("headline"),
        index.SearchField("dek", boost=2),
        index.SearchField("body"),
        index.FilterField("live"),
        index.FilterField("section_id"),
        index.FilterField("kind"),
        index.FilterField("language"),
        index.FilterField("published"),
    ]

    class Meta:
        verbose_name_plural = "stories"
        ordering = ["-id"]
        permissions = [("change_own_story", "Can change stories of their own")]
        indexes = [models.Index(fields=["embargo"], name="story_embargo")]

    def __str__(self) -> str:
        return self.headline or "Untitled"

    @property
    def preview_modes(self) -> list[tuple[str, str]]:
        return list(MODES.items())

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:  # noqa: ARG002 — whoever asks
        from newsroom.desk.showing import shown

        return shown(self, mode_name)

    @property
    def revisions(self) -> Any:
        return self._revisions

    def save(self, *args: Any, **kwargs: Any) -> None:
        """What is published has a date."""
        if self.live and not self.published:
            self.published = self.first_published_at
            if (fields := kwargs.get("update_fields")) is not None:
                kwargs["update_fields"] = {*fields, "published"}
        super().save(*args, **kwargs)

    def full_clean(self, *args: Any, **kwargs: Any) -> None:
        """A story that has no slug gets one of its headline; a slug that another has gets a number."""
        self.slug = free_slug(self.slug or slug_of(self.headline or "untitled"), self.pk)
        super().full_clean(*args, **kwargs)


def free_slug(slug: str, own: int | None) -> str:
    """The slug, else the first of slug-2, slug-3, … that no other story has."""
    free, count = slug, 1
    while Story.objects.filter(slug=free).exclude(pk=own).exists():
        count += 1
        end = f"-{count}"
        free = slug[: LONGEST_SLUG - len(end)].rstrip("-") + end
    return free
