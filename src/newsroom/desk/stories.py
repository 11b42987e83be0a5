"""A story's row as a story, and a story as a row: nothing of either is lost on the way."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, cast

from django.utils.dateparse import parse_date, parse_datetime
from wagtail.blocks import StreamValue

from freesheet.story import nodes
from freesheet.story.nodes import Byline, Correction, Kind, Origin, Series, Source, Titles, Withdrawal
from newsroom.desk.body import Hang, Raw, blocks_of, picture_of, picture_value, stream_of
from newsroom.desk.models import Picture, Story

Take = Mapping[int, nodes.Picture]


def raw(stream: Any) -> list[Raw]:
    """A stream as it is kept, whether it came from the database or from a form."""
    return list(stream.get_prep_value()) if isinstance(stream, StreamValue) else list(stream or ())


def photographs_in(streams: Iterable[Sequence[Raw]]) -> set[int]:
    """The numbers of all pictures in streams, however deep."""
    found = set[int]()

    def walk(value: Any) -> None:
        if isinstance(value, Mapping):
            if isinstance(number := value.get("image"), int):
                found.add(number)
            for inside in value.values():
                walk(inside)
        elif isinstance(value, list):
            for inside in value:
                walk(inside)

    for stream in streams:
        walk(list(stream))
    return found


@dataclass(frozen=True, slots=True)
class Told:
    """A story, and where the pictures lie that it names: the path of each below the media folder."""

    story: nodes.Story
    pictures: Mapping[str, str]


def told(row: Story) -> Told:
    """The story that a row tells, with its pictures."""
    streams = {name: raw(getattr(row, name)) for name in ("bylines", "lead", "body", "sources", "corrections")}
    pictures = Picture.objects.in_bulk(photographs_in([streams["lead"], streams["body"]]))
    take = {number: _node(one) for number, one in pictures.items()}.get
    lead = next((picture_of(block["value"], take) for block in streams["lead"]), None)
    story = nodes.Story(
        id=row.key,
        slug=row.slug,
        headline=row.headline or "Untitled",
        kind=cast(Kind, row.kind),
        language=row.language,
        section=row.section.name if row.section else "",
        topics=tuple(topic.name for topic in row.topics.all()),
        storylines=tuple(storyline.name for storyline in row.storylines.all()),
        series=_series(row),
        dek=row.dek,
        bylines=tuple(_byline(block["value"]) for block in streams["bylines"]),
        published=row.published,
        updated=row.updated,
        corrections=tuple(_correction(block["value"]) for block in streams["corrections"]),
        withdrawal=Withdrawal(row.withdrawn, row.why_withdrawn) if row.withdrawn else None,
        origin=_origin(row),
        address=row.address,
        aliases=tuple(row.aliases),
        translation_of=row.translation_of.key if row.translation_of else "",
        lead=lead,
        body=blocks_of(streams["body"], take),
        sources=tuple(_source(block["value"]) for block in streams["sources"]),
        licence=row.licence,
        terms=row.terms,
        titles=_titles(row),
        appeal={"none": "", "own": row.own_appeal or None}.get(row.appeal),
    )
    return Told(story, {one.name: one.file.name for one in pictures.values()})


def shown_pictures(numbers: Iterable[int]) -> dict[int, nodes.Picture]:
    """Pictures as a page shows them, by their numbers."""
    return {number: _node(one) for number, one in Picture.objects.in_bulk(numbers).items()}


def _node(picture: Picture) -> nodes.Picture:
    return nodes.Picture(
        file=picture.name,
        alt=picture.description,
        caption=(nodes.Text(picture.caption),) if picture.caption else (),
        credit=picture.credit,
        credit_address=picture.credit_address,
        licence=picture.licence,
        republishable=picture.republishable,
    )


def _titles(row: Story) -> Titles | None:
    titles = Titles(row.search_title, row.social_title, row.social_description, row.subject)
    return titles if titles != Titles() else None


def _series(row: Story) -> Series | None:
    return Series(row.series.name, row.series_position or 1, row.series.parts) if row.series else None


def _byline(value: Mapping[str, Any]) -> Byline:
    return Byline(value["name"], value.get("role") or "", value.get("outlet") or "", value.get("address") or "")


def _correction(value: Mapping[str, Any]) -> Correction:
    return Correction(_instant(value["made"]), value["wrong"], value["right"], bool(value.get("substantial")))


def _source(value: Mapping[str, Any]) -> Source:
    return Source(
        value["title"],
        value.get("publisher") or "",
        value.get("author") or "",
        _day(value.get("published")),
        value.get("address") or "",
        value.get("archived") or "",
    )


def _instant(value: Any) -> datetime:
    found = value if isinstance(value, datetime) else parse_datetime(str(value))
    if found is None or found.tzinfo is None:
        raise ValueError(f"{value!r} is no instant.")
    return found


def _day(value: Any) -> date | None:
    return parse_date(value) if isinstance(value, str) else value


def _origin(row: Story) -> Origin | None:
    """Where it was first published, on the terms that were agreed with its publisher."""
    if row.partner is None:
        return None
    return Origin(
        partner=row.partner.name,
        address=row.origin_address,
        title=row.origin_title,
        published=row.origin_published,
        licence=row.origin_licence or row.partner.licence,
        canonical=row.partner.canonical,
        noindex=row.partner.noindex,
        wording=row.partner.wording,
    )


# ── A story as a row ─────────────────────────────────────────────────────────────────────────────────


def fields_of(story: nodes.Story, hang: Hang) -> dict[str, Any]:
    """The fields of a row that a story fills by itself; its terms and its partner are other rows.

    Raises TooDeep.
    """
    titles = story.titles or Titles()
    return {
        "key": story.id,
        "headline": story.headline,
        "slug": story.slug,
        "kind": story.kind,
        "language": story.language,
        "dek": story.dek,
        "bylines": stream("byline", story.bylines),
        "lead": _stream("picture", [picture_value(story.lead, hang)] if story.lead else []),
        "body": stream_of(story.body, hang),
        "sources": stream("source", story.sources),
        "corrections": stream("correction", story.corrections),
        "series_position": story.series.position if story.series else None,
        "published": story.published,
        "updated": story.updated,
        "withdrawn": story.withdrawal.made if story.withdrawal else None,
        "why_withdrawn": story.withdrawal.why if story.withdrawal else "",
        "origin_address": story.origin.address if story.origin else "",
        "origin_title": story.origin.title if story.origin else "",
        "origin_published": story.origin.published if story.origin else None,
        "origin_licence": story.origin.licence if story.origin else "",
        "licence": story.licence,
        "terms": story.terms,
        "search_title": titles.search,
        "social_title": titles.social,
        "social_description": titles.social_description,
        "subject": titles.subject,
        "appeal": "own" if story.appeal else "house" if story.appeal is None else "none",
        "own_appeal": story.appeal or "",
        "address": story.address,
        "aliases": list(story.aliases),
    }


def stream(kind: str, parts: Iterable[Byline | Source | Correction]) -> list[Raw]:
    """A stream of parts that are all of a kind."""
    return _stream(kind, map(_plain, parts))


def _stream(kind: str, values: Iterable[Mapping[str, Any]]) -> list[Raw]:
    return [{"type": kind, "value": value} for value in values]


def _plain(node: Byline | Source | Correction) -> dict[str, Any]:
    """A node as JSON has it."""
    values = {name: getattr(node, name) for name in node.__struct_fields__}
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in values.items()}
