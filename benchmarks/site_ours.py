"""The site's press as its benchmarks use it."""

from collections.abc import Iterable
from pathlib import Path
from typing import Literal

from freesheet.story.nodes import Story

# HTML pages, lists, feeds, sitemaps; with text-only pages and gzip and brotli of it all; with sheets and e-books too.
Scope = Literal["HTML", "compressed", "every edition"]
_NOT_YET = "The site's press is not written yet."


def write_archive(stories: Iterable[Story], file: Path) -> None:
    """Write stories into a new archive, `stories.db`; they come one at a time and are not all kept in memory."""
    raise NotImplementedError(_NOT_YET)


def command(archive: Path, to: Path, scope: Scope) -> list[str]:
    """The command that presses a whole site into a folder that is not there yet."""
    raise NotImplementedError(_NOT_YET)


class Site:
    """A site, pressed whole into a folder that was not there, and then kept current by this process."""

    def __init__(self, archive: Path, to: Path, scope: Scope) -> None:
        raise NotImplementedError(_NOT_YET)

    def put(self, story: Story) -> int:
        """Put a new or changed story into the archive and press what shows it, durably; how many files were written."""
        raise NotImplementedError(_NOT_YET)
