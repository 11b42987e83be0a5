"""Whatever happens to a browser, its line or its session, no word of an editor's is lost."""

import pytest
from playwright.sync_api import Page

from tests.newsroom.browser.conftest import (
    EDITOR,
    Room,
    Sit,
    new_story,
    pause_until,
    saved,
    until,
)

pytestmark = pytest.mark.needs("chromium")


def kept(room: Room, number: int) -> str:
    """The story's newest version, as the desk keeps it."""
    return room.django(
        f"from newsroom.desk.models import Story\nprint(Story.objects.get(pk={number}).get_latest_revision().content)"
    )


def text_of(page: Page) -> str:
    return page.locator(EDITOR).first.inner_text()


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
