"""What a newsroom has written leaves it in one zip, and is at home in another newsroom."""

import re
import shutil
import sqlite3
import subprocess
import sys
import zipfile
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path

import msgspec
import pytest

from freesheet.parcel import pack
from tests.newsroom.rooms import OPENED, PRESSED, command, done, inside, tree, wrong
from tests.strategies import story

# Some of what no reader may see.
SECRETS = (b"Next week", b"Not yet for readers", b"Ask the mayor first", b"Held back", b"On Monday", b"Three")


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("rooms") / "room"
    done(inside(folder, OPENED))
    return folder


@pytest.fixture(scope="module")
def exported(room: Path) -> Path:
    file = room.with_name("export.zip")
    told = done(command("export", file, room))
    assert re.search(r"export\.zip holds 9 stories, 5 drafts, 4 pictures, in \d+ kB\.", told)
    return file


@pytest.fixture(scope="module")
def other(exported: Path) -> Path:
    """A newsroom that was made of the export."""
    folder = exported.with_name("other")
    told = done(command("import_", exported, folder))
    assert "with the password:" in told
    assert re.search(r"^\d+ created\.$", told, re.MULTILINE)
    return folder


def files(file: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(file) as parcel:
        return {name: parcel.read(name) for name in parcel.namelist()}


def counted(home: Path) -> dict[str, int]:
    """How many rows each table has."""
    with closing(sqlite3.connect(home / "desk.db")) as desk:
        names = [name for (name,) in desk.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {name: desk.execute(f"SELECT count(*) FROM {name}").fetchone()[0] for name in names}  # noqa: S608


def test_the_site_of_the_other_newsroom_is_the_same_in_every_byte(room, other):
    done(inside(other, PRESSED))
    assert tree(other / "site") == tree(room / "site")


def test_what_is_exported_again_is_the_same_in_every_byte(exported, other, tmp_path):
    done(command("export", tmp_path / "again.zip", other))
    assert files(tmp_path / "again.zip") == files(exported)
    assert (tmp_path / "again.zip").read_bytes() == exported.read_bytes()


def test_the_same_import_again_changes_nothing(exported, other):
    before = counted(other)
    assert re.search(r"^\d+ unchanged\.$", done(command("import_", exported, other)), re.MULTILINE)
    assert counted(other) == before


def test_what_was_edited_since_is_kept_and_told(exported, other, tmp_path):
    edited = tmp_path / "edited"
    shutil.copytree(other, edited)
    (edited / "theme" / "own.css").write_text("h1 { color: red }")
    done(
        inside(
            edited,
            "from newsroom.desk.models import Partner, Picture, Story\n"
            "Story.objects.filter(slug='story-2').update(headline='Edited here')\n"
            "draft = Story.objects.get(slug='draft').get_latest_revision_as_object()\n"
            "draft.headline = 'Four'\ndraft.save_revision()\n"
            "Partner.objects.update(wording='With thanks.')\n"
            "Picture.objects.filter(name='gauge-1.png').update(credit='Bo')\n",
        )
    )
    done(inside(edited, "from newsroom.desk.models import Issue\nIssue.objects.update(title='Edited')"))
    before = counted(edited)
    report = tmp_path / "report.json"
    process = command("import_", exported, edited, "--report", report)
    told, said = process.communicate(timeout=300)
    assert re.search(r"^\d+ unchanged, \d kept\.$", told, re.MULTILINE)
    kept = {item["name"] for item in msgspec.json.decode(report.read_bytes()) if item["outcome"] == "kept"}
    assert {
        "theme/own.css",
        "stories/story-2",
        "drafts/draft",
        "partners: The Salt",
        "pictures: gauge-1.png",
        "issues: this-week",
    } <= kept
    assert kept <= {line.removeprefix("freesheet: ").rpartition(": kept: ")[0] for line in said.splitlines()}
    assert counted(edited) == before
    assert (edited / "theme" / "own.css").read_text() == "h1 { color: red }"


def test_without_drafts_nothing_leaves_that_readers_may_not_see(room, exported, tmp_path):
    done(command("export", tmp_path / "out.zip", room, "--published-only"))
    out = files(tmp_path / "out.zip")
    assert not any(secret in data for data in out.values() for secret in SECRETS)
    assert not any(name.startswith("drafts/") or name.endswith("desk.json") for name in out)
    everything = b"".join(files(exported).values())
    assert all(secret in everything for secret in SECRETS)


def test_nothing_secret_leaves(room, exported):
    key = (room / "secret.key").read_bytes()
    with closing(sqlite3.connect(room / "desk.db")) as desk:
        passwords = [password.encode() for (password,) in desk.execute("SELECT password FROM staff_user")]
    assert passwords
    assert not any(secret in data for data in files(exported).values() for secret in (key, *passwords))


def test_tables_for_people_tell_corrections_authors_and_old_addresses(exported):
    out = {name: data.decode() for name, data in files(exported).items() if name.endswith(".csv")}
    assert out["corrections.csv"].splitlines()[1].endswith(",corrected,Library printer stays free,Nine.,Ten.,yes")
    assert "Ana Ruiz,,,8" in out["authors.csv"]
    assert out["addresses.csv"].splitlines() == [
        "from,to,status",
        "/gone/,,410",
        "/held/,,410",
        "/moved-from/,/moved-to/,301",
    ]
    assert "/2019/05/an-old-address/,/your-first-story/,301" in out["redirects.csv"]


def test_unpacked_it_is_a_folder_that_the_press_reads(room, exported, tmp_path):
    with zipfile.ZipFile(exported) as parcel:
        parcel.extractall(tmp_path / "folder")
    pressed = [sys.executable, "-m", "freesheet", "press", "--from", tmp_path / "folder", "--to", tmp_path / "site"]
    subprocess.run([*pressed, "-e", "web", "-e", "lite"], check=True, capture_output=True)
    there = {name for name in tree(tmp_path / "site") if name.endswith(".html")}
    assert there == {name for name in tree(room / "site") if name.endswith(".html")}


def test_markdown_and_json_are_the_same_story(exported):
    from freesheet.intake import Raw, take

    for name, data in files(exported).items():
        if name.startswith("markdown/"):
            found = take(Raw(data, name, "")).story
            written = msgspec.json.decode(files(exported)[f"stories/{Path(name).stem}/story.json"], type=type(found))
            for one in ("id", "slug", "headline", "dek", "bylines", "published", "corrections", "origin", "series"):
                assert getattr(found, one) == getattr(written, one), (name, one)


# ── What people do to a zip ──────────────────────────────────────────────────────────────────────────


def repacked(exported: Path, to: Path, changed: Mapping[str, bytes | None]) -> Path:
    held = {**files(exported), **changed}
    to.write_bytes(pack((name, data) for name, data in held.items() if data is not None))
    return to


def test_what_is_no_export_is_refused_and_nothing_is_made(exported, tmp_path):
    (tmp_path / "text.zip").write_text("not a zip")
    (tmp_path / "cut.zip").write_bytes(exported.read_bytes()[:-400])
    tried = {
        "is no export, or it is damaged": tmp_path / "text.zip",
        "is no export, or it is damaged:": tmp_path / "cut.zip",
        "name a file that `freesheet export` wrote": repacked(exported, tmp_path / "a.zip", {"export.json": None}),
        "partners.json of the export is damaged": repacked(exported, tmp_path / "c.zip", {"partners.json": b"[3]"}),
        "line 2: ": repacked(exported, tmp_path / "d.zip", {"redirects.csv": b"from,to,status\n/a,/b,999\n"}),
        "update Freesheet": repacked(exported, tmp_path / "b.zip", {"export.json": b'{"format": 99}'}),
        "There is no file": tmp_path / "none.zip",
    }
    processes = {sentence: command("import_", file, tmp_path / "made") for sentence, file in tried.items()}
    for sentence, process in processes.items():
        assert sentence in wrong(process)
    assert not (tmp_path / "made").exists()


def test_what_of_an_export_is_broken_is_named_and_the_rest_comes(exported, tmp_path):
    clash = msgspec.json.encode(story(id="another", slug="corrected"))
    file = repacked(
        exported,
        tmp_path / "broken.zip",
        {
            "stories/story-0/story.json": b"{",
            "stories/story-3/gauge-3.png": b"no picture",
            "stories/twice/story.json": files(exported)["stories/story-2/story.json"],
            "stories/clash/story.json": clash,
            "theme/../../outside.css": b"x",
            "notes.txt": b"x",
            "front.json": b'{"picks": ["nobody"]}',
            "partners.json": b'[{"name": "The Salt", "colour": "red"}, {"name": ""}]',
            "drafts/story-0/desk.json": b'{"changes": true}',
            "drafts/story-0/story.json": files(exported)["drafts/story-1/story.json"].replace(b"id-1", b"id-0"),
        },
    )
    said = wrong(command("import_", file, tmp_path / "made"))
    for line in (
        "stories/story-0: lost: The file is not JSON",
        "pictures: gauge-3.png: lost: ",
        "stories/story-3: lost: The file gauge-3.png is not a picture",
        "stories/twice: lost: stories/story-2 has the same id.",
        "stories/corrected: lost: Otherwise than in the file: slug",
        "notes.txt: lost: it is no part of an export.",
        "front: lost: The story nobody is not at the desk.",
        "issues: this-week: lost: The story id-0 is not at the desk.",
        "partners: The Salt: lost: ",
        "partners: : lost: ",
        "drafts/story-0: lost: the story that it changes is not there.",
    ):
        assert f"freesheet: {line}" in said
    assert "stories/story-1" not in said
    assert not (tmp_path / "outside.css").exists()
    with closing(sqlite3.connect(tmp_path / "made" / "desk.db")) as desk:
        slugs = {slug for (slug,) in desk.execute("SELECT slug FROM desk_story")}
    assert {"story-1", "story-2", "story-3", "corrected", "corrected-2", "draft"} <= slugs
