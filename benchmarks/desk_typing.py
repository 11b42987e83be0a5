"""Long stories typed at the desk, in Chromium: from a key until the browser has painted it."""

import shutil
import statistics
from collections.abc import Iterator

from playwright.sync_api import Page, sync_playwright

from benchmarks.desk_room import Room
from benchmarks.processes import fresh

HEAD = ("paragraphs", "words", "texts", "ms from key to paint, p50", "p90", "slowest", "× a bare text field, p50")
GOAL = "At most 100 ms for each key in 300 paragraphs of 20,000 words."
KEYS = 100
_WORDS = 67
_PAUSE_MS = 60
_STORY = """
import json
from newsroom.desk.models import Story
paragraphs = ["<p>" + "water " * {words} + "</p>"] * {paragraphs}
each = -(-{paragraphs} // {texts})
body = [{{"type": "text", "value": "".join(paragraphs[at:at + each])}} for at in range(0, {paragraphs}, each)]
story = Story(headline="Long", slug="long-{paragraphs}-{texts}", body=json.dumps(body))
story.save()
story.save_revision()
print(story.pk)
"""
# A message is handled once the frame that it waited for has been painted.
_WATCH = """() => {
  window.lags = [];
  document.addEventListener("keydown", () => {
    const begun = performance.now();
    requestAnimationFrame(() => {
      const channel = new MessageChannel();
      channel.port1.onmessage = () => window.lags.push(performance.now() - begun);
      channel.port2.postMessage(0);
    });
  }, true);
}"""
_BARE = "data:text/html,<!doctype html><title>Bare</title><textarea rows=40 cols=80></textarea>"


def rows(count: int = 300) -> Iterator[tuple[str, ...]]:
    room = Room(fresh("typing"))
    room.open()
    with room.running(), sync_playwright() as play:
        browser = play.chromium.launch(executable_path=shutil.which("chromium"))
        context = browser.new_context(viewport={"width": 1280, "height": 900})
        context.add_cookies([{"name": "sessionid", "value": room.editors(1)[0].cookie, "url": room.desk}])
        page = context.new_page()
        for paragraphs, texts in ((10, 1), (count, 1), (count, 30)):
            number = room.told(_STORY.format(paragraphs=paragraphs, texts=texts, words=_WORDS))
            page.goto(f"{room.desk}/desk/stories/edit/{number}/")
            lags = _typed(page, ".public-DraftEditor-content")
            page.goto(_BARE)
            page.fill("textarea", ("water " * _WORDS + "\n\n") * paragraphs)
            bare = _typed(page, "textarea")
            middle = statistics.median(lags)
            tenths = statistics.quantiles(lags, n=10)
            ratio = f"{middle / statistics.median(bare):.1f}"
            yield (
                *(f"{paragraphs:,}", f"{paragraphs * _WORDS:,}", str(texts)),
                *(f"{middle:.0f}", f"{tenths[-1]:.0f}", f"{max(lags):.0f}", ratio),
            )
        browser.close()


def _typed(page: Page, field: str) -> list[float]:
    """How long each key took, at the end of the last of these fields."""
    place = page.locator(field).last
    place.wait_for()
    place.click()
    page.keyboard.press("Control+End")
    page.evaluate(_WATCH)
    for number in range(KEYS):
        page.keyboard.type("water "[number % 6])
        page.wait_for_timeout(_PAUSE_MS)
    lags: list[float] = page.evaluate("() => window.lags")
    return lags
