"""What a killed worker or a failed run leaves undone is taken up again, and told."""

import os
import subprocess
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult
from modelsearch.tasks import insert_or_update_object_task

from freesheet.press.archive import Archive
from freesheet.story.file import BadStory
from newsroom.desk.models import Story
from newsroom.pressroom import actions, queries, receivers, tasks
from newsroom.pressroom.models import Change, Run
from newsroom.pressroom.reaping import MOST_TRIES, name_of, reap, try_again
from newsroom.ticking import tick_once
from tests.newsroom.desk.rows import NOON, published, row

pytestmark = pytest.mark.django_db


def claimed(by: str, tries: int = 1) -> Any:
    """A task that a worker was doing."""
    tasks.press_waiting.enqueue()
    task = DBTaskResult.objects.get()
    for _ in range(tries):
        task.claim(by)
    return task


def dead() -> str:
    """The name of a worker that has been and is gone."""
    process = subprocess.Popen(["sleep", "60"])
    name = name_of(process.pid)
    process.kill()
    process.wait()
    return name


def test_what_a_killed_worker_was_doing_is_given_back():
    task = claimed(dead())
    assert reap() == 1
    task.refresh_from_db()
    assert task.status == TaskResultStatus.READY


def test_what_has_killed_its_workers_again_and_again_is_given_up():
    task = claimed(dead(), MOST_TRIES)
    reap()
    task.refresh_from_db()
    assert (task.status, "was killed" in task.traceback) == (TaskResultStatus.FAILED, True)


def test_a_killed_worker_is_not_taken_for_a_later_process_of_its_number():
    """In a container, the processes have the same numbers at each start."""
    host, pid, _begun = name_of(os.getpid()).split(":")
    claimed(f"{host}:{pid}:1")
    assert reap() == 1


@pytest.mark.parametrize("by", [name_of(os.getpid()), "another-machine:1:1"], ids=["this", "another"])
def test_a_worker_that_lives_or_is_elsewhere_keeps_its_task(by):
    claimed(by)
    assert reap() == 0


def test_a_task_that_failed_is_done_again_later_and_not_for_ever():
    now = timezone.now()
    insert_or_update_object_task.enqueue("desk", "story", "1")
    task = DBTaskResult.objects.get()
    for tries in range(1, MOST_TRIES + 1):
        task.claim("somewhere:1:1")
        task.set_failed(RuntimeError())
        assert try_again(now) == (tries < MOST_TRIES)
        task.refresh_from_db()
    assert task.status == TaskResultStatus.FAILED


def test_a_run_that_was_killed_is_told_when_the_next_begins(config):
    killed = Run.objects.create(begun=NOON, editions=["web"])
    actions.note_change(keys=[row().key], what="published")
    run = actions.press_changes(config=config, now=timezone.now())
    killed.refresh_from_db()
    assert "Its worker was killed." in killed.problem
    assert run is not None
    assert (run.problem, queries.waiting()) == ("", 0)


def test_a_mistake_of_ours_is_told_and_the_change_waits(config, monkeypatch):
    monkeypatch.setattr(actions, "press", lambda *_, **__: 1 / 0)
    actions.note_change(keys=[row().key], what="published")
    with pytest.raises(ZeroDivisionError):
        actions.press_changes(config=config, now=timezone.now())
    run = Run.objects.get()
    assert "ZeroDivisionError: division by zero" in run.problem
    assert run.ended is not None
    assert queries.waiting() == 1


def test_a_story_that_no_edition_can_hold_is_named(config, monkeypatch):
    def refuse(*_: object) -> None:
        raise BadStory("its body has no end")

    monkeypatch.setattr(Archive, "put", refuse)
    actions.note_change(keys=[row().key], what="published")
    run = actions.press_changes(config=config, now=timezone.now())
    assert run is not None
    assert run.failures == {"library-printer": "its body has no end"}


@pytest.mark.parametrize(
    ("failures", "seconds", "may"),
    [
        (0, 0, True),
        (1, 19, False),
        (1, 20, True),
        (2, 39, False),
        (2, 40, True),
        (7, 1279, False),
        (7, 1280, True),
        (40, 1280, True),
    ],
)
def test_each_failure_after_another_is_tried_again_later(failures, seconds, may):
    Run.objects.create(begun=NOON, ended=NOON)
    for _ in range(failures):
        Run.objects.create(begun=NOON, ended=NOON, problem="The disk is full.")
    assert queries.may_try_again(NOON + timedelta(seconds=seconds)) is may


def test_the_tick_tries_again_what_failed_when_its_time_has_come(config):
    Change.objects.create(key=row().key, what="published", made=NOON)
    failed = Run.objects.create(begun=timezone.now(), ended=timezone.now(), problem="The disk is full.")
    tick_once(config)
    assert not DBTaskResult.objects.filter(task_path=tasks.press_waiting.module_path).exists()
    Run.objects.filter(pk=failed.pk).update(ended=timezone.now() - timedelta(minutes=1))
    tick_once(config)
    tick_once(config)
    assert DBTaskResult.objects.filter(task_path=tasks.press_waiting.module_path).count() == 1


@pytest.mark.parametrize(
    ("runs", "due"),
    [
        ([], True),
        ([("print", "", 1)], False),
        ([("print", "", -1)], True),
        ([("print", "The disk is full.", 1)], True),
        ([("web", "", 1)], True),
    ],
)
def test_editions_that_lack_what_is_out_are_due(config, runs, due):
    Change.objects.create(key="a", what="published", made=NOON, out=NOON)
    for edition, problem, minutes in runs:
        when = NOON + timedelta(minutes=minutes)
        Run.objects.create(begun=when, ended=when, editions=[edition], problem=problem)
    assert actions.is_rest_due(config=config) is due


@pytest.mark.parametrize("verb", ["publish", "unpublish"])
def test_nothing_changes_for_readers_that_is_not_put_on_record(verb, monkeypatch):
    """As when the power fails between the two."""

    def fail(**_: object) -> None:
        raise RuntimeError

    one = row(published=None) if verb == "publish" else row()
    monkeypatch.setattr(receivers, "note_change", fail)
    with pytest.raises(RuntimeError):
        published(one) if verb == "publish" else one.unpublish()
    assert Story.objects.get(pk=one.pk).live is (verb == "unpublish")
