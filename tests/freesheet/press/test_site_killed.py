"""A press that is killed at any moment leaves a site that a reader finds whole, and the next run finishes it."""

import fcntl
import multiprocessing
import time
from pathlib import Path
from random import Random

from msgspec.structs import replace

from freesheet.press.archive import Archive
from freesheet.press.site_run import home_of, run
from freesheet.press.source import Source
from freesheet.story.nodes import Correction, Withdrawal
from tests.sites import HOUSE, NOW, QUICK, Newsroom, told

KILLS, STORIES = 15, 12


def stream(archive: Path, to: Path, seed: int) -> None:
    """Change a story, press, and so on until killed."""
    chance, writer = Random(seed), Archive.open(archive, writing=True)  # noqa: S311 — the same changes each time
    while True:
        number = chance.randrange(STORIES * 2)
        one = told(number, topics=(chance.choice(("Water", "Jail")),))
        match chance.randrange(6):
            case 0:
                one = replace(one, headline=f"Headline {number}, again")
            case 1:
                one = replace(one, corrections=(Correction(NOW, "It said 4.", "It is 5."),))
            case 2:
                one = replace(one, withdrawal=Withdrawal(NOW, "It was invented."))
            case 3:
                one = replace(one, slug=f"moved-{chance.randrange(4)}")
            case _:
                pass
        with writer:
            if chance.random() < 0.15:
                writer.remove(one.id)
            else:
                writer.put(one)
        run(Source(writer, HOUSE), QUICK, to, now=NOW)


def wait_for_what_goes_on(to: Path) -> None:
    """A change that is being put into place is, by a process that holds the lock."""
    with (home_of(to) / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)


def test_after_each_kill_the_site_is_whole_and_after_the_next_run_right(tmp_path: Path) -> None:
    newsroom, chance = Newsroom(tmp_path), Random(5)  # noqa: S311 — as above
    newsroom.put(*map(told, range(STORIES)))
    newsroom.press()
    newsroom.archive.close()
    fork = multiprocessing.get_context("fork")
    for number in range(KILLS):
        child = fork.Process(target=stream, args=(newsroom.archive.file, newsroom.to, number))
        child.start()
        time.sleep(chance.uniform(0.02, 0.5))
        assert child.is_alive()
        child.kill()
        child.join()
        wait_for_what_goes_on(newsroom.to)
        assert newsroom.tree.dead_links() == []
        assert newsroom.tree.torn() == []
    newsroom.archive = Archive.open(newsroom.archive.file, writing=True)
    newsroom.press()
    assert newsroom.tree.differing(newsroom.whole()) == []


def test_a_new_site_that_was_killed_is_begun_again(tmp_path: Path) -> None:
    newsroom, chance = Newsroom(tmp_path), Random(6)  # noqa: S311 — as above
    newsroom.put(*map(told, range(40)))
    newsroom.archive.close()
    fork = multiprocessing.get_context("fork")
    for number in range(4):
        child = fork.Process(target=stream, args=(newsroom.archive.file, newsroom.to, number))
        child.start()
        time.sleep(chance.uniform(0.02, 0.3))
        child.kill()
        child.join()
        # Either nothing is there, or all of it.
        assert newsroom.tree.dead_links() == []
        wait_for_what_goes_on(newsroom.to)
    newsroom.archive = Archive.open(newsroom.archive.file, writing=True)
    newsroom.press()
    assert newsroom.tree.differing(newsroom.whole()) == []
