"""Before its time a story is nowhere: not behind a wrong link, nor in any file of the public tree or beside it."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from freesheet.story import nodes
from newsroom.desk.actions import end_sharing, share
from newsroom.desk.models import Picture, Story
from newsroom.desk.modes import MODES
from newsroom.pressroom.actions import note_change, press_changes, publish
from tests.newsroom.conftest import member
from tests.newsroom.desk.rows import image_bytes, of, row, story
from tests.newsroom.safety.hidden import SECRET, hide

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("staffed")]


def shared(token: str, mode: str = "web", method: str = "get") -> int:
    address = reverse("desk_shared_mode", args=[token, mode])
    return int(getattr(Client(HTTP_HOST="127.0.0.1"), method)(address).status_code)


@pytest.mark.parametrize("mode", list(MODES))
@pytest.mark.parametrize("method", ["get", "head"])
def test_a_link_shows_its_story_and_ends_with_its_time(mode, method):
    one, editor, now = row(published=None), member("Editors"), timezone.now()
    good = share(story=one, user=editor, now=now)
    old = share(story=one, user=editor, now=now - timedelta(days=8))
    ended = share(story=one, user=editor, now=now)
    token = ended.token
    end_sharing(link=ended, user=editor)
    assert shared(good.token, mode, method) == 200
    for wrong in (old.token, token, good.token[:-1], good.token + "A", good.token.swapcase(), "x", "%00", "null"):
        assert shared(wrong, mode, method) == 404, wrong


@pytest.mark.parametrize("mode", ["json", "..", "web.html", "WEB", "0", "message-1"])
def test_an_edition_that_there_is_not_is_not_there(mode):
    link = share(story=row(published=None), user=member("Editors"), now=timezone.now())
    assert Client(HTTP_HOST="127.0.0.1").get(f"/preview/{link.token}/{mode}/").status_code == 404


def test_a_link_leads_to_one_story_and_tells_nobody_where_it_leads():
    hidden = hide()
    other = share(story=row("other", published=None), user=hidden.owner, now=timezone.now())
    answer = Client(HTTP_HOST="127.0.0.1").get(reverse("desk_shared", args=[other.token]))
    assert SECRET not in answer.content.decode()
    assert answer["Referrer-Policy"] in ("same-origin", "no-referrer")
    assert answer["X-Robots-Tag"] == "noindex"
    assert "no-store" in answer["Cache-Control"]
    assert "sessionid" not in answer.cookies


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_a_link_is_only_looked_at(method):
    link = share(story=row(published=None), user=member("Editors"), now=timezone.now())
    assert shared(link.token, method=method) == 405


def test_a_deleted_storys_link_is_gone():
    one = row(published=None)
    token = share(story=one, user=member("Editors"), now=timezone.now()).token
    one.delete()
    assert shared(token) == 404


def secret_story(slug: str, **fields: object) -> Story:
    lead = nodes.Picture(file=f"{SECRET}-{slug}.png", alt=SECRET)
    picture = {f"{SECRET}-{slug}_png": image_bytes(30, 30)}
    return of(story(f"{SECRET} body", slug=slug, id=f"id-{slug}", headline=SECRET, lead=lead, **fields), **picture)


def test_nothing_of_what_waits_is_in_any_file(config, home):
    now = timezone.now()
    draft, dated = secret_story("a-draft", published=None), secret_story("b-dated", published=now + timedelta(days=1))
    embargoed, open_ = secret_story("c-embargoed"), row("open")
    Story.objects.filter(pk=embargoed.pk).update(embargo=now + timedelta(days=1))
    changed = row("changed", headline="As it is")
    changed.headline = SECRET
    changed.save_revision()
    everything = [draft, dated, embargoed, open_, changed]
    note_change(keys=[one.key for one in everything], what="published")
    press_changes(config=config, now=now)
    publish(config=config, editions=("web", "lite", "text", "epub", "json", "republish", "search"), now=now)
    files = [*(home / "site").rglob("*"), home / "stories.db"]
    assert any("open" in file.name for file in files)
    for file in files:
        assert not [name for name in (SECRET, "a-draft", "b-dated", "c-embargoed") if name in str(file)]
        assert not file.is_file() or SECRET.encode() not in file.read_bytes(), file


def test_no_file_for_readers_tells_where_a_picture_was_taken(config, home):
    place = Image.Exif()
    place[0x010F], place[0x8825] = "GPSMARK", {1: "N", 2: (44.0, 1.0, 2.0)}
    out = BytesIO()
    Image.new("RGB", (60, 60), "teal").save(out, "JPEG", exif=place)
    lead = nodes.Picture(file="boat.jpg", alt="A boat", licence="CC BY 4.0", republishable=True)
    one = of(story(lead=lead), **{"boat.jpg": out.getvalue()})
    with Picture.objects.get().file.open() as kept:
        assert b"GPSMARK" in kept.read()
    note_change(keys=[one.key], what="published")
    press_changes(config=config, now=timezone.now())
    publish(config=config, editions=("web", "epub", "json", "republish"), now=timezone.now())
    pictures = [file for file in (home / "site").rglob("*") if file.suffix in (".jpg", ".png", ".epub")]
    assert pictures
    for file in (home / "site").rglob("*"):
        assert not file.is_file() or b"GPSMARK" not in file.read_bytes(), file
