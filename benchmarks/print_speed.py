"""The print edition against WeasyPrint and a warm Chromium: time, pages, size, and how evenly the lines are set."""

import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pypdfium2

from benchmarks.print_peers import chromium_engines, weasyprint_engine
from benchmarks.rounds import compare
from benchmarks.spacing import loose, mean_gaps
from benchmarks.stories import stories
from freesheet import samples
from freesheet.edition import Kit
from freesheet.editions import print as print_edition
from freesheet.markup.article import article
from freesheet.markup.notes import endnotes
from freesheet.press.run import kit_of
from freesheet.story.nodes import Issue, Story

PICTURE = next(
    (name, story.lead.file)
    for name in samples.names()
    if (story := samples.story(name)).lead and story.language == "en"
)


def kit() -> Kit:
    return kit_of((print_edition.EDITION,), house=samples.house(), picture=lambda _file: samples.picture(PICTURE[1]))


def rows(count: int = 15) -> Iterator[tuple[str, ...]]:
    """Engine; ratio of the median time to ours, at 1,300 and 3,000 words; pages, kB, share of loose lines."""
    tools = kit()

    def ours(story: Story) -> bytes:
        return print_edition.EDITION.make(Issue.of(story), tools)[0].data

    def typeset(story: Story) -> None:
        endnotes(article(story, tools.house))

    with weasyprint_engine(tools) as weasyprint, chromium_engines(tools) as chromium:
        engines: dict[str, Callable[[Story], bytes]] = {
            "freesheet print": ours,
            "WeasyPrint": weasyprint,
            **chromium,
        }
        short = compare(engines, stories(count + 1, 1300, picture=PICTURE[1]), ready=typeset)
        long = compare(engines, stories(count // 2 + 1, 3000, seed=2, picture=PICTURE[1]), ready=typeset)
        for name, engine in engines.items():
            pages, size, share = _looked_at(engine)
            yield (
                name,
                f"{short[name] / short['freesheet print']:.1f}",
                f"{long[name] / long['freesheet print']:.1f}",
                pages,
                size,
                share,
            )


def _looked_at(engine: Callable[[Story], bytes]) -> tuple[str, str, str]:
    """Mean pages and kB of five stories of 1,300 words, and the share of loose lines in 8,000 words."""
    made = [engine(story) for story in stories(5, 1300, seed=3, picture=PICTURE[1])]
    pages = sum(len(pypdfium2.PdfDocument(pdf)) for pdf in made) / len(made)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "long.pdf"
        file.write_bytes(engine(stories(1, 8000, seed=4, picture=PICTURE[1])[0]))
        share = loose(mean_gaps(file))
    return f"{pages:.1f}", f"{sum(map(len, made)) / len(made) / 1000:.0f}", f"{share:.1%}"


HEAD = ("engine", "time at 1,300 words", "at 3,000", "pages", "kB", "lines with gaps over 6 pt")
GOAL = "WeasyPrint at least 8, Chromium at least 5 times the time at 1,300 words; at most 1 % loose lines."
