"""The site's press as its benchmarks use it."""

from collections.abc import Iterable
from pathlib import Path

from freesheet.story.nodes import Story

_NOT_YET = "The site's press is not written yet."


def write_archive(stories: Iterable[Story], file: Path) -> None:
    """Write stories into a new archive, `stories.db`; they come one at a time and are not all kept in memory."""
    raise NotImplementedError(_NOT_YET)


def command(archive: Path, to: Path, *, plain: bool) -> list[str]:
    """The command that presses a whole site into a folder that is not there yet: HTML pages, lists, feeds, sitemaps.

    Not `plain`: the text-only pages too, and gzip and brotli copies of everything.
    """
    raise NotImplementedError(_NOT_YET)


class Site:
    """A site that was pressed, and is kept current by one process."""

    def __init__(self, archive: Path, to: Path) -> None:
        raise NotImplementedError(_NOT_YET)

    def put(self, story: Story) -> int:
        """Put a new or changed story into the archive and press what shows it, durably; how many files were written."""
        raise NotImplementedError(_NOT_YET)
