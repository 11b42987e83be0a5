"""Issues, pages, picks and redirects of the desk are what the press publishes, and nothing that is being written."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from freesheet.editions import EDITIONS
from freesheet.site.redirects import read as read_redirects
from newsroom.configuration import Configuration
from newsroom.desk.around_actions import import_redirects
from newsroom.desk.issues import plan, planned
from newsroom.desk.models import FixedPage, Issue, Redirect, Story
from newsroom.desk.modes import ISSUE_MODES
from newsroom.desk.showing import shown_front, shown_issue, shown_page
from newsroom.pressroom.actions import note_change, press_changes, publish as press_in
from newsroom.pressroom.models import Change
from newsroom.pressroom.queries import waiting
from tests.newsroom.desk.arounds import fixed, front, issue, publish
from tests.newsroom.desk.rows import image_bytes, of, row, story
from tests.strategies import picture

pytestmark = pytest.mark.django_db


@pytest.fixture
def site(config: Configuration) -> Path:
    return config.home / "site"


def press(config: Configuration, *stories: Story) -> list[str]:
    """Send all that waits to press, and these stories; what the run remarks."""
    if stories:
        note_change(keys=[one.key for one in stories], what="published")
    run = press_changes(config=config, now=timezone.now())
    assert run is not None
    assert (run.problem, run.failures, waiting()) == ("", {}, 0)
    return list(run.remarks)


# ── Issues ───────────────────────────────────────────────────────────────────────────────────────────


def test_a_published_issue_is_on_the_site_with_its_stories_in_order(config, site):
    one, other = row("one", headline="Headline one"), row("other", headline="Headline other")
    number = issue(other, one, introduction="Two of them.", number="No. 1")
    assert waiting() == 0
    publish(number)
    assert [(change.key, change.what) for change in Change.objects.all()] == [("", "issue published")]
    press(config, one, other)
    page = (site / "issues/the-mail-number/index.html").read_text()
    assert page.index("Headline other") < page.index("Headline one")
    assert "Two of them." in page
    press_in(config=config, editions=("web", "text"), now=timezone.now())
    assert "Headline other" in (site / "issues/the-mail-number/text.txt").read_text()
    assert Issue.objects.get().published is not None


def test_what_is_being_written_of_an_issue_leaves_no_trace(config, site):
    one = row()
    number = issue(one)
    publish(number)
    press(config, one)
    number.introduction = "Not for readers yet."
    number.save_revision()
    issue(one, title="A draft of an issue")
    note_change(keys=[""], what="house")
    press(config)
    assert not (site / "issues/a-draft-of-an-issue").exists()
    assert not any("Not for readers yet." in file.read_text() for file in site.rglob("*.html"))


def test_an_issue_that_is_taken_down_or_deleted_is_off_the_site(config, site):
    one = row()
    numbers = [issue(one, title=title) for title in ("First", "Second")]
    for number in numbers:
        publish(number)
    press(config, one)
    assert (site / "issues/first/index.html").exists()
    Issue.objects.get(slug="first").unpublish()
    Issue.objects.get(slug="second").delete()
    press(config)
    assert not (site / "issues/first/index.html").exists()
    assert not (site / "issues/second/index.html").exists()


def test_a_story_that_is_not_out_is_missing_until_it_is(config, site):
    one, draft = row(), row("later", headline="Later", published=None)
    number = issue(one, draft)
    publish(number)
    press(config, one)
    page = site / "issues/the-mail-number/index.html"
    assert "Later" not in page.read_text()
    kept = Story.objects.get(pk=draft.pk)
    kept.save_revision().publish()
    press(config)
    assert "Later" in page.read_text()


def test_the_desk_says_which_stories_of_an_issue_readers_do_not_see():
    number = issue(row(), row("later", headline="Later", published=None))
    now = timezone.now()
    found = planned(number, now, now.tzinfo)  # type: ignore[arg-type]
    assert [entry.headline for entry in found.unseen] == ["Later"]
    page = shown_issue(number, "before").content.decode()
    assert "Readers do not see one of them yet." in page
    assert "Nobody has published it yet." in page


@pytest.mark.parametrize("mode", ISSUE_MODES)
def test_an_issue_is_shown_in_each_mode_before_it_is_saved(mode):
    one = of(story("The county library will keep its printer free.", picture()), picture_png=image_bytes())
    number = issue(one, row("draft", headline="Being written", published=None))
    number.title = "Never saved"
    answer = shown_issue(number, mode)
    page = answer.content.decode()
    assert (answer["X-Robots-Tag"], "no-store" in answer["Cache-Control"]) == ("noindex", True)
    assert "Never saved" in page
    if mode in ("site", "email", "text", "before"):
        assert "Being written" in page


def test_what_to_know_of_an_issue_has_each_edition_with_its_size_and_paper():
    page = shown_issue(issue(row(), row("other")), "before").content.decode()
    titles = [edition.title for edition in EDITIONS.values() if "issue" in edition.of]
    assert [told for told in (*titles, "kB", "20¢") if told not in page] == []


@pytest.mark.parametrize("mode", ISSUE_MODES)
def test_an_issue_without_stories_says_so(mode):
    assert "has no stories yet" in shown_issue(Issue(title="Empty"), mode).content.decode()


def test_two_issues_of_one_title_have_two_addresses():
    assert [issue(title="Slip Street").slug, issue(title="Slip Street").slug] == ["slip-street", "slip-street-2"]


def test_a_deleted_story_leaves_the_issue():
    one, other = row(), row("other")
    number = issue(one, other)
    one.delete()
    assert plan(Issue.objects.get(pk=number.pk)).stories == (other.key,)


# ── Pages ────────────────────────────────────────────────────────────────────────────────────────────


def test_a_published_page_is_on_the_site_and_linked_from_each(config, site):
    one, page = row(), fixed(text="We are nine people.")
    publish(page)
    press(config, one)
    assert "We are nine people." in (site / "about/index.html").read_text()
    assert 'href="/about/"' in (site / "library-printer/index.html").read_text()
    FixedPage.objects.get().unpublish()
    press(config)
    assert not (site / "about/index.html").exists()
    assert 'href="/about/"' not in (site / "library-printer/index.html").read_text()


def test_pages_stand_in_the_order_of_their_places(config, site):
    publish(fixed("about", title="About", position=20))
    publish(fixed("contact", title="Contact", position=10))
    press(config, row())
    front_page = (site / "index.html").read_text()
    assert front_page.index("/contact/") < front_page.index("/about/")


@pytest.mark.parametrize(
    ("slug", "says"),
    [
        ("topics", "The site keeps /topics/ for itself"),
        ("search", "The site keeps /search/ for itself"),
        ("library-printer", "The story “Library printer stays free” has the address"),
    ],
)
def test_a_page_takes_no_address_that_is_taken(slug, says):
    row()
    with pytest.raises(ValidationError, match=says):
        fixed(slug)


def test_the_page_to_give_at_is_a_page_like_others(config, site):
    publish(fixed("give", text="Every dollar is a stamp.", title="Give"))
    press(config, row())
    assert "Every dollar is a stamp." in (site / "give/index.html").read_text()


def test_a_page_is_shown_before_it_is_saved():
    page = fixed()
    page.title = "Never saved"
    assert "Never saved" in shown_page(page).content.decode()
    assert "Who we are." in shown_page(page).content.decode()


# ── The front page ───────────────────────────────────────────────────────────────────────────────────


def test_picks_stand_on_top_in_their_order(config, site):
    rows = [row(slug, headline=f"Headline {slug}") for slug in ("one", "two", "three")]
    publish(front(rows[2], rows[0]))
    press(config, *rows)
    page = (site / "index.html").read_text()
    assert page.index("Headline three") < page.index("Headline one") < page.index("Headline two")
    publish(front())
    press(config)
    assert "Headline two" in (site / "index.html").read_text()


def test_the_front_page_is_shown_with_picks_that_are_not_published():
    rows = [row(slug, headline=f"Headline {slug}") for slug in ("one", "two", "three")]
    draft = row("draft", headline="Headline draft", published=None)
    page = shown_front(front(draft, rows[1])).content.decode()
    assert page.index("Headline two") < page.index("Headline one")
    assert "Headline draft" not in page


def test_the_front_page_is_shown_with_the_picture_of_its_first_story():
    one = of(story(lead=picture()), picture_png=image_bytes())
    page = shown_front(front(one)).content.decode()
    assert 'src="data:image/' in page


# ── Redirects ────────────────────────────────────────────────────────────────────────────────────────


def table(*lines: str) -> bytes:
    return "\n".join(("from,to,status", *lines)).encode()


def test_a_redirect_answers_with_and_without_a_slash_in_one_hop(config, site):
    for source, target in (("/?p=123", "/old/"), ("/old", "/older/"), ("/older/", "/library-printer/")):
        one = Redirect(source=source, target=target)
        one.full_clean()
        one.save()
    press(config, row())
    told = (site / ".freesheet/redirects.json").read_text()
    for source in ("/?p=123", "/old", "/old/", "/older", "/older/"):
        assert f'"{source}": "/library-printer/"' in told


@pytest.mark.parametrize(
    ("source", "target", "status", "says"),
    [
        ("https://elsewhere.example/a", "/b/", 301, "on another site"),
        ("/a b", "/b/", 301, "has a space"),
        ("/a", "", 301, "say where it leads"),
        ("/a", "/b/", 410, "leads nowhere; leave its"),
        ("/a", "http://plain.example/", 301, "begins with https"),
        ("/a", "/a/", 301, "would lead in a circle"),
        ("/a", "/known?x=1", 301, "would lead in a circle"),
        ("/known/", "/c/", 301, "/known has one; a slash"),
        ("/library-printer/", "/c/", 301, "is the address of the story"),
    ],
)
def test_a_redirect_that_can_not_be_is_refused_in_a_sentence(source, target, status, says):
    row()
    Redirect.objects.create(source="/known", target="/a/")
    with pytest.raises(ValidationError, match=says):
        Redirect(source=source, target=target, status=status).full_clean()


def test_a_redirect_may_be_changed_as_it_is():
    one = Redirect.objects.create(source="/a", target="/b/")
    one.full_clean()
    one.target = "/c/"
    one.full_clean()


def test_a_table_is_taken_in_and_its_bad_lines_are_told():
    Redirect.objects.create(source="/known", target="/x/")
    Redirect.objects.create(source="/same", target="/y/")
    good = ("/?p=123,/x/,", "/known,/z/,308", "/same,/y/,301", "/speakout?start=820,,410")
    lines = (*good, "/bad", "/loop,/pool/", "/pool/,/loop")
    done = import_redirects(table=read_redirects(table(*lines), "https://lantern.example.org"), user=None)
    assert (done.added, done.changed, done.known) == (2, 1, 1)
    assert [problem.partition(":")[0].rpartition("ine ")[2] for problem in done.problems] == ["6", "7", "8"]
    assert {one.source: (one.target, one.status) for one in Redirect.objects.all()} == {
        "/?p=123": ("/x/", 301),
        "/known": ("/z/", 308),
        "/same": ("/y/", 301),
        "/speakout?start=820": ("", 410),
    }
    assert [change.what for change in Change.objects.all()][-1] == "redirects"


def test_a_table_that_closes_a_circle_with_what_is_there_is_left_out():
    Redirect.objects.create(source="/a", target="/b/")
    done = import_redirects(table=read_redirects(table("/b,/a/"), ""), user=None)
    assert (done.added, len(done.problems)) == (0, 1)


def test_the_same_table_twice_changes_nothing():
    read = read_redirects(table("/a,/b/", "/c,/d/"), "")
    import_redirects(table=read, user=None)
    changes = Change.objects.count()
    done = import_redirects(table=read, user=None)
    assert (done.added, done.changed, done.known, Change.objects.count()) == (0, 0, 2, changes)


def test_an_issue_dated_later_than_its_publication_is_not_out(config, site):
    one = row()
    number = issue(one, published=timezone.now() + timedelta(days=2))
    publish(number)
    press(config, one)
    assert not (site / "issues/the-mail-number/index.html").exists()
