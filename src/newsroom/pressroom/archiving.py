"""Writes what readers are to see into the archive that the press reads."""

from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from freesheet.press.archive import Archive, PictureFile
from freesheet.story.file import BadStory
from newsroom.configuration import Configuration
from newsroom.desk import queries as desk
from newsroom.desk.around import around

BATCH = 200


@dataclass(frozen=True, slots=True)
class Kept:
    """The keys of the stories that readers see, and why others could not be written, by their slugs."""

    seen: set[str] = field(default_factory=set)
    refused: dict[str, str] = field(default_factory=dict)


def archive(*, keys: Sequence[str], config: Configuration, now: datetime) -> Kept:
    """Write stories into the archive, as readers are to see them; the others are taken out."""
    told = Kept()
    with closing(Archive.create(config.home / "stories.db")) as kept:
        for start in range(0, len(keys), BATCH):
            batch = list(desk.standings(keys[start : start + BATCH], now))
            with kept:
                for standing in batch:
                    if standing.told is None:
                        kept.remove(standing.key)
                        continue
                    pictures = {
                        file: PictureFile(str(Path("media", path)), desk.digest_of(path))
                        for file, path in standing.told.pictures.items()
                    }
                    try:
                        kept.put(standing.told.story, pictures)
                    except BadStory as error:
                        told.refused[standing.told.story.slug] = str(error)
                    else:
                        told.seen.add(standing.key)
    return told


def archive_around(*, config: Configuration) -> None:
    """Write into the archive what stands around the stories: issues, picks, pages, redirects."""
    now = around()
    with closing(Archive.create(config.home / "stories.db")) as kept, kept:
        kept.set_issues(now.issues)
        kept.set_picks(now.picks)
        kept.set_pages(now.pages)
        kept.set_redirects(now.redirects)
