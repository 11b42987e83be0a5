"""A newsroom is backed up while it publishes, and is all there again in another folder."""

import re
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.newsroom.rooms import OPENED, PRESSED, command, done, inside, tree, wrong

# Each with a date of its own, so that it is the same whenever it is published.
DRAFTS = """
from newsroom.desk.actions import Arriving, add_stories
nodes = [story(id=f"new-{number}", slug=f"new-{number}", headline=f"News {number}") for number in range(100)]
add_stories(arriving=[Arriving(node, is_draft=True) for node in nodes])
"""
PUBLISHED = """
from time import sleep
from django.db import transaction
from newsroom.desk.models import Story
from newsroom.pressroom.tasks import press_waiting
for one in Story.objects.filter(slug__startswith="new-", live=False).order_by("pk"):
    if {until}:
        break
    with transaction.atomic():
        one.save_revision().publish()
    press_waiting.call()
    print(one.slug, flush=True)
    sleep({pause})
"""
# What must not be lost, beside what readers see.
TABLES = (
    "wagtailcore_revision",
    "wagtailcore_modellogentry",
    "wagtailcore_workflowstate",
    "staff_user",
    "desk_picture",
    "desk_previewlink",
    "desk_story_topics",
    "desk_partner",
    "auth_group",
)


def rows(home: Path, table: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(home / "desk.db")) as desk:
        return desk.execute(f"SELECT * FROM {table} ORDER BY id").fetchall()  # noqa: S608


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("rooms") / "room"
    done(inside(folder, OPENED + DRAFTS))
    return folder


@pytest.fixture(scope="module")
def backup(room: Path) -> Path:
    file = room.with_name("kept.zip")
    told = done(command("backup", file, room))
    assert re.search(r"kept\.zip holds \d+ files, .* is as it was written\.", told)
    return file


def test_a_newsroom_and_its_site_are_there_again(room, backup, tmp_path):
    other = tmp_path / "other"
    assert "Go on with: freesheet run" in done(command("restore", backup, other))
    for table in TABLES:
        known = rows(room, table)
        assert known, table
        assert rows(other, table)[: len(known)] == known, table
    assert tree(other / "media") == tree(room / "media")
    assert (other / "secret.key").read_bytes() == (room / "secret.key").read_bytes()
    assert (other / "secret.key").stat().st_mode & 0o777 == 0o600
    done(inside(other, PRESSED))
    assert tree(other / "site") == tree(room / "site")


def test_a_backup_while_publishing_loses_nothing_and_makes_nothing_twice(backup, tmp_path):
    busy, other = tmp_path / "busy", tmp_path / "other"
    done(command("restore", backup, busy))
    done(inside(busy, PRESSED))
    publishing = inside(busy, PUBLISHED.format(until=f"Path({str(tmp_path / 'enough')!r}).exists()", pause=0.4))
    assert publishing.stdout is not None
    first = [publishing.stdout.readline().strip() for _ in range(2)]
    done(command("backup", tmp_path / "busy.zip", busy))
    (tmp_path / "enough").touch()
    published = [*first, *done(publishing).split()]

    done(command("restore", tmp_path / "busy.zip", other))
    done(inside(other, PRESSED))
    out = {path.parent.name for path in (other / "site").glob("new-*/index.html")}
    assert set(first) <= out < set(published), "the backup was not taken while stories went out"
    done(inside(other, PUBLISHED.format(until=f"one.slug not in {published!r}", pause=0)))
    assert tree(other / "site") == tree(busy / "site")


def test_a_backup_is_its_owners_alone(backup):
    assert backup.stat().st_mode & 0o777 == 0o600
    assert [path.name for path in backup.parent.iterdir() if path.name.startswith(".")] == []


def test_a_damaged_backup_leaves_no_trace(backup, tmp_path):
    data = bytearray(backup.read_bytes())
    data[len(data) // 2] ^= 1
    (tmp_path / "bad.zip").write_bytes(data)
    assert "is not as `freesheet backup` wrote it" in wrong(
        command("restore", tmp_path / "bad.zip", tmp_path / "other")
    )
    assert not (tmp_path / "other").exists()


def test_nothing_is_restored_over_anything(backup, tmp_path):
    other = tmp_path / "other"
    other.mkdir()
    (other / "notes.txt").write_text("mine")
    assert "is not empty" in wrong(command("restore", backup, other))
    assert tree(other) == {"notes.txt": b"mine"}


def test_a_backup_is_not_written_over_anything(room, backup, tmp_path):
    tried = [
        ("is there already", command("backup", backup, room)),
        ("is a folder; name the file first", command("backup", room, tmp_path / "a.zip")),
        ("There is no folder", command("backup", tmp_path / "none" / "a.zip", room)),
        ("There is no newsroom in", command("backup", tmp_path / "a.zip", tmp_path)),
    ]
    for sentence, process in tried:
        assert sentence in wrong(process)
    assert list(tmp_path.glob("*.zip")) == []


def test_what_is_lost_already_is_named_and_the_rest_is_kept(backup, tmp_path):
    other = tmp_path / "other"
    done(command("restore", backup, other))
    lost = next((other / "media").rglob("gauge*"))
    lost.unlink()
    (other / "notes.txt").write_text("mine")
    process = command("backup", tmp_path / "b.zip", other)
    _, said = process.communicate(timeout=120)
    assert process.returncode == 0
    assert f"{lost.relative_to(other)} was left out: it is not there" in said
    assert "notes.txt was left out" in said


def test_a_damaged_database_is_no_backup(backup, tmp_path):
    other = tmp_path / "other"
    done(command("restore", backup, other))
    with (other / "desk.db").open("r+b") as file:
        file.seek(40_960)
        file.write(b"\xff" * 200_000)
    said = wrong(command("backup", tmp_path / "b.zip", other))
    assert "damaged" in said or "can't be read" in said
    assert not (tmp_path / "b.zip").exists()


def test_a_disk_without_room_leaves_nothing_behind(room, tmp_path):
    called = f"from newsroom.copying import backup; backup([{str(tmp_path / 'b.zip')!r}, {str(room)!r}])"
    limited = inside(room, f"import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (300_000, 300_000))\n{called}")
    assert "make room" in wrong(limited)
    assert [path.name for path in tmp_path.iterdir() if path.name != "room"] == []
