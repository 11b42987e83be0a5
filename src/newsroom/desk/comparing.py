"""What differs between two versions of a story, to be read as prose: each field's lines, word by word."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.dateparse import parse_datetime
from django.utils.text import capfirst

from freesheet.story.nodes import (
    Aside,
    Block,
    Blocks,
    Break,
    Embed,
    Heading,
    List,
    Paragraph,
    Picture,
    Preformatted,
    PullQuote,
    Quotation,
    Table,
)
from newsroom.desk.blocks import ROLES
from newsroom.desk.body import blocks_of, picture_of
from newsroom.desk.houses import house
from newsroom.desk.marks import marked
from newsroom.desk.models import Picture as Photograph, Story
from newsroom.desk.standing import told as told_instant
from newsroom.desk.stories import photographs_in, raw, shown_pictures
from newsroom.desk.wording import Fate, Piece, paired, pieces


@dataclass(frozen=True, slots=True)
class Said:
    """A line of a field: what it is, its words, and the file of the picture that it tells of."""

    label: str
    text: str
    picture: str = ""

    @property
    def whole(self) -> str:
        return "\0".join((self.label, self.text, self.picture))


@dataclass(frozen=True, slots=True)
class Line:
    """A line with what became of its words; `fate` is the whole line's. Of a picture that was changed there are two."""

    label: str
    pieces: tuple[Piece, ...]
    fate: Fate | None = None
    pictures: tuple[tuple[Fate, str], ...] = ()
    left_out: int = 0


@dataclass(frozen=True, slots=True)
class Change:
    label: str
    lines: tuple[Line, ...]


Lines = tuple[Said, ...]


def changes(before: Story, after: Story) -> tuple[Change, ...]:
    """The fields that differ, in the order of the form; what is the same around a change is left out but for a line."""
    found = list[Change]()
    for name, lines_of in FIELDS.items():
        old, new = lines_of(before), lines_of(after)
        if old != new:
            label = capfirst(str(Story._meta.get_field(name).verbose_name))
            found.append(Change(label, tuple(_shortened(list(_lines(old, new))))))
    return tuple(found)


def _lines(old: Lines, new: Lines) -> Iterator[Line]:
    for low, high in paired([one.whole for one in old], [one.whole for one in new]):
        was, now = old[low] if low is not None else None, new[high] if high is not None else None
        if was and now:
            label = now.label if now.label == was.label else f"{now.label or 'Text'}, was: {was.label or 'text'}"
            fate: Fate | None = "same" if was == now else None
            shown: tuple[tuple[Fate, str], ...] = ()
            if was.picture != now.picture:
                shown = (("gone", was.picture), ("new", now.picture))
            elif now.picture and fate is None:
                shown = (("same", now.picture),)
            yield Line(label, pieces(was.text, now.text), fate, tuple(one for one in shown if one[1]))
        elif one := was or now:
            only: Fate = "gone" if was else "new"
            words = (Piece(only, one.text),) if one.text else ()
            yield Line(one.label, words, only, ((only, one.picture),) if one.picture else ())


def _shortened(lines: list[Line]) -> Iterator[Line]:
    """One line before each change and one behind it; of the rest, how many there are."""
    kept = {
        near
        for place, line in enumerate(lines)
        if line.fate != "same"
        for near in (place - 1, place, place + 1)
        if 0 <= near < len(lines)
    }
    skipped = 0
    for place, line in enumerate(lines):
        if place in kept:
            if skipped:
                yield Line("", (), "same", left_out=skipped)
            skipped = 0
            yield line
        else:
            skipped += 1
    if skipped:
        yield Line("", (), "same", left_out=skipped)


# ── The fields ───────────────────────────────────────────────────────────────────────────────────────


def _text(name: str) -> Callable[[Story], Lines]:
    return lambda row: _line(str(getattr(row, name) or ""))


def _line(text: str, label: str = "") -> Lines:
    return (Said(label, text),) if text else ()


def _choice(name: str) -> Callable[[Story], Lines]:
    return lambda row: _line(str(getattr(row, f"get_{name}_display")()))


def _names(name: str) -> Callable[[Story], Lines]:
    return lambda row: _line(", ".join(sorted(str(one) for one in getattr(row, name).all())))


def _when(name: str) -> Callable[[Story], Lines]:
    return lambda row: _line(_instant(getattr(row, name)))


def _instant(value: Any) -> str:
    if isinstance(value, datetime):
        return told_instant(value, house().zone)
    return f"{value.day} {value:%B %Y}" if isinstance(value, date) else str(value or "")


def _parts(name: str, told: Callable[[Mapping[str, Any]], str]) -> Callable[[Story], Lines]:
    """Parts that are each a line, whatever of them is written yet."""
    return lambda row: tuple(Said("", told(block["value"])) for block in raw(getattr(row, name)))


def _byline(value: Mapping[str, Any]) -> str:
    named = " ".join(filter(None, (value.get("role"), value.get("name"))))
    return ", ".join(filter(None, (named, value.get("outlet"), value.get("address"))))


def _source(value: Mapping[str, Any]) -> str:
    names = ("title", "author", "publisher", "published", "address", "archived")
    return ", ".join(str(value[name]) for name in names if value.get(name))


def _correction(value: Mapping[str, Any]) -> str:
    made = value.get("made")
    when = _instant(parse_datetime(made) if isinstance(made, str) else made)
    kind = "Substantial, at the top." if value.get("substantial") else ""
    return " ".join(filter(None, (f"{when}:" if when else "", value.get("wrong"), value.get("right"), kind)))


def _lead(row: Story) -> Lines:
    stream = raw(row.lead)
    take = shown_pictures(photographs_in([stream])).get
    found = (picture_of(block["value"], take) for block in stream)
    return tuple(line for one in found if one for line in _picture(one))


def _body(row: Story) -> Lines:
    stream = raw(row.body)
    return tuple(_said(blocks_of(stream, shown_pictures(photographs_in([stream])).get), ""))


def _said(blocks: Blocks, inside: str) -> Iterator[Said]:
    for block in blocks:
        yield from _block(block, inside)


def _block(block: Block, inside: str) -> Iterator[Said]:
    match block:
        case Paragraph(content):
            yield Said(inside, marked(content))
        case Heading(content, level):
            yield Said(f"{inside}Heading {level}", marked(content))
        case Quotation(blocks, source):
            yield from _said(blocks, f"{inside}Quotation ")
            yield from _line(marked(source), f"{inside}Quotation, by")
        case List():
            yield from _list(block, inside)
        case Picture():
            yield from _picture(block, inside)
        case Table():
            yield from _table(block, inside)
        case Aside(blocks, role, title):
            yield Said(f"{inside}Box", title or ROLES[role])
            yield from _said(blocks, f"{inside}Box ")
        case PullQuote(content, source):
            yield Said(f"{inside}Pull quote", " — ".join(filter(None, (marked(content), marked(source)))))
        case Embed():
            yield from _embed(block, inside)
        case Preformatted(text):
            yield Said(f"{inside}Set as typed", text)
        case Break():
            yield Said(f"{inside}Break", "")


def _list(block: List, inside: str) -> Iterator[Said]:
    for number, item in enumerate(block.items, block.start):
        yield from _said(item, f"{inside}{f'{number}.' if block.ordered else '•'} ")


def _table(table: Table, inside: str) -> Iterator[Said]:
    yield Said(f"{inside}Table", marked(table.caption))
    for row in table.rows:
        yield Said(f"{inside}Row", " | ".join(marked(cell.content) for cell in row))


def _embed(embed: Embed, inside: str) -> Iterator[Said]:
    yield Said(f"{inside}Plays elsewhere", f"{embed.title} ({embed.address})")
    yield from _picture(embed.poster, inside) if embed.poster else ()
    yield from _said(embed.transcript, f"{inside}Transcript ")


def _picture(picture: Picture, inside: str = "") -> Iterator[Said]:
    yield Said(f"{inside}Picture", "Decorative" if picture.decorative else picture.alt, picture.file)
    if picture.caption:
        yield Said(f"{inside}Caption", marked(picture.caption))


# The fields of a story, in the order of the form.
FIELDS: Mapping[str, Callable[[Story], Lines]] = {
    "headline": _text("headline"),
    "dek": _text("dek"),
    "bylines": _parts("bylines", _byline),
    "lead": _lead,
    "body": _body,
    "sources": _parts("sources", _source),
    **{name: _text(name) for name in ("search_title", "social_title", "social_description", "subject")},
    "kind": _choice("kind"),
    **{name: _text(name) for name in ("language", "section")},
    **{name: _names(name) for name in ("topics", "storylines")},
    **{name: _text(name) for name in ("series", "series_position", "translation_of", "slug", "remarks")},
    **{name: _when(name) for name in ("go_live_at", "expire_at", "embargo", "published", "updated")},
    "corrections": _parts("corrections", _correction),
    "withdrawn": _when("withdrawn"),
    **{name: _text(name) for name in ("why_withdrawn", "partner", "origin_address", "origin_title")},
    "origin_published": _when("origin_published"),
    **{name: _text(name) for name in ("origin_licence", "licence", "terms")},
    "appeal": _choice("appeal"),
    "own_appeal": _text("own_appeal"),
}


def thumbnails(found: Sequence[Change]) -> dict[str, str]:
    """Where the desk shows the pictures that changes tell of, by their files; of one whose file is gone, nowhere."""
    names = {file for change in found for line in change.lines for _, file in line.pictures}
    shown = dict[str, str]()
    for photograph in Photograph.objects.filter(name__in=names):
        try:
            shown[photograph.name] = photograph.get_rendition("max-320x240").url
        except OSError:
            continue
    return shown
