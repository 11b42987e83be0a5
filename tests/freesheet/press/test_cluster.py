"""The press over a Dask cluster on this machine gives the tree that it gives alone."""

import multiprocessing
import sys
from collections.abc import Iterator
from concurrent.futures import CancelledError, Executor, Future, ThreadPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import AbstractContextManager, ExitStack
from dataclasses import replace
from pathlib import Path
from typing import Any

import distributed
import pytest

from freesheet.press import doing, executors, reading
from freesheet.press.executors import FEW, NoWorkers, Workers, cluster, made_by, processes
from freesheet.press.publishing import Order, Place, press
from freesheet.press.site_run import Run
from tests.freesheet.press.newsrooms import EDITIONS, NOW, change, files_of, take_out, write_newsroom


@pytest.fixture(scope="module")
def scheduler() -> Iterator[str]:
    local: Any = distributed.LocalCluster
    with local(
        processes=True, n_workers=2, threads_per_worker=1, dashboard_address="127.0.0.1:0", host="127.0.0.1"
    ) as running:
        yield running.scheduler_address


@pytest.fixture
def order(tmp_path: Path) -> Order:
    archive = write_newsroom(tmp_path / "newsroom")
    (tmp_path / "newsroom/theme").mkdir()
    (tmp_path / "newsroom/theme/site.css").write_text("p { color: #123456 }")
    return Order(archive, Place(tmp_path / "public"), EDITIONS)


def publish(order: Order, workers: Workers, *, full: bool = False) -> Run:
    return press(order, workers, now=NOW, full=full, watch=lambda *_: None)


def noted(executor: Executor | None, monkeypatch: pytest.MonkeyPatch) -> list[Future[Any]]:
    """What an executor is given from now on."""
    assert executor
    submit, given = executor.submit, list[Future[Any]]()

    def notes(*work: Any) -> Future[Any]:
        given.append(submit(*work))
        return given[-1]

    monkeypatch.setattr(executor, "submit", notes)
    return given


def enter(workers: AbstractContextManager[Workers], error: Exception | None = None) -> None:
    """Have workers, until something goes wrong."""
    with workers:
        if error:
            raise error


def alone(order: Order, tmp_path: Path) -> dict[str, bytes]:
    """What the press makes without anyone's help."""
    beside = replace(order, to=Place(tmp_path / "alone"))
    publish(beside, Workers(), full=True)
    return files_of(beside.to.tree)


def test_a_cluster_gives_the_same_tree(scheduler: str, order: Order, tmp_path: Path) -> None:
    with cluster(scheduler) as workers:
        assert (workers.count, workers.remote) == (2, True)
        done = publish(order, workers)
    assert done.failures == {}
    assert files_of(order.to.tree) == alone(order, tmp_path)


def test_a_large_change_goes_to_the_cluster_and_a_small_one_does_not(
    scheduler: str, order: Order, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(order, Workers())
    with cluster(scheduler) as workers:
        sent = noted(workers.executor, monkeypatch)
        change(order.source, 3, "The river fell")
        publish(order, workers)
        assert sent == []
        monkeypatch.setattr(reading, "MANY", 1)
        change(order.source, 4, "The river fell again")
        change(order.source, 5, "And again")
        take_out(order.source, 6)
        publish(order, workers)
        assert len(sent) > 2
    assert files_of(order.to.tree) == alone(order, tmp_path)


def test_what_can_not_be_made_is_told_as_it_is_told_alone(scheduler: str, order: Order, tmp_path: Path) -> None:
    (order.source.parent / "river-1.png").unlink()
    with cluster(scheduler) as workers:
        done = publish(order, workers)
    other = publish(replace(order, to=Place(tmp_path / "alone")), Workers())
    assert set(done.failures) == set(other.failures)
    assert done.failures
    assert files_of(order.to.tree) == files_of(tmp_path / "alone")


def test_nobody_there_is_told() -> None:
    with pytest.raises(NoWorkers, match=r"No Dask scheduler answers at tcp://127\.0\.0\.1:9; start one"):
        enter(cluster("tcp://127.0.0.1:9"))


def test_an_address_that_is_none_is_told() -> None:
    with pytest.raises(NoWorkers, match="No Dask scheduler answers at tcp://nonsense:port"):
        enter(cluster("tcp://nonsense:port"))


class _Idle:
    """A client of a scheduler that nobody works for."""

    def __init__(self, *_: object, **_named: object) -> None: ...

    def nthreads(self) -> dict[str, int]:
        return {}

    def close(self) -> None: ...


def test_a_cluster_without_workers_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(distributed, "Client", _Idle)
    with pytest.raises(NoWorkers, match="has no workers; start some with `dask worker tcp://"):
        enter(cluster("tcp://127.0.0.1:9"))


def test_workers_with_another_freesheet_are_refused(scheduler: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert made_by() == made_by()
    monkeypatch.setattr(executors, "_compare", lambda found, at: compare(dict.fromkeys(found, b"other"), at))
    with pytest.raises(NoWorkers, match="has another version of Freesheet, or of a package"), cluster(scheduler):
        pass


compare = executors._compare
killed: Any = distributed.KilledWorker


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        (CancelledError(), "went away; press again when it is back"),
        (killed("do", None, 3), "ended over one piece of work again and again"),
    ],
)
def test_a_cluster_that_fails_in_between_is_told(scheduler: str, error: Exception, sentence: str) -> None:
    with pytest.raises(NoWorkers, match=sentence), cluster(scheduler):
        raise error


def test_without_the_package_one_is_told_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(NoWorkers, match=r"pip install 'freesheet\[cluster\]'"), cluster("tcp://127.0.0.1:9"):
        pass


# ── Processes of this machine ────────────────────────────────────────────────────────────────────────


def test_processes_give_the_same_tree(order: Order, tmp_path: Path) -> None:
    with processes(2) as workers:
        publish(order, workers)
    assert files_of(order.to.tree) == alone(order, tmp_path)


def test_one_alone_needs_no_process() -> None:
    with processes(1) as workers:
        assert (workers.executor, workers.count) == (None, 1)


def test_a_process_that_was_ended_is_told() -> None:
    with pytest.raises(NoWorkers, match=r"perhaps for want of memory; press again with a smaller --jobs"):
        enter(processes(2), BrokenProcessPool())


def test_who_stops_the_press_stops_its_processes_and_no_others() -> None:
    ended, others = ExitStack(), multiprocessing.active_children()
    other = multiprocessing.get_context("fork").Process(target=_for_ever)
    other.start()
    workers = ended.enter_context(processes(2))
    assert workers.executor
    for _ in range(4):
        workers.executor.submit(_for_ever)
    assert len(multiprocessing.active_children()) == len(others) + 3
    with pytest.raises(KeyboardInterrupt), ended:
        raise KeyboardInterrupt
    assert {*multiprocessing.active_children()} == {*others, other}
    other.kill()
    other.join()


def _for_ever() -> None:
    while True:
        pass


def test_few_files_are_read_without_help(monkeypatch: pytest.MonkeyPatch) -> None:
    with ThreadPoolExecutor(1) as helper:
        asked = noted(helper, monkeypatch)
        assert list(Workers(helper, 2).map(str, range(FEW - 1))) == [str(n) for n in range(FEW - 1)]
        assert list(Workers(helper, 2, remote=True).map(str, range(FEW))) == [str(n) for n in range(FEW)]
        assert asked == []
        assert list(Workers(helper, 2).map(str, range(FEW))) == [str(n) for n in range(FEW)]
        assert asked


def test_a_run_that_fails_waits_for_what_would_still_write(order: Order, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(_phase: str, _done: int, _of: int) -> None:
        raise ValueError("No more.")

    monkeypatch.setattr(doing, "CHUNK", 1)
    with ThreadPoolExecutor(1) as threads:
        sent = noted(threads, monkeypatch)
        with pytest.raises(ValueError, match="No more"):
            press(order, Workers(threads, 1), now=NOW, watch=fails)
        assert sent
        assert all(future.done() for future in sent)
