"""An issue: stories that go out together, in the order of reading."""

from typing import Any

from django.contrib.contenttypes.fields import GenericRelation
from django.db import models
from django.http import HttpRequest, HttpResponse
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.models import DraftStateMixin, LockableMixin, Orderable, PreviewableMixin, Revision, RevisionMixin
from wagtail.search import index

from newsroom.desk.models.slugs import LONGEST_SLUG, free_slug
from newsroom.desk.models.story import Story
from newsroom.desk.modes import ISSUE_MODES


class Issue(DraftStateMixin, LockableMixin, RevisionMixin, PreviewableMixin, index.Indexed, ClusterableModel):
    title = models.CharField(max_length=200)
    number = models.CharField(max_length=60, blank=True, help_text="Such as Vol. 13, No. 26.")
    introduction = models.TextField(blank=True, help_text="What holds these stories together, before the first.")
    slug = models.SlugField(
        max_length=LONGEST_SLUG, unique=True, blank=True, help_text="The end of its address, below /issues/."
    )
    published = models.DateTimeField(
        null=True, blank=True, verbose_name="dated", help_text="The date on it; empty: when it is first published."
    )

    _revisions = GenericRelation(
        Revision, content_type_field="base_content_type", object_id_field="object_id", related_query_name="issue"
    )

    search_fields = [
        index.SearchField("title", boost=4),
        index.AutocompleteField("title"),
        index.SearchField("introduction"),
        index.FilterField("live"),
    ]

    class Meta:
        ordering = ["-published", "-id"]

    def __str__(self) -> str:
        return self.title or "Untitled"

    @property
    def preview_modes(self) -> list[tuple[str, str]]:
        return list(ISSUE_MODES.items())

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:  # noqa: ARG002 — whoever asks
        from newsroom.desk.showing import shown_issue

        return shown_issue(self, mode_name)

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
        """An issue that has no slug gets one of its title; a slug that another has gets a number."""
        self.slug = free_slug(Issue, self.slug, self.title, self.pk)
        super().full_clean(*args, **kwargs)


class IssueStory(Orderable):
    """A story in its place."""

    issue = ParentalKey(Issue, on_delete=models.CASCADE, related_name="stories")
    story = models.ForeignKey(Story, on_delete=models.CASCADE, related_name="+")

    class Meta(Orderable.Meta):
        verbose_name = "story"

    def __str__(self) -> str:
        return str(self.story)
