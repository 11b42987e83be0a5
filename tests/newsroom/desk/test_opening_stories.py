"""A file becomes a draft, with what was left out of it told; what is no story is refused in a sentence."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from newsroom.desk.models import Story
from newsroom.pressroom.queries import waiting
from tests.newsroom.conftest import member, signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("staffed")]
MARKDOWN = b"---\ntitle: The tide comes in\nauthor: Ana Ruiz\ndate: 2026-05-03\n---\nIt is **in**.\n\n[^1]: Unused.\n"


def opened(client, name: str, data: bytes):
    return client.post(reverse("desk_open"), {"file": SimpleUploadedFile(name, data)})


@pytest.mark.parametrize("role", ["Contributors", "Editors"])
def test_a_file_becomes_a_draft(role):
    user = member(role)
    answer = opened(signed_in(user), "tide.md", MARKDOWN)
    story = Story.objects.get()
    assert (story.headline, story.live, story.published, story.created_by) == ("The tide comes in", False, None, user)
    assert "[^1]" in answer.content.decode()
    assert waiting() == 0


@pytest.mark.parametrize(
    ("name", "data", "told"),
    [
        ("story.json", b"{", "story.json"),
        ("tide.docx", b"PK\x03\x04broken", "tide.docx"),
        ("empty.md", b" ", "empty"),
        ("tide.exe", b"MZ\x00\x00\x01\x02\xff\xfe" * 40, "The file is not text"),
    ],
)
def test_what_is_no_story_is_refused_in_a_sentence(name, data, told):
    answer = opened(signed_in(member("Editors")), name, data)
    assert answer.status_code == 422
    assert told in answer.content.decode()
    assert not Story.objects.exists()


def test_nothing_and_both_are_refused():
    client = signed_in(member("Editors"))
    for data in ({}, {"address": "https://example.org/", "file": SimpleUploadedFile("tide.md", MARKDOWN)}):
        answer = client.post(reverse("desk_open"), data)
        assert answer.status_code == 422
        assert "one of the two" in answer.content.decode()


def test_an_address_of_this_machine_is_not_fetched():
    answer = signed_in(member("Editors")).post(reverse("desk_open"), {"address": "http://127.0.0.1:8001/desk/"})
    assert answer.status_code == 422
    assert not Story.objects.exists()


def test_who_writes_no_stories_opens_none():
    answer = signed_in(member("Mail-room")).get(reverse("desk_open"))
    assert answer.status_code in (302, 403)
