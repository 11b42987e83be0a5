"""A press that is killed at any moment leaves a site that a reader finds whole, and the next run finishes it."""

import errno
import fcntl
import multiprocessing
import os
import shutil
import signal
import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from random import Random
from typing import Any

import pytest
from msgspec.structs import replace

from freesheet.press import doing, home, keeping, resuming, tree as trees
from freesheet.press.archive import Archive, Fixed
from freesheet.press.disk import CantWrite
from freesheet.press.executors import processes
from freesheet.press.hand import Hand
from freesheet.press.home import home_of
from freesheet.press.keeping import Keeper
from freesheet.press.site_run import run
from freesheet.press.source import Source
from freesheet.story.file import read, write
from freesheet.story.nodes import Correction, PullQuote, Text, Withdrawal
from tests.sites import HOUSE, NOW, QUICK, Newsroom, told
from tests.strategies import image_bytes, picture

KILLS, STORIES = 15, 12


def stream(archive: Path, to: Path, seed: int) -> None:
    """Change a story, press, and so on until killed."""
    chance, writer = Random(seed), Archive.open(archive, writing=True)  # noqa: S311 — the same changes each time
    hand = Hand()
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
        run(Source(writer, HOUSE), QUICK, to, now=NOW, hand=hand)


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


def test_who_finishes_what_a_killed_run_decided_may_be_killed_too(tmp_path: Path) -> None:
    newsroom = Newsroom(tmp_path)
    newsroom.put(*map(told, range(STORIES)))
    newsroom.press()
    newsroom.put(told(3, headline="Other words"))
    newsroom.archive.close()

    def decided() -> None:
        Hand.carrying_out = lambda *_: os.kill(os.getpid(), signal.SIGKILL)  # type: ignore[assignment,method-assign]
        stream(newsroom.archive.file, newsroom.to, 1)

    def finishing() -> None:
        move, count, press = trees._move, [0], os.getpid()

        def moves(staged: str, place: str) -> None:
            move(staged, place)
            count[0] += 1
            if count[0] == 4:
                os.kill(press, signal.SIGKILL)

        trees._move = moves
        stream(newsroom.archive.file, newsroom.to, 1)

    fork = multiprocessing.get_context("fork")
    for act in (decided, finishing):
        child = fork.Process(target=act)
        child.start()
        child.join()
        assert child.exitcode == -signal.SIGKILL
        wait_for_what_goes_on(newsroom.to)
        assert newsroom.tree.dead_links() == []
        assert newsroom.tree.torn() == []
    newsroom.archive = Archive.open(newsroom.archive.file, writing=True)
    newsroom.press()
    assert newsroom.tree.differing(newsroom.whole()) == []


# ── A full press ─────────────────────────────────────────────────────────────────────────────────────

MANY_STORIES = 40


def dies(newsroom: Newsroom, kept: int, *, jobs: int = 1, **how: Any) -> None:
    """Press into a new tree, and kill that press with its processes when it knows of so many pieces of work."""

    def begin() -> None:
        os.setsid()
        keep, count = Keeper.keep, [0]

        def keeps(self: Keeper, *of: Any) -> None:
            keep(self, *of)
            count[0] += 1
            if count[0] == kept:
                os.killpg(0, signal.SIGKILL)

        Keeper.keep = keeps  # type: ignore[assignment,method-assign]
        doing.CHUNK, keeping.BATCH, resuming.SAVED_AFTER = 4, 10, 60_000
        newsroom.archive = Archive.open(newsroom.archive.file, writing=True)
        with processes(jobs) as workers:
            newsroom.press(executor=workers.executor, jobs=jobs, **how)

    newsroom.archive.close()
    child = multiprocessing.get_context("fork").Process(target=begin)
    child.start()
    child.join()
    wait_for_what_goes_on(newsroom.to)
    newsroom.archive = Archive.open(newsroom.archive.file, writing=True)
    assert child.exitcode == -signal.SIGKILL


def tear(newsroom: Newsroom) -> int:
    """As when the power fails: of the files that were not saved, half is there. Gives how many were saved."""
    made = home_of(newsroom.to) / "next"
    with closing(sqlite3.connect(home_of(newsroom.to) / "next.db")) as database:
        saved = {
            row[0] for row in database.execute("SELECT path FROM artifact JOIN made USING (key) WHERE inputs != ''")
        }
    for path in made.rglob("*"):
        name = path.relative_to(made).as_posix()
        if path.is_file() and "search.db" not in name and not {name, name.removesuffix(path.suffix)} & saved:
            path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    return len(saved)


@pytest.fixture
def many(tmp_path: Path) -> Newsroom:
    """Forty stories of which nothing is pressed; some have a picture."""
    newsroom = Newsroom(tmp_path)
    newsroom.editions = ("web", "lite", "search", "republish")
    newsroom.put(*map(told, range(MANY_STORIES)))
    shot = {"lead.png": image_bytes(80, 60)}
    newsroom.put(*(told(number, lead=picture("lead.png", "A street")) for number in range(3)), pictures=shot)
    return newsroom


@pytest.mark.parametrize("jobs", [1, 2])
@pytest.mark.parametrize("kept", [3, 60, 110, 170])
def test_a_full_press_that_was_killed_is_finished_by_the_next(many: Newsroom, kept: int, jobs: int) -> None:
    dies(many, kept, jobs=jobs)
    saved = tear(many)
    assert not many.to.exists()
    done = many.press()
    assert done.full
    assert (done.stories < MANY_STORIES) == (saved > 0) == (kept > 3)
    assert (done.put, done.removed, done.failures) == ((), (), {})
    assert many.tree.differing(many.whole()) == []
    assert many.press().put == ()


def test_it_may_be_killed_again_and_again_while_stories_change(many: Newsroom) -> None:
    many.press()
    before = many.tree
    for number in range(6):
        dies(many, 25, full=True)
        tear(many)
        # What has been made of these is out of date, or is not to be found at all.
        many.put(told(number, headline=f"Other {number % 2}"), told(20 + number % 2, slug=f"moved-{number}"))
        many.put(told(50 + number, published=NOW + timedelta(minutes=number)))
        many.remove(f"id-{30 + number}")
        many.now += timedelta(minutes=1)
        assert many.tree.differing(before) == []
    done = many.press(full=True)
    assert (done.full, done.removed) == (True, ())
    assert done.stories < MANY_STORIES
    assert many.tree.differing(many.whole()) == []
    assert many.tree.dead_links() == []
    assert many.tree.torn() == []


def test_what_is_made_anew_is_not_trusted_if_it_changes_back(many: Newsroom) -> None:
    """A story was saved, was being made in another form, and is again as it was."""
    dies(many, 100)
    saved = set(known(many))
    (changed,) = sorted(saved & {f"story-{number}/index.html" for number in range(MANY_STORIES)})[:1]
    number = int(changed.partition("/")[0].removeprefix("story-"))
    one = many.archive.get(f"id-{number}")
    assert one
    many.put(replace(read(one.data), headline="Other words"))
    dies(many, 1)
    assert b"Other words" in (home_of(many.to) / "next" / changed).read_bytes()
    many.put(read(one.data))
    many.press()
    assert many.tree.differing(many.whole()) == []


def known(newsroom: Newsroom) -> list[str]:
    """The files that the index of the half-made tree tells of."""
    with closing(sqlite3.connect(home_of(newsroom.to) / "next.db")) as database:
        return [row[0] for row in database.execute("SELECT path FROM artifact ORDER BY path")]


def other_house(newsroom: Newsroom) -> None:
    newsroom.around["house"] = replace(HOUSE, name="The Other House")


def other_editions(newsroom: Newsroom) -> None:
    newsroom.editions = ("web",)


def other_page(newsroom: Newsroom) -> None:
    newsroom.around["fixed"] = (Fixed("story-1", "About", write(told(1, slug="story-1"))),)


def earlier(newsroom: Newsroom) -> None:
    newsroom.now -= timedelta(days=150)


def other_archive(newsroom: Newsroom) -> None:
    newsroom.archive.close()
    newsroom.archive.file.unlink()
    newsroom.archive = Archive.create(newsroom.archive.file)
    newsroom.put(*map(told, range(MANY_STORIES)))


def no_tree(newsroom: Newsroom) -> None:
    shutil.rmtree(home_of(newsroom.to) / "next")


def no_index(newsroom: Newsroom) -> None:
    resuming.remove_database(home_of(newsroom.to) / "next.db")
    (home_of(newsroom.to) / "next.db").write_bytes(b"no database" * 1000)


def no_schema(newsroom: Newsroom) -> None:
    with closing(sqlite3.connect(home_of(newsroom.to) / "next.db")) as database:
        database.execute("PRAGMA user_version = 99")


@pytest.mark.parametrize(
    "how", [other_house, other_editions, other_page, earlier, other_archive, no_tree, no_index, no_schema]
)
def test_one_that_made_another_site_is_begun_again(many: Newsroom, how: Callable[[Newsroom], None]) -> None:
    dies(many, 170)
    how(many)
    done = many.press()
    assert done.stories == MANY_STORIES - len(done.failures)
    assert many.tree.differing(many.whole()) == []


def test_one_that_was_killed_before_its_end_is_only_swapped_in(many: Newsroom, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(home, "swap_in", full)
        patch.setattr(Path, "replace", full)
        with pytest.raises(CantWrite):
            many.press()
    done = many.press()
    assert (done.full, done.stories) == (True, 0)
    assert many.tree.differing(many.whole()) == []


def test_what_was_to_be_told_is_told_by_the_run_that_ends(many: Newsroom) -> None:
    many.editions = ("web", "text")
    many.put(told(60, published=None))
    many.put(
        *(replace(told(number), body=(*told(number).body, PullQuote((Text("It rained."),)))) for number in range(20))
    )
    whole = many.press(to=many.folder / "other")
    assert whole.remarks
    assert whole.losses
    dies(many, 100)
    done = many.press()
    assert (done.remarks, set(done.losses)) == (whole.remarks, set(whole.losses))


def test_a_new_site_that_is_killed_at_any_moment_is_there_or_not(tmp_path: Path) -> None:
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
