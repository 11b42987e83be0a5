"""What a story is filed under, and whom it came from. A story stays when one of these goes."""

from django.db import models
from wagtail.search import index


class Term(index.Indexed, models.Model):
    """A name that stories share."""

    name = models.CharField(max_length=120, unique=True)

    search_fields = [index.SearchField("name"), index.AutocompleteField("name")]

    class Meta:
        abstract = True
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Section(Term):
    """The part of the paper that a story stands in; each has one at the most."""


class Topic(Term):
    """What a story is about."""


class Storyline(Term):
    """A developing story, told by several."""


class Series(Term):
    """Stories that are read in order."""

    parts = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="How many it will have, if that is known."
    )

    class Meta(Term.Meta):
        verbose_name_plural = "series"


class Partner(Term):
    """Another publisher, and what was agreed with it."""

    address = models.URLField(blank=True, help_text="Its site.")
    licence = models.CharField(max_length=200, blank=True, help_text="The terms under which its stories come.")
    canonical = models.BooleanField(
        default=True, verbose_name="search engines keep its page", help_text="Ours names its page as the original."
    )
    noindex = models.BooleanField(
        default=False, verbose_name="search engines leave ours out", help_text="Our page asks not to be listed."
    )
    wording = models.TextField(
        blank=True, help_text="A sentence that it asks for, in the notice of where a story was first."
    )
