"""A newsroom that wrote with WordPress moves: once for a trial, and once more for what was written since."""

from datetime import UTC, datetime
from itertools import islice
from pathlib import Path

import pytest
from wagtail.models import Revision

from newsroom.configuration import Configuration
from newsroom.desk.models import FrontPage, Picture, Story
from newsroom.desk.queries import visible
from newsroom.exchange import wordpress
from newsroom.exchange.importing import Item
from newsroom.exchange.parcels import BadExport
from newsroom.pressroom.models import Change
from tests.newsroom.conftest import member
from tests.newsroom.desk.rows import image_bytes
from tests.newsroom.rooms import command, done, wrong
from tests.wordpress import export, item, meta, term

NOW = datetime(2026, 5, 1, 12, tzinfo=UTC)
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("staffed")]


def written(tmp_path: Path, *items: str) -> Path:
    file = tmp_path / "old.xml"
    file.write_text(export(*items))
    return file


def brought(tmp_path: Path, *items: str, media: Path | None = None) -> dict[str, Item]:
    found = list(wordpress.take_in(written(tmp_path, *items), media, now=NOW, watch=lambda _count: None))
    assert len({one.name for one in found}) == len(found)
    return {one.name: one for one in found}


def outcomes(items: dict[str, Item]) -> list[str]:
    return [one.outcome for one in items.values()]


def test_a_post_is_at_the_desk_with_all_that_the_old_site_knew_of_it(tmp_path):
    picture = tmp_path / "media" / "2019" / "05" / "gauge.jpg"
    picture.parent.mkdir(parents=True)
    picture.write_bytes(image_bytes())
    address = "https://gauge.example.org/wp-content/uploads/2019/05/gauge-300x200.jpg"
    described = meta("_wp_attachment_image_alt", "A gauge in a river")
    described += f"<wp:attachment_url>{address}</wp:attachment_url>"
    attachment = item(post_id="40", post_type="attachment", title="gauge", more=described)
    filed = term("category", "water", "Water") + term("post_tag", "dams", "Dams") + term("series", "rivers", "Rivers")
    authors = term("author", "cap-ana", "ana") + term("author", "cap-bo", "bo")
    more = filed + authors + meta("_thumbnail_id", "40") + "<wp:is_sticky>1</wp:is_sticky>"
    told = brought(tmp_path, item(more=more), attachment, media=tmp_path / "media")
    assert told == {
        "gauge (12)": Item("gauge (12)", "created"),
        "the front page's picks": Item("the front page's picks", "created"),
        "attachment": Item("attachment", "skipped", "1 of the export. Pictures come with the posts that show them."),
    }
    story = Story.objects.get()
    assert (story.slug, story.section.name, story.series.name) == ("gauge", "Water", "Rivers")
    assert [topic.name for topic in story.topics.all()] == ["Dams"]
    assert [byline.value["name"] for byline in story.bylines] == ["Ana Ruiz", "Bo Lind"]
    assert story.published == story.first_published_at == datetime(2019, 5, 1, 12, tzinfo=UTC)
    assert story.lead[0].value["image"] == Picture.objects.get()
    assert story.lead[0].value["alt"] == "A gauge in a river"
    assert "/2019/05/gauge/" in story.aliases
    assert [pick.story for pick in FrontPage.only().picks.all()] == [story]
    assert Change.objects.filter(key=story.key).exists()


@pytest.mark.parametrize(
    ("fields", "is_live", "goes_live", "why"),
    [
        ({"status": "publish"}, True, None, ""),
        ({"status": "draft"}, False, None, ""),
        ({"status": "pending"}, False, None, ""),
        ({"status": "private"}, False, None, "only its editors could see it"),
        ({"status": "publish", "post_password": "hunter2"}, False, None, "asked for a password"),
        ({"status": "future", "post_date_gmt": "2126-06-01 08:00:00"}, False, datetime(2126, 6, 1, 8, tzinfo=UTC), ""),
        ({"status": "future", "post_date_gmt": "2026-04-01 08:00:00"}, False, None, "a time that has passed"),
    ],
    ids=["published", "draft", "pending", "private", "locked", "scheduled", "missed"],
)
def test_readers_see_what_they_saw_and_nothing_else(tmp_path, fields, is_live, goes_live, why):
    (told,) = brought(tmp_path, item(**fields)).values()
    assert told.outcome == "created"
    assert why in told.why
    story = Story.objects.get()
    assert (story.live, Story.objects.filter(visible(NOW)).exists()) == (is_live, is_live)
    planned = Revision.objects.exclude(approved_go_live_at=None).values_list("approved_go_live_at", flat=True)
    assert list(planned) == ([goes_live] if goes_live else [])


def test_the_same_file_again_changes_nothing(tmp_path):
    posts = [item(), item(post_id="13", post_name="draft", status="draft"), item(post_id="14", post_name="gauge")]
    content = "[gallery ids='9']<p>Two <b>bold</b> words.</p><img src='https://x.example/a.jpg'>"
    posts.append(item(content, post_id="15"))
    posts.append(item(post_id="16", post_name="future", status="future", post_date_gmt="2126-06-01 08:00:00"))
    assert set(outcomes(brought(tmp_path, *posts))) == {"created"}
    Change.objects.all().delete()
    before = list(Story.objects.order_by("pk").values()), Revision.objects.count()
    assert set(outcomes(brought(tmp_path, *posts))) == {"unchanged"}
    assert (list(Story.objects.order_by("pk").values()), Revision.objects.count()) == before
    assert not Change.objects.exists()


def test_what_the_old_site_changed_since_comes_and_what_the_desk_changed_stays(tmp_path):
    old = [item(), item(post_id="13", post_name="kept"), item(post_id="14", post_name="draft", status="draft")]
    brought(tmp_path, *old)
    kept = Story.objects.get(slug="kept")
    kept.headline = "Written here"
    kept.save_revision(user=member("Editors")).publish()
    Change.objects.all().delete()
    new = [
        item("<p>The river fell.</p>"),
        item("<p>The river fell.</p>", post_id="13", post_name="kept"),
        item(post_id="14", post_name="draft"),
    ]
    assert outcomes(brought(tmp_path, *new)) == ["updated", "kept", "updated"]
    assert "fell" in str(Story.objects.get(slug="gauge").body)
    kept.refresh_from_db()
    assert (kept.headline, "fell" in str(kept.body)) == ("Written here", False)
    assert Story.objects.get(slug="draft").live
    assert set(Change.objects.values_list("key", flat=True)) == {
        Story.objects.get(slug=slug).key for slug in ("gauge", "draft")
    }
    assert set(outcomes(brought(tmp_path, *new))) == {"unchanged", "kept"}


def test_what_is_out_here_is_not_taken_back_by_the_old_site(tmp_path):
    brought(tmp_path, item())
    (told,) = brought(tmp_path, item(status="draft")).values()
    assert told.outcome == "kept"
    assert Story.objects.get().live


def test_an_import_that_was_stopped_goes_on_where_it_was(tmp_path, monkeypatch):
    monkeypatch.setattr(wordpress, "BATCH", 2)
    posts = [item(post_id=str(number), post_name=f"post-{number}") for number in range(5)]
    coming = wordpress.take_in(written(tmp_path, *posts), None, now=NOW, watch=lambda _count: None)
    assert len(list(islice(coming, 3))) == 3
    coming.close()
    had = Story.objects.count()
    assert 0 < had < 5
    assert sorted(outcomes(brought(tmp_path, *posts))) == ["created"] * (5 - had) + ["unchanged"] * had


def test_two_posts_of_one_id_are_told_apart(tmp_path):
    told = brought(tmp_path, item(), item(post_name="another").replace("<wp:post_id>12", "<wp:post_id>13"))
    assert told["another (13)"] == Item("another (13)", "lost", "gauge (12) has the same id.")


def test_a_file_that_ends_too_soon_brings_what_stands_before(tmp_path):
    file = tmp_path / "old.xml"
    whole = export(*(item(post_id=str(number), post_name=f"post-{number}") for number in range(20)))
    file.write_text(whole[: len(whole) * 3 // 4])
    *came, last = wordpress.take_in(file, None, now=NOW, watch=lambda _count: None)
    assert Story.objects.count() == len(came) > 5
    assert (last.name, last.outcome) == ("old.xml", "lost")
    assert last.why.endswith("What stands before it came.")


def test_what_is_left_out_of_a_post_is_told(tmp_path):
    (told,) = brought(tmp_path, item("<p>Text.</p>[contact-form-7 id='3']")).values()
    assert told.outcome == "created"
    assert "contact-form-7" in told.why


def test_watching_tells_every_byte(tmp_path):
    counts = list[int]()
    file = written(tmp_path, *(item(post_id=str(number), post_name=f"post-{number}") for number in range(9)))
    list(wordpress.take_in(file, None, now=NOW, watch=counts.append))
    assert 0 < sum(counts) <= file.stat().st_size


@pytest.mark.parametrize("name", ["nothing-there.xml", "."])
def test_a_file_that_can_not_be_read_is_said(tmp_path, name):
    with pytest.raises(BadExport, match=r"There is no file|can't be read"):
        wordpress.is_wordpress(tmp_path / name)


def test_the_command_brings_an_export_and_tells_what_became_of_it(tmp_path, config: Configuration):
    file, report = written(tmp_path, item(), item(post_id="13", post_type="nav_menu_item")), tmp_path / "report.json"
    said = done(command("import_", file, tmp_path / "moved", "--report", report))
    assert said.splitlines()[-1] == "1 created, 1 skipped."
    assert '"name": "gauge (12)"' in report.read_text()
    said = done(command("import_", file, tmp_path / "moved"))
    assert said.splitlines()[-1] == "1 unchanged, 1 skipped."


def test_the_command_refuses_what_is_neither(tmp_path):
    file = tmp_path / "old.xml"
    file.write_text("<html>")
    assert "is no export" in wrong(command("import_", file, tmp_path / "moved"))
    assert "--media is for an export of WordPress" in wrong(
        command("import_", file, tmp_path / "moved", "--media", tmp_path)
    )
    assert not (tmp_path / "moved").exists()
