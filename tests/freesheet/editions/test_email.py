import re
from email import message_from_bytes, policy
from html.parser import HTMLParser
from typing import Any

import pytest
from hypothesis import given, settings
from msgspec.structs import replace

from freesheet.edition import Artifact
from freesheet.editions.email import EDITION, MOST_BYTES
from freesheet.editions.email.letter import domain, sender
from freesheet.editions.email.page import first_sentences
from freesheet.house import Appeal, House, Look
from freesheet.markup.article import article
from freesheet.markup.text import issue_text
from freesheet.story.nodes import Break, Correction, Note, PullQuote, Series, Story
from freesheet.story.titles import subject
from tests.strategies import NOON, heading, inline, issue, issues, kit, link, paragraph, picture, stories, story

HOUSE = House(
    name="The Record",
    site="https://www.record.example",
    postal="PO Box 118\nMill Valley, Ohio",
    contact="desk@record.example",
    appeal=Appeal(text="Please give."),
)


class Words(HTMLParser):
    """The text of a page as a reader sees it."""

    def __init__(self) -> None:
        super().__init__()
        self.text = list[str]()
        self.hidden = False

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.hidden = tag in ("style", "title")

    def handle_endtag(self, tag: str) -> None:
        self.hidden = False

    def handle_data(self, data: str) -> None:
        if not self.hidden:
            self.text.append(data)


def seen(html: str) -> str:
    parser = Words()
    parser.feed(html)
    return "".join(parser.text)


def mail_of(*told: Story, house: House = HOUSE, **fields: Any) -> Artifact:
    (made,) = EDITION.make(issue(*told, **fields), kit(house))
    return made


def parsed(made: Artifact) -> Any:
    return message_from_bytes(made.data, policy=policy.default)


def html_of(made: Artifact) -> str:
    text: str = parsed(made).get_body(("html",)).get_content()
    return text


def text_of(made: Artifact) -> str:
    text: str = parsed(made).get_body(("plain",)).get_content()
    return text


def bare_words(text: str) -> str:
    return "".join(text.replace("\u00ad", "").split())


# ── Headers ──


def test_a_mailing_program_finds_every_header_that_it_needs():
    mail = parsed(mail_of(story()))
    assert str(mail["From"]) == "The Record <desk@record.example>"
    assert str(mail["To"]) == "reader@nobody.invalid"
    assert str(mail["Subject"]) == "Library printer stays free"
    assert mail["Date"].datetime == NOON
    assert re.fullmatch(r"<library-printer\.[0-9a-f]{24}@record\.example>", mail["Message-ID"])
    assert str(mail["List-Id"]) == "<stories.record.example>"
    assert str(mail["List-Unsubscribe"]) == "<https://www.record.example/unsubscribe/{{unsubscribe}}>"
    assert str(mail["List-Unsubscribe-Post"]) == "List-Unsubscribe=One-Click"
    assert str(mail["Precedence"]) == "bulk"
    assert str(mail["Content-Language"]) == "en"


def test_text_and_html_are_alternatives_in_quoted_printable():
    mail = parsed(mail_of(story()))
    assert mail.get_content_type() == "multipart/alternative"
    assert [part.get_content_type() for part in mail.iter_parts()] == ["text/plain", "text/html"]
    assert [str(part["Content-Transfer-Encoding"]) for part in mail.iter_parts()] == ["quoted-printable"] * 2
    assert not mail.defects


def test_the_same_story_makes_the_same_bytes_and_another_story_another_boundary():
    assert mail_of(story()).data == mail_of(story()).data
    assert parsed(mail_of(story())).get_boundary() != parsed(mail_of(story("Other."))).get_boundary()


def test_a_story_without_a_date_takes_that_of_the_run():
    assert parsed(mail_of(story(published=None)))["Date"].datetime == NOON


def test_the_date_is_told_in_the_zone_of_the_house():
    mail = mail_of(story(), house=replace(HOUSE, time_zone="America/New_York"))
    assert b"Date: Sun, 03 May 2026 08:00:00 -0400" in mail.data


@pytest.mark.parametrize(
    ("contact", "site", "address"),
    [
        ("desk@record.example", "https://www.record.example", "desk@record.example"),
        ("", "https://www.record.example/news", "newsroom@record.example"),
        ("not an address@", "https://record.example", "newsroom@record.example"),
        ("ü@record.example", "", "newsroom@nobody.invalid"),
        ("", "", "newsroom@nobody.invalid"),
    ],
)
def test_the_sender_is_the_house_or_a_placeholder(contact, site, address):
    assert sender(contact, site) == address


@pytest.mark.parametrize(
    ("contact", "site", "name"),
    [
        ("a@mail.example", "https://www.record.example:8000", "record.example"),
        ("a@mail.example", "http://localhost", "mail.example"),
        ("", "https://münchen.example", "nobody.invalid"),
    ],
)
def test_the_domain_is_the_house_s(contact, site, name):
    assert domain(contact, site) == name


@pytest.mark.parametrize("name", ["Le Journal d’Été", 'The "Free" Record, Inc.', "مكتبة", "x" * 90])
def test_the_house_s_name_arrives_whole(name):
    mail = parsed(mail_of(story(), house=replace(HOUSE, name=name)))
    assert mail["From"].addresses[0].display_name == name


# ── What is in it ──


def test_both_parts_have_the_story_the_address_and_the_way_out():
    made = mail_of(story("Señor Núñez prints."))
    for part in (text_of(made), seen(html_of(made))):
        for words in ("Señor Núñez prints.", "PO Box 118", "Mill Valley, Ohio", "Unsubscribe", "Please give."):
            assert words in part
    assert made.data.count(b"{{unsubscribe}}") == 3


def test_a_house_without_addresses_leaves_blanks_to_fill_in():
    made = mail_of(story(), house=House())
    assert "{{postal_address}}" in text_of(made)
    assert "{{postal_address}}" in html_of(made)
    assert made.data.count(b"https://nobody.invalid/unsubscribe/{{unsubscribe}}") == 3


def test_nothing_is_loaded_from_anywhere():
    html = html_of(mail_of(story(picture(alt="A printer"), lead=picture(alt="A queue"))))
    assert not re.search(r"<(img|script|link|iframe|form)|@import|url\(|src=", html)
    assert "[Picture: A printer]" in html
    assert "[Picture: A queue]" in html


def test_a_picture_that_says_nothing_leaves_nothing():
    assert "[" not in seen(html_of(mail_of(story(picture(alt="", decorative=True)))))


def test_links_lead_where_the_story_says_and_nowhere_else():
    told = story(
        paragraph(link("plan", "https://example.org/plan?a=1&b=2"), link("here", "#part"), link("bad", "javascript:x")),
        address="https://record.example/printer",
    )
    assert set(re.findall(r'href="([^"]*)"', html_of(mail_of(told)))) == {
        "https://example.org/plan?a=1&amp;b=2",
        "https://record.example/printer",
        "https://www.record.example",
        "mailto:desk@record.example",
        "https://www.record.example/unsubscribe/{{unsubscribe}}",
    }


def test_notes_stand_below_the_story_and_links_do_not():
    shown = seen(html_of(mail_of(story(paragraph("Said ", link("so", "https://a.example"), Note(inline("By post.")))))))
    assert "Said so[1]" in shown
    assert "Notes" in shown
    assert "[1] By post." in shown
    assert "https://a.example" not in shown


def test_a_story_with_everything_around_it():
    told = story(
        "Body.",
        PullQuote(inline("Loud!")),
        lead=picture(caption=inline("In use.")),
        series=Series("Ink", 2, 5),
        corrections=(Correction(NOON, "Wrong.", "Right."), Correction(NOON, "Bad.", "Good.", substantial=True)),
    )
    shown = " ".join(seen(html_of(mail_of(told))).split())
    for words in ("Part 2 of 5 in the series Ink", "Wrong. Right.", "Bad. Good.", "In use.", "By Ana Ruiz"):
        assert words in shown
    assert "Loud!" not in shown


def test_a_story_without_byline_dek_or_house_address_has_no_gaps():
    shown = html_of(mail_of(story(bylines=(), dek="", published=None), house=House()))
    assert 'class="byline"' not in shown
    assert 'class="dek"' not in shown
    assert "mailto:" not in shown


def test_arabic_runs_from_right_to_left():
    html = html_of(mail_of(story("افتتحت البلدية مكتبة.", headline="مكتبة", language="ar")))
    assert '<html lang="ar" dir="rtl">' in html
    assert "إلغاء الاشتراك" in html


def test_the_house_s_colour_is_in_the_mail():
    assert "#0a5c2b" in html_of(mail_of(story(section="Ink"), house=replace(HOUSE, look=Look(accent="#0a5c2b"))))


def test_the_dark_face_is_kept_for_programs_that_know_it():
    assert "prefers-color-scheme: dark" in html_of(mail_of(story()))


# ── Issues ──


def test_an_issue_is_a_digest_and_then_its_stories():
    made = mail_of(
        story("First one. Second one. Third one.", dek="", address="https://record.example/1"),
        story("Other body.", slug="two", headline="Another"),
        number="No. 18",
        introduction="Hello.",
    )
    shown = " ".join(seen(html_of(made)).split())
    assert str(parsed(made)["Subject"]) == "This week"
    assert shown.index("This week") < shown.index("No. 18") < shown.index("Hello.") < shown.index("First one.")
    assert shown.count("First one. Second one.") == 2
    assert shown.count("Third one.") == 1
    assert shown.count("Another") == 2
    assert shown.count("Please give.") == 1
    assert "Other body." in text_of(made)
    assert made.losses == ()


@pytest.mark.parametrize(
    ("blocks", "summary"),
    [
        ((paragraph("One. Two. Three."),), "One. Two."),
        ((heading("H"), Break(), paragraph(""), paragraph("“One?” she said. Two! Three.")), "“One?” she said."),
        ((paragraph("一。二。三。"),), "一。 二。"),
        ((paragraph("No end"),), "No end"),
        ((heading("H"),), ""),
        ((), ""),
    ],
)
def test_the_first_two_sentences(blocks, summary):
    assert first_sentences(blocks) == summary


# ── The limit ──

LONG = tuple(f"Paragraph {n}: " + "the county library keeps its printer free. " * 20 for n in range(200))


def html_bytes(made: Artifact) -> int:
    return len(made.data.split(b"text/html")[1].split(b"\r\n\r\n", 1)[1].split(b"\r\n--freesheet-")[0])


def test_a_long_story_ends_early_between_blocks_and_says_where_the_rest_is():
    told = story(*LONG, corrections=(Correction(NOON, "Wrong.", "Right."),), address="https://record.example/long")
    made = mail_of(told)
    shown = seen(html_of(made))
    assert 85_000 < html_bytes(made) < MOST_BYTES + 1
    assert "The rest of this story is on the web: record.example/long" in shown
    assert "Wrong. Right." in shown
    assert "Paragraph 199:" not in shown
    assert "Paragraph 199:" in text_of(made)
    (loss,) = made.losses
    assert loss.text.rstrip().endswith("Paragraph 199: " + ("the county library keeps its printer free. " * 20).strip())
    first_lost = int(loss.text.removeprefix("Paragraph ").partition(":")[0])
    assert f"Paragraph {first_lost - 1}:" in shown
    assert f"Paragraph {first_lost}:" not in shown


def test_without_a_page_the_rest_is_in_the_text():
    shown = seen(html_of(mail_of(story(*LONG), house=House())))
    assert "The rest of this story is in the plain-text part of this message." in shown


def test_a_long_issue_shows_whole_stories_while_they_fit():
    made = mail_of(*(story(*LONG[:70], slug=f"s-{n}", headline=f"Story {n}") for n in range(3)))
    shown = seen(html_of(made))
    assert html_bytes(made) < MOST_BYTES + 1
    assert [loss.story for loss in made.losses] == ["s-1", "s-2"]
    assert shown.count("Paragraph 69:") == 1
    assert text_of(made).count("Paragraph 69:") == 3


def test_a_single_block_that_is_too_long_leaves_the_headline_and_the_way_to_the_rest():
    made = mail_of(story("the county library " * 9_000))
    shown = seen(html_of(made))
    assert "Library printer stays free" in shown
    assert "The rest of this story" in shown
    assert len(made.losses) == 1


# ── Properties ──


@settings(max_examples=20)
@given(stories())
def test_any_story_makes_a_mail_that_every_program_can_read(any_story):
    made = mail_of(any_story)
    mail = parsed(made)
    told = article(any_story, HOUSE)
    assert made.data.isascii()
    assert max(map(len, made.data.split(b"\r\n"))) <= 998
    assert b"\n" not in made.data.replace(b"\r\n", b"")
    assert not mail.defects
    assert not any(part.defects for part in mail.iter_parts())
    assert bare_words(str(mail["Subject"]).replace("\u2060", "")) == bare_words(subject(told.story))
    assert text_of(made).replace("\r\n", "\n").startswith(issue_text(issue(any_story), HOUSE))
    shown = bare_words(seen(html_of(made)))
    for words in (told.headline, told.dek):
        assert bare_words(words) in shown


@settings(max_examples=8)
@given(issues())
def test_any_issue_makes_a_mail_with_every_headline(any_issue):
    (made,) = EDITION.make(any_issue, kit(HOUSE))
    shown = bare_words(seen(html_of(made)))
    for one in any_issue.stories:
        assert bare_words(article(one, HOUSE).headline) in shown
