"""The docs are true: what they list is what there is, what they show runs, what they link to is there."""

import re
import shlex
import tomllib
from collections.abc import Iterator
from contextlib import chdir, redirect_stdout
from dataclasses import fields
from functools import cache
from io import StringIO
from itertools import pairwise
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import click
import pytest
from click.testing import CliRunner
from cogapp import Cog
from markdown_it import MarkdownIt
from markdown_it.token import Token
from myst_parser.slugs import github_slugify

from freesheet import EDITIONS, House, Issue, Loss, MissingPicture, Raw, kit_of, samples, take
from freesheet.cli import cli
from freesheet.edition import losses
from freesheet.editions.message.services import SERVICES
from freesheet.house import read as read_house
from freesheet.intake import SOURCES
from freesheet.intake.arrival import Drop
from freesheet.press.run import Made
from freesheet.story.checks import CHECKS, Remark
from freesheet.story.file import read as read_story
from tests.strategies import heading, link, paragraph, picture, story
from tools import reference

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"
PAGES = sorted([*ROOT.glob("*.md"), *DOCS.rglob("*.md")])
VERSION = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["version"]
GENERATED = [ROOT / "README.md", *sorted((DOCS / "reference").glob("*.md"))]


def name_of(page: Path) -> str:
    return page.relative_to(ROOT).as_posix()


@cache
def tokens(page: Path) -> tuple[Token, ...]:
    return tuple(MarkdownIt("commonmark").enable("table").parse(page.read_text("utf-8")))


def fences(page: Path, language: str) -> list[str]:
    return [token.content for token in tokens(page) if token.type == "fence" and token.info == language]


# ── What is listed is what there is ──────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("page", GENERATED, ids=name_of)
def test_what_is_made_from_the_code_is_up_to_date(page: Path) -> None:
    """`cog -r -I . PAGE` renews it; in the README that includes what the shown command prints."""
    told = StringIO()
    with chdir(ROOT), redirect_stdout(told):
        failed = Cog().main(["cog", "--check", "--diff", "-I", ".", name_of(page)])
    assert not failed, told.getvalue()


def listed(page: str) -> set[str]:
    """What stands in code style or in a fence anywhere on a page of the reference."""
    text = (DOCS / "reference" / page).read_text("utf-8")
    return set(re.findall(r"`([^`\n]+)`", text)) | set(re.findall(r"(?<![\w-])-{1,2}[a-z][\w-]*", text))


@pytest.mark.parametrize(
    ("page", "names"),
    [
        ("editions.md", set(EDITIONS)),
        ("command.md", set(reference.parameters())),
        ("house.md", set(reference.settings())),
        ("checks.md", {check.code for check in CHECKS}),
        ("intake.md", {source.name for source in SOURCES}),
        ("message-services.md", {service.name for service in SERVICES}),
        ("report.md", {field.name for kind in (Made, Loss, Drop, Remark) for field in fields(kind)}),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_everything_there_is_has_a_place_in_the_reference(page: str, names: set[str]) -> None:
    assert names <= listed(page)


def test_every_command_has_a_heading_in_the_reference() -> None:
    text = (DOCS / "reference" / "command.md").read_text("utf-8")
    assert [line for line in (f"## freesheet {name}" for name in reference.every_command()) if line not in text] == []


def test_the_schema_in_the_docs_is_the_one_that_the_command_prints() -> None:
    """`freesheet schema > docs/reference/story.schema.json` renews it."""
    assert (DOCS / "reference" / "story.schema.json").read_text("utf-8") == CliRunner().invoke(cli, "schema").output


def test_the_changelog_knows_this_version() -> None:
    assert VERSION in (ROOT / "CHANGELOG.md").read_text("utf-8")


# ── What is shown runs ───────────────────────────────────────────────────────────────────────────────


def commands() -> Iterator[tuple[str, str]]:
    """Each command line of ours in a block for the shell, and the page that it is on."""
    for page in PAGES:
        for block in (*fences(page, "sh"), *fences(page, "console")):
            for line in block.replace("$ ", "").splitlines():
                if typed := re.search(r"(?:^|\s)freesheet .*", line.split(" #")[0]):
                    yield name_of(page), typed[0].strip()


@pytest.mark.parametrize(("page", "line"), list(commands()))
def test_each_command_that_is_shown_is_understood(page: str, line: str, tmp_path: Path) -> None:
    _, name, *arguments = shlex.split(line)
    context = click.Context(cli, info_name="freesheet", **cli.context_settings)
    (tmp_path / "uploads").mkdir()
    with chdir(tmp_path):
        assert reference.every_command()[name].make_context(name, arguments, parent=context).info_name == name


@pytest.mark.parametrize("page", [page for page in PAGES if fences(page, "toml")], ids=name_of)
def test_each_house_that_is_shown_is_sound(page: Path) -> None:
    for block in fences(page, "toml"):
        assert read_house(block.encode()) != House()


def test_the_smallest_story_that_is_shown_is_one() -> None:
    (shown,) = fences(DOCS / "reference" / "story.md", "json")
    assert read_story(shown.encode()).headline == "Library printer stays free"


def test_the_front_matter_that_is_shown_is_taken() -> None:
    (shown,) = fences(DOCS / "reference" / "intake.md", "markdown")
    arrival = take(Raw(shown.encode(), "council.md"))
    assert [byline.name for byline in arrival.story.bylines] == ["Ana Ruiz", "Bo Lee"]
    assert arrival.story.corrections[0].right == "It runs until three."
    assert [drop.why for drop in arrival.drops] == ["There is no file bus.jpg beside the story."]


def test_the_library_does_what_its_page_says(tmp_path: Path) -> None:
    """The page's Python runs from top to bottom; where a block is followed by its output, that is what it prints."""
    (tmp_path / "council.md").write_text("---\nheadline: Council keeps the night bus\n---\n\nIt runs until three.\n")
    shown = [token for token in tokens(DOCS / "how-to" / "use-as-a-library.md") if token.type == "fence"]
    names = dict[str, Any]()
    with chdir(tmp_path):
        for block, after in zip(shown, [*shown[1:], None], strict=True):
            if block.info != "python":
                continue
            told = StringIO()
            with redirect_stdout(told):
                exec(block.content, names)  # noqa: S102 — the docs are ours
            if after and after.info == "text":
                assert told.getvalue() == after.content


def test_the_edition_that_contributing_adds_is_an_edition() -> None:
    (code,) = fences(ROOT / "CONTRIBUTING.md", "python")
    names = dict[str, Any]()
    exec(code, names)  # noqa: S102 — the docs are ours
    edition = names["EDITION"]
    told = story(
        heading("What the vote means"),
        paragraph("The county will ", link("keep its printer free", "https://example.org/vote"), ". It was close."),
        picture(alt="The printer"),
    )
    (made,) = edition.make(Issue.of(told), kit_of((edition,), house=House(), picture=no_picture))
    lines = made.data.decode().splitlines()
    assert [told.headline, told.dek] == lines[:2]
    assert lines[3:] == ["What the vote means", "The county will keep its printer free.", "It was close."]
    assert [(loss.what, loss.text) for loss in losses(told, edition)] == [("pictures", "The printer")]


@pytest.mark.parametrize("name", samples.names())
def test_the_edition_that_contributing_adds_takes_every_sample(name: str) -> None:
    names = dict[str, Any]()
    exec(fences(ROOT / "CONTRIBUTING.md", "python")[0], names)  # noqa: S102 — the docs are ours
    kit = kit_of((names["EDITION"],), house=samples.house(), picture=no_picture)
    (made,) = names["EDITION"].make(Issue.of(samples.story(name)), kit)
    assert names["article"](samples.story(name), samples.house()).headline in made.data.decode()


def no_picture(name: str) -> bytes:
    raise MissingPicture(f"The picture {name} is not there.")


@pytest.mark.parametrize("page", sorted((DOCS / "explanation").glob("*.md")), ids=name_of)
def test_code_that_is_quoted_is_in_the_code(page: Path) -> None:
    code = "\n".join(path.read_text("utf-8") for path in (*ROOT.glob("src/**/*.py"), *ROOT.glob("tests/**/*.py")))
    known = {line.strip() for line in code.splitlines()}
    quoted = {line.strip() for block in fences(page, "python") for line in block.splitlines() if "..." not in line}
    assert quoted <= known


# ── What is linked to is there ───────────────────────────────────────────────────────────────────────


def targets(page: Path) -> Iterator[str]:
    for block in tokens(page):
        for token in block.children or ():
            for attribute in ("href", "src"):
                if address := token.attrs.get(attribute):
                    yield unquote(str(address))


def anchors(page: Path) -> set[str]:
    found = tokens(page)
    return {github_slugify(after.content) for one, after in pairwise(found) if one.type == "heading_open"}


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_every_link_leads_somewhere(page: Path) -> None:
    for target in targets(page):
        parts = urlsplit(target)
        if parts.scheme:
            continue
        file = (page.parent / parts.path).resolve() if parts.path else page
        assert file.exists(), f"{name_of(page)} links to {target}"
        assert not parts.fragment or parts.fragment in anchors(file), f"{name_of(page)} links to {target}"


def test_every_page_of_the_docs_is_in_the_contents() -> None:
    inside = {(DOCS / target).resolve() for target in targets(DOCS / "index.md")}
    inside |= {(DOCS / "decisions" / target).resolve() for target in targets(DOCS / "decisions" / "index.md")}
    assert set(DOCS.rglob("*.md")) - inside == {DOCS / "index.md"}
