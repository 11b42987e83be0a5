"""What axe finds on the desk's pages: nothing, also where they are Wagtail's own."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from newsroom.desk.modes import ISSUE_MODES, MODES
from tests.newsroom.browser.conftest import EDITOR, ROOT, Room, Sit, new_story, photograph, prove, saved

pytestmark = pytest.mark.needs("chromium")
AXE = Path(ROOT, "node_modules", "axe-core", "axe.min.js")
RUN = """async tags => (await axe.run(document, {runOnly: tags})).violations
    .flatMap(found => found.nodes.map(node => [found.id, node.target.flat().join(" "), node.html.slice(0, 200)]))"""
# What the panel of the preview does before it shows anything.
SHOW = """async to => (await fetch(to, {method: "POST", body: new FormData(document.querySelector("#w-editor-form"))}))
    .json()"""
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
_FACTS = """
from django.utils import timezone
from newsroom.desk import actions
from newsroom.desk.models import FixedPage, Issue, Picture, PreviewLink, Story
from newsroom.staff.models import User
story = Story._default_manager.filter(live=True).first()
actions.share(story=story, user=User.objects.get(username="paula"), now=timezone.now())
print(story.pk, Issue._default_manager.first().pk, FixedPage._default_manager.first().pk, Picture.objects.first().pk)
print(PreviewLink.objects.get(story=story).token)
"""
STORIES = ("/desk/", "/desk/stories/", "/desk/stories/open/", "/desk/stories/batches/", "/desk/stories/add/")
AROUND = (
    "/desk/issues/",
    "/desk/issues/add/",
    "/desk/front/",
    "/desk/front/edit/1/",
    "/desk/fixed-pages/",
    "/desk/house/",
    "/desk/house/history/",
    "/desk/redirects/",
    "/desk/redirects/add/",
    "/desk/redirects/import/",
    "/desk/images/",
    "/desk/images/multiple/add/",
    "/desk/press/",
)
ACCOUNT = (
    "/desk/account/",
    "/desk/account/tokens/",
    "/accounts/2fa/",
    "/accounts/2fa/totp/activate/",
    "/accounts/2fa/webauthn/",
    "/accounts/2fa/webauthn/add/",
    "/accounts/password/change/",
    "/accounts/logout/",
)


def violations(page: Page) -> list[str]:
    # Not a script of the page: its policy would refuse that.
    page.evaluate(AXE.read_text())
    return [f"{page.url}: {rule} at {where}: {html}" for rule, where, html in page.evaluate(RUN, TAGS)]


def looked_at(page: Page, path: str) -> list[str]:
    page.goto(path)
    prove(page)
    # Wagtail's menu and its widgets come after the page.
    page.wait_for_load_state("networkidle")
    photograph(page, re.sub(r"\W+", "-", path).strip("-"))
    return violations(page)


@pytest.fixture(scope="module")
def numbers(room: Room) -> tuple[str, ...]:
    """Of a story, an issue, a page and a picture; and the token of a shared preview."""
    return tuple(room.django(_FACTS).split())


def test_axe_finds_nothing_on_the_pages_of_the_desk(sit: Sit, numbers: tuple[str, ...]) -> None:
    story, issue, fixed, picture, _ = numbers
    page = sit("paula")
    of_one = (
        *(f"/desk/stories/{verb}/{story}/" for verb in ("edit", "history", "withdraw", "share", "download", "delete")),
        *(f"/desk/issues/{verb}/{issue}/" for verb in ("edit", "history", "editions")),
        *(f"/desk/fixed-pages/{verb}/{fixed}/" for verb in ("edit", "history")),
        f"/desk/images/{picture}/",
    )
    found = [one for path in (*STORIES, *AROUND, *ACCOUNT, *of_one) for one in looked_at(page, path)]
    assert not found, "\n".join(found)


def test_axe_finds_nothing_in_what_opens_on_a_page(sit: Sit) -> None:
    page = sit("paula")
    found = list[str]()
    page.goto("/desk/stories/")
    page.get_by_role("button", name="Show filters").click()
    for toggle in page.locator(".w-drilldown__toggle").all():
        toggle.click()
        found += violations(page)
        page.locator(".w-drilldown__submenu:visible .w-drilldown__back").click()
    number = new_story(page, "A story that is looked at", "It has a paragraph.")
    saved(page)
    # The tools of the text stand above the buttons of its block while it is written.
    page.click("[name=headline]")
    found += violations(page)
    for tab in page.get_by_role("tab").all():
        tab.click()
        found += violations(page)
    page.get_by_role("tab").first.click()
    for button in ("Toggle status", "Toggle preview", "Toggle comments", "Toggle checks"):
        side = page.get_by_role("button", name=button)
        if side.count():
            side.click()
            page.wait_for_load_state("networkidle")
            found += violations(page)
    page.locator("footer [data-w-dropdown-target=toggle]").click()
    # It fades in.
    page.wait_for_timeout(1000)
    found += violations(page)
    page.goto(f"/desk/stories/edit/{number}/")
    page.locator(EDITOR).first.click()
    page.keyboard.type("Another word. ")
    with page.expect_navigation():
        page.keyboard.press("Control+s")
    found += looked_at(page, f"/desk/stories/history/{number}/revisions/compare/earliest...latest/")
    assert not found, "\n".join(found)


def test_axe_finds_nothing_before_anybody_is_signed_in(room: Room, browser: Browser) -> None:
    page = browser.new_page(base_url=room.desk)
    found = looked_at(page, "/accounts/login/")
    page.close()
    assert not found, "\n".join(found)


def test_axe_finds_nothing_in_any_preview(sit: Sit, numbers: tuple[str, ...]) -> None:
    story, issue, fixed, _, token = numbers
    page = sit("paula")
    found = [one for mode in MODES for one in looked_at(page, f"/preview/{token}/{mode}/")]
    for kind, number, modes in (
        ("stories", story, MODES),
        ("issues", issue, ISSUE_MODES),
        ("fixed-pages", fixed, ("",)),
        ("front", "1", ("",)),
    ):
        page.goto(f"/desk/{kind}/edit/{number}/")
        page.wait_for_load_state("networkidle")
        preview = f"/desk/{kind}/preview/{number}/"
        assert page.evaluate(SHOW, preview)["is_valid"]
        found += [one for mode in modes for one in looked_at(page, f"{preview}?mode={mode}")]
    assert not found, "\n".join(found)
