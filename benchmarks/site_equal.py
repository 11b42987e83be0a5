"""A site kept current through random changes, compared with one that is made anew: every file, byte for byte."""

import random
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

from msgspec.structs import replace

from benchmarks.processes import fresh
from benchmarks.site_ours import NOW, press, write_archive
from benchmarks.site_stories import corrected, stories, story, withdrawn
from freesheet.press.archive import Archive
from freesheet.press.hand import Hand
from freesheet.story.nodes import Series, Story

HEAD = ("stories", "changes", "comparisons", "files compared", "differing")
GOAL = "No file ever differs."
STORIES, CHANGES, EVERY = 200, 1000, 100


def rows(changes: int = CHANGES) -> Iterator[tuple[str, ...]]:
    folder = fresh("equal")
    archive, kept, hand = folder / "stories.db", folder / "public", Hand()
    write_archive(stories(STORIES), archive)
    press(archive, kept, "compressed")
    chance = random.Random(7)  # noqa: S311 — the same changes each time
    writer = Archive.open(archive, writing=True)
    compared = differing = comparisons = 0
    for number in range(1, changes + 1):
        with writer:
            _change(writer, chance, number)
        press(archive, kept, "compressed", hand)
        if number % EVERY == 0 or number == changes:
            anew = folder / f"anew-{number}"
            press(archive, anew, "compressed", hand)
            one, other = files_in(kept), files_in(anew)
            comparisons += 1
            compared += len(other)
            differing += sum(one.get(path) != other.get(path) for path in one.keys() | other.keys())
    yield str(STORIES), str(changes), str(comparisons), str(compared), str(differing)


def _change(writer: Archive, chance: random.Random, number: int) -> None:
    """Publish, correct, withdraw, move, retitle, translate or remove a story."""
    if chance.random() < 0.25:
        told = story(STORIES + number, STORIES + CHANGES)
        if chance.random() < 0.3:
            told = replace(told, translation_of=story(chance.randrange(STORIES), STORIES).id, language="es")
        writer.put(told)
        return
    told = story(chance.randrange(STORIES), STORIES)
    if chance.random() < 0.1:
        writer.remove(told.id)
    else:
        writer.put(_changed(told, chance))


def _changed(told: Story, chance: random.Random) -> Story:
    moment = NOW - timedelta(days=chance.randrange(1, 900))
    kinds = (
        lambda: corrected(told, moment),
        lambda: withdrawn(told, moment),
        lambda: replace(told, headline=f"{told.headline} again"),
        lambda: replace(told, slug=f"moved-{chance.randrange(10_000)}"),
        lambda: replace(told, section="Elsewhere", topics=told.topics[:1]),
        lambda: replace(told, series=Series("Parts", chance.randrange(1, 9), 9)),
        lambda: replace(told, storylines=(chance.choice(("The flood", "The jail")),)),
        lambda: replace(told, published=moment),
    )
    return chance.choice(kinds)()


def files_in(tree: Path) -> dict[str, bytes]:
    """Every file of a tree but the search's, which is the same in content and not in bytes."""
    return {
        path.relative_to(tree).as_posix(): path.read_bytes()
        for path in tree.rglob("*")
        if path.is_file() and path.name != "search.db"
    }
