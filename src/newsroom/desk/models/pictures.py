"""Pictures, with what must be told of them wherever they stand."""

from django.db import models
from wagtail.images.models import AbstractImage, AbstractRendition, Image


class Picture(AbstractImage):
    """A picture. `name` is the file that stories call it by, and no other picture's; `description` its alt text."""

    name = models.CharField(max_length=150, unique=True, editable=False)
    caption = models.TextField(blank=True, help_text="Used where a story says nothing else.")
    credit = models.CharField(max_length=200, blank=True, help_text="Who made it.")
    credit_address = models.URLField(blank=True, verbose_name="address of the credit")
    licence = models.CharField(max_length=200, blank=True, verbose_name="terms")
    republishable = models.BooleanField(default=False, verbose_name="others may republish it with the story")

    class Meta(AbstractImage.Meta):
        permissions = [("choose_picture", "Can choose pictures")]

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


class Rendition(AbstractRendition):
    """A picture in one of the sizes that the desk shows."""

    image = models.ForeignKey(Picture, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=("image", "filter_spec", "focal_point_key"), name="one_rendition_of_a_size")
        ]
