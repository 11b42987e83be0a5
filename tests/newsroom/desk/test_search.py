"""What comes to the desk is found there, in the list and by its search."""

import pytest
from django.urls import reverse
from django_tasks_db.models import DBTaskResult
from modelsearch.tasks import insert_or_update_object_task

from freesheet.story.nodes import Paragraph, Quotation, Strong, Text
from newsroom.desk.models import Story
from tests.newsroom.conftest import member, signed_in
from tests.newsroom.desk.rows import published, row

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("staffed")]
LIST = Story.snippet_viewset.get_url_name("list")


def found(**asked: str) -> set[str]:
    """The slugs that the list shows to an editor, who asks for something."""
    page = signed_in(member("Editors")).get(reverse(LIST), asked)
    assert page.status_code == 200
    return {story.slug for story in page.context["object_list"]}


@pytest.mark.parametrize(
    ("asked", "slugs"),
    [
        ("ferry", {"ferry"}),
        ("ferr", {"ferry"}),
        ("Printer", {"printer"}),
        ("harbourmaster", {"ferry"}),
        ("zeppelin", set()),
    ],
)
def test_the_list_finds_words_of_headline_and_dek_and_body(asked, slugs):
    row("ferry", headline="The ferry is late", dek="So says the harbourmaster.", body=())
    row("printer", headline="The printer is free", body=())
    assert found(q=asked) == slugs


@pytest.mark.parametrize("asked", ["steamer", "crossing", "bell"])
def test_the_search_finds_words_however_deep(asked):
    told = Quotation(
        (Paragraph((Text("The "), Strong((Text("bell"),)), Text(" & the crossing."))),), (Text("A steamer"),)
    )
    row("ferry", headline="Late", body=(told,))
    assert found(q=asked) == {"ferry"}


def test_the_search_follows_what_an_editor_changes():
    one = row("ferry", headline="The ferry is late")
    published(one, headline="The steamer is late")
    for task in DBTaskResult.objects.filter(task_path=insert_or_update_object_task.module_path):
        insert_or_update_object_task.call(*task.args_kwargs["args"])
    assert found(q="steamer") == {"ferry"}


@pytest.mark.parametrize("ordering", ["headline", "-headline", "section", "_updated_at", "-_updated_at"])
def test_the_list_can_be_put_in_another_order(ordering):
    row("a", headline="Alpha")
    row("b", headline="Beta", section="Schools")
    assert found(ordering=ordering) == {"a", "b"}
