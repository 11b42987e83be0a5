"""Nodes in Markdown."""

from collections import Counter

import pytest
from hypothesis import given, settings
from markdown_it import MarkdownIt
from mdit_py_plugins.footnote import footnote_plugin

from freesheet.house import House
from freesheet.intake import Raw, take
from freesheet.markup.article import article
from freesheet.markup.markdown import Markdown, escaped
from freesheet.markup.notes import endnotes
from freesheet.markup.words import ENGLISH
from freesheet.story.nodes import (
    Aside,
    Block,
    Blocks,
    Break,
    Cell,
    Code,
    Embed,
    Emphasis,
    Foreign,
    Inline,
    Inlines,
    LineBreak,
    Link,
    List,
    Note,
    Picture,
    Preformatted,
    PullQuote,
    Strong,
    Subscript,
    Superscript,
    Table,
)
from freesheet.story.walk import every_block, every_inline, inlines_inside, text_of
from tests.extraction import of_html, squeezed
from tests.phrases import HOSTILE, LATIN, OTHER_SCRIPTS
from tests.strategies import blocks, bullets, heading, inline, link, paragraph, picture, quotation, story, table

READER = MarkdownIt("commonmark").enable(["table", "strikethrough"]).use(footnote_plugin)


def address_of(picture: Picture) -> str:
    return "https://example.org/grey (1).webp" if picture.republishable else ""


def writer(*body: Block) -> Markdown:
    told = article(story(*body), House())
    return Markdown(ENGLISH, endnotes(told, "footnotes-first"), address_of)


def written(*body: Block) -> str:
    markdown = writer(*body)
    return "\n\n".join(filter(None, (markdown.blocks(body), markdown.footnotes())))


def read(markdown: str) -> str:
    return str(READER.render(markdown))


@pytest.mark.parametrize(
    ("node", "markdown"),
    [
        ("plain words, 3 of them", "plain words, 3 of them"),
        ("*stars* _under_ `tick` [a] <b> a|b ~c~ #1 \\", r"\*stars\* \_under\_ \`tick\` \[a\] \<b> a\|b \~c\~ \#1 \\"),
        ("AT&T & &amp; &#33;", r"AT\&T & \&amp; \&#33;".replace("#", r"\#")),
        ("two  spaces\nand a line", "two spaces and a line"),
        (Strong(inline("a b")), "**a b**"),
        (Emphasis(inline("a", Strong(inline("b")))), "<em>a**b**</em>"),
        (Code("a ` b"), "`` a ` b ``".replace(" a ` b ", "a ` b")),
        (Code("`a"), "`` `a ``"),
        (Code(""), ""),
        (Superscript(inline("2")), "<sup>2</sup>"),
        (Subscript(inline("2")), "<sub>2</sub>"),
        (Foreign(inline("نعم"), "ar"), '<span lang="ar" dir="rtl">نعم</span>'),
        (link("a [b]", "https://example.org/?a=1&copy=2"), r"[a \[b\]](https://example.org/?a=1\&copy=2)"),
        (link("a", "https://example.org/a_(b)"), "[a](<https://example.org/a_(b)>)"),
        (link("a", "javascript:alert(1)"), "a"),
        (link("", "https://example.org", "Report"), "[Report](https://example.org)"),
        (
            Link(inline("a", Emphasis(inline("b")), Note(inline("c"))), "https://example.org"),
            "[a*b*](https://example.org)[^1]\n\n[^1]: c",
        ),
        (Note(inline("a", LineBreak(), "b")), "[^1]\n\n[^1]: a<br>b"),
    ],
)
def test_each_inline(node: str | Inline, markdown: str) -> None:
    assert written(paragraph("x ", node)) == f"x {markdown}".rstrip()


@pytest.mark.parametrize(
    ("content", "html"),
    [
        (("x", LineBreak(), "y"), "x<br />\ny"),
        (("x", LineBreak(), LineBreak()), "x"),
        (("x \\", LineBreak()), "x \\"),
        (("1. no list",), "1. no list"),
        (("x", LineBreak(), "- no list", LineBreak(), "=== no heading"), "x<br />\n- no list<br />\n=== no heading"),
        (("Wait!", link("a", "https://example.org")), 'Wait!<a href="https://example.org">a</a>'),
        ((Emphasis(inline("a")), Strong(inline("b"))), "<em>a</em><!-- --><strong>b</strong>"),
        (("He said ", Emphasis(inline(" no ")), "twice."), "He said  <em>no</em> twice."),
        ((Strong(inline("Look.")), " There."), "<strong>Look.</strong> There."),
        (("un", Emphasis(inline("“a”")), "b"), "un<em>“a”</em>b"),
        ((Emphasis(inline(" ")), "a"), "a"),
    ],
)
def test_a_paragraph_is_read_as_it_was_meant(content: tuple[str | Inline, ...], html: str) -> None:
    assert read(written(paragraph(*content))) == f"<p>{html}</p>\n"


@pytest.mark.parametrize("behind", ["(more)", ": more"])
def test_what_stands_behind_a_note_makes_no_link_of_it(behind: str) -> None:
    told = read(written(paragraph(Note(inline("A note.")), behind)))
    assert told.count('class="footnote-ref"') == 1
    assert behind in told


@pytest.mark.parametrize(
    ("body", "markdown"),
    [
        ((heading("What #1 hid #"),), r"## What \#1 hid \#"),
        ((heading("a", LineBreak(), "b", level=3),), "### a<br>b"),
        ((heading(" "),), ""),
        ((quotation("a", "b", source="Ana"),), "> a\n>\n> b\n>\n> — Ana"),
        ((quotation(),), ""),
        ((bullets("a", "b"),), "- a\n- b"),
        ((bullets("a", "b", ordered=True, start=9),), "9. a\n10. b"),
        ((bullets("a", ordered=True, start=-3),), "0. a"),
        ((bullets("a"), bullets("b"), bullets("c")), "- a\n\n* b\n\n- c"),
        ((bullets("a"), bullets("b", ordered=True)), "- a\n\n1. b"),
        ((bullets((paragraph("a"), paragraph("b")), "c"),), "- a\n\n  b\n\n- c"),
        ((bullets((Break(),)),), "- ___"),
        ((List(()),), ""),
        ((picture(alt="A [box]"),), r"\[Picture: A \[box\]\]"),
        ((picture(decorative=True),), ""),
        (
            (picture(alt="A [box]", republishable=True, caption=inline("Grey."), credit="Ana", licence="CC0"),),
            "![A \\[box\\]](<https://example.org/grey (1).webp>)\n\nGrey.\n\nCredit: Ana (CC0)",
        ),
        (
            (picture(decorative=True, republishable=True, credit="Ana", credit_address="https://example.com"),),
            "![](<https://example.org/grey (1).webp>)\n\nCredit: [Ana](https://example.com)",
        ),
        (
            (table(("Year", "Pages"), ("2026", "10|11"), caption="All of it."),),
            "All of it.\n\n| Year | Pages |\n| --- | --- |\n| 2026 | 10\\|11 |",
        ),
        ((Table(((Cell(inline("a")), Cell(inline(Code("b|c")))),)),), "|  |  |\n| --- | --- |\n| a | `b\\|c` |"),
        (
            (
                Table(
                    (
                        (Cell(inline("a"), header=True, columns=2),),
                        (Cell(inline("b"), rows=2), Cell(inline("c"))),
                        (Cell(inline("d")),),
                    )
                ),
            ),
            "| a |  |\n| --- | --- |\n| b | c |\n|  | d |",
        ),
        ((Table((), inline("Nothing.")),), "Nothing."),
        ((Aside((paragraph("a"),), "explainer"),), "> **Explainer**\n>\n> a"),
        ((Aside((paragraph("a"),), "explainer", "Why?"),), "> **Why?**\n>\n> a"),
        ((PullQuote(inline("a")),), ""),
        (
            (Embed("https://example.com/v", "A film", picture(alt="A box"), (paragraph("Hello."),)),),
            "\\[Picture: A box\\]\n\nPlays on the web: [A film](https://example.com/v)\n\n**Transcript**\n\n> Hello.",
        ),
        ((Preformatted("a\r\n  b ```` c"),), "`````\na\n  b ```` c\n`````"),
        ((Preformatted(" \n"),), ""),
        ((Break(),), "___"),
    ],
)
def test_each_block(body: Blocks, markdown: str) -> None:
    assert written(*body) == markdown


@pytest.mark.parametrize("text", [*HOSTILE, *LATIN, *OTHER_SCRIPTS])
def test_any_text_is_read_as_it_is(text: str) -> None:
    assert of_html(read(written(paragraph(text)))).strip() == " ".join(text.split(" ")).replace("  ", " ")
    assert of_html(read(written(bullets(text)))).strip() == text.replace("  ", " ")
    assert of_html(read(f"![{escaped(text)}](a)")).strip() == text


def words_of(body: Blocks) -> Counter[str]:
    """The letters of all that Markdown carries: each note once, nothing of a pull quote, of a picture its caption."""
    said, notes = list[str](), set[Inlines]()
    for block in every_block(body):
        content = () if isinstance(block, PullQuote) else inlines_inside(block)
        said.append(text_of(content))
        notes.update(inner.content for inner in every_inline(content) if isinstance(inner, Note))
        match block:
            case Preformatted(text):
                said.append(text)
            case Aside(title=title) | Embed(title=title):
                said.append(title)
            case _:
                pass
    return Counter(squeezed(" ".join((*said, *map(text_of, notes)))))


@settings(max_examples=60)
@given(blocks())
def test_any_body_is_read_back_with_all_its_words(body: Blocks) -> None:
    body = article(story(*body), House()).body
    assert not words_of(body) - Counter(squeezed(of_html(f"<div>{read(written(*body))}</div>")))


@settings(max_examples=40)
@given(blocks())
def test_intake_reads_it_back_with_all_its_words(body: Blocks) -> None:
    body = article(story(*body), House()).body
    came = take(Raw(f"# A headline\n\nFirst.\n\n{written(*body)}\n".encode(), "copy.md"))
    back = words_of(came.story.body) + Counter(squeezed(" ".join(drop.text for drop in came.drops)))
    assert not words_of(body) - back


def test_a_block_by_itself_and_a_picture_that_nobody_gives_an_address() -> None:
    markdown = Markdown(ENGLISH, endnotes(article(story(), House())))
    assert markdown.block(bullets("a")) == "- a"
    assert markdown.block(picture(republishable=True)) == r"\[Picture: A grey rectangle\]"
