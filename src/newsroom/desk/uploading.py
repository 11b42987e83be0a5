"""The form of a picture: what is no harmless picture is refused, and what the file tells of itself is filled in."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm

from freesheet.edition import MissingPicture
from freesheet.pictures import fit
from newsroom.desk.embedded import embedded_in

# The fields that a file may tell, by what it tells.
FILLED = {"caption": "caption", "credit": "credit", "licence": "licence", "description": "alt"}
TOLD = "The file itself says so; change it if it is wrong."


class PictureField(WagtailImageField):
    """Looks at a picture before Wagtail does, which decodes a bomb in order to measure it."""

    def to_python(self, data: Any) -> Any:
        if isinstance(data, UploadedFile):
            self.check_image_file_size(data)
            try:
                # The whole picture is decoded: one that is cut off is found here, and not on paper.
                fit(_bytes(data), _shown(data.name or ""), width=1)
            except MissingPicture as error:
                raise ValidationError(str(error)) from error
        return super().to_python(data)


class PictureForm(BaseImageForm):
    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        if file := self.fields.get("file"):
            self.fields["file"] = PictureField(label=file.label, required=file.required, widget=file.widget)
        if text := self.fields.get("description"):
            text.label = "What it shows"
            text.help_text = "For who can't see it. Wherever a story says nothing else. It is never made up."
        for name, value in self.instance.told.items():
            if name in self.fields and value == getattr(self.instance, name):
                self.fields[name].help_text = TOLD

    def clean(self) -> dict[str, Any]:
        """Fill in what the file tells, where the person who uploads it says nothing."""
        found: dict[str, Any] = super().clean() or self.cleaned_data
        file = found.get("file")
        if isinstance(file, UploadedFile):
            embedded, told = embedded_in(_bytes(file)), dict[str, str]()
            for name, kind in FILLED.items():
                value = getattr(embedded, kind)[: self.instance._meta.get_field(name).max_length]
                if value and not (found.get(name) or getattr(self.instance, name)):
                    told[name] = value
                    setattr(self.instance, name, value)
                    found[name] = value
            self.instance.told = told
        return found

    class Meta(BaseImageForm.Meta):
        widgets = {**BaseImageForm.Meta.widgets, "caption": forms.Textarea({"rows": 2})}


def _bytes(file: "UploadedFile[Any]") -> bytes:
    file.seek(0)
    data: bytes = file.read()
    file.seek(0)
    return data


def _shown(name: str) -> str:
    """A file's name without what would change how a sentence reads: control characters, changes of direction."""
    return "".join(char for char in name if char.isprintable()) or "picture"
