"""What a schema refuses, in plain words: msgspec's messages are written for programmers."""

import re

from msgspec import ValidationError

_KINDS = {
    "str": "text", "int": "a number", "float": "a number", "bool": "true or false", "array": "a list",
    "object": "a table of names and values", "null": "nothing", "datetime": "a date and time", "date": "a date",
}  # fmt: skip
_INSTANT = "{it} must be a date and time with a zone, such as 2026-11-22T09:30:00-05:00."
# The patterns of the schema, each by its beginning.
_FORM = "Expected `str` matching regex '"
# In order: the first that fits the message makes the sentence; groups are filled in by their names.
_ROWS = tuple(
    (re.compile(pattern), sentence)
    for pattern, sentence in (
        (r"Expected `(?P<must>\w+)(?: \| null)?`, got `(?P<got>[^`]+)`", "{it} must be {must}, and is {got}."),
        (r"Object missing required field `(?P<name>[^`]*)`", "`{name}` is missing{place}."),
        (r"Object contains unknown field `(?P<name>[^`]*)`", "There is no field `{name}`{place}."),
        (r"Expected `str` of length >= 1", "{it} must not be empty."),
        (r"Expected `str` of length <= (?P<most>\d+)", "{it} must be {most} characters long at most."),
        (_FORM + r"\^\(https", "{it} must be an address that begins with https:// or http://."),
        (_FORM + r"\^#", "{it} must be a colour such as #8a1c1c."),
        (_FORM + r"\^\[A-Za-z\]", "{it} must be a language tag, such as en, es or pt-BR."),
        (_FORM + r"\^\[a-z0-9\]", "{it} must be small letters a to z and digits, joined by hyphens: night-bus."),
        (_FORM + r"\^\(\[a-z0-9\]", "{it} must be a domain and a year, such as lantern.example.org,2026."),
        (_FORM + r"\^\(\?!/", "{it} must be a path below the story's folder, such as photos/bus.jpg."),
        (r"Expected `int` >= (?P<least>-?\d+)", "{it} must be {least} or more."),
        (r"Expected `int` <= (?P<most>-?\d+)", "{it} must be {most} or less."),
        (r"Invalid (?:enum )?value (?P<value>.+)", "{it} can't be {value}."),
        (r"Invalid RFC3339 encoded datetime|Expected `datetime` with a timezone", _INSTANT),
        (r"Invalid RFC3339 encoded date", "{it} must be a date such as 2026-11-22."),
        (r"(?P<message>.+)", "{it} is not right: {message}."),
    )
)


def told(error: ValidationError, whole: str) -> str:
    """One sentence for what is wrong, and where in `whole` it is."""
    message, _, path = str(error).partition(" - at `$")
    steps = [_step(step) for step in re.findall(r"[^.\[\]`]+", path)]
    it = re.sub(r"(item \d+) in", r"\1 of", " in ".join(reversed(steps))) or whole
    found, sentence = next((found, sentence) for pattern, sentence in _ROWS if (found := pattern.match(message)))
    groups = {key: _KINDS.get(value, value) for key, value in found.groupdict().items()}
    return sentence.format(it=it, place=f" in {it}" if steps else "", **groups)


def _step(step: str) -> str:
    return f"item {int(step) + 1}" if step.isdecimal() else f"`{step}`"
