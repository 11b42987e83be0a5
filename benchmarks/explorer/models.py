"""A story as a page."""

from django.db import models
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.search import index

from newsroom.desk.blocks import body_blocks


class StoryPage(Page):
    dek = models.TextField(blank=True)
    body = StreamField(body_blocks(), blank=True)
    published = models.DateTimeField(null=True)

    search_fields = [*Page.search_fields, index.SearchField("dek"), index.SearchField("body")]  # noqa: RUF012

    def __str__(self) -> str:
        return str(self.title)
