"""The offline library against bare libzim, which is given the same finished pages: what making and fixing them adds."""

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

from libzim.reader import Archive
from libzim.writer import Creator, Hint, Item, StringProvider

from benchmarks.epub_speed import typeset_once
from benchmarks.rounds import compare
from benchmarks.stories import stories
from freesheet import samples
from freesheet.editions import zim
from freesheet.press.run import kit_of
from freesheet.story.nodes import Issue

STORIES = 30
Page = tuple[str, str, str, bytes]


class _Item(Item):  # type: ignore[misc]  # libzim has no types
    def __init__(self, page: Page) -> None:
        super().__init__()
        self.path, self.title, self.media_type, self.data = page

    def get_path(self) -> str:
        return self.path

    def get_title(self) -> str:
        return self.title

    def get_mimetype(self) -> str:
        return self.media_type

    def get_contentprovider(self) -> StringProvider:
        return StringProvider(self.data)

    def get_hints(self) -> dict[Hint, bool]:
        return {Hint.FRONT_ARTICLE: self.media_type.startswith("text/html"), Hint.COMPRESS: True}


def _pages(library: bytes) -> list[Page]:
    """The finished pages of a library, to be given to bare libzim."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "library.zim"
        file.write_bytes(library)
        archive = Archive(file)
        entries = [archive._get_entry_by_id(number) for number in range(archive.all_entry_count)]
        items = [entry.get_item() for entry in entries if not entry.is_redirect]
        return [
            (item.path, item.title, item.mimetype, bytes(item.content)) for item in items if "xapian" not in item.path
        ]


def _bare(pages: list[Page]) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "library.zim"
        kept = os.dup(1)
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        with Creator(file).config_nbworkers(1).config_verbose(False).config_indexing(True, "eng") as creator:  # noqa: FBT003
            creator.set_mainpath("index.html")
            for page in pages:
                creator.add_item(_Item(page))
            creator.add_metadata("Title", "Bare")
        os.dup2(kept, 1)
        return file.read_bytes()


def rows(rounds: int = 6) -> Iterator[tuple[str, ...]]:
    kit = kit_of((zim.EDITION,), house=samples.house(), picture=lambda _file: b"")
    issues = [
        Issue(slug=f"issue-{n}", title=f"Issue {n}", stories=tuple(stories(STORIES, 900, seed=20 + n)))
        for n in range(rounds + 1)
    ]
    finished = {issue.slug: _pages(zim.EDITION.make(issue, kit)[0].data) for issue in issues}
    ways = {
        "bare libzim": lambda issue: _bare(finished[issue.slug]),
        "freesheet zim": lambda issue: zim.EDITION.make(issue, kit)[0].data,
    }
    taken = compare(ways, issues, ready=lambda issue: typeset_once(issue, kit))
    for name, way in ways.items():
        yield name, f"{taken[name] / taken['bare libzim']:.2f}", f"{len(way(issues[0])) / 1000:.0f}"


HEAD = ("writer", f"time for {STORIES} stories", "kB")
GOAL = "At most 1.10 of bare libzim."
