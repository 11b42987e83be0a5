"""Exports of WordPress as sites make them: whole, old, broken."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from html import escape
from io import BytesIO
from itertools import islice
from pathlib import Path

import pytest
from hypothesis import given, strategies as st

from freesheet.intake import NotTaken
from freesheet.intake.wordpress import Imported, Others, Refused, is_export, read, uploads
from freesheet.intake.wordpress.cleaning import Clean
from freesheet.story.nodes import Byline, Embed, Heading, Origin, Picture, Series, Text
from freesheet.story.walk import every_block, plain
from tests.wordpress import export, item, meta, term


def of(data: str | bytes, sibling: Callable[[str], bytes | None] = lambda _address: None) -> list[Imported | Refused]:
    return list(read(lambda: BytesIO(data if isinstance(data, bytes) else data.encode()), Others(), sibling))


def one(data: str | bytes, sibling: Callable[[str], bytes | None] = lambda _address: None) -> Imported:
    found = of(data, sibling)
    assert len(found) == 1
    assert isinstance(found[0], Imported)
    return found[0]


def words(found: Imported) -> list[str]:
    return [plain(part) for part in found.arrival.story.body]


def whys(found: Imported) -> list[str]:
    return [f"{drop.what}: {drop.why}" for drop in found.arrival.drops]


# ── What a post tells ────────────────────────────────────────────────────────────────────────────────


def test_a_post_keeps_what_the_old_site_knew_of_it() -> None:
    story = one(
        export(
            item(
                more="<excerpt:encoded><![CDATA[Nobody looked &amp; nobody asked.]]></excerpt:encoded>"
                + term("category", "news", "News")
                + term("category", "water", "Water &amp; rivers")
                + term("post_tag", "floods", "Floods")
                + term("series", "gauges", "Gauges")
                + meta("_series_part_4", "3")
                + meta("_yoast_wpseo_primary_category", "7")
                + meta("_wp_old_slug", "guage"),
                post_modified_gmt="2019-05-03 08:00:00",
                is_sticky="1",
            )
        )
    )
    assert (story.state, story.sticky) == ("published", True)
    told = story.arrival.story
    assert told.id == "https://gauge.example.org/?p=12"
    assert (told.slug, told.headline, told.dek) == ("gauge", "The gauge is wrong", "Nobody looked & nobody asked.")
    assert told.language == "en-US"
    assert told.published == datetime(2019, 5, 1, 12, tzinfo=UTC)
    assert told.updated == datetime(2019, 5, 3, 8, tzinfo=UTC)
    assert (told.section, told.topics) == ("Water & rivers", ("News", "Floods"))
    assert told.series == Series("Gauges", 3)
    assert told.bylines == (Byline("Ana Ruiz"),)
    assert told.aliases == ("/2019/05/gauge/", "/2019/05/guage/", "/?p=12")


@pytest.mark.parametrize(
    ("fields", "state", "dated"),
    [
        ({}, "published", True),
        ({"status": "draft", "post_date_gmt": "0000-00-00 00:00:00"}, "draft", False),
        ({"status": "pending"}, "draft", False),
        ({"status": "private"}, "draft", False),
        ({"post_password": "swordfish"}, "draft", False),
        ({"status": "future", "post_date_gmt": "2031-01-01 00:00:00"}, "scheduled", True),
    ],
)
def test_a_post_comes_in_the_state_that_it_was_in(fields: Mapping[str, str], state: str, dated: bool) -> None:
    found = one(export(item(**fields)))
    assert found.state == state
    assert (found.arrival.story.published is not None) == dated


@pytest.mark.parametrize(("fields", "said"), [({"status": "private"}, "editors"), ({"post_password": "x"}, "password")])
def test_what_not_everybody_could_see_is_held_and_said_to_be(fields: Mapping[str, str], said: str) -> None:
    assert any(said in why for why in whys(one(export(item(**fields)))))


def test_what_is_no_story_is_counted_and_what_was_thrown_away_stays_away() -> None:
    others = Others()
    data = export(
        item(post_type="page"), item(post_type="nav_menu_item"), item(post_type="nav_menu_item"), item(status="trash")
    )
    assert list(read(lambda: BytesIO(data.encode()), others)) == []
    assert others.counts == {"page": 1, "nav_menu_item": 2, "post in the state “trash”": 1}


def test_co_authors_come_in_their_order_with_guests() -> None:
    guest = item(post_type="guest-author", post_name="cap-mae-oduya", title="Mae Oduya", post_id="90")
    post = item(more=term("author", "cap-mae-oduya", "mae") + term("author", "cap-bo", "bo"))
    assert one(export(post, guest)).arrival.story.bylines == (Byline("Mae Oduya"), Byline("Bo Lind"))


def test_a_story_whose_page_names_another_site_as_its_own_came_from_there() -> None:
    named = meta("_yoast_wpseo_canonical", "https://lantern.example.com/gauge")
    story = one(export(item(more=named))).arrival.story
    assert story.origin == Origin("lantern.example.com", "https://lantern.example.com/gauge")
    own = meta("_yoast_wpseo_canonical", "https://gauge.example.org/2019/05/gauge/")
    assert one(export(item(more=own))).arrival.story.origin is None


# ── Its text ─────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("content", "paragraphs"),
    [
        ("One.\n\nTwo,\nthree.", ["One.", "Two,\nthree."]),
        ("One.\r\n\r\n\r\nTwo.", ["One.", "Two."]),
        ("<h2>Head</h2>\nOne.\n<ul>\n<li>a</li>\n<li>b</li>\n</ul>\nTwo.", ["Head", "One.", "a\nb", "Two."]),
        ("<!-- wp:paragraph -->\n<p>One\ntwo.</p>\n<!-- /wp:paragraph -->", ["One two."]),
        ("One.<!--more-->\n\nTwo.", ["One.", "Two."]),
        ("<pre>a\n\n  b</pre>\nOne.", ["a\n\n  b", "One."]),
        ("He wrote [sic] and [1] and [see below].", ["He wrote [sic] and [1] and [see below]."]),
        ("It says [[gallery]].", ["It says [gallery]."]),
    ],
)
def test_line_ends_and_brackets_are_what_readers_saw(content: str, paragraphs: list[str]) -> None:
    assert words(one(export(item(content)))) == paragraphs


def test_shortcodes_become_what_they_show_or_are_told_once_each() -> None:
    found = one(
        export(
            item(
                "[youtube https://www.youtube.com/watch?v=abcdefghijk]\n\nhttps://vimeo.com/123\n\n"
                '[audio mp3="https://gauge.example.org/a.mp3"][/audio]\n\n'
                '[donate id="1"]\n\n[donate id="2"]\n\n[box kind="x"]Kept words.[/box]'
            )
        )
    )
    embeds = [part.address for part in found.arrival.story.body if isinstance(part, Embed)]
    assert embeds == [
        "https://www.youtube.com/watch?v=abcdefghijk",
        "https://vimeo.com/123",
        "https://gauge.example.org/a.mp3",
    ]
    assert "Kept words." in words(found)
    assert [drop.what for drop in found.arrival.drops] == ["[donate]", "[box]"]


def test_pictures_have_their_words_and_their_bytes_from_the_old_folder(tmp_path: Path) -> None:
    data = _picture()
    (tmp_path / "2019/05").mkdir(parents=True)
    (tmp_path / "2019/05/dog.jpg").write_bytes(data)
    library = item(
        post_type="attachment",
        post_id="40",
        title="dog",
        more="<excerpt:encoded><![CDATA[The <b>dog</b> at the gauge.]]></excerpt:encoded>"
        "<wp:attachment_url>https://gauge.example.org/wp-content/uploads/2019/05/dog.jpg</wp:attachment_url>"
        + meta("_wp_attachment_image_alt", "A dog")
        + meta("_media_credit", "Bo Lind"),
    )
    post = item(
        '[caption id="attachment_40" width="300"]<a href="x"><img src="https://gauge.example.org/wp-content/uploads/'
        '2019/05/dog-300x200.jpg" alt="A dog"></a> Asleep.[/caption]\n\n[gallery ids="40"]',
        more=meta("_thumbnail_id", "40"),
    )
    found = one(export(post, library), uploads(tmp_path))
    story = found.arrival.story
    assert story.lead is not None
    assert (story.lead.alt, story.lead.credit) == ("A dog", "Bo Lind")
    assert story.lead.caption == (Text("The dog at the gauge."),)
    asleep, again = [part for part in every_block(story.body) if isinstance(part, Picture)]
    assert asleep.caption == (Text("Asleep."),)
    assert again.credit == "Bo Lind"
    # Three places show one file, of which the copy in its full size was taken.
    assert set(found.arrival.pictures.values()) == {data}
    assert {story.lead.file, asleep.file, again.file} == set(found.arrival.pictures)


def _picture() -> bytes:
    from PIL import Image

    out = BytesIO()
    Image.new("RGB", (640, 480), "navy").save(out, "JPEG")
    return out.getvalue()


@pytest.mark.parametrize("path", ["../../secret.jpg", "%2e%2e/secret.jpg", "/etc/hostname"])
def test_pictures_come_from_the_folder_alone(tmp_path: Path, path: str) -> None:
    (tmp_path / "uploads").mkdir()
    (tmp_path / "secret.jpg").write_bytes(_picture())
    assert uploads(tmp_path / "uploads")(f"https://gauge.example.org/wp-content/uploads/{path}") is None


def test_a_picture_that_did_not_come_along_is_told() -> None:
    found = one(export(item('<p>Words.</p><img src="/wp-content/uploads/a.jpg" alt="A gauge">')))
    assert any("was not brought along" in why for why in whys(found))
    assert [part.alt for part in found.arrival.story.body if isinstance(part, Picture)] == ["A gauge"]


def test_a_post_without_a_title_is_called_by_its_first_words() -> None:
    found = one(export(item("<p>Readers write: the river rose and nobody in the town hall had looked.</p>", title="")))
    assert found.arrival.story.headline == "Readers write: the river rose and nobody in the town"
    assert any("had none" in why for why in whys(found))


# ── Broken files ─────────────────────────────────────────────────────────────────────────────────────


def test_control_characters_and_unknown_entities_stop_nothing() -> None:
    data = export(item("The\x0b river\x00 rose\x1f.", title="Caf&eacute; &#11; &#xFFFF; R&D & more"))
    found = one(data)
    assert words(found) == ["The river rose."]
    assert found.arrival.story.headline == "Café R&D & more"


def test_the_end_of_a_section_inside_a_story_is_its_words() -> None:
    data = export(item("<p>In code, <code>]]></code> ends it.</p><p>After ]]> it.</p>"), item(post_id="13"))
    first, second = of(data)
    assert isinstance(first, Imported)
    assert words(first) == ["In code, ]]> ends it.", "After ]]> it."]
    assert isinstance(second, Imported)


@pytest.mark.parametrize(
    ("encoding", "declared"),
    [("utf-16", "UTF-16"), ("cp1252", "windows-1252"), ("utf-8-sig", "UTF-8"), ("cp1252", "UTF-8")],
)
def test_letters_are_read_as_they_were_written(encoding: str, declared: str) -> None:
    """Also where a file says one thing and does another."""
    data = export(item("<p>Señor Núñez’s café.</p>")).replace("UTF-8", declared, 1).encode(encoding)
    assert words(one(data)) == ["Señor Núñez’s café."]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "no export"),
        (b"\x89PNG\r\n", "no export"),
        (b"<html><body>Hello</body></html>", "no export"),
        (b"<rss><channel><item></channel></rss>", "broken after item 0"),
        (export().replace("UTF-8", "klingon-8", 1).encode(), "unknown encoding"),
        (export(item(), item(post_id="13")).encode()[:-60], "broken after item 1"),
    ],
)
def test_a_broken_file_is_told_in_a_sentence(data: bytes, said: str) -> None:
    with pytest.raises(NotTaken, match=said):
        of(data)


def test_what_stands_before_a_break_is_read() -> None:
    data = export(item(), item(post_id="13"), item(post_id="14")).encode()[:-300]
    stories = read(lambda: BytesIO(data), Others())
    assert [type(found) for found in islice(stories, 2)] == [Imported, Imported]
    with pytest.raises(NotTaken, match="broken after item 2"):
        next(stories)


def test_nothing_is_fetched_or_opened_for_a_file_that_asks_for_it(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("swordfish")
    bombs = '<!ENTITY a "swordfish"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">'
    declared = f'<!DOCTYPE rss [<!ENTITY x SYSTEM "file://{tmp_path}/secret">{bombs}]>'
    data = export(item(title="A &x; &b; c")).replace("<rss ", f"{declared}<rss ", 1)
    assert "swordfish" not in one(data).arrival.story.headline


def test_an_item_of_ten_megabytes_is_an_item() -> None:
    text = ("<p>" + "The river rose again. " * 250 + "</p>\n") * 2_000
    assert len(one(export(item(text))).arrival.story.body) == 2_000


def test_an_item_without_anything_is_refused_by_its_name() -> None:
    found = of(export("<item></item>", item(post_id="13")))
    assert isinstance(found[1], Imported)
    # Not even an empty one is lost.
    assert isinstance(found[0], Imported)
    assert found[0].arrival.story.headline == "Untitled"


def test_items_are_given_while_the_file_is_read() -> None:
    """Memory does not grow with the file: the first story is there before the last is read."""
    data = export(*(item("<p>" + "x" * 20_000 + "</p>", post_id=str(number)) for number in range(400))).encode()
    opened = list[BytesIO]()

    def open_again() -> BytesIO:
        opened.append(BytesIO(data))
        return opened[-1]

    stories = read(open_again, Others())
    next(stories)
    assert opened[-1].tell() < len(data) / 2
    assert len(list(stories)) == 399


@pytest.mark.parametrize(
    ("head", "is_one"),
    [(export()[:400].encode(), True), (b"<rss version='2.0'><channel>", False), (b"PK\x03\x04", False)],
)
def test_an_export_is_known_by_its_first_lines(head: bytes, is_one: bool) -> None:
    assert is_export(head) == is_one


@given(st.text(st.characters(codec="utf-8"), max_size=300))
def test_every_character_that_xml_has_room_for_arrives(text: str) -> None:
    data = f"<rss><t>{escape(text)}</t><title><![CDATA[{text.replace(']]>', ']]]]><![CDATA[>')}]]></title></rss>"
    from lxml import etree

    tree = etree.fromstring(Clean(BytesIO(data.encode())).read())
    kept = "".join(letter for letter in text if letter in "\t\n\r" or " " <= letter not in "\ufffe\uffff")
    assert (tree.findtext("t") or "") == kept.replace("\r\n", "\n").replace("\r", "\n")
    assert (tree.findtext("title") or "") == kept.replace("\r\n", "\n").replace("\r", "\n")


def test_headings_begin_below_the_headline() -> None:
    heading = one(export(item("<h1>Part</h1><p>Words.</p>"))).arrival.story.body[0]
    assert isinstance(heading, Heading)
    assert heading.level == 2
