"""The web edition, statement by statement of what readers and machines expect of one page."""

import json
import re
from base64 import b64decode, b64encode
from datetime import date
from hashlib import sha256
from html import unescape
from io import BytesIO
from itertools import pairwise
from typing import Any

import brotli
import pytest
from hypothesis import given, settings
from lxml import html
from PIL import Image

from freesheet import samples
from freesheet.edition import Artifact
from freesheet.editions.web import EDITION
from freesheet.editions.web.code import LONGEST, code
from freesheet.editions.web.look import DARK, lightened, look, running_foot
from freesheet.house import LEAST_CONTRAST, Appeal, House, Look, Policies, contrast
from freesheet.story.nodes import (
    Byline,
    Correction,
    Embed,
    Foreign,
    Issue,
    Note,
    Origin,
    PullQuote,
    Series,
    Source,
    Story,
    Withdrawal,
)
from freesheet.story.walk import words_in
from tests.strategies import (
    NOON,
    heading,
    image_bytes,
    inline,
    kit,
    link,
    paragraph,
    picture,
    quotation,
    stories,
    story,
    table,
)

HOUSE = House(
    name="The Free Sheet",
    site="https://example.org",
    postal="The Free Sheet\nP.O. Box 12\nSpringfield, IL 62701",
    contact="desk@example.org",
    time_zone="America/Chicago",
    licence="CC BY 4.0",
    licence_address="https://creativecommons.org/licenses/by/4.0/",
    republish="Keep the byline.",
    policies=Policies(corrections="https://example.org/corrections/", privacy="https://example.org/privacy/"),
    appeal=Appeal(text="Those who can afford to give keep it free.", address="https://example.org/give/"),
)
BESIDE = {
    "web": "index.html",
    "print": "print.pdf",
    "large-print": "large-print.pdf",
    "booklet": "booklet.pdf",
    "lite": "lite.html",
    "text": "text.txt",
    "epub": "{slug}.epub",
}
# The pictures of a story; the code of its address, for paper, is none.
PICTURES = "//img[not(ancestor::*[@class='qr'])]"
# What XPath finds in a page is known to the one who wrote it alone.
Page = Any


def make(
    told: Story, house: House = HOUSE, beside: dict[str, str] | None = None, **fields: Any
) -> tuple[Artifact, ...]:
    return EDITION.make(Issue.of(told), kit(house, beside=BESIDE if beside is None else beside, **fields))


def page(told: Story, house: House = HOUSE, **fields: Any) -> Page:
    return html.document_fromstring(make(told, house, **fields)[0].data.decode())


def texts(found: Page, path: str) -> list[str]:
    return [" ".join(element.text_content().split()) for element in found.xpath(path)]


def meta(found: Page, name: str) -> list[str]:
    return [str(value) for value in found.xpath(f"//meta[@name='{name}' or @property='{name}']/@content")]


def facts(found: Page) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(found.findtext(".//script") or "")
    return told


def style(found: Page) -> str:
    return found.findtext(".//style") or ""


FULL = story(
    paragraph("A ", link("report", "https://example.org/report"), Note(inline("Counted in May."))),
    heading("Later", level=4),
    quotation("I was there.", source="A witness"),
    picture("b.jpg", "A room"),
    kind="analysis",
    section="Libraries",
    topics=("Paper", "Mail"),
    series=Series("The paper trail", 3, 7),
    bylines=(Byline("Ana Ruiz"), Byline("Sam Lee", outlet="River Record")),
    updated=NOON.replace(day=4),
    corrections=(
        Correction(NOON.replace(day=5), "It said 4.", "It is 5."),
        Correction(NOON.replace(day=6), "The name was wrong.", "It is Elm.", substantial=True),
    ),
    origin=Origin("River Record", "https://river.example/a", "Ten pages", date(2026, 5, 1)),
    lead=picture("lead.jpg", "A town", caption=inline("At dusk."), credit="Ana Ruiz"),
    sources=(Source("Audit", "County", published=date(2026, 1, 2), address="https://example.org/audit"),),
    licence="CC BY 4.0",
    terms="Keep the byline.",
)


# ── Reading order and landmarks ──


def test_the_first_thing_to_focus_on_is_the_skip_link() -> None:
    found = page(FULL)
    first = found.xpath("//body//*[self::a or self::button or self::input or @tabindex]")[0]
    assert (first.get("class"), first.get("href")) == ("skip", "#main")
    assert found.xpath("//main/@id") == ["main"]


def test_there_is_one_headline_and_no_heading_skips_a_level() -> None:
    found = page(FULL)
    levels = [int(element.tag[1]) for element in found.xpath("//h1|//h2|//h3|//h4")]
    assert levels.count(1) == 1
    assert texts(found, "//h1") == ["Library printer stays free"]
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_each_landmark_is_there_once() -> None:
    found = page(FULL)
    counts = {name: len(found.xpath(f"//{name}")) for name in ("main", "article", "nav", "aside", "footer")}
    assert counts == {"main": 1, "article": 1, "nav": 1, "aside": 1, "footer": 1}
    assert len(found.xpath("/html/body/header")) == 1


def test_everything_is_in_the_order_that_it_is_read() -> None:
    told = " ".join(page(FULL).find("body").text_content().split())
    order = (
        "Analysis · Libraries",
        "Library printer stays free",
        "The county votes",
        "By Ana Ruiz and Sam Lee, River Record",
        "This article was originally published by River Record on May 1, 2026.",
        "Published May 3, 2026",
        "Updated May 4, 2026",
        "Corrected May 6, 2026",
        "1 min read",
        "E-mail this story",
        "Editor’s note, May 6, 2026: The name was wrong. It is Elm.",
        "At dusk. Credit: Ana Ruiz",
        "A report",
        "Correction, May 5, 2026: It said 4. It is 5.",
        "Audit, County, January 2, 2026",
        "Counted in May.",
        "Part 3 of 7 in the series The paper trail",
        "Paper · Mail",
        "Licence: CC BY 4.0.",
        "Keep the byline.",
        "Those who can afford to give keep it free.",
        "P.O. Box 12",
        "Corrections policy",
    )
    places = [told.find(part) for part in order]
    assert -1 not in places
    assert places == sorted(places)


def test_a_date_has_its_offset_and_an_update_shows_only_when_the_text_changed() -> None:
    assert page(story(updated=NOON)).xpath("//time/@datetime") == ["2026-05-03T07:00:00-05:00"]
    assert len(page(FULL).xpath("//time")) == 3


def test_an_undated_story_tells_no_date() -> None:
    found = page(story(published=None))
    assert not found.xpath("//time")
    assert not meta(found, "article:published_time")
    assert "datePublished" not in facts(found)


def test_footnotes_lead_there_and_back() -> None:
    found = page(story(paragraph("A", Note(inline("n"))), paragraph("B", Note(inline("n")), Note(inline("m")))))
    assert found.xpath("//sup/a/@href") == ["#n1", "#n1", "#n2"]
    assert found.xpath("//sup/a/@id") == ["r1", "r2"]
    assert found.xpath("//section[@id='notes']//li/@id") == ["n1", "n2"]
    assert found.xpath("//a[@class='back']/@href") == ["#r1", "#r2"]


def test_a_note_that_only_a_pull_quote_holds_leads_nowhere_back() -> None:
    found = page(story(PullQuote(inline("A", Note(inline("n"))))))
    assert texts(found, "//section[@id='notes']//li") == ["n"]
    assert not found.xpath("//a[@class='back']")


def test_a_pull_quote_is_hidden_from_screen_readers_and_holds_nothing_to_focus_on() -> None:
    found = page(story(PullQuote(inline("A ", link("b", "https://example.org")))))
    assert texts(found, "//*[@aria-hidden='true']") == ["A b"]
    assert not found.xpath("//*[@aria-hidden='true']//a")


def test_links_to_other_editions_are_plain_and_only_to_those_that_lie_beside_it() -> None:
    beside = {"print": "print.pdf", "epub": "{slug}.epub"}
    found = page(FULL, beside=beside)
    assert found.xpath("//nav//a/@href")[1:] == ["https://river.example/a", "print.pdf", "library-printer.epub"]
    assert found.xpath("//nav//a/@href")[0].startswith("mailto:?subject=Library%20printer")
    assert found.xpath("//link[@rel='alternate']/@href") == ["print.pdf", "library-printer.epub"]


def test_a_page_without_address_or_neighbours_has_no_row_of_links() -> None:
    found = page(story(), House(), beside={})
    assert not found.xpath("//nav|//link[@rel='canonical']|//link[@rel='alternate']|//meta[@property='og:url']")
    assert not found.xpath("//*[@class='qr']|//body/header//a|//footer//a|//address")
    assert texts(found, "//footer") == ["Freesheet"]


def test_the_appeal_is_one_still_box_at_the_end() -> None:
    found = page(FULL)
    assert found.xpath("//aside/@aria-label") == ["Keep this free for everyone"]
    assert not page(FULL, House(appeal=Appeal())).xpath("//aside")


def test_a_withdrawn_story_keeps_its_notice_and_loses_its_body() -> None:
    found = page(story("Gone.", lead=picture(), withdrawal=Withdrawal(NOON.replace(day=9), "Its source was invented.")))
    told = found.text_content()
    assert "This story was withdrawn on May 9, 2026. Its source was invented." in " ".join(told.split())
    assert "Gone." not in told
    assert "min read" not in told
    assert not found.xpath(f"{PICTURES}|//meta[@name='robots']")


def test_an_embed_is_a_link_never_a_frame() -> None:
    found = page(story(Embed("https://video.example/1", "The meeting")))
    assert texts(found, "//p[@class='embed']/a[@href='https://video.example/1']") == ["The meeting"]
    assert not found.xpath("//iframe|//object|//embed|//video")


def test_a_link_that_must_not_be_followed_is_words_and_a_path_is_one_of_the_site() -> None:
    found = page(story(paragraph(link("bad", "javascript:alert(1)"), link("about", "/about/"))))
    assert "bad" in texts(found, "//div[@class='body']")[0]
    assert found.xpath("//div[@class='body']//a/@href") == ["https://example.org/about/"]


# ── Pictures ──


def shown(**fields: Any) -> Page:
    told = story("A.", picture("in text.png", "A room"), lead=picture("photos/Été 1.JPG", "A town"), **fields)
    pictures = {"photos/Été 1.JPG": image_bytes(1600, 900, "JPEG"), "in text.png": image_bytes(300, 200)}
    return page(told, pictures=pictures)


def test_the_lead_loads_at_once_and_the_others_when_they_come_near() -> None:
    lead, other = shown().xpath(PICTURES)
    assert dict(lead.attrib) == {
        "src": "ete-1-640.jpg",
        "srcset": "ete-1-640.jpg 640w, ete-1-1280.jpg 1280w",
        "sizes": "(min-width: 58.5rem) 56rem, calc(100vw - 2.5rem)",
        "alt": "A town",
        "width": "1280",
        "height": "720",
        "fetchpriority": "high",
    }
    assert dict(other.attrib) == {
        "src": "in-text-300.jpg",
        "alt": "A room",
        "width": "300",
        "height": "200",
        "loading": "lazy",
        "decoding": "async",
    }


def test_pictures_lie_beside_the_page_and_are_never_enlarged() -> None:
    told = story(picture("a.jpg"), lead=picture("b.jpg"))
    files = make(told, pictures={"a.jpg": image_bytes(900, 600, "JPEG"), "b.jpg": image_bytes(2000, 10, "JPEG")})
    sizes = {file.path: Image.open(BytesIO(file.data)).width for file in files[1:]}
    assert sizes == {"b-640.jpg": 640, "b-1280.jpg": 1280, "a-640.jpg": 640, "a-900.jpg": 900}


def test_pictures_whose_names_would_clash_keep_apart() -> None:
    told = story(picture("a/x.jpg"), picture("b/x.jpg"), picture("x-120.jpg"), picture("a/x.jpg", "Again"))
    paths = [file.path for file in make(told)[1:]]
    assert paths == ["x-2-120.jpg", "x-3-120.jpg", "x-120-120.jpg"]


def test_a_missing_picture_is_described_and_reported_once() -> None:
    told = story(picture("missing.jpg", "A clock"), picture("missing.jpg", "A clock again"))
    files = make(told)
    assert "Picture: A clock" in files[0].data.decode()
    assert [loss.what for loss in files[0].losses] == ["The picture missing.jpg is not in the folder."]
    assert len(files) == 1


def test_a_decorative_picture_has_an_empty_description() -> None:
    assert page(story(lead=picture(decorative=True))).xpath(f"{PICTURES}/@alt") == [""]


# ── What machines read ──


def test_the_head_tells_what_the_page_is() -> None:
    found = page(FULL)
    assert found.findtext(".//title") == "Library printer stays free | The Free Sheet"
    assert found.xpath("/html/@lang") == ["en"]
    assert meta(found, "viewport") == ["width=device-width, initial-scale=1"]
    assert 50 <= len(meta(found, "description")[0]) <= 300
    assert found.xpath("//link[@rel='canonical']/@href") == ["https://river.example/a"]
    assert found.xpath("//link[@rel='license']/@href") == [HOUSE.licence_address]
    assert not meta(found, "robots")


def test_open_graph_is_whole_and_never_empty() -> None:
    found = page(FULL)
    graph = {
        str(tag.get("property")): str(tag.get("content")) for tag in found.xpath("//meta[@property!='article:tag']")
    }
    assert graph == {
        "og:type": "article",
        "og:title": "Library printer stays free",
        "og:description": meta(found, "description")[0],
        "og:url": "https://river.example/a",
        "og:site_name": "The Free Sheet",
        "og:locale": "en_US",
        "og:image": "https://example.org/library-printer/lead-120.jpg",
        "og:image:width": "120",
        "og:image:height": "80",
        "og:image:alt": "A town",
        "article:published_time": "2026-05-03T07:00:00-05:00",
        "article:modified_time": "2026-05-06T07:00:00-05:00",
        "article:section": "Libraries",
        "article:author": "Sam Lee",
    }
    assert meta(found, "article:author") == ["Ana Ruiz", "Sam Lee"]
    assert meta(found, "article:tag") == ["Paper", "Mail"]
    assert meta(found, "twitter:card") == ["summary_large_image"]


def test_the_card_is_small_without_a_picture_and_its_description_may_be_missing() -> None:
    assert meta(page(FULL, House()), "twitter:card") == ["summary"]
    assert not meta(page(story("A.", dek="")), "og:description")
    assert not meta(page(story(lead=picture(alt=""))), "og:image:alt")


@pytest.mark.parametrize("noindex", [True, False])
def test_a_page_is_kept_out_of_search_where_the_partner_asks(noindex: bool) -> None:
    found = page(story(origin=Origin("Partner", noindex=noindex)))
    assert meta(found, "robots") == (["noindex"] if noindex else [])


def test_the_data_and_the_visible_page_agree() -> None:
    found = page(FULL)
    known = facts(found)
    assert known["headline"] == texts(found, "//h1")[0]
    byline = texts(found, "//p[@class='byline']")[0]
    assert all(author["name"] in byline for author in known["author"])
    assert known["datePublished"] == found.xpath("//time/@datetime")[0]
    assert known["dateModified"] == max(found.xpath("//time/@datetime"))
    assert known["mainEntityOfPage"] == found.xpath("//link[@rel='canonical']/@href")[0]
    assert known["image"][0]["url"] == meta(found, "og:image")[0]
    assert known["wordCount"] == words_in(FULL)


def test_the_policy_lets_the_page_use_its_own_style_and_nothing_else() -> None:
    found = page(FULL)
    policy = found.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")[0]
    digest = b64encode(sha256(style(found).encode()).digest()).decode()
    assert policy == (
        f"default-src 'none'; img-src 'self' data:; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    )
    assert not found.xpath("//*[@style]|//form|//link[@rel='stylesheet']|//script[@type!='application/ld+json']")


@pytest.mark.parametrize("language", ["ar", "he", "fa", "ur-PK"])
def test_a_story_from_right_to_left_has_its_direction(language: str) -> None:
    assert page(story(language=language)).xpath("/html/@dir") == ["rtl"]


def test_the_furniture_says_its_language_where_the_story_has_another() -> None:
    found = page(story(paragraph(Foreign(inline("oui"), "fr")), language="de"))
    assert found.xpath("/html/@lang") == ["de"]
    assert found.xpath("//nav/@lang") == ["en"]
    assert found.xpath("//div[@class='body']//span/@lang") == ["fr"]
    assert not page(story()).xpath("//nav/@lang")


def test_the_house_s_words_are_foreign_in_a_story_of_another_language() -> None:
    assert page(story(language="es")).xpath("//aside//span/@lang") == ["en"]


# ── The style ──


def test_links_carry_the_numbers_of_their_notes_for_paper_alone() -> None:
    found = page(story(paragraph(link("a", "https://example.org/a"), link("about", "/about/"), Note(inline("n")))))
    assert found.xpath("//div[@class='body']//a/@data-n") == ["2", "3"]
    hidden = found.xpath("//section[@hidden]")[0]
    assert [item.get("value") for item in hidden.iter("li")][:2] == ["2", "3"]
    assert texts(hidden, ".//li")[:2] == ["a. https://example.org/a", "about. https://example.org/about/"]
    assert "a[data-n]::after{content:attr(data-n)" in style(found)


def test_a_link_that_must_not_be_followed_gets_no_note_on_paper() -> None:
    found = page(story(paragraph(link("a", "javascript:alert(1)"))), House())
    assert not found.xpath("//section[@hidden]")


def test_on_paper_each_page_has_the_headline_the_address_and_its_number() -> None:
    found = page(story(headline='A "quote" & </style> \\ end'))
    assert 'content:counter(page) " / " counter(pages)' in style(found)
    assert "content:attr(data-foot)" in style(found)
    (foot,) = found.xpath("/html/@data-foot")
    assert foot == unescape(running_foot("A “quote” & </style> \\ end", "https://example.org/library-printer/"))
    assert len(found.xpath("//h1")) == 1


def test_every_page_of_a_house_has_the_same_style() -> None:
    assert style(page(story())) == style(page(FULL)) == look(HOUSE.look.accent).style


def test_the_printed_page_has_a_code_of_its_address() -> None:
    (drawn,) = page(FULL).xpath("//*[@class='qr'][@hidden]/img")
    assert (drawn.get("src"), drawn.get("alt")) == (code("https://river.example/a"), "")


@pytest.mark.parametrize(
    ("address", "drawn"),
    [("", False), ("https://example.org/", True), ("https://example.org/" + "a" * LONGEST, False)],
)
def test_a_code_is_drawn_where_a_phone_can_read_it(address: str, drawn: bool) -> None:
    assert code(address).startswith("data:image/png;base64,") is drawn
    assert bool(code(address)) is drawn


@pytest.mark.parametrize("address", ["https://example.org/a/", "https://example.org/" + "a/é" * 60])
def test_a_code_is_a_square_of_black_and_white_that_begins_with_its_mark(address: str) -> None:
    drawn = Image.open(BytesIO(b64decode(code(address).partition(",")[2])))
    drawn.load()
    assert (drawn.mode, drawn.width) == ("1", drawn.height)
    # Versions 1 to 40 are 21 to 177 modules wide, in steps of four (ISO/IEC 18004).
    assert (drawn.width - 21) % 4 == 0
    marks = ["".join("#" if not drawn.getpixel((x, y)) else " " for x in range(8)) for y in range(8)]
    assert marks == ["####### ", "#     # ", "# ### # ", "# ### # ", "# ### # ", "#     # ", "####### ", "        "]


@pytest.mark.parametrize("colour", ["#8a1c1c", "#000000", "#003366", "#767676", "#0b5d1e", "#5b2a86"])
def test_the_accent_can_be_read_on_the_dark_face(colour: str) -> None:
    bright = lightened(colour)
    assert contrast(bright, DARK) >= LEAST_CONTRAST
    assert bright in style(page(story(), House(look=Look(accent=colour))))


def test_a_bright_colour_stays_as_it_is() -> None:
    assert lightened("#ffcc00") == "#ffcc00"


def test_the_style_has_no_request_no_zoom_lock_and_both_faces() -> None:
    sheet = style(page(FULL))
    assert not re.search(r"url\(|@import|@font-face", sheet)
    assert "prefers-color-scheme:dark" in sheet
    assert "$" not in sheet
    assert DARK in sheet


# ── Wire and wood ──


def thirteen_hundred_words() -> Story:
    """A sample story of real prose, made 1,300 words long with paragraphs of the others."""
    told = samples.story("the-gauge-that-said-nothing")
    more = (block for name in samples.names() for block in samples.story(name).body)
    body = list(told.body)
    while words_in(story(*body)) < 1300:
        body.append(next(more))
    return story(*body, **{name: getattr(told, name) for name in told.__struct_fields__ if name not in ("id", "body")})


def test_a_story_of_1300_words_is_one_request_of_at_most_14600_bytes() -> None:
    told = thirteen_hundred_words()
    assert words_in(told) >= 1300
    data = make(told, samples.house(), pictures={})[0].data
    assert len(brotli.compress(data, quality=11)) <= 14_600
    # A page without images may weigh 100 KB before compression.
    assert len(data) <= 100_000


def test_the_same_story_gives_the_same_bytes() -> None:
    assert make(FULL) == make(FULL)


@settings(max_examples=30)
@given(stories())
def test_any_story_gives_a_page_with_one_headline_unique_names_and_parsed_data(told: Story) -> None:
    found = page(told)
    names = [str(name) for name in found.xpath("//@id")]
    assert len(names) == len(set(names))
    assert len(found.xpath("//h1")) == 1
    assert facts(found)["headline"] == found.findtext(".//h1")
    assert all(found.xpath(f"//*[@id='{target[1:]}']") for target in found.xpath("//a[@role='doc-noteref']/@href"))


def test_a_story_of_tables_and_quotes_keeps_them() -> None:
    found = page(story(table(("A", "B"), ("1", "2"))))
    assert texts(found, "//th") == ["A", "B"]
