"""Newsrooms for tests, each in a folder and processes of its own, as on a machine of its own."""

import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

SETTINGS = ("DATABASE_URL", "FREESHEET_TO", "FREESHEET_SECRET_KEY")


def inside(home: Path, code: str, database: str = "") -> subprocess.Popen[str]:
    """Python that runs in the newsroom of a folder."""
    begun = f"from pathlib import Path\nfrom newsroom.commands import enter\nenter(Path({str(home)!r}))\n{code}"
    return _process(["-c", begun], database)


def done(process: subprocess.Popen[str]) -> str:
    """What a process wrote, when it has ended well."""
    out, wrong = process.communicate(timeout=300)
    assert process.returncode == 0, wrong
    return out


def command(name: str, *arguments: object, database: str = "") -> subprocess.Popen[str]:
    """One of the newsroom's commands."""
    called = f"from newsroom import copying; copying.{name}()"
    return _process(["-c", called, *map(str, arguments)], database)


def _process(arguments: list[str], database: str) -> subprocess.Popen[str]:
    own = {name: value for name, value in os.environ.items() if name not in (*SETTINGS, "FREESHEET_HOME")}
    own |= {"FREESHEET_EDITIONS": "web,lite", "PYTHONPATH": os.pathsep.join(["src", "."]), "DATABASE_URL": database}
    pipe = subprocess.PIPE
    return subprocess.Popen([sys.executable, *arguments], env=own, stdout=pipe, stderr=pipe, text=True)


def wrong(process: subprocess.Popen[str]) -> str:
    """The sentence that a process ended with."""
    _, said = process.communicate(timeout=300)
    assert process.returncode == 1, said
    assert "Traceback" not in said
    return said


def tree(folder: Path) -> dict[str, bytes]:
    """Every file below a folder; of the index of the search, which counts its changes, what it holds."""
    files = {file.relative_to(folder).as_posix(): file for file in folder.rglob("*") if file.is_file()}
    return {name: _held(file) if file.name == "search.db" else file.read_bytes() for name, file in files.items()}


def _held(file: Path) -> bytes:
    with closing(sqlite3.connect(file)) as search:
        query = "SELECT id, slug, section, title, day, words.* FROM facts JOIN words ON words.rowid = facts.rowid"
        return repr(search.execute(f"{query} ORDER BY id").fetchall()).encode()


PRESSED = "from newsroom.pressroom.tasks import press_waiting\npress_waiting.call()\n"
# A newsroom in which everything has happened once.
OPENED = """
from datetime import timedelta
from django.utils import timezone
from newsroom.configuration import read
from newsroom.desk.actions import share, withdraw
from newsroom.desk.models import FixedPage, FrontPage, Issue, IssueStory, Partner, Pick, Story
from newsroom.opening import open_newsroom
from newsroom.pressroom.actions import note_change
from newsroom.pressroom.tasks import press_waiting
from newsroom.staff.models import User
from tests.newsroom.desk.rows import NOON, image_bytes, of, published, row, story
from tests.strategies import picture
from freesheet.story.nodes import Origin, Series
import os

home = read(os.environ).home
list(open_newsroom(read(os.environ)))
editor = User.objects.get()
(home / "theme").mkdir(exist_ok=True)
(home / "theme" / "own.css").write_text("h1 { color: #123 }")
for number in range(4):
    photo = picture(f"gauge-{number}.png", credit="Ana Ruiz", republishable=True)
    data = image_bytes(colour=f"#{number}a8a99")
    node = story(id=f"id-{number}", slug=f"story-{number}", lead=photo, section="Water", topics=("Dams", "Rain"))
    of(node, **{f"gauge-{number}_png": data})
corrected, moved, gone, held = row("corrected"), row("moved-from"), row("gone"), row("held", headline="Held back")
retold = row("retold", origin=Origin("The Salt", "https://salt.example/a", "First", NOON.date(), canonical=False),
             series=Series("Rivers", 2, 5), translation_of="id-1", language="es")
Partner.objects.update(canonical=False, licence="CC BY 4.0", address="https://salt.example/")
note_change(keys=Story.objects.values_list("key", flat=True), what="published")
press_waiting.call()
wrong = {"made": NOON.isoformat(), "wrong": "Nine.", "right": "Ten.", "substantial": True}
published(corrected, corrections=[{"type": "correction", "value": wrong}])
published(moved, slug="moved-to")
gone.unpublish()
Story.objects.filter(pk=held.pk).update(embargo=timezone.now() + timedelta(days=9))
note_change(keys=[held.key], what="embargo")
withdraw(story=row("withdrawn"), why="We could not verify it.", user=editor, now=NOON)
later = row("later", published=None, headline="On Monday")
later.go_live_at = timezone.now() + timedelta(days=7)
later.save_revision(user=editor).publish()
written = Story.objects.get(slug="story-1")
written.headline, written.remarks = "Not yet for readers", "Ask the mayor first."
written.save_revision(user=editor)
issue = Issue(title="This week", slug="this-week", live=True, first_published_at=NOON, published=NOON)
issue.stories = [IssueStory(story=Story.objects.get(slug=f"story-{number}"), sort_order=number) for number in (2, 0)]
issue.save()
later_issue = Issue(title="Next week", slug="next-week", live=False)
later_issue.save()
FixedPage.objects.create(title="Give", slug="give", position=3, body=[{"type": "text", "value": "<p>Thank you.</p>"}])
front = FrontPage.only()
front.picks = [Pick(story=Story.objects.get(slug="story-3"))]
front.save()
note_change(keys=[""], what="issue")
draft = row("draft", published=None)
for words in ("One", "Two", "Three"):
    draft.headline = words
    draft.save_revision(user=editor)
share(story=draft, user=editor, now=timezone.now())
Story.objects.filter(pk=draft.pk).first().get_workflow().start(draft, editor)
press_waiting.call()
"""
