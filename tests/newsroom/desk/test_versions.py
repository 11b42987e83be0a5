"""What the desk shows of a story's versions: the difference as prose, who wanted it so, and the way back."""

import re
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone
from lxml import html

from freesheet.story.nodes import Blocks, Byline, Correction, Source
from newsroom.desk.comparing import FIELDS, changes, thumbnails
from newsroom.desk.models import Section, Story, Topic
from newsroom.desk.reviews import verdicts, waiting
from newsroom.desk.stories import raw, stream
from newsroom.staff.models import User
from tests.newsroom.conftest import member, signed_in
from tests.newsroom.desk.rows import NOON, PUBLISH, image_bytes, of, published, row, story, story_form
from tests.strategies import heading, link, paragraph, picture, table

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("staffed"),
]

# What no editor writes: keys, states of Wagtail's, and what the desk keeps by itself.
NOT_COMPARED = {
    *("id", "key", "address", "aliases", "created_by", "live", "has_unpublished_changes", "first_published_at"),
    *("last_published_at", "expired", "locked", "locked_at", "locked_by", "live_revision", "latest_revision"),
}
MARKS = {"same": "{}", "gone": "[-{}-]", "new": "[+{}+]"}


def read(before: Story, after: Story) -> dict[str, list[str]]:
    """The changes as text."""
    return {
        change.label: [
            f"({line.left_out})"
            if line.left_out
            else " ".join(filter(None, (line.label, "".join(MARKS[one.fate].format(one.text) for one in line.pieces))))
            for line in change.lines
        ]
        for change in changes(before, after)
    }


def version(of_story: Story, **fields: Any) -> Story:
    """The story as it would be with these fields."""
    changed: Story = Story.objects.get(pk=of_story.pk)
    for name, value in fields.items():
        setattr(changed, name, value)
    return changed


def test_every_field_of_the_form_is_compared() -> None:
    fields = {field.name for field in (*Story._meta.concrete_fields, *Story._meta.many_to_many)}
    assert set(FIELDS) == fields - NOT_COMPARED


def test_a_headline_a_byline_and_a_source_are_read_word_by_word() -> None:
    before = row("flood", headline="The gauge was dead", bylines=(Byline("Ana Ruiz"),), sources=(Source("A report"),))
    after = version(
        before,
        headline="The gauge was broken",
        bylines=stream("byline", [Byline("Ana Ruiz", outlet="The Courier")]),
        sources=stream("source", [Source("A report", "The county")]),
        corrections=stream("correction", [Correction(NOON, "It said May.", "It was June.", substantial=True)]),
    )
    assert read(before, after) == {
        "Headline": ["The gauge was [-dead-][+broken+]"],
        "Bylines": ["Ana Ruiz[+, The Courier+]"],
        "Sources": ["A report[+, The county+]"],
        "Corrections": ["[+3 May 2026, 08:00 EDT: It said May. It was June. Substantial, at the top.+]"],
    }


def test_a_body_is_told_by_what_changed_and_a_line_around_it() -> None:
    texts = [f"Paragraph {name} of the story stays." for name in ("one", "two", "three", "four")]
    first: Blocks = (
        heading("How it began"),
        *map(paragraph, texts),
        paragraph("See ", link("here", "https://example.org/a")),
    )
    second: Blocks = (heading("How it went on"), *first[1:-1], paragraph("See ", link("here", "https://example.org/b")))
    before, after = of(story(*first, id="a", slug="a")), of(story(*second, id="b", slug="b"))
    assert read(before, after)["Body"] == [
        "Heading 2 How it [-began-][+went on+]",
        texts[0],
        "(2)",
        texts[3],
        "See [here](https://example.org/[-a-][+b+])",
    ]


def test_a_table_is_told_row_by_row() -> None:
    before = of(story(table(("Year", "Dead gauges"), ("2025", "3")), id="a", slug="a"))
    after = of(story(table(("Year", "Dead gauges"), ("2025", "4")), id="b", slug="b"))
    assert read(before, after)["Body"][-1] == "Row 2025 | [-3-][+4+]"


def test_a_picture_that_is_another_is_shown_with_the_one_that_it_was() -> None:
    one = of(story(id="a", slug="a", lead=picture("one.png", "A gauge")), one_png=image_bytes(colour="#000000"))
    two = of(story(id="b", slug="b", lead=picture("two.png", "A gauge")), two_png=image_bytes(colour="#ffffff"))
    found = [change for change in changes(one, two) if change.label == "Lead picture"]
    assert [line.pictures for change in found for line in change.lines] == [(("gone", "one.png"), ("new", "two.png"))]
    assert set(thumbnails(found)) == {"one.png", "two.png"}


def test_terms_are_told_by_their_names() -> None:
    before = row("flood", section="Town")
    after = version(before, section=Section.objects.create(name="Harbor"))
    after.topics = [Topic.objects.create(name="water")]
    assert read(before, after) == {"Section": ["[-Town-][+Harbor+]"], "Topics": ["[+water+]"]}


def test_a_half_written_correction_is_compared_too() -> None:
    before = row("flood")
    half = [{"type": "correction", "value": {"made": None, "wrong": "It said May.", "right": ""}}]
    assert read(before, version(before, corrections=half)) == {"Corrections": ["[+It said May.+]"]}


# ── The pages ────────────────────────────────────────────────────────────────────────────────────────


def compare(user: User, of_story: Story, before: object, after: object) -> str:
    url = reverse("wagtailsnippets_desk_story:revisions_compare", args=[of_story.pk, before, after])
    answer = signed_in(user).get(url)
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_page_escapes_what_was_written() -> None:
    one = published(row("flood"), headline="Safe")
    latest = one.get_latest_revision_as_object()
    latest.headline = "<script>alert(1)</script>"
    new = latest.save_revision()
    page = compare(member("Editors"), one, "live", new.pk)
    assert "<ins>&lt;script&gt;alert(1)&lt;/script&gt;</ins>" in page
    assert "<del>Safe</del>" in page
    assert "<script>alert" not in page


def reviewed(action: str, comment: str) -> tuple[Story, User]:
    """A story that was sent for review, decided, changed, and sent again."""
    author, editor = member("Authors"), member("Editors")
    one = row("flood", published=None, headline="The gauge was dead")
    one.save_revision(user=author)
    one.get_workflow().start(one, author)
    state = Story.objects.get(pk=one.pk).current_workflow_task_state
    state.reject(user=editor, comment=comment) if action == "reject" else state.approve(user=editor, comment=comment)
    latest = Story.objects.get(pk=one.pk).get_latest_revision_as_object()
    latest.headline = "The gauge was broken"
    latest.save_revision(user=author)
    again = Story.objects.get(pk=one.pk)
    if action == "reject":
        again.current_workflow_state.resume(user=author)
    else:
        again.get_workflow().start(again, author)
    return Story.objects.get(pk=one.pk), editor


@pytest.mark.parametrize(("action", "what"), [("reject", "sent back"), ("approve", "approved")])
def test_a_reviewer_sees_what_changed_since_the_last_review_and_what_was_said(action: str, what: str) -> None:
    one, editor = reviewed(action, "Say who knew.")
    edit = signed_in(editor).get(reverse("wagtailsnippets_desk_story:edit", args=[one.pk])).content.decode()
    tree: Any = html.document_fromstring(edit)
    (panel,) = tree.xpath("//*[@class='desk-review']")
    assert f"It was {what} on" in panel.text_content()
    assert "Say who knew." in panel.text_content()
    (address,) = panel.xpath(".//a/@href")
    page = signed_in(editor).get(address).content.decode()
    assert "The gauge was <del>dead</del><ins>broken</ins>" in page
    assert "Say who knew." in page


def test_a_first_review_says_that_there_was_none() -> None:
    author, editor = member("Authors"), member("Editors")
    one = row("flood", published=None)
    one.save_revision(user=author)
    one.get_workflow().start(one, author)
    found = waiting(Story.objects.get(pk=one.pk))
    assert found is not None
    assert found.before is None
    page = signed_in(editor).get(reverse("wagtailsnippets_desk_story:edit", args=[one.pk])).content.decode()
    assert "Nobody has reviewed it before." in page


def test_what_was_published_counts_as_seen() -> None:
    author = member("Authors")
    one = published(row("flood"), headline="The gauge was dead")
    latest = one.get_latest_revision_as_object()
    latest.headline = "The gauge was broken"
    new = latest.save_revision(user=author)
    again = Story.objects.get(pk=one.pk)
    again.get_workflow().start(again, author)
    found = waiting(Story.objects.get(pk=one.pk))
    assert found is not None
    assert found.before is not None
    assert (found.before.what, found.before.revision, found.revision) == ("published", one.live_revision_id, new.pk)


def test_a_story_that_nobody_reviews_has_no_panel() -> None:
    one = row("flood", published=None)
    one.save_revision()
    page = signed_in(member("Editors")).get(reverse("wagtailsnippets_desk_story:edit", args=[one.pk]))
    assert b"desk-review" not in page.content


@pytest.mark.parametrize("seen_by", ["reviewer", "readers"])
def test_an_autosave_never_goes_into_a_version_that_was_seen(seen_by: str) -> None:
    author = member("Authors")
    one = row("flood", published=None, headline="As it was seen")
    kept = one.save_revision(user=author)
    if seen_by == "readers":
        kept.publish()
    else:
        one.get_workflow().start(one, author)
        Story.objects.get(pk=one.pk).current_workflow_task_state.reject(user=author)
    again = Story.objects.get(pk=one.pk).get_latest_revision_as_object()
    again.headline = "As it is typed"
    new = again.save_revision(user=author, overwrite_revision=kept)
    kept.refresh_from_db()
    assert (new.pk == kept.pk, kept.content["headline"]) == (False, "As it was seen")
    again.headline = "As it is typed on"
    assert again.save_revision(user=author, overwrite_revision=new).pk == new.pk


def test_who_wants_an_earlier_version_back_is_shown_the_difference_first_and_can_undo_it() -> None:
    editor = member("Editors")
    client = signed_in(editor)
    one = row("flood", published=None, headline="First")
    first = one.save_revision(user=editor, log_action=True)
    latest = Story.objects.get(pk=one.pk).get_latest_revision_as_object()
    latest.headline = "Second"
    second = latest.save_revision(user=editor, log_action=True)
    history = client.get(reverse("wagtailsnippets_desk_story:history", args=[one.pk])).content.decode()
    compared = reverse("wagtailsnippets_desk_story:revisions_compare", args=[one.pk, second.pk, first.pk])
    back = reverse("wagtailsnippets_desk_story:revisions_revert", args=[one.pk, first.pk])
    assert f'href="{compared}"' in history
    assert back not in history
    page = client.get(compared).content.decode()
    assert "<del>Second</del><ins>First</ins>" in page
    assert f'href="{back}"' in page
    # The way on to the newest version leads nowhere back.
    onward = reverse("wagtailsnippets_desk_story:revisions_compare", args=[one.pk, first.pk, second.pk])
    assert back not in client.get(onward).content.decode()


def test_the_history_tells_why_something_was_changed_to_who_looks_for_it() -> None:
    client = signed_in(member("Editors"))
    client.post("/desk/stories/add/", story_form(headline="Before", why="  As the mayor\n called <b>twice</b>. "))
    one = Story.objects.get(headline="Before")
    client.post(f"/desk/stories/edit/{one.pk}/", story_form(headline="After"))
    client.post(f"/desk/stories/edit/{one.pk}/", story_form(headline="Out", why="Read by the lawyer.") | PUBLISH)
    page = html.fromstring(client.get(f"/desk/stories/history/{one.pk}/").content)
    rows = [" ".join(str(row.xpath("string()")).split()) for row in page.iterfind(".//main//tbody/tr")]
    assert [re.findall("Comment: (.*?[.])", row) for row in rows] == [
        ["Read by the lawyer."],
        ["Read by the lawyer."],
        [],
        ["As the mayor called <b>twice</b>."],
    ]


def test_verdicts_are_told_newest_first() -> None:
    one, _ = reviewed("reject", "Say who knew.")
    one.current_workflow_task_state.approve(user=User.objects.get(username="editors"), comment="Good.")
    assert [(verdict.what, verdict.comment) for verdict in verdicts(one)] == [
        ("approved", "Good."),
        ("sent back", "Say who knew."),
    ]
    assert verdicts(one)[0].when <= timezone.now()
    assert raw(one.bylines)
