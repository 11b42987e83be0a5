"""What the address of a story answers after the story has got another, or is gone: from the desk to the server."""

from pathlib import Path

import pytest
from django.utils import timezone

from freesheet.serve.answers import Request
from freesheet.serve.site import Site
from newsroom.configuration import Configuration
from newsroom.desk.models import Story
from newsroom.pressroom.actions import note_change, press_changes
from tests.newsroom.desk.rows import published, row

pytestmark = pytest.mark.django_db


def press(config: Configuration) -> Path:
    run = press_changes(config=config, now=timezone.now())
    assert run is not None
    assert not run.problem
    return config.home / "site"


def asked(site: Path, path: str, query: str = "") -> tuple[int, str]:
    """The status, and where the answer leads."""
    answer = Site(site).answer(Request("GET", path, query))
    return answer.status, {name.lower(): value for name, value in answer.headers}.get("location", "")


@pytest.mark.parametrize(
    ("path", "query"),
    [("/library-printer/", ""), ("/library-printer", ""), ("/library-printer/", "from=letter")],
)
def test_a_new_slug_leads_on_from_the_old_one_in_one_step(config: Configuration, path: str, query: str) -> None:
    one = row()
    note_change(keys=[one.key], what="published")
    press(config)
    published(one, slug="printer-stays")
    site = press(config)
    status, target = asked(site, path, query)
    assert status in (301, 308)
    assert target.partition("?")[0].endswith("/printer-stays/")
    assert asked(site, "/printer-stays/")[0] == 200
    published(Story.objects.get(pk=one.pk), slug="printer-stays-free")
    site = press(config)
    for old in (path, "/printer-stays/"):
        assert asked(site, old)[1].partition("?")[0].endswith("/printer-stays-free/")


def test_a_deleted_story_says_that_it_is_gone(config: Configuration) -> None:
    one, other = row(), row("other")
    note_change(keys=[one.key, other.key], what="published")
    press(config)
    Story.objects.get(pk=one.pk).delete()
    site = press(config)
    assert [asked(site, path)[0] for path in ("/library-printer/", "/library-printer", "/other/")] == [410, 410, 200]
    assert asked(site, "/never-there/")[0] == 404
    assert "gone" in (site / "410.html").read_text().lower()


def test_a_deleted_story_says_so_at_the_addresses_that_it_had_before(config: Configuration) -> None:
    one = row(aliases=("/?p=123", "/2019/05/printer.html"))
    note_change(keys=[one.key], what="published")
    press(config)
    published(one, slug="printer-stays")
    press(config)
    Story.objects.get(pk=one.pk).delete()
    site = press(config)
    before = (("/library-printer/", ""), ("/", "p=123"), ("/2019/05/printer.html", ""), ("/printer-stays/", ""))
    assert [asked(site, *address)[0] for address in before] == [410] * 4
