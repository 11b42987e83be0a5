"""A story's life at a running desk, from the first key to its withdrawal; and what readers see after each step."""

import pytest
from playwright.sync_api import Page

from tests.newsroom.browser.conftest import Room, Sit, do, new_story, photograph, saved, until

pytestmark = pytest.mark.needs("chromium")
HEADLINE = "The ferry asks a dollar more"
SLUG = "the-ferry-asks-a-dollar-more"
_SOON = """
from datetime import timedelta
from django.utils import timezone
from newsroom.desk.houses import house
zone = house().zone
print(zone.key, f"{timezone.now().astimezone(zone) + timedelta(seconds=90):%Y-%m-%d %H:%M}", sep="|")
"""


def test_a_story_is_written_reviewed_scheduled_corrected_and_withdrawn(room: Room, sit: Sit) -> None:
    author, editor = sit("ana"), sit("eli")
    number = new_story(author, HEADLINE, "The ferry to Mallow costs a dollar more from Monday.", "Nobody was asked.")
    saved(author)
    photograph(author, "1-written")
    _see_editions(author)
    assert not room.read(f"{SLUG}/")

    do(author, "Submit to Review")
    photograph(author, "3-in-review")
    _approve(editor, number)
    assert not room.read(f"{SLUG}/")

    _schedule(editor, room, number)
    assert not room.read(f"{SLUG}/")
    until(lambda: "dollar more from Monday" in room.read(f"{SLUG}/"), "the scheduled story was out")
    assert HEADLINE in room.read("")
    assert HEADLINE in room.read("feed.atom")
    assert "Nobody was asked" in room.read(f"{SLUG}/lite.html")

    _correct(editor, number)
    until(lambda: "two dollars" in room.read(f"{SLUG}/"), "the correction was out")
    assert "two dollars" in room.read("corrections/")
    assert "two dollars" in room.read("feed.atom")
    photograph_site(editor, room, "6-corrected")

    _withdraw(editor, number)
    until(lambda: "Nobody was asked" not in room.read(f"{SLUG}/"), "the withdrawal was out")
    page = room.read(f"{SLUG}/")
    assert "fare table was wrong" in page
    assert "Nobody was asked" not in room.read(f"{SLUG}/lite.html")
    assert "Nobody was asked" not in room.read("feed.atom")
    photograph_site(editor, room, "7-withdrawn")


def _see_editions(page: Page) -> None:
    preview = page.get_by_role("button", name="Toggle preview")
    preview.click()
    for mode, shown in (
        ("web", "text=Nobody was asked."),
        ("lite", "text=Nobody was asked."),
        ("print", "text=1 side on 1 sheet"),
        ("message", "text=Part 1"),
    ):
        page.locator("[name=preview_mode]").select_option(mode)
        page.frame_locator(f"iframe[src*='mode={mode}&']").locator(shown).first.wait_for()
        photograph(page, f"2-{mode}")
    preview.click()


def _approve(page: Page, number: int) -> None:
    page.goto(f"/desk/stories/edit/{number}/")
    do(page, "Approve")
    row = page.get_by_role("row", name=HEADLINE)
    row.get_by_text("It was reviewed; nobody has published it yet.").wait_for()
    photograph(page, "4-approved")


def _schedule(page: Page, room: Room, number: int) -> None:
    """For the first full minute that leaves time to do it; the clock of the newsroom takes it from there."""
    page.goto(f"/desk/stories/edit/{number}/")
    page.get_by_role("button", name="Toggle status").click()
    page.get_by_role("button", name="Set schedule").click()
    zone, soon = room.django(_SOON).split("|")
    page.locator("#id_go_live_at").fill(soon)
    # The calendar opens a moment after its field was entered, and closes at a click beside it.
    page.locator(".xdsoft_datetimepicker:visible").wait_for()
    page.get_by_role("heading", name="Set publishing schedule").click()
    page.locator("#schedule-publishing-dialog").get_by_text(f"In the time of {zone}").first.wait_for()
    photograph(page, "5-scheduling")
    with page.expect_navigation():
        page.get_by_role("button", name="Save schedule").click()
    page.goto(f"/desk/stories/edit/{number}/")
    do(page, "Schedule to publish")
    page.get_by_role("row", name=HEADLINE).get_by_text("It is published at").wait_for()
    photograph(page, "5-scheduled")


def _correct(page: Page, number: int) -> None:
    page.goto(f"/desk/stories/edit/{number}/")
    page.get_by_role("tab", name="Dates and corrections").click()
    panel = page.locator("[id$=corrections-content]")
    panel.locator("button.c-sf-add-button").first.click()
    panel.locator("[name$=-wrong]").fill("a dollar")
    panel.locator("[name$=-right]").fill("two dollars")
    panel.locator("[name$=-substantial]").check()
    photograph(page, "5-correcting")
    do(page, "Publish")


def _withdraw(page: Page, number: int) -> None:
    page.goto(f"/desk/stories/withdraw/{number}/")
    page.fill("[name=why]", "The fare table was wrong.")
    photograph(page, "7-withdrawing")
    with page.expect_navigation():
        page.locator("form button, form [type=submit]").last.click()


def photograph_site(page: Page, room: Room, name: str) -> None:
    page.goto(f"{room.site}/{SLUG}/")
    page.reload()  # A browser shows what it had for a minute.
    photograph(page, name)
