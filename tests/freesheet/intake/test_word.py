"""Word documents: styles, footnotes, tables, pictures."""

import re
from datetime import UTC, datetime
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from PIL import Image

from freesheet.intake import Arrival, NotTaken, Raw, take
from freesheet.intake.arrival import Drop
from freesheet.story.nodes import (
    Byline,
    Cell,
    Emphasis,
    Heading,
    Link,
    List,
    Note,
    Paragraph,
    Picture,
    Quotation,
    Strong,
    Table,
    Text,
)
from tests.freesheet.intake.docx import DRAWING, deleted, document, inserted, item, paragraph, run, table


def arrived(*parts: str, **more: Any) -> Arrival:
    return take(Raw(document(*parts, **more), "story.docx"))


def text(words: str) -> Paragraph:
    return Paragraph((Text(words),))


def picture() -> bytes:
    out = BytesIO()
    Image.new("RGB", (60, 40), "red").save(out, "PNG")
    return out.getvalue()


HEAD = (
    paragraph("Rents rise", "Title"),
    paragraph("For the ninth month", "Subtitle"),
    paragraph("By Jane Doe and John Roe", "Byline"),
)


def test_styles_tell_headline_dek_and_byline():
    story = arrived(*HEAD, paragraph("Body.")).story
    assert (story.headline, story.dek) == ("Rents rise", "For the ninth month")
    assert story.bylines == (Byline("Jane Doe"), Byline("John Roe"))
    assert story.body == (text("Body."),)


@pytest.mark.parametrize(
    "parts",
    [
        (paragraph("Rents rise", "heading 1"), paragraph("By Jane Doe"), paragraph("Body.")),
        (paragraph("Rents rise"), paragraph("by Jane Doe"), paragraph("Body.")),
    ],
)
def test_without_styles_the_first_lines_are_headline_and_byline(parts):
    story = arrived(*parts).story
    assert (story.headline, story.bylines, story.body) == ("Rents rise", (Byline("Jane Doe"),), (text("Body."),))


@pytest.mark.parametrize("above", [(), (paragraph("By Jane Doe"),)])
def test_a_date_below_the_headline_is_the_storys(above):
    story = arrived(
        paragraph("Rents rise", "Title"), *above, paragraph("Sunday, May 12, 2024"), paragraph("Body.")
    ).story
    assert story.published == datetime(2024, 5, 12, tzinfo=UTC)
    assert story.body == (text("Body."),)


def test_a_sentence_with_a_date_is_the_bodys():
    said = "The bridge fell on May 12, 2024, and nobody heard it."
    assert arrived(*HEAD, paragraph(said)).story.body == (text(said),)


def test_lists_in_words_own_style_stay_lists():
    listed = (item("Bread", 1), item("Soup", 1), item("of leeks", 1, level=1), item("Boil", 2), item("Eat", 2))
    arrival = arrived(*HEAD, *listed, paragraph("In a style for lists, but none.", "List Paragraph"))
    assert arrival.story.body == (
        List(((text("Bread"),), (text("Soup"), List(((text("of leeks"),),))))),
        List(((text("Boil"),), (text("Eat"),)), ordered=True),
        text("In a style for lists, but none."),
    )
    assert not arrival.drops


def test_changes_are_read_as_accepted_and_reported():
    changed = run("Rents are ") + deleted("far too ") + inserted("very ") + run("high") + deleted(", as ever")
    arrival = arrived(*HEAD, paragraph(changed))
    assert arrival.story.body == (text("Rents are very high"),)
    why = "It is read as accepted; deletions: 2, left out; insertions: 1, kept."
    assert arrival.drops == (Drop("tracked change", why, "far too … , as ever"),)


def test_a_comment_is_reported_with_its_words():
    asked = run("Rents are high") + '<w:r><w:commentReference w:id="0"/></w:r>'
    arrival = arrived(*HEAD, paragraph(asked), comment="Who says so?")
    assert arrival.story.body == (text("Rents are high"),)
    assert arrival.drops == (Drop("comment", "It is for the story's editors.", "Who says so?"),)


def test_structure_survives():
    link = '<w:hyperlink r:id="rId3">' + run("court") + "</w:hyperlink>"
    note = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    story = arrived(
        *HEAD,
        paragraph("Part one", "heading 1"),
        paragraph(run("In ") + link + run(" it ") + run("was", "b") + run(" so", "i") + note),
        paragraph("Part two", "heading 2"),
        paragraph("No one should.", "Quote"),
        table(("Month", "Rent"), ("May", "900")),
        footnote="The note.",
    ).story
    assert story.body == (
        Heading((Text("Part one"),)),
        Paragraph(
            (
                Text("In "),
                Link((Text("court"),), "https://a.example/"),
                Text(" it "),
                Strong((Text("was"),)),
                Emphasis((Text(" so"),)),
                Note((Text("The note."),)),
            )
        ),
        Heading((Text("Part two"),), 3),
        Quotation((text("No one should."),)),
        Table(((Cell((Text("Month"),)), Cell((Text("Rent"),))), (Cell((Text("May"),)), Cell((Text("900"),))))),
    )


def test_a_picture_comes_out_with_its_description_and_the_caption_below_it():
    arrival = arrived(
        *HEAD,
        paragraph("Body."),
        paragraph(DRAWING.format(alt="A red door")),
        paragraph("The door. (Photo: Ann Lee)", "Caption"),
        picture=picture(),
    )
    found = arrival.story.body[1]
    assert isinstance(found, Picture)
    assert (found.alt, found.caption, found.credit) == ("A red door", (Text("The door."),), "Photo: Ann Lee")
    assert re.fullmatch(r"a-red-door-[0-9a-f]{8}\.png", found.file)
    assert arrival.pictures == {found.file: picture()}


def test_a_picture_of_a_kind_that_no_edition_shows_is_reported():
    arrival = arrived(*HEAD, paragraph("Body."), paragraph(DRAWING.format(alt="A chart")), picture=b"\x01\x00emf")
    assert [(drop.what, drop.text) for drop in arrival.drops] == [("picture", "A chart")]
    assert not arrival.pictures


def test_a_caption_without_a_picture_is_a_paragraph():
    assert arrived(*HEAD, paragraph("Body."), paragraph("The door.", "Caption")).story.body == (
        text("Body."),
        text("The door."),
    )


def test_a_style_that_means_nothing_here_is_reported():
    arrival = arrived(*HEAD, paragraph("Body.", "Fancy"))
    assert arrival.story.body == (text("Body."),)
    assert [drop.what for drop in arrival.drops] == ["Word style"]


@pytest.mark.parametrize("name", ["story.docx", "renamed.zip"])
def test_a_document_is_known_by_what_it_holds(name):
    assert take(Raw(document(*HEAD), name)).story.headline == "Rents rise"


def test_a_document_without_words_is_refused():
    with pytest.raises(NotTaken, match=r"There is no text in empty\.docx"):
        take(Raw(document(), "empty.docx"))


@pytest.mark.parametrize("part", [b"", b" ", b"<", b"\x00\xff", b"<w:comments"])
def test_a_part_that_is_no_xml_has_no_comments(part):
    data = BytesIO(document(paragraph("A headline", "Title"), paragraph("One.")))
    with ZipFile(data, "a") as archive:
        archive.writestr("word/comments9.xml", part)
    arrival = take(Raw(data.getvalue(), "story.docx"))
    assert (arrival.story.headline, arrival.drops) == ("A headline", ())
