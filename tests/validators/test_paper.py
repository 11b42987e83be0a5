"""Every sample on paper: sound PDFs, and the tagged ones all that PDF/UA-1 and PDF/A-2a ask for."""

import subprocess
from pathlib import Path

import pytest

from freesheet import samples
from freesheet.editions import EDITIONS
from freesheet.press.run import kit_of
from freesheet.story.nodes import Issue
from tests.freesheet.editions.sheets import faults

PAPER = ("print", "large-print", "booklet", "handbill")
# An imposed booklet is for paper alone, and says so: it has no tags.
TAGGED = ("print", "large-print", "handbill")
ISSUE = "all of them"


def work(name: str) -> Issue:
    """A sample by itself, or all of them as an issue."""
    if name != ISSUE:
        return Issue.of(samples.story(name))
    return Issue(slug="issue", title="The issue", stories=tuple(map(samples.story, samples.names())))


@pytest.mark.needs("qpdf")
@pytest.mark.parametrize("edition", PAPER)
@pytest.mark.parametrize("name", [*samples.names(), ISSUE])
def test_a_sample_is_a_sound_pdf(name: str, edition: str, tmp_path: Path) -> None:
    chosen = EDITIONS[edition]
    if name == ISSUE and "issue" not in chosen.of:
        name = samples.names()[0]
    kit = kit_of((chosen,), house=samples.house(), picture=samples.picture)
    (artifact,) = chosen.make(work(name), kit)
    file = tmp_path / artifact.path
    file.write_bytes(artifact.data)
    checked = subprocess.run(["qpdf", "--check", file], capture_output=True, text=True)
    assert checked.returncode == 0, checked.stdout + checked.stderr
    if edition in TAGGED:
        assert not faults(artifact.data)
