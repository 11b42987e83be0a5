"""What the front matter of a Markdown file may say, by all the names that editors give it."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any, get_args

import langcodes
import msgspec
from msgspec.structs import replace

from freesheet.intake.arrival import Drop, NotTaken
from freesheet.intake.bylines import bylines
from freesheet.intake.dates import instant
from freesheet.intake.draft import KINDS, Draft
from freesheet.intake.tidy import tidy
from freesheet.refusal import told
from freesheet.story.nodes import Byline, Correction, Kind as StoryKind, Origin, Series, Source, Titles, Withdrawal


@dataclass(frozen=True, slots=True)
class Front:
    """What a file's front matter says; `lead` is its picture as written: file, alt, caption, credit, licence."""

    draft: Draft
    lead: Mapping[str, str]


class _Wrong(Exception):
    """A value is not what its name asks for; the message goes on after the name."""


def read(table: Mapping[str, Any], text: str, name: str) -> Front:
    """A draft of the story that front matter tells about; NotTaken with the line of what is wrong."""
    draft = Draft()
    language = str(table.get("language") or table.get("lang") or "en")
    lead: dict[str, str] = {}
    for key, value in table.items():
        if key not in FIELDS:
            draft.drops.append(Drop("front matter", f"There is no field `{key}`.", _words(value)))
        elif value is not None:
            try:
                FIELDS[key](draft, lead, value, language)
            except _Wrong as error:
                raise NotTaken(f"{name}, line {_line(text, key)}: `{key}` {error}") from error
    return Front(draft, lead)


def _line(text: str, key: str) -> int:
    for number, line in enumerate(text.splitlines(), start=2):
        if re.match(rf"[\"'\[]?{re.escape(key)}[\"'\]]?\s*([:=]|$)", line, re.IGNORECASE):
            return number
    return 2


def _words(value: Any) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{key}: {_words(item)}" for key, item in value.items())
    return ", ".join(map(_words, value)) if isinstance(value, list) else tidy(str(value))


def _wrong(value: Any, asked: str) -> _Wrong:
    shown = "a list" if isinstance(value, list) else "a table" if isinstance(value, dict) else f"“{_words(value)}”"
    return _Wrong(f"is {shown}, and should be {asked}")


# ── Values ───────────────────────────────────────────────────────────────────────────────────────────


def _text(value: Any) -> str:
    if isinstance(value, dict | list):
        raise _wrong(value, "text.")
    return tidy(str(value))


def _texts(value: Any) -> tuple[str, ...]:
    if isinstance(value, dict):
        raise _wrong(value, "a list, such as [a, b].")
    parts = value if isinstance(value, list) else str(value).split(",")
    return tuple(_text(part) for part in parts if part is not None)


def _instant(value: Any, language: str = "en") -> datetime:
    if isinstance(value, datetime):
        return value if value.tzinfo else value.replace(tzinfo=UTC)
    if isinstance(value, date):
        return datetime(value.year, value.month, value.day, tzinfo=UTC)
    found = instant(str(value), language) if isinstance(value, str) else None
    if not found:
        raise _wrong(value, "a date such as 2026-11-22 or 2026-11-22T09:30:00-05:00.")
    return found


def _bylines(value: Any) -> tuple[Byline, ...]:
    found: list[Byline] = []
    for author in value if isinstance(value, list) else [value]:
        if isinstance(author, str):
            found.extend(bylines(author))
        elif isinstance(author, dict) and (author.get("name") or author.get("title")):
            parts = {key: _text(author[key]) for key in ("role", "outlet", "address") if author.get(key)}
            address = _text(author.get("url") or author.get("link") or "")
            found.append(Byline(_text(author.get("name") or author["title"]), **{"address": address} | parts))
        else:
            raise _wrong(value, "a name, a list of names, or a list of tables with a `name`.")
    return tuple(found)


def _table(value: Any, *names: str) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise _wrong(value, f"a table with {', '.join(names)}.")
    return {str(key).lower(): item for key, item in value.items() if item is not None}


def _node(kind: type[Any], value: Any) -> Any:
    """A node of the story from a table; days may be written for instants, and `date` for when something was made."""
    names = [field.name for field in msgspec.structs.fields(kind)]
    table = _table(value, *names)
    if "made" in names and "date" in table:
        table.setdefault("made", table.pop("date"))
    try:
        for name in table.keys() & {"made", "published"}:
            when = _instant(table[name])
            table[name] = when if name == "made" else when.date()
        return msgspec.convert(table, kind)
    except _Wrong as error:
        raise _Wrong(f"is wrong: a date in it {error}") from error
    except msgspec.ValidationError as error:
        raise _Wrong(f"is wrong: {told(error, 'It')} It may have {', '.join(names)}.") from error


def _many(kind: type[Any], value: Any) -> tuple[Any, ...]:
    return tuple(_node(kind, item) for item in (value if isinstance(value, list) else [value]))


# ── Fields ───────────────────────────────────────────────────────────────────────────────────────────

Setter = Callable[[Draft, dict[str, str], Any, str], None]


def _into(name: str, read_value: Callable[[Any], Any]) -> Setter:
    def put(draft: Draft, _lead: dict[str, str], value: Any, _language: str) -> None:
        setattr(draft, name, read_value(value))

    return put


def _date_into(name: str) -> Setter:
    def put(draft: Draft, _lead: dict[str, str], value: Any, language: str) -> None:
        setattr(draft, name, _instant(value, language))

    return put


def _kind(value: Any) -> str:
    text = _text(value).lower()
    if text not in KINDS:
        raise _wrong(value, f"one of {', '.join(get_args(StoryKind))}.")
    return text


def _language(value: Any) -> str:
    text = _text(value)
    if not langcodes.tag_is_valid(text):
        raise _wrong(value, "a language tag such as en, es or pt-BR.")
    return text


def _section(draft: Draft, _lead: dict[str, str], value: Any, _language: str) -> None:
    """The first of several; a story has one section, and the others are topics."""
    first, *others = (*([draft.section] if draft.section else []), *_texts(value), "")
    draft.section = first
    draft.topics += tuple(others)


def _topics(draft: Draft, _lead: dict[str, str], value: Any, _language: str) -> None:
    draft.topics += _texts(value)


def _series(value: Any) -> Series:
    return Series(_text(value)) if isinstance(value, str) else _node(Series, value)


def _origin(value: Any) -> Origin:
    return Origin(_text(value)) if isinstance(value, str) else _node(Origin, value)


def _title(part: str) -> Setter:
    def put(draft: Draft, _lead: dict[str, str], value: Any, _language: str) -> None:
        draft.titles = replace(draft.titles or Titles(), **{part: _text(value)})

    return put


def _titles(draft: Draft, _lead: dict[str, str], value: Any, _language: str) -> None:
    draft.titles = _node(Titles, value)


def _appeal(value: Any) -> str | None:
    """The words of the story's own; `false` for none."""
    if isinstance(value, bool):
        return None if value else ""
    return _text(value)


def _lead(_draft: Draft, lead: dict[str, str], value: Any, _language: str) -> None:
    if isinstance(value, dict):
        table = _table(value)
        for name, aliases in _PICTURE.items():
            if found := next((table[alias] for alias in aliases if alias in table), None):
                lead[name] = _text(found)
    else:
        lead["file"] = _text(value)


def _lead_part(name: str) -> Setter:
    def put(_draft: Draft, lead: dict[str, str], value: Any, _language: str) -> None:
        lead.setdefault(name, _text(value))

    return put


_PICTURE = {
    "file": ("file", "src", "path", "url", "image", "address"), "alt": ("alt", "description"),
    "caption": ("caption", "title"), "credit": ("credit", "photographer", "attribution"),
    "licence": ("licence", "license"),
}  # fmt: skip
FIELDS: Mapping[str, Setter] = {
    alias: setter
    for names, setter in (
        ("headline title", _into("headline", _text)),
        ("dek description excerpt subtitle summary standfirst", _into("dek", _text)),
        ("authors author byline bylines by", _into("bylines", _bylines)),
        ("date published publishdate pubdate", _date_into("published")),
        ("updated modified lastmod", _date_into("updated")),
        ("section category categories", _section),
        ("topics tags keywords", _topics),
        ("storylines", _into("storylines", _texts)),
        ("slug", _into("slug", _text)),
        ("id", _into("id", _text)),
        ("kind type", _into("kind", _kind)),
        ("language lang", _into("language", _language)),
        ("series", _into("series", _series)),
        ("licence license", _into("licence", _text)),
        ("terms", _into("terms", _text)),
        ("address canonical canonical_url url permalink", _into("address", _text)),
        ("aliases alias redirect_from", _into("aliases", _texts)),
        ("translation_of", _into("translation_of", _text)),
        ("sources", _into("sources", lambda value: _many(Source, value))),
        ("corrections correction", _into("corrections", lambda value: _many(Correction, value))),
        ("withdrawal", _into("withdrawal", lambda value: _node(Withdrawal, value))),
        ("origin", _into("origin", _origin)),
        ("titles", _titles),
        ("seo_title meta_title search_title", _title("search")),
        ("social_title og_title", _title("social")),
        ("social_description og_description", _title("social_description")),
        ("subject email_subject", _title("subject")),
        ("appeal", _into("appeal", _appeal)),
        ("image lead cover picture featured_image", _lead),
        ("image_alt alt cover_alt", _lead_part("alt")),
        ("image_caption caption cover_caption", _lead_part("caption")),
        ("image_credit credit cover_credit", _lead_part("credit")),
    )
    for alias in names.split()
}
