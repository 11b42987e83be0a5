"""A story's file, story.json: read it, write it, and describe it as a JSON Schema."""

import re
from typing import Any, get_args

import msgspec

from freesheet.refusal import told
from freesheet.story.nodes import FORMAT, AsideRole, Kind, Story
from freesheet.story.walk import depth

# The longest book-length investigation is under 2 MB as JSON; a file of more is not a story.
LARGEST = 10_000_000
# Twenty lists inside one another is past what any page shows, and keeps every later recursion far from Python's limit.
DEEPEST = 60

# XML 1.0 and PDF can't hold these, and bidirectional overrides let text lie about its order.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\ufdd0-\ufdef\ufffe\uffff\ud800-\udfff]")

_SCHEMA = "`freesheet schema` prints what a story may hold."
# What a field takes, where its name does not say it.
_HINTS = {
    "format": f"This version reads format {FORMAT}; a newer one may read it.",
    "kind": f"It is one of {', '.join(get_args(Kind))}.",
    "role": f"That of an aside is one of {', '.join(get_args(AsideRole))}.",
    "level": "It is 2, 3 or 4; the headline is level 1.",
}
_decoder = msgspec.json.Decoder(Story)


class BadStory(Exception):
    """The file is not a story; the message says what is wrong and where."""


def read(data: bytes) -> Story:
    """A story from the bytes of its file, without the characters that no edition could carry."""
    if len(data) > LARGEST:
        raise BadStory(f"The story is {len(data) / 1e6:.0f} MB long; {LARGEST / 1e6:.0f} MB is the most.")
    if not data.strip():
        raise BadStory("The file is empty.")
    try:
        story = _decoder.decode(data)
    except RecursionError as error:
        raise BadStory(f"The story is nested deeper than {DEEPEST} levels.") from error
    except UnicodeDecodeError as error:
        raise BadStory("The file is not UTF-8 text.") from error
    except msgspec.ValidationError as error:
        raise BadStory(f"{told(error, 'The story')} {_HINTS.get(_field(error), _SCHEMA)}") from error
    except msgspec.DecodeError as error:
        raise BadStory(f"The file is not JSON: {error}.") from error
    return sound(story)


def _field(error: msgspec.ValidationError) -> str:
    """The name of the field that an error is about; none where it is about a whole table."""
    found = re.search(r"(\w+)`$", str(error)) if " - at `" in str(error) and "field `" not in str(error) else None
    return found[1] if found else ""


def sound(story: Story) -> Story:
    """The story as every edition can carry it: printable characters, sane depth; else BadStory."""
    if depth(story) > DEEPEST:
        raise BadStory(f"The story is nested deeper than {DEEPEST} levels.")
    return printable(story)


def printable(story: Story) -> Story:
    """The story without control characters, noncharacters and bidirectional overrides."""
    data = msgspec.to_builtins(story)
    return msgspec.convert(clean(data), Story) if _UNPRINTABLE.search(repr_text(data)) else story


def repr_text(data: Any) -> str:
    """Every string inside builtin data, one after another."""
    if isinstance(data, str):
        return data
    if isinstance(data, dict):
        return "".join(map(repr_text, data.values()))
    return "".join(map(repr_text, data)) if isinstance(data, list | tuple) else ""


def clean(data: Any) -> Any:
    """Builtin data without them, wherever in it they stand."""
    if isinstance(data, str):
        return _UNPRINTABLE.sub("", data)
    if isinstance(data, dict):
        return {key: clean(value) for key, value in data.items()}
    return [clean(item) for item in data] if isinstance(data, list | tuple) else data


def write(story: Story) -> bytes:
    """The bytes of a story's file: UTF-8 JSON, indented, fields that have their default left out."""
    return msgspec.json.format(msgspec.json.encode(story), indent=2) + b"\n"


def schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of story.json."""
    return {"$schema": "https://json-schema.org/draft/2020-12/schema"} | msgspec.json.schema(Story)
