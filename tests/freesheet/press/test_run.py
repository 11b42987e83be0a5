"""A run makes each edition of each story once, in order, and puts them in place together or not at all."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from hypothesis import given, strategies as st

from freesheet.edition import UNDATED, Artifact, Edition, Kit, Loss
from freesheet.editions import EDITIONS
from freesheet.house import House
from freesheet.press.disk import CantWrite
from freesheet.press.run import Run, apart, free_slug, kit_of, run
from freesheet.story.nodes import Issue, Story
from freesheet.story.slug import LONGEST
from tests.strategies import NOON, picture, picture_for_all, story

FLOOD = story("The river rose.", slug="flood", headline="Flood")
FIRE = story("The barn burned.", slug="fire", headline="Fire")
WEEK = Issue(slug="week-18", title="This week", stories=())


def edition(name: str, make: Callable[[Issue, Kit], str] | None = None, **fields: Any) -> Edition:
    """An edition of one text file; without `make` it says who it is and what of."""

    def made(issue: Issue, kit: Kit) -> tuple[Artifact, ...]:
        told = make(issue, kit) if make else f"{name} of {issue.title}"
        return (Artifact(f"{name}.txt", name, told.encode()),)

    return replace(Edition(name=name, title=name.title(), make=made, files=f"{name}.txt"), **fields)


CARD, POSTER = edition("card"), edition("poster", of=("story", "issue"))
LATER = datetime(2031, 1, 2, tzinfo=UTC)
ALBUM = edition("album", of=("issue",))


def press(to: Path, stories: tuple[Story, ...], editions: tuple[Edition, ...], **more: Any) -> Run:
    return run(stories, editions, to, house=House(), picture=picture_for_all, **more)


def listing(to: Path) -> list[str]:
    return sorted(file.relative_to(to).as_posix() for file in to.rglob("*"))


def test_stories_come_first_then_the_issue_each_edition_in_its_order(tmp_path):
    watched = list[tuple[str, int]]()
    done = press(
        tmp_path,
        (FLOOD, FIRE),
        (POSTER, CARD, ALBUM),
        issue=WEEK,
        watch=lambda job, of: watched.append((job.name, of)),
    )
    assert [made.path for made in done.made] == [
        "flood/poster.txt",
        "flood/card.txt",
        "fire/poster.txt",
        "fire/card.txt",
        "week-18/poster.txt",
        "week-18/album.txt",
    ]
    assert [name for name, _ in watched] == [f"{made.issue}: {made.edition}" for made in done.made]
    assert {of for _, of in watched} == {6}
    assert (tmp_path / "week-18" / "album.txt").read_text() == "album of This week"
    assert (tmp_path / "fire" / "card.txt").read_text() == "card of Fire"


def test_what_is_only_of_issues_is_made_of_each_story_when_there_is_no_issue(tmp_path):
    done = press(tmp_path, (FLOOD, FIRE), (ALBUM,))
    assert [made.path for made in done.made] == ["flood/album.txt", "fire/album.txt"]


def test_a_file_is_told_with_its_size_and_paper(tmp_path):
    sheet = Edition(
        name="sheet",
        title="Sheet",
        make=lambda _issue, _kit: (Artifact("sheet.pdf", "sheet", b"%PDF", pages=3, sheets=2),),
        files="sheet.pdf",
    )
    (made,) = press(tmp_path, (FLOOD,), (sheet,)).made
    assert (made.issue, made.edition, made.bytes, made.pages, made.sheets) == ("flood", "sheet", 4, 3, 2)
    assert made.sha256 == "315d429b7714cedb6ad04ac31240145257692630457f3c88253c5beceac76027"


def test_an_edition_that_fails_leaves_the_folder_as_it_was(tmp_path):
    press(tmp_path, (FLOOD,), (CARD,))
    before = (tmp_path / "flood" / "card.txt").stat()
    broken = edition("broken", lambda issue, _kit: str(1 // 0))
    with pytest.raises(ZeroDivisionError):
        press(tmp_path, (FLOOD, FIRE), (CARD, POSTER, broken))
    assert listing(tmp_path) == ["flood", "flood/card.txt"]
    assert (tmp_path / "flood" / "card.txt").stat() == before


def test_after_a_failure_no_further_job_begins(tmp_path):
    begun = list[str]()

    def slow(issue: Issue, _kit: Kit) -> str:
        begun.append(issue.slug)
        Event().wait(0.02)
        return str(1 // 0)

    with pytest.raises(ZeroDivisionError):
        press(tmp_path, (FLOOD,) * 100, (edition("slow", slow),), threads=1)
    assert 1 <= len(begun) < 100


def test_a_folder_that_can_not_be_written_is_told_before_anything_is_made(tmp_path):
    (tmp_path / "file").write_bytes(b"mine")
    begun = list[str]()
    with pytest.raises(CantWrite, match="not a directory"):
        press(tmp_path / "file" / "below", (FLOOD,), (counted("card", begun),))
    assert not begun


def test_a_shorter_story_leaves_no_parts_of_the_longer_one(tmp_path):
    long = story(*["The river rose, and the town went up the hill to wait for morning."] * 300, slug="flood")
    pages = tuple(EDITIONS[name] for name in ("message", "text"))
    parts = {made.path for made in press(tmp_path, (long, FIRE), pages).made if made.edition == "message"}
    fewer = {made.path for made in press(tmp_path, (FLOOD,), pages).made if made.edition == "message"}
    there = {path for path in listing(tmp_path) if "message-" in path}
    assert len(parts) > len(fewer)
    assert there == fewer | {path for path in parts if path.startswith("fire/")}


def test_two_stories_under_one_slug_get_a_folder_each_and_the_issue_its_own(tmp_path):
    twice = (FLOOD, story("The river fell.", slug="flood", headline="Flood again"))
    issue = Issue(slug="flood", title="Floods", stories=())
    done = press(tmp_path, twice, (POSTER,), issue=issue)
    assert [made.path for made in done.made] == ["flood/poster.txt", "flood-2/poster.txt", "flood-3/poster.txt"]
    assert (tmp_path / "flood-2" / "poster.txt").read_text() == "poster of Flood again"
    assert (tmp_path / "flood-3" / "poster.txt").read_text() == "poster of Floods"


@given(st.lists(st.sampled_from(["flood", "flood-2", "a" * LONGEST, "b" * 75 + "-bird"]), max_size=12))
def test_no_two_stories_share_a_folder_and_none_is_called_too_long(slugs):
    told = [one.slug for one in apart([story(slug=slug) for slug in slugs])]
    assert len(set(told)) == len(slugs)
    assert all(len(slug) <= LONGEST for slug in told)
    assert all(one.startswith(other[:70]) for one, other in zip(told, slugs, strict=True))


def test_a_free_slug_stays():
    assert free_slug("flood", {"fire"}) == "flood"
    assert free_slug("flood", {"flood", "flood-2"}) == "flood-3"


def test_what_an_edition_declares_and_what_it_loses_on_the_way_is_told_once(tmp_path):
    def lossy(issue: Issue, _kit: Kit) -> tuple[Artifact, ...]:
        lost = Loss("web", issue.slug, "A picture is missing.", "Alt text")
        return (Artifact("one.txt", "web", b"1", losses=(lost,)), Artifact("two.txt", "web", b"2", losses=(lost,)))

    web = Edition(name="web", title="Web", make=lossy, files="{n}.txt", leaves_out=(type(picture()),))
    drawn = story("Words.", picture(alt="A wet street"), slug="flood")
    assert press(tmp_path, (drawn,), (web,)).losses == (
        Loss("web", "flood", "A picture is missing.", "Alt text"),
        Loss("web", "flood", "pictures", "A wet street"),
    )


def counted(name: str, begun: list[str], **fields: Any) -> Edition:
    def told(issue: Issue, kit: Kit) -> str:
        begun.append(name)
        return " ".join(kit.beside)

    return edition(name, told, **fields)


def test_what_another_edition_is_made_of_is_made_once(tmp_path):
    begun = list[str]()
    text, lone = counted("text", begun), counted("lone", begun)
    bundle = edition(
        "bundle",
        lambda issue, kit: "".join(kit.made(name, issue)[0].data.decode() for name in ("text", "lone", "text")),
        made_of=("text",),
    )
    press(tmp_path, (FLOOD,), (text, lone, bundle), threads=1)
    assert begun.count("text") == 1
    assert begun.count("lone") == 2
    assert (tmp_path / "flood" / "bundle.txt").read_text() == "text lone bundle" * 3


def test_in_another_folder_an_edition_is_made_for_what_lies_there():
    begun = list[str]()
    page = counted("page", begun)
    kit = kit_of((page, edition("zip", made_of=("page",))), house=House(), picture=picture_for_all, now=NOON)
    alone = Issue.of(FLOOD)
    here = kit.made("page", alone)
    assert kit.made("page", alone) is here
    assert kit.made("page", alone, kit.beside) is here
    assert kit.made("page", alone, {"print": "print.pdf"})[0].data == b"print"
    assert begun == ["page", "page"]
    assert (kit.now, kit.file_beside("zip", alone)) == (NOON, "zip.txt")


def test_an_edition_may_ask_for_one_that_the_run_does_not_make():
    kit = kit_of((CARD,), house=House(), picture=picture_for_all)
    assert kit.made("text", Issue.of(FLOOD))[0].data == EDITIONS["text"].make(Issue.of(FLOOD), kit)[0].data
    assert kit.now is None


@pytest.mark.parametrize(
    ("published", "now", "date", "stamp"),
    [
        (NOON, None, NOON, NOON),
        (NOON, LATER, NOON, NOON),
        (None, LATER, LATER, LATER),
        (None, None, None, UNDATED),
    ],
)
def test_a_date_is_the_storys_else_the_runs_else_none(published, now, date, stamp):
    told, kit = Issue.of(story(published=published)), kit_of((CARD,), house=House(), picture=picture_for_all, now=now)
    assert (kit.date(told), kit.stamp(told)) == (date, stamp)


def test_a_clock_is_what_it_says(tmp_path):
    told = edition("told", lambda _issue, kit: str(kit.now))
    press(tmp_path, (FLOOD,), (told,), now=LATER)
    assert (tmp_path / "flood" / "told.txt").read_text() == "2031-01-02 00:00:00+00:00"
