"""house.toml, changed setting by setting: what else stands in it, its comments too, stays as it was."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from typing import Any

import msgspec
import tomlkit
from tomlkit.exceptions import TOMLKitError

from freesheet import house as houses
from freesheet.house import BadHouse, House, Section

# What the press calls the file, at the beginning of each sentence about it.
NAME = "house.toml"
Value = str | int | tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting by its name ("look.accent"), with its default and what it is for."""

    name: str
    field: msgspec.structs.FieldInfo
    default: Value

    @property
    def told(self) -> str:
        return houses.describe(self.field)


def _settings(kind: type[Section], prefix: str = "") -> Iterator[Setting]:
    for field in msgspec.structs.fields(kind):
        if isinstance(field.default, Section):
            yield from _settings(type(field.default), f"{prefix}{field.name}.")
        else:
            yield Setting(f"{prefix}{field.name}", field, field.default)


SETTINGS = {setting.name: setting for setting in _settings(House)}


def values(house: House) -> dict[str, Value]:
    """Every setting of a house by its name."""
    found = dict[str, Value]()
    for name in SETTINGS:
        table, _, key = name.rpartition(".")
        found[name] = getattr(getattr(house, table) if table else house, key)
    return found


def read(text: str) -> House:
    """Raises BadHouse."""
    return houses.read(text.encode(), NAME)


def changed(text: str, wanted: Mapping[str, Value]) -> str:
    """The text of the file with other values. Raises BadHouse, whose sentences name the settings that are wrong."""
    try:
        document = tomlkit.parse(text)
    except TOMLKitError as error:
        raise BadHouse((f"{NAME} is not TOML: {error}.",)) from error
    had = values(read(text))
    for name, value in wanted.items():
        if value != had[name]:
            _set(document, name, value)
    new = tomlkit.dumps(document)
    read(new)
    return new


def _set(document: Any, name: str, value: Value) -> None:
    table, _, key = name.rpartition(".")
    if table and table not in document:
        document[table] = tomlkit.table()
    (document[table] if table else document)[key] = _item(value)


def _item(value: Value) -> Any:
    if isinstance(value, str) and "\n" in value:
        return tomlkit.string(value, multiline=True)
    return list(value) if isinstance(value, tuple) else value


def differences(old: str, new: str) -> list[tuple[str, Value, Value]]:
    """The settings that are other in a later text: name, what it was, what it is. Raises BadHouse."""
    before, after = values(read(old)), values(read(new))
    return [(name, before[name], after[name]) for name in SETTINGS if before[name] != after[name]]


def text_of(file: Path) -> str:
    """What the file holds; nothing when there is none. Raises BadHouse."""
    try:
        return file.read_text("utf-8") if file.is_file() else ""
    except (OSError, UnicodeDecodeError) as error:
        raise BadHouse((f"{NAME} can't be read as UTF-8 text: {error}.",)) from error


def digest(text: str) -> str:
    """What tells a text from others, for who comes back with a changed one."""
    return blake2b(text.encode(), digest_size=10).hexdigest()
