"""The desk shows what the press did, to who may see it."""

import pytest
from django.urls import reverse
from django.utils.html import escape
from django_tasks_db.models import DBTaskResult

from newsroom.pressroom.actions import note_change, press_changes
from tests.newsroom.conftest import member, signed_in
from tests.newsroom.desk.rows import NOON, row

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("staffed")]


def test_a_run_that_failed_says_why_and_can_be_tried_again(config):
    client = signed_in(member("Editors"))
    note_change(keys=[row().key], what="published")
    (config.home / "house.toml").write_text("paper = 3\n")
    press_changes(config=config, now=NOON)
    page = client.get(reverse("pressroom_runs")).content.decode()
    assert "1 change waits for the press." in page
    assert "there is no setting `paper`" in page
    before = DBTaskResult.objects.count()
    client.post(reverse("pressroom_again"))
    assert DBTaskResult.objects.count() == before + 1


def test_a_run_tells_what_went_out(config):
    printer = row()
    note_change(keys=[printer.key], what="published")
    press_changes(config=config, now=NOON)
    page = signed_in(member("Publishers")).get(reverse("pressroom_runs")).content.decode()
    assert "Everything that was published is out." in page
    assert f"published: {escape(printer.headline)}" in page


def test_a_run_of_many_changes_names_the_first_and_counts_the_others(config):
    note_change(keys=[row().key, *(f"gone-{number}" for number in range(7))], what="unpublished")
    press_changes(config=config, now=NOON)
    page = signed_in(member("Publishers")).get(reverse("pressroom_runs")).content.decode()
    assert "unpublished: gone-3" in page
    assert "gone-4" not in page
    assert "and 3 more" in page


@pytest.mark.parametrize("role", ["Contributors", "Authors", "Mail-room"])
def test_who_does_not_publish_does_not_see_the_press(role):
    client = signed_in(member(role))
    assert client.get(reverse("pressroom_runs")).status_code in (302, 403)
    assert client.post(reverse("pressroom_again")).status_code in (302, 403)
