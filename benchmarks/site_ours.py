"""The site's press as its benchmarks use it."""

import sys
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import Literal

from freesheet.press.archive import Archive
from freesheet.press.folder import open_source
from freesheet.press.hand import Hand
from freesheet.press.home import home_of
from freesheet.press.making import PRODUCTS
from freesheet.press.site_run import Run, run
from freesheet.story.nodes import Story

# HTML pages, lists, feeds, sitemaps; with text-only pages and gzip and brotli of it all; with sheets and e-books too.
Scope = Literal["HTML", "compressed", "every edition"]
EDITIONS: dict[Scope, tuple[str, ...]] = {
    "HTML": ("web",),
    "compressed": ("web", "lite"),
    "every edition": tuple(name for name in PRODUCTS if name not in ("zim", "bundle")),
}
HOUSE = """
name = "The Measured Times"
site = "https://times.example.org"
postal = "P.O. Box 1, Quillhaven, ME 04999"
contact = "desk@times.example.org"
"""
# Later than any story of the benchmarks.
NOW = datetime(2040, 1, 1, tzinfo=UTC)
BATCH = 500


def write_archive(stories: Iterable[Story], file: Path) -> None:
    """Write stories into a new archive, `stories.db`; they come one at a time and are not all kept in memory."""
    file.parent.mkdir(parents=True, exist_ok=True)
    (file.parent / "house.toml").write_text(HOUSE)
    archive = Archive.create(file)
    for batch in _batches(stories):
        with archive:
            for story in batch:
                archive.put(story)
    archive.close()


def _batches(stories: Iterable[Story]) -> Iterator[list[Story]]:
    waiting = iter(stories)
    while batch := list(islice(waiting, BATCH)):
        yield batch


def command(archive: Path, to: Path, scope: Scope) -> list[str]:
    """The command that presses a whole site into a folder that is not there yet."""
    chosen = [part for name in EDITIONS[scope] for part in ("--edition", name)]
    plain = ["--plain"] if scope == "HTML" else []
    return [sys.executable, "-m", "freesheet", "press", "--from", str(archive), "--to", str(to), *chosen, *plain]


class Site:
    """A site, pressed whole into a folder that was not there, and then kept current by this process."""

    def __init__(self, archive: Path, to: Path, scope: Scope) -> None:
        self._place = (archive, to, scope)
        self._writer = Archive.open(archive, writing=True)
        self._hand = Hand()
        press(*self._place, self._hand)

    def put(self, story: Story) -> int:
        """Put a new or changed story into the archive and press what shows it, durably; how many files were written."""
        with self._writer:
            self._writer.put(story)
        return len(press(*self._place, self._hand).put)


def press(archive: Path, to: Path, scope: Scope, hand: Hand | None = None) -> Run:
    """Bring a site up to date with its archive."""
    source = open_source(archive, home_of(to))
    done = run(source, EDITIONS[scope], to, now=NOW, compressed=scope != "HTML", hand=hand)
    source.archive.close()
    return done
