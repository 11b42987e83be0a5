"""Takes a backup: what a newsroom's folder and its databases hold at one instant, in one file."""

import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from importlib.metadata import version
from pathlib import Path

from django.conf import settings

from freesheet.press.disk import whole
from newsroom.backup.sealed import FORMAT, Member, Told, Watch, Writer, is_inside, opened, sealing
from newsroom.backup.snapshot import ARCHIVE, SQLITE, CantCopy, snapshot
from newsroom.configuration import SECRET_KEY_FILE

# What people put into a newsroom's folder, and the key that its sessions and links are signed with.
FILES = ("README.md", "front.toml", "house.toml", "redirects.csv", SECRET_KEY_FILE)
FOLDERS = ("issues", "pages", "stories", "taken-in", "theme")
MEDIA = "media"
# What the databases are taken for, what they name, and what the press makes again.
_DATABASES = tuple(f"{name}{end}" for name in (SQLITE, ARCHIVE) for end in ("", "-shm", "-wal"))
OTHERWISE = (MEDIA, "site", "site.press", ".freesheet", *_DATABASES)


class CantTake(Exception):
    """The backup can't be put there; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Taken:
    """A backup that was written and read again: what it holds, its size, and what a person should know."""

    told: Told
    size: int
    remarks: tuple[str, ...]


def take_backup(*, home: Path, file: Path, now: datetime, watch: Watch) -> Taken:
    """Write a whole newsroom into a file, while others use it, and read that back from the disk.

    Raises CantTake, CantCopy, BadBackup.
    """
    try:
        with whole(file) as part:
            remarks = _write(part, home, now, watch)
            with opened(part, watch) as written:
                written.verify(watch)
                return Taken(written.told, part.stat().st_size, remarks)
    except OSError as error:
        why = (error.strerror or str(error)).lower()
        raise CantTake(f"Can't write {file}: {why}; make room, or choose another place.") from error


def _write(part: Path, home: Path, now: datetime, watch: Watch) -> tuple[str, ...]:
    """Write the backup; a sentence for each file that is not in it."""
    with snapshot(home) as frozen:
        copies = frozen.copy_to(part.parent)
        migrations, media = frozen.migrations(), tuple(frozen.media())

    def told(members: Mapping[str, Member]) -> Told:
        return Told(FORMAT, version("freesheet"), now, frozen.kind, migrations, members)

    part.touch(0o600)
    with part.open("wb") as stream:
        with sealing(stream, watch, told) as backup:
            remarks = (*_fill(backup, home, media), *_strange(home, part.name))
            for copy in copies:
                _add(backup, copy.name, copy)
                copy.unlink()
        stream.flush()
        # Only then does it help to read it again.
        os.fsync(stream.fileno())
    return remarks


def own_files(home: Path) -> Iterator[str]:
    """What people put into the folder, by path below it, in order."""
    yield from (name for name in FILES if (home / name).is_file())
    for folder in FOLDERS:
        for path, folders, names in os.walk(home / folder):
            folders.sort()
            yield from (Path(path, name).relative_to(home).as_posix() for name in sorted(names))


def _fill(backup: Writer, home: Path, media: Iterable[str]) -> Iterator[str]:
    """Add all files but the databases; a sentence for each that can't be added."""
    found = {name: home / name for name in own_files(home)}
    found |= {f"{MEDIA}/{name}": Path(settings.MEDIA_ROOT, name) for name in media}
    for name, path in found.items():
        if not is_inside(name):
            yield f"{name!r} was left out: its name has a letter that can't stand in a name everywhere."
            continue
        try:
            _add(backup, name, path)
        except FileNotFoundError:
            yield f"{name} was left out: it is not there, though the newsroom names it."


def _strange(home: Path, own: str) -> Iterator[str]:
    """A sentence for what is in the folder, and is nothing that Freesheet knows."""
    known = {*FILES, *FOLDERS, *OTHERWISE, own}
    for path in sorted(home.iterdir()):
        if path.name not in known and not path.name.startswith(".freesheet-"):
            yield f"{path.name} was left out: it is no part of a newsroom; keep a copy yourself."


def _add(backup: Writer, name: str, path: Path) -> None:
    try:
        stream = path.open("rb")
    except FileNotFoundError:
        raise
    except OSError as error:
        raise CantCopy(f"{path} can't be read: {(error.strerror or str(error)).lower()}.") from error
    with stream:
        backup.add(name, stream)
