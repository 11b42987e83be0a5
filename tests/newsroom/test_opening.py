"""A newsroom opens in seconds, with all that it needs, and says what a person should know."""

import gzip
import re
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from freesheet import samples
from newsroom.desk.models import FixedPage, FrontPage, Issue, Redirect, Story
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
def test_what_lies_around_the_stories_is_taken_in_once(config, home):
    samples.write_newsroom(home)
    told = list(open_newsroom(config))
    assert (Issue.objects.count(), FixedPage.objects.count(), FrontPage.only().picks.count()) == (3, 8, 4)
    mail = Issue.objects.get(slug="mail")
    slugs = [one.story.slug for one in mail.stories.all()]
    assert (len(slugs), *slugs[:2]) == (8, "jail-bans-greeting-cards", "books-turned-back-at-the-jail")
    assert (mail.live, mail.has_unpublished_changes, mail.revisions.count()) == (True, False, 1)
    assert Redirect.objects.filter(source="/speakout?start=820").exists()
    assert sorted(file.name for file in (home / "issues").iterdir()) == []
    assert (home / "taken-in" / "issues" / "mail.toml").is_file()
    assert any("are at the desk now; their files are in taken-in/." in line for line in told)
    FixedPage.objects.get(slug="ethics").delete()
    assert list(open_newsroom(config)) == []
    assert FixedPage.objects.count() == 7


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("path", "text", "says"),
    [
        ("issues/one.toml", "title = ", "issues/one.toml was not taken in:"),
        ("issues/one.toml", 'title = "One"', "An issue may have slug, title, stories"),
        ("front.toml", "picks = 3", "`picks` is a list of slugs"),
    ],
)
def test_what_can_not_be_read_is_named_and_stays_where_it_is(config, home, path, text, says):
    (home / path).parent.mkdir(exist_ok=True)
    (home / path).write_text(text)
    told = list(open_newsroom(config))
    assert any(says in line for line in told)
    assert (home / path).read_text() == text


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("path", "text", "says"),
    [
        (
            "issues/one.toml",
            'title = "One"\nstories = ["nowhere"]',
            "names the story nowhere, which is not",
        ),
        ("redirects.csv", "from,to\n/a,/b/\n/bad\n", "line 3: there is no `to`"),
        ("pages/about.md", "# About\n\n![A map](map.png)\n", "is not there; its place is empty"),
    ],
)
def test_what_of_a_file_is_not_taken_in_is_told(config, home, path, text, says):
    (home / path).parent.mkdir(exist_ok=True)
    (home / path).write_text(text)
    told = list(open_newsroom(config))
    assert any(says in line for line in told), told


@pytest.mark.django_db
def test_a_file_that_is_no_story_is_named_and_the_others_are_taken_in(config, home):
    (home / "stories").mkdir()
    (home / "stories" / "good.md").write_text("---\ntitle: Good\ndate: 2026-05-03\n---\nWords.\n")
    (home / "stories" / "bad").mkdir()
    (home / "stories" / "bad" / "story.json").write_text("{")
    told = list(open_newsroom(config))
    assert any(line.startswith("stories/bad/story.json was not taken in:") for line in told)
    assert Story.objects.get().headline == "Good"
