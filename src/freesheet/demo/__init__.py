"""The demonstration: sample stories in every edition, and a contact sheet to see them all on one page."""

from collections.abc import Callable
from pathlib import Path

from freesheet import samples
from freesheet.demo.sheet import contact_sheet
from freesheet.editions import EDITIONS
from freesheet.press.run import Job, Run, run
from freesheet.story.nodes import Issue

TITLE = "The Sample Issue"
INTRODUCTION = "A dozen invented stories, to show what each edition does with news of every kind."


def make(to: Path, watch: Callable[[Job, int], None] = lambda _job, _of: None) -> tuple[Run, Path]:
    """Make all samples, and an issue of them, into every edition below `to`; gives the run and the contact sheet."""
    stories = tuple(map(samples.story, samples.names()))
    issue = Issue(slug="sample-issue", title=TITLE, stories=stories, introduction=INTRODUCTION, number="1")
    editions = tuple(EDITIONS.values())
    done = run(stories, editions, to, house=samples.house(), picture=samples.picture, issue=issue, watch=watch)
    return done, contact_sheet(to, done, (*map(Issue.of, stories), issue), editions)
