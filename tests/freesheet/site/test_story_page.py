"""A story's pages on the site: with pictures and text-only, with the ways on that only a whole site has."""

import json
from io import BytesIO
from typing import Any

import msgspec
import pytest
from PIL import Image

from freesheet.edition import MissingPicture
from freesheet.markup.article import article
from freesheet.site.pages import Copies, FileFact
from freesheet.site.pictures import copies, picture_element
from freesheet.site.setting import Setting
from freesheet.site.story_page import Around, lite_page, republishing_page, story_page
from freesheet.site.theme import BadTheme
from freesheet.story.nodes import Byline, Origin, Series, Story, Withdrawal
from tests.freesheet.site.settings import SITE, card, setting, shown
from tests.strategies import NOON, image_bytes, paragraph, picture, story

TOLD = story(
    "A.",
    picture("b.png", "A map"),
    id="t",
    slug="t",
    published=NOON,
    headline="The tap",
    section="Water",
    topics=("Mud", "Rain"),
    storylines=("The drought",),
    series=Series("Drops", 2, 3),
    bylines=(
        Byline("Ana Ruiz"),
        Byline("Ed Fox", address="https://fox.example/"),
        Byline("Sam Lee", role="Photographs by"),
    ),
    lead=picture("a.png", "A tap"),
)
FILES = (
    FileFact("lite", "t/lite.html", 900),
    FileFact("text", "t/text.txt", 900),
    FileFact("print", "t/print.pdf", 900, pages=3, sheets=2),
    FileFact("republish", "t/republish.html", 900),
)


def found(file: str = "a.png", width: int = 1500) -> tuple[str, Copies]:
    made, _files = copies(image_bytes(width, 900), file, file[0])
    return file, made


def around(**fields: Any) -> Around:
    other = {name: card(story("A.", id=name, slug=name, headline=name.title())) for name in ("before", "after", "near")}
    told = card(story("ب.", id="ar", slug="ar", headline="الماء", language="ar"))
    whole = Around(other["before"], other["after"], (other["near"],), (told,), (found(),), FILES)
    return msgspec.structs.replace(whole, **fields)


def page(told: Story = TOLD, beside: Around | None = None, one: Setting | None = None) -> str:
    one = one or setting()
    return story_page(article(told, one.house), around() if beside is None else beside, one)


def lite(told: Story = TOLD, beside: Around | None = None, one: Setting | None = None) -> str:
    one = one or setting()
    return lite_page(article(told, one.house), around() if beside is None else beside, one)


def test_a_story_leads_on_to_all_that_has_to_do_with_it() -> None:
    text = page()
    links = set(shown(text, "//article//a/@href"))
    assert links >= {
        *("/", "/sections/water/", "/authors/ana-ruiz/", "/authors/ed-fox/", "/topics/mud/", "/topics/rain/"),
        *("/storylines/the-drought/", "/series/drops/", "/before/", "/after/", "/near/", "/ar/"),
        *("/t/lite.html", "/t/text.txt", "/t/print.pdf", "/t/republish.html"),
    }
    assert shown(text, "//*[@class='byline']") == ["By Ana Ruiz and Ed Fox; Photographs by Sam Lee"]
    assert shown(text, "//ul[@class='to-print']/li") == ["Print 2 sheets, about 30¢"]
    assert shown(text, "//nav[@class='trail']//li") == ["Front page", "Water"]
    assert shown(text, "//link[@hreflang]/@hreflang") == ["en", "ar"]
    assert shown(text, "//link[@type='application/pdf']/@href") == ["/t/print.pdf"]
    assert shown(text, "//link[@type='application/rss+xml']/@href") == ["/feed.rss"]


def test_a_text_only_story_leads_on_to_text_only_pages() -> None:
    text = lite()
    links = [link for link in shown(text, "//a/@href") if link.startswith("/") and not link.startswith("/t/")]
    assert links
    assert all(link.endswith("lite.html") for link in links)
    assert shown(text, "//nav//a/@href")[:2] == ["/lite.html", "/sections/water/lite.html"]
    assert "/t/" in shown(text, "//a/@href")
    assert "/t/print.pdf" in shown(text, "//a/@href")
    assert shown(text, "//img | //style") == []
    assert shown(text, "//link[@rel='canonical']/@href") == [f"{SITE}/t/"]


@pytest.mark.parametrize("make", [page, lite])
def test_a_story_in_another_language_tells_what_the_house_says_in_its_own(make: Any) -> None:
    told = msgspec.structs.replace(TOLD, language="ar", series=None, storylines=())
    text = make(told)
    assert shown(text, "/html/@dir") == ["rtl"]
    assert shown(text, "//body/header/@lang") == ["en"]
    assert shown(text, "//body/footer/@dir") == ["ltr"]


@pytest.mark.parametrize("make", [page, lite])
def test_a_story_alone_leads_home(make: Any) -> None:
    bare = story("A.", id="b", slug="b", published=NOON, section="", topics=(), bylines=())
    text = make(bare, Around(), setting("web", site=""))
    assert "/near/" not in text
    assert shown(text, "//*[@class='byline'] | //*[@rel='author'] | //link[@hreflang]") == []
    assert shown(make(TOLD, one=setting(site="")), "//meta[@property='og:image']") == []
    first = make(TOLD, around(previous=b""))
    assert "Before this" not in first
    last = make(TOLD, around(next=b""))
    assert "Next: " not in last


def test_machines_are_told_where_the_authors_pages_are() -> None:
    facts = json.loads(shown(page(), "//script")[0])
    assert [author["url"] for author in facts["author"]] == [f"{SITE}/authors/ana-ruiz/", "https://fox.example/"]
    assert "url" not in facts["contributor"][0]
    assert facts["image"][0]["width"] == 1280
    assert f"{SITE}/authors/" not in " ".join(shown(page(), "//*[contains(@class, 'links')]"))


def test_the_lead_loads_at_once_and_nothing_else_does() -> None:
    text = page(beside=around(pictures=(found(), found("b.png", 300))))
    assert shown(text, "//img[@fetchpriority='high']/@alt") == ["A tap"]
    assert shown(text, "//img[@loading='lazy']/@alt") == ["A map"]
    # A picture that is not there is described, and has no facts.
    without = page(beside=around(pictures=()))
    assert shown(without, "//picture | //meta[@property='og:image']") == []
    assert "A tap" in without
    gone = page(msgspec.structs.replace(TOLD, withdrawal=Withdrawal(NOON, "It was wrong.")))
    assert shown(gone, "//picture") == []


def test_a_picture_is_never_enlarged_and_has_a_light_copy_for_paper() -> None:
    made, files = copies(image_bytes(300, 200), "small.png", "0123")
    assert [path for path, _data in files] == [
        "pictures/0123-300.avif",
        "pictures/0123-300.webp",
        "pictures/0123-300.jpg",
        made.grey.path if made.grey else "",
    ]
    for path, data in files:
        with Image.open(BytesIO(data)) as image:
            assert image.size == (300, 200), path
    element = picture_element(made, "", "/news", lead=False)
    assert 'width="300" height="200"' in element
    assert "srcset" not in element.partition("<img")[2]
    large, _files = copies(image_bytes(1500, 900, "PNG"), "large.png", "4567")
    assert "1280w" in picture_element(large, "a", "", lead=True).partition("<img")[2]
    assert 'media="print"' not in picture_element(Copies(large.by_type), "a", "", lead=True)


def test_pictures_of_odd_kinds_are_made_too() -> None:
    out = BytesIO()
    Image.new("P", (80, 60)).save(out, "GIF")
    _made, files = copies(out.getvalue(), "odd.gif", "89ab")
    assert all(data for _path, data in files)
    with pytest.raises(MissingPicture):
        copies(b"no picture", "bad.png", "cdef")


def test_the_page_to_republish_a_story_from() -> None:
    one = setting()
    told = article(TOLD, one.house)
    text = republishing_page(told, around(), one).decode()
    assert len(shown(text, "//textarea[@readonly]")) == 3
    assert shown(text, "//meta[@name='robots']/@content") == ["noindex"]
    assert shown(text, "//nav[@class='trail']//li") == ["Front page", "The tap", "Republish this story"]
    free = msgspec.structs.replace(TOLD, lead=picture("a.png", "A tap", republishable=True))
    assert f"{SITE}/pictures/a-1280.jpg" in republishing_page(article(free, one.house), around(), one).decode()
    lost = republishing_page(article(free, one.house), around(pictures=()), one).decode()
    assert "[Picture: A tap" in shown(lost, "//textarea")[0]
    partner = Origin("River Record", "https://river.example/a", "Ten pages", NOON.date(), "all rights reserved")
    theirs = article(msgspec.structs.replace(TOLD, origin=partner), one.house)
    assert republishing_page(theirs, around(), one) == b""


def test_a_house_may_replace_a_single_template() -> None:
    one = setting(own={"story.html.j2": "{{ article.headline }}!"})
    assert page(one=one) == "The tap!\n"
    broken = setting(own={"story.html.j2": "\n{{ nothing.at.all }}"})
    with pytest.raises(BadTheme, match=r"theme/story.html.j2, line 2: "):
        page(one=broken)


def test_a_paragraph_is_in_both_pages() -> None:
    told = msgspec.structs.replace(TOLD, body=(paragraph("Every word."),))
    assert "Every word." in page(told)
    assert "Every word." in lite(told)
