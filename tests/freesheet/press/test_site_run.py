"""A run of the press over a site: what it makes, what it touches, and what it refuses."""

import errno
import json
import re
import shutil
import sqlite3
from datetime import timedelta
from pathlib import Path

import brotli
import pytest
from msgspec.structs import replace

from freesheet.editions import EDITIONS
from freesheet.house import Front, Look, Printing
from freesheet.press import making, reading, tree as trees
from freesheet.press.archive import Archive, Fixed, IssuePlan
from freesheet.press.disk import CantWrite
from freesheet.press.executors import processes
from freesheet.press.home import alone, home_of
from freesheet.site.downloads import size
from freesheet.site.logo import logo_copy
from freesheet.site.redirects import read as read_redirects
from freesheet.site.theme import BadTheme
from freesheet.story.file import BadStory, write
from freesheet.story.nodes import Correction, Series, Withdrawal
from tests.sites import HOUSE, NOW, Newsroom, Tree, told
from tests.strategies import GREY, image_bytes, picture, story

# Pages that are made in different ways.
EVERY_KIND = ("index.html", "story-1/index.html", "sections/town/index.html", "404.html")
TEMPLATE = "{% extends layout %}{% block main %}<h1 id=main>Ours: {{ page.heading }}</h1>{% endblock %}"


@pytest.fixture
def newsroom(tmp_path: Path) -> Newsroom:
    """Seven stories, pressed."""
    newsroom = Newsroom(tmp_path)
    newsroom.put(*map(told, range(7)))
    newsroom.press()
    return newsroom


def pages(paths: tuple[str, ...]) -> set[str]:
    """The folders whose pages are among the paths."""
    return {path.removesuffix("index.html") for path in paths if path.endswith("index.html")}


# ── A full build ─────────────────────────────────────────────────────────────────────────────────────


def test_a_new_site_has_every_page_whole_and_no_dead_link(newsroom: Newsroom) -> None:
    tree = newsroom.tree
    for path in ("index.html", "lite.html", "story-3/index.html", "topics/water/feed.atom", "sitemap.xml", "404.html"):
        assert path in tree
        assert f"{path}.br" in tree
        assert f"{path}.gz" in tree
    assert tree.dead_links() == []
    assert tree.torn() == []


def test_a_run_tells_what_it_did_to_machines(newsroom: Newsroom) -> None:
    done = newsroom.press(full=True)
    assert (done.full, done.stories, done.failures, done.put) == (True, 7, {}, ())
    read = json.loads(done.as_json())
    assert read["files"] == newsroom.tree.count


def test_a_site_without_a_story_is_a_site(tmp_path: Path) -> None:
    newsroom = Newsroom(tmp_path)
    newsroom.press()
    assert "index.html" in newsroom.tree
    newsroom.put(told(1))
    newsroom.press()
    assert newsroom.tree.differing(newsroom.whole()) == []
    newsroom.remove("id-1")
    newsroom.press()
    assert newsroom.tree.differing(newsroom.whole()) == []


@pytest.mark.parametrize("remote", [False, True])
def test_processes_make_the_same_site_and_know_all_that_they_made(
    newsroom: Newsroom, tmp_path: Path, remote: bool
) -> None:
    shot = {"lead.png": image_bytes(80, 60)}
    newsroom.put(told(8, lead=picture("lead.png", "A street")), pictures=shot)
    phases = set[str]()
    with processes(2) as workers:
        done = newsroom.press(
            to=tmp_path / "other",
            executor=workers.executor,
            jobs=2,
            remote=remote,
            watch=lambda phase, _done, _of: phases.add(phase),
        )
    assert done.full
    assert phases == {"reading", "pictures", "stories", "pages"}
    assert Tree(tmp_path / "other").differing(newsroom.whole()) == []
    # What is not in the index would be made again, and never be removed.
    assert newsroom.press(to=tmp_path / "other").put == ()
    newsroom.remove("id-8")
    newsroom.press(to=tmp_path / "other")
    assert Tree(tmp_path / "other").differing(newsroom.whole()) == []


def test_a_picture_that_is_lost_is_named_and_described(newsroom: Newsroom) -> None:
    shot = {"lead.png": image_bytes(80, 60)}
    kept = newsroom.kept(shot)
    Path(kept["lead.png"].path).unlink()
    with newsroom.archive as archive:
        archive.put(told(8, lead=picture("lead.png", "A street")), kept)
    done = newsroom.press()
    assert list(done.failures.values()) == [f"The picture lead.png is not at {kept['lead.png'].path}."]
    assert "Picture: A street" in newsroom.tree.text("story-8/index.html")
    Path(kept["lead.png"].path).write_bytes(shot["lead.png"])
    assert newsroom.press(full=True).failures == {}
    assert "<img" in newsroom.tree.text("story-8/index.html")


# ── Work in proportion to the change ─────────────────────────────────────────────────────────────────


def test_what_has_not_changed_is_not_touched(newsroom: Newsroom) -> None:
    before = {path: path.stat().st_mtime_ns for path in newsroom.to.rglob("*") if path.is_file()}
    done = newsroom.press()
    assert (done.full, done.put, done.removed, done.stories) == (False, (), (), 0)
    after = {path: path.stat().st_mtime_ns for path in newsroom.to.rglob("*") if path.is_file()}
    assert after == before


@pytest.mark.parametrize("many", [False, True])
def test_one_more_story_touches_what_shows_it_and_as_much_in_a_larger_site(
    tmp_path: Path, many: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whether every page is looked at, or those alone that may show it."""
    monkeypatch.setattr(reading, "MANY", 0 if many else 400)
    counts = []
    for stories in (10, 40):
        newsroom = Newsroom(tmp_path / str(stories))
        newsroom.put(*(told(number, published=NOW - timedelta(days=60 - number)) for number in range(stories)))
        newsroom.press()
        newsroom.put(told(50, published=NOW))
        done = newsroom.press()
        assert done.put[0].startswith("story-50/")
        assert done.put[-2:] == ("index.html", "lite.html")
        assert {"story-50/", "", "sections/town/", "topics/water/", "authors/ann-lee/"} <= pages(done.put)
        assert not any(path.startswith("story-") for path in pages(done.put) - {"story-50/"})
        counts.append(len(done.put))
    # A month more or less has its sitemap.
    assert abs(counts[0] - counts[1]) <= 4


CHANGES = {
    "a correction": lambda one: replace(one, corrections=(Correction(NOW, "It said 4.", "It is 5."),)),
    "a withdrawal": lambda one: replace(one, withdrawal=Withdrawal(NOW, "It was invented.")),
    "a headline": lambda one: replace(one, headline="Other words"),
    "a slug": lambda one: replace(one, slug="elsewhere"),
    "a section": lambda one: replace(one, section="Courts"),
    "a date": lambda one: replace(one, published=NOW - timedelta(days=400)),
    "a series": lambda one: replace(one, series=Series("Hours", 2)),
    "no date": lambda one: replace(one, published=None),
    "a future date": lambda one: replace(one, published=NOW + timedelta(days=1)),
}


def test_a_list_is_called_as_its_first_story_says(newsroom: Newsroom) -> None:
    """Whatever names all lists is looked at only when a list may be called otherwise."""
    for number, section in ((3, "town"), (0, "TOWN"), (0, "Courts"), (1, "Jail")):
        newsroom.put(told(number, section=section))
        newsroom.press()
        assert newsroom.tree.differing(newsroom.whole()) == []
    newsroom.remove("id-0")
    newsroom.press()
    assert newsroom.tree.differing(newsroom.whole()) == []


@pytest.mark.parametrize("change", CHANGES)
def test_each_change_shows_everywhere(newsroom: Newsroom, change: str) -> None:
    newsroom.press()
    newsroom.put(CHANGES[change](told(3)))
    done = newsroom.press()
    assert (done.full, done.files) == (False, newsroom.tree.count)
    assert newsroom.tree.differing(newsroom.whole()) == []
    assert newsroom.tree.dead_links() == []


def test_an_old_address_leads_to_the_new_one(newsroom: Newsroom) -> None:
    newsroom.put(replace(told(3), slug="elsewhere"))
    done = newsroom.press()
    assert "story-3/index.html" in done.removed
    assert not (newsroom.to / "story-3").exists()
    rules = json.loads(newsroom.tree.text(".freesheet/redirects.json"))
    assert rules["redirects"]["/story-3/"] == "/elsewhere/"


def test_two_stories_that_trade_addresses_are_both_there(newsroom: Newsroom) -> None:
    for one in (replace(told(1), slug="aside"), replace(told(2), slug="story-1"), replace(told(1), slug="story-2")):
        newsroom.put(one)
    assert newsroom.press().files == newsroom.tree.count
    assert "Headline 2" in newsroom.tree.text("story-1/index.html")
    assert "Headline 1" in newsroom.tree.text("story-2/index.html")
    assert newsroom.tree.differing(newsroom.whole()) == []


def test_editions_in_a_run_of_their_own_make_again_only_what_changed(newsroom: Newsroom) -> None:
    first, every = ("web", "lite"), ("web", "lite", "text", "epub")
    plan = IssuePlan("one", "One", ("story-1", "story-2"), published=NOW)
    newsroom.around["issues"] = (plan,)
    newsroom.editions = every
    newsroom.press()
    for number in (3, 4):
        newsroom.put(told(number, headline=f"Other words {number}"))
        quick = newsroom.press(editions=first)
        assert not quick.full
        assert f"story-{number}/text.txt" in quick.removed
        assert "issues/one/one.epub" in newsroom.tree
    rest = newsroom.press()
    assert rest.stories == 2
    assert {f"story-{number}/text.txt" for number in (3, 4)} <= set(rest.put)
    assert not [path for path in rest.put if path.startswith(("story-1/", "story-2/", "issues/one/one."))]
    assert newsroom.tree.differing(newsroom.whole()) == []
    assert newsroom.press().put == ()


def test_editions_that_were_left_out_learn_of_a_new_house(newsroom: Newsroom) -> None:
    first, every = ("web", "lite"), ("web", "lite", "text")
    newsroom.editions = every
    newsroom.press()
    newsroom.around["house"] = replace(HOUSE, contact="another@example.org")
    newsroom.press(editions=first)
    newsroom.press()
    assert newsroom.tree.differing(newsroom.whole()) == []


def test_a_story_whose_time_came_has_every_edition(newsroom: Newsroom) -> None:
    first, every = ("web", "lite"), ("web", "lite", "text")
    newsroom.editions = every
    newsroom.put(told(8, published=NOW + timedelta(hours=1)))
    newsroom.press()
    newsroom.now += timedelta(hours=2)
    newsroom.press(editions=first)
    assert "story-8/text.txt" not in newsroom.tree
    newsroom.press()
    assert newsroom.tree.differing(newsroom.whole()) == []


def test_what_is_removed_says_that_it_is_gone(newsroom: Newsroom) -> None:
    newsroom.remove("id-3")
    assert "story-3/index.html" in newsroom.press().removed
    assert "/story-3/" in json.loads(newsroom.tree.text(".freesheet/redirects.json"))["gone"]
    newsroom.put(told(3))
    newsroom.press()
    assert "/story-3/" not in json.loads(newsroom.tree.text(".freesheet/redirects.json"))["gone"]
    assert newsroom.tree.differing(newsroom.whole()) == []


def test_what_is_removed_is_gone_at_each_address_that_it_had(newsroom: Newsroom) -> None:
    older = ("/2019/05/story/", "/?p=123", "/council.html")
    moved = replace(told(3), slug="elsewhere", aliases=older)
    gone = {*older, "/story-3/", "/elsewhere/"}

    def known() -> dict[str, dict[str, str]]:
        newsroom.press()
        return dict(json.loads(newsroom.tree.text(".freesheet/redirects.json")))

    newsroom.put(moved)
    assert known()["redirects"].keys() >= gone - {"/elsewhere/"}
    newsroom.remove("id-3")
    assert set(known()["gone"]) >= gone
    assert newsroom.tree.differing(newsroom.whole()) == []
    newsroom.put(moved, replace(told(8), slug="story-3"))
    assert not gone & set(known()["gone"])
    assert known()["redirects"].keys() >= set(older)
    assert newsroom.tree.differing(newsroom.whole()) == []


def test_the_search_learns_of_each_change(newsroom: Newsroom) -> None:
    editions = ("web", "search")
    newsroom.press(editions=editions)
    newsroom.put(replace(told(3), headline="Other words"), replace(told(4), withdrawal=Withdrawal(NOW, "Invented.")))
    newsroom.remove("id-5")
    newsroom.press(editions=editions)
    found = {row[0]: row[1] for row in newsroom.tree.found["words"]}
    assert found["id-3"] == "Other words"
    assert found.keys() == {"id-0", "id-1", "id-2", "id-3", "id-6"}


# ── Time passes ──────────────────────────────────────────────────────────────────────────────────────


def test_a_story_comes_out_when_its_time_has_come_and_leaves_no_trace_before(newsroom: Newsroom) -> None:
    newsroom.put(told(9, headline="Hush", published=NOW + timedelta(microseconds=1_500), topics=("Secret",)))
    before = newsroom.press()
    assert before.put == ()
    assert not any(b"Hush" in data or b"Secret" in data for data in newsroom.tree.files.values())
    newsroom.now += timedelta(microseconds=1_200)
    newsroom.press()
    newsroom.now += timedelta(minutes=1)
    newsroom.press()
    assert "story-9/index.html" in newsroom.tree
    assert newsroom.tree.differing(newsroom.whole()) == []


def test_an_issue_comes_out_when_its_time_has_come(newsroom: Newsroom) -> None:
    newsroom.around["issues"] = (IssuePlan("week-48", "Week 48", ("story-1", "id-2"), NOW + timedelta(hours=1)),)
    newsroom.press()
    assert "issues/week-48/index.html" not in newsroom.tree
    newsroom.now += timedelta(hours=2)
    assert newsroom.press().files == newsroom.tree.count
    assert "Headline 2" in newsroom.tree.text("issues/week-48/index.html")
    assert "issues/week-48/" in newsroom.tree.text("sitemaps/pages.xml")
    assert newsroom.tree.differing(newsroom.whole()) == []
    newsroom.around["issues"] = ()
    assert "issues/week-48/index.html" in newsroom.press().removed
    assert newsroom.tree.differing(newsroom.whole()) == []


def test_what_says_until_when_it_holds_is_renewed_each_month(newsroom: Newsroom) -> None:
    newsroom.now += timedelta(days=15)
    done = newsroom.press()
    assert ".well-known/security.txt" in done.put
    assert newsroom.tree.differing(newsroom.whole()) == []


def test_a_story_without_a_date_is_no_reason_to_stop(newsroom: Newsroom) -> None:
    newsroom.put(told(9, published=None))
    done = newsroom.press()
    assert done.failures == {}
    assert done.remarks == ("The story story-9 has no date of publication, so that it is not on the site.",)
    assert "story-9/index.html" not in newsroom.tree


# ── What stands around the stories ───────────────────────────────────────────────────────────────────


def test_a_template_of_the_house_makes_its_pages_anew_and_no_others(newsroom: Newsroom) -> None:
    newsroom.around["own"] = {"directory.html.j2": TEMPLATE}
    done = newsroom.press()
    assert pages(done.put) == {"sections/", "topics/", "authors/", "series/", "storylines/"}
    assert "Ours: Topics" in newsroom.tree.text("topics/index.html")
    assert newsroom.tree.differing(newsroom.whole()) == []


AROUND = {
    "the accent": ("house", replace(HOUSE, look=Look(accent="#003366"))),
    "the sections": ("house", replace(HOUSE, front=Front(sections=("Town",), stories=2))),
    "the time zone": ("house", replace(HOUSE, time_zone="Asia/Tokyo")),
    "the picks": ("picks", ("story-1", "id-4")),
    "an issue": ("issues", (IssuePlan("one", "One", ("story-1",)),)),
    "a page": ("fixed", (Fixed("about", "About", write(story(slug="about", headline="About"))),)),
    "a page to give at": ("fixed", (Fixed("give", "Give", write(story("Post it.", slug="give", headline="Give"))),)),
    "old addresses": ("redirects", read_redirects(b"from,to,status\n/a,/story-1/,\n/b,,410\n", HOUSE.site)),
}


@pytest.mark.parametrize("what", AROUND)
def test_what_changes_around_the_stories_shows_and_goes_again(newsroom: Newsroom, what: str) -> None:
    before = newsroom.tree
    name, value = AROUND[what]
    newsroom.around[name] = value
    newsroom.press()
    changed = newsroom.tree
    assert changed.differing(before)
    assert changed.differing(newsroom.whole()) == []
    assert changed.dead_links() == []
    newsroom.around = {"house": HOUSE}
    newsroom.press()
    assert newsroom.tree.differing(before) == []


def test_the_logo_is_on_the_site_and_on_its_pages_and_goes_again(newsroom: Newsroom) -> None:
    before = newsroom.tree
    drawing, other = (f'<svg viewBox="0 0 {width} 40"/>'.encode() for width in (300, 200))
    newsroom.around |= {"pictures": {"plate.svg": drawing, "icon.png": GREY}, "logo": logo_copy("plate.svg", drawing)}
    newsroom.press()
    shown = newsroom.tree
    assert (shown.files["theme/plate.svg"], shown.files["theme/icon.png"]) == (drawing, GREY)
    assert brotli.decompress(shown.files["theme/plate.svg.br"]) == drawing
    assert all('<img src="/theme/plate.svg" alt="The Test House"' in shown.text(page) for page in EVERY_KIND)
    assert shown.differing(newsroom.whole()) == []
    assert newsroom.press().put == ()
    newsroom.around["pictures"] = {"plate.svg": other}
    done = newsroom.press()
    # The pages tell of its size alone, and that they were not told of.
    assert (done.put, done.removed) == (("theme/plate.svg",), ("theme/icon.png",))
    newsroom.around["logo"] = logo_copy("plate.svg", other)
    assert set(EVERY_KIND) <= set(newsroom.press().put)
    newsroom.around = {"house": HOUSE}
    assert "theme/plate.svg" in newsroom.press().removed
    assert newsroom.tree.differing(before) == []


def test_the_picks_and_issues_of_the_archive_are_taken_when_a_folder_has_none(newsroom: Newsroom) -> None:
    with newsroom.archive as archive:
        archive.set_picks(["story-2"])
        archive.set_issues([IssuePlan("one", "One", ("story-1",))])
    newsroom.press()
    front = newsroom.tree.text("index.html")
    assert front.index("Headline 2") < front.index("Headline 6")
    assert "issues/one/index.html" in newsroom.tree


def test_an_old_address_gives_way_to_a_page_and_comes_back(newsroom: Newsroom) -> None:
    table = b"from,to,status\n/topics/jail/,/story-1/,\n/council,/story-2/,\n"
    newsroom.around["redirects"] = read_redirects(table, HOUSE.site)
    newsroom.press()
    assert "/topics/jail/" in newsroom.tree.text(".freesheet/redirects.json")
    newsroom.put(told(8, topics=("Jail",)), told(9, slug="council"))
    done = newsroom.press()
    assert "/topics/jail/" not in newsroom.tree.text(".freesheet/redirects.json")
    assert [remark.split(" is ")[0] for remark in done.remarks] == ["/topics/jail/", "/council"]
    assert newsroom.tree.differing(newsroom.whole()) == []
    newsroom.remove("id-8", "id-9")
    newsroom.press()
    assert "/topics/jail/" in newsroom.tree.text(".freesheet/redirects.json")
    assert newsroom.tree.differing(newsroom.whole()) == []


def test_a_page_takes_its_address_from_a_story_and_gives_it_back(newsroom: Newsroom) -> None:
    newsroom.around["fixed"] = (Fixed("story-1", "About", write(story(slug="story-1", headline="About"))),)
    done = newsroom.press()
    assert "wants the address /story-1/" in done.failures["story-1"]
    assert "Headline 1" not in newsroom.tree.text("story-1/index.html")
    assert newsroom.tree.differing(newsroom.whole()) == []
    newsroom.around["fixed"] = ()
    newsroom.press()
    assert "Headline 1" in newsroom.tree.text("story-1/index.html")
    assert newsroom.tree.differing(newsroom.whole()) == []


# ── Some editions now, others later ──────────────────────────────────────────────────────────────────


def test_the_heavy_editions_may_follow_in_a_run_of_their_own(newsroom: Newsroom) -> None:
    every = ("web", "lite", "text", "json", "republish")
    newsroom.press(editions=("text",))
    tree = newsroom.tree
    assert "story-1/text.txt" in tree
    assert "story-1/index.html" in tree
    assert tree.dead_links() == []
    newsroom.press(editions=every)
    newsroom.editions = every
    assert newsroom.tree.differing(newsroom.whole()) == []


def test_an_edition_that_is_out_of_date_goes_and_is_not_linked(newsroom: Newsroom) -> None:
    newsroom.press(editions=("web", "text"))
    newsroom.put(replace(told(3), headline="Other words"))
    done = newsroom.press(editions=("web",))
    assert "story-3/text.txt" in done.removed
    assert "text.txt" not in newsroom.tree.text("story-3/index.html")
    assert "text.txt" in newsroom.tree.text("story-4/index.html")
    assert newsroom.tree.dead_links() == []


def test_issues_and_what_to_take_along_are_made_when_their_editions_are_asked_for(newsroom: Newsroom) -> None:
    newsroom.around["issues"] = (IssuePlan("one", "One", ("story-1", "id-2"), number="1"),)
    newsroom.editions = ("web", "text", "epub")
    newsroom.press()
    tree = newsroom.tree
    assert {"issues/one/text.txt", "issues/one/one.epub"} <= tree.files.keys()
    assert re.findall(r'href="(/take/[^"]+)"', tree.text("take/index.html")) == ["/take/take.epub"]
    assert size(len(tree.files["take/take.epub"])) in tree.text("take/index.html")
    assert tree.dead_links() == []
    newsroom.put(replace(told(2), headline="Other words"))
    assert "issues/one/text.txt" in newsroom.press().put
    assert "OTHER WORDS" in newsroom.tree.text("issues/one/text.txt").upper()
    newsroom.around["issues"] = ()
    assert "issues/one/one.epub" in newsroom.press().removed


def test_what_a_print_costs_is_told_and_follows_the_price(tmp_path: Path) -> None:
    newsroom = Newsroom(tmp_path)
    newsroom.editions = ("web", "print")
    newsroom.put(told(1))
    newsroom.press()
    assert "10¢" in newsroom.tree.text("story-1/index.html")
    newsroom.around["house"] = replace(HOUSE, printing=Printing(price_cents=25))
    assert "story-1/index.html" in newsroom.press().put
    assert "25¢" in newsroom.tree.text("story-1/index.html")


# ── Bad input ────────────────────────────────────────────────────────────────────────────────────────


def spoil(newsroom: Newsroom, number: int, data: bytes = b'{"format":1,"id":"x"}') -> None:
    """Another program writes nonsense into the archive."""
    with sqlite3.connect(newsroom.archive.file) as database:
        (revision,) = database.execute("UPDATE clock SET revision = revision + 1 RETURNING revision").fetchone()
        database.execute(
            "UPDATE story SET data = ?, revision = ?, sound = 0 WHERE id = ?", (data, revision, f"id-{number}")
        )
    database.close()


def test_a_story_that_somebody_broke_in_the_archive_is_named_until_it_is_mended(newsroom: Newsroom) -> None:
    spoil(newsroom, 3)
    newsroom.put(told(9))
    done = newsroom.press()
    assert list(done.failures) == ["story-3"]
    assert "slug" in done.failures["story-3"]
    assert "story-9/index.html" in newsroom.tree
    assert newsroom.tree.dead_links() == []
    assert newsroom.tree.differing(newsroom.whole()) == []
    assert newsroom.press().failures == done.failures
    newsroom.put(told(3))
    assert newsroom.press().failures == {}
    assert "story-3/index.html" in newsroom.tree
    spoil(newsroom, 3)
    newsroom.press()
    newsroom.remove("id-3")
    assert newsroom.press().failures == {}


def test_a_broken_story_in_a_full_build_is_named_and_left_out(newsroom: Newsroom) -> None:
    spoil(newsroom, 3)
    spoil(newsroom, 4, write(told(4, published=None)))
    done = newsroom.press(full=True)
    assert done.failures.keys() == {"story-3", "story-4"}
    assert done.failures["story-4"] == "The story has no date of publication, so that it is not on the site."
    assert "story-5/index.html" in newsroom.tree
    assert "story-3/index.html" not in newsroom.tree
    assert newsroom.tree.dead_links() == []


@pytest.mark.parametrize("slug", ["topics", "search", "pictures", "lite", "api"])
def test_a_story_can_not_have_an_address_that_the_site_keeps(newsroom: Newsroom, slug: str) -> None:
    newsroom.put(told(9, slug=slug, headline="The usurper"))
    done = newsroom.press()
    assert done.failures[slug].startswith(f"The story “The usurper” wants the address /{slug}/, which the site keeps")
    assert not any(b"usurper" in data for data in newsroom.tree.files.values())


def test_a_topic_is_no_path(newsroom: Newsroom) -> None:
    newsroom.put(told(9, topics=("../../etc", "..", "/", "x" * 300), section="\\..\\"))
    newsroom.press()
    assert newsroom.tree.dead_links() == []
    assert newsroom.tree.differing(newsroom.whole()) == []
    assert {path.name for path in newsroom.folder.iterdir() if path.is_dir()} == {
        "site", "site.press", "whole", "whole.press",
    }  # fmt: skip


def test_a_slug_of_300_characters_is_refused_by_the_story_format(newsroom: Newsroom) -> None:
    spoil(newsroom, 3, write(told(3)).replace(b"story-3", b"s" * 300))
    assert "slug" in newsroom.press().failures["story-3"]


@pytest.mark.parametrize(
    ("template", "says"),
    [
        ("{% if %}", "theme/list.html.j2, line 1:"),
        ("\n{{ nothing.such }}", "theme/list.html.j2, line 2: 'nothing' is undefined"),
        ("{% include 'none.j2' %}", "there is no template none.j2"),
    ],
)
@pytest.mark.parametrize("full", [False, True])
def test_a_mistake_in_a_template_changes_nothing(newsroom: Newsroom, template: str, says: str, full: bool) -> None:
    before = newsroom.tree
    newsroom.put(told(9))
    newsroom.around["own"] = {"list.html.j2": template}
    with pytest.raises(BadTheme, match=says):
        newsroom.press(full=full)
    assert newsroom.tree.differing(before) == []
    newsroom.around["own"] = {}
    newsroom.press()
    assert newsroom.tree.differing(newsroom.whole()) == []


# ── Where to ─────────────────────────────────────────────────────────────────────────────────────────


def test_a_folder_of_somebody_else_is_not_replaced(tmp_path: Path) -> None:
    newsroom = Newsroom(tmp_path)
    newsroom.put(told(1))
    newsroom.to.mkdir()
    (newsroom.to / "thesis.txt").write_text("ten years")
    with pytest.raises(CantWrite, match="holds files that the press did not make"):
        newsroom.press()
    assert (newsroom.to / "thesis.txt").read_text() == "ten years"
    (newsroom.to / "thesis.txt").unlink()
    newsroom.press()
    assert "index.html" in newsroom.tree


def test_a_file_is_no_place(tmp_path: Path) -> None:
    newsroom = Newsroom(tmp_path)
    newsroom.to.write_text("x")
    with pytest.raises(CantWrite, match="is there and is no folder"):
        newsroom.press()


def test_a_link_is_no_place_for_a_new_site(tmp_path: Path) -> None:
    newsroom = Newsroom(tmp_path)
    (tmp_path / "elsewhere").mkdir()
    newsroom.to.symlink_to(tmp_path / "elsewhere")
    with pytest.raises(CantWrite, match="is there and is no folder"):
        newsroom.press()


def test_one_press_at_a_time_works_on_a_site(newsroom: Newsroom) -> None:
    with (
        alone(home_of(newsroom.to)),
        pytest.raises(CantWrite, match="Another press is at work on site; wait"),
    ):
        newsroom.press()
    assert newsroom.press().put == ()


def other_index(newsroom: Newsroom) -> None:
    (file,) = home_of(newsroom.to).glob("tree-*.db")
    with sqlite3.connect(file) as database:
        database.execute("PRAGMA user_version = 99")
    database.close()


def emptied(newsroom: Newsroom) -> None:
    for path in newsroom.to.iterdir():
        shutil.rmtree(path) if path.is_dir() else path.unlink()


def another(newsroom: Newsroom) -> None:
    shutil.copytree(newsroom.to, newsroom.folder / "copy")
    shutil.rmtree(newsroom.to)
    (newsroom.folder / "copy").rename(newsroom.to)


def older_archive(newsroom: Newsroom) -> None:
    newsroom.archive.close()
    newsroom.archive.file.unlink()
    newsroom.archive = Archive.create(newsroom.folder / "older.db")
    newsroom.put(*map(told, range(3)))


@pytest.mark.parametrize("how", [other_index, emptied, another, older_archive])
def test_a_tree_that_the_index_does_not_tell_of_is_made_anew(newsroom: Newsroom, how: object) -> None:
    how(newsroom)  # type: ignore[operator]
    assert newsroom.press().full
    assert newsroom.tree.differing(newsroom.whole()) == []
    assert not newsroom.press().full


def test_without_compressed_copies_the_tree_is_made_anew(newsroom: Newsroom) -> None:
    assert newsroom.press(compressed=False).full
    assert not [path for path in newsroom.tree.files if path.endswith((".gz", ".br"))]
    newsroom.put(told(9))
    assert not newsroom.press(compressed=False).full
    assert not [path for path in newsroom.tree.files if path.endswith((".gz", ".br"))]


def test_whoever_asks_is_told_what_changed(newsroom: Newsroom) -> None:
    changed = list[str]()
    newsroom.put(replace(told(3), headline="Other words"))
    newsroom.press(full=True, changed=changed.extend)
    assert "story-3/index.html" in changed
    assert "story-1/index.html" not in changed
    changed.clear()
    newsroom.remove("id-3")
    newsroom.press(changed=changed.extend)
    assert {"story-3/index.html", "index.html"} <= set(changed)


# ── A full disk ──────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("full", [False, True])
@pytest.mark.parametrize("room", [0, 5_000, 60_000])
def test_on_a_full_disk_nothing_that_stood_is_lost(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch, room: int, full: bool
) -> None:
    left, real = [room], trees.write_file
    before = newsroom.tree
    newsroom.put(*(told(number, headline=f"More {number}") for number in range(3, 12)))

    def write_file(place: str, data: bytes) -> None:
        left[0] -= len(data)
        if left[0] < 0:
            real(place, data[: len(data) // 2])
            raise OSError(errno.ENOSPC, "No space left on device")
        real(place, data)

    with monkeypatch.context() as patch:
        patch.setattr(trees, "write_file", write_file)
        with pytest.raises(CantWrite, match=r"no space left on device; .* make room"):
            newsroom.press(full=full)
    assert newsroom.tree.differing(before) == []
    newsroom.press()
    assert newsroom.tree.differing(newsroom.whole()) == []
    assert newsroom.tree.torn() == []


@pytest.mark.parametrize("moves", [0, 1, 7, 30])
def test_what_can_not_be_moved_into_place_is_moved_by_the_next_run(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch, moves: int
) -> None:
    left, real = [moves], trees._move
    newsroom.put(replace(told(3), headline="Other words"))
    newsroom.remove("id-4")

    def move(staged: str, place: str) -> None:
        left[0] -= 1
        if left[0] < 0:
            raise OSError(errno.EROFS, "Read-only file system")
        real(staged, place)

    with monkeypatch.context() as patch:
        patch.setattr(trees, "_move", move)
        with pytest.raises(CantWrite, match="read-only file system"):
            newsroom.press()
    assert newsroom.tree.dead_links() == []
    newsroom.press()
    assert newsroom.tree.differing(newsroom.whole()) == []


def test_a_story_too_long_for_the_archive_is_refused_there(newsroom: Newsroom) -> None:
    with pytest.raises(BadStory, match="is longer than 10 MB"):
        newsroom.put(told(9, dek="long " * 2_500_000))
    assert newsroom.press().put == ()


def test_every_edition_of_a_story_can_be_pressed(tmp_path: Path) -> None:
    newsroom = Newsroom(tmp_path)
    newsroom.editions = making.PRODUCTS
    shot = {"lead.png": image_bytes(80, 60)}
    newsroom.put(told(1, lead=picture("lead.png", "A street")), pictures=shot)
    done = newsroom.press()
    assert done.failures == {}
    made = {path for path in newsroom.tree.files if path.startswith("story-1/")}
    for edition in EDITIONS.values():
        if "story" in edition.of and "{" not in edition.files:
            assert f"story-1/{edition.files}" in made
    assert newsroom.tree.dead_links() == []
