"""Takes in what lies around the stories as files: issues, pages, picks, redirects; each once, then it is put aside."""

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from functools import partial
from pathlib import Path

from django.db import transaction

from freesheet.edition import MissingPicture
from freesheet.house import BadHouse
from freesheet.intake import NotTaken, take
from freesheet.intake.door import open_raw
from freesheet.press.archive import BadArchive
from freesheet.press.disk import writing_to
from freesheet.press.folder import read_issue, read_page, read_picks, read_redirects
from freesheet.story import nodes
from freesheet.story.file import BadStory
from newsroom.desk.actions import hang
from newsroom.desk.around_actions import import_redirects
from newsroom.desk.body import TooDeep
from newsroom.desk.houses import house
from newsroom.desk.models import FixedPage, FrontPage, Issue, IssueStory, Pick, Story
from newsroom.desk.pages import page_fields

# Where the files are put when the desk has what they tell.
ASIDE = "taken-in"
REFUSALS = (BadArchive, BadHouse, BadStory, NotTaken, TooDeep)


def take_in(home: Path, now: datetime) -> Iterator[str]:
    """Take in the files of a newsroom's folder, and say what came of each. What can't be read stays where it is."""
    kinds: tuple[tuple[Path, Callable[[], Iterable[str]]], ...] = (
        *((file, partial(_issue, file, now)) for file in sorted((home / "issues").glob("*.toml"))),
        *((file, partial(_page, file, now)) for file in sorted((home / "pages").glob("*.md"))),
        (home / "front.toml", partial(_picks, home / "front.toml", now)),
        (home / "redirects.csv", partial(_redirects, home / "redirects.csv")),
    )
    count = 0
    for file, taken in kinds:
        if not file.is_file():
            continue
        try:
            with transaction.atomic():
                told = list(taken())
        except REFUSALS as error:
            yield f"{file.relative_to(home)} was not taken in: {error}"
            continue
        with writing_to(home):
            place = home / ASIDE / file.relative_to(home)
            place.parent.mkdir(parents=True, exist_ok=True)
            file.replace(place)
        yield from told
        count += 1
    if count:
        yield f"The issues, pages, picks and redirects of {home} are at the desk now; their files are in {ASIDE}/."


def _story(which: str) -> Story | None:
    found: Story | None = Story.objects.filter(slug=which).first() or Story.objects.filter(key=which).first()
    return found


def _found(stories: Iterable[str], file: Path, lost: list[str]) -> Iterator[Story]:
    for which in dict.fromkeys(stories):
        if story := _story(which):
            yield story
        else:
            lost.append(f"{file.name} names the story {which}, which is not at the desk.")


def _issue(file: Path, now: datetime) -> Iterator[str]:
    plan, lost = read_issue(file, house().zone), list[str]()
    if not Issue.objects.filter(slug=plan.slug).exists():
        when = plan.published or now
        row = Issue(
            title=plan.title,
            number=plan.number,
            introduction=plan.introduction,
            slug=plan.slug,
            published=plan.published,
            live=True,
            first_published_at=when,
            last_published_at=when,
        )
        row.stories = [
            IssueStory(story=story, sort_order=place) for place, story in enumerate(_found(plan.stories, file, lost))
        ]
        row.save()
        _as_published(row)
    yield from lost


def _page(file: Path, now: datetime) -> Iterator[str]:
    page, lost = read_page(file), list[str]()
    if not FixedPage.objects.filter(slug=page.slug).exists():
        pictures = take(open_raw(str(file))).pictures

        def hung(picture: nodes.Picture) -> int | None:
            try:
                return int(hang(picture=picture, data=pictures.get(picture.file, b"")).pk)
            except MissingPicture as error:
                lost.append(f"{file.name}: {error}")
                return None

        row = FixedPage(**page_fields(page, hung), live=True, first_published_at=now, last_published_at=now)
        row.save()
        _as_published(row)
    yield from lost


def _picks(file: Path, now: datetime) -> Iterator[str]:
    front, lost = FrontPage.only(), list[str]()
    if not front.picks.exists():
        found = _found(read_picks(file), file, lost)
        front.picks = [Pick(story=story, sort_order=place) for place, story in enumerate(found)]
        front.first_published_at = front.last_published_at = now
        front.save()
        _as_published(front)
    yield from lost


def _as_published(row: Issue | FixedPage | FrontPage) -> None:
    """Its first version is the one that readers see."""
    row.live_revision = row.save_revision(changed=False)
    row.save(update_fields=["live_revision"])


def _redirects(file: Path) -> Iterator[str]:
    yield from import_redirects(table=read_redirects(file, house().site), user=None).problems
