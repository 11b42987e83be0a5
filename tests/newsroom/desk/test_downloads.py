"""A story leaves the desk as a file, and comes back saying the same."""

import pytest
from django.urls import reverse
from hypothesis import given, settings, strategies as st

from freesheet import samples
from freesheet.house import House
from freesheet.intake import Raw, take
from freesheet.markup.article import article
from freesheet.markup.manuscript import manuscript
from freesheet.markup.text import story_text
from freesheet.story.file import read
from freesheet.story.nodes import Blocks, Heading, Link, Note, Paragraph, Story as Node, Text
from freesheet.story.walk import every_block, plain
from newsroom.desk.downloads import FORMS
from newsroom.desk.models import Story
from tests.extraction import squeezed
from tests.newsroom.conftest import member, signed_in
from tests.newsroom.desk.rows import of, row, story
from tests.strategies import bullets, heading, paragraph, picture_for_all, quotation

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("staffed")]


def rendered(one: Node) -> str:
    """The story as plain text, as every reader of the text edition has it."""
    return story_text(article(one, House()))


BODY = (
    paragraph("Before the ", Link((Text("report"),), "https://example.org/report"), " came out, “nobody” knew."),
    heading("What it says"),
    quotation("The gauge was dead.", source="Ana Ruiz"),
    bullets("One thing.", "Another thing."),
    paragraph("The gauge was dead", Note((Text("County records, page 4."),)), "."),
)


def sent(form: str, row: Story) -> bytes:
    answer = signed_in(member("Editors")).get(reverse("desk_download_file", args=[row.pk, form]))
    assert answer.status_code == 200
    assert answer["Content-Disposition"] == f'attachment; filename="{row.slug}.{FORMS[form].ending}"'
    return answer.content


def test_markdown_comes_back_with_the_same_rendered_text() -> None:
    one = story(*BODY)
    assert rendered(take(Raw(sent("markdown", of(one)), "story.md")).story) == rendered(one)


def test_html_comes_back_with_the_same_rendered_text() -> None:
    one = story(
        *BODY, *[paragraph(f"Paragraph {number} tells what the county knew of the gauge.") for number in range(9)]
    )
    again = take(Raw(sent("html", of(one)), "story.html")).story
    assert rendered(again).split("On the web")[0].strip() == rendered(one)


def test_json_comes_back_whole() -> None:
    one = of(story(*BODY))
    assert read(sent("json", one)).body == BODY


@pytest.mark.parametrize("form", FORMS)
def test_it_is_what_is_being_written(form: str) -> None:
    one = row("flood")
    latest = one.get_latest_revision_as_object()
    latest.headline = "What is being written"
    latest.save_revision()
    assert b"What is being written" in sent(form, one)


def test_only_who_may_change_it_gets_it() -> None:
    one = row("flood", published=None)
    client = signed_in(member("Contributors"))
    for url in (reverse("desk_download", args=[one.pk]), reverse("desk_download_file", args=[one.pk, "markdown"])):
        assert client.get(url).status_code in (302, 403)
    assert signed_in(member("Editors")).get(reverse("desk_download_file", args=[one.pk, "docx"])).status_code == 404


@pytest.mark.parametrize("name", samples.names())
def test_a_sample_comes_back_from_markdown_with_all_its_words(name: str) -> None:
    """Boxes come back as quotations, and links without the titles of their pages."""
    one = samples.story(name)
    again = take(Raw(manuscript(one), "story.md", sibling=picture_for_all)).story
    back = squeezed("".join(map(plain, again.body)))
    said = (block for block in every_block(one.body) if isinstance(block, Paragraph | Heading))
    assert [text for block in said if (text := squeezed(plain(block).split("\n")[0])) not in back] == []


WORDS = st.lists(
    st.sampled_from(["gauge", "the", "Ana", "2026.", "dead,", "It’s", "été", "a*b", "#1", "1.", "-", "50%", "_x_"]),
    min_size=1,
    max_size=8,
).map(lambda words: " ".join(["Then", *words]))
BODIES = st.lists(
    st.one_of(
        WORDS.map(paragraph),
        WORDS.map(heading),
        st.lists(WORDS, min_size=1, max_size=3).map(lambda items: bullets(*items)),
        WORDS.map(quotation),
    ),
    min_size=1,
    max_size=6,
).map(tuple)


@settings(max_examples=60)
@given(BODIES)
def test_any_plain_body_comes_back_from_markdown_with_the_same_rendered_text(body: Blocks) -> None:
    """Two lists right after each other are one in Markdown, so that none stands beside another here."""
    apart = tuple(one for block in body for one in (block, paragraph("Between.")))
    one = story(*apart)
    assert rendered(take(Raw(manuscript(one), "story.md")).story) == rendered(one)
