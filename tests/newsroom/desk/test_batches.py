"""One thing done to many stories: to those that it can be done to, on record once, and undone at once."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import ModelLogEntry

from freesheet.story.nodes import Origin
from newsroom.desk.models import Batch, Section, Story, Topic
from newsroom.pressroom.queries import waiting
from tests.newsroom.conftest import member, signed_in
from tests.newsroom.desk.rows import published, row

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("staffed")]


def address(action: str, stories: list[Story] | str, listing: str = "") -> str:
    chosen = "id=all" if stories == "all" else "&".join(f"id={one.pk}" for one in stories if isinstance(one, Story))
    page = reverse("wagtail_bulk_action", args=["desk", "story", action])
    back = reverse("wagtailsnippets_desk_story:list") + listing
    return f"{page}?{chosen}&next={back.replace('?', '%3F').replace('=', '%3D').replace('&', '%26')}"


def done(client: Client, action: str, stories: list[Story] | str, listing: str = "", **sent: Any) -> list[str]:
    """What was told of it."""
    answer = client.post(address(action, stories, listing), sent, follow=True)
    assert answer.status_code == 200
    return [str(message) for message in answer.context["messages"]]


def undone(client: Client) -> list[str]:
    answer = client.post(reverse("desk_undo", args=[Batch.objects.latest("id").pk]), follow=True)
    return [str(message) for message in answer.context["messages"]]


def now(story: Story) -> Story:
    found: Story = Story.objects.get(pk=story.pk)
    return found


def standing(story: Story) -> tuple[Any, ...]:
    """All that a deed changes of a story, as readers and as writers see it."""
    one = now(story)
    latest = one.get_latest_revision_as_object()
    topics = sorted(topic.name for topic in one.topics.all())
    state = one.current_workflow_state
    review = state.status if state else ""
    sections = (one.section_id, latest.section_id)
    return one.headline, sections, topics, one.live, one.withdrawn is not None, review


def three() -> list[Story]:
    """A draft, a published story, and one that is published and being written on."""
    draft, live, both = row("a", published=None, section="Town"), row("b", section="Town"), published(row("c"))
    draft.save_revision()
    latest = both.get_latest_revision_as_object()
    latest.headline = "A newer headline"
    latest.save_revision()
    return [draft, live, both]


@pytest.mark.parametrize("action", ["section", "topics", "submit", "publish", "withdraw", "unpublish"])
def test_what_was_done_to_a_set_is_one_entry_and_is_undone_at_once(action: str) -> None:
    stories, client = three(), signed_in(member("Editors"))
    harbor = Section.objects.create(name="Harbor")
    before = [standing(one) for one in stories]
    sent: dict[str, Any] = {
        "section": {"section": harbor.pk},
        "topics": {"topics": "water, ferries"},
        "withdraw": {"why": "Wrong."},
    }
    (told, *_) = done(client, action, stories, **sent.get(action, {}))
    after = [standing(one) for one in stories]
    assert after != before
    assert "stor" in told
    assert Batch.objects.count() == 1
    assert ModelLogEntry.objects.filter(action="desk.batch").count() == 1
    assert undone(client)[0].startswith("Undone: ")
    assert [one[1:5] for one in map(standing, stories)] == [one[1:5] for one in before]
    assert Batch.objects.get().undone
    assert ModelLogEntry.objects.filter(action="desk.batch_undone").count() == 1


def test_a_section_reaches_what_readers_see_and_what_is_being_written() -> None:
    stories, client = three(), signed_in(member("Editors"))
    harbor = Section.objects.create(name="Harbor")
    already = waiting()
    (told,) = done(client, "section", stories, section=harbor.pk)
    assert told.startswith("3 stories moved to Harbor.")
    for one in stories:
        assert standing(one)[1] == (harbor.pk, harbor.pk)
    assert now(stories[2]).headline != "A newer headline"
    assert now(stories[2]).get_latest_revision_as_object().headline == "A newer headline"
    assert waiting() == already + 2


def test_topics_are_added_to_those_that_are_there_and_only_they_are_taken_away() -> None:
    one, client = row("a", topics=("water",)), signed_in(member("Editors"))
    done(client, "topics", [one], topics="water, ferries")
    assert standing(one)[2] == ["ferries", "water"]
    undone(client)
    assert standing(one)[2] == ["water"]


def test_what_is_scheduled_stays_as_it_was_scheduled() -> None:
    one = row("a", published=None)
    latest = one.get_latest_revision_as_object()
    latest.go_live_at = timezone.now() + timedelta(days=1)
    latest.save_revision().publish()
    before = standing(one)
    (told,) = done(signed_in(member("Editors")), "topics", [now(one)], topics="water")
    assert "it is scheduled" in told
    assert standing(one) == before


@pytest.mark.parametrize("action", ["publish", "withdraw", "unpublish", "section", "topics"])
def test_an_author_changes_nothing_that_readers_see(action: str) -> None:
    live, client = row("a"), signed_in(member("Authors"))
    before = standing(live)
    page = client.get(address(action, [live]))
    assert b"Left as they are" in page.content
    done(client, action, [live], section="", topics="water", why="Wrong.")
    assert standing(live) == before
    assert not Batch.objects.exists()


def test_a_contributor_learns_nothing_of_others_drafts() -> None:
    hidden = row("a", published=None, headline="A secret")
    page = signed_in(member("Contributors")).get(address("topics", [hidden]), follow=True)
    assert b"A secret" not in page.content


def test_what_can_not_be_done_to_one_is_told_and_the_others_are_done() -> None:
    whole, lacking = (
        row("a", published=None),
        row("b", published=None, origin=Origin("The Courier"), headline="Lacking"),
    )
    whole.save_revision()
    lacking.save_revision()
    told = done(signed_in(member("Editors")), "publish", [whole, lacking])
    assert (now(whole).live, now(lacking).live) == (True, False)
    assert told[0].startswith("1 story published.")
    assert "“Lacking”: A story from elsewhere names where, what and when it was first." in told[1]


def test_what_was_changed_since_is_not_undone() -> None:
    one, client = row("a"), signed_in(member("Editors"))
    harbor, town = Section.objects.create(name="Harbor"), Section.objects.create(name="Hill")
    done(client, "section", [one], section=harbor.pk)
    changed = now(one)
    changed.section = town
    changed.save_revision().publish()
    assert "it was filed elsewhere since" in undone(client)[0]
    assert now(one).section == town


def test_nobody_undoes_twice_and_nobody_else_undoes_at_all() -> None:
    one, client = row("a"), signed_in(member("Editors"))
    done(client, "unpublish", [one])
    batch = Batch.objects.get()
    url = reverse("desk_undo", args=[batch.pk])
    assert signed_in(member("Contributors")).post(url).status_code in (302, 403)
    assert not now(one).live
    assert undone(client)[0].startswith("Undone")
    assert undone(client) == ["It was undone already."]
    author = signed_in(member("Authors"))
    done(client, "unpublish", [one])
    assert "you may not do that with it" in undone(author)[0]


def test_all_of_a_list_are_those_that_it_shows() -> None:
    for number in range(60):
        row(f"news-{number}")
    other = row("opinion", kind="opinion")
    told = done(signed_in(member("Editors")), "topics", "all", "?kind=news", topics="water")
    assert told[0].startswith("60 stories filed under water.")
    assert standing(other)[2] == []


def test_a_set_that_is_too_large_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("newsroom.desk.batches.MOST", 2)
    stories = [row(name) for name in "abc"]
    assert done(signed_in(member("Editors")), "topics", stories, topics="water") == [
        "Nothing was changed: choose 2 stories at the most."
    ]
    assert not Topic.objects.filter(stories__isnull=False).exists()


def test_the_list_of_deeds_names_who_did_what_and_offers_to_undo_it() -> None:
    client = signed_in(member("Editors"))
    done(client, "unpublish", [row("a")])
    page = client.get(reverse("desk_batches")).content.decode()
    assert "1 story taken down" in page
    assert reverse("desk_undo", args=[Batch.objects.get().pk]) in page


@pytest.mark.parametrize("sent", ["id=x", "id=-1", "id=99999999", "", "id=all"])
def test_numbers_that_are_none_change_nothing(sent: str) -> None:
    url = reverse("wagtail_bulk_action", args=["desk", "story", "publish"])
    assert signed_in(member("Editors")).get(f"{url}?{sent}").status_code in (200, 404)
    assert not Batch.objects.exists()
