"""The sample newspaper on screens and paper, as a browser shows it: conventions R."""

import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from mimetypes import guess_type
from pathlib import Path

import pypdfium2
import pytest
from playwright.sync_api import Browser

from tests.extraction import squeezed
from tests.validators.sample_site import KINDS, SITE, Sample, address, browser, sample

__all__ = ["address", "browser", "sample"]

STORIES = tuple(path for path in KINDS if path.count("/") == 1 and path.count("-") > 1 and path.endswith("/"))


@pytest.mark.needs("chromium")
def test_the_first_key_shows_the_way_past_the_menu(browser: Browser, address: str) -> None:
    """R1: hidden until it is reached, then on the screen, and it leads to the text."""
    page = browser.new_page(viewport={"width": 320, "height": 700})
    for path in KINDS:
        page.goto(f"{address}/{path}")
        page.keyboard.press("Tab")
        box = page.evaluate(
            """() => { const one = document.activeElement, box = one.getBoundingClientRect();
            return [one.getAttribute("href"), box.left, box.top, box.right, box.bottom]; }"""
        )
        assert box[0] == "#main", path
        assert box[1] >= 0, path
        assert box[2] >= 0, path
        assert 24 < box[3] <= 320, path
        assert box[4] <= 700, path
        page.keyboard.press("Enter")
        page.wait_for_url(lambda url: url.endswith("#main"), wait_until="commit")
    page.close()


@pytest.mark.needs("chromium")
@pytest.mark.parametrize("width", [320, 1280])
def test_a_story_is_read_from_top_to_bottom(browser: Browser, address: str, width: int) -> None:
    """R3: what comes later in the file stands lower on the screen."""
    page = browser.new_page(viewport={"width": width, "height": 900})
    assert len(STORIES) > 4
    for path in STORIES:
        page.goto(f"{address}/{path}")
        tops = page.evaluate(
            """[...document.querySelectorAll(
              ".kicker, h1, .dek, .byline, .origin, .dates, .tools, article > .notice, .lead, .body, .after, .appeal"
            )].filter(one => one.getClientRects().length).map(one => one.getBoundingClientRect().top)"""
        )
        assert len(tops) > 6
        assert tops == sorted(tops), path
    page.close()


@pytest.mark.needs("chromium")
def test_all_words_are_there_without_pictures_and_in_a_readers_own_colours(browser: Browser, address: str) -> None:
    """R19: at 320 pixels, which are 400 % of 1280; nothing runs out of the screen, nothing lies on another."""
    context = browser.new_context(
        viewport={"width": 320, "height": 700}, forced_colors="active", java_script_enabled=True
    )
    page = context.new_page()
    network = context.new_cdp_session(page)
    network.send("Network.enable")
    network.send("Network.setBlockedURLs", {"urls": ["*/pictures/*"]})
    for path in KINDS:
        if path.endswith("lite.html"):
            continue
        page.goto(f"{address}/{path}")
        wide, unseen, hidden = page.evaluate(
            """() => [
              document.documentElement.scrollWidth - document.documentElement.clientWidth,
              [...document.querySelectorAll("main p, main li, main h1, main h2, main h3")]
                .filter(one => !one.closest("[hidden], .unseen, .trail") && !one.classList.contains("unseen"))
                .filter(one => one.innerText.trim() === "" && one.textContent.trim() !== "").length,
              [...document.querySelectorAll("img")].filter(one => one.alt && !one.getClientRects().length).length]"""
        )
        assert (wide, unseen, hidden) == (0, 0, 0), path
    context.close()


@pytest.mark.needs("chromium")
def test_all_words_are_there_in_order_without_style(browser: Browser, sample: Sample, address: str) -> None:
    """R19: the words that are seen with the style are those that are seen without it, and in the same order."""
    page = browser.new_page(viewport={"width": 320, "height": 700})
    for path in STORIES:
        page.goto(f"{address}/{path}")
        styled = page.evaluate("document.querySelector('article').innerText")
        page.evaluate("document.querySelector('style').remove()")
        assert page.evaluate("document.documentElement.scrollWidth") > 0
        plain = squeezed(page.evaluate("document.querySelector('article').innerText"))
        assert squeezed(styled) == plain, path
    page.close()


@pytest.mark.needs("chromium")
def test_a_story_on_paper_is_the_story_alone(browser: Browser, sample: Sample, address: str, tmp_path: Path) -> None:
    """R10, R11: what Ctrl-P prints."""
    context = browser.new_context(color_scheme="dark")
    page = context.new_page()
    for path in ("eleven-below/", "the-gauge-that-said-nothing/", "how-to-read-your-water-bill/"):
        told = sample.pages[f"{path}index.html"]
        page.goto(f"{address}/{path}")
        page.emulate_media(media="print")
        colours = page.evaluate(
            "(({color, backgroundColor}) => [color, backgroundColor])(getComputedStyle(document.body))"
        )
        assert colours == ["rgb(0, 0, 0)", "rgb(255, 255, 255)"]
        furniture = "[...document.querySelectorAll('nav, .skip, .appeal, .related')]"
        assert page.evaluate(f"{furniture}.filter(one => one.getClientRects().length).length") == 0, path
        assert page.evaluate("document.querySelector('.qr img').getBoundingClientRect().width") > 60
        numbers = page.evaluate("[...document.querySelectorAll('a[data-n]')].map(one => Number(one.dataset.n))")
        listed = page.evaluate("[...document.querySelectorAll('.links li, #notes li')].map(one => one.value)")
        assert numbers
        assert set(numbers) <= set(listed), path
        # A person who prints has seen the page; pictures further down have come by then.
        page.evaluate("Promise.all([...document.images].map(one => (one.loading = 'eager', one.decode())))")
        page.pdf(path=tmp_path / "page.pdf", prefer_css_page_size=True)
        with pypdfium2.PdfDocument(tmp_path / "page.pdf") as document:
            sides = [
                (side.get_textpage().get_text_bounded(), len(list(side.get_objects(filter=[3])))) for side in document
            ]
        whole = squeezed("".join(text for text, _ in sides))
        for left in (*told.shown("//aside[@class='appeal']//p"), "Skip to the story", "Earlier on this"):
            assert squeezed(left) not in whole, (path, left)
        for paragraph in told.shown("//div[@class='body']/p[not(@class)]"):
            assert squeezed(paragraph)[:18] in whole, (path, paragraph)
        for number, (text, _) in enumerate(sides, 1):
            words = squeezed(text)
            assert squeezed(told.shown("//h1")[0]) in words, (path, number)
            assert squeezed(f"{SITE}/{path}") in words
            assert f"{number}/{len(sides)}" in "".join(text.split()), (path, number)
        captions = [squeezed(one)[:24] for one in told.shown("//article//figcaption") if not one.startswith("Credit")]
        for text, pictures in sides:
            assert sum(one in squeezed(text) for one in captions) <= pictures, path
        for heading in map(squeezed, told.shown("//div[@class='body']//h2")):
            (side,) = (squeezed(text) for text, _ in sides if heading in squeezed(text))
            after = side.partition(heading)[2].partition(squeezed(f"{SITE}/{path}"))[0]
            assert len(after) > 60, (path, heading)
    context.close()


MOVED = """async () => {
  let moved = 0;
  new PerformanceObserver(list => {
    for (const entry of list.getEntries()) moved += entry.value;
  }).observe({type: "layout-shift", buffered: true});
  for (let y = 0; y < document.documentElement.scrollHeight; y += 500) {
    scrollTo(0, y);
    await new Promise(next => setTimeout(next, 30));
  }
  return moved;
}"""


@pytest.mark.needs("chromium")
@pytest.mark.parametrize("width", [320, 1280])
def test_the_text_never_moves(browser: Browser, address: str, width: int) -> None:
    page = browser.new_page(viewport={"width": width, "height": 700})
    for path in ("", "eleven-below/", "the-gauge-that-said-nothing/", "sections/environment/", "search/?q=river"):
        page.goto(f"{address}/{path}")
        assert page.evaluate(MOVED) == 0, path
    page.close()


@contextmanager
def on_a_slow_line(folder: Path) -> Iterator[str]:
    """The site from a server that sends a page in small pieces, so that a browser shows it before it is whole."""

    class Slow(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            file = folder / self.path.lstrip("/")
            data = (file / "index.html" if file.is_dir() else file).read_bytes()
            self.send_response(200)
            media_type = "text/html; charset=utf-8" if file.is_dir() else guess_type(file)[0] or "image/avif"
            self.send_header("Content-Type", media_type)
            self.end_headers()
            body = data.find(b"<body") if file.is_dir() else len(data)
            self.wfile.write(data[:body])
            for start in range(body, len(data), 400):
                self.wfile.write(data[start : start + 400])
                time.sleep(0.04)

        def log_message(self, *_told: object) -> None:
            """Nothing: a test is quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Slow)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.mark.needs("chromium")
@pytest.mark.parametrize("width", [320, 1280])
def test_the_text_never_moves_while_a_page_arrives(browser: Browser, sample: Sample, width: int) -> None:
    page = browser.new_page(viewport={"width": width, "height": 700})
    with on_a_slow_line(sample.folder) as slow:
        for path in ("", "eleven-below/", "sections/environment/"):
            page.goto(f"{slow}/{path}")
            assert page.evaluate(MOVED) == 0, path
    page.close()


@pytest.mark.needs("chromium")
def test_the_search_is_found_and_used_without_script(browser: Browser, address: str) -> None:
    """R23, R25."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    answer = page.goto(f"{address}/no-such-page/")
    assert answer
    assert answer.status == 404
    page.fill("input[type=search]", "RIVER")
    page.click("main button")
    assert page.url.endswith("/search/?q=RIVER")
    assert page.locator("h2").first.text_content() != ""
    page.locator(".hit a").first.click()
    assert page.locator("article h1").count() == 1
    context.close()


@pytest.mark.needs("chromium")
def test_every_way_on_is_large_enough_to_touch(browser: Browser, address: str) -> None:
    """R20: what is no link within a sentence is at least 24 pixels high and wide."""
    page = browser.new_page(viewport={"width": 320, "height": 700})
    for path in KINDS:
        if path.endswith("lite.html"):
            continue
        page.goto(f"{address}/{path}")
        small = page.evaluate(
            """[...document.querySelectorAll("nav li a, .plain > li > a, button, input, select")]
            .filter(one => one.getClientRects().length)
            .map(one => [one.outerHTML, one.getBoundingClientRect()])
            .filter(([_, box]) => box.height < 24 || box.width < 24).map(([html]) => html)"""
        )
        assert small == [], path
    page.close()


@pytest.mark.needs("chromium", "pdftotext")
def test_the_slip_and_the_corrections_are_printed_without_furniture(
    browser: Browser, address: str, tmp_path: Path
) -> None:
    """R11."""
    page = browser.new_page()
    for path, printed in (("give/", "A slip to post with a check"), ("corrections/", "An earlier version")):
        page.goto(f"{address}/{path}")
        page.pdf(path=tmp_path / "page.pdf", prefer_css_page_size=True)
        text = subprocess.run(
            ["pdftotext", "-layout", tmp_path / "page.pdf", "-"], check=True, capture_output=True
        ).stdout.decode()
        assert printed in text
        for left in ("Developing stories", "Front page", "Text only"):
            assert left not in text
    page.close()
