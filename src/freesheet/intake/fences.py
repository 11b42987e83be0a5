"""The front matter at the top of a Markdown file, told from the text: YAML between `---`, TOML between `+++`."""

import re
import tomllib
from collections.abc import Mapping
from typing import Any

import yaml

from freesheet.intake.arrival import NotTaken

LARGEST = 200_000
_FENCE = re.compile(
    r"\A\ufeff?(?:---[ \t]*\r?\n(?P<yaml>.*?)^(?:---|\.\.\.)|\+\+\+[ \t]*\r?\n(?P<toml>.*?)^\+\+\+)[ \t]*(?:\r?\n|\Z)",
    re.DOTALL | re.MULTILINE,
)
# A rule may stand at the top of a text without front matter; a name with a colon below it is none.
_OPENED = re.compile(r"\A\ufeff?(?:(---)[ \t]*\r?\n[\w-]+[ \t]*:[ \t\r\n]|(\+\+\+)[ \t]*\r?\n)")
_COLON = "put the value in quotes, because it has a colon in it."
_PROBLEMS: Mapping[str, str] = {
    "mapping values are not allowed here": _COLON,
    "found character '\\t' that cannot start any token": "the line begins with a tab; write spaces.",
}


def split(text: str, name: str) -> tuple[Mapping[str, Any], str, str]:
    """The front matter as a table, its text, and the Markdown after it."""
    found = _FENCE.match(text)
    if not found:
        if opened := _OPENED.match(text):
            fence = opened[1] or opened[2]
            raise NotTaken(f"{name}, line 1: the front matter opens with {fence} and no line of {fence} closes it.")
        return {}, "", text
    form, front = ("YAML", found["yaml"]) if found["toml"] is None else ("TOML", found["toml"])
    if len(front) > LARGEST:
        raise NotTaken(f"{name}: the front matter is longer than {LARGEST / 1000:.0f} kB.")
    table = _yaml(front, name) if form == "YAML" else _toml(front, name)
    if table is not None and not isinstance(table, dict):
        raise NotTaken(f"{name}, line 2: the front matter is not a table of names and values, such as `headline: …`.")
    return {str(key).lower(): value for key, value in (table or {}).items()}, front, text[found.end() :]


def _toml(front: str, name: str) -> Any:
    try:
        return tomllib.loads(front.replace("\r\n", "\n"))
    except tomllib.TOMLDecodeError as error:
        problem, _, place = str(error).rstrip(")").partition(" (at ")
        line = int(found[0]) + 1 if (found := re.search(r"\d+", place)) else front.count("\n") + 1
        raise NotTaken(f"{name}, line {line}: the front matter is not TOML: {problem}.") from error


def _yaml(front: str, name: str) -> Any:
    try:
        return _Loader(front).get_single_data()
    except _Twice as error:
        raise NotTaken(f"{name}, line {error.line + 2}: `{error.key}` stands there a second time; keep one.") from error
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line if error.problem_mark else 0
        why = _PROBLEMS.get(error.problem or "", f"the front matter is not YAML: {error.problem}.")
        moved_in = why == _COLON and front.splitlines()[line][:1].isspace()
        why = f"begin the line where the others begin, or {why}" if moved_in else why
        raise NotTaken(f"{name}, line {line + 2}: {why}") from error
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise NotTaken(f"{name}: the front matter is not YAML: {str(error).splitlines()[0]}.") from error


class _Twice(Exception):
    """A name stands twice in one table; YAML's own reader would keep the last value and forget the others."""

    def __init__(self, key: str, line: int) -> None:
        super().__init__(key)
        self.key, self.line = key, line


class _Loader(yaml.SafeLoader):
    """YAML in which a name stands once, and a date that no calendar has stays text for its field to refuse."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:  # noqa: FBT001, FBT002
        names = set[str]()
        for key, _value in node.value:
            if str(key.value) in names:
                raise _Twice(str(key.value), key.start_mark.line)
            names.add(str(key.value))
        return super().construct_mapping(node, deep)

    def construct_day(self, node: yaml.ScalarNode) -> Any:
        try:
            return self.construct_yaml_timestamp(node)
        except ValueError:
            return node.value


_Loader.add_constructor("tag:yaml.org,2002:timestamp", _Loader.construct_day)
