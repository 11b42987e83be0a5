"""A newsroom opens in seconds, with all that it needs, and says what a person should know."""

import gzip
import re
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from newsroom.desk.models import Story
from newsroom.opening import TABLES, open_newsroom
from newsroom.pressroom.queries import waiting
from newsroom.staff.models import User


@pytest.mark.django_db
def test_the_tables_that_are_restored_are_those_of_all_migrations():
    """`python -m tools.tables` renews them."""
    kept = gzip.decompress(TABLES.read_bytes()).decode()
    rows = re.findall(r"INSERT INTO \"django_migrations\" VALUES\(\d+,'([^']+)','([^']+)'", kept)
    assert set(rows) == set(MigrationLoader(connection).disk_migrations)


@pytest.mark.django_db
def test_no_migration_is_missing():
    call_command("makemigrations", "--check", "--dry-run", stdout=StringIO())


@pytest.mark.django_db
def test_a_new_newsroom_has_a_story_and_someone_who_may_sign_in(config, home):
    (home / "house.toml").unlink()
    told = list(open_newsroom(config))
    user = User.objects.get()
    password = next(line for line in told if "password" in line).split("password: ")[1].split()[0]
    assert user.check_password(password)
    assert Story.objects.filter(live=True).exists()
    assert waiting()
    assert list(open_newsroom(config)) == []


@pytest.mark.django_db
def test_a_file_that_is_no_story_is_named_and_the_others_are_taken_in(config, home):
    (home / "stories").mkdir()
    (home / "stories" / "good.md").write_text("---\ntitle: Good\ndate: 2026-05-03\n---\nWords.\n")
    (home / "stories" / "bad").mkdir()
    (home / "stories" / "bad" / "story.json").write_text("{")
    told = list(open_newsroom(config))
    assert any(line.startswith("stories/bad/story.json was not taken in:") for line in told)
    assert Story.objects.get().headline == "Good"
