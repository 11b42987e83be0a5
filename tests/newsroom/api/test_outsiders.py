"""What is not for readers is nowhere in the API, whoever asks; and what a tool may do is what its person may."""

from datetime import timedelta

import pytest
from django.core.cache import caches
from django.utils import timezone

from newsroom.api.actions import make_token, revoke
from newsroom.api.models import Scope, Token
from newsroom.desk.models import Story
from newsroom.pressroom.actions import note_change, press_changes
from newsroom.staff.models import User
from tests.newsroom.api.asking import Asking, expired, nobody, tool_of
from tests.newsroom.conftest import member, signed_in
from tests.newsroom.desk.rows import NOON, of, row, story

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("staffed")]

HIDDEN = "Nobody may know this"
KINDS = ("draft", "scheduled", "dated", "embargoed", "unpublished", "deleted", "newer version")
ASKERS = ("nobody", "wrong", "revoked", "expired", "dismissed", "contributor", "author", "editor")


def hidden(kind: str) -> Story:
    """A story of which readers may see nothing; in the last case, nothing of its newer version."""
    is_live = kind not in ("draft", "scheduled")
    one = row("hidden", headline=HIDDEN, dek=HIDDEN, published=NOON if is_live else None)
    later = timezone.now() + timedelta(days=2)
    match kind:
        case "scheduled":
            one.go_live_at = later
            one.save_revision().publish()
        case "dated":
            Story.objects.filter(pk=one.pk).update(published=later)
        case "embargoed":
            Story.objects.filter(pk=one.pk).update(embargo=later)
        case "unpublished":
            one.unpublish()
        case "deleted":
            one.delete()
        case "newer version":
            Story.objects.filter(pk=one.pk).update(headline="As readers know it", dek="")
            one = Story.objects.get(pk=one.pk)
            one.headline = one.dek = HIDDEN
            one.save_revision()
        case _:
            pass
    return one


def someone(role: str) -> User:
    """Another member of the staff in a role."""
    return member(role, f"{role.lower()}-{User.objects.count()}")


def asker(name: str) -> Asking:
    match name:
        case "wrong":
            return Asking("freesheet_" + "x" * 43)
        case "revoked":
            token, secret = make_token(
                user=someone("Editors"), name="lost", scope=Scope.WRITE, days=9, now=timezone.now()
            )
            revoke(token=token, user=token.user, now=timezone.now())
            return Asking(secret)
        case "expired":
            return expired(someone("Editors"))
        case "dismissed":
            user = someone("Editors")
            tool = tool_of(user)
            user.is_active = False
            user.save()
            return tool
        case "contributor" | "author" | "editor":
            return tool_of(someone(f"{name.capitalize()}s"))
        case _:
            return nobody()


PUBLIC = (
    "/stories",
    "/stories?q=nobody",
    "/stories?language=en",
    "/stories/id-hidden",
    "/stories/hidden",
    "/stories/hidden?text=html",
    "/stories/hidden?text=plain",
    "/stories/hidden/editions",
    "/stories/id-hidden/editions",
    "/issues",
    "/changes",
)


@pytest.mark.parametrize("kind", KINDS)
def test_what_readers_may_not_see_is_nowhere(config, kind):
    other = row("other", headline="For everybody")
    one = hidden(kind)
    note_change(keys=[other.key, one.key], what="published")
    press_changes(config=config, now=timezone.now())
    seen = {other.key, one.key} if kind == "newer version" else {other.key}
    nothing = {"title": "Not Found", "status": 404, "detail": nobody().get("/stories/never-was").json()["detail"]}
    for who in ASKERS:
        caches["here"].clear()
        tool = asker(who)
        for path in PUBLIC:
            answer = tool.get(path)
            assert HIDDEN.encode() not in answer.content, (who, path)
            if "hidden" in path and kind != "newer version":
                assert (answer.status_code, answer.json()) == (404, nothing), (who, path)
        assert {change["key"] for change in tool.get("/changes").json()["changes"]} == seen, who


DESK = (
    ("GET", "/desk/stories", 200),
    ("GET", "/desk/stories/id-hidden", 404),
    ("PATCH", "/desk/stories/id-hidden", 404),
    ("POST", "/desk/stories/id-hidden/submit", 404),
    ("POST", "/desk/stories/id-hidden/publish", 404),
    ("POST", "/desk/stories/id-hidden/correct", 404),
    ("POST", "/desk/stories/id-hidden/withdraw", 404),
)
SENT = {
    "/desk/stories/id-hidden": {"dek": "Changed"},
    "/desk/stories/id-hidden/correct": {"wrong": "a", "right": "b"},
    "/desk/stories/id-hidden/withdraw": {"why": "It was wrong."},
}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("who", ["nobody", "wrong", "revoked", "expired", "dismissed", "contributor"])
def test_the_desk_opens_to_no_outsider(kind, who):
    one, tool = hidden(kind), asker(who)
    before = Story.objects.filter(pk=one.pk).values().first()
    for method, path, allowed in DESK:
        answer = tool.send(method, path, SENT.get(path), if_match='"0-0"') if method != "GET" else tool.get(path)
        assert answer.status_code == (allowed if who == "contributor" else 401), (method, path)
        assert HIDDEN.encode() not in answer.content, (method, path)
    assert Story.objects.filter(pk=one.pk).values().first() == before


@pytest.mark.parametrize("role", ["Mail-room", "Donor-care", "Administrators"])
def test_who_has_nothing_to_do_with_stories_sees_and_writes_none(role):
    hidden("draft")
    tool = tool_of(member(role))
    assert tool.get("/desk/stories").json()["drafts"] == []
    assert tool.get("/desk/stories/id-hidden").status_code == 404
    assert tool.send("POST", "/desk/stories", {"headline": "Mine"}).status_code == 403
    assert Story.objects.count() == 1


def test_a_withdrawn_story_has_its_notice_and_not_its_text(config):
    words = "A body that goes."
    one = of(story(words, slug="hidden", dek=HIDDEN))
    Story.objects.filter(pk=one.pk).update(withdrawn=NOON, why_withdrawn="We could not verify it.")
    for text in ("nodes", "html", "markdown", "plain"):
        told = nobody().get(f"/stories/hidden?text={text}")
        assert told.json()["state"] == "withdrawn"
        assert told.json()["withdrawal"]["why"] == "We could not verify it."
        assert HIDDEN.encode() not in told.content
        assert words.encode() not in told.content
    assert nobody().get("/stories/hidden").json()["story"].get("body") is None


def test_a_translation_does_not_name_a_hidden_original():
    original = row("original", published=None)
    one = row("translated")
    Story.objects.filter(pk=one.pk).update(translation_of=original)
    assert original.key.encode() not in nobody().get("/stories/translated").content


def test_a_token_that_may_read_does_not_write():
    user = someone("Editors")
    tool, one = tool_of(user, Scope.READ), row("hidden", published=None)
    assert tool.get(f"/desk/stories/{one.key}").status_code == 200
    for method, path, _ in DESK[2:]:
        answer = tool.send(method, path, SENT.get(path), if_match='"0-0"')
        assert answer.status_code == 403, path
    assert tool.send("POST", "/desk/stories", {"headline": "Mine"}).status_code == 403
    assert Story.objects.get(pk=one.pk).latest_revision is None


def test_no_page_of_another_site_may_write():
    asked = nobody().send("OPTIONS", "/stories", origin="https://app.example.org", access_control_request_method="GET")
    assert asked["Access-Control-Allow-Origin"] == "*"
    asked = nobody().send(
        "OPTIONS", "/desk/stories", origin="https://app.example.org", access_control_request_method="POST"
    )
    assert "Access-Control-Allow-Origin" not in asked


def test_a_session_of_the_desk_opens_nothing():
    row("hidden", headline=HIDDEN, published=None)
    assert signed_in(someone("Editors")).get("/api/v1/desk/stories").status_code == 401


def test_the_token_itself_is_kept_nowhere():
    token, secret = make_token(user=someone("Editors"), name="a tool", scope=Scope.READ, days=1, now=timezone.now())
    kept = "".join(str(value) for value in Token.objects.filter(pk=token.pk).values_list().first() or ())
    assert secret not in kept
    assert len(secret) - len(token.begins) >= 37
