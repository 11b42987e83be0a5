"""The pages of the site that are no stories: each from its record, in the house's words, leading on and back."""

from dataclasses import replace
from datetime import UTC, datetime
from itertools import pairwise

import pytest

from freesheet.house import Appeal, Front, Policies, Printing
from freesheet.site.downloads import money, size
from freesheet.site.make import by_letter, make_page, month_title, template_of, turn
from freesheet.site.pages import (
    Copies,
    Copy,
    CorrectionsPage,
    Directory,
    FeedsPage,
    FileFact,
    FixedPage,
    FrontPage,
    GivePage,
    IssueFact,
    IssuePage,
    IssuesPage,
    Link,
    ListPage,
    MissingPage,
    Page,
    SearchPage,
    TakePage,
    Years,
)
from freesheet.site.search_page import MARKER, SHELL, TITLE_MARKER
from freesheet.site.setting import Setting
from freesheet.story.nodes import Aside, Byline, Correction, Heading, Paragraph, Series, Text, Withdrawal
from tests.freesheet.site.settings import SITE, card, setting, shown, story_bytes
from tests.strategies import NOON, bullets, paragraph, picture, story

WATER = story(
    "A.",
    id="w",
    slug="water",
    headline="The water is brown",
    dek="It was clear in May.",
    section="Water",
    kind="news",
    bylines=(Byline("Ana Ruiz"), Byline("Sam Lee", role="Photographs by")),
    lead=picture("tap.jpg", "A tap"),
)
ARABIC = story("ب.", id="a", slug="ar", headline="الماء بني", language="ar", section="Water", kind="opinion")
GONE = story("A.", id="g", slug="gone", headline="It was wrong", withdrawal=Withdrawal(NOON, "It had no source."))
PICTURE = Copies(
    tuple((f"image/{kind}", (Copy(f"pictures/1.{kind}", 640, 400),)) for kind in ("avif", "jpeg")),
)
ISSUE = IssueFact("may", "The May issue", "5", "2026-05-03T12:00:00+00:00", "What 'May' was like.")


def made(page: Page, one: Setting | None = None) -> dict[str, str]:
    return {path: data.decode() for path, data in make_page(page, one or setting())}


def test_the_front_page_has_the_picks_then_the_newest() -> None:
    page = FrontPage(
        picks=(card(WATER), card(ARABIC)),
        latest=(card(GONE), card(story("A.", id="n", slug="newest", headline="Newest"))),
        storylines=(Link("The drought", "storylines/the-drought/"),),
        picture=PICTURE,
        issue=ISSUE,
    )
    files = made(page)
    front = files["index.html"]
    assert shown(front, "//h1") == ["The Test House"]
    assert shown(front, "//*[@class='motto']") == [setting().house.front.motto]
    assert shown(front, "//section[@class='picks']//h2/a/@href") == ["/water/", "/ar/"]
    assert shown(front, "//section[@class='latest']//h3/a/@href") == ["/newest/", "/gone/"]
    assert shown(front, "//*[@class='pick first']//img/@alt") == ["A tap"]
    assert shown(front, "//meta[@property='og:image']/@content") == [f"{SITE}/pictures/1.jpeg"]
    assert shown(front, "//article[@lang='ar']/@dir") == ["rtl"]
    assert shown(front, "//article[@lang='ar']/p[@lang='en']/@dir") == ["ltr", "ltr"]
    assert shown(front, "//strong[@class='withdrawn']") == ["Withdrawn"]
    assert "It had no source." in front
    assert "No. 5 · May 3, 2026" in front
    assert "Those who can afford" in front
    assert shown(files["lite.html"], "//h2/a/@href") == ["/water/lite.html", "/ar/lite.html"]
    assert shown(files["lite.html"], "//img | //picture | //style") == []


def test_the_logo_stands_for_the_name_and_keeps_its_room() -> None:
    one = replace(setting(), logo=Copy("theme/plate.svg", 600, 60))
    front = made(FrontPage((), (), ()), one)["index.html"]
    plate = "//header[contains(@class, 'masthead')]//img"
    told = [shown(front, f"{plate}/@{name}")[0] for name in ("src", "alt", "width", "height")]
    assert told == ["/theme/plate.svg", "The Test House", "760", "76"]
    assert shown(front, "//p[@class='name']") == [""]
    page = made(MissingPage(()), one)["404.html"]
    assert [shown(page, f"{plate}/@{name}")[0] for name in ("width", "height")] == ["280", "28"]
    assert shown(made(MissingPage(()))["404.html"], "//p[@class='name']") == ["The Test House"]


def test_a_list_without_a_style_sheet_is_set_apart_by_commas_and_keeps_its_bullets_on_one_side() -> None:
    page = ListPage("section", "water", "Water", 0, 0, (card(WATER), card(ARABIC)))
    files = made(page)
    lite = files["sections/water/lite.html"]
    assert shown(lite, "//li[h2]/p[last()]") == ["By Ana Ruiz, May 3, 2026"]
    assert (shown(lite, "//li/@dir"), shown(lite, "//li/div/@dir")) == ([], ["rtl"])
    rich = files["sections/water/index.html"]
    assert (shown(rich, "//li[@class='entry']/@dir"), shown(rich, "//li/div")) == (["rtl"], [])


def test_a_front_page_of_a_new_house_says_that_there_is_nothing_yet() -> None:
    page = FrontPage((), (), ())
    front = made(page, setting("web", site="", appeal=Appeal(), front=Front()))["index.html"]
    assert "There are no stories" in front or "nothing" in front.lower()
    assert shown(front, "//script | //link[@rel='canonical'] | //*[@class='picks']") == []
    assert shown(front, "//header//nav//a/@href") == ["/sections/", "/search/", "/give/"]
    picked = made(FrontPage((card(GONE),), (), (), picture=PICTURE), setting("web"))["index.html"]
    assert shown(picked, "//img/@alt") == [""]


def test_that_a_story_is_news_goes_without_saying_in_a_list_with_its_section() -> None:
    liner = setting().liner
    stories = (WATER, ARABIC, story("A.", section="", kind="news"))
    kickers = [shown(made(FrontPage((), (card(one),), ()))["index.html"], "//*[@class='kicker']") for one in stories]
    assert kickers == [["Water"], ["Opinion · Water"], ["News"]]
    assert liner.house.language == "en"


@pytest.mark.parametrize(
    ("kind", "slug", "title", "heading", "way"),
    [
        ("section", "water", "Water", "Water", ["Front page", "Sections", "Water"]),
        ("author", "ana-ruiz", "Ana Ruiz", "Stories by Ana Ruiz", ["Front page", "Authors", "Ana Ruiz"]),
        ("month", "2026/05", "2026/05", "Stories of May 2026", ["Front page", "Archive", "2026", "May 2026"]),
    ],
)
def test_a_list_shows_the_newest_first(kind: str, slug: str, title: str, heading: str, way: list[str]) -> None:
    page = ListPage(kind, slug, title, 0, 0, (card(GONE), card(WATER)))  # type: ignore[arg-type]
    (folder,) = {path.rpartition("/")[0] for path in made(page)}
    shows = made(page)[f"{folder}/index.html"]
    assert shown(shows, "//h1") == [heading]
    assert shown(shows, "//nav[@class='trail']//li") == way
    assert shown(shows, "//h2/a/@href") == ["/water/", "/gone/"]
    feeds = shown(shows, "//p[@class='feeds']//a/@href")
    assert feeds == ([] if kind == "month" else [f"/{folder}/feed.{ending}" for ending in ("rss", "atom", "json")])


def test_a_numbered_page_is_of_the_archive_and_leads_to_its_neighbours() -> None:
    page = made(ListPage("topic", "mud", "Mud", 2, 3, (card(WATER),)))["topics/mud/page/2/index.html"]
    assert shown(page, "//nav[@class='pager']//a/@href") == ["/topics/mud/page/3/", "/topics/mud/page/1/"]
    assert shown(page, "//*[@class='head']/*[@class='meta']") == [
        "Page 2 of the archive; page 1 holds the oldest stories"
    ]
    assert shown(page, "//nav[@class='trail']//li")[-1] == "Page 2"
    assert "No story" not in page
    assert shown(made(ListPage("topic", "mud", "Mud", 0, 0, ()))["topics/mud/index.html"], "//h2") == []


@pytest.mark.parametrize("parts", [0, 1, 2, 7])
def test_the_pager_leads_from_the_newest_page_to_the_oldest_and_back(parts: int) -> None:
    numbers = [0, *range(parts, 0, -1)]
    turns = [turn(number, parts, "topics/mud/") for number in numbers]
    folders = ["topics/mud/", *(f"topics/mud/page/{number}/" for number in numbers[1:])]
    assert [one.older for one in turns] == [*folders[1:], ""]
    assert [one.newer for one in turns] == ["", *folders[:-1]]


def test_a_series_is_told_in_order_by_its_parts() -> None:
    parts = [
        card(story("A.", id=f"s{n}", slug=f"s{n}", headline=f"Part {n}", dek="", series=Series("Bus", n, 3)))
        for n in (1, 2)
    ]
    page = made(ListPage("series", "bus", "Bus", 0, 0, tuple(parts)))["series/bus/index.html"]
    assert shown(page, "//ol/li/h2/a/@href") == ["/s1/", "/s2/"]
    assert shown(page, "//ol/li/p[@class='kicker']") == ["Part 1", "Part 2"]


def test_a_storyline_is_a_timeline_below_the_story_so_far() -> None:
    told = story(
        Aside((bullets("In May it was clear."),), role="story-so-far"),
        id="w",
        slug="water",
        language="es",
        storylines=("Water",),
    )
    cards = (card(WATER), card(GONE), card(ARABIC))
    page = ListPage("storyline", "water", "Water", 0, 2, cards, so_far=story_bytes(told))
    shows = made(page)["storylines/water/index.html"]
    assert shown(shows, "//*[@class='so-far']/@lang") == ["es"]
    assert shown(shows, "//*[@class='so-far']//li") == ["In May it was clear."]
    assert shown(shows, "//*[@class='so-far']//a/@href") == ["/water/"]
    assert shown(shows, "//*[@class='timeline']//h3/a/@href") == ["/water/", "/gone/", "/ar/"]
    assert shown(shows, "//ol/preceding-sibling::p/a/@href") == ["/storylines/water/page/2/"]
    without = ListPage("storyline", "water", "Water", 0, 0, cards, so_far=story_bytes(WATER))
    assert shown(made(without)["storylines/water/index.html"], "//*[@class='so-far']") == []
    bare = ListPage("storyline", "water", "Water", 0, 0, cards)
    assert shown(made(bare)["storylines/water/index.html"], "//*[@class='so-far']") == []
    same = ListPage("storyline", "water", "Water", 0, 0, cards, so_far=story_bytes(story(*told.body)))
    assert shown(made(same)["storylines/water/index.html"], "//*[@class='so-far']/@lang") == []


def test_a_directory_has_letters_when_it_is_long_accents_folded_and_digits_last() -> None:
    titles = ["Zebra", "água", "Äpfel", "5G", "“Quoted”", *(f"Mud {n}" for n in range(9))]
    links = tuple(Link(title, f"topics/{n}/") for n, title in enumerate(titles))
    page = made(Directory("topic", links))["topics/index.html"]
    assert shown(page, "//nav[@class='letters']//a") == ["A", "M", "Q", "Z", "Other"]
    assert set(shown(page, "//nav[@class='letters']//a/@href")) == {f"#{one}" for one in shown(page, "//h2/@id")}
    short = made(Directory("author", links[:3]))["authors/index.html"]
    assert shown(short, "//ul[@class='plain many']//a") == ["água", "Äpfel", "Zebra"]
    assert shown(short, "//nav[@class='letters'] | //h2") == []
    assert by_letter((), setting()) == []
    assert "nothing here yet" in made(Directory("series", ()))["series/index.html"]


def test_the_archive_leads_to_years_and_a_year_to_months() -> None:
    assert shown(made(Years((2026, 2025)))["archive/index.html"], "//main//ul//a/@href") == [
        "/archive/2026/",
        "/archive/2025/",
    ]
    year = made(Years((5, 11), 2026))["archive/2026/index.html"]
    assert shown(year, "//main//ul//a") == ["May 2026", "November 2026"]
    assert shown(year, "//main//ul//a/@href") == ["/archive/2026/05/", "/archive/2026/11/"]
    assert "nothing here yet" in made(Years(()))["archive/index.html"]
    assert month_title(2026, 5, "es") == "Mayo de 2026"


def test_the_corrections_are_all_there_newest_first() -> None:
    first = Correction(NOON, "It said 4.", "It is 5.")
    second = Correction(datetime(2026, 6, 1, tzinfo=UTC), "The name was wrong.", "It is Elm.", substantial=True)
    told = story("A.", id="c", slug="c", corrections=(first, second))
    page = made(CorrectionsPage(0, 1, ((card(told), 0), (card(told), 1))))["corrections/index.html"]
    notes = shown(page, "//li[@class='entry']")
    assert "The name was wrong. It is Elm." in notes[0]
    assert notes[0].startswith("Editor’s note · ")
    assert "It said 4. It is 5." in notes[1]
    assert shown(page, "//nav[@class='pager']//a/@href") == ["/corrections/page/1/"]
    assert "corrections/page/1/index.html" in made(CorrectionsPage(1, 1, ()))
    assert "Nothing has been corrected" in made(CorrectionsPage(0, 0, ()))["corrections/index.html"]


def test_an_issue_has_its_files_with_what_printing_them_takes() -> None:
    files = (
        FileFact("print", "issues/may/print.pdf", 123_456, pages=7, sheets=4),
        FileFact("text", "issues/may/text.txt", 900),
        FileFact("zim", "issues/may/may.zim", 2_345_678),
        FileFact("email", "issues/may/email.eml", 100),
    )
    page = made(IssuePage(ISSUE, (card(WATER),), files))["issues/may/index.html"]
    assert shown(page, "//header/p[@class='dek']") == ["What ‘May’ was like."]
    assert shown(page, "//section[@class='files']/h2") == ["To print", "To read", "To keep and pass on"]
    assert shown(page, "//section[@class='files']//li") == [
        "Print 4 sheets, 7 sides, about 70¢ at 10¢ a side, 123 kB",
        "Text only 1 kB",
        "ZIM For Kiwix, on a telephone, a computer or a library’s server, 2.3 MB",
    ]
    assert shown(page, "//section[@class='files']//a/@type") == ["application/pdf", "text/plain", "application/openzim"]
    free = setting(printing=Printing(price_cents=0))
    one = (FileFact("print", "issues/may/print.pdf", 10, pages=1, sheets=1), FileFact("odd", "x", 1))
    told = made(IssuePage(ISSUE, (), one), free)["issues/may/index.html"]
    assert shown(told, "//section[@class='files']//li") == ["Print 1 sheet, 1 side, 1 kB"]


def test_issues_tell_number_and_date_as_far_as_they_have_them() -> None:
    page = made(IssuesPage((ISSUE, IssueFact("odd", "Odd", "Vol. 2"), IssueFact("bare", "Bare"))))["issues/index.html"]
    assert shown(page, "//*[@class='kicker']") == ["No. 5 · May 3, 2026", "Vol. 2", "Issues"]
    assert "No issue has come out yet." in made(IssuesPage(()))["issues/index.html"]


def test_what_to_take_along_is_the_newest_and_every_issue_that_has_files() -> None:
    zim = FileFact("zim", "take/latest.zim", 1_000)
    odd = FileFact("odd", "issues/may/odd.bin", 1_000)
    page = made(TakePage((zim,), ((ISSUE, (odd,)), (IssueFact("none", "None"), ()))))["take/index.html"]
    assert shown(page, "//section/h2") == ["Latest", "The May issue"]
    assert shown(page, "//section//a/@href") == ["/take/latest.zim", "/issues/may/odd.bin"]
    assert "nothing here yet" in made(TakePage((), ()))["take/index.html"]


def test_the_feeds_are_listed_for_all_and_for_each_list() -> None:
    lists = (("section", (Link("Water", "sections/water/"),)), ("topic", ()))
    page = made(FeedsPage(lists))["feeds/index.html"]  # type: ignore[arg-type]
    assert shown(page, "//main//h2") == ["All stories", "Sections"]
    assert shown(page, "//main//li/span/a/@href")[::3] == ["/feed.rss", "/sections/water/feed.rss"]


def test_a_fixed_page_is_its_story_and_nothing_else() -> None:
    told = story(Heading((Text("Where"),)), paragraph("Here."), picture("map.png", "A map"), id="about", slug="about")
    page = made(FixedPage("about", "About us", story_bytes(told)))["about/index.html"]
    assert shown(page, "//article/*")[:3] == ["About us", "Where", "Here."]
    assert "A map" in page


def test_the_give_page_has_the_ways_to_give_and_a_slip() -> None:
    page = made(GivePage())["give/index.html"]
    assert shown(page, "//h1") == ["Give"]
    assert f"{SITE}/give" not in shown(page, "//main")[0]
    assert shown(page, "//*[@class='slip']//address") == ["Made out to us."]
    elsewhere = setting(appeal=Appeal(text="Give.", address="https://give.example/us"))
    told = story(Paragraph((Text("As you like."),)), id="give", slug="give", headline="Help us")
    own = made(GivePage(story_bytes(told)), elsewhere)["give/index.html"]
    assert shown(own, "//h1") == ["Help us"]
    assert "As you like." in own
    assert shown(own, "//main//a[@href='https://give.example/us']") == ["https://give.example/us"]
    assert shown(own, "//*[@class='slip']//address") == ["1 Main St Springfield"]
    bare = made(GivePage(), setting(appeal=Appeal(), postal=""))["give/index.html"]
    assert shown(bare, "//*[@class='slip']") == []


def test_pages_that_are_not_there_offer_search_sections_and_an_address() -> None:
    """R25."""
    files = made(MissingPage((Link("Water", "sections/water/"),)))
    assert sorted(files) == ["404.html", "410.html"]
    for page in files.values():
        assert shown(page, "//form/@action") == ["/search/"]
        assert "/sections/water/" in shown(page, "//main//a/@href")
        assert shown(page, "//main//address") == ["1 Main St Springfield"]
        assert shown(page, "//meta[@name='robots']/@content") == ["noindex"]


def test_the_page_of_the_search_and_the_frame_for_answers() -> None:
    files = made(SearchPage())
    assert sorted(files) == [SHELL, "search/index.html", "search/lite.html"]
    assert files[SHELL].count(MARKER) == 1
    assert f"<title>{TITLE_MARKER}</title>" in files[SHELL]
    assert "can’t search" in files["search/index.html"]


def test_a_site_below_a_folder_of_its_host_keeps_to_it() -> None:
    below = setting(site="https://example.org/news", fixed=(Link("About", "about/"), Link("Give", "give/")))
    page = made(FrontPage((), (card(WATER),), (Link("Mud", "storylines/mud/"),)), below)["index.html"]
    inside = [one for one in shown(page, "//a/@href") if one.startswith("/")]
    assert inside
    assert all(one.startswith("/news/") for one in inside)
    assert shown(page, "//link[@rel='canonical']/@href") == ["https://example.org/news/"]
    assert below.host == "example.org"
    assert "/news/about/" in inside


def test_policies_elsewhere_stand_at_the_foot_and_those_here_only_once() -> None:
    there = setting(policies=Policies(ethics="https://rules.example/e", about=f"{SITE}/about"))
    foot = shown(made(FrontPage((), (), ()), there)["index.html"], "//footer//a/@href")
    assert "https://rules.example/e" in foot
    assert f"{SITE}/about" not in foot


def test_every_page_names_the_templates_that_it_is_made_with() -> None:
    for page in (FrontPage((), (), ()), SearchPage(), GivePage(), Years(())):
        assert template_of(page)
        assert make_page(page, setting("web"))
    assert template_of(Page()) == ()
    assert make_page(Page(), setting()) == []


@pytest.mark.parametrize(("cents", "told"), [(5, "5¢"), (99, "99¢"), (100, "$1.00"), (1250, "$12.50")])
def test_money(cents: int, told: str) -> None:
    assert money(cents) == told


def test_a_larger_file_never_sounds_smaller() -> None:
    assert [size(count) for count in (0, 1_499, 999_499, 999_500, 2_345_678)] == [
        "1 kB",
        "1 kB",
        "999 kB",
        "1.0 MB",
        "2.3 MB",
    ]
    assert all(before != after for before, after in pairwise([size(10**n) for n in range(3, 9)]))
