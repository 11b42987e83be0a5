"""The pages for screens before two outside judges: the Nu HTML checker and axe in Chromium."""

import json
import re
import shutil
import subprocess
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, sync_playwright

from freesheet.editions import EDITIONS
from freesheet.house import Appeal, House, Policies
from freesheet.story.file import read
from freesheet.story.nodes import Byline, Correction, Issue, Origin, Series, Source, Story, Withdrawal
from tests.conftest import NODE
from tests.strategies import NOON, kit, picture, story

STORIES = Path(__file__).parent.parent / "stories"
HOUSE = House(
    name="The Test House",
    site="https://example.org",
    postal="The Test House\n1 Main St, Springfield",
    contact="desk@example.org",
    licence="CC BY 4.0",
    licence_address="https://creativecommons.org/licenses/by/4.0/",
    republish="Keep the byline.",
    policies=Policies(about="https://example.org/about/", privacy="https://example.org/privacy/"),
    appeal=Appeal(text="Those who can afford to give keep it free.", address="https://example.org/give/"),
)
BESIDE = {name: edition.files for name, edition in EDITIONS.items()}
# Chromium as root in a container, offline.
CHROMIUM = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update")
RULES = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"]


@cache
def told() -> dict[str, Story]:
    """The stories that show one difficulty each, a story with every notice, and one that was withdrawn."""
    notices = story(
        "A.",
        section="Libraries",
        topics=("Paper",),
        series=Series("The paper trail", 3, 7),
        bylines=(Byline("Ana Ruiz", address="https://example.org/ana"), Byline("Sam Lee", role="Photographs by")),
        updated=NOON.replace(day=4),
        corrections=(
            Correction(NOON.replace(day=5), "It said 4.", "It is 5."),
            Correction(NOON.replace(day=6), "The name was wrong.", "It is Elm.", substantial=True),
        ),
        origin=Origin("River Record", "https://river.example/a b", "Ten pages", date(2026, 5, 1), "CC BY-ND"),
        lead=picture("missing.jpg", "A town"),
        sources=(Source("Audit", "County", address="https://example.org/audit", archived="https://example.net/a"),),
    )
    named = {file.parent.name: read(file.read_bytes()) for file in sorted(STORIES.glob("*/story.json"))}
    return named | {"notices": notices, "withdrawn": story(withdrawal=Withdrawal(NOON, "It was wrong."))}


def write_pages(folder: Path) -> list[Path]:
    """Both pages of every story, with their pictures, each story in a folder of its own."""
    pages = []
    for name, one in told().items():
        for edition in ("web", "lite"):
            for artifact in EDITIONS[edition].make(Issue.of(one), kit(HOUSE, beside=BESIDE)):
                path = folder / name / artifact.path
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(artifact.data)
                pages += [path] if path.suffix == ".html" else []
    return pages


@pytest.mark.needs("java", "vnu")
def test_the_nu_checker_finds_no_error(tmp_path: Path) -> None:
    pages = write_pages(tmp_path)
    checker = NODE / "vnu-jar/build/dist/vnu.jar"
    found = subprocess.run(
        ["java", "-Xss8m", "-jar", checker, "--errors-only", "--format", "json", *pages],
        capture_output=True,
        check=False,
    )
    assert [message for message in json.loads(found.stderr)["messages"] if message["type"] == "error"] == []


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as play:
        chromium = play.chromium.launch(executable_path=shutil.which("chromium"), args=CHROMIUM)
        yield chromium
        chromium.close()


@pytest.mark.needs("chromium", "axe")
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_axe_finds_no_violation_and_nothing_runs_out_of_the_screen(
    browser: Browser, tmp_path: Path, width: int, scheme: Any
) -> None:
    axe = (NODE / "axe-core/axe.min.js").read_text()
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    found = []
    for path in write_pages(tmp_path):
        page.goto(path.as_uri())
        page.evaluate(axe)
        result = page.evaluate("tags => axe.run(document, {runOnly: tags})", RULES)
        found += [
            (path.parent.name, path.name, fault["id"], fault["nodes"][0]["html"]) for fault in result["violations"]
        ]
        # Without a style a table or a telegram is as wide as it is.
        if path.name == "index.html" and page.evaluate("document.documentElement.scrollWidth") > width:
            found.append((path.parent.name, path.name, "too wide", ""))
    context.close()
    assert found == []
    # A browser complains of what the page's own policy refuses.
    assert complaints == []


@pytest.mark.needs("chromium", "pdftotext")
def test_the_printed_page_has_numbered_notes_and_a_running_footer_and_no_furniture(
    browser: Browser, tmp_path: Path
) -> None:
    page = browser.new_page()
    write_pages(tmp_path)
    page.goto((tmp_path / "notices/index.html").as_uri())
    page.pdf(path=tmp_path / "page.pdf", prefer_css_page_size=True)
    page.close()
    text = subprocess.run(
        ["pdftotext", "-layout", tmp_path / "page.pdf", "-"], check=True, capture_output=True
    ).stdout.decode()
    for printed in ("River Record 2 on", "2. Ten pages. https://river.example/a b", "Editor’s note", "It is Elm."):
        assert printed in text
    foot = text.rstrip("\f\n").rpartition("\n")[2]
    assert re.findall(r"[^\u2066-\u2069\s]+", foot) == [
        *("Library", "printer", "stays", "free", "·", "https://river.example/a%20b", "1/1"),
    ]
    for left in ("E-mail this story", "Those who can afford to give", "Skip to the story"):
        assert left not in text
