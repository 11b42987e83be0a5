"""What each role can do at the desk, and that an outsider gets nothing."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from newsroom.desk.actions import share
from newsroom.desk.guarding import PAGES
from newsroom.desk.models import PreviewLink, Story
from newsroom.desk.viewsets import StoryViewSet
from newsroom.pressroom.queries import waiting
from tests.newsroom.conftest import member, signed_in
from tests.newsroom.desk.rows import row

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("staffed")]


def address(name: str, *arguments: object) -> str:
    return reverse(name, args=arguments)


def edit(story: Story) -> str:
    return address("wagtailsnippets_desk_story:edit", story.pk)


def pages(story: Story) -> tuple[str, ...]:
    """The desk's pages that tell of a story."""
    snippets = ("edit", "history", "delete", "usage", "unpublish", "preview_on_edit", "copy", "workflow_history")
    return (
        address("wagtailsnippets_desk_story:list"),
        address("wagtailsnippets_desk_story:add"),
        *(address(f"wagtailsnippets_desk_story:{name}", story.pk) for name in snippets),
        address("desk_withdraw", story.pk),
        address("desk_share", story.pk),
        address("desk_names", "topic"),
    )


def test_an_outsider_is_asked_to_sign_in_everywhere():
    outsider = Client(HTTP_HOST="127.0.0.1")
    for page in pages(row(published=None, headline="A secret")):
        answer = outsider.get(page)
        assert answer.status_code == 302, page
        assert answer["Location"].startswith("/accounts/login/"), page
        assert b"A secret" not in answer.content


def test_wagtails_own_way_in_leads_to_ours():
    answer = Client(HTTP_HOST="127.0.0.1").post("/desk/login/", {"username": "x", "password": "y"})
    assert (answer.status_code, answer["Location"]) == (302, "/accounts/login/")


@pytest.mark.parametrize("role", ["Mail-room", "Donor-care", "Administrators"])
def test_who_has_nothing_to_do_with_stories_sees_none(role):
    client = signed_in(member(role))
    for page in pages(row(published=None, headline="A secret")):
        answer = client.get(page)
        assert b"A secret" not in answer.content, page
        assert answer.status_code in (302, 403) or page.endswith("/names/topic/"), page


@pytest.mark.parametrize(
    ("role", "own", "may"),
    [
        ("Contributors", True, True),
        ("Contributors", False, False),
        ("Authors", False, True),
        ("Editors", False, True),
        ("Publishers", False, True),
    ],
)
def test_who_may_change_a_draft(role, own, may):
    user, draft = member(role), row(published=None)
    if own:
        Story.objects.filter(pk=draft.pk).update(created_by=user)
    assert (signed_in(user).get(edit(draft)).status_code == 200) is may


def test_a_contributor_may_not_change_what_is_published():
    user, one = member("Contributors"), row()
    Story.objects.filter(pk=one.pk).update(created_by=user)
    assert signed_in(user).get(edit(one)).status_code != 200


@pytest.mark.parametrize(
    ("role", "may"), [("Contributors", False), ("Authors", False), ("Editors", True), ("Publishers", True)]
)
def test_who_may_withdraw(role, may):
    one = row()
    answer = signed_in(member(role)).post(address("desk_withdraw", one.pk), {"why": "We could not verify it."})
    withdrawn = Story.objects.get(pk=one.pk).withdrawn is not None
    assert (answer.status_code, withdrawn) == ((302, True) if may else (answer.status_code, False))
    assert waiting() == int(may)


def test_a_withdrawal_needs_a_reason_and_can_be_taken_back():
    one, client = row(), signed_in(member("Editors"))
    answer = client.post(address("desk_withdraw", one.pk), {"why": " "})
    assert answer.status_code == 422
    assert b"This field is required" in answer.content
    client.post(address("desk_withdraw", one.pk), {"why": "We could not verify it."})
    client.post(address("desk_withdraw", one.pk), {"again": "1"})
    assert Story.objects.get(pk=one.pk).withdrawn is None


def test_a_withdrawal_does_not_publish_what_was_being_written():
    one = row(headline="As readers know it")
    one.headline = "Not yet for readers"
    one.save_revision()
    signed_in(member("Editors")).post(address("desk_withdraw", one.pk), {"why": "Wrong."})
    assert Story.objects.get(pk=one.pk).headline == "As readers know it"


def test_a_shared_link_shows_what_is_being_written_until_it_ends():
    one, editor = row(published=None), member("Editors")
    one.headline = "Being written"
    one.save_revision()
    client, outsider = signed_in(editor), Client(HTTP_HOST="127.0.0.1")
    client.post(address("desk_share", one.pk))
    link = PreviewLink.objects.get()
    answer = outsider.get(address("desk_shared", link.token))
    assert b"Being written" in answer.content
    assert (answer["X-Robots-Tag"], "no-store" in answer["Cache-Control"]) == ("noindex", True)
    assert outsider.get(address("desk_shared_mode", link.token, "print")).status_code == 200
    assert outsider.get(address("desk_shared_mode", link.token, "papyrus")).status_code == 404
    client.post(address("desk_end_sharing", link.pk))
    assert outsider.get(address("desk_shared", link.token)).status_code == 404


def test_a_shared_link_expires_and_is_not_guessed():
    link = share(story=row(published=None), user=member("Editors"), now=timezone.now() - timedelta(days=8))
    outsider = Client(HTTP_HOST="127.0.0.1")
    assert outsider.get(address("desk_shared", link.token)).status_code == 404
    assert outsider.get(address("desk_shared", link.token[:-1] + "x")).status_code == 404
    assert len(link.token) >= 43


def test_the_list_says_where_each_story_stands():
    row(), row("draft", headline="A draft", published=None)
    page = signed_in(member("Editors")).get(address("wagtailsnippets_desk_story:list")).content.decode()
    assert "Readers see it." in page
    assert "Nobody has published it yet." in page


def test_every_page_of_one_story_is_guarded():
    """A page that Wagtail brings along later must be looked at."""
    classes = {name for name in dir(StoryViewSet) if name.endswith("_view_class")}
    of_none = {
        "index_view_class",
        "add_view_class",
        "preview_on_add_view_class",
        "inspect_view_class",
        "reorder_view_class",
        "revisions_revert_view_class",
    }
    assert classes - of_none == set(PAGES)


@pytest.mark.parametrize("name", ["edit", "history", "delete", "usage", "unpublish", "preview_on_edit", "copy"])
def test_a_contributor_sees_no_page_of_anothers_story(name):
    one = row(published=None, headline="A secret")
    answer = signed_in(member("Contributors")).get(address(f"wagtailsnippets_desk_story:{name}", one.pk))
    assert b"A secret" not in answer.content
    assert answer.status_code in (302, 403)
