"""Replace what no typeface has, so that a sheet never fails on a character, and tell which words are concerned."""

import json
import unicodedata
from collections.abc import Iterable
from typing import Any

from freesheet.paper.faces import covered

# Set for a letter or a sign of a script that no face has.
MISSING = "□"
# They say only how the character before them is drawn, or how two of them are joined.
_DROPPED = {*map(chr, (*range(0xFE00, 0xFE10), *range(0x1F3FB, 0x1F400), *range(0xE0000, 0xE0200), 0xFEFF))}
_SYMBOLS = frozenset(("So", "Sk", "Sm", "Sc"))


def characters(data: Any) -> set[str]:
    """Every character in the strings of nested lists and dictionaries."""
    if isinstance(data, str):
        return set(data)
    items: Iterable[Any] = data.values() if isinstance(data, dict) else data if isinstance(data, list) else ()
    return set[str]().union(*map(characters, items))


def weight(data: Any) -> int:
    """How many characters the strings in it have."""
    if isinstance(data, str):
        return len(data)
    items: Iterable[Any] = data.values() if isinstance(data, dict) else data if isinstance(data, list) else ()
    return sum(map(weight, items))


def missing(data: Any) -> frozenset[str]:
    """The characters in it that no face can show."""
    if set(json.dumps(data, ensure_ascii=False)) <= covered():
        return frozenset()
    return frozenset(characters(data) - covered())


def replacement(character: str) -> str:
    """What is set instead: the name of a symbol or an emoji in brackets, a box for a letter or a sign."""
    if character in _DROPPED or unicodedata.category(character) in ("Mn", "Me", "Cf", "Cc"):
        return ""
    if "🇦" <= character <= "🇿":
        # A flag is two of these: the letters of its country's code.
        return chr(ord(character) - ord("🇦") + ord("A"))
    name = unicodedata.name(character, "").lower()
    return f"[{name}]" if name and unicodedata.category(character) in _SYMBOLS else MISSING


def without(data: Any, characters: frozenset[str]) -> Any:
    """The data with these characters replaced."""
    return _translated(data, str.maketrans({character: replacement(character) for character in characters}))


def _translated(data: Any, table: dict[int, str]) -> Any:
    if isinstance(data, str):
        return data.translate(table)
    if isinstance(data, dict):
        return {key: _translated(value, table) for key, value in data.items()}
    return [_translated(item, table) for item in data] if isinstance(data, list) else data


def words_with(text: str, characters: frozenset[str]) -> str:
    """The words of a text that have one of these characters, as they stand."""
    return " ".join(word for word in text.split() if not characters.isdisjoint(word))
