"""What intake gives: a story, its pictures, and a report of what was dropped and why."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from freesheet.story.nodes import Story


@dataclass(frozen=True, slots=True)
class Raw:
    """A story as a person has it: bytes, the file as they name it, and where they come from if that is known.

    `sibling` gives the bytes of a file that the story refers to (a path relative to it, or an address); None when there
    is none, or when it may not be had. `why_not` says why, in a sentence, for a picture that `sibling` did not give.
    `encoding` is the one that a server told.
    """

    data: bytes
    name: str
    address: str = ""
    sibling: Callable[[str], bytes | None] = lambda _path: None
    why_not: Callable[[str], str] = lambda path: f"There is no file {path} beside the story."
    encoding: str = ""


@dataclass(frozen=True, slots=True)
class Drop:
    """Something that intake did not take over: what it is, why it was left, and the words that it held."""

    what: str
    why: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class Arrival:
    """A story with the bytes of its pictures by file name. `outlet` is who published it, when the source says so."""

    story: Story
    drops: tuple[Drop, ...] = ()
    pictures: Mapping[str, bytes] = field(default_factory=dict)
    outlet: str = ""


class NotTaken(Exception):
    """No story could be made of it; the message says what is wrong, where, and what to do."""
