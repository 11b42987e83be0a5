"""The YAML at the top of a Markdown file: what it may say, by all the names that editors give it."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any, get_args

import msgspec
import yaml

from freesheet.intake.arrival import Drop, NotTaken
from freesheet.intake.bylines import bylines
from freesheet.intake.dates import instant
from freesheet.intake.draft import KINDS, Draft
from freesheet.intake.tidy import tidy
from freesheet.story.nodes import Byline, Correction, Kind as StoryKind, Origin, Series, Source, Withdrawal

LARGEST = 200_000
_FENCE = re.compile(r"\A\ufeff?---[ \t]*\r?\n(.*?)^(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.DOTALL | re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Front:
    """What a file's front matter says; `lead` is its picture as written: file, alt, caption, credit, licence."""

    draft: Draft
    lead: Mapping[str, str]


def split(text: str, name: str) -> tuple[Mapping[str, Any], str, str]:
    """The front matter as a table, its text, and the Markdown after it."""
    found = _FENCE.match(text)
    if not found:
        return {}, "", text
    if len(found[1]) > LARGEST:
        raise NotTaken(f"{name}: the front matter is longer than {LARGEST / 1000:.0f} kB.")
    try:
        table = yaml.safe_load(found[1])
    except yaml.MarkedYAMLError as error:
        line = (error.problem_mark.line if error.problem_mark else 0) + 2
        raise NotTaken(f"{name}, line {line}: the front matter is not YAML: {error.problem}.") from error
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise NotTaken(f"{name}: the front matter is not YAML: {str(error).splitlines()[0]}") from error
    if table is not None and not isinstance(table, dict):
        raise NotTaken(f"{name}, line 2: the front matter is not a table of names and values, such as `headline: …`.")
    return {str(key).lower(): value for key, value in (table or {}).items()}, found[1], text[found.end() :]


class _Wrong(Exception):
    """A value is not what its name asks for; the message says what it asks for."""


def read(table: Mapping[str, Any], text: str, name: str) -> Front:
    """A draft of the story that front matter tells about; NotTaken with the line of what is wrong."""
    draft = Draft()
    language = str(table.get("language") or table.get("lang") or "en")
    lead: dict[str, str] = {}
    for key, value in table.items():
        if key not in FIELDS:
            draft.drops.append(Drop("front matter", f"There is no field `{key}`.", tidy(str(value))))
        elif value is not None:
            try:
                FIELDS[key](draft, lead, value, language)
            except (_Wrong, msgspec.ValidationError) as error:
                raise NotTaken(f"{name}, line {_line(text, key)}: `{key}` is {value!r}, and {error}") from error
    return Front(draft, lead)


def _line(text: str, key: str) -> int:
    for number, line in enumerate(text.splitlines(), start=2):
        if re.match(rf"[\"']?{re.escape(key)}[\"']?\s*:", line, re.IGNORECASE):
            return number
    return 2


# ── Values ───────────────────────────────────────────────────────────────────────────────────────────


def _text(value: Any) -> str:
    if isinstance(value, dict | list):
        raise _Wrong("should be text.")
    return tidy(str(value))


def _texts(value: Any) -> tuple[str, ...]:
    if isinstance(value, dict):
        raise _Wrong("should be a list, such as [a, b].")
    parts = value if isinstance(value, list) else str(value).split(",")
    return tuple(_text(part) for part in parts if part is not None)


def _instant(value: Any, language: str = "en") -> datetime:
    if isinstance(value, datetime):
        return value if value.tzinfo else value.replace(tzinfo=UTC)
    if isinstance(value, date):
        return datetime(value.year, value.month, value.day, tzinfo=UTC)
    found = instant(str(value), language) if isinstance(value, str) else None
    if not found:
        raise _Wrong("should be a date such as 2026-11-22 or 2026-11-22T09:30:00-05:00.")
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
            raise _Wrong("should be a name, a list of names, or a list of tables with a `name`.")
    return tuple(found)


def _table(value: Any, *names: str) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise _Wrong(f"should be a table with {', '.join(names)}.")
    return {str(key).lower(): item for key, item in value.items() if item is not None}


def _node(kind: type[Any], value: Any, *dates: str) -> Any:
    """A node of the story from a table; instants may be written as plain dates."""
    table = _table(value, *(field.name for field in msgspec.structs.fields(kind)))
    for name in dates:
        if name in table:
            table[name] = _instant(table[name])
    if isinstance(table.get("published"), str | datetime):
        table["published"] = _instant(table["published"]).date()
    return msgspec.convert(table, kind)


def _many(kind: type[Any], value: Any, *dates: str) -> tuple[Any, ...]:
    return tuple(_node(kind, item, *dates) for item in (value if isinstance(value, list) else [value]))


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
        raise _Wrong(f"should be one of {', '.join(get_args(StoryKind))}.")
    return text


def _section(value: Any) -> str:
    return next(iter(_texts(value)), "")


def _series(value: Any) -> Series:
    return Series(_text(value)) if isinstance(value, str) else _node(Series, value)


def _origin(value: Any) -> Origin:
    return Origin(_text(value)) if isinstance(value, str) else _node(Origin, value)


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
        ("section category categories", _into("section", _section)),
        ("topics tags keywords", _into("topics", _texts)),
        ("storylines", _into("storylines", _texts)),
        ("slug", _into("slug", _text)),
        ("id", _into("id", _text)),
        ("kind type", _into("kind", _kind)),
        ("language lang", _into("language", _text)),
        ("series", _into("series", _series)),
        ("licence license", _into("licence", _text)),
        ("terms", _into("terms", _text)),
        ("address canonical canonical_url url permalink", _into("address", _text)),
        ("sources", _into("sources", lambda value: _many(Source, value))),
        ("corrections correction", _into("corrections", lambda value: _many(Correction, value, "made"))),
        ("withdrawal", _into("withdrawal", lambda value: _node(Withdrawal, value, "made"))),
        ("origin", _into("origin", _origin)),
        ("image lead cover picture featured_image", _lead),
        ("image_alt alt cover_alt", _lead_part("alt")),
        ("image_caption caption cover_caption", _lead_part("caption")),
        ("image_credit credit cover_credit", _lead_part("credit")),
    )
    for alias in names.split()
}
