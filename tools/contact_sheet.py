"""Draw the README's picture: one story as every edition, the way the demonstration's contact sheet shows it.

Usage: python -m tools.contact_sheet docs/contact-sheet.png
"""

import os
import shutil
import sys
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

from PIL import Image
from playwright.sync_api import sync_playwright

from freesheet import samples
from freesheet.demo.sheet import contact_sheet
from freesheet.editions import EDITIONS
from freesheet.paper.faces import FOLDER, MONO, SANS, SERIF
from freesheet.press.run import run
from freesheet.story.nodes import Issue

STORY = "jail-mail-in-a-day"
# What machines read shows nothing to people.
UNSEEN = ("json",)
WIDTH, HEIGHT = 1400, 1000
COLOURS = 256
# Drawn larger and then made smaller, letters keep their distances.
SHARP = 2
# The picture is the same on every machine that has the same browser: it is set in the typefaces that ship.
GENERIC = {"serif": SERIF, "sans-serif": SANS, "system-ui": SANS, "monospace": MONO}
QUIET = ("--disable-gpu", "--disable-quic", "--disable-background-networking", "--disable-sync", "--no-sandbox")


def main(target: str) -> None:
    with TemporaryDirectory(prefix="freesheet-") as name:
        folder = Path(name)
        shown = photographed(sheet(folder / "sheet"), folder)
    with Image.open(BytesIO(shown)) as image:
        smaller = image.convert("RGB").resize((image.width // SHARP, image.height // SHARP), Image.Resampling.LANCZOS)
        smaller.quantize(COLOURS, dither=Image.Dither.NONE).save(target, optimize=True)


def sheet(to: Path) -> Path:
    """The contact sheet of one story; gives the page."""
    story = samples.story(STORY)
    editions = tuple(edition for edition in EDITIONS.values() if edition.name not in UNSEEN)
    done = run([story], editions, to, house=samples.house(), picture=samples.picture)
    return contact_sheet(to, done, (Issue.of(story),), editions)


def photographed(page: Path, folder: Path) -> bytes:
    """The first row of the sheet as a browser shows it, as PNG."""
    faces = folder / "fonts.conf"
    faces.write_text(fontconfig(folder / "cache"), "utf-8")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"),
            args=QUIET,
            env={**os.environ, "FONTCONFIG_FILE": str(faces)},
        )
        tab = browser.new_page(
            viewport={"width": WIDTH, "height": HEIGHT}, color_scheme="light", device_scale_factor=SHARP
        )
        tab.goto(page.as_uri(), wait_until="networkidle")
        tab.add_style_tag(content="section { padding: 1rem 1.2rem 1.5rem; margin: 0 -1.2rem }")
        shown = tab.locator("section").first.screenshot(animations="disabled")
        browser.close()
    return shown


def fontconfig(cache: Path) -> str:
    aliases = "".join(
        f'<alias binding="same"><family>{generic}</family><prefer><family>{face}</family></prefer></alias>'
        for generic, face in GENERIC.items()
    )
    return f"<fontconfig><dir>{FOLDER}</dir><cachedir>{cache}</cachedir>{aliases}</fontconfig>"


if __name__ == "__main__":
    main(*sys.argv[1:])
