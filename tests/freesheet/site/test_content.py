"""A story's full text as it goes out of the house."""

from collections import Counter
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from msgspec.structs import replace

from freesheet.house import House
from freesheet.markup.article import Article, article
from freesheet.site.content import Content, Shown, Sound, content, plain_tags
from freesheet.story.nodes import (
    Aside,
    Block,
    Break,
    Byline,
    Correction,
    Embed,
    Foreign,
    Inlines,
    Note,
    Origin,
    Picture,
    Preformatted,
    PullQuote,
    Source,
    Story,
    Withdrawal,
)
from freesheet.story.walk import every_block, every_inline, inlines_inside, text_of
from tests import feed_rules
from tests.cards import HOUSE
from tests.extraction import of_html, squeezed
from tests.strategies import inline, link, paragraph, picture, quotation, stories, story, table

PAGE = "https://example.org/library-printer/"
LATER = datetime(2026, 5, 9, 3, tzinfo=UTC)
PICTURES = {"picture.png": Shown("https://example.org/pictures/a1b2.webp", 640, 427)}


def made(*body: str | Block, house: House = HOUSE, **fields) -> Content:
    return of(story(*body, **{"address": PAGE} | fields), house)


def of(one: Story, house: House = HOUSE) -> Content:
    return content(article(one, house), house, PICTURES.get)


@pytest.mark.parametrize(
    ("block", "html"),
    [
        (paragraph("He said ", link("no", "/about/?a=1&b=2")), '<p>He said <a href="https://example.org/about/?a=1&amp;b=2">no</a></p>'),
        (paragraph(link("below", "#sources")), '<p><a href="https://example.org/library-printer/#sources">below</a></p>'),
        (paragraph(link("run", "javascript:alert(1)")), "<p>run</p>"),
        (paragraph(Foreign(inline("نعم"), "ar")), '<p><span lang="ar" dir="rtl">نعم</span></p>'),
        (
            picture(alt='A "grey" <box> class=', caption=inline("Grey."), credit="Ana Ruiz"),
            '<figure><img src="https://example.org/pictures/a1b2.webp" alt="A &#34;grey&#34; &lt;box&gt; class=" '
            'width="640" height="427"/><figcaption>Grey. <span>Credit: Ana Ruiz</span></figcaption></figure>',
        ),
        (
            picture(decorative=True),
            '<figure><img src="https://example.org/pictures/a1b2.webp" alt="" width="640" height="427"/></figure>',
        ),
        (picture("other.png", "A box"), "<figure><p>Picture: A box</p></figure>"),
        (Preformatted("a\n b"), "<pre>a\n b</pre>"),
        (
            Aside((paragraph("Then."),), "story-so-far"),
            "<aside>\n<p><strong>The story so far</strong></p>\n<p>Then.</p>\n</aside>",
        ),
        (PullQuote(inline("Said large.")), ""),
        (Break(), "<hr/>"),
        (
            table(("Year", "Pages"), ("2026", "10")),
            '<div>\n<table>\n<thead>\n<tr><th scope="col">Year</th><th scope="col">Pages</th></tr>\n</thead>\n'
            "<tbody>\n<tr><td>2026</td><td>10</td></tr>\n</tbody>\n</table></div>",
        ),
        (
            Embed("https://example.com/v", "A film"),
            '<p>Plays on the web: <a href="https://example.com/v">A film</a></p>',
        ),
    ],
)  # fmt: skip
def test_each_thing_that_a_page_of_our_own_would_tell_otherwise(block, html):
    # Between two paragraphs, for what stands at the top may be told as something else.
    told = made("Before.", block, "After.", house=House(site="https://example.org"), bylines=()).html
    assert told == f"<p>Before.</p>\n{html}{chr(10) if html else ''}<p>After.</p>\n"


def test_a_picture_of_unknown_size_tells_none():
    told = content(article(story(picture()), HOUSE), HOUSE, lambda _: Shown("https://example.org/p.png"))
    assert '<img src="https://example.org/p.png" alt="A grey rectangle"/>' in told.html


def test_an_attribute_that_ends_like_another_begins_is_not_cut():
    html = '<aside role="note" aria-label="x" lang="a class=" dir="ltr" class="box"><hr class="x"/></aside>'
    assert plain_tags(html) == '<aside lang="a class=" dir="ltr"><hr/></aside>'


def test_all_that_a_story_must_carry_is_in_it_in_reading_order():
    told = made(
        paragraph("A page", Note(inline("See the ", link("minutes", "https://example.com/m"), ".")), " costs nothing."),
        lead=picture(),
        bylines=(Byline("Ana Ruiz", outlet="The Courier"), Byline("Bo Lind", role="Translated by")),
        origin=Origin("The Courier", "https://example.com/a"),
        corrections=(
            Correction(LATER, "It costs.", "It is free.", substantial=True),
            Correction(LATER, "Six members.", "Seven."),
        ),
        sources=(Source("Minutes", address="https://example.com/m"),),
        licence="CC BY 4.0",
    )
    order = (
        "By Ana Ruiz, The Courier; Translated by Bo Lind",
        "This article was originally published by <a",
        "Editor’s note, May 8, 2026:",
        "<figure><img",
        "A page<sup>[1]</sup> costs nothing.",
        "<h2>Corrections</h2>",
        "<h2>Sources</h2>",
        "<h2>Republish this story</h2>",
        '<h2>Notes</h2>\n<ol>\n<li value="1">See the <a href="https://example.com/m">minutes</a>.</li>\n</ol>',
    )
    places = [told.html.index(words) for words in order]
    assert places == sorted(places)
    assert told.rights == "The Courier. CC BY 4.0"
    assert feed_rules.of_html(told.html) == []


@pytest.mark.parametrize(
    ("fields", "rights"),
    [
        ({}, "Copyright © 2026 The Test House. CC BY-ND 4.0"),
        ({"licence": "CC0"}, "Copyright © 2026 The Test House. CC0"),
        ({"published": None}, "Copyright © The Test House. CC BY-ND 4.0"),
        ({"origin": Origin("The Courier", licence="CC BY 4.0")}, "The Courier. CC BY 4.0"),
        ({"origin": Origin("Courier Inc.")}, "Courier Inc"),
    ],
)
def test_rights_are_the_ones_of_who_made_it(fields, rights):
    assert made(**fields).rights == rights


def test_an_author_alone_is_told_by_the_feed_and_not_in_the_text():
    assert "Ana Ruiz" not in made(bylines=(Byline("Ana Ruiz", outlet=HOUSE.name),)).html


def test_a_withdrawn_story_is_its_notice():
    told = made("The body.", lead=picture(), withdrawal=Withdrawal(LATER, "It was not true."), dek="A dek.")
    assert squeezed(told.text) == squeezed("This story was withdrawn on May 8, 2026. It was not true.")
    assert told.lead is None
    assert told.summary.startswith("This story was withdrawn")


def test_the_summary_is_the_dek_or_how_the_story_begins():
    begin = "The county library will keep its printer free for ten pages a day."
    assert made(dek="Ten pages.").summary == "Ten pages."
    assert made(begin, dek="").summary == begin


@pytest.mark.parametrize(
    ("language", "begins"), [("es", '<div lang="es" dir="ltr">'), ("ar", '<div lang="ar" dir="rtl">')]
)
def test_a_story_in_another_language_than_the_house_says_so(language, begins):
    told = made(language=language).html
    assert told.startswith(begins)
    assert told.endswith("</div>\n")


def test_what_can_be_heard_is_told_apart():
    told = made(
        Embed("https://example.com/a.MP3?x=1#t", "The council, recorded"),
        quotation("q"),
        Embed("https://example.com/watch", "A film"),
        Embed("javascript:a.mp3", "Nothing"),
    )
    assert told.sounds == (Sound("https://example.com/a.MP3?x=1#t", "audio/mpeg", "The council, recorded"),)


def test_the_text_has_a_line_for_each_block_and_no_markup():
    told = made(
        "One & two < three.",
        picture(alt='A "box"', caption=inline("Grey.")),
        table(("Year", "Pages"), ("2026", "10")),
        "Last.",
        house=House(site="https://example.org"),
    )
    lines = [line.strip() for line in told.text.split("\n") if line.strip()]
    assert lines == ["One & two < three.", 'A "box"', "Grey.", "Year Pages", "2026 10", "Last."]


def letters(told: Article) -> Counter[str]:
    """How often each letter is in what a reader of the story reads; a decoration and a pull quote say nothing."""
    said = [text_of(told.byline)] if any(one.role or one.outlet for one in told.story.bylines) else []
    notes = set[Inlines]()
    for block in every_block(told.blocks):
        content = () if isinstance(block, PullQuote) else inlines_inside(block)
        said.append(text_of(content))
        notes.update(inner.content for inner in every_inline(content) if isinstance(inner, Note))
        match block:
            case Picture(alt=alt, credit=credit, decorative=decorative):
                said.extend(("" if decorative else alt, credit))
            case Preformatted(text):
                said.append(text)
            case Aside(title=title) | Embed(title=title):
                said.append(title)
            case _:
                pass
    return Counter(squeezed(" ".join((*said, *map(text_of, notes)))))


@settings(max_examples=50)
@given(stories())
def test_any_story_is_clean_and_has_all_its_words(one):
    told = article(replace(one, address=PAGE), HOUSE)
    made = content(told, HOUSE, PICTURES.get)
    read = squeezed(of_html(f"<div>{made.html}</div>"))
    assert feed_rules.of_html(made.html) == []
    assert not letters(told) - Counter(read)
    assert squeezed(made.text) == read
