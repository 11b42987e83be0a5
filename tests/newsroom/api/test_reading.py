"""What partners and apps read: whole lists, whole texts, and every change once."""

from datetime import timedelta

import msgspec
import pytest
from django.core.cache import caches
from django.utils import timezone
from hypothesis import given, settings, strategies as st

from freesheet.story import nodes
from newsroom.api.limits import NOBODY
from newsroom.configuration import Configuration
from newsroom.desk.actions import correct, withdraw
from newsroom.desk.models import Story
from newsroom.pressroom.actions import note_appearances, note_change, press_changes
from newsroom.pressroom.models import Appearance
from tests.newsroom.api.asking import nobody
from tests.newsroom.conftest import member
from tests.newsroom.desk.arounds import issue, publish
from tests.newsroom.desk.rows import NOON, image_bytes, of, published, row, story
from tests.strategies import picture

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("staffed")]


def pressed(config: Configuration) -> None:
    run = press_changes(config=config, now=timezone.now())
    assert run is not None
    assert not run.problem


def test_pages_of_a_list_hold_each_story_once():
    for number in range(7):
        row(f"story-{number}", published=NOON - timedelta(days=number // 2))
    seen, address = list[str](), "/stories?limit=3"
    while address:
        answer = nobody().get(address)
        seen += [one["slug"] for one in answer.json()["stories"]]
        following = answer.json()["next"]
        assert ("Link" in answer) is bool(following)
        address = f"/stories?limit=3&cursor={following}" if following else ""
    assert sorted(seen) == [f"story-{number}" for number in range(7)]
    assert len(seen) == 7


def test_a_story_that_comes_while_somebody_reads_on_moves_nothing():
    for number in range(4):
        row(f"story-{number}", published=NOON - timedelta(days=number))
    first = nobody().get("/stories?limit=2").json()
    row("newest", published=NOON + timedelta(days=1))
    second = nobody().get(f"/stories?limit=2&cursor={first['next']}").json()
    assert [one["slug"] for one in (*first["stories"], *second["stories"])] == [
        f"story-{number}" for number in range(4)
    ]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("section=Schools", ["one"]),
        ("section=schools", ["one"]),
        ("topic=Water", ["two", "one"]),
        ("topic=Water&section=Schools", ["one"]),
        ("storyline=The+flood", ["two"]),
        ("language=es", ["two"]),
        ("kind=opinion", ["one"]),
        ("q=ferry", ["two"]),
        ("since=2026-05-04T00:00:00Z", ["two"]),
        ("until=2026-05-04T00:00:00Z", ["one"]),
        ("until=2026-05-03T12:00:00Z", []),
        ("section=Nowhere", []),
    ],
)
def test_filters(asked, found):
    row("one", section="Schools", topics=("Water", "Money"), kind="opinion")
    row("two", topics=("Water",), storylines=("The flood",), language="es", headline="The ferry stays",
        published=NOON + timedelta(days=1))  # fmt: skip
    assert [one["slug"] for one in nobody().get(f"/stories?{asked}").json()["stories"]] == found


@pytest.mark.parametrize(
    ("address", "status", "sentence"),
    [
        ("/stories?limit=0", 422, "`limit` is not right"),
        ("/stories?limit=x", 422, "`limit` is not right"),
        ("/stories?kind=poem", 422, "`kind` is not right"),
        ("/stories?since=yesterday", 422, "`since` is not right"),
        ("/stories?since=2026-05-04", 422, "`since` is not right"),
        ("/stories?since=0001-01-01T00:00:00%2B14:00", 422, "its year must be between"),
        ("/stories?cursor=abc", 422, "The cursor is none that was given here"),
        ("/changes?after=W10", 422, "The cursor is none that was given here"),
        ("/stories?sectoin=Schools", 422, "There is no parameter `sectoin` here"),
        ("/stories/nothing", 404, "Readers see no story"),
        ("/stories/nothing/editions", 404, "Readers see no story"),
        ("/stories/?text=pdf", 404, "There is nothing at this address"),
        ("/issues/nothing", 404, "There is no issue"),
        ("/nothing", 404, "There is nothing at this address"),
    ],
)
def test_a_mistake_is_told_in_a_sentence(address, status, sentence):
    answer = nobody().get(address)
    assert (answer.status_code, answer["Content-Type"]) == (status, "application/problem+json")
    assert answer.json()["status"] == status
    assert sentence in answer.json()["detail"]


def test_a_method_that_an_address_does_not_have():
    answer = nobody().send("DELETE", "/stories")
    assert (answer.status_code, answer["Allow"], answer["Content-Type"]) == (405, "GET", "application/problem+json")


def test_a_story_in_every_form():
    words = "The county voted."
    of(story(words, slug="library-printer", licence="CC BY 4.0", terms="Name us."))
    asked = {
        text: nobody().get(f"/stories/library-printer?text={text}").json() for text in ("html", "markdown", "plain")
    }
    told = nobody().get("/stories/library-printer").json()
    assert nodes_in(told).body == (nodes.Paragraph((nodes.Text(words),)),)
    for text, one in asked.items():
        assert words in one[text]
        assert "The Harbor Lantern" in one[text]
        assert "story" not in one
    assert (told["licence"], told["republishable"], told["terms"]) == ("CC BY 4.0", True, "Name us.")
    assert told["canonical"] == "https://lantern.example.org/library-printer/"


def nodes_in(told) -> nodes.Story:
    return msgspec.convert(told["story"], nodes.Story)


def test_a_key_may_be_an_address():
    key = "https://old.example.org/?p=12"
    of(story(slug="old", id=key))
    assert nobody().get(f"/stories/{key.replace('?', '%3F')}").json()["key"] == key
    assert nobody().get(f"/stories/{key.replace('?', '%3F')}/editions").json() == {"editions": []}


def test_editions_and_pictures_are_told_with_their_addresses(config):
    one = of(story(picture("photo.png"), slug="library-printer"), photo_png=image_bytes())
    note_change(keys=[one.key], what="published")
    pressed(config)
    told = nobody().get("/stories/library-printer").json()
    image = told["images"][0]
    assert image["address"].startswith("https://lantern.example.org/pictures/")
    assert (config.home / "site" / image["address"].removeprefix("https://lantern.example.org/")).is_file()
    found = {one["name"]: one["files"] for one in nobody().get("/stories/library-printer/editions").json()["editions"]}
    assert [file["address"] for file in found["web"]] == ["https://lantern.example.org/library-printer/"]
    for edition in found.values():
        for file in edition:
            path = file["address"].removeprefix("https://lantern.example.org/")
            place = config.home / "site" / (path + "index.html" if path.endswith("/") else path)
            assert place.stat().st_size == file["bytes"]


def test_issues_hold_only_what_readers_see():
    one, two = row("one"), row("two", published=None)
    publish(issue(one, two, title="May", number="5"))
    issue(one, title="A draft")
    publish(issue(one, title="Later", published=timezone.now() + timedelta(days=1)))
    assert [each["slug"] for each in nobody().get("/issues").json()["issues"]] == ["may"]
    told = nobody().get("/issues/may").json()
    assert ([each["slug"] for each in told["stories"]], told["number"]) == (["one"], "5")
    assert nobody().get("/issues/later").status_code == 404


# ── Asking again ─────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("address", ["/stories", "/stories/library-printer", "/changes", "/issues"])
def test_who_has_an_answer_is_not_told_it_again(address):
    one = row()
    first = nobody().get(address)
    again = nobody().get(address, if_none_match=first["ETag"])
    assert (again.status_code, again.content) == (304, b"")
    published(one, headline="Another headline")
    if address in ("/stories", "/stories/library-printer"):
        assert nobody().get(address, if_none_match=first["ETag"]).status_code == 200


def test_a_story_tells_when_it_changed(config):
    one = row()
    note_change(keys=[one.key], what="published")
    pressed(config)
    first = nobody().get("/stories/library-printer")
    when = first["Last-Modified"]
    assert nobody().get("/stories/library-printer", if_modified_since=when).status_code == 304
    before = "Sun, 03 May 2026 00:00:00 GMT"
    assert nobody().get("/stories/library-printer", if_modified_since=before).status_code == 200


def test_the_head_of_an_answer_has_its_headers():
    row()
    answer = nobody().send("HEAD", "/stories/library-printer")
    assert (answer.status_code, answer.content) == (200, b"")
    assert answer["ETag"] == nobody().get("/stories/library-printer")["ETag"]


def test_too_many_requests_are_told_when_to_go_on():
    most = int(NOBODY.partition("/")[0])
    assert all(nobody().get("/changes").status_code == 200 for _ in range(most))
    answer = nobody().get("/changes")
    assert (answer.status_code, answer["Content-Type"]) == (429, "application/problem+json")
    assert 0 < int(answer["Retry-After"]) <= 60


# ── Following ────────────────────────────────────────────────────────────────────────────────────────


def follow(after: str, limit: int = 100):
    told = nobody().get(f"/changes?limit={limit}&after={after}").json()
    return [(one["key"], one["state"]) for one in told["changes"]], told["next"]


def test_one_who_follows_learns_of_every_change(config):
    editor, one, other = member("Editors"), row("one"), row("two")
    note_change(keys=[one.key, other.key], what="published")
    assert follow("")[0] == []
    pressed(config)
    told, after = follow("")
    assert told == [(one.key, "published"), (other.key, "published")]
    assert follow(after) == ([], after)
    correct(story=one, correction=nodes.Correction(NOON, "Nine.", "Ten.", substantial=False), user=editor)
    withdraw(story=other, why="We could not verify it.", user=editor, now=NOON)
    pressed(config)
    told, after = follow(after)
    assert sorted(told) == [(one.key, "corrected"), (other.key, "withdrawn")]
    Story.objects.get(pk=one.pk).unpublish()
    other.delete()
    pressed(config)
    told, after = follow(after)
    assert sorted(told) == [(one.key, "gone"), (other.key, "gone")]
    assert follow(after) == ([], after)


def test_an_embargo_leaves_no_trace_not_even_in_a_cursor(config):
    later = timezone.now() + timedelta(days=1)
    seen = row("seen")
    note_change(keys=[seen.key], what="published")
    pressed(config)
    before = nobody().get("/changes").content
    for number in range(3):
        one = row(f"hidden-{number}")
        Story.objects.filter(pk=one.pk).update(embargo=later)
        note_change(keys=[one.key], what="published")
        pressed(config)
    assert nobody().get("/changes").content == before


def test_what_was_seen_and_comes_under_an_embargo_is_gone_once(config):
    one = row()
    note_change(keys=[one.key], what="published")
    pressed(config)
    _, after = follow("")
    Story.objects.filter(pk=one.pk).update(embargo=timezone.now() + timedelta(days=1))
    note_change(keys=[one.key], what="published")
    pressed(config)
    told, after = follow(after)
    assert told == [(one.key, "gone")]
    note_change(keys=[one.key], what="published")
    pressed(config)
    assert follow(after) == ([], after)


def test_a_change_is_never_told_behind_one_who_has_read_on(config):
    """The clock of the machine may be set back."""
    one, other = row("one"), row("two")
    note_change(keys=[one.key], what="published")
    pressed(config)
    Appearance.objects.update(since=timezone.now() + timedelta(hours=1))
    _, after = follow("")
    note_change(keys=[other.key], what="published")
    pressed(config)
    assert follow(after)[0] == [(other.key, "published")]


@settings(max_examples=15)
@given(
    steps=st.lists(
        st.tuples(st.integers(0, 3), st.sampled_from(["publish", "take down"]), st.integers(1, 4)), max_size=8
    )
)
def test_a_follower_ends_with_what_readers_see(steps):
    """Whatever happens, in pages of any size: what the follower has is what the list has."""
    Appearance.objects.all().delete()
    Story.objects.all().delete()
    rows = [row(f"story-{number}", published=NOON) for number in range(4)]
    Story.objects.update(live=False)
    has, after = dict[str, str](), ""
    for number, verb, limit in steps:
        key = rows[number].key
        Story.objects.filter(key=key).update(live=verb == "publish")
        note_appearances(keys=[key], seen=[key] if verb == "publish" else [], now=NOON)
        caches["here"].clear()
        while told := follow(after, limit)[0]:
            has |= dict(told)
            after = follow(after, limit)[1]
    listed = {one["key"] for one in nobody().get("/stories").json()["stories"]}
    assert {key for key, state in has.items() if state != "gone"} == listed
