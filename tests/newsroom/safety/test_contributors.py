"""A contributor comes upon nobody else's draft: not in a list, a search, a chooser, a form, nor by typing a number."""

from typing import Any

import pytest
from django.urls import reverse
from wagtail.test.utils.form_data import streamfield

from newsroom.desk.models import Picture, Story
from newsroom.desk.queries import pictures_written
from newsroom.staff.models import User
from tests.newsroom.conftest import member, signed_in
from tests.newsroom.desk.rows import row, story_form
from tests.newsroom.safety.hidden import SECRET, hide

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("staffed"),
]
LISTS = (
    "/desk/",
    "/desk/stories/",
    f"/desk/stories/?q={SECRET}",
    f"/desk/stories/results/?q={SECRET}",
    "/desk/stories/?live=false",
    f"/desk/snippets/choose/desk/story/?q={SECRET}",
    f"/desk/snippets/choose/desk/story/results/?q={SECRET}",
    "/desk/images/",
    f"/desk/images/?q={SECRET}",
    "/desk/images/chooser/",
    f"/desk/images/chooser/results/?q={SECRET}",
    "/desk/images/chooser/?layout=list",
    f"/desk/tag-autocomplete/?term={SECRET[:3]}",
)


@pytest.mark.parametrize("page", LISTS)
def test_no_list_names_it(page):
    hide()
    answer = signed_in(member("Contributors")).get(page)
    assert answer.status_code == 200
    # The field of a search repeats what was looked for.
    assert f"{SECRET} " not in answer.content.decode().replace(f'value="{SECRET}"', "")
    assert f"{SECRET}." not in answer.content.decode()


@pytest.mark.parametrize("page", [f"/desk/stories/?q={SECRET}", f"/desk/images/chooser/results/?q={SECRET}"])
def test_an_editor_finds_it_there(page):
    """Else the test above would find nothing whatever was wrong."""
    hide()
    assert f"{SECRET}" in signed_in(member("Editors")).get(page).content.decode().replace(f'value="{SECRET}"', "")


def test_their_own_and_what_readers_see_is_listed():
    user = member("Contributors")
    own = row("own", headline="My own", published=None)
    Story.objects.filter(pk=own.pk).update(created_by=user)
    hide()
    page = signed_in(user).get("/desk/stories/").content.decode()
    assert "My own" in page
    assert "Open to all" in page


def picture(number: int) -> Any:
    return streamfield([("picture", {"image": number, "alt": "x", "caption": "null"})])


def test_a_number_that_was_typed_shows_no_hidden_picture():
    hidden, client = hide(), signed_in(member("Contributors"))
    client.post("/desk/stories/preview/", story_form(lead=picture(hidden.picture.pk)))
    assert SECRET not in client.get("/desk/stories/preview/?mode=web").content.decode()
    answer = client.post("/desk/stories/add/", story_form(lead=picture(hidden.picture.pk)), follow=True)
    assert SECRET not in answer.content.decode()
    assert pictures_written(Story.objects.get(headline="Mine")) == set()


def test_a_number_that_was_typed_shows_no_hidden_story():
    hidden, client = hide(), signed_in(member("Contributors"))
    answer = client.post("/desk/stories/add/", story_form(translation_of=hidden.draft.pk), follow=True)
    assert SECRET not in answer.content.decode()
    assert Story.objects.get(headline="Mine").translation_of is None


@pytest.mark.parametrize("number", ["x", "-1", "9" * 30, "1e3", "١"])
def test_what_is_no_number_is_nothing(number):
    client = signed_in(member("Contributors"))
    client.post(
        "/desk/stories/add/", story_form(translation_of=number, lead=picture(1) | {"lead-0-value-image": number})
    )
    assert Story.objects.count() <= 1


def test_they_may_use_what_is_theirs():
    user = member("Contributors")
    hidden = hide()
    Picture.objects.update(uploaded_by_user=user)
    signed_in(user).post("/desk/stories/add/", story_form(lead=picture(hidden.picture.pk)))
    mine = Story.objects.get(headline="Mine")
    assert (mine.created_by, pictures_written(mine)) == (user, {hidden.picture.pk})


def test_the_use_of_their_picture_names_no_hidden_story():
    user = member("Contributors")
    hidden = hide()
    Picture.objects.update(uploaded_by_user=user, title="Mine", file="original_images/mine.png", name="mine.png")
    client = signed_in(user)
    for name in ("image_usage", "delete"):
        answer = client.get(
            reverse(f"wagtailimages:{'image_usage' if name == 'usage' else name}", args=[hidden.picture.pk])
        )
        assert f"{SECRET} " not in answer.content.decode(), name


def test_who_looks_after_the_staff_does_not_take_over_the_owners_account():
    hidden, client = hide(), signed_in(member("Administrators"))
    account = {"username": "owner", "email": "o@example.org", "first_name": "O", "last_name": "W", "is_active": "on"}
    new = {"password1": "another-long-word-7", "password2": "another-long-word-7"}
    client.post(f"/desk/users/edit/{hidden.owner.pk}/", {**account, **new})
    client.post(f"/desk/bulk/staff/user/set_active_state/?id={hidden.owner.pk}", {"mark_as_active": "False"})
    client.post(f"/desk/bulk/staff/user/delete/?id={hidden.owner.pk}", {})
    client.post(f"/desk/users/delete/{hidden.owner.pk}/")
    owner = User.objects.get(pk=hidden.owner.pk)
    assert (owner.is_active, owner.password) == (True, hidden.owner.password)


def test_who_looks_after_the_staff_makes_nobody_an_owner():
    client = signed_in(member("Administrators"))
    sent = {
        "username": "new",
        "email": "n@example.org",
        "first_name": "N",
        "last_name": "W",
        "password1": "another-long-word-7",
        "password2": "another-long-word-7",
        "is_superuser": "on",
        "is_active": "on",
    }
    client.post("/desk/users/new/", sent)
    assert User.objects.get(username="new").is_superuser is False


def test_an_owner_makes_an_owner():
    page = signed_in(User.objects.create_superuser("owner")).get("/desk/users/new/").content.decode()
    assert 'name="is_superuser"' in page
