"""What an edition is: a value that makes artifacts of an issue, and says what it leaves out."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Literal, Protocol

from freesheet.house import House
from freesheet.story.nodes import Block, Issue, Story
from freesheet.story.walk import every_block, plain

Of = Literal["story", "issue"]
# The first instant that a zip can hold: what a file says that must say when it was made and doesn't know.
UNDATED = datetime(1980, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Loss:
    """Something of a story that an edition does not carry; `text` is the words lost, when words are."""

    edition: str
    story: str
    what: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class Artifact:
    """One file of an edition. `path` is relative to its story's or issue's folder; `pages` are sides of paper."""

    path: str
    edition: str
    data: bytes
    pages: int = 0
    sheets: int = 0
    losses: tuple[Loss, ...] = ()


class MissingPicture(Exception):
    """A picture that a story names is not there, or is no picture; the message says which and why."""


class NoRoom(Exception):
    """The machine has no room for what an edition writes while it is made; the message says where to make some."""


class Maker(Protocol):
    """Makes another edition, called by its name; `beside`, when given, is what lies in the folder that it goes to."""

    def __call__(
        self, edition: str, issue: Issue, /, beside: Mapping[str, str] | None = None
    ) -> tuple[Artifact, ...]: ...


@dataclass(frozen=True, slots=True)
class Kit:
    """All that an edition may ask of the world.

    `picture` gives the bytes of a story's picture by its file name, or raises MissingPicture. `made` gives what another
    edition makes of the same issue, so that a bundle holds the very sheets that stand beside it. `beside` tells which
    editions of a story lie in one folder, by name: a file name with `{slug}` in it. `now` dates what has no date;
    without it, what has no date shows none.
    """

    house: House
    picture: Callable[[str], bytes]
    made: Maker
    now: datetime | None = None
    beside: Mapping[str, str] = field(default_factory=dict)

    def date(self, issue: Issue) -> datetime | None:
        """The instant that an edition may show as its date: its newest story's, else the run's."""
        return issue.newest or self.now

    def stamp(self, issue: Issue) -> datetime:
        """The instant that goes where a file format asks for one, whether or not there is one to show."""
        return self.date(issue) or UNDATED

    def file_beside(self, edition: str, issue: Issue) -> str:
        """The file of another edition in the same folder; empty when it is not made."""
        return self.beside.get(edition, "").format(slug=issue.slug)


@dataclass(frozen=True, slots=True)
class Edition:
    """One form of a story or an issue.

    `files` names its main file, with `{slug}` where the slug stands. `leaves_out` names the blocks whose words are not
    in its artifacts; `limits` says in a sentence what else it can't carry. `made_of` names the editions whose artifacts
    it asks of `kit.made`.
    """

    name: str
    title: str
    make: Callable[[Issue, Kit], tuple[Artifact, ...]]
    files: str
    of: tuple[Of, ...] = ("story",)
    leaves_out: tuple[type[Block], ...] = ()
    limits: str = ""
    made_of: tuple[str, ...] = ()

    def leftovers(self, issue: Issue) -> str:
        """A glob of the files that an earlier run may have left, such as a third part where there are two now."""
        return re.sub(r"{(\w+)}", lambda blank: issue.slug if blank[1] == "slug" else "*", self.files)


def losses(story: Story, edition: Edition) -> Iterator[Loss]:
    """What an edition declares that it leaves out, wherever in the story it stands."""
    lead = (story.lead,) if story.lead else ()
    for block in every_block((*lead, *story.body)):
        if isinstance(block, edition.leaves_out):
            yield Loss(edition.name, story.slug, spoken(type(block)), plain(block))


def spoken(kind: type[Block]) -> str:
    """A block's name in words: "pull quotes"."""
    tag = kind.__struct_config__.tag
    return f"{str(tag).replace('-', ' ')}s"
