"""What stands around the stories: pages, the front page, redirects, the house as it was."""

from typing import Any

from django.conf import settings
from django.contrib.contenttypes.fields import GenericRelation
from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest, HttpResponse
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.fields import StreamField
from wagtail.models import DraftStateMixin, LockableMixin, Orderable, PreviewableMixin, Revision, RevisionMixin
from wagtail.search import index

from freesheet.site.addresses import RESERVED
from freesheet.site.redirects import BadRow, Row, other_slash, row_of
from newsroom.desk.blocks import body_blocks
from newsroom.desk.models.slugs import LONGEST_SLUG, free_slug
from newsroom.desk.models.story import Story


class FixedPage(DraftStateMixin, LockableMixin, RevisionMixin, PreviewableMixin, index.Indexed, models.Model):
    """A page that is not of the news: about, contact, privacy. The one called `give` stands above the ways to give."""

    title = models.CharField(max_length=200)
    slug = models.SlugField(
        max_length=LONGEST_SLUG,
        unique=True,
        blank=True,
        help_text="Its address, such as about. A page called give stands above the ways to give.",
    )
    position = models.PositiveSmallIntegerField(
        default=10, verbose_name="place", help_text="Among the links at the foot of each page; the lowest is first."
    )
    language = models.CharField(max_length=20, default="en", help_text="Such as en, es, ht, ar.")
    body = StreamField(body_blocks(), blank=True)

    _revisions = GenericRelation(
        Revision, content_type_field="base_content_type", object_id_field="object_id", related_query_name="fixedpage"
    )

    search_fields = [index.SearchField("title", boost=4), index.AutocompleteField("title"), index.SearchField("body")]

    class Meta:
        verbose_name = "page"
        ordering = ["position", "slug"]

    def __str__(self) -> str:
        return self.title or "Untitled"

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:  # noqa: ARG002 — there is one mode
        from newsroom.desk.showing import shown_page

        return shown_page(self)

    @property
    def revisions(self) -> Any:
        return self._revisions

    def full_clean(self, *args: Any, **kwargs: Any) -> None:
        """A page that has no slug gets one of its title; a slug that another has gets a number."""
        self.slug = free_slug(FixedPage, self.slug, self.title, self.pk)
        super().full_clean(*args, **kwargs)

    def clean(self) -> None:
        super().clean()
        if self.slug in RESERVED - {"give"}:
            raise ValidationError({"slug": f"The site keeps /{self.slug}/ for itself; choose another address."})
        if story := Story.objects.filter(slug=self.slug, live=True).first():
            raise ValidationError({"slug": f"The story “{story}” has the address /{self.slug}/; choose another."})


class FrontPage(DraftStateMixin, RevisionMixin, PreviewableMixin, ClusterableModel):
    """What stands on top of the front page; there is one."""

    _revisions = GenericRelation(
        Revision, content_type_field="base_content_type", object_id_field="object_id", related_query_name="frontpage"
    )

    class Meta:
        verbose_name = verbose_name_plural = "front page"

    def __str__(self) -> str:
        return "Front page"

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:  # noqa: ARG002 — there is one mode
        from newsroom.desk.showing import shown_front

        return shown_front(self)

    @property
    def revisions(self) -> Any:
        return self._revisions

    @classmethod
    def only(cls) -> "FrontPage":
        """The one that there is; made where it is missing."""
        front: FrontPage = cls.objects.get_or_create(pk=1, defaults={"live": True})[0]
        return front


class Pick(Orderable):
    """A story on top of the front page, in its place."""

    front = ParentalKey(FrontPage, on_delete=models.CASCADE, related_name="picks")
    story = models.ForeignKey(Story, on_delete=models.CASCADE, related_name="+")

    class Meta(Orderable.Meta):
        verbose_name = "story"

    def __str__(self) -> str:
        return str(self.story)


class Redirect(index.Indexed, models.Model):
    """An old address, and where it leads now."""

    STATUSES = [(301, "Moved for good (301)"), (302, "For a while (302)"), (308, "Moved (308)"), (410, "Gone (410)")]

    source = models.CharField(
        max_length=1000,
        unique=True,
        verbose_name="old address",
        help_text="A path such as /2019/05/gauge/ or /?p=123. Without a query it stands for any; a slash at the end "
        "makes no difference.",
    )
    target = models.CharField(
        max_length=1000,
        blank=True,
        verbose_name="leads to",
        help_text="A path of the site, or a whole address that begins with https://; empty when it is gone.",
    )
    status = models.PositiveSmallIntegerField(choices=STATUSES, default=301, verbose_name="how")

    search_fields = [index.AutocompleteField("source"), index.AutocompleteField("target")]

    class Meta:
        ordering = ["source"]

    def __str__(self) -> str:
        return f"{self.source} → {self.target or 'gone'}"

    @property
    def row(self) -> Row:
        return Row(0, self.source, self.target, self.status, kept=True)  # type: ignore[arg-type]

    def clean(self) -> None:
        """Both addresses as browsers send them; nothing that leads back to where it began."""
        from newsroom.desk.houses import house
        from newsroom.desk.redirects import circle

        super().clean()
        try:
            row = row_of((self.source or "", self.target or "", str(self.status)), 0, house().site)
        except BadRow as error:
            raise ValidationError(str(error)[:1].upper() + str(error)[1:]) from error
        self.source, self.target = row.source, row.target
        self._refuse_taken()
        if circle(self.row, self.pk):
            raise ValidationError(f"{row.source} would lead in a circle, back to where it began.")

    def _refuse_taken(self) -> None:
        """One answer for each address, whether it ends in a slash or not; none for a page that readers see."""
        other = Redirect.objects.filter(source=other_slash(self.source)).exclude(pk=self.pk).first()
        if other:
            raise ValidationError({"source": f"{other.source} has one; a slash at the end makes no difference."})
        story = Story.objects.filter(slug=self.source.strip("/"), live=True).first()
        if story:
            raise ValidationError({"source": f"{self.source} is the address of the story “{story}”, which is shown."})


class HouseVersion(models.Model):
    """The house's settings as somebody left them."""

    text = models.TextField()
    made = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    why = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["-id"]
        default_permissions = ()
        permissions = [("change_house", "Can change the house's settings")]

    def __str__(self) -> str:
        return f"The house on {self.made:%d %B %Y, %H:%M}"
