"""RSS, Atom and JSON Feed."""

import json
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given, settings, strategies as st
from lxml import etree
from msgspec.structs import replace

from freesheet.markup.article import article
from freesheet.site.content import Content, Shown, Sound, content
from freesheet.site.feeds import Entry, Feed, atom, entry, json_feed, rfc822, rfc3339, rss
from freesheet.site.identity import identity
from freesheet.story.nodes import Byline, Correction, Origin, Story, Withdrawal
from tests import feed_rules
from tests.cards import HOUSE, card_of
from tests.feed_rules import ATOM, CONTENT, DC, DCTERMS, MEDIA
from tests.strategies import NOON, paragraph, picture, stories, story

SITE = "https://www.example.org/"
LATER = datetime(2026, 5, 9, 3, tzinfo=UTC)
LEAD = Shown(f"{SITE}pictures/a1b2.webp", 1280, 720)
HARD = "\u202bנעם\u202c 🖨️ & <b>]]></b> “naïve”"


def entry_of(one: Story) -> Entry:
    told = article(one, HOUSE)
    return entry(card_of(one), f"{SITE}{one.slug}/", content(told, HOUSE, lambda _: LEAD), HOUSE)


def feed(**fields: Any) -> Feed:
    folder = f"{SITE}topics/water/"
    plain: dict[str, Any] = {
        "title": "Water",
        "home": folder,
        "folder": folder,
        "updated": LATER,
        "publisher": HOUSE.name,
    }
    return Feed(id=identity(HOUSE, "feeds", "topics/water/"), **plain | fields)


def faults(feed: Feed, *entries: Entry) -> list[str]:
    return [
        *feed_rules.of_rss(rss(feed, entries, HOUSE)),
        *feed_rules.of_atom(atom(feed, entries, HOUSE)),
        *feed_rules.of_json(json_feed(feed, entries)),
    ]


def items(*entries: Entry) -> tuple[etree._Element, etree._Element, Any]:
    """The first entry of each format."""
    first = etree.fromstring(rss(feed(), entries, HOUSE)).find("channel/item")
    second = etree.fromstring(atom(feed(), entries, HOUSE)).find(f"{ATOM}entry")
    assert first is not None
    assert second is not None
    return first, second, json.loads(json_feed(feed(), entries))["items"][0]


def attributes_of(element: etree._Element) -> dict[str, str]:
    return {str(name): str(value) for name, value in element.attrib.items()}


def test_a_story_in_rss():
    item, _, _ = items(
        entry_of(
            story(
                "It costs nothing.",
                section="News",
                topics=("water", "libraries", "water"),
                storylines=("The printer",),
                bylines=(Byline("Ana Ruiz", outlet="The Courier"), Byline("Bo Lind"), Byline("Cy", role="Photo by")),
                lead=picture(alt="A box", credit="Cy Moss"),
                corrections=(Correction(LATER, "It costs.", "It is free."),),
            )
        )
    )
    told = [(child.tag, child.text) for child in item if child.tag != f"{CONTENT}encoded" and len(child) == 0]
    assert told == [
        ("title", "Library printer stays free"),
        ("link", f"{SITE}library-printer/"),
        ("guid", "tag:example.org,2026:stories/story-1"),
        ("pubDate", "Sun, 03 May 2026 08:00:00 -0400"),
        (f"{DCTERMS}modified", "2026-05-08T23:00:00-04:00"),
        (f"{DC}language", "en"),
        (f"{DC}creator", "Ana Ruiz"),
        (f"{DC}creator", "Bo Lind"),
        ("category", "News"),
        ("category", "water"),
        ("category", "libraries"),
        ("category", "The printer"),
        (f"{DC}rights", "Copyright © 2026 The Test House. CC BY-ND 4.0"),
        ("description", "The county votes to keep ten free pages a day."),
    ]
    media = item.find(f"{MEDIA}content")
    assert media is not None
    assert attributes_of(media) == {
        "url": LEAD.address,
        "type": "image/webp",
        "medium": "image",
        "width": "1280",
        "height": "720",
    }
    assert [(child.tag, child.text) for child in media] == [
        (f"{MEDIA}description", "A box"),
        (f"{MEDIA}credit", "Cy Moss"),
    ]
    assert "It is free." in (item.findtext(f"{CONTENT}encoded") or "")


def test_a_republished_story_names_where_it_was_first():
    origin = Origin(
        "The Courier & Co", "https://example.com/a?x=1&y=2", published=date(2026, 5, 1), licence="CC BY 4.0"
    )
    item, told, facts = items(entry_of(story(origin=origin, bylines=())))
    source = item.find("source")
    assert source is not None
    assert (source.get("url"), source.text) == (origin.address, "The Courier & Co")
    assert item.findtext(f"{DC}creator") == "The Courier & Co"
    assert [(child.tag, child.text) for child in told.findall(f"{ATOM}source/*")] == [
        (f"{ATOM}id", origin.address),
        (f"{ATOM}title", "The Courier & Co"),
        (f"{ATOM}link", None),
        (f"{ATOM}updated", "2026-05-01T00:00:00-04:00"),
    ]
    assert told.findtext(f"{ATOM}rights") == "The Courier & Co. CC BY 4.0"
    assert facts["external_url"] == origin.address


def test_the_day_of_an_origin_that_tells_none_is_the_storys():
    _, told, _ = items(entry_of(story(origin=Origin("The Courier", "https://example.com/a"))))
    assert told.findtext(f"{ATOM}source/{ATOM}updated") == told.findtext(f"{ATOM}published")


def test_an_origin_without_an_address_has_no_source_element():
    item, told, facts = items(entry_of(story(origin=Origin("The Courier"))))
    assert item.find("source") is None
    assert told.find(f"{ATOM}source") is None
    assert "external_url" not in facts


def test_content_without_an_origin_takes_the_cards():
    card = replace(card_of(story()), partner="The Courier", original="https://example.com/a")
    item, told, _ = items(entry(card, SITE, Content("<p>a</p>"), HOUSE))
    assert item.find("source") is not None
    assert told.findtext(f"{ATOM}source/{ATOM}id") == "https://example.com/a"


def test_a_correction_bumps_updated_and_neither_published_nor_id_nor_order():
    plain, newer = story(), story(id="story-2", published=NOON + timedelta(hours=1))
    corrected = replace(plain, corrections=(Correction(LATER, "It costs.", "It is free."),))
    before, after = items(entry_of(plain)), items(entry_of(corrected))
    for tag in ("id", "published"):
        assert before[1].findtext(f"{ATOM}{tag}") == after[1].findtext(f"{ATOM}{tag}")
    assert before[1].findtext(f"{ATOM}updated") == before[1].findtext(f"{ATOM}published")
    assert after[1].findtext(f"{ATOM}updated") == "2026-05-08T23:00:00-04:00"
    assert after[2]["date_modified"] == "2026-05-08T23:00:00-04:00"
    assert after[2]["date_published"] == before[2]["date_published"]
    assert "It is free." in after[2]["content_html"]
    ids = [one["id"] for one in json.loads(json_feed(feed(), [entry_of(corrected), entry_of(newer)]))["items"]]
    assert ids == [identity(HOUSE, "stories", "story-2"), identity(HOUSE, "stories", "story-1")]


def test_a_withdrawn_story_stays_with_its_notice_for_a_text():
    item, told, facts = items(
        entry_of(story("The body.", lead=picture(), withdrawal=Withdrawal(LATER, "It was not true.")))
    )
    for html in (item.findtext(f"{CONTENT}encoded"), told.findtext(f"{ATOM}content"), facts["content_html"]):
        assert "It was not true." in (html or "")
        assert "The body." not in (html or "")
    assert item.find(f"{MEDIA}content") is None
    assert facts["date_modified"] == "2026-05-08T23:00:00-04:00"


def test_what_can_be_heard_is_attached():
    sound = Sound("https://example.com/a.mp3?a=1&b=2", "audio/mpeg", "The council <live>")
    one = entry(card_of(story()), SITE, Content("<p>a</p>", sounds=(sound,)), HOUSE)
    item, told, facts = items(one)
    media = item.find(f"{MEDIA}content")
    assert media is not None
    assert (media.get("url"), media.get("medium"), media.findtext(f"{MEDIA}title")) == (
        sound.address,
        "audio",
        "The council <live>",
    )
    link = told.find(f"{ATOM}link[@rel='enclosure']")
    assert link is not None
    assert (link.get("href"), link.get("title")) == (sound.address, "The council <live>")
    assert facts["attachments"] == [{"url": sound.address, "mime_type": "audio/mpeg", "title": "The council <live>"}]
    assert faults(feed(), one) == []


@pytest.mark.parametrize(
    ("lead", "attributes"),
    [
        (Shown("https://example.org/a"), {"url": "https://example.org/a", "medium": "image"}),
        (
            Shown("https://example.org/a.JPG"),
            {"url": "https://example.org/a.JPG", "type": "image/jpeg", "medium": "image"},
        ),
    ],
)
def test_a_picture_tells_only_what_is_known(lead, attributes):
    item, _, _ = items(entry(card_of(story()), SITE, Content("", lead=lead), HOUSE))
    media = item.find(f"{MEDIA}content")
    assert media is not None
    assert attributes_of(media) == attributes
    assert len(media) == 0


def test_hard_characters_survive_and_illegal_ones_go():
    one = story(
        paragraph(f"{HARD} \x00\x0bend"), headline=f"{HARD}\x07", dek=HARD, topics=(HARD,), bylines=(Byline(HARD),)
    )
    item, told, facts = items(entry_of(one))
    assert item.findtext("title") == told.findtext(f"{ATOM}title") == facts["title"] == HARD
    assert item.findtext(f"{DC}creator") == told.findtext(f"{ATOM}author/{ATOM}name") == facts["authors"][0]["name"]
    assert facts["authors"][0]["name"] == HARD
    assert "]]&gt;" in (item.findtext(f"{CONTENT}encoded") or "")
    assert item.findtext(f"{CONTENT}encoded") == told.findtext(f"{ATOM}content") == facts["content_html"]
    assert faults(feed(title=HARD, description=HARD, rights=HARD), entry_of(one)) == []


def test_markup_that_ends_a_section_ends_no_feed():
    item, _, _ = items(entry(card_of(story()), SITE, Content("<p>a]]>b</p>"), HOUSE))
    assert item.findtext(f"{CONTENT}encoded") == "<p>a]]>b</p>"


def test_a_feed_tells_its_title_its_home_and_itself():
    full = feed(
        description="All about water.",
        icon=f"{SITE}icon.png",
        rights="CC BY-ND 4.0",
        language="es",
        publisher="The House",
    )
    channel = etree.fromstring(rss(full, [], HOUSE))[0]
    for tag, text in {
        "title": "Water",
        "link": full.home,
        "description": "All about water.",
        "language": "es",
        "copyright": "CC BY-ND 4.0",
        "lastBuildDate": "Fri, 08 May 2026 23:00:00 -0400",
        "image/url": f"{SITE}icon.png",
    }.items():
        assert channel.findtext(tag) == text
    root = etree.fromstring(atom(full, [], HOUSE))
    for tag, text in {
        "id": "tag:example.org,2026:feeds/topics/water/",
        "subtitle": "All about water.",
        "rights": "CC BY-ND 4.0",
        "icon": f"{SITE}icon.png",
        "updated": "2026-05-08T23:00:00-04:00",
    }.items():
        assert root.findtext(f"{ATOM}{tag}") == text
    assert root.findtext(f"{ATOM}author/{ATOM}name") == "The House"
    assert json.loads(json_feed(full, [])) == {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "Water",
        "home_page_url": full.home,
        "feed_url": f"{SITE}topics/water/feed.json",
        "description": "All about water.",
        "icon": f"{SITE}icon.png",
        "authors": [{"name": "The House"}],
        "language": "es",
        "items": [],
    }
    assert faults(full) == []


def test_the_newest_entries_say_where_the_archive_begins():
    root = etree.fromstring(atom(feed(older=f"{SITE}topics/water/page/7/"), [], HOUSE))
    links = {link.get("rel"): link.get("href") for link in root.findall(f"{ATOM}link")}
    assert links == {
        "alternate": f"{SITE}topics/water/",
        "self": f"{SITE}topics/water/feed.atom",
        "prev-archive": f"{SITE}topics/water/page/7/feed.atom",
    }


def test_a_page_of_the_archive_names_its_neighbours_and_the_current_feed():
    page = feed(
        folder=f"{SITE}topics/water/page/2/",
        older=f"{SITE}topics/water/page/1/",
        newer=f"{SITE}topics/water/page/3/",
        current=f"{SITE}topics/water/",
        whole="archive",
    )
    channel = etree.fromstring(rss(page, [], HOUSE))[0]
    assert channel.find(f"{feed_rules.FH}archive") is not None
    assert {link.get("rel"): link.get("href") for link in channel.findall(f"{ATOM}link")} == {
        "self": f"{SITE}topics/water/page/2/feed.rss",
        "prev-archive": f"{SITE}topics/water/page/1/feed.rss",
        "next-archive": f"{SITE}topics/water/page/3/feed.rss",
        "current": f"{SITE}topics/water/feed.rss",
    }
    assert json.loads(json_feed(page, []))["next_url"] == f"{SITE}topics/water/page/1/feed.json"
    assert faults(page) == []
    assert faults(feed(whole="complete")) == []


@pytest.mark.parametrize(
    ("when", "mail", "web"),
    [
        (NOON, "Sun, 03 May 2026 08:00:00 -0400", "2026-05-03T08:00:00-04:00"),
        (datetime(2026, 1, 2, 3, 4, 5, 678901, UTC), "Thu, 01 Jan 2026 22:04:05 -0500", "2026-01-01T22:04:05-05:00"),
        (
            datetime(2026, 5, 3, 12, tzinfo=timezone(timedelta(hours=5, minutes=30))),
            "Sun, 03 May 2026 02:30:00 -0400",
            "2026-05-03T02:30:00-04:00",
        ),
        # New York was 4 hours, 56 minutes and 2 seconds behind Greenwich until 1883.
        (datetime(1880, 5, 3, 12, tzinfo=UTC), "Mon, 03 May 1880 12:00:00 +0000", "1880-05-03T12:00:00+00:00"),
    ],
)
def test_dates_are_told_in_the_houses_zone(when, mail, web):
    assert rfc822(when, HOUSE) == mail
    assert rfc3339(when, HOUSE) == web


@settings(max_examples=40)
@given(st.lists(stories(), max_size=2))
def test_any_stories_make_feeds_without_faults_that_give_the_words_back(chosen):
    chosen = [replace(one, id=f"{one.id} {place}") for place, one in enumerate(chosen)]
    entries = [entry_of(one) for one in chosen]
    assert faults(feed(), *entries) == []
    told = {identity(HOUSE, "stories", one.id): one.headline for one in chosen}
    root, top = etree.fromstring(rss(feed(), entries, HOUSE)), etree.fromstring(atom(feed(), entries, HOUSE))
    assert {item.findtext("guid"): item.findtext("title") for item in root.iter("item")} == told
    assert {one.findtext(f"{ATOM}id"): one.findtext(f"{ATOM}title") for one in top.iter(f"{ATOM}entry")} == told
    html = {one["id"]: one["content_html"] for one in json.loads(json_feed(feed(), entries))["items"]}
    assert {one.findtext("guid"): one.findtext(f"{CONTENT}encoded") for one in root.iter("item")} == html
    assert {one.findtext(f"{ATOM}id"): one.findtext(f"{ATOM}content") for one in top.iter(f"{ATOM}entry")} == html


# ── The rules themselves ─────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("good", "bad"),
    [
        (b'isPermaLink="false"', b'isPermaLink="true"'),
        (b"-0400</pubDate>", b"EDT</pubDate>"),
        (b"<title>Library printer stays free</title>", b""),
        (b"https://www.example.org/library-printer/", b"/library-printer/"),
        (b"<dc:creator>Ana Ruiz", b"<dc:creator>"),
        (b"<dc:creator>", b"<dc:creator/><dc:title/><dc:creator>"),
        (b'rel="self"', b'rel="other"'),
        (b"<p>", b'<p class="x">'),
        (b"<p>", b"<iframe></iframe><p>"),
        (b"<p>", b'<p><a href="/about/">'),
        (b"<p>", b'<p><img src="https://example.org/a.png">'),
        (b'medium="image"', b'medium="picture"'),
        (b'type="image/webp"', b'type="webp"'),
        (b'url="https://www.example.org/pictures/a1b2.webp"', b'url="a1b2.webp"'),
    ],
)
def test_each_fault_of_an_rss_feed_is_found(good, bad):
    data = rss(feed(), [entry_of(story(lead=picture()))], HOUSE)
    assert feed_rules.of_rss(data) == []
    assert good in data
    assert feed_rules.of_rss(data.replace(good, bad)) != []


@pytest.mark.parametrize(
    ("good", "bad"),
    [
        (b"<published>2026-05-03T08:00:00-04:00", b"<published>2026-05-03T08:00:00"),
        (b"<id>tag:example.org,2026:stories/story-1", b"<id>story-1"),
        (b'rel="self"', b'rel="other"'),
        (b'xml:lang="en"', b""),
        (b"<name>Ana Ruiz</name>", b""),
        (b"<entry", b"<entry><id>tag:a,2026:b</id></entry><entry"),
        (b'<content type="html">', b"<content>"),
    ],
)
def test_each_fault_of_an_atom_feed_is_found(good, bad):
    data = atom(feed(), [entry_of(story(lead=picture()))], HOUSE)
    assert feed_rules.of_atom(data) == []
    assert good in data
    assert feed_rules.of_atom(data.replace(good, bad)) != []
