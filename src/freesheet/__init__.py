"""Freesheet: one story in, every edition out. The names below are the library; each is loaded when it is first used."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from freesheet.edition import Artifact, Edition, Kit, Loss, MissingPicture
    from freesheet.editions import EDITIONS
    from freesheet.house import BadHouse, House
    from freesheet.intake import take
    from freesheet.intake.arrival import Arrival, Drop, NotTaken, Raw
    from freesheet.intake.door import open_raw
    from freesheet.press.disk import CantWrite
    from freesheet.press.run import Run, kit_of, run
    from freesheet.story.checks import check
    from freesheet.story.file import BadStory
    from freesheet.story.nodes import Issue, Story

# Loading the engines of all editions takes a second; who only reads a story need not wait for them.
_HOMES = {
    "freesheet.edition": ("Artifact", "Edition", "Kit", "Loss", "MissingPicture"),
    "freesheet.editions": ("EDITIONS",),
    "freesheet.house": ("BadHouse", "House"),
    "freesheet.intake": ("take",),
    "freesheet.intake.arrival": ("Arrival", "Drop", "NotTaken", "Raw"),
    "freesheet.intake.door": ("open_raw",),
    "freesheet.press.disk": ("CantWrite",),
    "freesheet.press.run": ("Run", "kit_of", "run"),
    "freesheet.story.checks": ("check",),
    "freesheet.story.file": ("BadStory",),
    "freesheet.story.nodes": ("Issue", "Story"),
}
_HOME = {name: home for home, names in _HOMES.items() for name in names}

__all__ = [
    "EDITIONS",
    "Arrival",
    "Artifact",
    "BadHouse",
    "BadStory",
    "CantWrite",
    "Drop",
    "Edition",
    "House",
    "Issue",
    "Kit",
    "Loss",
    "MissingPicture",
    "NotTaken",
    "Raw",
    "Run",
    "Story",
    "check",
    "kit_of",
    "open_raw",
    "run",
    "take",
]


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module 'freesheet' has no attribute {name!r}")
    return getattr(import_module(_HOME[name]), name)
