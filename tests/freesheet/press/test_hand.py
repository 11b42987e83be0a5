"""What writes beside the press follows its orders, tells what went wrong, and is done without where there is none."""

import errno
import fcntl
import gc
import os
import signal
from collections.abc import Iterator
from multiprocessing.connection import Pipe
from multiprocessing.reduction import send_handle
from pathlib import Path

import pytest

from freesheet.press import hand as hands
from freesheet.press.disk import CantWrite
from freesheet.press.hand import Hand
from freesheet.press.tree import SIBLINGS

STEPS = (("put", "a.html"), ("drop", "b.html"))


@pytest.fixture
def lock(tmp_path: Path) -> Iterator[int]:
    """A lock that a press holds."""
    with (tmp_path / "lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield file.fileno()


@pytest.fixture
def hand(tmp_path: Path, lock: int) -> Iterator[Hand]:
    """A hand that is told of a run, and of a tree in which b.html is to go."""
    (tmp_path / "staging").mkdir()
    (tmp_path / "tree").mkdir()
    (tmp_path / "tree/b.html").write_text("b")
    with Hand() as hand:
        hand.begin(tmp_path / "staging", lock, compressed=True)
        yield hand


def names(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def is_free(lock: Path) -> bool:
    with lock.open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True


def test_one_hand_writes_and_moves_for_run_after_run(tmp_path: Path, hand: Hand, lock: int) -> None:
    staging, tree = tmp_path / "staging", tmp_path / "tree"
    hand.write("a.html", b"a")
    hand.finish()
    assert names(staging) == ["a.html", *(f"a.html{ending}" for ending in sorted(SIBLINGS))]
    with hand.carrying_out(STEPS, staging, tree):
        pass
    assert (names(staging), names(tree)) == ([], ["a.html", "a.html.br", "a.html.gz"])
    hand.rest()
    hand.begin(tmp_path / "other", lock, compressed=False)
    hand.write("c/d.html", b"d")
    hand.finish()
    assert names(tmp_path / "other") == ["c/d.html"]


def test_where_no_process_can_be_begun_this_one_does_it(
    tmp_path: Path, hand: Hand, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fork() -> int:
        raise BlockingIOError(errno.EAGAIN, "Resource temporarily unavailable")

    monkeypatch.setattr(os, "fork", fork)
    hand.write("a.html", b"a")
    hand.finish()
    with hand.carrying_out(STEPS, tmp_path / "staging", tmp_path / "tree"):
        pass
    hand.rest()
    hand.stop()
    assert names(tmp_path / "tree") == ["a.html", "a.html.br", "a.html.gz"]


def test_what_could_not_be_written_is_told_when_the_press_waits_for_it(tmp_path: Path, hand: Hand, lock: int) -> None:
    (tmp_path / "staging/a").write_text("a file where a folder should be")
    hand.write("a/index.html", b"a")
    hand.write("b/index.html", b"b")
    with pytest.raises(FileExistsError):
        hand.finish()
    assert names(tmp_path / "staging") == ["a"]
    hand.rest()
    hand.begin(tmp_path / "staging", lock, compressed=False)
    hand.write("b/index.html", b"b")
    hand.finish()
    assert names(tmp_path / "staging") == ["a", "b/index.html"]


def test_what_could_not_be_moved_is_tried_again_to_tell_why(tmp_path: Path, hand: Hand) -> None:
    (tmp_path / "staging/a").mkdir()
    (tmp_path / "staging/a/index.html").write_text("a")
    (tmp_path / "tree/a").write_text("a file where a folder should be")
    steps = (("put", "a/index.html"),)
    with pytest.raises(FileExistsError), hand.carrying_out(steps, tmp_path / "staging", tmp_path / "tree"):
        pass


def test_a_process_that_was_ended_is_told_of_and_the_next_run_has_another(
    tmp_path: Path, hand: Hand, lock: int
) -> None:
    hand.write("a.html", b"a")
    hand.finish()
    os.kill(hand._child, signal.SIGKILL)
    os.waitid(os.P_PID, hand._child, os.WEXITED | os.WNOWAIT)
    with pytest.raises(CantWrite, match="was ended from outside"):
        hand.finish()
    with pytest.raises(CantWrite, match="was ended from outside"):
        hand.write("b.html", b"b")
    with hand.carrying_out(STEPS, tmp_path / "staging", tmp_path / "tree"):
        pass
    assert names(tmp_path / "tree") == ["a.html", "a.html.br", "a.html.gz"]
    hand.rest()
    hand.stop()
    hand.begin(tmp_path / "staging", lock, compressed=False)
    hand.write("b.html", b"b")
    hand.finish()
    assert names(tmp_path / "staging") == ["b.html"]


def test_when_a_run_fails_nothing_more_is_written_but_what_is_being_moved_is_moved(tmp_path: Path, hand: Hand) -> None:
    hand.write("a.html", b"a")
    hand.finish()
    hand._is_moving = True
    hand._order(hands._Move(STEPS, tmp_path / "staging", tmp_path / "tree"))
    hand.stop()
    assert names(tmp_path / "tree") == ["a.html", "a.html.br", "a.html.gz"]


def follow(monkeypatch: pytest.MonkeyPatch, lock: int, *sent: object) -> list[object]:
    """Follow orders in this process; gives the answers."""
    for name, module in (("setsid", os), ("signal", signal), ("disable", gc), ("keep_memory", hands)):
        monkeypatch.setattr(module, name, lambda *_: None)
    monkeypatch.setattr(hands, "_PATIENCE", 0.01)
    orders, press = Pipe(duplex=False)
    answers, given = Pipe()
    send_handle(answers, lock, os.getpid())
    for order in sent:
        press.send(order)
    press.close()
    hands._follow(orders, given, press=os.getppid())
    given.close()
    told = []
    while answers.poll():
        try:
            told.append(answers.recv())
        except EOFError:
            break
    return told


def test_orders_are_followed_one_by_one(tmp_path: Path, lock: int, monkeypatch: pytest.MonkeyPatch) -> None:
    staging, tree = tmp_path / "staging", tmp_path / "tree"
    for folder in (staging, tree):
        folder.mkdir()
        (folder / "a.html").write_text("a")
    (tree / "f").write_text("a file where a folder should be")
    told = follow(
        monkeypatch,
        lock,
        hands._Begin(staging, compressed=False),
        hands._Write("c/d.html", b"d"),
        hands._Finish(),
        hands._Move((("put", "a.html"), ("put", "c/d.html")), staging, tree),
        hands._Move((("put", "f/index.html"),), staging, tree),
        hands._Write("e.html", b"e"),
        hands._Finish(),
        hands._Rest(),
    )
    assert told == [(0, ""), (0, ""), (errno.EEXIST, "File exists"), (errno.EEXIST, "File exists")]
    assert (names(staging), names(tree)) == ([], ["a.html", "c/d.html", "f"])


def test_it_ends_when_the_press_is_gone_although_others_have_its_end_open(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, module in (("setsid", os), ("signal", signal), ("disable", gc), ("keep_memory", hands)):
        monkeypatch.setattr(module, name, lambda *_: None)
    monkeypatch.setattr(hands, "_PATIENCE", 0.01)
    parents = iter((1, 2))
    monkeypatch.setattr(os, "getppid", lambda: next(parents))
    orders, press = Pipe(duplex=False)
    _, answers = Pipe()
    hands._follow(orders, answers, press=1)
    assert not press.closed
    assert next(parents, None) is None


class _Exited(BaseException):
    """What a process that ends would be."""


def test_the_process_that_was_begun_follows_and_ends(hand: Hand, monkeypatch: pytest.MonkeyPatch) -> None:
    def leave(code: int) -> None:
        raise _Exited(code)

    followed, closed = list[object](), list[tuple[int, int]]()
    monkeypatch.setattr(os, "fork", lambda: 0)
    monkeypatch.setattr(os, "_exit", leave)
    monkeypatch.setattr(os, "closerange", lambda *of: closed.append(of))
    monkeypatch.setattr(hands, "_follow", lambda *of: followed.append(of[2]))
    with pytest.raises(_Exited):
        hand.write("a.html", b"a")
    assert followed == [os.getpid()]
    assert (closed[0][0], len(closed)) == (3, 3)


def test_the_lock_is_held_until_what_is_moved_is_in_its_place(tmp_path: Path) -> None:
    place, staging, tree = tmp_path / "lock", tmp_path / "staging", tmp_path / "tree"
    steps = [("put", f"{number}.html") for number in range(2000)]
    for folder in (staging, tree):
        folder.mkdir()
        for _, path in steps:
            (folder / path).write_text("a")
    with place.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        hand = Hand()
        hand.begin(staging, file.fileno(), compressed=False)
        assert hand._is_ready()
        hand._order(hands._Move(steps, staging, tree))
        hand._orders.close()
    # As when the press is killed: its own end of the lock is closed, the hand's is not.
    assert not is_free(place)
    os.waitpid(hand._child, 0)
    assert is_free(place)
    assert names(staging) == []
