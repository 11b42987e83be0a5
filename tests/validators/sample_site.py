"""The sample newspaper, pressed once for all tests that look at it, and read as a reader's browser and a robot do."""

import fcntl
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urljoin, urlsplit

import pytest
from lxml import html
from playwright.sync_api import Browser, sync_playwright

from freesheet import samples
from freesheet.intake import Raw, take
from freesheet.serve.server import serving
from freesheet.story.nodes import Story

ROOT = Path(__file__).parents[2]
EDITIONS = ("web", "lite", "republish", "search", "text", "print")
SITE = samples.house().site
# After the newest of the samples.
NOW = "1796083200"
# Chromium as root in a container, offline.
CHROMIUM = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update")

# One page of each kind, and stories with every difficulty.
KINDS = (
    *("", "search/", "search/?q=river", "search/?q=%22no+such%22", "404.html", "410.html", "give/", "take/", "feeds/"),
    *("sections/", "topics/", "authors/", "series/", "storylines/", "archive/", "corrections/", "issues/"),
    *("sections/environment/", "topics/water/", "authors/tobias-nakagawa/", "series/after-hours/"),
    *("storylines/the-wendle/", "archive/2024/", "archive/2024/09/", "issues/slip-street/", "about/"),
    *("the-gauge-that-said-nothing/", "the-woman-who-carries-the-words/", "a-notice-on-your-door-ar/"),
    *("how-to-read-your-water-bill/", "eleven-below/", "eleven-below/republish.html", "the-14-at-five-twelve/"),
    *("lite.html", "eleven-below/lite.html", "a-notice-on-your-door-ar/lite.html", "topics/lite.html"),
)


@dataclass(frozen=True)
class Page:
    """An HTML file of the site; `path` begins at its root."""

    path: str
    text: str

    @cached_property
    def tree(self) -> html.HtmlElement:
        return html.document_fromstring(self.text.encode(), parser=html.HTMLParser(encoding="utf-8"))

    @property
    def address(self) -> str:
        return f"{SITE}/{self.path.removesuffix('index.html')}"

    @property
    def is_lite(self) -> bool:
        return self.path.endswith("lite.html")

    def all(self, path: str) -> list[Any]:
        return list(self.tree.xpath(path))

    def one(self, path: str) -> Any:
        """What an XPath finds, which must be one thing."""
        found = self.all(path)
        assert len(found) == 1, (self.path, path, found)
        return found[0]

    def meta(self, name: str) -> list[str]:
        return self.all(f"//head/meta[@property='{name}' or @name='{name}']/@content")

    @cached_property
    def facts(self) -> list[dict[str, Any]]:
        return [json.loads(text) for text in self.all("//script[@type='application/ld+json']/text()")]

    def shown(self, path: str) -> list[str]:
        """The text of elements, its spaces as a reader sees them."""
        return [" ".join(one.text_content().split()) for one in self.all(path)]


@dataclass(frozen=True)
class Sample:
    """The pressed site in `folder`."""

    folder: Path

    @cached_property
    def pages(self) -> dict[str, Page]:
        files = sorted(file for file in self.folder.rglob("*.html") if ".freesheet" not in file.parts)
        paths = [file.relative_to(self.folder).as_posix() for file in files]
        return {path: Page(path, (self.folder / path).read_text("utf-8")) for path in paths}

    @property
    def stories(self) -> list[Page]:
        return [page for page in self.pages.values() if page.meta("og:type") == ["article"]]

    @property
    def standing(self) -> dict[str, tuple[Page, Story]]:
        """The stories that are not withdrawn, by slug: the page and what was told the press."""
        pages = {page.path.removesuffix("/index.html"): page for page in self.stories}
        return {slug: (pages[slug], told) for slug, told in stories().items() if not told.withdrawal}

    @cached_property
    def redirects(self) -> dict[str, str]:
        rows = (line.split() for line in (self.folder / "_redirects").read_text("utf-8").splitlines())
        return {row[0]: row[1] for row in rows if len(row) == 3 and row[2].startswith("30")}

    def file_at(self, address: str) -> Path | None:
        """The file that an address of the site leads to, by one redirect at the most; None when there is none."""
        asked = unquote(urlsplit(address).path)
        path = self.folder / self.redirects.get(asked, asked).lstrip("/")
        return next((one for one in (path, path / "index.html") if one.is_file()), None)

    def page_at(self, address: str) -> Page | None:
        file = self.file_at(address)
        return self.pages.get(file.relative_to(self.folder).as_posix()) if file else None

    def fault_of(self, page: Page, link: str) -> str:
        """What is wrong with a link of a page; empty when nothing is, or when it leads elsewhere."""
        address = urljoin(page.address, link)
        if not address.startswith(SITE):
            return ""
        file = self.file_at(address)
        if not file:
            return "no such file"
        anchor = unquote(urlsplit(address).fragment)
        target = self.pages.get(file.relative_to(self.folder).as_posix())
        if anchor and target and anchor not in target.all("//@id"):
            return "no such anchor"
        return ""


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Sample:
    """The site; processes that run tests side by side share it, and the first one makes it."""
    base = tmp_path_factory.getbasetemp()
    place = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "sample-site"
    place.mkdir(exist_ok=True)
    with (place / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (place / "done").exists():
            _press(place)
            (place / "done").touch()
    return Sample(place / "site")


def _press(place: Path) -> None:
    samples.write_newsroom(place / "newsroom")
    asked = [part for edition in EDITIONS for part in ("--edition", edition)]
    subprocess.run(
        [sys.executable, "-m", "freesheet", "press", "--from", place / "newsroom", "--to", place / "site", *asked],
        check=True,
        capture_output=True,
        env={**os.environ, "PYTHONPATH": str(ROOT / "src"), "SOURCE_DATE_EPOCH": NOW},
    )


@cache
def stories() -> dict[str, Story]:
    """The stories that the site is pressed from, by slug, as the press reads them."""
    found = [samples.story(name) for name in samples.names()]
    for entry in samples.newspaper().joinpath("stories").iterdir():
        file = entry.joinpath("story.json") if entry.is_dir() else entry
        beside = {other.name: other.read_bytes() for other in entry.iterdir()} if entry.is_dir() else {}
        found.append(take(Raw(file.read_bytes(), file.name, sibling=beside.get)).story)
    return {story.slug: story for story in found}


@pytest.fixture(scope="module")
def address(sample: Sample) -> Iterator[str]:
    """Where the site is served."""
    # On a thread of its own: Playwright's loop runs on this one.
    with ThreadPoolExecutor(1) as own:
        served = serving(sample.folder)
        yield own.submit(served.__enter__).result()
        own.submit(served.__exit__, None, None, None).result()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as play:
        chromium = play.chromium.launch(executable_path=shutil.which("chromium"), args=CHROMIUM)
        yield chromium
        chromium.close()
