"""The same input gives the same bytes: on two runs, in two processes, whatever the order of hashes and the clock."""

import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from freesheet import samples
from freesheet.story.file import write
from freesheet.story.walk import pictures_in

# Each of a kind of its own: pictures and tables, right to left, republished, withdrawn.
FEW = 4


def digests(folder: Path) -> dict[str, str]:
    files = sorted(file for file in folder.rglob("*") if file.is_file())
    return {file.relative_to(folder).as_posix(): hashlib.sha256(file.read_bytes()).hexdigest() for file in files}


def press(stories: list[Path], to: Path, seed: str) -> dict[str, str]:
    """Run the command in a process of its own, with hashes in another order; what it wrote, by digest."""
    command = [
        sys.executable,
        "-m",
        "freesheet",
        "make",
        *map(str, stories),
        "--to",
        str(to),
        "--as-issue",
        "This week",
    ]
    subprocess.run(
        [*command, "--report", str(to.with_suffix(".json"))],
        check=True,
        capture_output=True,
        env=os.environ | {"PYTHONHASHSEED": seed, "TZ": "Asia/Tokyo" if seed == "1" else "America/Chicago"},
    )
    return digests(to)


@pytest.fixture(scope="module")
def inputs(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Samples as files of their own, with their pictures beside them."""
    files = []
    for name in samples.names()[:: max(1, len(samples.names()) // FEW)]:
        story = samples.story(name)
        folder = tmp_path_factory.mktemp(name)
        (folder / "story.json").write_bytes(write(story))
        for picture in pictures_in(story):
            (folder / picture.file).write_bytes(samples.picture(picture.file))
        files.append(folder / "story.json")
    return files


def test_two_processes_make_the_same_bytes(inputs: list[Path], tmp_path: Path) -> None:
    one, other = (press(inputs, tmp_path / seed, seed) for seed in ("1", "2"))
    assert one == other
    reports = [json.loads((tmp_path / f"{seed}.json").read_text()) for seed in ("1", "2")]
    assert reports[0] == reports[1]
    assert {made["path"]: made["sha256"] for made in reports[0]["artifacts"]} == one
