"""Imposition of a booklet against pdfimpose: 63 half-sheet pages, two up, for one fold and a staple."""

import tempfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from pikepdf import Pdf

from benchmarks.rounds import compare
from benchmarks.stories import stories
from freesheet import samples
from freesheet.editions import large_print
from freesheet.paper.impose import impose
from freesheet.press.run import kit_of
from freesheet.story.nodes import Issue

PAGES = 63


def _document(number: int) -> bytes:
    """So many typeset pages: large print of a long story, cut to length."""
    kit = kit_of((large_print.EDITION,), house=samples.house(), picture=samples.picture)
    story = stories(1, 9_000, seed=40 + number)[0]
    data = large_print.EDITION.make(Issue.of(story), kit)[0].data
    with Pdf.open(BytesIO(data)) as document:
        while len(document.pages) < PAGES:
            document.pages.append(document.pages[len(document.pages) % 20])
        del document.pages[PAGES:]
        out = BytesIO()
        document.save(out)
        return out.getvalue()


def _pdfimpose(data: bytes) -> bytes:
    from pdfimpose.schema import saddle

    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder) / "pages.pdf", Path(folder) / "booklet.pdf"
        source.write_bytes(data)
        saddle.impose([str(source)], str(target), folds="h")
        return target.read_bytes()


def rows(rounds: int = 5) -> Iterator[tuple[str, ...]]:
    documents = [_document(number) for number in range(rounds + 1)]
    ways = {"freesheet booklet": lambda data: impose(data)[0], "pdfimpose": _pdfimpose}
    taken = compare(ways, documents)
    for name, way in ways.items():
        yield name, f"{taken[name] / taken['freesheet booklet']:.1f}", f"{len(way(documents[0])) / 1000:.0f}"


HEAD = ("imposer", f"time for {PAGES} pages", "kB")
GOAL = "pdfimpose at least 4 times the time."
