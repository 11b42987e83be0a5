"""The form that a story is written in."""

import json
from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from taggit.utils import parse_tags
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.snippets.widgets import AdminSnippetChooser

from newsroom.desk.models import Story, Storyline, Topic


class Names(forms.TextInput):
    """A field that offers the names of terms while one is typed; a new name makes a new term."""

    template_name = "django/forms/widgets/text.html"

    def __init__(self, kind: type[models.Model]) -> None:
        self.kind = kind
        super().__init__({"data-controller": "w-tag"})

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        options = {"allowSpaces": True, "tagLimit": None, "autocompleteOnly": False}
        context["widget"]["attrs"] |= {
            "data-w-tag-options-value": json.dumps(options),
            "data-w-tag-url-value": reverse("desk_names", args=[self.kind._meta.model_name]),
        }
        return context

    def format_value(self, value: Any) -> str:
        if isinstance(value, str) or value is None:
            return value or ""
        names = self._names(value)
        return ", ".join(f'"{name}"' if "," in name or " " in name else name for name in names)

    def _names(self, value: Iterable[Any]) -> list[str]:
        given = list(value)
        known = {
            term.pk: str(term) for term in self.kind._default_manager.filter(pk__in=[_number(one) for one in given])
        }
        return [known[number] for one in given if (number := _number(one)) in known]


def _number(one: Any) -> int:
    return one.pk if isinstance(one, models.Model) else int(one)


class NamesField(forms.Field):
    """Terms by their names, in the order in which they were typed."""

    def __init__(self, kind: type[models.Model], **options: Any) -> None:
        self.kind = kind
        super().__init__(required=False, widget=Names(kind), **options)

    def clean(self, value: Any) -> list[models.Model]:
        names = [" ".join(name.split()) for name in _typed(value or "")]
        if long := next((name for name in names if len(name) > 120), ""):
            raise ValidationError(f"“{long[:40]}…” is longer than 120 characters.")
        return [self._term(name) for name in dict.fromkeys(filter(None, names))]

    def _term(self, name: str) -> models.Model:
        """The term of this name, however it is written in large and small letters."""
        manager = self.kind._default_manager
        return manager.filter(name__iexact=name).first() or manager.create(name=name)

    def has_changed(self, initial: Any, data: Any) -> bool:
        return [_number(one) for one in initial or ()] != [one.pk for one in self.clean(data)]


def _typed(text: str) -> Sequence[str]:
    return parse_tags(text) if '"' in text or "," in text else [text]


class Chooser(AdminSnippetChooser):
    """A chooser that is started without a script inside the page."""

    def render(self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None) -> SafeString:
        html, _, _ = str(super().render(name, value, attrs, renderer)).rpartition("<script>")
        number = (attrs or {}).get("id") or f"id_{name}"
        options = json.dumps(self.get_js_init_options(number, name, self.get_value_data(value)))
        mark = '<template data-chooser="Snippet" data-for="{}" data-config="{}"></template>'
        return SafeString(html + format_html(mark, number, options))


class StoryForm(WagtailAdminModelForm):
    topics = NamesField(Topic, help_text="What it is about; a comma ends one.")
    storylines = NamesField(Storyline, help_text="The developing stories that it belongs to.")

    class Meta:
        widgets = {"translation_of": Chooser(model=Story)}

    is_for_readers = True

    def defer_required_fields(self) -> None:
        """A draft may lack what readers must have."""
        self.is_for_readers = False
        super().defer_required_fields()

    def restore_required_fields(self) -> None:
        self.is_for_readers = True
        super().restore_required_fields()

    def save(self, commit: bool = True) -> Story:  # noqa: FBT001, FBT002 — as Django's forms have it
        if self.instance.pk is None:
            self.instance.created_by = self.for_user
        story: Story = super().save(commit)
        return story

    def clean(self) -> dict[str, Any]:
        found: dict[str, Any] = super().clean()
        if not self.is_for_readers:
            return found
        if found.get("partner"):
            for name in ("origin_address", "origin_title", "origin_published"):
                if not found.get(name):
                    self.add_error(name, "A story from elsewhere names where, what and when it was first.")
        if found.get("series_position") and not found.get("series"):
            self.add_error("series", "Choose the series that this is a part of.")
        return found
