"""The desk's clock: a time that an editor writes is the house's, is told with its zone, and is kept as an instant."""

from datetime import UTC, datetime

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.users.models import UserProfile

from newsroom.desk.models import Story
from tests.newsroom.conftest import member, signed_in
from tests.newsroom.desk.rows import PUBLISH, story_form

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("staffed")]


def scheduled(client: Client, when: str) -> datetime | None:
    """The instant for which a story is scheduled that somebody schedules so."""
    answer = client.post("/desk/stories/add/", story_form(headline="Later", go_live_at=when) | PUBLISH)
    assert answer.status_code == 302, answer.context["form"].errors
    at: datetime | None = Story.objects.get(headline="Later").get_latest_revision().approved_go_live_at
    return at


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("2099-01-15 09:00", datetime(2099, 1, 15, 14, tzinfo=UTC)),
        ("2099-07-15 09:00", datetime(2099, 7, 15, 13, tzinfo=UTC)),
        # The night of March 8, on which 02:00 is 03:00, and the days around it.
        ("2099-03-07 09:00", datetime(2099, 3, 7, 14, tzinfo=UTC)),
        ("2099-03-08 01:59", datetime(2099, 3, 8, 6, 59, tzinfo=UTC)),
        ("2099-03-08 03:00", datetime(2099, 3, 8, 7, tzinfo=UTC)),
        ("2099-03-08 09:00", datetime(2099, 3, 8, 13, tzinfo=UTC)),
        ("2099-11-01 09:00", datetime(2099, 11, 1, 14, tzinfo=UTC)),
    ],
)
def test_a_scheduled_time_is_the_houses_and_kept_as_an_instant(written: str, kept: datetime) -> None:
    client = signed_in(member("Editors"))
    assert scheduled(client, written) == kept
    number = Story.objects.get(headline="Later").pk
    assert written in client.get(f"/desk/stories/edit/{number}/").content.decode()


@pytest.mark.parametrize("written", ["2099-03-08 02:30", "2099-11-01 01:30"])
def test_a_time_that_there_is_not_or_that_there_is_twice_is_refused(written: str) -> None:
    answer = signed_in(member("Editors")).post(
        "/desk/stories/add/", story_form(headline="Later", go_live_at=written) | PUBLISH
    )
    assert answer.status_code == 200
    assert "America/New_York" in str(answer.context["form"].errors)
    assert not Story.objects.filter(headline="Later").exists()


def test_the_form_names_the_zone() -> None:
    page = signed_in(member("Editors")).get("/desk/stories/add/").content.decode()
    assert "In the time of America/New_York." in page


def test_who_chose_another_zone_writes_and_reads_in_it() -> None:
    editor = member("Editors")
    UserProfile.objects.update_or_create(user=editor, defaults={"current_time_zone": "Asia/Tokyo"})
    client = signed_in(editor)
    assert "In the time of Asia/Tokyo." in client.get("/desk/stories/add/").content.decode()
    assert scheduled(client, "2099-01-15 09:00") == datetime(2099, 1, 15, tzinfo=UTC)


def test_what_is_not_scheduled_any_more_is_a_draft_in_the_list() -> None:
    client = signed_in(member("Editors"))
    scheduled(client, "2099-01-15 09:00")
    one = Story.objects.get(headline="Later")
    assert "It is published at 15 January 2099, 09:00 EST." in client.get("/desk/stories/").content.decode()
    address = reverse("wagtailsnippets_desk_story:revisions_unschedule", args=[one.pk, one.latest_revision_id])
    assert client.post(address).status_code == 302
    one.refresh_from_db()
    assert (one.latest_revision.approved_go_live_at, one.live, one.headline) == (None, False, "Later")
    page = client.get("/desk/stories/").content.decode()
    assert "Later" in page
    assert "It is published at" not in page
    assert "Nobody has published it yet." in page
