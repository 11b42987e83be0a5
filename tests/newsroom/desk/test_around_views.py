"""What each role can do with what stands around the stories, at the desk's pages."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from newsroom.desk.models import FixedPage, FrontPage, Issue, Redirect
from newsroom.pressroom.queries import waiting
from tests.newsroom.conftest import member, signed_in
from tests.newsroom.desk.arounds import fixed, issue
from tests.newsroom.desk.rows import row

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("staffed")]

OF_A_DRAFT = ("edit", "history", "delete", "usage", "unpublish", "preview_on_edit", "copy")


def pages() -> tuple[str, ...]:
    """Every page of the desk that tells of a draft, or changes what stands around the stories."""
    number, page, front = issue(row(), title="A secret issue"), fixed(title="A secret page"), FrontPage.only()
    one = Redirect.objects.create(source="/secret", target="/b/")
    return (
        *(reverse(f"wagtailsnippets_desk_issue:{name}", args=[number.pk]) for name in OF_A_DRAFT),
        *(reverse(f"wagtailsnippets_desk_fixedpage:{name}", args=[page.pk]) for name in OF_A_DRAFT),
        *(reverse(f"wagtailsnippets_desk_frontpage:{name}", args=[front.pk]) for name in ("edit", "history")),
        *(reverse(f"wagtailsnippets_desk_redirect:{name}", args=[one.pk]) for name in ("edit", "delete")),
        *(
            reverse(f"wagtailsnippets_desk_{model}:{name}")
            for model in ("issue", "fixedpage", "redirect")
            for name in ("list", "add")
        ),
        reverse("wagtailsnippets_desk_frontpage:list"),
        reverse("desk_issue_editions", args=[number.pk]),
        reverse("desk_issue_file", args=[number.pk, "text"]),
        reverse("desk_import_redirects"),
    )


def test_an_outsider_is_asked_to_sign_in_everywhere():
    outsider = Client(HTTP_HOST="127.0.0.1")
    for page in pages():
        answer = outsider.get(page)
        assert (answer.status_code, answer["Location"].partition("?")[0]) == (302, "/accounts/login/"), page


@pytest.mark.parametrize("role", ["Contributors", "Authors", "Mail-room", "Donor-care", "Administrators"])
def test_who_does_not_publish_sees_none_of_it(role):
    client = signed_in(member(role))
    for page in pages():
        answer = client.get(page)
        assert answer.status_code in (302, 403), page
        assert b"secret" not in answer.content, page


@pytest.mark.parametrize("role", ["Editors", "Publishers"])
def test_who_publishes_stories_publishes_what_is_around_them(role):
    client = signed_in(member(role))
    for page in pages():
        if page.split("/")[3] in ("delete", "unpublish", "preview"):
            continue
        answer = client.get(page)
        assert answer.status_code == 200 or page == reverse("wagtailsnippets_desk_frontpage:list"), page


def test_an_editor_deletes_no_issue_and_no_page_and_a_publisher_does():
    number, page = issue(row()), fixed()
    addresses = [
        reverse("wagtailsnippets_desk_issue:delete", args=[number.pk]),
        reverse("wagtailsnippets_desk_fixedpage:delete", args=[page.pk]),
    ]
    for role, left in (("Editors", 1), ("Publishers", 0)):
        client = signed_in(member(role))
        for address in addresses:
            client.post(address)
        assert (Issue.objects.count(), FixedPage.objects.count()) == (left, left)


def test_there_is_one_front_page():
    client = signed_in(member("Publishers"))
    client.user = None  # type: ignore[attr-defined]
    answer = client.get(reverse("wagtailsnippets_desk_frontpage:list"))
    assert answer["Location"] == reverse("wagtailsnippets_desk_frontpage:edit", args=[1])
    assert client.get(reverse("wagtailsnippets_desk_frontpage:add")).status_code == 302
    client.post(reverse("wagtailsnippets_desk_frontpage:delete", args=[1]))
    assert FrontPage.objects.count() == 1


def choice(prefix: str, *numbers: int) -> dict[str, object]:
    """What a list of chosen stories sends."""
    sent: dict[str, object] = {
        f"{prefix}-TOTAL_FORMS": len(numbers),
        f"{prefix}-INITIAL_FORMS": 0,
        f"{prefix}-MIN_NUM_FORMS": 0,
        f"{prefix}-MAX_NUM_FORMS": 1000,
    }
    for place, number in enumerate(numbers):
        sent |= {
            f"{prefix}-{place}-story": number,
            f"{prefix}-{place}-id": "",
            f"{prefix}-{place}-ORDER": place + 1,
            f"{prefix}-{place}-DELETE": "",
        }
    return sent


def test_an_issue_is_written_and_published_at_its_form():
    one, other = row(), row("other")
    client = signed_in(member("Editors"))
    sent = {"title": "The mail number", "introduction": "Two.", "number": "", "published": "", "slug": ""}
    answer = client.post(
        reverse("wagtailsnippets_desk_issue:add"),
        {**sent, **choice("stories", other.pk, one.pk), "action-publish": "1"},
    )
    assert answer.status_code == 302
    kept = Issue.objects.get()
    assert [entry.story_id for entry in kept.stories.all()] == [other.pk, one.pk]
    assert (kept.slug, kept.live, waiting()) == ("the-mail-number", True, 1)


@pytest.mark.parametrize(
    ("typed", "chosen", "says"),
    [
        ({"title": ""}, (0,), "This field is required"),
        ({}, (), "Choose the stories of this issue"),
        ({}, (0, 0), "is chosen 2 times; keep one"),
        ({}, (99,), "Select a valid choice"),
        ({"published": "2090-01-01 00:00"}, (0,), "Schedule the issue for then instead"),
        ({"slug": "no such slug"}, (0,), "valid “slug”"),
    ],
)
def test_an_issue_that_can_not_be_published_says_why(typed, chosen, says):
    stories = [row()]
    numbers = [stories[place].pk if place < len(stories) else 9999 for place in chosen]
    sent = {"title": "Mail", "introduction": "", "number": "", "published": "", "slug": "", **typed}
    answer = signed_in(member("Editors")).post(
        reverse("wagtailsnippets_desk_issue:add"), {**sent, **choice("stories", *numbers), "action-publish": "1"}
    )
    assert answer.status_code == 200
    assert says in answer.content.decode()
    assert (Issue.objects.count(), waiting()) == (0, 0)


def test_a_draft_of_an_issue_may_have_no_stories_yet():
    sent = {"title": "Mail", "introduction": "", "number": "", "published": "", "slug": "", **choice("stories")}
    signed_in(member("Editors")).post(reverse("wagtailsnippets_desk_issue:add"), sent)
    assert (Issue.objects.get().live, waiting()) == (False, 0)


def test_picks_are_published_at_their_form():
    one, other = row(), row("other")
    client, address = signed_in(member("Editors")), reverse("wagtailsnippets_desk_frontpage:edit", args=[1])
    FrontPage.only()
    client.post(address, {**choice("picks", other.pk, one.pk), "action-publish": "1"})
    assert [pick.story_id for pick in FrontPage.only().picks.all()] == [other.pk, one.pk]
    assert waiting() == 1


def test_an_edition_of_an_issue_is_a_file():
    number = issue(row())
    client = signed_in(member("Editors"))
    answer = client.get(reverse("desk_issue_file", args=[number.pk, "text"]))
    assert b"Library printer stays free" in answer.content
    assert answer["Content-Disposition"] == 'attachment; filename="text.txt"'
    assert client.get(reverse("desk_issue_file", args=[number.pk, "papyrus"])).status_code == 404
    empty = issue(title="Empty")
    assert client.get(reverse("desk_issue_file", args=[empty.pk, "text"])).status_code == 404
    assert "has no stories yet" in client.get(reverse("desk_issue_editions", args=[empty.pk])).content.decode()


def test_a_redirect_is_added_changed_and_taken_away_at_its_form():
    client = signed_in(member("Editors"))
    client.post(
        reverse("wagtailsnippets_desk_redirect:add"),
        {"source": "https://lantern.example.org/?p=1", "target": "/a/", "status": 301},
    )
    one = Redirect.objects.get()
    assert (one.source, waiting()) == ("/?p=1", 1)
    client.post(reverse("wagtailsnippets_desk_redirect:delete", args=[one.pk]))
    assert (Redirect.objects.count(), waiting()) == (0, 2)


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("a.csv", b"from,to\n/a,/b/\n", "1 new, 0 changed, 0 known already."),
        ("a.csv", b"from;to;status\n/a;/b/;308\n", "1 new"),
        ("a.csv", b"from,to\n/a\n", "a.csv, line 2: there is no"),
        ("a.csv", b"old,new\n/a,/b/\n", "the first line must be: from,to,status"),
        ("a.csv", b"from,to\n\xff\xfe,/b/\n", "this is not UTF-8"),
        ("a.xlsx", b"PK\x03\x04\x00\x00", "a.xlsx, line 1"),
        ("a.csv", b"", "The submitted file is empty."),
    ],
)
def test_a_table_of_redirects_is_taken_in_with_a_report(name, data, says):
    answer = signed_in(member("Editors")).post(
        reverse("desk_import_redirects"), {"file": SimpleUploadedFile(name, data)}
    )
    assert says in answer.content.decode()
