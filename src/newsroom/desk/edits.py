"""A change of a story that an editor's own tool sends: read, and brought into the story's row."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from hashlib import sha1
from pathlib import Path
from typing import Annotated, Any

import msgspec
from django.conf import settings
from msgspec import UNSET, Meta, Struct, UnsetType
from msgspec.structs import replace as with_fields

from freesheet.intake import Arrival, Drop, NotTaken, Raw, take
from freesheet.markup.markdown import escaped
from freesheet.refusal import told as refused
from freesheet.story import nodes
from freesheet.story.file import BadStory, clean, sound
from freesheet.story.nodes import Heading
from freesheet.story.walk import pictures_in, text_of
from newsroom.desk.body import TooDeep
from newsroom.desk.models import Partner, Picture, Section, Series, Story, Storyline, Topic
from newsroom.desk.refusals import NotAllowed, Unfit
from newsroom.desk.stories import fields_of
from newsroom.staff.models import User

# A story of twenty thousand words is a tenth of it.
LARGEST = 10_000_000
# As many characters as a term's name may have.
LONGEST_NAME = 120
# An instant of another year is a slip, and some databases can't keep it.
FIRST_YEAR, LAST_YEAR = 1500, 2200


class Edit(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """What is to be changed in a story: what is not named stays as it is.

    `markdown` is the body in Markdown, in place of `body`; what its front matter tells is taken over too. Sections,
    topics and others are named as at the desk, pictures by the file that the desk calls them.
    """

    headline: Annotated[str, Meta(min_length=1, max_length=300)] | UnsetType = UNSET
    slug: nodes.Slug | UnsetType = UNSET
    kind: nodes.Kind | UnsetType = UNSET
    language: Annotated[nodes.Language, Meta(max_length=20)] | UnsetType = UNSET
    dek: str | UnsetType = UNSET
    bylines: tuple[nodes.Byline, ...] | UnsetType = UNSET
    lead: nodes.Picture | UnsetType | None = UNSET
    body: nodes.Blocks | UnsetType = UNSET
    markdown: str | UnsetType = UNSET
    sources: tuple[nodes.Source, ...] | UnsetType = UNSET
    section: str | UnsetType = UNSET
    topics: tuple[str, ...] | UnsetType = UNSET
    storylines: tuple[str, ...] | UnsetType = UNSET
    series: nodes.Series | UnsetType | None = UNSET
    translation_of: str | UnsetType = UNSET
    published: nodes.Instant | UnsetType | None = UNSET
    updated: nodes.Instant | UnsetType | None = UNSET
    embargo: nodes.Instant | UnsetType | None = UNSET
    origin: nodes.Origin | UnsetType | None = UNSET
    licence: Annotated[str, Meta(max_length=200)] | UnsetType = UNSET
    terms: str | UnsetType = UNSET
    titles: nodes.Titles | UnsetType | None = UNSET
    appeal: str | UnsetType | None = UNSET
    remarks: str | UnsetType = UNSET


# What Markdown's front matter may tell of a story, beside its body.
FROM_MARKDOWN = frozenset(Edit.__struct_fields__) & frozenset(nodes.Story.__struct_fields__) - {"published", "updated"}


def edit_of(data: bytes) -> Edit:
    """What a tool sent. Raises Unfit."""
    try:
        edit: Edit = msgspec.convert(clean(msgspec.json.decode(data)), Edit)
    except (RecursionError, UnicodeDecodeError) as error:
        raise Unfit("What was sent is nested too deep, or is no text in UTF-8.") from error
    except msgspec.ValidationError as error:
        raise Unfit(refused(error, "What was sent")) from error
    except msgspec.DecodeError as error:
        raise Unfit(f"What was sent is not JSON: {error}.") from error
    if edit.markdown is not UNSET and edit.body is not UNSET:
        raise Unfit("The body was sent twice: as `body` and as `markdown`; send one of them.")
    return edit


@dataclass(frozen=True, slots=True)
class Given:
    """What is to be changed, by name; what of the Markdown was left out; the desk's pictures that it names."""

    fields: dict[str, Any]
    left_out: tuple[Drop, ...] = ()
    pictures: Mapping[str, int | None] = field(default_factory=dict)


def given(edit: Edit, headline: str) -> Given:
    """Raises Unfit."""
    found = {name: value for name in Edit.__struct_fields__ if (value := getattr(edit, name)) is not UNSET}
    for name in ("published", "updated", "embargo"):
        when = found.get(name)
        if when and not FIRST_YEAR <= when.year <= LAST_YEAR:
            raise Unfit(f"`{name}` is in the year {when.year}; it must be between {FIRST_YEAR} and {LAST_YEAR}.")
    if "markdown" not in found:
        return Given(found)
    arrival = _arrival(str(found.pop("markdown")), found.get("headline") or headline)
    said = {name: getattr(arrival.story, name) for name in FROM_MARKDOWN}
    new = {name: value for name, value in said.items() if name == "body" or value != _DEFAULTS.get(name)}
    hung = {
        file: Picture.objects.filter(file_hash=sha1(data, usedforsecurity=False).hexdigest())
        .values_list("pk", flat=True)
        .first()
        for file, data in arrival.pictures.items()
    }
    kept = dict.fromkeys(arrival.drops)
    return Given({**new, **found}, tuple(kept), {**dict.fromkeys(_named(arrival.story)), **hung})


def _arrival(text: str, headline: str) -> Arrival:
    """The story of Markdown, which may have a headline of its own. Raises Unfit."""
    has_front = text.lstrip("\ufeff").startswith(("---", "+++"))
    titled = f"# {escaped(headline)}\n\n{text}" if headline and not has_front else text
    try:
        arrival = take(Raw(titled.encode(), "markdown.md", sibling=_picture_bytes, why_not=_no_picture))
    except NotTaken as error:
        raise Unfit(str(error)) from error
    first = arrival.story.body[0] if arrival.story.body else None
    if headline and isinstance(first, Heading) and text_of(first.content) == arrival.story.headline:
        return replace(arrival, story=with_fields(arrival.story, body=arrival.story.body[1:]))
    return arrival


def _named(story: nodes.Story) -> Iterator[str]:
    return (picture.file for picture in pictures_in(story))


def _picture_bytes(name: str) -> bytes | None:
    picture = Picture.objects.filter(name=name).first()
    try:
        return Path(settings.MEDIA_ROOT, picture.file.name).read_bytes() if picture else None
    except OSError:
        return None


def _no_picture(name: str) -> str:
    return f"There is no picture {name} at the desk; upload it there, and name it as the desk does."


def apply(row: Story, sent: Given, user: User) -> None:
    """Set the fields of a row. Raises NotAllowed, Unfit."""

    def hang(picture: nodes.Picture) -> int | None:
        if picture.file in sent.pictures:
            return sent.pictures[picture.file]
        number = Picture.objects.filter(name=picture.file).values_list("pk", flat=True).first()
        if number is None:
            raise Unfit(_no_picture(picture.file))
        return int(number)

    new = {name: value for name, value in sent.fields.items() if name not in ("embargo", "remarks")}
    try:
        story = sound(
            nodes.Story(**{"id": row.key, "slug": row.slug or "draft", "headline": row.headline or "x", **new})
        )
        fields = fields_of(story, hang)
    except (BadStory, TooDeep) as error:
        raise Unfit(str(error)) from error
    filled = {one for name in new for one in _ROW_FIELDS.get(name, (name,))}
    for name in filled & set(fields):
        setattr(row, name, fields[name])
    for name in ("embargo", "remarks"):
        if name in sent.fields:
            setattr(row, name, sent.fields[name])
    for name in _TERMS.keys() & new.keys():
        _file(row, name, new[name], user)


# The fields of a row that a part of a story fills, where they are not called as it is.
_ROW_FIELDS = {
    "series": ("series_position",),
    "titles": ("search_title", "social_title", "social_description", "subject"),
    "appeal": ("appeal", "own_appeal"),
    "origin": ("origin_address", "origin_title", "origin_published", "origin_licence"),
}
_TERMS: dict[str, type[Any]] = {
    "section": Section,
    "topics": Topic,
    "storylines": Storyline,
    "series": Series,
    "origin": Partner,
    "translation_of": Story,
}
_DEFAULTS = {one.name: one.default for one in msgspec.structs.fields(nodes.Story)}


def _file(row: Story, name: str, value: Any, user: User) -> None:
    """File a story under what others share. Raises NotAllowed, Unfit."""
    kind = _TERMS[name]
    if name in ("topics", "storylines"):
        setattr(row, name, [_term(kind, one, user) for one in dict.fromkeys(value)])
    elif name == "translation_of":
        row.translation_of = Story.objects.filter(key=value).first()
        if value and not row.translation_of:
            raise Unfit(f"There is no story {value} that this could be a translation of.")
    elif name == "section":
        row.section = _term(kind, value, user) if value else None
    elif name == "series":
        row.series = _term(kind, value.name, user, parts=value.of) if value else None
    else:
        row.partner = _term(kind, value.partner, user) if value else None


def _term(kind: type[Any], name: str, user: User, **fields: Any) -> Any:
    """The term of this name, however it is written in large and small letters; a new one, where this person may."""
    name = " ".join(name.split())
    called = kind._meta.verbose_name
    if not 0 < len(name) <= LONGEST_NAME:
        raise Unfit(f"The name of a {called} has 1 to {LONGEST_NAME} characters.")
    found = kind.objects.filter(name__iexact=name).first()
    if found is None and not user.has_perm(f"desk.add_{kind._meta.model_name}"):
        raise NotAllowed(f"There is no {called} “{name}”, and you may not make one; choose one of the desk's.")
    return found or kind.objects.create(name=name, **fields)
