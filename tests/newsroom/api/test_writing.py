"""What editors' own tools write: as far as their person may, and nothing is lost."""

from datetime import timedelta

import msgspec
import pytest
from django.urls import reverse
from django.utils import timezone
from hypothesis import given, settings
from wagtail.models import ModelLogEntry

from freesheet.story.file import write
from freesheet.story.nodes import Story as Node
from newsroom.api.actions import SHOWN
from newsroom.api.models import Scope, Token
from newsroom.desk.models import Story
from newsroom.staff.models import User
from tests.newsroom.api.asking import Asking, nobody, tool_of
from tests.newsroom.conftest import member, signed_in
from tests.newsroom.desk.rows import image_bytes, of, row, story
from tests.strategies import picture, stories

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("staffed")]
HEADLINE = "The pier reopens"
TEXT = [{"type": "paragraph", "content": [{"type": "text", "text": "It rained."}]}]


def begun(tool: Asking, **fields):
    answer = tool.send("POST", "/desk/stories", {"headline": HEADLINE, "body": TEXT, **fields})
    assert answer.status_code == 201, answer.content
    return answer.json()


def verb(tool: Asking, draft, name: str, body=None):
    return tool.send("POST", f"/desk/stories/{draft['key']}/{name}", body, if_match=f'"{draft["tag"]}"')


def changed(tool: Asking, draft, **fields):
    return tool.send("PATCH", f"/desk/stories/{draft['key']}", fields, if_match=f'"{draft["tag"]}"')


def test_a_story_from_a_contributors_tool_to_its_withdrawal():
    writer, editor = tool_of(member("Contributors")), tool_of(member("Editors"))
    draft = begun(writer)
    assert draft["state"] == "draft"
    draft = changed(writer, draft, dek="Ten free pages.", topics=["Water"]).json()
    assert (draft["story"]["headline"], draft["story"]["dek"], draft["story"]["topics"]) == (
        HEADLINE,
        "Ten free pages.",
        ["Water"],
    )
    assert verb(writer, draft, "publish").status_code == 403
    assert verb(writer, draft, "submit").json()["state"] == "in review"
    assert changed(writer, draft, dek="Too late.").status_code == 423
    assert nobody().get("/stories/the-pier-reopens").status_code == 404
    assert verb(editor, draft, "publish").json()["state"] == "published"
    assert nobody().get("/stories/the-pier-reopens").json()["story"]["body"] == TEXT
    assert verb(editor, draft, "correct", {"wrong": "Nine.", "right": "Ten."}).json()["state"] == "corrected"
    assert verb(editor, draft, "withdraw", {"why": "We could not verify it."}).json()["state"] == "withdrawn"
    assert verb(editor, draft, "withdraw", {"why": "Once more."}).status_code == 409
    told = nobody().get("/stories/the-pier-reopens").json()
    assert told["withdrawal"]["why"] == "We could not verify it."
    assert "body" not in told["story"]
    kept = Story.objects.get(key=draft["key"])
    actions = ModelLogEntry.objects.filter(object_id=str(kept.pk)).values_list("action", flat=True)
    assert {"wagtail.create", "wagtail.edit", "wagtail.workflow.start", "wagtail.publish", "desk.correct",
            "desk.withdraw"} <= set(actions)  # fmt: skip


def test_two_tools_at_once_lose_nothing():
    tool = tool_of(member("Editors"))
    draft = begun(tool)
    assert changed(tool, draft, dek="The first.").status_code == 200
    second = changed(tool, draft, dek="The second.")
    assert (second.status_code, second["Content-Type"]) == (412, "application/problem+json")
    assert tool.get(f"/desk/stories/{draft['key']}").json()["story"]["dek"] == "The first."
    without = tool.send("PATCH", f"/desk/stories/{draft['key']}", {"dek": "The third."})
    assert without.status_code == 428


def test_an_autosave_at_the_desk_is_noticed():
    user = member("Editors")
    tool = tool_of(user)
    draft = begun(tool)
    kept = Story.objects.get(key=draft["key"]).get_latest_revision_as_object()
    kept.dek = "Typed at the desk."
    kept.save_revision(user=user, overwrite_revision=kept.latest_revision)
    assert changed(tool, draft, dek="From the tool.").status_code == 412


def test_a_change_of_a_published_story_is_not_seen_before_it_is_published():
    tool, one = tool_of(member("Authors")), row()
    draft = tool.get(f"/desk/stories/{one.key}").json()
    assert changed(tool, draft, headline="Not yet for readers").status_code == 200
    assert nobody().get("/stories/library-printer").json()["headline"] == "Library printer stays free"


def test_a_correction_keeps_what_is_being_written():
    tool, one = tool_of(member("Editors")), row()
    draft = tool.get(f"/desk/stories/{one.key}").json()
    draft = changed(tool, draft, headline="Being written").json()
    draft = verb(tool, draft, "correct", {"wrong": "Nine.", "right": "Ten.", "substantial": True}).json()
    told = nobody().get("/stories/library-printer").json()
    assert (told["headline"], told["corrections"][0]["right"]) == ("Library printer stays free", "Ten.")
    assert draft["story"]["headline"] == "Being written"
    assert draft["story"]["corrections"][0]["right"] == "Ten."
    assert verb(tool, draft, "publish").status_code == 200
    told = nobody().get("/stories/library-printer").json()
    assert (told["headline"], len(told["corrections"])) == ("Being written", 1)


def test_a_story_is_scheduled_and_put_under_an_embargo():
    tool = tool_of(member("Editors"))
    later = (timezone.now() + timedelta(days=1)).isoformat()
    scheduled = verb(tool, begun(tool, headline="First"), "publish", {"at": later})
    assert (scheduled.status_code, scheduled.json()["state"]) == (200, "scheduled")
    held = verb(tool, begun(tool, headline="Second", embargo=later), "publish")
    assert held.json()["state"] == "embargoed"
    assert nobody().get("/stories").json()["stories"] == []
    past = (timezone.now() - timedelta(days=1)).isoformat()
    assert verb(tool, begun(tool, headline="Third"), "publish", {"at": past}).status_code == 422


MARKDOWN = """\
## What was decided

The county *voted*.[^1]

![The pier](pier.png)

[^1]: Seven to two.
"""


def test_markdown_is_taken_in_with_the_desks_pictures():
    of(story(picture("pier.png"), slug="other"), pier_png=image_bytes())
    tool = tool_of(member("Contributors"))
    answer = tool.send("POST", "/desk/stories", {"headline": HEADLINE, "markdown": MARKDOWN})
    draft = answer.json()
    kinds = [block["type"] for block in draft["story"]["body"]]
    assert (answer.status_code, draft["left_out"]) == (201, [])
    assert kinds == ["heading", "paragraph", "picture"]
    assert draft["story"]["body"][2]["file"] == "pier.png"
    assert draft["story"]["body"][2]["alt"] == "The pier"


def test_what_markdown_brings_and_the_desk_has_not_is_told():
    tool = tool_of(member("Contributors"))
    sent = {"markdown": f"# {HEADLINE}\n\nText.\n\n![A cat](https://example.org/cat.png)\n"}
    draft = tool.send("POST", "/desk/stories", sent).json()
    assert draft["story"]["headline"] == HEADLINE
    assert [one["what"] for one in draft["left_out"]] == ["picture"]


def test_markdown_that_repeats_the_headline_says_it_once():
    tool = tool_of(member("Contributors"))
    draft = changed(tool, begun(tool), markdown=f"# {HEADLINE}\n\nIt snowed.").json()
    assert [block["type"] for block in draft["story"]["body"]] == ["paragraph"]


@pytest.mark.parametrize(
    ("sent", "status", "sentence"),
    [
        (b"{", 422, "is not JSON"),
        (b"\xff", 422, "is not JSON"),
        (b"[" * 100_000, 422, "nested too deep"),
        (b"[]", 422, "must be a table of names and values"),
        ({}, 422, "needs a headline"),
        ({"headline": ""}, 422, "`headline` must not be empty"),
        ({"headline": "x" * 301}, 422, "300 characters long at most"),
        ({"headlin": "x"}, 422, "There is no field `headlin`"),
        ({"headline": HEADLINE, "slug": "Not a slug"}, 422, "`slug` must be small letters"),
        ({"headline": HEADLINE, "body": [{"type": "poem"}]}, 422, "can't be 'poem'"),
        ({"headline": HEADLINE, "body": TEXT, "markdown": "x"}, 422, "sent twice"),
        ({"headline": HEADLINE, "section": "Nowhere"}, 403, "There is no section “Nowhere”"),
        ({"headline": HEADLINE, "topics": [" "]}, 422, "has 1 to 120 characters"),
        ({"headline": HEADLINE, "translation_of": "nothing"}, 422, "There is no story nothing"),
        ({"headline": HEADLINE, "embargo": "0001-01-01T00:00:00+14:00"}, 422, "`embargo` is in the year 1"),
        ({"headline": HEADLINE, "lead": {"file": "cat.png"}}, 422, "There is no picture cat.png at the desk"),
        ({"headline": HEADLINE, "markdown": "---\nheadline: [\n---\n"}, 422, "the front matter is not YAML"),
        ({"headline": HEADLINE, "origin": {"partner": "P", "address": "nonsense"}}, 403, "There is no partner"),
    ],
)
def test_what_can_not_be_a_story_is_told_in_a_sentence(sent, status, sentence):
    answer = tool_of(member("Contributors")).send("POST", "/desk/stories", sent)
    assert (answer.status_code, answer["Content-Type"]) == (status, "application/problem+json")
    assert sentence in answer.json()["detail"]
    assert Story.objects.count() == 0


@pytest.mark.parametrize(
    ("name", "sent", "sentence"),
    [
        ("correct", {"wrong": " ", "right": "x"}, "`wrong` must not be empty"),
        ("correct", {"wrong": "x"}, "`right` is missing"),
        ("withdraw", {}, "`why` is missing"),
        ("withdraw", {"why": " \t"}, "`why` must not be empty"),
        ("publish", {"at": "tomorrow"}, "`at` must be a date and time with a zone"),
    ],
)
def test_a_verb_without_what_it_needs(name, sent, sentence):
    tool, one = tool_of(member("Editors")), row()
    answer = verb(tool, tool.get(f"/desk/stories/{one.key}").json(), name, sent)
    assert answer.status_code == 422
    assert sentence in answer.json()["detail"]


def test_a_story_from_elsewhere_is_not_published_without_what_readers_must_have():
    tool = tool_of(member("Editors"))
    draft = begun(tool, origin={"partner": "The Wire"})
    answer = verb(tool, draft, "publish")
    assert answer.status_code == 422
    assert "names where, what and when" in answer.json()["detail"]
    whole = {"partner": "The Wire", "address": "https://wire.example.org/1", "title": "A", "published": "2026-05-01"}
    draft = changed(tool, draft, origin=whole).json()
    answer = verb(tool, draft, "publish")
    assert answer.status_code == 422
    assert "under which licence" in answer.json()["detail"]
    draft = changed(tool, draft, origin={**whole, "licence": "CC BY 4.0"}).json()
    assert verb(tool, draft, "publish").status_code == 200


@settings(max_examples=30)
@given(stories())
def test_what_a_tool_reads_it_can_send_back(node: Node):
    """A story comes through the API as it was; pictures and what the desk has not are left out of the question."""
    Story.objects.all().delete()
    Token.objects.all().delete()
    user = member("Publishers", f"publisher-{User.objects.count()}")
    tool = tool_of(user)
    sent = {
        name: value
        for name, value in msgspec.json.decode(write(node)).items()
        if name in ("headline", "dek", "language", "kind", "bylines", "topics", "sources", "terms")
    }
    answer = tool.send("POST", "/desk/stories", sent)
    assert answer.status_code in (201, 422), answer.content
    if answer.status_code == 201:
        told = answer.json()
        again = {name: told["story"][name] for name in sent if name in told["story"]}
        back = changed(tool, told, **again).json()
        assert back["story"] == told["story"]


def test_all_of_a_draft_is_told():
    draft = begun(
        tool_of(member("Editors")), remarks="Call Ana.", language="es", series={"name": "Piers", "position": 2}
    )
    assert (draft["remarks"], draft["story"]["series"]) == ("Call Ana.", {"name": "Piers", "position": 2})
    kept = Story.objects.get(key=draft["key"])
    assert str(kept.created_by) == "editors"


def test_a_list_of_drafts_in_pages():
    tool = tool_of(member("Contributors"))
    keys = [begun(tool, headline=f"Story {number}")["key"] for number in range(5)]
    seen, after = list[str](), ""
    while True:
        told = tool.get(f"/desk/stories?limit=2&cursor={after}").json()
        seen += [one["key"] for one in told["drafts"]]
        if not told["next"]:
            break
        after = told["next"]
    assert seen == keys[::-1]


# ── The page of tokens ───────────────────────────────────────────────────────────────────────────────


def test_a_token_is_made_shown_once_and_revoked():
    client = signed_in(member("Contributors"))
    page = client.post(reverse("api_tokens"), {"name": "proofs", "scope": "write", "days": "30"})
    secret = page.context["secret"]
    assert secret.encode() in page.content
    tool = Asking(secret)
    assert tool.get("/desk/stories").status_code == 200
    later = client.get(reverse("api_tokens"))
    assert secret.encode() not in later.content
    assert secret[:SHOWN].encode() in later.content
    client.post(reverse("api_revoke", args=[Token.objects.get().pk]))
    assert tool.get("/desk/stories").status_code == 401
    assert secret[:SHOWN].encode() not in client.get(reverse("api_tokens")).content
    actions = set(ModelLogEntry.objects.values_list("action", flat=True))
    assert {"api.token_made", "api.token_revoked"} <= actions


@pytest.mark.parametrize(
    "sent", [{}, {"name": "x", "scope": "everything", "days": "30"}, {"name": "x", "scope": "read", "days": "99999"}]
)
def test_a_token_needs_a_name_a_scope_and_an_end(sent):
    answer = signed_in(member("Contributors")).post(reverse("api_tokens"), sent)
    assert (answer.status_code, Token.objects.count()) == (422, 0)


def test_nobody_revokes_anothers_token():
    tool_of(member("Editors"), Scope.READ)
    client = signed_in(member("Contributors"))
    assert client.post(reverse("api_revoke", args=[Token.objects.get().pk])).status_code == 404
    assert Token.objects.get().revoked is None
    assert b"a tool" not in client.get(reverse("api_tokens")).content


def test_a_new_role_holds_for_old_tokens():
    user = member("Editors")
    tool, one = tool_of(user), row()
    user.groups.clear()
    assert tool.get(f"/desk/stories/{one.key}").status_code == 401


def test_text_that_no_edition_can_carry_is_left_out():
    draft = begun(tool_of(member("Editors")), headline="A\u0000 pier\u202e")
    assert draft["story"]["headline"] == "A pier"
    assert Story.objects.get(key=draft["key"]).slug == "a-pier"
