"""Pictures, with what must be told of them wherever they stand."""

from pathlib import PurePosixPath
from typing import Any

from django.db import models, transaction
from wagtail.images.models import AbstractImage, AbstractRendition, Image

from freesheet.story.slug import slug_of


class Picture(AbstractImage):
    """A picture. `name` is the file that stories call it by, and no other picture's; `description` its alt text."""

    name = models.CharField(max_length=150, unique=True, editable=False)
    caption = models.TextField(blank=True, help_text="Used where a story says nothing else.")
    credit = models.CharField(max_length=200, blank=True, help_text="Who made it.")
    credit_address = models.URLField(blank=True, verbose_name="address of the credit")
    licence = models.CharField(max_length=200, blank=True, verbose_name="terms")
    republishable = models.BooleanField(default=False, verbose_name="others may republish it with the story")
    told = models.JSONField(default=dict, editable=False, help_text="What its file told, by the field that it filled.")

    admin_form_fields = [
        "title",
        "file",
        "description",
        "caption",
        "credit",
        "credit_address",
        "licence",
        "republishable",
        "collection",
        "tags",
        *[name for name in Image.admin_form_fields if name.startswith("focal_point")],
    ]

    @property
    def default_alt_text(self) -> str:
        """Never the title, which is the file's name."""
        return str(self.description)

    def save(self, *args: Any, **kwargs: Any) -> None:
        """A picture has a name of its own from the first."""
        with transaction.atomic():
            self.name = self.name or free_name(self.file.name)
            super().save(*args, **kwargs)


class Rendition(AbstractRendition):
    """A picture in one of the sizes that the desk shows."""

    image = models.ForeignKey(Picture, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=("image", "filter_spec", "focal_point_key"), name="one_rendition_of_a_size")
        ]


def free_name(file: str) -> str:
    """A file's name that no other picture of the desk has."""
    path = PurePosixPath(file)
    stem, ending = slug_of(path.stem), path.suffix.lower()
    free, count = f"{stem}{ending}", 1
    while Picture.objects.filter(name=free).exists():
        count += 1
        free = f"{stem}-{count}{ending}"
    return free
