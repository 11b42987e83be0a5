"""A newsroom that runs as its editors run it, and browsers that they sit at."""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, sync_playwright

ROOT = Path(__file__).parents[3]
# Chromium as root in a container, offline.
CHROMIUM = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update")
PASSWORD = "a-long-word-42"  # noqa: S105 — of people who are invented
PEOPLE = {
    "ana": "Authors",
    "eli": "Editors",
    "edda": "Editors",
    "paula": "Publishers",
    "cora": "Contributors",
    "kay": "Editors",
}
# Longer than anything takes on a busy machine; whoever waits so long has found a fault.
PATIENCE = 120.0
EDITOR = ".public-DraftEditor-content"


@dataclass(frozen=True)
class Room:
    """A newsroom that runs; `told` is what it printed when it was opened."""

    folder: Path
    desk: str
    site: str
    told: str

    def read(self, path: str) -> str:
        """A page of the public site, as a reader gets it; empty when there is none."""
        try:
            with urlopen(f"{self.site}/{path}", timeout=20) as answer:  # noqa: S310 — of this machine
                return str(answer.read().decode())
        except (HTTPError, URLError):
            return ""

    def django(self, code: str) -> str:
        """Do something in the newsroom's own Python, as its administrator would in a shell."""
        done = subprocess.run(
            [sys.executable, "-c", f"import django; django.setup()\n{code}"],
            env=environment(self.folder, self.desk),
            check=True,
            capture_output=True,
            text=True,
        )
        return done.stdout.strip()


def environment(folder: Path, desk: str) -> dict[str, str]:
    return {
        **{key: value for key, value in os.environ.items() if not key.startswith("FREESHEET_")},
        "PYTHONPATH": f"{ROOT / 'src'}",
        "FREESHEET_HOME": str(folder),
        "FREESHEET_DESK": desk,
        "DJANGO_SETTINGS_MODULE": "newsroom.settings",
    }


def until(holds: Callable[[], object], what: str, pause: Callable[[], None] = lambda: time.sleep(0.1)) -> None:
    """Wait for something that becomes true by itself."""
    end = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < end, f"It never came to pass that {what}."
        pause()


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


_PEOPLE = """
from django.contrib.auth.models import Group
from newsroom.staff.models import User
for name, role in {people!r}.items():
    user = User.objects.create_user(name, password={password!r})
    user.groups.add(Group.objects.get(name=role))
"""


@contextmanager
def running(folder: Path) -> Iterator[Room]:
    """`freesheet run --demo`, from nothing until it is ended as by Ctrl-C."""
    desk, site = (f"http://127.0.0.1:{_free_port()}" for _ in range(2))
    command = [sys.executable, "-m", "freesheet", "run", str(folder), "--demo", "--port", site.rpartition(":")[2]]
    with (folder.parent / f"{folder.name}.log").open("w+") as log:
        process = subprocess.Popen(
            command, env=environment(folder, desk), stdout=log, stderr=subprocess.STDOUT, start_new_session=True
        )
        try:
            until(lambda: _answers(f"{desk}/accounts/login/") and _answers(site), "the desk and the site were there")
            room = Room(folder, desk, site, Path(log.name).read_text())
            room.django(_PEOPLE.format(people=PEOPLE, password=PASSWORD))
            yield room
        finally:
            process.send_signal(signal.SIGINT)
            process.wait(60)


def _answers(address: str) -> bool:
    try:
        with urlopen(address, timeout=20) as answer:  # noqa: S310 — of this machine
            return bool(answer.status == 200)
    except (HTTPError, URLError, ConnectionError, TimeoutError):
        return False


@pytest.fixture(scope="session")
def room(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Room]:
    """One newsroom for all tests of this process."""
    with running(tmp_path_factory.mktemp("newsroom") / "room") as room:
        yield room


# Not for longer: while it is there, no other test of this process may have an event loop of its own.
@pytest.fixture(scope="module")
def play() -> Iterator[Playwright]:
    with sync_playwright() as play:
        yield play


def launch(play: Playwright) -> Browser:
    return play.chromium.launch(executable_path=shutil.which("chromium"), args=CHROMIUM)


@pytest.fixture(scope="module")
def browser(play: Playwright) -> Iterator[Browser]:
    chromium = launch(play)
    yield chromium
    chromium.close()


Sit = Callable[[str], Page]


@pytest.fixture
def sit(room: Room, browser: Browser, request: pytest.FixtureRequest) -> Iterator[Sit]:
    """Sit somebody down at a browser of their own, signed in."""
    contexts = list[BrowserContext]()

    def sit(name: str) -> Page:
        context = browser.new_context(viewport={"width": 1280, "height": 900}, base_url=room.desk)
        context.set_default_timeout(PATIENCE * 1000)
        contexts.append(context)
        page = context.new_page()
        sign_in(page, name)
        return page

    yield sit
    for number, context in enumerate(contexts, 1):
        photograph(context.pages[0], f"{request.node.name}-{number}-last")
        context.close()


def sign_in(page: Page, name: str, password: str = PASSWORD) -> None:
    page.goto("/accounts/login/")
    page.fill("[name=login]", name)
    page.fill("[name=password]", password)
    page.locator("form button").first.click()
    pause_until(page, lambda: "/accounts/login" not in page.url, f"{name} was signed in")


def prove(page: Page) -> None:
    """Say the password again, where the desk asks for it before it shows the keys of an account."""
    if "/accounts/reauthenticate/" in page.url:
        page.fill("[name=password]", PASSWORD)
        with page.expect_navigation():
            page.keyboard.press("Enter")


def photograph(page: Page, name: str) -> None:
    """Keep a picture of a step, where somebody asked for them."""
    if folder := os.environ.get("PHOTOGRAPHS"):
        Path(folder).mkdir(parents=True, exist_ok=True)
        page.screenshot(path=Path(folder) / f"{name}.png")


# ── At the desk ──────────────────────────────────────────────────────────────────────────────────────


def new_story(page: Page, headline: str, *paragraphs: str) -> int:
    """Write a story by typing; its number when the desk has kept it."""
    page.goto("/desk/stories/add/")
    page.click("[name=headline]")
    page.keyboard.type(headline)
    if paragraphs:
        write(page, *paragraphs)
    pause_until(page, lambda: re.search(r"/edit/(\d+)/", page.url), "the story was kept while it was written")
    return number_of(page)


def number_of(page: Page) -> int:
    found = re.search(r"/edit/(\d+)/", page.url)
    assert found
    return int(found[1])


def pause_until(page: Page, holds: Callable[[], object], what: str) -> None:
    """Wait for something that becomes true in the browser; it goes on meanwhile."""
    until(holds, what, lambda: page.wait_for_timeout(100))


def write(page: Page, *paragraphs: str) -> None:
    """Type running text into the story's body, below what it holds."""
    body = page.locator("#panel-child-story-body-content")
    if not body.locator(EDITOR).count():
        body.locator("button.c-sf-add-button").first.click()
        page.get_by_role("option", name="Text", exact=True).click()
    body.locator(EDITOR).last.click()
    page.keyboard.press("Control+End")
    for paragraph in paragraphs:
        page.keyboard.type(paragraph)
        page.keyboard.press("Enter")


def kept(room: Room, number: int) -> str:
    """The story's newest version, as the desk keeps it."""
    return room.django(
        f"from newsroom.desk.models import Story\nprint(Story.objects.get(pk={number}).get_latest_revision().content)"
    )


def text_of(page: Page) -> str:
    return page.locator(EDITOR).first.inner_text()


def saved(page: Page) -> None:
    """Wait until the desk says that it keeps what is in the form."""
    page.locator("#w-autosave-indicator, [data-controller~=w-autosave]").get_by_text("Saved").first.wait_for()


def do(page: Page, label: str) -> None:
    """Choose one of the form's actions: those of a name that begins so, at its foot."""
    page.locator("footer [data-w-dropdown-target=toggle]").click()
    items = page.locator("footer .w-dropdown__content").locator("button, a")
    item = items.filter(has_text=re.compile(rf"^\s*{re.escape(label)}"))
    with page.expect_navigation():
        item.first.click()
