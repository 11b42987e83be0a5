"""Kill a press that keeps a site current, again and again, and look each time whether a reader could have noticed."""

import os
import random
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from urllib.parse import urldefrag

import brotli
import deflate
from msgspec.structs import replace

from benchmarks.processes import fresh
from benchmarks.site_equal import files_in
from benchmarks.site_ours import NOW, press, write_archive
from benchmarks.site_stories import corrected, stories, story, withdrawn
from freesheet.press.archive import Archive
from freesheet.press.hand import Hand

HEAD = ("stories", "kills", "while pressing", "dead links", "disagreeing", "torn", "differs from a full build")
GOAL = "Nothing is ever wrong, right after a kill and after the next run."
STORIES, KILLS = 60, 200

_LINK = re.compile(r'(?:href|src)="(/[^"]*)"')
_ENTRY = re.compile(r'<h[23]><a href="(/[a-z0-9-]+/)">([^<]*)</a></h[23]>')
_HEADLINE = re.compile(r"<h1>([^<]*)</h1>")


def rows(kills: int = KILLS) -> Iterator[tuple[str, ...]]:
    folder = fresh("kills")
    archive, to = folder / "stories.db", folder / "public"
    write_archive(stories(STORIES), archive)
    press(archive, to, "compressed")
    chance = random.Random(11)  # noqa: S311 — the same moments each time
    busy = dead = disagreeing = torn = 0
    for number in range(kills):
        busy += _killed(archive, to, number, chance)
        files = files_in(to)
        dead += len(_dead_links(files))
        disagreeing += len(_disagreeing(files))
        torn += len(_torn(files))
    whole = folder / "whole"
    for tree in (to, whole):
        press(archive, tree, "compressed")
    one, other = files_in(to), files_in(whole)
    differing = sum(one.get(path) != other.get(path) for path in one.keys() | other.keys())
    counts = (kills, busy, dead, disagreeing, torn, differing)
    yield (str(STORIES), *map(str, counts))


def _killed(archive: Path, to: Path, number: int, chance: random.Random) -> bool:
    """Start a press of a stream of changes, and kill it at a random moment; whether it was at work then."""
    command = [sys.executable, "-m", "benchmarks.site_kills", str(archive), str(to), str(number)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as child:
        said = child.stdout or sys.stdin
        said.readline()
        time.sleep(chance.uniform(0, 0.6))
        os.kill(child.pid, signal.SIGKILL)
        at_work = "begin" in said.read()
    # What the press does in a process apart goes on for some milliseconds.
    time.sleep(0.05)
    return at_work


def _stream(archive: Path, to: Path, number: int) -> None:
    """Change a story, press, and so on until killed."""
    chance = random.Random(number)  # noqa: S311 — the same changes each time
    writer, hand = Archive.open(archive, writing=True), Hand()
    print("ready", flush=True)
    while True:
        print("begin", flush=True)
        which = chance.randrange(STORIES * 3)
        told = story(which, STORIES * 3)
        if chance.random() < 0.3:
            told = replace(told, headline=f"{told.headline}, {number}")
        if chance.random() < 0.3:
            told = corrected(told, NOW - timedelta(days=chance.randrange(300)))
        elif chance.random() < 0.2:
            told = withdrawn(told, NOW - timedelta(days=chance.randrange(300)))
        with writer:
            if chance.random() < 0.1:
                writer.remove(told.id)
            else:
                writer.put(told)
        press(archive, to, "compressed", hand)


def _dead_links(files: dict[str, bytes]) -> list[str]:
    wanted = {
        urldefrag(link)[0]
        for path, data in files.items()
        if path.endswith(".html")
        for link in _LINK.findall(data.decode())
    }
    return [link for link in wanted if _target(link) not in files and not link.startswith("/search/")]


def _target(link: str) -> str:
    return (link + "index.html" if link.endswith("/") else link).lstrip("/")


def _disagreeing(files: dict[str, bytes]) -> list[str]:
    """Lists that call a story otherwise than its page does."""
    found = []
    for path, data in files.items():
        if path.endswith("index.html"):
            for link, headline in _ENTRY.findall(data.decode()):
                page = files.get(_target(link), b"").decode()
                if headline not in _HEADLINE.findall(page):
                    found.append(f"{path}: {headline}")
    return found


def _torn(files: dict[str, bytes]) -> list[str]:
    """Compressed copies that are not of the page beside them."""
    torn = []
    for path, data in files.items():
        try:
            if path.endswith(".br") and brotli.decompress(data) != files[path[:-3]]:
                torn.append(path)
            if path.endswith(".gz") and bytes(deflate.gzip_decompress(data)) != files[path[:-3]]:
                torn.append(path)
        except (brotli.error, deflate.DeflateError, KeyError):
            torn.append(path)
    return torn


if __name__ == "__main__":
    _stream(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]))
