from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given
from msgspec.structs import replace

from freesheet import samples
from freesheet.house import Appeal, House
from freesheet.markup.article import Article, article, canonical_address, names_of, page_address
from freesheet.story.nodes import (
    Blocks,
    Byline,
    Correction,
    Foreign,
    Link,
    Origin,
    Paragraph,
    Series,
    Source,
    Story,
    Withdrawal,
)
from freesheet.story.walk import every_inline, inlines_inside, plain, text_of, words_in
from tests.strategies import heading, inline, paragraph, picture, stories, story

HOUSE = House(name="The Example", time_zone="America/Chicago")
LATER = datetime(2026, 5, 9, 3, tzinfo=UTC)
ORIGIN = Origin("The Courier", "https://example.com/a", "Ten free pages", date(2026, 5, 1), "CC BY-ND 4.0")
MINOR = Correction(LATER, "The board has six members.", "It has seven.")
GRAVE = Correction(LATER, "The printer costs money.", "It is free.", substantial=True)


def made(house: House = HOUSE, **fields: Any) -> Article:
    return article(story(**fields), house)


def words_of_section(printed: Article, name: str) -> str:
    return "\n".join(plain(block) for section in printed.closing if section.name == name for block in section.blocks)


def notices(printed: Article) -> list[str]:
    return list(map(plain, printed.notices))


def links(blocks: Blocks) -> list[str]:
    inlines = (node for block in blocks for node in every_inline(inlines_inside(block)))
    return [node.address for node in inlines if isinstance(node, Link)]


@pytest.mark.parametrize(
    ("bylines", "language", "line"),
    [
        ((), "en", ""),
        ((Byline("Ana Ruiz"),), "en", "By Ana Ruiz"),
        ((Byline("Ana Ruiz"), Byline("Bo Lind")), "en", "By Ana Ruiz and Bo Lind"),
        ((Byline("Ana Ruiz"), Byline("Bo Lind"), Byline("Cy Moss")), "en", "By Ana Ruiz, Bo Lind, and Cy Moss"),
        ((Byline("Ana Ruiz"), Byline("Bo Lind"), Byline("Cy Moss")), "en-GB", "By Ana Ruiz, Bo Lind and Cy Moss"),
        ((Byline("Ana Ruiz", outlet="The Courier"),), "en", "By Ana Ruiz, The Courier"),
        ((Byline("Ana Ruiz"), Byline("Bo Lind", role="Translated by")), "en", "By Ana Ruiz; Translated by Bo Lind"),
        ((Byline("Bo Lind", role="Map by", outlet="Atlas"),), "en", "Map by Bo Lind, Atlas"),
        ((Byline("Bo", role="Map by"), Byline("Cy", role="Text by")), "en", "Map by Bo; Text by Cy"),
        ((Byline("Ana Ruiz"), Byline("Inés Núñez")), "es", "Por Ana Ruiz e Inés Núñez"),
        ((Byline("نور حدّاد"),), "ar", "بقلم نور حدّاد"),
        (
            (Byline("نور حدّاد", outlet="البريد"), Byline("سامي", role="ترجمة")),
            "ar",
            "بقلم نور حدّاد، البريد؛ ترجمة سامي",
        ),
        ((Byline("{names}"),), "en", "By {names}"),
    ],
)
def test_the_byline_joins_names_as_the_language_joins_them(bylines, language, line):
    assert text_of(made(bylines=bylines, language=language).byline) == line


def test_a_name_with_an_address_is_a_link():
    byline = made(bylines=(Byline("Ana", address="https://example.org/ana"),)).byline
    assert text_of(byline) == "By Ana"
    assert links((Paragraph(byline),)) == ["https://example.org/ana"]


def test_names_alone_leave_out_those_with_a_role():
    told = story(bylines=(Byline("Ana"), Byline("Bo"), Byline("Cy", role="Map by")))
    assert names_of(told) == "Ana and Bo"
    assert names_of(story(bylines=())) == ""


@pytest.mark.parametrize(
    ("fields", "lines"),
    [
        ({}, ["Published May 3, 2026"]),
        ({"published": None}, []),
        ({"updated": LATER}, ["Published May 3, 2026", "Updated May 8, 2026"]),
        ({"updated": datetime(2026, 5, 3, 12, tzinfo=UTC)}, ["Published May 3, 2026"]),
        ({"updated": LATER, "corrections": (MINOR,)}, ["Published May 3, 2026", "Updated May 8, 2026"]),
        ({"corrections": (MINOR,)}, ["Published May 3, 2026", "Corrected May 8, 2026"]),
    ],
)
def test_dates_are_told_in_the_houses_time_zone(fields, lines):
    assert [dated.line for dated in made(**fields).dates] == lines


@pytest.mark.parametrize(
    ("series", "line"),
    [
        (None, ""),
        (Series("Mail", 2), "Part 2 of the series Mail"),
        (Series("Mail", 2, 3), "Part 2 of 3 in the series Mail"),
    ],
)
def test_the_series_tells_the_storys_place(series, line):
    assert made(series=series).series == line


def test_the_kicker_is_the_kind_and_the_section():
    assert made(section="Courts").kicker == "News · Courts"
    assert made(kind="opinion").kicker == made(kind="opinion", section="opinion").kicker == "Opinion"
    assert made(kind="investigation", section="Investigations").kicker == "Investigation"
    assert made(kind="letter", language="es").kicker == "Carta"


def test_everything_is_typeset():
    printed = article(story('"One"', headline='"Two"', dek='"Three"'), HOUSE)
    assert (plain(printed.body[0]), printed.headline, printed.dek) == ("“One”", "“Two”", "“Three”")


def test_headings_do_not_skip_levels():
    printed = article(story(heading("Deep", level=4)), HOUSE)
    assert getattr(printed.body[0], "level", None) == 2


# ── Notices ──────────────────────────────────────────────────────────────────────────────────────────


def test_a_withdrawn_story_keeps_its_headline_and_says_why():
    printed = made(
        withdrawal=Withdrawal(LATER, "It was wrong."),
        lead=picture(),
        sources=(Source("Report"),),
        corrections=(MINOR,),
        licence="CC BY 4.0",
    )
    assert notices(printed) == ["This story was withdrawn on May 8, 2026. It was wrong."]
    assert (printed.headline, printed.dek, printed.lead, printed.body) == ("Library printer stays free", "", None, ())
    assert [section.name for section in printed.closing] == ["corrections"]


def test_a_republished_story_says_where_it_was_first():
    printed = made(origin=ORIGIN)
    assert notices(printed) == [
        "This article was originally published by The Courier on May 1, 2026. "
        "Its original title: Ten free pages. Licence: CC BY-ND 4.0"
    ]
    assert links(printed.notices) == ["https://example.com/a"]
    assert printed.first_published == printed.notices


def test_an_origin_may_be_a_name_alone():
    assert notices(made(origin=Origin("The Courier"))) == ["This article was originally published by The Courier."]
    assert links(made(origin=Origin("The Courier")).notices) == []


def test_an_original_title_that_is_the_headline_is_not_told_twice():
    printed = made(origin=Origin("The Courier", title="Library printer stays free"))
    assert notices(printed) == ["This article was originally published by The Courier."]


def test_a_withdrawal_stands_before_the_origin():
    printed = made(origin=ORIGIN, withdrawal=Withdrawal(LATER, "Wrong."))
    assert printed.notices[0] != printed.notices[1]
    assert printed.first_published == printed.notices[1:2]
    assert made().first_published == ()


def test_a_substantial_correction_stands_at_the_top_and_a_small_one_at_the_end():
    printed = made(corrections=(MINOR, GRAVE))
    assert notices(printed) == ["Editor’s note, May 8, 2026: The printer costs money. It is free."]
    assert (
        words_of_section(printed, "corrections") == "Correction, May 8, 2026: The board has six members. It has seven."
    )


# ── What closes the story ────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("source", "line"),
    [
        (Source("Report"), "Report"),
        (Source("Report", "County", "A. Lee", date(2026, 1, 2)), "Report, A. Lee, County, January 2, 2026"),
        (Source("Report", archived="https://archive.example.org/r"), "Report (archived copy)"),
    ],
)
def test_a_source_is_told_in_one_line(source, line):
    assert words_of_section(made(sources=(source,)), "sources") == line


@pytest.mark.parametrize(
    ("house", "fields", "words"),
    [
        (House(), {}, ""),
        (House(licence="CC BY 4.0"), {}, "Licence: CC BY 4.0."),
        (House(licence="CC BY 4.0", republish="Name us."), {}, "Licence: CC BY 4.0.\nName us."),
        (House(licence="CC BY 4.0"), {"licence": "CC0"}, "Licence: CC0."),
        (House(republish="Name us."), {"terms": "Name them."}, "Name them."),
        (House(licence="CC BY 4.0", republish="Name us."), {"origin": ORIGIN}, ""),
        (House(licence="CC BY 4.0"), {"origin": ORIGIN, "licence": "CC BY-ND 4.0"}, "Licence: CC BY-ND 4.0."),
    ],
)
def test_the_licence_is_the_storys_else_the_houses_and_never_the_houses_for_a_partners_story(house, fields, words):
    assert words_of_section(made(house, **fields), "licence") == words


def test_the_houses_licence_links_to_its_text():
    house = House(licence="CC BY 4.0", licence_address="https://creativecommons.org/licenses/by/4.0/")
    (own,) = (section for section in made(house).closing if section.name == "licence")
    (other,) = (section for section in made(house, licence="CC0").closing if section.name == "licence")
    assert links(own.blocks) == ["https://creativecommons.org/licenses/by/4.0/"]
    assert links(other.blocks) == []


def test_the_appeal_says_how_to_give():
    appeal = Appeal("Please give.", "https://example.org/give", "Example Press, 1 Main Street", "Gifts are deductible.")
    printed = made(House(appeal=appeal))
    assert printed.appeal
    assert list(map(plain, printed.appeal.blocks)) == [
        "Please give.",
        "Give at https://example.org/give",
        "To give by post: Example Press, 1 Main Street",
        "Gifts are deductible.",
    ]
    assert not any(block in printed.blocks for block in printed.appeal.blocks)


def test_an_appeal_may_be_words_alone_or_none():
    printed = made(House(appeal=Appeal("Please give.")))
    assert printed.appeal
    assert len(printed.appeal.blocks) == 1
    assert made(House(appeal=Appeal(address="https://example.org/give"))).appeal is None


def test_the_houses_own_words_are_foreign_in_a_story_of_another_language():
    printed = made(House(appeal=Appeal("Please give."), republish="Name us."), language="es")
    assert printed.appeal
    assert printed.appeal.blocks[0] == paragraph(Foreign(inline("Please give."), "en"))
    assert printed.closing[-1].blocks[-1] == paragraph(Foreign(inline("Name us."), "en"))


# ── Addresses ────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("address", "site", "page"),
    [
        ("https://example.org/a", "https://example.net", "https://example.org/a"),
        ("", "https://example.net/", "https://example.net/library-printer/"),
        ("", "", ""),
    ],
)
def test_the_page_of_a_story(address, site, page):
    assert page_address(story(address=address), House(site=site)) == page


@pytest.mark.parametrize(
    ("origin", "canonical"),
    [
        (None, "https://example.org/a"),
        (ORIGIN, "https://example.com/a"),
        (replace(ORIGIN, canonical=False), "https://example.org/a"),
        (Origin("The Courier"), "https://example.org/a"),
    ],
)
def test_the_canonical_address_is_the_partners_where_agreed(origin, canonical):
    assert canonical_address(story(address="https://example.org/a", origin=origin), HOUSE) == canonical


# ── For every story ──────────────────────────────────────────────────────────────────────────────────


@given(stories())
def test_an_article_holds_every_block_of_a_story_that_stands(story):
    printed = article(story, HOUSE)
    words = "\n".join(map(plain, printed.blocks))
    assert printed.length == words_in(printed.story)
    if story.withdrawal is None:
        assert len(printed.body) == len(story.body)
    for correction in story.corrections:
        assert letters(correction.wrong + correction.right) in letters(words)
    if story.origin:
        assert letters(story.origin.partner) in letters(words)


def letters(text: str) -> str:
    return "".join(filter(str.isalnum, text))


@pytest.mark.parametrize("name", samples.names())
def test_the_samples_have_every_notice_that_they_must_carry(name):
    told: Story = samples.story(name)
    printed = article(told, samples.house())
    assert bool(printed.notices) == bool(
        told.withdrawal or told.origin or any(correction.substantial for correction in told.corrections)
    )
    assert printed.appeal
    assert printed.address == f"https://lantern.example.org/{name}"


def test_a_correction_in_one_sentence_ends_with_it():
    printed = made(corrections=(Correction(LATER, "Ann Lee’s name was misspelled.", ""),))
    assert words_of_section(printed, "corrections") == "Correction, May 8, 2026: Ann Lee’s name was misspelled."
