"""Pictures of the desk are for those of its staff who may see a story that shows them."""

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from wagtail.users.models import UserProfile

from freesheet.story import nodes
from newsroom.desk.models import Picture, Story
from tests.newsroom.conftest import member, signed_in
from tests.newsroom.desk.rows import image_bytes, of, row, story
from tests.newsroom.safety.hidden import hide

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("staffed")]


def status(client: Client, address: str) -> int:
    answer = client.get(address)
    if answer.streaming:
        # Its file is open until somebody has read it.
        b"".join(answer)
    return answer.status_code


def addresses(picture: Picture) -> tuple[str, str]:
    """Of the picture itself, and of one of its sizes."""
    return picture.file.url, picture.get_rendition("max-20x20").url


def shown(node_picture: str = "harbor.png", **fields: object) -> Story:
    lead = nodes.Picture(file=node_picture, alt="A boat")
    return of(story(lead=lead, **fields), **{node_picture.replace(".png", "_png"): image_bytes(40, 30)})


@pytest.mark.parametrize("method", ["get", "head", "post"])
def test_an_outsider_gets_no_picture(method):
    outsider = Client(HTTP_HOST="127.0.0.1")
    for address in addresses(hide().picture):
        answer = getattr(outsider, method)(address)
        assert (answer.status_code, answer["Location"][:16]) == (302, "/accounts/login/")


@pytest.mark.parametrize("role", ["Contributors", "Mail-room", "Donor-care", "Administrators"])
def test_who_may_not_see_the_story_gets_no_picture(role):
    client = signed_in(member(role))
    for address in addresses(hide().picture):
        assert status(client, address) == 404


@pytest.mark.parametrize("role", ["Authors", "Editors", "Publishers"])
def test_who_may_see_the_story_gets_the_picture_and_nothing_runs_in_it(role):
    hidden, client = hide(), signed_in(member(role))
    for address in addresses(hidden.picture):
        answer = client.get(address)
        assert b"".join(answer).startswith(b"\x89PNG")
        assert answer["Content-Type"] == "image/png"
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert "sandbox" in answer["Content-Security-Policy"]
        assert "script-src" not in answer["Content-Security-Policy"]
        assert answer["Cache-Control"] == "private, no-cache"
        again = client.get(address, headers={"If-Modified-Since": answer["Last-Modified"]})
        assert again.status_code == 304


def test_a_contributor_sees_the_pictures_of_what_readers_see():
    shown()
    assert status(signed_in(member("Contributors")), Picture.objects.get().file.url) == 200


def test_a_contributor_sees_the_pictures_that_an_editor_put_into_their_draft():
    contributor, client = member("Contributors"), Client(HTTP_HOST="127.0.0.1")
    client.force_login(contributor)
    shown(slug="other", id="other", published=None)
    picture, own = Picture.objects.get(), row("own", published=None)
    Story.objects.filter(pk=own.pk).update(created_by=contributor)
    assert status(client, picture.file.url) == 404
    own.lead = [("picture", {"image": picture, "alt": "A boat", "decorative": False, "caption": ""})]
    own.save_revision()
    assert status(client, picture.file.url) == 200


@pytest.mark.parametrize(
    "path",
    [
        "../desk.db",
        "..%2fsecret.key",
        "%2e%2e/house.toml",
        "original_images/../../house.toml",
        "original_images/%2e%2e%2f%2e%2e%2fhouse.toml",
        "/etc/passwd",
        "//etc/passwd",
        "original_images/",
        "original_images/nothing.png",
        "original_images/harbor.png%00.html",
        "..\\house.toml",
        "",
        ".",
    ],
)
def test_nothing_but_pictures_is_given(path, home):
    (home / "secret.key").write_text("key")
    (home / "media" / "stray.txt").parent.mkdir(exist_ok=True)
    (home / "media" / "stray.txt").write_text("left by somebody")
    shown()
    client = signed_in(member("Publishers"))
    assert status(client, "/media/stray.txt") == 404
    answer = client.get(f"/media/{path}", follow=True)
    assert answer.status_code in (400, 404), answer.content


def test_a_picture_of_a_profile_is_shown_to_colleagues(home):
    profile = UserProfile.get_for_user(member("Editors"))
    profile.avatar.save("me.png", ContentFile(image_bytes(8, 8)))
    assert status(signed_in(member("Mail-room")), profile.avatar.url) == 200
    assert status(Client(HTTP_HOST="127.0.0.1"), profile.avatar.url) == 302
    (home / "media" / "avatar_images" / "other.html").write_text("<script>")
    assert status(signed_in(member("Editors", "second")), "/media/avatar_images/other.html") == 404
