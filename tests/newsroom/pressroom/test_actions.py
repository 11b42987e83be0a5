"""What is published at the desk is what readers see, and nothing that is not."""

from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from freesheet.story.nodes import Withdrawal
from newsroom.configuration import Configuration
from newsroom.desk.models import Section, Story
from newsroom.pressroom.actions import bring_out, lift_embargoes, note_change, press_changes
from newsroom.pressroom.models import Change, Run
from newsroom.pressroom.queries import waiting
from newsroom.pressroom.tasks import press_waiting
from newsroom.ticking import tick_once
from tests.newsroom.desk.rows import NOON, of, published, row, story

pytestmark = pytest.mark.django_db


@pytest.fixture
def site(config: Configuration) -> Path:
    return config.home / "site"


def pressed(config: Configuration) -> Run:
    run = press_changes(config=config, now=timezone.now())
    assert run is not None
    assert not run.problem
    return run


def page(site: Path, slug: str = "library-printer") -> str:
    return (site / slug / "index.html").read_text()


def test_a_published_story_is_on_the_site(config, site):
    one = row()
    note_change(keys=[one.key], what="published")
    run = pressed(config)
    assert "Library printer stays free" in page(site)
    assert "Library printer stays free" in (site / "index.html").read_text()
    assert (waiting(), run.failures) == (0, {})


def test_publishing_at_the_desk_puts_the_change_on_record(config, site):
    one = row(published=None)
    assert waiting() == 0
    published(one)
    assert [(change.key, change.what) for change in Change.objects.all()] == [(one.key, "published")]
    pressed(config)
    assert "Library printer stays free" in page(site)
    assert Story.objects.get(pk=one.pk).published is not None


def test_a_draft_leaves_no_trace(config, site):
    one, other = row(), row("other")
    note_change(keys=[one.key, other.key], what="published")
    pressed(config)
    one.headline = "Not yet for readers"
    one.save_revision()
    note_change(keys=[one.key, other.key], what="section changed")
    press_changes(config=config, now=timezone.now())
    assert not any("Not yet for readers" in file.read_text() for file in site.rglob("*.html"))


def test_a_correction_keeps_the_date_and_shows_what_was_wrong(config, site):
    one = row()
    made = (NOON + timedelta(days=1)).isoformat()
    wrong = {"made": made, "wrong": "Nine free pages.", "right": "Ten free pages.", "substantial": True}
    published(one, corrections=[{"type": "correction", "value": wrong}])
    pressed(config)
    assert "Ten free pages." in page(site)
    assert "Ten free pages." in (site / "corrections" / "index.html").read_text()
    assert Story.objects.get(pk=one.pk).published == NOON


def test_a_withdrawn_story_keeps_its_address_and_loses_its_body(config, site):
    one = of(story("A body that goes.", withdrawal=Withdrawal(NOON, "We could not verify it.")))
    note_change(keys=[one.key], what="withdrawn")
    pressed(config)
    assert "We could not verify it." in page(site)
    assert "A body that goes." not in page(site)


def test_what_is_taken_down_is_gone_and_says_so(config, site):
    one, other = row(), row("other")
    note_change(keys=[one.key, other.key], what="published")
    pressed(config)
    one.unpublish()
    pressed(config)
    assert not (site / "library-printer" / "index.html").exists()
    assert "library-printer" in (site / ".freesheet" / "nginx.conf").read_text() or any(
        "library-printer" in file.read_text() for file in (site / ".freesheet").rglob("*") if file.is_file()
    )


def test_an_embargoed_story_leaves_no_trace_until_its_time(config, site):
    other, one = row("other", headline="Another"), row()
    now = timezone.now()
    Story.objects.filter(pk=one.pk).update(embargo=now + timedelta(hours=1))
    note_change(keys=[one.key, other.key], what="published")
    pressed(config)
    assert not any("printer" in str(file) for file in site.rglob("*"))
    assert not any("Library printer" in file.read_text() for file in site.rglob("*.html"))
    assert lift_embargoes(now=now) == 0
    assert lift_embargoes(now=now + timedelta(hours=2)) == 1
    assert Story.objects.get(pk=one.pk).embargo is None
    pressed(config)
    assert "Library printer stays free" in page(site)


def test_a_story_with_a_date_to_come_is_out_when_it_comes_and_once(config, site):
    now = timezone.now()
    one = row(published=now + timedelta(hours=1))
    note_change(keys=[one.key], what="published")
    pressed(config)
    assert not (site / "library-printer").exists()
    assert bring_out(now=now) == 0
    later = now + timedelta(hours=2)
    assert bring_out(now=later) == 1
    # It was asked for, and is not asked for again while it waits.
    assert bring_out(now=later) == 0
    press_changes(config=config, now=later)
    assert "Library printer stays free" in page(site)
    assert bring_out(now=later) == 0


def test_a_renamed_section_goes_out_with_its_stories(config, site):
    one = row(section="Schools")
    note_change(keys=[one.key], what="published")
    pressed(config)
    section = Section.objects.get(name="Schools")
    section.name = "Education"
    section.save()
    pressed(config)
    assert "Education" in page(site)
    assert (site / "sections" / "education" / "index.html").is_file()


def test_a_mistake_in_the_house_is_told_and_nothing_is_lost(config, site):
    one = row()
    good = (config.home / "house.toml").read_text()
    (config.home / "house.toml").write_text(good + "\npaper = 3\n")
    note_change(keys=[one.key], what="published")
    run = press_changes(config=config, now=timezone.now())
    assert run is not None
    assert "there is no setting `paper`" in run.problem
    assert waiting() == 1
    (config.home / "house.toml").write_text(good)
    pressed(config)
    assert "Library printer stays free" in page(site)


def test_a_changed_slug_leads_on(config, site):
    one = row()
    note_change(keys=[one.key], what="published")
    pressed(config)
    published(one, slug="free-printer")
    pressed(config)
    assert not (site / "library-printer" / "index.html").exists()
    assert "Library printer stays free" in page(site, "free-printer")


def scheduled(slug: str = "library-printer") -> Story:
    """A draft whose time came five minutes ago."""
    one = row(slug, published=None)
    one.go_live_at = timezone.now() - timedelta(minutes=5)
    revision = one.save_revision()
    revision.approved_go_live_at = one.go_live_at
    revision.save()
    return one


def test_the_tick_publishes_what_was_scheduled(config, site, home):
    one = scheduled()
    tick_once(config)
    assert Story.objects.get(pk=one.pk).live
    press_waiting.call()
    assert (site / "library-printer" / "index.html").is_file()


def test_the_tick_takes_down_what_was_to_be_seen_until_now(config, site):
    one = published(row())
    pressed(config)
    Story.objects.filter(pk=one.pk).update(expire_at=timezone.now() - timedelta(minutes=5))
    tick_once(config)
    press_waiting.call()
    assert not Story.objects.get(pk=one.pk).live
    assert not (site / "library-printer" / "index.html").exists()


def test_what_can_not_be_published_keeps_no_other_from_its_time_and_nothing_of_it_is_out(config, site, monkeypatch):
    bad, good = scheduled("bad"), scheduled("good")

    def torn(*, keys: Sequence[str], **told: Any) -> None:
        if bad.key in keys:
            raise OSError("the power went")
        note_change(keys=keys, **told)

    with monkeypatch.context() as broken:
        broken.setattr("newsroom.pressroom.receivers.note_change", torn)
        tick_once(config)
    assert [Story.objects.get(pk=one.pk).live for one in (bad, good)] == [False, True]
    tick_once(config)
    press_waiting.call()
    assert all((site / slug / "index.html").is_file() for slug in ("bad", "good"))
