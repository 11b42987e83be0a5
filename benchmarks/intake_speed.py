"""Taking a saved page in, against trafilatura and readability-lxml alone, which give text or HTML and no story."""

from collections.abc import Iterator

from benchmarks.rounds import compare
from freesheet import samples
from freesheet.intake import take
from freesheet.intake.arrival import Raw


def rows(rounds: int = 12) -> Iterator[tuple[str, ...]]:
    import trafilatura
    from readability import Document

    page, beside = samples.page()
    pages = [page.replace(b"</body>", f"<!-- {number} --></body>".encode()) for number in range(rounds + 1)]
    ways = {
        "freesheet intake": lambda data: take(Raw(data, "page.html", sibling=beside.get)),
        "trafilatura alone": lambda data: trafilatura.extract(data, output_format="xml", with_metadata=True),
        "readability-lxml alone": lambda data: Document(data.decode()).summary(),
    }
    taken = compare(ways, pages)
    for name in ways:
        yield name, f"{taken[name] / taken['freesheet intake']:.2f}", f"{taken[name] * 1000:.0f}"


HEAD = ("way", "time for a page", "ms")
GOAL = "No goal but to know; the pictures' bytes are checked too."
