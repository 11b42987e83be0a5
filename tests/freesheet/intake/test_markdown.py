"""Markdown, from its front matter to its last footnote."""

from datetime import UTC, date, datetime

import pytest

from freesheet.intake import Arrival, NotTaken, Raw, take
from freesheet.intake.arrival import Drop
from freesheet.story.nodes import (
    Aside,
    Byline,
    Cell,
    Code,
    Correction,
    Emphasis,
    Heading,
    LineBreak,
    Link,
    List,
    Note,
    Origin,
    Paragraph,
    Picture,
    Preformatted,
    Quotation,
    Series,
    Source,
    Strong,
    Table,
    Text,
)


def arrived(text: str, name: str = "story.md", **more) -> Arrival:
    return take(Raw(text.encode(), name, **more))


def body(markdown: str):
    return arrived(f"---\ntitle: T\n---\n{markdown}").story.body


def text(words: str) -> Paragraph:
    return Paragraph((Text(words),))


LINK = Paragraph((Link((Text("x"),), "https://a.example/?q=1", "On x"),))
HEADER = (Cell((Text("a"),), header=True), Cell((Text("b"),), header=True))
TABLE = Table((HEADER, (Cell((Text("1"),)), Cell((Text("2"),)))))


@pytest.mark.parametrize(
    ("markdown", "blocks"),
    [
        ("One\ntwo.", (text("One two."),)),
        ("A *b* **c**", (Paragraph((Text("A "), Emphasis((Text("b"),)), Text(" "), Strong((Text("c"),)))),)),
        ("`d  e`", (Paragraph((Code("d e"),)),)),
        ("[x](https://a.example/?utm_source=m&q=1 'On x')", (LINK,)),
        ("[x](javascript:alert(1))", (text("[x](javascript:alert(1))"),)),
        ("a  \nb", (Paragraph((Text("a"), LineBreak(), Text("b"))),)),
        ("- a\n  1. b\n- c", (List(((text("a"), List(((text("b"),),), ordered=True)), (text("c"),))),)),
        ("3. a\n4. b", (List(((text("a"),), (text("b"),)), ordered=True, start=3),)),
        ("> a\n>\n> b", (Quotation((text("a"), text("b"))),)),
        ("    a  b\n    c", (Preformatted("a  b\nc"),)),
        ("| a | b |\n|---|---|\n| 1 | 2 |", (TABLE,)),
        ("a[^n]\n\n[^n]: *b*.", (Paragraph((Text("a"), Note((Emphasis((Text("b"),)), Text("."))))),)),
        ("## a\n\nb\n\n#### c\n\nd", (Heading((Text("a"),)), text("b"), Heading((Text("c"),), 3), text("d"))),
        ("<details><summary>More</summary>\n\na\n\n</details>", (Aside((text("a"),), title="More"),)),
        ("<script>alert(1)</script>\n\na <b onclick='x()'>b</b>", (Paragraph((Text("a "), Strong((Text("b"),)))),)),
    ],
)  # fmt: skip
def test_markdown_becomes_blocks(markdown, blocks):
    assert body(markdown) == blocks


FRONT = """---
title: Rents rise again
subtitle: For the ninth month.
authors:
  - By Jane Doe
  - name: John Roe
    role: Photos by
    outlet: The Paper
    url: https://roe.example
date: 2026-11-22
lastmod: 2026-11-23T08:00:00-05:00
categories: [Housing, City]
tags: rents, housing court
slug: Rents Rise!
type: News analysis
lang: en_US
series: {name: The long winter, position: 2, of: 3}
license: CC BY 4.0
canonical: https://paper.example/rents?fbclid=1
origin: {partner: Rain Gauge, address: "https://gauge.example/x", published: 2026-11-20}
sources:
  - title: Housing court records
    publisher: City of Harbor
    published: 2026-01-02
correction: {made: 2026-11-23, wrong: It said ten., right: It is nine.}
cover: {src: photos/a.jpg, alt: A door, caption: The door., credit: Ann Lee}
draft: true
---
# Rents rise again

Body.
"""


def test_front_matter_tells_the_story_by_all_the_names_that_editors_use():
    arrival = arrived(FRONT)
    story = arrival.story
    assert (story.headline, story.dek, story.slug) == ("Rents rise again", "For the ninth month.", "rents-rise")
    assert story.bylines == (Byline("Jane Doe"), Byline("John Roe", "Photos by", "The Paper", "https://roe.example"))
    assert story.published == datetime(2026, 11, 22, tzinfo=UTC)
    assert story.updated == datetime(2026, 11, 23, 13, tzinfo=UTC)
    assert (story.section, story.topics) == ("Housing", ("City", "rents", "housing court"))
    assert (story.kind, story.language, story.licence) == ("analysis", "en-US", "CC BY 4.0")
    assert story.series == Series("The long winter", 2, 3)
    assert (story.address, story.id) == ("https://paper.example/rents", "https://paper.example/rents")
    assert story.origin == Origin("Rain Gauge", "https://gauge.example/x", published=date(2026, 11, 20))
    assert story.sources == (Source("Housing court records", "City of Harbor", published=date(2026, 1, 2)),)
    assert story.corrections == (Correction(datetime(2026, 11, 23, tzinfo=UTC), "It said ten.", "It is nine."),)
    assert story.lead
    assert (story.lead.alt, story.lead.caption, story.lead.credit) == ("A door", (Text("The door."),), "Ann Lee")
    assert story.body == (text("Body."),)
    assert {drop.what for drop in arrival.drops} == {"front matter", "picture"}


@pytest.mark.parametrize(
    ("front", "says"),
    [
        ("title: a\nauthors: [b", "line 4: the front matter is not YAML"),
        ("- a\n- b", "line 2: the front matter is not a table"),
        ("title: a\ndate: soon", "line 3: `date` is “soon”, and should be a date such as 2026-11-22"),
        ("title: a\ndate: 22", "line 3: `date` is “22”, and should be a date"),
        ("title: [a, b]", "line 2: `title` is a list, and should be text."),
        ("title: a\nkind: poem", "line 3: `kind` is “poem”, and should be one of news, analysis"),
        ("title: a\ntags: {a: 1}", "line 3: `tags` is a table, and should be a list"),
        ("title: a\nauthor: 7", "line 3: `author` is “7”, and should be a name"),
        ("title: a\nseries: [b]", "should be a table with name, position, of."),
        (
            "title: a\nsources: {titel: b}",
            "line 3: `sources` is wrong: There is no field `titel`. It may have title, publisher,",
        ),
        ("title: !!python/object:os.system x", "the front matter is not YAML"),
        ("a: " + "x" * 200_001, "longer than 200 kB"),
        ("date: 2026-11-22", "has no headline"),
        ("title: a\ndate: 2026-13-45", "line 3: `date` is “2026-13-45”, and should be a date such as 2026-11-22"),
        ("{title: [a, b]}", "line 2: `title` is"),
        (
            "title: a\norigin: {licence: CC BY}",
            "line 3: `origin` is wrong: `partner` is missing. It may have partner, address,",
        ),
        (
            "title: a\ncorrection: {wrong: a, right: b}",
            "line 3: `correction` is wrong: `made` is missing. It may have made, wrong, right, substantial.",
        ),
        (
            "title: a\ncorrection: {made: soon, wrong: a, right: b}",
            "`correction` is wrong: a date in it is “soon”, and",
        ),
        ("title: The bus: a life", "line 2: put the value in quotes, because it has a colon in it."),
        ("title: The bus\n  by: Ann", "line 3: begin the line where the others begin, or put the value in quotes"),
        ("title:\n\t- a", "line 3: the line begins with a tab; write spaces."),
        ("title: a\ndek: b\nTitle: c\ndek: d", "line 5: `dek` stands there a second time; keep one."),
        ("title: a\ufffeb", "the front matter is not YAML: unacceptable character"),
        ("title: " + "[" * 5000, "the front matter is not YAML: maximum recursion"),
        ("? [a]\n: b\ntitle: a", "the front matter is not YAML"),
        (
            "title: a\nlanguage: klingon",
            "line 3: `language` is “klingon”, and should be a language tag such as en, es or pt-BR.",
        ),
        ("title: a\ndate: 2026-11-22 09:30:00\norigin: Rain Gauge\nseries: One", None),
        ('title: a\nsources: {title: b, published: "May 3, 2026"}', None),
        ("title: a\n\nexcerpt: ~", None),
    ],
)
def test_wrong_front_matter_is_named_with_its_line(front, says):
    if says is None:
        assert arrived(f"---\n{front}\n---\nBody.").story.headline == "a"
        return
    with pytest.raises(NotTaken) as refused:
        arrived(f"---\n{front}\n---\nBody.")
    assert says in str(refused.value)
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize(
    ("markdown", "headline", "first"),
    [
        ("# The *head*\n\nBody.\n\n## Part", "The head", text("Body.")),
        ("---\ntitle: The head\n---\n# The Head\n\nBody.", "The head", text("Body.")),
        ("---\ntitle: Another\n---\n# The head\n\nBody.", "Another", Heading((Text("The head"),))),
    ],
)
def test_a_heading_at_the_top_is_the_headline_or_repeats_it(markdown, headline, first):
    story = arrived(markdown).story
    assert (story.headline, story.body[0]) == (headline, first)


def test_headings_below_the_headline_start_at_level_two():
    story = arrived("# Head\n\na\n\n## One\n\nb\n\n### Two\n\nc").story
    assert [block.level for block in story.body if isinstance(block, Heading)] == [2, 3]


def test_a_picture_alone_in_a_paragraph_has_its_title_as_caption():
    picture = body('Text.\n\n![A dog](dog.jpg "It barks. (Photo: Ann Lee)")')[1]
    assert isinstance(picture, Picture)
    assert (picture.alt, picture.caption, picture.credit) == ("A dog", (Text("It barks."),), "Photo: Ann Lee")


def test_a_picture_at_the_top_is_the_lead():
    story = arrived("# Head\n\n![A dog](dog.jpg)\n\nText.").story
    assert story.lead
    assert (story.lead.alt, story.body) == ("A dog", (text("Text."),))


def test_words_about_a_picture_that_is_not_named_are_reported():
    arrival = arrived("---\ntitle: a\nimage_alt: A dog\nimage_credit: Ann Lee\n---\nText.")
    assert arrival.story.lead is None
    assert [drop.text for drop in arrival.drops] == ["A dog Ann Lee"]


def test_struck_out_words_are_reported():
    arrival = arrived("# Head\n\nIt is ~~ten~~ nine.")
    assert arrival.story.body == (text("It is nine."),)
    assert [(drop.what, drop.text) for drop in arrival.drops] == [("struck-out words", "ten")]


def test_front_matter_tells_markdown_without_an_ending():
    assert arrived("---\r\ntitle: a\r\n---\r\n*b*", "note").story.body == (Paragraph((Emphasis((Text("b"),)),)),)


def test_a_picture_may_be_named_by_its_file_alone():
    lead = arrived("---\ntitle: a\nimage: door.jpg\ncaption: A door.\n---\nText.").story.lead
    assert lead
    assert (lead.file[:5], lead.caption) == ("door-", (Text("A door."),))


TOML = """+++
Title = "The bridge: a life"
date = 2026-11-22
authors = ["Jane Doe"]
tags = ["bridges"]
[params]
colour = "red"
+++
Body.
"""


@pytest.mark.parametrize("name", ["story.md", "story"])
def test_front_matter_may_be_toml(name):
    arrival = arrived(TOML, name)
    story = arrival.story
    assert (story.headline, story.bylines, story.topics) == ("The bridge: a life", (Byline("Jane Doe"),), ("bridges",))
    assert story.published == datetime(2026, 11, 22, tzinfo=UTC)
    assert story.body == (text("Body."),)
    assert arrival.drops == (Drop("front matter", "There is no field `params`.", "colour: red"),)


@pytest.mark.parametrize(
    ("markdown", "says"),
    [
        ("+++\ntitle = The bridge\n+++\nBody.", "story.md, line 2: the front matter is not TOML: Invalid value."),
        ('+++\ntitle = "a"\ndate = "soon"\n+++\nBody.', "story.md, line 3: `date` is “soon”, and should be a date"),
        ('+++\ntitle = "a"\ntitle = "b"\n+++\n', "story.md, line 3: the front matter is not TOML: Cannot overwrite"),
        ('+++\ntitle = """a\n+++\nBody.', "story.md, line 2: the front matter is not TOML: Unterminated string."),
        (
            "+++\ntitle = 'a'\n\nBody.",
            "story.md, line 1: the front matter opens with +++ and no line of +++ closes it.",
        ),
        ("---\ntitle: a\n\nBody.", "story.md, line 1: the front matter opens with --- and no line of --- closes it."),
    ],
)
def test_front_matter_that_can_not_be_read_is_refused(markdown, says):
    with pytest.raises(NotTaken) as refused:
        arrived(markdown)
    assert says in str(refused.value)


def test_a_rule_at_the_top_opens_no_front_matter():
    with pytest.raises(NotTaken, match="has no headline"):
        arrived("---\n\nNote: it rained.")


@pytest.mark.parametrize(
    ("front", "section", "topics"),
    [
        ("section: [Health, Labor]\ntags: [bus]", "Health", ("Labor", "bus")),
        ("tags: [bus]\ncategories: [city, money]", "city", ("bus", "money")),
        ("section: City\ncategory: money", "City", ("money",)),
        ("section: []", "", ()),
    ],
)
def test_a_story_has_one_section_and_the_others_are_topics(front, section, topics):
    story = arrived(f"---\ntitle: a\n{front}\n---\nBody.").story
    assert (story.section, story.topics) == (section, topics)


def test_when_a_correction_was_made_may_be_called_its_date():
    said = "corrections:\n  - {date: 2026-11-23, wrong: It said ten., right: It is nine.}"
    story = arrived(f"---\ntitle: a\n{said}\n---\nBody.").story
    assert story.corrections == (Correction(datetime(2026, 11, 23, tzinfo=UTC), "It said ten.", "It is nine."),)


def test_a_footnote_that_nothing_refers_to_is_reported():
    arrival = arrived("# Head\n\na[^used]\n\n[^used]: Kept.\n\n[^lost]: It *was*\n    so.\n\n    And more.\n")
    assert arrival.story.body == (Paragraph((Text("a"), Note((Text("Kept."),)))),)
    assert arrival.drops == (Drop("footnote", "No place in the text refers to [^lost].", "It *was* so. And more."),)


def test_a_text_of_notes_alone_is_taken_in():
    """One of them is empty, so that nothing is left of the place that held both."""
    (only,) = body("[^1][^2]\n\n[^1]: County records.\n[^2]: <br>\n")
    assert only.content[0] == Note((Text("County records."),))
