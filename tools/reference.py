"""The parts of the docs that are made from the code: what cog puts into README.md and docs/reference."""

import inspect
import os
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from tempfile import TemporaryDirectory
from types import NoneType
from typing import Any, Literal, get_args, get_origin

import click
import django
import msgspec
from click.testing import CliRunner
from msgspec import NODEFAULT, Struct
from msgspec.structs import FieldInfo

from freesheet import house as houses
from freesheet.cli import cli, left_out
from freesheet.edition import Edition
from freesheet.editions import EDITIONS
from freesheet.editions.message.services import SERVICES
from freesheet.house import House, Paper, Section
from freesheet.intake import SOURCES
from freesheet.intake.front_matter import FIELDS
from freesheet.paper.postage import ounces_of
from freesheet.story import nodes
from freesheet.story.checks import CHECKS
from newsroom.configuration import SETTINGS

# What a type of ours is called on the page, where its Python name would not help a reader.
CALLED = {
    nodes.Inlines: "inlines",
    nodes.Blocks: "blocks",
    nodes.Instant: "instant",
    nodes.Language: "language tag",
    nodes.Slug: "slug",
    nodes.FileName: "file name",
    "Inlines": "inlines",
    "Blocks": "blocks",
}


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A Markdown table; a bar inside a cell is escaped."""
    lines = [head, ["---"] * len(head), *rows]
    return "".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |\n" for line in lines)


def code(text: str) -> str:
    return f"`{text}`" if text else ""


# ── Editions and commands ────────────────────────────────────────────────────────────────────────────


def editions_table() -> str:
    """The README's table: edition, file, of what, what it leaves out."""
    return table(
        ("edition", "file", "of", "what it can't carry"),
        ((code(e.name), code(shown(e.files)), ", ".join(e.of), sentence(left_out(e))) for e in EDITIONS.values()),
    )


def sentence(text: str) -> str:
    return text[:1].upper() + text[1:]


def shown(files: str) -> str:
    """A file's name with its blanks in capitals: SLUG.epub."""
    return re.sub(r"{(\w+)}", lambda blank: blank[1].upper(), files)


def editions() -> str:
    """Every field of every edition, one heading each."""
    return "\n".join(map(_edition, EDITIONS.values()))


def _edition(edition: Edition) -> str:
    opening = inspect.getdoc(inspect.getmodule(edition.make)) or ""
    rows = (
        ("name", code(edition.name)),
        ("title", edition.title),
        ("main file", code(shown(edition.files))),
        ("made of", " and ".join(f"one {of}" if of == "story" else f"an {of}" for of in edition.of)),
        ("leaves out", ", ".join(code(str(kind.__struct_config__.tag)) for kind in edition.leaves_out) or "nothing"),
        ("limits", edition.limits or "none"),
        ("takes from", ", ".join(map(code, edition.made_of)) or "no other edition"),
    )
    first = opening.split("\n\n")[0].replace("\n", " ")
    return f"## {edition.name}\n\n{first}\n\n" + table(("", ""), rows)


def commands() -> str:
    """The help of the command and of each of its subcommands, as a terminal of 100 columns shows it."""
    names = ["", *every_command()]
    return "\n".join(_help(name) for name in names)


def _help(name: str) -> str:
    told = CliRunner().invoke(cli, [*name.split(), "--help"], prog_name="freesheet", terminal_width=100).output
    return f"## {'freesheet ' + name if name else 'freesheet'}\n\n```text\n{told.rstrip()}\n```\n"


def every_command() -> dict[str, click.Command]:
    """All commands by their names, those of the newsroom among them; what a group has behind the group."""
    return dict(_in_group(cli, ""))


def _in_group(group: click.Group, before: str) -> Iterator[tuple[str, click.Command]]:
    context = click.Context(group)
    for name in group.list_commands(context):
        if command := group.get_command(context, name):
            yield before + name, command
            if isinstance(command, click.Group):
                yield from _in_group(command, f"{before}{name} ")


def parameters() -> Iterator[str]:
    """Every option of every command, as it is typed."""
    for command in (cli, *every_command().values()):
        for parameter in command.params:
            if isinstance(parameter, click.Option):
                yield from parameter.opts


def variables() -> str:
    """Every setting of a newsroom, which its environment holds."""
    rows = ((code(one.name), code(one.default) if one.default else "empty", one.help) for one in SETTINGS)
    return table(("variable", "default", "what it is"), rows)


# ── The house ────────────────────────────────────────────────────────────────────────────────────────


def house() -> str:
    """Every setting of house.toml with its default, a heading for each table."""
    sections = (_section(f"[{name}]", type(value)) for name, value in sections_of(House))
    return "\n".join((_section("At the top of the file", House), *sections))


def settings() -> Iterator[str]:
    """Every setting of house.toml by its own name, and every table by its heading's."""
    for _name, value in sections_of(House):
        yield from (field.name for field in msgspec.structs.fields(type(value)))
    yield from (field.name for field in msgspec.structs.fields(House) if not isinstance(field.default, Section))


def sections_of(kind: type[Section]) -> Iterator[tuple[str, Section]]:
    return ((field.name, field.default) for field in msgspec.structs.fields(kind) if isinstance(field.default, Section))


def _section(title: str, kind: type[Section]) -> str:
    note = (inspect.getdoc(kind) or "") if kind.__doc__ else ""
    rows = (
        (code(field.name), _default(field.default), houses.describe(field) + _choices(field.type))
        for field in msgspec.structs.fields(kind)
        if not isinstance(field.default, Section)
    )
    return f"## {title}\n\n" + (f"{note}\n\n" if note else "") + table(("setting", "default", "what it is"), rows)


def _default(value: object) -> str:
    return "empty" if value == "" else code(str(value))


def _choices(kind: Any) -> str:
    literal = next((part for part in (kind, *get_args(kind)) if get_origin(part) is Literal), None)
    return f" One of {', '.join(map(code, get_args(literal)))}." if literal else ""


def house_rules() -> str:
    """What is asked of the settings together, one sentence each."""
    return "".join(f"- {sentence.removeprefix('house.toml: ')}\n" for _, sentence in houses.RULES)


# ── The story ────────────────────────────────────────────────────────────────────────────────────────


def structs(*kinds: type[Struct]) -> str:
    """A heading, the first words and the fields of each kind of node."""
    return "\n".join(map(_struct, kinds))


def _struct(kind: type[Struct]) -> str:
    tag = kind.__struct_config__.tag
    typed = f'In the file its `type` is `"{tag}"`.\n\n' if isinstance(tag, str) else ""
    told = inspect.cleandoc(kind.__doc__ or "")
    rows = [(code(f.name), typename(f.type), _given(f)) for f in msgspec.structs.fields(kind)]
    fields = table(("field", "what it holds", "default"), rows) if rows else "It has no fields.\n"
    return f"### {kind.__name__}\n\n" + (f"{told}\n\n" if told else "") + typed + fields


def _given(field: FieldInfo) -> str:
    if field.default is NODEFAULT and field.default_factory is NODEFAULT:
        return "must be there"
    return {"": "empty", "()": "none", "None": "none", "False": "no", "True": "yes"}.get(
        str(field.default), code(str(field.default))
    )


def typename(kind: Any) -> str:
    """A type in words: "inlines", "list of Byline", "one of `news`, `analysis`"."""
    if called := next((name for known, name in CALLED.items() if known == kind), ""):
        return called
    arguments = [part for part in get_args(kind) if part not in (NoneType, Ellipsis)]
    if get_origin(kind) is Literal:
        return "one of " + ", ".join(code(str(choice)) for choice in arguments)
    if get_origin(kind) is tuple:
        return f"list of {typename(arguments[0])}"
    if arguments:
        return typename(arguments[0])
    name: str = kind.__name__
    return {"str": "text", "bool": "yes or no", "int": "number"}.get(name, name)


def blocks() -> str:
    return structs(*get_args(nodes.Block), nodes.Cell)


def inlines() -> str:
    return structs(*get_args(nodes.Inline))


def parts() -> str:
    """The story itself and what stands around its body."""
    return structs(
        nodes.Story,
        nodes.Byline,
        nodes.Series,
        nodes.Correction,
        nodes.Withdrawal,
        nodes.Origin,
        nodes.Source,
    )


# ── Tables of rules ──────────────────────────────────────────────────────────────────────────────────


def checks() -> str:
    """Each thing that an editor is told, and why."""
    return table(("code", "what it says", "why"), ((code(c.code), c.sentence.format("…"), c.reason) for c in CHECKS))


def services() -> str:
    """Each message service with its limits and where they were read."""
    return table(
        ("name", "service", "characters", "lines", "read at", "seen"),
        (
            (
                code(service.name),
                service.title,
                f"{service.characters:,}",
                str(service.lines or "not counted"),
                f"<{service.source}>",
                f"{service.seen:%Y-%m-%d}",
            )
            for service in SERVICES
        ),
    )


def sources() -> str:
    """Each form that a story may arrive in."""
    return table(("source", "what it reads"), ((code(s.name), s.title) for s in SOURCES))


def front_matter() -> str:
    """Each field of front matter, and the other names that it goes by."""
    names = dict[object, list[str]]()
    for name, setter in FIELDS.items():
        names.setdefault(setter, []).append(name)
    return table(
        ("field", "also called"), ((code(name), ", ".join(map(code, others))) for name, *others in names.values())
    )


def weights(most: Mapping[Paper, int]) -> str:
    """What sheets weigh, up to so many of each paper."""
    rows = (
        (str(sheets), *(f"{ounces_of(sheets, paper):.2f} oz" if sheets <= most[paper] else "" for paper in most))
        for sheets in range(1, max(most.values()) + 1)
    )
    return table(("sheets", *most), rows)


# ── The API ──────────────────────────────────────────────────────────────────────────────────────────


def operations(tag: str) -> str:
    """Each operation of the API under a tag: what it does, what it is asked with."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")
    django.setup()
    from newsroom.api.urls import api

    return table(
        ("operation", "what it does", "parameters"),
        (
            (code(f"{method.upper()} {path.removeprefix('/api/v1')}"), _told(told), ", ".join(_asked(told)))
            for path, methods in api.get_openapi_schema()["paths"].items()
            for method, told in methods.items()
            if tag in told["tags"]
        ),
    )


def _told(operation: Mapping[str, Any]) -> str:
    return " ".join(operation.get("description", f"{operation['summary']}.").split())


def _asked(operation: Mapping[str, Any]) -> Iterator[str]:
    """The names of what stands behind the question mark or in a header."""
    return (code(one["name"]) for one in operation["parameters"] if one["in"] != "path")


def problems() -> str:
    """What each status means that is no success."""
    from newsroom.api.answers import MEANINGS

    return table(("status", "what it means"), ((code(str(status)), meaning) for status, meaning in MEANINGS.items()))


# ── What a command prints ────────────────────────────────────────────────────────────────────────────


def session(line: str) -> str:
    """A command as it is typed here and what it prints on 100 columns; what it writes to out/ goes elsewhere."""
    with TemporaryDirectory(prefix="freesheet-") as folder:
        arguments = [folder if argument == "out/" else argument for argument in line.split()[1:]]
        told = CliRunner(env={"COLUMNS": "100"}).invoke(cli, arguments, catch_exceptions=False).output
    printed = "\n".join(row.rstrip() for row in told.rstrip().splitlines())
    return f"```console\n$ {line}\n{printed}\n```\n"
