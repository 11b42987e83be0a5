"""The form that a story is written in."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from taggit.utils import parse_tags
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.widgets import AdminAutoHeightTextInput
from wagtail.snippets.widgets import AdminSnippetChooser

from newsroom.desk.models import Story, Storyline, Topic
from newsroom.desk.queries import pictures_for, pictures_written, stories_for


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


def _whole(text: str) -> int:
    """A number of a row; 0, which no row has, for what is none."""
    return int(text) if text.isascii() and text.isdigit() else 0


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


def counted(most: int, *, rows: int = 0, else_of: str = "") -> forms.Widget:
    """A field that counts its characters, and says when they are too many to be shown whole.

    Empty, it shows what stands for it: the field named `else_of`.
    """
    attrs = {"data-desk-most": most, **({"data-desk-else": f"id_{else_of}"} if else_of else {})}
    return AdminAutoHeightTextInput(attrs | {"rows": rows}) if rows else forms.TextInput(attrs)


class Chooser(AdminSnippetChooser):
    """A chooser that is started without a script inside the page."""

    def render(self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None) -> SafeString:
        html, _, _ = str(super().render(name, value, attrs, renderer)).rpartition("<script>")
        number = (attrs or {}).get("id") or f"id_{name}"
        options = json.dumps(self.get_js_init_options(number, name, self.get_value_data(value)))
        mark = '<template data-chooser="Snippet" data-for="{}" data-config="{}"></template>'
        return SafeString(html + format_html(mark, number, options))


class DraftForm(WagtailAdminModelForm):
    """A form that knows whether what it holds is for readers; a draft may lack what readers must have."""

    is_for_readers = True

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        for name in {"go_live_at", "expire_at", "embargo"} & self.fields.keys():
            told = f"In the time of {timezone.get_current_timezone_name()}."
            self.fields[name].help_text = f"{self.fields[name].help_text} {told}".strip()
        if not self.for_user.has_perm("desk.change_story"):
            self._leave_hidden_out()

    def _leave_hidden_out(self) -> None:
        """A number that was typed into a request is nothing, where it is that of a story or picture not to be seen."""
        now = timezone.now()
        stories = Story.objects.filter(
            Q(pk__in=stories_for(self.for_user, now).values("pk")) | Q(pk=self.instance.translation_of_id)
        )
        if "translation_of" in self.fields:
            self.fields["translation_of"].queryset = stories
        if not self.is_bound:
            return
        pictures = pictures_for(self.for_user, now)
        written = pictures_written(self.instance)
        sent: QueryDict = self.data.copy()  # type: ignore[has-type]  # what Django's form was given
        self.data = sent
        for name in sent:
            number = _whole(str(sent[name]))
            if name.endswith("-image") and number not in written and not pictures.filter(pk=number).exists():
                sent[name] = ""
            if name == self.add_prefix("translation_of") and not stories.filter(pk=number).exists():
                sent[name] = ""

    def defer_required_fields(self) -> None:
        self.is_for_readers = False
        super().defer_required_fields()

    def restore_required_fields(self) -> None:
        self.is_for_readers = True
        super().restore_required_fields()


class _Chosen(DraftForm):
    """A form with stories in an order; each stands once."""

    chosen = ""

    def stories(self) -> list[Story]:
        forms = [form for form in self.formsets[self.chosen].forms if form.is_valid()]
        kept = [form.cleaned_data for form in forms if not form.cleaned_data.get("DELETE")]
        return [one["story"] for one in kept if one.get("story")]

    def clean(self) -> dict[str, Any]:
        found: dict[str, Any] = super().clean()
        for story, count in Counter(self.stories()).items():
            if count > 1:
                self.add_error(None, f"“{story}” is chosen {count} times; keep one.")
        return found


class PickForm(_Chosen):
    chosen = "picks"


class IssueForm(_Chosen):
    chosen = "stories"

    def clean(self) -> dict[str, Any]:
        found = super().clean()
        if not self.is_for_readers:
            return found
        if not self.stories():
            self.add_error(None, "Choose the stories of this issue; without any there is nothing to publish.")
        when, start = found.get("published"), found.get("go_live_at") or timezone.now()
        if when and when > start:
            self.add_error("published", "This is later than it is published. Schedule the issue for then instead.")
        return found


class StoryForm(DraftForm):
    topics = NamesField(Topic, help_text="What it is about; a comma ends one.")
    storylines = NamesField(Storyline, help_text="The developing stories that it belongs to.")
    # No field of the story: what is said here goes into its history.
    why = forms.CharField(
        required=False, max_length=200, label="Why it is changed", help_text="For colleagues; it stands in the history."
    )

    class Meta:
        widgets = {"translation_of": Chooser(model=Story)}

    def save(self, commit: bool = True) -> Story:  # noqa: FBT001, FBT002 — as Django's forms have it
        if self.instance.pk is None:
            self.instance.created_by = self.for_user
        story: Story = super().save(commit)
        return story

    def clean(self) -> dict[str, Any]:
        found: dict[str, Any] = super().clean()
        if not self.is_for_readers:
            return found
        for name, problem in problems_in(found):
            self.add_error(name, problem)
        return found


def problems_in(found: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """What a story lacks that readers must have: the field, and a sentence."""
    if found.get("partner"):
        for name in ("origin_address", "origin_title", "origin_published"):
            if not found.get(name):
                yield name, "A story from elsewhere names where, what and when it was first."
        if not found.get("origin_licence") and not found["partner"].licence:
            yield "origin_licence", "Say under which licence or permission it is republished, here or at the partner."
    if found.get("appeal") == "own" and not found.get("own_appeal", "").strip():
        yield "own_appeal", "Write the story's own appeal, or choose the house's or none."
    if found.get("series_position") and not found.get("series"):
        yield "series", "Choose the series that this is a part of."


def problems_for_readers(row: Story) -> Iterator[tuple[str, str]]:
    """The same of a row that is about to be published."""
    names = (
        *("partner", "origin_address", "origin_title", "origin_published", "origin_licence"),
        *("series", "series_position", "appeal", "own_appeal"),
    )
    return problems_in({name: getattr(row, name) for name in names})
