"""Whatever happens to a browser, its line or its session, no word of an editor's is lost."""

import re
import shutil
import subprocess
import time
from pathlib import Path

import pytest
from playwright.sync_api import Playwright, Route

from tests.newsroom.browser.conftest import (
    CHROMIUM,
    EDITOR,
    PASSWORD,
    Room,
    Sit,
    do,
    kept,
    new_story,
    pause_until,
    photograph,
    saved,
    sign_in,
    text_of,
    until,
    write,
)

pytestmark = pytest.mark.needs("chromium")


def end_sessions(room: Room, name: str) -> None:
    """Nobody of this name is signed in any more, as after a night."""
    room.django(
        "from django.contrib.sessions.models import Session\n"
        "from newsroom.staff.models import User\n"
        f"who = str(User.objects.get(username={name!r}).pk)\n"
        "for session in Session.objects.all():\n"
        "    if session.get_decoded().get('_auth_user_id') == who:\n"
        "        session.delete()\n"
    )


def test_a_browser_that_is_killed_while_somebody_types_loses_the_last_seconds(
    room: Room, play: Playwright, tmp_path: Path
) -> None:
    page = play.chromium.launch_persistent_context(
        tmp_path, executable_path=shutil.which("chromium"), args=CHROMIUM, base_url=room.desk
    ).new_page()
    sign_in(page, "ana")
    number = new_story(page, "The killed browser", "It begins.")
    typed = list[tuple[float, str]]()
    begun = time.monotonic()
    # Never a pause in which anything could be kept, as there is between two thoughts.
    while time.monotonic() - begun < 20:
        word = f"word{len(typed):04}"
        page.keyboard.type(f"{word} ", delay=20)
        typed.append((time.monotonic(), word))
    subprocess.run(["pkill", "-KILL", "-f", str(tmp_path)], check=True)
    end = time.monotonic()
    found = re.findall(r"word\d{4}", kept(room, number))
    assert set(found) >= {word for at, word in typed if end - at > 10}
    assert found == [word for _, word in typed][: len(found)]


def test_a_session_that_ended_takes_nothing_with_it(room: Room, sit: Sit) -> None:
    page = sit("ana")
    number = new_story(page, "The ended session", "Written in time.")
    saved(page)
    end_sessions(room, "ana")
    write(page, "Written too late.")
    away = page.get_by_role("alert").filter(has_text="You are signed out")
    away.wait_for()
    photograph(page, "signed-out")
    page.keyboard.press("Control+s")
    page.wait_for_timeout(1000)
    assert f"/edit/{number}/" in page.url
    assert "Written too late." in text_of(page)
    assert "too late" not in kept(room, number)
    with page.context.expect_page() as opened:
        away.get_by_role("link").click()
    door = opened.value
    door.wait_for_load_state()
    door.fill("[name=login]", "ana")
    door.fill("[name=password]", PASSWORD)
    door.locator("form button").first.click()
    pause_until(door, lambda: "/accounts/login" not in door.url, "ana was signed in again")
    pause_until(page, lambda: "too late" in kept(room, number), "what was written meanwhile was kept")
    away.wait_for(state="hidden")
    with page.expect_navigation():
        page.keyboard.press("Control+s")
    assert "Written too late." in text_of(page)


def test_what_is_typed_while_the_desk_saves_is_neither_taken_away_nor_forgotten(room: Room, sit: Sit) -> None:
    page = sit("ana")
    number = new_story(page, "The slow line", "One.")
    saved(page)
    waiting = list[Route]()
    page.route(f"**/stories/edit/{number}/", lambda route: waiting.append(route))
    write(page, "Two.")
    pause_until(page, lambda: waiting, "the desk was asked to save")
    page.keyboard.type("Three.")
    page.wait_for_timeout(100)
    page.unroute(f"**/stories/edit/{number}/")  # which lets through what waits
    pause_until(page, lambda: "Three." in kept(room, number), "the last words were kept, with no other key pressed")
    assert [line for line in text_of(page).split("\n") if line] == ["One.", "Two.", "Three."]


def test_autosave_shows_readers_nothing_of_a_published_story(room: Room, sit: Sit) -> None:
    page = sit("paula")
    number = new_story(page, "The published story", "What readers may read.")
    saved(page)
    do(page, "Publish")
    page_of = "the-published-story/"
    until(lambda: "may read" in room.read(page_of), "the story was out")
    page.goto(f"/desk/stories/edit/{number}/")
    page.locator(EDITOR).first.wait_for()
    write(page, "What they may not read yet.")
    until(lambda: "not read yet" in kept(room, number), "the change was kept", lambda: page.wait_for_timeout(200))
    assert "not read yet" not in room.read(page_of)
    body = f"from newsroom.desk.models import Story\nprint(Story.objects.get(pk={number}).body.raw_data[0])"
    assert "not read yet" not in room.django(body)
    do(page, "Publish")
    until(lambda: "not read yet" in room.read(page_of), "the change was out")


def test_of_two_editors_neither_loses_a_word(room: Room, sit: Sit) -> None:
    ana, eli = sit("eli"), sit("edda")
    number = new_story(ana, "Two at one story", "The beginning.")
    saved(ana)
    eli.goto(f"/desk/stories/edit/{number}/")
    eli.locator(EDITOR).first.wait_for()
    eli.wait_for_timeout(2500)
    write(ana, "What the first one adds.")
    until(lambda: "first one adds" in kept(room, number), "it was kept", lambda: ana.wait_for_timeout(200))
    write(eli, "What the second one adds.")
    eli.get_by_text("newer version").first.wait_for()
    photograph(eli, "two-editors")
    assert "second one adds" in text_of(eli)
    # Saving asks first; then both versions stand in the story's history.
    eli.keyboard.press("Control+s")
    confirm = eli.locator("#w-save-confirmation-dialog [data-w-dialog-target=confirm]")
    confirm.wait_for()
    photograph(eli, "two-editors-asked")
    with eli.expect_navigation():
        confirm.click()
    versions = room.django(
        "from newsroom.desk.models import Story\n"
        f"print([v.content for v in Story.objects.get(pk={number}).revisions.order_by('created_at')])"
    )
    assert "first one adds" in versions
    assert "second one adds" in kept(room, number)


def test_two_tabs_of_one_person_have_no_quarrel_that_is_not_there(room: Room, sit: Sit) -> None:
    page = sit("ana")
    number = new_story(page, "One person, two tabs", "The beginning.")
    saved(page)
    other = page.context.new_page()
    other.goto(f"/desk/stories/edit/{number}/")
    other.locator(EDITOR).first.wait_for()
    other.close()
    # A minute passes, and the press runs, while the story lies open.
    room.django(
        "import os\n"
        "from newsroom.configuration import read\n"
        "from newsroom.ticking import tick_once\n"
        "tick_once(read(os.environ))\n"
    )
    write(page, "Written after it.")
    until(lambda: "after it" in kept(room, number), "it was kept", lambda: page.wait_for_timeout(200))
    assert not page.get_by_text("newer version").count()
    with page.expect_navigation():
        page.keyboard.press("Control+s")
    assert "Written after it." in text_of(page)


def test_the_keys_of_every_editor(room: Room, sit: Sit) -> None:
    page = sit("ana")
    number = new_story(page, "The keys of every editor", "Plain.")
    for key, word in (("b", "heavy"), ("i", "slanted")):
        page.keyboard.press(f"Control+{key}")
        page.keyboard.type(word)
        page.keyboard.press(f"Control+{key}")
        page.keyboard.type(" ")
    page.keyboard.type("linked")
    for _ in "linked":
        page.keyboard.press("Shift+ArrowLeft")
    page.keyboard.press("Control+k")
    page.get_by_role("dialog").locator("input").first.fill("https://example.org/")
    page.keyboard.press("Enter")
    page.locator(EDITOR).locator(".desk-link").wait_for()
    with page.expect_navigation():
        page.keyboard.press("Control+s")
    for mark in ("<b>heavy</b>", "<i>slanted</i>", 'href="https://example.org/"'):
        assert mark in kept(room, number).replace("\\", ""), mark


def test_undo_takes_back_bold_words_that_autosave_has_kept(room: Room, sit: Sit) -> None:
    page = sit("ana")
    number = new_story(page, "The keys", "The ferry leaves at noon.")
    saved(page)
    page.keyboard.press("Control+b")
    page.keyboard.type("Bold words")
    page.keyboard.press("Control+b")
    until(lambda: "<b" in kept(room, number) or "strong" in kept(room, number), "the bold words were kept")
    pause_until(page, lambda: "Bold words" in text_of(page), "the words stayed")
    page.keyboard.press("Control+z")
    pause_until(page, lambda: "Bold words" not in text_of(page), "they were undone")
    assert "leaves at noon" in text_of(page)
