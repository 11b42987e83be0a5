"""A story as the desk keeps it: what readers see in the row, what is being written in its revisions."""

from typing import Any
from uuid import uuid4

from django.conf import settings
from django.contrib.contenttypes.fields import GenericRelation
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils.functional import cached_property
from modelcluster.fields import ParentalManyToManyField
from modelcluster.models import ClusterableModel
from wagtail.fields import StreamField
from wagtail.models import LockableMixin, PreviewableMixin, Revision, RevisionMixin, WorkflowMixin
from wagtail.search import index

from newsroom.desk.blocks import BylineBlock, CorrectionBlock, PictureBlock, SourceBlock, body_blocks
from newsroom.desk.models.publishing import Whole
from newsroom.desk.models.slugs import LONGEST_SLUG, free_slug
from newsroom.desk.models.terms import Partner, Section, Series, Storyline, Topic
from newsroom.desk.modes import MODES
from newsroom.desk.searching import words_in

APPEALS = [("house", "The house's"), ("own", "Its own"), ("none", "None")]
KINDS = [
    ("news", "News"),
    ("analysis", "Analysis"),
    ("opinion", "Opinion"),
    ("interview", "Interview"),
    ("review", "Review"),
    ("letter", "Letter"),
    ("investigation", "Investigation"),
]


def new_key() -> str:
    return str(uuid4())


class Story(
    WorkflowMixin,
    Whole,
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

    search_title = models.TextField(
        blank=True, verbose_name="title for search engines", help_text="Empty: the headline."
    )
    social_title = models.TextField(blank=True, verbose_name="title for posts", help_text="Empty: the one above.")
    social_description = models.TextField(blank=True, verbose_name="description for posts", help_text="Empty: the dek.")
    subject = models.TextField(
        blank=True, verbose_name="subject of the e-mail", help_text="Empty: the title for posts."
    )
    appeal = models.CharField(
        max_length=10, choices=APPEALS, default="house", help_text="What readers who can afford to give are asked."
    )
    own_appeal = models.TextField(
        blank=True, verbose_name="its own appeal", help_text="The ways to give stay the house's."
    )

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
        index.AutocompleteField("words"),
        index.FilterField("id"),
        index.FilterField("live"),
        index.FilterField("section_id"),
        index.FilterField("kind"),
        index.FilterField("language"),
        index.FilterField("published"),
        index.FilterField("embargo"),
        index.FilterField("created_by_id"),
    ]

    class Meta:
        verbose_name_plural = "stories"
        ordering = ["-id"]
        permissions = [("change_own_story", "Can change stories of their own")]
        indexes = [
            models.Index(fields=["embargo"], name="story_embargo"),
            models.Index(fields=["published", "key"], name="story_published"),
        ]

    def __str__(self) -> str:
        return self.headline or "Untitled"

    @cached_property
    def words(self) -> str:
        """All that it says, for the search at the desk, which asks for it several times."""
        bylines = (block["value"]["name"] for block in self.bylines.raw_data)
        return " ".join([self.headline, self.dek, *bylines, *words_in(list(self.body.raw_data))])

    @property
    def preview_modes(self) -> list[tuple[str, str]]:
        return list(MODES.items())

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:  # noqa: ARG002 — whoever asks
        from newsroom.desk.showing import shown

        return shown(self, mode_name)

    @property
    def revisions(self) -> Any:
        return self._revisions

    def save_revision(self, *args: Any, overwrite_revision: Any = None, **kwargs: Any) -> Any:
        """An autosave goes into the last version, unless readers or a reviewer have seen that one: then it stays."""
        seen = overwrite_revision and (
            overwrite_revision.pk == self.live_revision_id
            or overwrite_revision.task_states.filter(finished_at__isnull=False).exists()
        )
        return super().save_revision(*args, overwrite_revision=None if seen else overwrite_revision, **kwargs)

    def save(self, *args: Any, **kwargs: Any) -> None:
        """What is published has a date."""
        if self.live and not self.published:
            self.published = self.first_published_at
            if (fields := kwargs.get("update_fields")) is not None:
                kwargs["update_fields"] = {*fields, "published"}
        super().save(*args, **kwargs)

    def full_clean(self, *args: Any, **kwargs: Any) -> None:
        """A story that has no slug gets one of its headline; a slug that another has gets a number."""
        self.slug = free_slug(Story, self.slug, self.headline, self.pk)
        super().full_clean(*args, **kwargs)
