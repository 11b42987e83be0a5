"""Precision and recall of a body's words on public pages, against trafilatura and readability-lxml alone."""

import re
import subprocess
import sys
import tarfile
import tempfile
import tomllib
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import lxml.html

from freesheet.intake import NotTaken, Raw, take
from freesheet.story.nodes import Picture
from freesheet.story.walk import plain

ANSWERS = Path(__file__).with_name("intake_answers.toml")
# Packages are fetched once, by their registries' own clients, and stay out of the repository.
CACHE = Path(tempfile.gettempdir()) / "freesheet-benchmarks"

HEAD = ("way", "precision", "recall", "F1", "of", "pages", "no article")
GOAL = "Precision and recall at least those of trafilatura alone, on public pages held out from tuning."


def rows() -> Iterator[tuple[str, ...]]:
    pages = dict(_pages())
    for name, way in WAYS.items():
        yield _row(name, [_score(way, data, answer) for data, answer in pages.values()])


def _row(name: str, scores: list[tuple[float, float] | None]) -> tuple[str, ...]:
    taken = [score or (0.0, 0.0) for score in scores]
    precision = sum(score[0] for score in taken) / len(taken)
    recall = sum(score[1] for score in taken) / len(taken)
    both = 2 * precision * recall / (precision + recall)
    missing = sum(score is None for score in scores)
    return name, f"{precision:.3f}", f"{recall:.3f}", f"{both:.3f}", "words", str(len(scores)), str(missing)


def _score(way: Callable[[bytes], str], data: bytes, answer: str) -> tuple[float, float] | None:
    """Precision and recall of words as bags; None when the way finds no article."""
    told, right = Counter(_words(way(data))), Counter(_words(answer))
    common = sum((told & right).values())
    return (common / told.total(), common / right.total()) if told else None


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.lower())


# ── The ways ─────────────────────────────────────────────────────────────────────────────────────────


def freesheet(data: bytes) -> str:
    """The body without its pictures: the answers have no captions, and not every way can tell them."""
    try:
        story = take(Raw(data, "page.html")).story
    except NotTaken:
        return ""
    return "\n".join(plain(part) for part in story.body if not isinstance(part, Picture))


def trafilatura(data: bytes) -> str:
    from trafilatura import extract

    return extract(data, include_comments=False) or ""


def readability(data: bytes) -> str:
    from readability import Document

    return lxml.html.fromstring(Document(_decoded(data)).summary()).text_content()


WAYS = {"freesheet intake": freesheet, "trafilatura alone": trafilatura, "readability-lxml alone": readability}

# ── The pages and their answers ──────────────────────────────────────────────────────────────────────


def _pages() -> Iterator[tuple[str, tuple[bytes, str]]]:
    for source in tomllib.loads(ANSWERS.read_text()).values():
        folder = _fetched(source["package"]) / source["folder"]
        for name, answer in source["pages"].items():
            data = (folder / f"{name}.html").read_bytes()
            yield name, (data, _answer(_decoded(data), answer))


def _answer(page: str, answer: Mapping[str, Any]) -> str:
    tree = lxml.html.document_fromstring(page.encode(), parser=lxml.html.HTMLParser(encoding="utf-8"))
    for selector in ("script", "style", *answer.get("without", ())):
        for element in tree.xpath(selector) if selector.startswith("//") else tree.cssselect(selector):
            if element.getparent() is not None:
                element.drop_tree()
    for element in tree.iter("br", "p", "div", "li"):
        element.tail = " " + (element.tail or "")
    return " ".join(element.text_content() for element in tree.cssselect(", ".join(answer["of"])))


def _decoded(data: bytes) -> str:
    from trafilatura.utils import decode_file

    return str(decode_file(data))


def _fetched(package: str) -> Path:
    """The folder that a package's source is unpacked in: "name==1.0" is Python's, "name@1.0" is npm's."""
    folder = CACHE / re.sub(r"\W+", "-", package)
    if not folder.exists():
        with tempfile.TemporaryDirectory() as place:
            if "==" in package:
                source = ("--no-deps", "--no-binary", ":all:", "-d", place, package)
                subprocess.run([sys.executable, "-m", "pip", "download", "-q", *source], check=True)
            else:
                subprocess.run(["npm", "pack", "--silent", package], cwd=place, check=True, capture_output=True)
            archive = next(path for path in Path(place).iterdir() if path.name.endswith((".tgz", ".tar.gz")))
            with tarfile.open(archive) as packed:
                packed.extractall(folder, filter="data")
    inside = [path for path in folder.iterdir() if path.is_dir()]
    return inside[0] if inside and inside[0].name != "package" else folder
