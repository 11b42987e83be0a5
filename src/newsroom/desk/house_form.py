"""The form of the house's settings: made of the settings themselves, so that a new one has its field by itself."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from zoneinfo import available_timezones

import msgspec
from django import forms

from freesheet.house import BadHouse
from freesheet.site.logo import BadLogo
from newsroom.desk import house_file
from newsroom.desk.around_actions import logo_name
from newsroom.desk.house_file import SETTINGS, Setting, Value

LARGEST_LOGO = 2_000_000
ELSEWHERE = (
    "The file house.toml was changed meanwhile, not at the desk. Save again, and what stands here replaces what it has."
)


@dataclass(frozen=True, slots=True)
class Group:
    """Settings that stand together."""

    title: str
    names: tuple[str, ...]


def _table(name: str) -> tuple[str, ...]:
    return tuple(one for one in SETTINGS if one.startswith(f"{name}."))


# Every setting stands in one of these.
GROUPS = (
    Group("Who publishes", ("name", "site", "contact", "postal", "language", "time_zone")),
    Group("The site", _table("front")),
    Group("Look", _table("look")),
    Group("Terms", ("licence", "licence_address", "republish")),
    Group("Appeal", _table("appeal")),
    Group("Printing", _table("printing")),
    Group("The house as a publication", _table("publication")),
    Group("Its own pages", _table("policies")),
    Group("For machines", ("authority", "logo", "change_password")),
)
LABELS = {
    "site": "Address on the web",
    "postal": "Postal address",
    "contact": "E-mail address",
    "licence_address": "Address of the licence",
    "republish": "To republish",
    "authority": "Name for feed readers",
    "logo": "Address of the logo for machines",
    "change_password": "Page to change a password at",
    "front.stories": "Stories on the front page",
    "front.take_stories": "Stories to take along",
    "front.refused_robots": "Robots that are asked to stay away",
    "look.accent": "Colour",
    "appeal.address": "Page to give at",
    "appeal.text": "What the house asks",
    "printing.price_cents": "Price of a side, in cents",
    "publication.number": "Volume and number",
    "publication.address": "Publisher’s postal address",
}
IN_LINES = {"postal", "republish", "appeal.text", "appeal.cheque", "publication.address"}
_NAMED = re.compile(r"`([a-z_.]+)`")


def label(name: str) -> str:
    """What a setting is called at the desk."""
    return LABELS.get(name) or name.rpartition(".")[2].replace("_", " ").capitalize()


class Lines(forms.CharField):
    """Several values, one on each line."""

    widget = forms.Textarea({"rows": 4})

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, tuple) else value

    def to_python(self, value: Any) -> Any:
        return tuple(line.strip() for line in str(super().to_python(value)).splitlines() if line.strip())


def _field(setting: Setting) -> forms.Field:
    shown: dict[str, Any] = {"label": label(setting.name), "help_text": setting.told, "required": False}
    kind = msgspec.inspect.type_info(setting.field.type)
    if isinstance(kind, msgspec.inspect.Metadata):
        kind = kind.type
    match kind:
        case msgspec.inspect.LiteralType(values):
            return forms.ChoiceField(choices=[(value, str(value).capitalize()) for value in values], **shown)
        case msgspec.inspect.IntType(ge=least, le=most):
            return forms.IntegerField(min_value=least, max_value=most, **{**shown, "required": True})
        case msgspec.inspect.VarTupleType():
            return Lines(**{**shown, "help_text": f"{setting.told} One on each line."})
        case _ if setting.name == "time_zone":
            return forms.ChoiceField(choices=[(zone, zone.replace("_", " ")) for zone in _zones()], **shown)
        case _ if setting.name == "look.accent":
            return forms.CharField(widget=forms.TextInput({"type": "color"}), **shown)
        case _ if setting.name in IN_LINES:
            return forms.CharField(widget=forms.Textarea({"rows": 3}), **shown)
        case _:
            return forms.CharField(**shown)


def _zones() -> list[str]:
    return sorted(zone for zone in available_timezones() if "/" in zone or zone == "UTC")


class HouseForm(forms.Form):
    """Every setting, with the digest of the file that they were read from."""

    seen = forms.CharField(widget=forms.HiddenInput)
    why = forms.CharField(
        required=False, max_length=200, label="Why it is changed", help_text="For colleagues; it stands in the history."
    )
    logo_file = forms.FileField(
        required=False, label="A new logo", help_text="SVG, PNG, JPEG or WebP; it is put into the theme."
    )

    def __init__(self, *args: Any, text: str, base: str | None, logos: Iterable[str], **options: Any) -> None:
        """`text` is what the file has, `base` what it had when the form was opened; None: nobody knows.

        Raises BadHouse for a house that has a mistake in it.
        """
        self.text, self.base = text, base
        had: Mapping[str, Value] = house_file.values(house_file.read(text))
        options["label_suffix"] = ""
        options["initial"] = {**had, "seen": house_file.digest(text)}
        super().__init__(*args, **options)
        for name, setting in SETTINGS.items():
            self.fields[name] = _field(setting)
        zone = self.fields["time_zone"]
        if isinstance(zone, forms.ChoiceField) and had["time_zone"] not in dict(zone.choices):  # type: ignore[arg-type]
            zone.choices = [*zone.choices, (had["time_zone"], had["time_zone"])]  # type: ignore[misc]
        names = dict.fromkeys([*logos, str(had["look.logo"])])
        choices = [("", "None: the name is written"), *((name, name) for name in names if name)]
        self.fields["look.logo"] = forms.ChoiceField(
            choices=choices, required=False, label="Logo", help_text=SETTINGS["look.logo"].told
        )
        self.new_text = text
        self.new_logo: tuple[str, bytes] | None = None

    @property
    def groups(self) -> list[tuple[str, list[forms.BoundField]]]:
        """The fields as they stand on the page."""
        shown = [(group.title, [self[name] for name in group.names]) for group in GROUPS]
        next(fields for title, fields in shown if title == "Look").append(self["logo_file"])
        return shown

    def clean(self) -> dict[str, Any]:
        found: dict[str, Any] = super().clean() or {}
        if self.errors:
            return found
        wanted = {name: _plain(found[name]) for name in SETTINGS}
        if file := found.get("logo_file"):
            wanted["look.logo"] = self._logo(file) or wanted["look.logo"]
        try:
            self.new_text = house_file.changed(self.text, self._mine(wanted))
        except BadHouse as error:
            for problem in error.problems:
                self._refuse(problem)
        return found

    def _mine(self, wanted: Mapping[str, Value]) -> dict[str, Value]:
        """What this person has changed; what somebody else has changed meanwhile to something else is refused."""
        now = house_file.values(house_file.read(self.text))
        before = now if self.base is None else house_file.values(house_file.read(self.base))
        if self.base is None:
            self.add_error(None, ELSEWHERE)
        mine = {name: value for name, value in wanted.items() if value != before[name]}
        for name, value in mine.items():
            if now[name] not in (before[name], value):
                other = told(now[name]) or "nothing"
                self.add_error(name, f"Somebody else has changed this meanwhile, to: {other}. Save again for yours.")
        return mine

    def _logo(self, file: Any) -> str:
        if (file.size or 0) > LARGEST_LOGO:
            self.add_error("logo_file", f"A logo has at most {LARGEST_LOGO / 1e6:.0f} MB.")
            return ""
        data = file.read()
        try:
            name = logo_name(name=str(file.name), data=data)
        except BadLogo as error:
            self.add_error("logo_file", str(error))
            return ""
        self.new_logo = name, data
        return name

    def _refuse(self, problem: str) -> None:
        """Put what the house refuses beside the setting that it is about."""
        sentence = problem.removeprefix(f"{house_file.NAME}: ")
        about = _NAMED.match(sentence)
        name = about[1] if about and about[1] in self.fields else None
        self.add_error(name, sentence.replace(f"`{name}`", f"“{label(name)}”") if name else sentence)


def _plain(value: Any) -> Value:
    return value.replace("\r\n", "\n").strip() if isinstance(value, str) else value


def told(value: Value) -> str:
    """A value in words."""
    return "\n".join(value) if isinstance(value, tuple) else str(value)


class HouseText(forms.Form):
    """The file itself, for a house that has a mistake in it."""

    seen = forms.CharField(widget=forms.HiddenInput)
    text = forms.CharField(label="house.toml", widget=forms.Textarea({"rows": 24, "spellcheck": "false"}))

    def clean_text(self) -> str:
        text = str(self.cleaned_data["text"]).replace("\r\n", "\n").rstrip() + "\n"
        try:
            house_file.read(text)
        except BadHouse as error:
            raise forms.ValidationError(list(error.problems)) from error
        return text


assert {name for group in GROUPS for name in group.names} == set(SETTINGS)  # noqa: S101 — no setting without a place
