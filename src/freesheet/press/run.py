"""One run of the press: stories in, artifacts of the chosen editions in a folder out."""

import hashlib
from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Self

from msgspec.structs import replace as change

from freesheet.edition import Artifact, Edition, Kit, Loss, losses
from freesheet.editions import EDITIONS
from freesheet.house import House
from freesheet.press.disk import Staging
from freesheet.story.nodes import Issue, Story


@dataclass(frozen=True, slots=True)
class Job:
    """One edition of one issue, a story by itself being an issue of one."""

    edition: Edition
    issue: Issue

    @property
    def name(self) -> str:
        return f"{self.issue.slug}: {self.edition.name}"


@dataclass(frozen=True, slots=True)
class Made:
    """What a run tells of one file: its path below the folder, its size in bytes, its sides and sheets of paper."""

    path: str
    issue: str
    edition: str
    bytes: int
    sha256: str
    pages: int
    sheets: int

    @classmethod
    def of(cls, artifact: Artifact, slug: str) -> Self:
        digest = hashlib.sha256(artifact.data).hexdigest()
        path, size = f"{slug}/{artifact.path}", len(artifact.data)
        return cls(path, slug, artifact.edition, size, digest, artifact.pages, artifact.sheets)


@dataclass(frozen=True, slots=True)
class Run:
    """What a run made, in a fixed order, and all that was lost on the way."""

    made: tuple[Made, ...]
    losses: tuple[Loss, ...]


def run(
    stories: Sequence[Story],
    editions: Sequence[Edition],
    to: Path,
    *,
    house: House,
    picture: Callable[[str], bytes],
    issue: Issue | None = None,
    now: datetime | None = None,
    watch: Callable[[Job, int], None] = lambda _job, _of: None,
    threads: int = 2,
) -> Run:
    """Make the editions of each story, and of the issue when there is one, in folders below `to`.

    Nothing in `to` changes until everything has been made and written beside it; then each file is moved into place.
    An edition that is only of issues is made of each story by itself when there is no issue. `watch` is told of each
    job that is done, and how many there are. Raises CantWrite.
    """
    stories = apart(stories)
    if issue:
        issue = change(issue, stories=stories, slug=free_slug(issue.slug, {story.slug for story in stories}))
    jobs = tuple(_jobs(stories, editions, issue))
    kit = kit_of(editions, house=house, picture=picture, now=now)
    with Staging(to) as staging, _pool(threads) as pool:
        made, lost = list[Made](), list[Loss]()
        for job, artifacts in zip(jobs, pool.map(lambda job: kit.made(job.edition.name, job.issue), jobs), strict=True):
            for artifact in artifacts:
                made.append(Made.of(artifact, job.issue.slug))
                staging.write(made[-1].path, artifact.data)
                lost.extend(artifact.losses)
            lost.extend(loss for story in job.issue.stories for loss in losses(story, job.edition))
            watch(job, len(jobs))
        staging.publish(_patterns(jobs))
    return Run(tuple(made), tuple(dict.fromkeys(lost)))


def kit_of(
    editions: Sequence[Edition], *, house: House, picture: Callable[[str], bytes], now: datetime | None = None
) -> Kit:
    """The kit of one run: what an edition takes from another is made once and kept."""
    known = EDITIONS | {edition.name: edition for edition in editions}
    taken = {name for edition in editions for name in edition.made_of}
    kept = dict[tuple[str, Issue], tuple[Artifact, ...]]()

    def made(name: str, issue: Issue, /, beside: Mapping[str, str] | None = None) -> tuple[Artifact, ...]:
        if beside is not None and beside != kit.beside:
            return known[name].make(issue, replace(kit, beside=beside))
        if (name, issue) in kept:
            return kept[name, issue]
        artifacts = known[name].make(issue, kit)
        if name in taken:
            kept[name, issue] = artifacts
        return artifacts

    kit = Kit(house, picture, made, now, {edition.name: edition.files for edition in editions})
    return kit


@contextmanager
def _pool(threads: int) -> Iterator[ThreadPoolExecutor]:
    """Threads for the jobs; when one has failed, those that have not begun never do."""
    pool = ThreadPoolExecutor(threads)
    try:
        yield pool
    finally:
        pool.shutdown(cancel_futures=True)


def apart(stories: Sequence[Story]) -> tuple[Story, ...]:
    """The stories with no two under one slug: the second "flood" becomes "flood-2"."""
    taken = dict[str, Story]()
    for story in stories:
        slug = free_slug(story.slug, taken)
        taken[slug] = story if slug == story.slug else change(story, slug=slug)
    return tuple(taken.values())


def free_slug(slug: str, taken: Container[str]) -> str:
    """The slug itself, else the first of slug-2, slug-3, … that is not taken; 80 characters at the most."""
    count, free = 1, slug
    while free in taken:
        count += 1
        free = f"{slug[:76]}-{count}"
    return free


def _jobs(stories: Sequence[Story], editions: Sequence[Edition], issue: Issue | None) -> Iterator[Job]:
    for story in stories:
        alone = Issue.of(story)
        yield from (Job(edition, alone) for edition in editions if "story" in edition.of or not issue)
    if issue:
        yield from (Job(edition, issue) for edition in editions if "issue" in edition.of)


def _patterns(jobs: Sequence[Job]) -> tuple[str, ...]:
    """Where the run's editions may have left files that it did not make again, such as a third part of two."""
    return tuple(f"{job.issue.slug}/{job.edition.leftovers(job.issue)}" for job in jobs)
