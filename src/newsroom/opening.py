"""Opens a newsroom: its folder, its tables, and the first person who may sign in."""

import gzip
import secrets
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from freesheet import samples
from freesheet.intake import NotTaken, take
from freesheet.intake.door import open_raw
from freesheet.press.disk import writing_to
from freesheet.story.file import BadStory
from newsroom.configuration import Configuration
from newsroom.desk import workflow
from newsroom.desk.actions import Arriving, add_stories
from newsroom.desk.queries import every_key
from newsroom.desk.taking_in import take_in
from newsroom.pressroom.actions import note_change
from newsroom.staff import roles

TABLES = Path(__file__).with_name("tables.sql.gz")


def restore_tables() -> None:
    """Give an empty SQLite database its tables at once; the migrations then have nothing left to do."""
    file = Path(connection.settings_dict["NAME"])
    if connection.vendor != "sqlite" or file.is_file():
        return
    file.parent.mkdir(parents=True, exist_ok=True)
    half = file.with_suffix(".half")
    half.unlink(missing_ok=True)
    with closing(sqlite3.connect(half)) as database:
        database.executescript(gzip.decompress(TABLES.read_bytes()).decode())
    half.replace(file)


def open_newsroom(config: Configuration, *, demo: bool = False) -> Iterator[str]:
    """Make ready what is not there yet; what a person should know of it, line by line."""
    if not (config.home / "house.toml").is_file():
        with writing_to(config.home):
            (samples.write_newsroom if demo else samples.write_starter)(config.home)
        yield f"A new newsroom is in {config.home}."
    restore_tables()
    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    roles.establish()
    workflow.establish()
    if not (config.home / "stories.db").is_file():
        yield from _take_folder(config.home / "stories")
        note_change(keys=["", *every_key()], what="all stories")
    found = list(take_in(config.home, timezone.now()))
    if found:
        note_change(keys=[""], what="files taken in")
        yield from found
    users = get_user_model().objects
    if not users.exists():
        password = secrets.token_urlsafe(12)
        users.create_superuser("editor", password=password)
        yield f"Sign in as: editor    with the password: {password}    (it is told only now)"


def _take_folder(folder: Path) -> Iterator[str]:
    """Take in the stories that lie as files in a newsroom's folder; one that can't be read is named."""
    files = sorted(path for path in folder.rglob("*") if path.name == "story.json" or path.suffix == ".md")
    arriving = list[Arriving]()
    for file in files:
        try:
            found = take(open_raw(str(file)))
        except (BadStory, NotTaken) as error:
            yield f"{file.relative_to(folder.parent)} was not taken in: {error}"
        else:
            arriving.append(Arriving(found.story, found.pictures))
    added = add_stories(arriving=arriving)
    yield from added.remarks
    if added.count:
        yield f"{added.count} stories of {folder} are at the desk now."
