import csv
import re
import tomllib
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from importlib.resources.abc import Traversable
from itertools import pairwise

import pytest

from freesheet import samples
from freesheet.intake import Arrival, Raw, take
from freesheet.intake.fences import split
from freesheet.pictures import fit
from freesheet.site.logo import logo_copy
from freesheet.story.checks import check
from freesheet.story.nodes import Aside, Embed, Foreign, Note, Picture, PullQuote, Story, Table
from freesheet.story.slug import slug_of
from freesheet.story.walk import every_block, every_inline, inlines_inside, pictures_in, plain, words_in

FOLDER = samples.newspaper()
PAGES = ("about", "contact", "privacy", "accessibility", "corrections-policy", "republishing", "funding", "ethics")
# What an editor is told and means: these pictures are the artist's, and stay with the newspaper.
MEANT = {"lead-not-republishable"}


def _taken(entry: Traversable) -> Arrival:
    """A story of the folder, read as the press reads it: a Markdown file, or a folder with its pictures."""
    file = entry.joinpath("story.json") if entry.is_dir() else entry
    beside = {other.name: other.read_bytes() for other in entry.iterdir()} if entry.is_dir() else {}
    return take(Raw(file.read_bytes(), file.name, sibling=beside.get))


ENTRIES = {entry.name.removesuffix(".md"): entry for entry in FOLDER.joinpath("stories").iterdir()}
ARRIVALS = {name: _taken(entry) for name, entry in sorted(ENTRIES.items())}
STORIES: dict[str, Story] = {name: arrival.story for name, arrival in ARRIVALS.items()}
TWELVE: dict[str, Story] = {name: samples.story(name) for name in samples.names()}
ALL = TWELVE | STORIES
BY_ID = {told.id: told for told in ALL.values()}
TRANSLATIONS = [name for name, told in STORIES.items() if told.translation_of]
ISSUES = {file.name: tomllib.loads(file.read_text("utf-8")) for file in FOLDER.joinpath("issues").iterdir()}


@pytest.mark.parametrize("name", STORIES)
def test_a_story_is_taken_whole_and_needs_no_editor(name):
    told = STORIES[name]
    assert ARRIVALS[name].drops == ()
    assert told.slug == name
    assert {remark.code for remark in check(told)} <= MEANT
    assert told.withdrawal or 190 <= words_in(told) <= 900
    assert told.dek
    assert told.bylines
    assert told.published
    assert told.section


def test_the_logo_that_the_house_names_is_in_the_newspapers_theme():
    house, theme = samples.house(), FOLDER.joinpath("theme")
    assert logo_copy(house.look.logo, theme.joinpath(house.look.logo).read_bytes()).height == 96
    name = house.logo.removeprefix(f"{house.site}/theme/")
    # A feed's picture is a PNG, JPEG or GIF (RSS 2.0), and search engines ask for 112 pixels at least.
    square = logo_copy(name, theme.joinpath(name).read_bytes())
    assert name.endswith(".png")
    assert square.width == square.height >= 112


def test_ids_and_slugs_are_given_once_in_the_whole_archive():
    assert len(ALL) == len(TWELVE) + len(STORIES) == len(BY_ID)
    assert all(re.fullmatch(rf"lantern-{_day(told).year}-\d{{3}}", told.id) for told in STORIES.values())
    assert 60 <= len(ALL) <= 70


def test_ids_follow_the_dates():
    ids = [told.id for told in sorted(STORIES.values(), key=_published)]
    assert ids == sorted(ids)


def test_it_covers_three_years_and_is_not_dated_ahead():
    days = sorted(_day(told) for told in STORIES.values())
    assert (days[0].year, days[0].month) == (2023, 12)
    assert (days[-1].year, days[-1].month) == (2026, 11)
    assert max(later - earlier for earlier, later in pairwise(days)) < timedelta(days=90)


def test_no_story_begins_like_another():
    assert len({plain(told.body[0]) for told in STORIES.values()}) == len(STORIES)


def test_sections_topics_and_authors_are_few_enough_to_list_and_used_again():
    assert len({told.section for told in STORIES.values()}) <= 9
    assert {told.section for told in STORIES.values()} <= {told.section for told in TWELVE.values()}
    topics = Counter(topic for told in ALL.values() for topic in told.topics)
    assert len({topic for told in STORIES.values() for topic in told.topics}) <= 35
    assert sum(number > 1 for number in topics.values()) >= 25
    authors = Counter(byline.name for told in ALL.values() for byline in told.bylines)
    assert sum(number > 1 for number in authors.values()) >= 8
    assert sum(bool(byline.outlet) for told in STORIES.values() for byline in told.bylines) >= 4


@pytest.mark.parametrize(
    ("spellings", "kind"),
    [
        ([topic for told in STORIES.values() for topic in told.topics], "topic"),
        ([line for told in STORIES.values() for line in told.storylines], "storyline"),
        ([byline.name for told in ALL.values() for byline in told.bylines], "author"),
    ],
    ids=["topics", "storylines", "authors"],
)
def test_a_name_is_spelled_in_one_way(spellings, kind):
    assert len({slug_of(name) for name in spellings}) == len(set(spellings)), kind


@pytest.mark.parametrize("storyline", ["The harbor lead case", "Mail behind bars"])
def test_a_storyline_runs_for_more_than_a_year_and_is_told_so_far(storyline):
    told = sorted((story for story in STORIES.values() if storyline in story.storylines), key=_published)
    assert 6 <= len(told) <= 8
    assert _day(told[-1]) - _day(told[0]) > timedelta(days=365)
    asides = [block for story in told for block in every_block(story.body) if isinstance(block, Aside)]
    assert any(aside.role == "story-so-far" for aside in asides)


@pytest.mark.parametrize(("name", "parts"), [("The 14, stop by stop", 5), ("After hours", 3)])
def test_a_series_has_all_its_parts_in_the_order_of_their_days(name, parts):
    told = sorted((story for story in ALL.values() if story.series and story.series.name == name), key=_published)
    assert [story.series and story.series.position for story in told] == list(range(1, parts + 1))
    assert {story.series and story.series.of for story in told} == {parts}


def test_there_are_corrections_small_and_great_and_one_story_is_withdrawn():
    small = [told for told in STORIES.values() if any(not note.substantial for note in told.corrections)]
    great = [told for told in STORIES.values() if any(note.substantial for note in told.corrections)]
    assert (len(small), len(great)) == (4, 2)
    assert [told.slug for told in STORIES.values() if told.withdrawal] == ["brandvold-to-close"]


def test_one_republished_story_is_the_partners_for_search_engines_and_one_is_kept_from_them():
    origins = [told.origin for told in STORIES.values() if told.origin]
    assert sorted((origin.canonical, origin.noindex) for origin in origins) == [(False, True), (True, False)]


def test_the_languages_are_those_of_the_harbor():
    languages = Counter(told.language for told in STORIES.values())
    assert languages.keys() == {"en", "es", "fr", "ar", "pt"}
    assert (languages["es"], languages["fr"], languages["ar"], languages["pt"]) == (3, 2, 1, 1)


@pytest.mark.parametrize("name", TRANSLATIONS)
def test_a_translation_has_the_parts_of_its_original_in_another_language(name):
    told, original = STORIES[name], BY_ID[STORIES[name].translation_of]
    assert told.language != original.language
    assert not original.translation_of
    assert (told.section, told.topics, told.kind) == (original.section, original.topics, original.kind)
    assert [type(block) for block in every_block(told.body)] == [type(block) for block in every_block(original.body)]
    assert _published(told) > _published(original)
    assert _figures(told) == _figures(original)


def test_there_are_five_translations_and_one_original_has_two():
    originals = Counter(STORIES[name].translation_of for name in TRANSLATIONS)
    assert sorted(originals.values()) == [1, 1, 1, 2]


def test_old_addresses_lead_to_one_story_each():
    aliases = [alias for told in ALL.values() for alias in told.aliases]
    assert sum(bool(told.aliases) for told in STORIES.values()) >= 5
    assert len(aliases) == len(set(aliases))
    assert all(alias.startswith("/") for alias in aliases)
    assert any("?" in alias for alias in aliases)


def test_the_richer_parts_of_a_story_are_there():
    blocks = [block for told in STORIES.values() for block in every_block(told.body)]
    inlines = {type(inline) for block in blocks for inline in every_inline(inlines_inside(block))}
    assert {Table, Aside, PullQuote, Embed, Picture} <= {type(block) for block in blocks}
    assert {Foreign, Note} <= inlines
    assert all(block.transcript for block in blocks if isinstance(block, Embed))


def _pictures() -> Iterator[tuple[Picture, bytes]]:
    for name, arrival in ARRIVALS.items():
        for picture in pictures_in(arrival.story):
            yield picture, ARRIVALS[name].pictures[picture.file]


def test_pictures_are_light_described_and_credited_and_not_all_may_be_republished():
    hung = list(_pictures())
    assert len(hung) >= 10
    assert {picture.republishable for picture, _ in hung} == {True, False}
    for picture, data in hung:
        assert len(data) <= 120_000
        assert fit(data, picture.file, width=800).width == 800
        assert picture.alt
        assert picture.caption
        assert picture.licence
        assert picture.credit == "Illustration: Freesheet samples"


def test_every_picture_file_is_in_a_story_and_no_two_have_one_name():
    files = [file.name for entry in ENTRIES.values() if entry.is_dir() for file in entry.iterdir()]
    pictures = [file for file in files if file != "story.json"]
    assert len(pictures) == len(set(pictures)) == len(list(_pictures()))
    assert not set(pictures) & {picture.file for told in TWELVE.values() for picture in pictures_in(told)}


@pytest.mark.parametrize("name", PAGES)
def test_a_page_has_a_title_and_words(name):
    text = FOLDER.joinpath("pages", f"{name}.md").read_text("utf-8")
    table, _, markdown = split(text, name)
    assert list(table) == ["title"]
    assert 150 < len(markdown.split()) < 500


def test_there_are_no_other_pages():
    assert {page.name.removesuffix(".md") for page in FOLDER.joinpath("pages").iterdir()} == set(PAGES)


@pytest.mark.parametrize("name", ISSUES)
def test_an_issue_has_stories_of_the_archive_that_were_out_by_its_day(name):
    issue = ISSUES[name]
    assert issue.keys() == {"title", "number", "published", "introduction", "stories"}
    assert isinstance(issue["published"], date)
    assert 6 <= len(set(issue["stories"])) == len(issue["stories"]) <= 9
    assert all(_day(ALL[slug]) <= issue["published"] for slug in issue["stories"])
    assert not any(ALL[slug].withdrawal for slug in issue["stories"])
    founded = samples.house().publication.founded
    volume, week = issue["published"].year - founded + 1, issue["published"].isocalendar().week
    assert issue["number"] == samples.house().publication.number.format(volume=volume, week=week)


def test_there_are_three_issues_and_four_picks_for_the_front():
    picks = tomllib.loads(FOLDER.joinpath("front.toml").read_text("utf-8"))["picks"]
    assert len(ISSUES) == 3
    assert len(set(picks)) == 4
    assert set(picks) <= ALL.keys()


def test_redirects_have_a_source_a_status_and_a_target_unless_it_is_gone():
    rows = list(csv.DictReader(FOLDER.joinpath("redirects.csv").read_text("utf-8").splitlines()))
    sources = [row["from"] for row in rows]
    aliases = {alias for told in ALL.values() for alias in told.aliases}
    assert len(sources) == len(set(sources) - aliases)
    assert {row["status"] for row in rows} == {"301", "302", "410"}
    assert all((row["to"] == "") == (row["status"] == "410") for row in rows)
    assert {"/?p=77", "/speakout?start=20"} <= set(sources)
    assert not {row["to"] for row in rows} & set(sources)
    for row in rows:
        assert row["to"] in ("", "/about/", "/contact/") or _exists(row["to"].strip("/"))


def test_links_lead_to_invented_hosts_and_those_on_the_house_s_site_to_what_is_there():
    known = {*ALL, *PAGES, "corrections", "give"}
    for file in _text_files(FOLDER):
        text = file.read_text("utf-8")
        hosts = re.findall(r"https?://([^/\"\s)>]+)", text)
        # The one is a licence's, the other the name of what a drawing is written in.
        allowed = {"creativecommons.org", "www.w3.org"}
        assert all(host in allowed or re.fullmatch(r"(.+\.)?example\.(org|com|net)", host) for host in hosts), file
        assert set(re.findall(r"https://lantern\.example\.org/([^/\s\"')]+)/", text)) <= known, file


def _exists(path: str) -> bool:
    kind, _, name = path.rpartition("/")
    lists = {
        "": ALL.keys(),
        "sections": {slug_of(told.section) for told in ALL.values()},
        "topics": {slug_of(topic) for told in ALL.values() for topic in told.topics},
        "authors": {slug_of(byline.name) for told in ALL.values() for byline in told.bylines},
    }
    return name in lists[kind]


def _text_files(folder: Traversable) -> Iterator[Traversable]:
    for entry in folder.iterdir():
        if entry.is_dir():
            yield from _text_files(entry)
        elif not entry.name.endswith((".jpg", ".png")):
            yield entry


def _published(told: Story) -> datetime:
    return told.published or datetime.min.replace(tzinfo=UTC)


def _day(told: Story) -> date:
    return _published(told).date()


def _figures(told: Story) -> list[str]:
    """The telephone numbers and greater counts of a story, without the marks that languages put between digits."""
    text = "\n".join(map(plain, told.body))
    return sorted(re.findall(r"\d{3,}", re.sub(r"(?<=\d)[.,\u00a0\u202f ](?=\d{3}\b)", "", text)))
