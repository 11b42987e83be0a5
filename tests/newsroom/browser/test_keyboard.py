"""A story is found, changed and published by the keyboard alone, and whoever does it sees where they are."""

import pytest
from playwright.sync_api import Page

from tests.newsroom.browser.conftest import EDITOR, Room, Sit, new_story, pause_until, saved, until

pytestmark = pytest.mark.needs("chromium")
HEADLINE = "Found without a mouse"
# What has the focus: its name, whether that is to be seen, and where it stands.
NOW = """() => {
    const one = document.activeElement, style = getComputedStyle(one), box = one.getBoundingClientRect();
    const ring = found => found.outlineStyle !== "none" || found.boxShadow !== "none";
    return {
        name: (one.getAttribute("aria-label") || one.title || one.innerText || one.id || one.name || "").trim(),
        id: one.id,
        part: one.closest("section[id]")?.id,
        isSeen: ring(style) && box.width > 0 && box.height > 0,
    };
}"""
MOST = 150


def tab_to(page: Page, what: str, part: str = "") -> None:
    """Press Tab until something of this name or number has the focus, in a part of the page; each stop must be seen."""
    for _ in range(MOST):
        page.keyboard.press("Tab")
        now = page.evaluate(NOW)
        assert now["isSeen"], f"Nobody sees that the focus is on {now}."
        if (not part or now["part"] == part) and (what == now["id"] or now["name"].startswith(what)):
            return
    raise AssertionError(f"{what} is not to be reached by Tab.")


def test_a_story_is_changed_and_published_without_a_mouse(room: Room, sit: Sit) -> None:
    page = sit("paula")
    number = new_story(page, HEADLINE, "One paragraph.")
    saved(page)
    page.goto("/desk/")
    page.wait_for_load_state("networkidle")
    tab_to(page, "Stories")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    page.wait_for_load_state("networkidle")
    tab_to(page, HEADLINE)
    with page.expect_navigation():
        page.keyboard.press("Enter")
    page.locator(EDITOR).first.wait_for()
    page.wait_for_load_state("networkidle")
    tab_to(page, "id_headline")
    page.keyboard.press("End")
    page.keyboard.type(" at all")
    tab_to(page, "Insert a block", "panel-child-story-body-section")
    page.keyboard.press("Enter")
    page.get_by_role("option", name="Set as typed").wait_for()
    page.keyboard.press("Tab")
    page.keyboard.type("Set as")
    page.get_by_role("option", name="Quotation").wait_for(state="detached")
    page.keyboard.press("Enter")
    pause_until(page, lambda: page.evaluate(NOW)["id"].startswith("body-"), "the new block had the focus")
    page.keyboard.type("A telegram")
    with page.expect_navigation():
        page.keyboard.press("Control+s")
    page.locator(EDITOR).first.wait_for()
    page.wait_for_load_state("networkidle")
    tab_to(page, "More actions")
    page.keyboard.press("Enter")
    tab_to(page, "Publish")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    found = f"from newsroom.desk.models import Story\nstory = Story._default_manager.get(pk={number})\n"
    pause_until(page, lambda: room.django(f"{found}print(story.live)") == "True", "the story was published")
    slug = room.django(f"{found}print(story.slug)")
    until(lambda: "A telegram" in room.read(f"{slug}/"), "the story was out, with its new block")
