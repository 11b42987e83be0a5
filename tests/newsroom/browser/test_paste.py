"""Word and the web pasted into a story at a running desk: what stands in it, what is kept, what readers get."""

from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.newsroom.browser.conftest import (
    EDITOR,
    Room,
    Sit,
    do,
    kept,
    new_story,
    pause_until,
    photograph,
    saved,
    text_of,
    until,
)

pytestmark = pytest.mark.needs("chromium")

WORD = Path("tests/freesheet/intake/pasted/word.html")
WEB = (
    '<meta charset="utf-8"><p style="color: red">One <b>heavy</b> word, and '
    '<a href="https://example.org/fares?utm_source=mail&amp;id=7">a link</a>.</p><p>Another paragraph.</p>'
)
# What Ctrl-V does; a browser without a screen has no clipboard that programs share.
_PASTE = """([html, text]) => {
  const data = new DataTransfer();
  data.setData("text/html", html);
  data.setData("text/plain", text);
  const event = new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true });
  document.activeElement.dispatchEvent(event);
}"""


def paste(page: Page, html: str, text: str = "") -> None:
    page.evaluate(_PASTE, [html, text])


def plain(room: Room, number: int) -> str:
    """What is kept of a story, without the escapes of its JSON."""
    return kept(room, number).replace("\\", "")


def test_word_is_pasted_as_what_it_is_and_published(room: Room, sit: Sit) -> None:
    page = sit("paula")
    number = new_story(page, "Pasted out of Word", "It stood before.", "It stood behind.")
    page.keyboard.press("Backspace")
    # Into the middle: the cursor is put between the two paragraphs.
    page.keyboard.press("Home")
    paste(page, WORD.read_text())
    pause_until(
        page, lambda: "two years" in text_of(page).lower() or page.locator(".desk-pasted li").count(), "it came"
    )
    photograph(page, "pasted")
    words = ("It stood before.", "What the ferry costs", "The boat sails on.", "It stood behind.")
    pause_until(page, lambda: all(word in plain(room, number) for word in words), "the desk kept what was pasted")
    body = plain(room, number)
    assert [body.index(word) for word in words] == sorted(body.index(word) for word in words)
    for part in ("<h2", "<b>four dollars</b>", "data-note=", '"type": "quotation"', '"type": "table"', "<ol>"):
        assert part in body, part
    assert "mso" not in body
    assert "comment" in page.locator(".desk-pasted").inner_text()
    do(page, "Publish")
    until(lambda: "What the ferry costs" in room.read("pasted-out-of-word/"), "it was out")
    shown = room.read("pasted-out-of-word/")
    for part in (
        "<table",
        "<blockquote",
        "The boat sails on.",
        "It stood behind.",
        "https://harbor.example/fares?id=7",
    ):
        assert part in shown, part


def test_a_paste_is_taken_back(room: Room, sit: Sit) -> None:
    page = sit("ana")
    number = new_story(page, "Pasted and taken back", "It stood here.")
    saved(page)
    paste(page, WEB)
    pause_until(page, lambda: "Another paragraph." in text_of(page), "the text came")
    pause_until(page, lambda: "Another paragraph." in plain(room, number), "the text was kept")
    assert 'href="https://example.org/fares?id=7"' in plain(room, number)
    page.keyboard.press("Control+z")
    pause_until(page, lambda: "Another paragraph." not in text_of(page), "the text was taken back by the keyboard")
    paste(page, WORD.read_text())
    page.get_by_role("button", name="Take the paste back").click()
    pause_until(page, lambda: "What the ferry costs" not in plain(room, number), "the blocks were taken back")
    assert "It stood here." in plain(room, number)
    page.locator(EDITOR).last.click()
    page.keyboard.type("It is written on.")
    pause_until(page, lambda: "written on" in plain(room, number), "what came after it was kept")


def test_what_the_desk_can_not_read_comes_as_words(room: Room, sit: Sit) -> None:
    page = sit("ana")
    number = new_story(page, "Pasted without a desk", "It stood here.")
    page.route("**/desk/paste/", lambda route: route.abort())
    paste(page, WEB, "One heavy word.")
    page.get_by_role("status").filter(has_text="The words alone were pasted").wait_for()
    assert "One heavy word." in text_of(page)
    pause_until(page, lambda: "One heavy word." in plain(room, number), "the words were kept")
