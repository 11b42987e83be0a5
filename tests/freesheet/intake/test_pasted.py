"""What is pasted: the HTML that Word, Word Online, Google Docs and web pages put on the clipboard."""

from html import escape
from pathlib import Path

import pytest
from hypothesis import given, strategies as st

from freesheet.intake import NotTaken
from freesheet.intake.arrival import Drop
from freesheet.intake.pasted import Pasted, read
from freesheet.story.nodes import (
    Blocks,
    Cell,
    Emphasis,
    Foreign,
    Heading,
    Inline,
    Link,
    List,
    Note,
    Paragraph,
    Picture,
    Quotation,
    Strong,
    Subscript,
    Superscript,
    Table,
    Text,
)
from freesheet.story.walk import plain

CLIPBOARDS = Path(__file__).parent / "pasted"


def clipboard(name: str) -> Pasted:
    return read((CLIPBOARDS / f"{name}.html").read_text())


def text(words: str) -> Paragraph:
    return Paragraph((Text(words),))


def cell(words: str, *, strong: bool = False) -> Cell:
    return Cell((Strong((Text(words),)),) if strong else (Text(words),))


NOTE = Note((Text("Harbor board, "), Emphasis((Text("minutes"),)), Text(" of 3 May.")))
QUOTATION = Quotation((text("“We had no choice,” the harbor master said."),))
TABLE = Table(((cell("Year", strong=True), cell("Fare", strong=True)), (cell("2026"), cell("$4"))))


def ferry(*, note: tuple[Inline, ...] = (NOTE,), rest: Blocks = (QUOTATION, TABLE)) -> Blocks:
    """The story that each of the clipboards holds; Word Online copies neither notes nor styles of quotations."""
    bicycle = Paragraph((Text("with a "), Strong((Text("bicycle"),)), Text(": $5")))
    return (
        Heading((Text("What the ferry costs"),), 2),
        Paragraph(
            (
                *(Text("The fare rose to "), Strong((Text("four dollars"),)), Text(", "), Emphasis((Text("again"),))),
                *(Text(", the harbor’s "), Link((Text("fare table"),), "https://harbor.example/fares?id=7")),
                *(Text(" says."), *note),
            )
        ),
        List(((text("Adults: $4"), List(((bicycle,),))), (text("Children: free"),))),
        text("Two things follow:"),
        List(((text("Fewer people ride."),), (text("More people drive."),)), ordered=True),
        *rest,
        text("The boat sails on."),
    )


@pytest.mark.parametrize(
    ("name", "blocks", "drops"),
    [
        ("word", ferry(), (Drop("comment", "It stands beside the text.", "Is this so?"),)),
        ("word-online", ferry(note=(), rest=()), ()),
        ("google-docs", ferry(), ()),
    ],
)
def test_what_a_word_processor_copies_is_the_story_alone(name: str, blocks: Blocks, drops: tuple[Drop, ...]) -> None:
    assert clipboard(name) == Pasted(blocks, drops)


def mso(words: str, level: int = 1, mark: str = "·", number: int = 0) -> str:
    return (
        f"<p class=MsoListParagraph style='text-indent:-.25in;mso-list:l{number} level{level} lfo1'>"
        f"<span style='mso-list:Ignore'>{mark}<span>&nbsp;&nbsp; </span></span>{words}</p>\n"
    )


@pytest.mark.parametrize(
    ("html", "blocks"),
    [
        ("words", (text("words"),)),
        ("<meta charset='utf-8'><span style='font-weight: 400'>words</span>", (text("words"),)),
        ("<p class=MsoNormal><o:p>&nbsp;</o:p></p><p>&nbsp;</p><p><br></p>", ()),
        ("<p class=MsoTitle>Rents rise</p><p>Body.</p>", (Heading((Text("Rents rise"),), 2), text("Body."))),
        ("<h3>One</h3><h5>Two</h5>", (Heading((Text("One"),), 2), Heading((Text("Two"),), 3))),
        ("<h2><span style='font-weight:700'>One</span></h2>", (Heading((Text("One"),), 2),)),
        (
            "<p>H<span style='vertical-align:sub'>2</span>O, x<span style='vertical-align:super'>2</span></p>",
            (Paragraph((Text("H"), Subscript((Text("2"),)), Text("O, x"), Superscript((Text("2"),)))),),
        ),
        (
            "<p><span style='font-weight:bold;font-style:italic'>both</span></p>",
            (Paragraph((Emphasis((Strong((Text("both"),)),)),)),),
        ),
        ("<p>Seen.<span style='mso-hide:all'>Hidden.</span></p>", (text("Seen."),)),
        (
            "<p class=MsoQuote>One.</p>\n<p class=MsoIntenseQuote>Two.</p>",
            (Quotation((text("One."), text("Two."))),),
        ),
        ("<p dir=ltr style='margin-left:12pt'>Moved a little.</p>", (text("Moved a little."),)),
        (
            mso("Three", mark="3.") + mso("Four", mark="4."),
            (List(((text("Three"),), (text("Four"),)), ordered=True, start=3),),
        ),
        (
            mso("A", number=1) + mso("B", mark="1.", number=2),
            (List(((text("A"),),)), List(((text("B"),),), ordered=True)),
        ),
        (
            mso("Deep", level=3) + mso("High"),
            (List(((text("Deep"),),)), List(((text("High"),),))),
        ),
        (mso("One") + "and loose words", (List(((text("One"),),)), text("and loose words"))),
        (
            "<h1 style='mso-list:l0 level1 lfo1'><span style='mso-list:Ignore'>1.<span>&nbsp; </span></span>Costs</h1>",
            (Heading((Text("1. Costs"),), 2),),
        ),
        ("<ul><li>Of a page</li></ul>", (List(((text("Of a page"),),)),)),
        ("<p>He said <i lang=es>hola</i> and <span lang=es>adiós</span>.</p>", (
            Paragraph((
                *(Text("He said "), Emphasis((Text("hola"),)), Text(" and ")),
                *(Foreign((Text("adiós"),), "es"), Text(".")),
            )),
        )),
        ("<p class=MsoNormal><span lang=DE>English words</span></p>", (text("English words"),)),
        (
            "<p><a href='https://eur03.safelinks.protection.outlook.com/?url=https%3A%2F%2Fa.example%2Fb&amp;data=05'>x</a></p>",
            (Paragraph((Link((Text("x"),), "https://a.example/b"),)),),
        ),
        ("<p><a href='javascript:alert(1)'>x</a><a href='file:///C:/a.doc'>y</a></p>", (text("xy"),)),
    ],
)  # fmt: skip
def test_what_is_on_the_clipboard_and_what_comes_of_it(html: str, blocks: Blocks) -> None:
    assert read(html) == Pasted(blocks)


def test_a_picture_keeps_its_place_and_is_told_of() -> None:
    found = read('<p>Above.</p><p><img src="file:///C:/clip_image001.jpg" alt="The ferry at dusk" width=600></p>')
    assert [type(block) for block in found.blocks] == [Paragraph, Picture]
    assert found.drops == (
        Drop("picture", "Words alone are pasted; add the picture at its place.", "The ferry at dusk"),
    )


def test_words_that_were_struck_out_are_told_of() -> None:
    found = read('<p>It costs <span style="text-decoration:line-through">three</span> four dollars.</p>')
    assert found.blocks == (text("It costs four dollars."),)
    assert [drop.text for drop in found.drops] == ["three"]


def test_what_is_nested_beyond_reason_is_refused() -> None:
    with pytest.raises(NotTaken, match="what was pasted"):
        read("<div>" * 400 + "words")


LETTERS = st.text(st.characters(min_codepoint=97, max_codepoint=122), min_size=1, max_size=6)
TEMPLATES = st.sampled_from(
    [
        "<p class=MsoNormal>{}<o:p></o:p></p>",
        "<p class=MsoQuote>{}</p>",
        "<h2>{}</h2>",
        "<p dir=ltr style='margin-left:36pt'>{}</p>",
        "<p style='mso-list:l0 level1 lfo1'><span style='mso-list:Ignore'>·</span>{}</p>",
        "<p style='mso-list:l0 level3 lfo1'><span style='mso-list:Ignore'>2.</span>{}</p>",
        "<ul><li data-aria-level=2><p>{}</p></li></ul>",
        "<ol start=4><li data-aria-level=1><p>{}</p></li></ol>",
        "<ul><li>{}</li></ul>",
        "<b style='font-weight:normal'><span style='font-weight:700'>{}</span></b>",
        "<table><tr><td>{}</td><td>x</td></tr><tr><td>y</td><td>z</td></tr></table>",
        "{}",
    ]
)


@given(st.lists(st.tuples(TEMPLATES, LETTERS), max_size=12))
def test_no_word_is_lost_and_none_changes_places(parts: list[tuple[str, str]]) -> None:
    told = [f"w{number}{letters}" for number, (_, letters) in enumerate(parts)]
    html = "\n".join(template.format(escape(word)) for (template, _), word in zip(parts, told, strict=True))
    found = " ".join(plain(block) for block in read(html).blocks).split()
    assert [word for word in found if word.startswith("w")] == told
