"""`import freesheet` is a library whose names are all there, and which makes nobody wait for engines not in use."""

import os
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

import freesheet

ENGINES = ("typst", "libzim", "trafilatura", "PIL", "lxml")
SOURCE = str(Path(freesheet.__file__).parent.parent)


@pytest.mark.parametrize("name", freesheet.__all__)
def test_every_name_is_what_its_module_calls_so(name):
    assert getattr(freesheet, name) is getattr(import_module(freesheet._HOME[name]), name)


def test_the_names_are_in_order_and_each_has_a_home():
    assert set(freesheet.__all__) == set(freesheet._HOME)
    assert len(set(freesheet.__all__)) == len(freesheet.__all__)


def test_a_name_that_is_not_there_is_no_attribute():
    with pytest.raises(AttributeError, match="module 'freesheet' has no attribute 'nonsense'"):
        _ = freesheet.nonsense


@pytest.mark.parametrize("code", ["import freesheet", "from freesheet import Story, check"])
def test_importing_it_loads_no_engine(code):
    loaded = f"{code}; import sys; print(*sorted(set({ENGINES}) & set(sys.modules)))"
    done = subprocess.run(
        [sys.executable, "-c", loaded],
        check=True,
        capture_output=True,
        text=True,
        env=os.environ | {"PYTHONPATH": SOURCE},
    )
    assert done.stdout.strip() == ""


def test_a_story_is_made_with_it_in_a_few_lines(tmp_path):
    raw = freesheet.Raw(b"# Rain again\n\nIt rained on Monday.\n", "rain.md")
    arrival = freesheet.take(raw)
    done = freesheet.run(
        [arrival.story],
        [freesheet.EDITIONS["text"]],
        tmp_path,
        house=freesheet.House(),
        picture=arrival.pictures.__getitem__,
    )
    assert [made.path for made in done.made] == ["rain-again/text.txt"]
    assert "It rained on Monday." in (tmp_path / "rain-again" / "text.txt").read_text("utf-8")
