"""The list of stories is narrowed down as its standing column says, and the first page tells what waits."""

from datetime import timedelta
from typing import Any, get_args

import pytest
from django.urls import reverse
from django.utils import timezone

from freesheet.story.nodes import Byline, Correction, Withdrawal
from newsroom.desk.filtering import in_state
from newsroom.desk.houses import house
from newsroom.desk.models import Section, Story, Topic
from newsroom.desk.queries import facts_of, with_facts
from newsroom.desk.standing import State, standing
from newsroom.staff.models import User
from tests.newsroom.conftest import member, signed_in
from tests.newsroom.desk.rows import NOON, row
from tests.strategies import paragraph

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("staffed")]

LIST = "wagtailsnippets_desk_story:list"


def scheduled(slug: str) -> Story:
    one = row(slug, published=None)
    latest = one.get_latest_revision_as_object()
    latest.go_live_at = timezone.now() + timedelta(hours=2)
    latest.save_revision().publish()
    return one


def reviewed(slug: str, user: User, verdict: str = "") -> Story:
    one = row(slug, published=None)
    one.save_revision(user=user)
    one.get_workflow().start(one, user)
    state = Story.objects.get(pk=one.pk).current_workflow_task_state
    if verdict == "approve":
        state.approve(user=user)
    elif verdict == "reject":
        state.reject(user=user)
    return one


def one_of_each() -> None:
    user, later = member("Publishers"), timezone.now() + timedelta(hours=2)
    row("draft", published=None)
    reviewed("in-review", user)
    reviewed("ready", user, "approve")
    reviewed("sent-back", user, "reject")
    scheduled("scheduled")
    row("published")
    Story.objects.filter(pk=row("dated").pk).update(published=later)
    Story.objects.filter(pk=row("embargoed").pk).update(embargo=later)
    Story.objects.filter(pk=row("both").pk).update(embargo=later, published=later)
    Story.objects.filter(pk=row("released").pk).update(embargo=NOON)
    row("corrected", corrections=(Correction(NOON, "May.", "June."),))
    row("withdrawn", withdrawal=Withdrawal(NOON, "Wrong."), corrections=(Correction(NOON, "May.", "June."),))
    row("down").unpublish()


def test_each_state_finds_the_stories_that_stand_so() -> None:
    one_of_each()
    now = timezone.now()
    told = {one.slug: standing(facts_of(one), now, house().zone).state for one in with_facts(Story.objects.all())}
    assert set(told.values()) == set(get_args(State))
    for state in get_args(State):
        found = set(in_state(state, now).values_list("slug", flat=True))
        assert found == {slug for slug, stands in told.items() if stands == state}, state


def listed(query: dict[str, Any], role: str = "Editors") -> list[str]:
    user = User.objects.filter(username=role.lower()).first() or member(role)
    answer = signed_in(user).get(reverse(LIST), query)
    assert answer.status_code == 200
    return sorted(story.slug for story in answer.context["object_list"])


def test_the_list_is_narrowed_by_each_filter_and_by_words_together() -> None:
    row("flood", headline="The flood", section="Harbor", topics=("water",), bylines=(Byline("Zoë Ángel"),))
    row("ferry", headline="The ferry", section="Town", bylines=(Byline("Ana Ruiz"),), published=None)
    row(
        "gauge",
        headline="A quiet day",
        bylines=(Byline("Bo Lee"),),
        body=(paragraph("Nobody read the gauge after the flood."),),
    )
    harbor, water = Section.objects.get(name="Harbor").pk, Topic.objects.get(name="water").pk
    assert listed({"section": harbor}) == ["flood"]
    assert listed({"topic": water}) == ["flood"]
    assert listed({"byline": "zoë án"}) == listed({"byline": "Zoë"}) == ["flood"]
    assert listed({"byline": "ruiz"}) == ["ferry"]
    assert listed({"state": "draft"}) == ["ferry"]
    assert listed({"q": "flood"}) == ["flood", "gauge"]
    assert listed({"q": "flood", "state": "published", "section": harbor, "topic": water, "byline": "Zoë"}) == ["flood"]
    assert listed({"q": "ferry", "state": "published"}) == []


@pytest.mark.parametrize(
    "query", [{"state": "x"}, {"section": "x"}, {"topic": "99999"}, {"byline": '"\\%'}, {"p": "x"}]
)
def test_a_filter_that_is_none_is_no_error(query: dict[str, str]) -> None:
    row("flood")
    assert signed_in(member("Editors")).get(reverse(LIST), query).status_code in (200, 404)


def home(user: User) -> str:
    answer = signed_in(user).get("/desk/")
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_first_page_tells_what_waits_for_whom() -> None:
    author, editor = member("Authors"), member("Editors")
    reviewed("waiting", author)
    scheduled("later")
    told = home(editor)
    assert "Awaiting your review" in told
    assert "sent by authors" in told
    assert "Coming out within a day" in told
    assert "Handed in by you" not in told
    told = home(author)
    assert "Awaiting your review" not in told
    assert "Handed in by you" in told
    assert "What you worked on last" in told


def test_the_first_page_leads_to_what_changed_since_the_last_review() -> None:
    author, editor = member("Authors"), member("Editors")
    one = reviewed("flood", author, "reject")
    latest = Story.objects.get(pk=one.pk).get_latest_revision_as_object()
    latest.headline = "Another headline"
    new = latest.save_revision(user=author)
    Story.objects.get(pk=one.pk).current_workflow_state.resume(user=author)
    told = home(editor)
    assert "What has changed since" in told
    assert f"...{new.pk}/" in told


@pytest.mark.parametrize("role", ["Contributors", "Mail-room", "Administrators"])
def test_the_first_page_tells_nobody_of_drafts_that_they_may_not_see(role: str) -> None:
    reviewed("waiting", member("Authors"))
    Story.objects.filter(slug="waiting").update(headline="A secret")
    scheduled("later")
    Story.objects.filter(slug="later").update(headline="A secret")
    assert "A secret" not in home(member(role))
