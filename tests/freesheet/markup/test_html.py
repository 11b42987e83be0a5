"""Nodes in HTML that is well-formed XML."""

from typing import Any

import pytest
from hypothesis import given, strategies as st
from lxml import etree
from markupsafe import Markup, escape

from freesheet.house import House
from freesheet.markup.article import article
from freesheet.markup.html import LONG_WORD, Html, breakable, described, escaped
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
    Heading,
    Inline,
    LineBreak,
    Link,
    List,
    Note,
    Paragraph,
    Picture,
    Preformatted,
    PullQuote,
    Strong,
    Subscript,
    Superscript,
    Table,
)
from tests.strategies import blocks, bullets, heading, inline, link, paragraph, picture, quotation, story, table


def image(picture: Picture) -> Markup:
    return Markup('<img src="{}" alt="{}"/>').format(picture.file, picture.alt)


def written(*body: Block, **fields: Any) -> str:
    told = article(story(*body), House())
    html = Html(ENGLISH, endnotes(told), image, **fields)
    return str(html.blocks(body)).strip()


@pytest.mark.parametrize(
    ("node", "html"),
    [
        ("</p> & <b>", "&lt;/p&gt; &amp; &lt;b&gt;"),
        (Strong(inline("a")), "<strong>a</strong>"),
        (Emphasis(inline("a", Strong(inline("b")))), "<em>a<strong>b</strong></em>"),
        (Code("a < b"), "<code>a &lt; b</code>"),
        (Superscript(inline("2")), "<sup>2</sup>"),
        (Subscript(inline("2")), "<sub>2</sub>"),
        (LineBreak(), "<br/>"),
        (Foreign(inline("oui"), "fr"), '<span lang="fr" dir="ltr">oui</span>'),
        (Foreign(inline("نعم"), "ar"), '<span lang="ar" dir="rtl">نعم</span>'),
        (link("a", "https://example.org"), '<a href="https://example.org">a</a>'),
        (link("a", "javascript:alert(1)"), "a"),
        (link("", "https://example.org", "Report"), '<a href="https://example.org">Report</a>'),
        (link(" ", "https://example.org"), '<a href="https://example.org">https://example.org</a>'),
        (Note(inline("a")), '<sup><a id="r1" href="#n1">1</a></sup>'),
        (
            Link(inline("a", Note(inline("b")), link("c", "https://example.com")), "https://example.org"),
            '<a href="https://example.org">ac</a><sup><a id="r2" href="#n2">2</a></sup>',
        ),
    ],
)
def test_each_inline(node: str | Inline, html: str) -> None:
    assert written(paragraph(node)) == f"<p>{html}</p>"


@pytest.mark.parametrize(
    ("block", "html"),
    [
        (heading("a", level=3), "<h3>a</h3>"),
        (Heading(inline(LineBreak()), 2), "<p><br/></p>"),
        (quotation("a", source="b"), "<blockquote>\n<p>a</p>\n<p><cite>b</cite></p>\n</blockquote>"),
        (quotation("a"), "<blockquote>\n<p>a</p>\n</blockquote>"),
        (bullets("a", "b"), "<ul>\n<li>a</li>\n<li>b</li>\n</ul>"),
        (bullets("a", ordered=True, start=3), '<ol start="3">\n<li>a</li>\n</ol>'),
        (bullets("a", ordered=True), "<ol>\n<li>a</li>\n</ol>"),
        (bullets((paragraph("a"), paragraph("b"))), "<ul>\n<li>a\n<p>b</p>\n</li>\n</ul>"),
        (List(((Break(),),)), "<ul>\n<li><hr/>\n</li>\n</ul>"),
        (Break(), "<hr/>"),
        (Preformatted("a\n  b"), '<pre tabindex="0">a\n  b</pre>'),
        (Preformatted("\na"), '<pre tabindex="0">\n\na</pre>'),
        (
            Aside((paragraph("a"),), "what-you-can-do"),
            '<aside role="note" aria-label="What you can do" class="what-you-can-do">\n'
            '<p><strong class="title">What you can do</strong></p>\n<p>a</p>\n</aside>',
        ),
        (
            Aside((), title="A & B"),
            '<aside role="note" aria-label="A &amp; B" class="explainer">\n'
            '<p><strong class="title">A &amp; B</strong></p>\n</aside>',
        ),
        (
            PullQuote(inline(link("a", "https://example.org"), Note(inline("n"))), inline(link("b", "https://e.org"))),
            '<div class="pull-quote" aria-hidden="true"><p>a <cite>b</cite></p></div>',
        ),
        (PullQuote(inline("a")), '<div class="pull-quote" aria-hidden="true"><p>a</p></div>'),
    ],
)
def test_each_block(block: Block, html: str) -> None:
    assert written(block) == html


def test_an_edition_may_leave_pull_quotes_out() -> None:
    assert written(PullQuote(inline("a")), pull_quotes=False) == ""


@pytest.mark.parametrize(
    ("told", "html"),
    [
        (picture("a.jpg", "A"), '<figure><img src="a.jpg" alt="A"/></figure>'),
        (
            picture("a.jpg", "A", caption=inline("C"), credit="D", credit_address="https://e.org", licence="CC0"),
            '<figure><img src="a.jpg" alt="A"/><figcaption>C '
            '<span class="credit">Credit: <a href="https://e.org">D</a> (CC0)</span></figcaption></figure>',
        ),
        (
            picture("a.jpg", "A", credit="D"),
            '<figure><img src="a.jpg" alt="A"/><figcaption><span class="credit">Credit: D</span></figcaption></figure>',
        ),
    ],
)
def test_a_picture_has_its_caption_credit_and_licence(told: Picture, html: str) -> None:
    assert written(told) == html


@pytest.mark.parametrize(
    ("told", "html"),
    [
        (picture("a.jpg", "A <b>"), "<p>Picture: A &lt;b&gt;</p>"),
        (picture("a.jpg", "A", decorative=True), ""),
        (picture("a.jpg", ""), ""),
    ],
)
def test_a_description_stands_for_a_picture_that_cannot_be_shown(told: Picture, html: str) -> None:
    assert described(told, ENGLISH) == html


def test_an_embed_is_a_link_a_poster_and_an_open_transcript_never_a_frame() -> None:
    assert written(Embed("https://v.org", "Film", picture("p.jpg", "P"), (paragraph("Hello."),))) == (
        '<figure><img src="p.jpg" alt="P"/></figure>\n'
        '<p class="embed">Plays on the web: <a href="https://v.org">Film</a></p>\n'
        '<details open="open">\n<summary>Transcript</summary>\n<p>Hello.</p>\n</details>'
    )
    assert written(Embed("https://v.org", "Film")) == (
        '<p class="embed">Plays on the web: <a href="https://v.org">Film</a></p>'
    )


def test_a_table_scrolls_in_a_box_that_the_keyboard_reaches() -> None:
    box = '<div class="table" tabindex="0" role="group" aria-label="Pages">\n<table>\n<caption>Pages</caption>\n'
    head = '<thead>\n<tr><th scope="col">Branch</th><th scope="col">Pages</th></tr>\n</thead>\n'
    rows = "<tbody>\n<tr><td>Elm</td><td>12</td></tr>\n</tbody>\n</table></div>"
    assert written(table(("Branch", "Pages"), ("Elm", "12"), caption="Pages")) == box + head + rows


@pytest.mark.parametrize(
    ("rows", "label"),
    [
        (((Cell(inline("a")), Cell(inline("b"))),), "a, b"),
        (((Cell(()),),), "Table"),
        ((), "Table"),
    ],
)
def test_a_table_without_a_caption_is_called_by_its_first_row(rows: tuple[tuple[Cell, ...], ...], label: str) -> None:
    assert f'aria-label="{label}"' in written(Table(rows))


def cell(text: str, **fields: Any) -> Cell:
    return Cell(inline(text), **fields)


@pytest.mark.parametrize(
    ("rows", "html"),
    [
        pytest.param(
            ((cell("a", header=True, columns=2),), (cell("b"), cell("c"))),
            '<thead>\n<tr><th scope="col" colspan="2">a</th></tr>\n</thead>\n'
            "<tbody>\n<tr><td>b</td><td>c</td></tr>\n</tbody>",
            id="a header over two columns",
        ),
        pytest.param(
            ((cell("a", header=True), cell("1")), (cell("b", rows=5), cell("2"))),
            '<tbody>\n<tr><th scope="row">a</th><td>1</td></tr>\n<tr><td>b</td><td>2</td></tr>\n</tbody>',
            id="a cell spans no more rows than there are",
        ),
        pytest.param(
            ((cell("a", rows=2), cell("1")), (cell("2"),)),
            '<tbody>\n<tr><td rowspan="2">a</td><td>1</td></tr>\n<tr><td>2</td></tr>\n</tbody>',
            id="a cell over two rows",
        ),
        pytest.param(
            ((cell("a", header=True, rows=2), cell("b", header=True)), (cell("1"),)),
            '<tbody>\n<tr><th scope="row" rowspan="2">a</th><th scope="row">b</th></tr>\n<tr><td>1</td></tr>\n</tbody>',
            id="a header that reaches into the rows below makes no head",
        ),
        pytest.param(
            ((cell("a", header=True),),),
            '<tbody>\n<tr><th scope="row">a</th></tr>\n</tbody>',
            id="a table is not all head",
        ),
        pytest.param(
            ((cell("", header=True), cell("x", header=True)), (cell("y", header=True), cell("1"))),
            '<thead>\n<tr><td></td><th scope="col">x</th></tr>\n</thead>\n'
            '<tbody>\n<tr><th scope="row">y</th><td>1</td></tr>\n</tbody>',
            id="an empty cell heads nothing",
        ),
    ],
)
def test_cells_head_what_they_stand_over_or_before(rows: tuple[tuple[Cell, ...], ...], html: str) -> None:
    assert html in written(Table(rows))


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("short words & signs", "short words &amp; signs"),
        (
            "see https://example.org/reports/2026/05/water now",
            "see https://<wbr/>example.<wbr/>org/<wbr/>reports/<wbr/>2026/<wbr/>05/<wbr/>water now",
        ),
        ("<" * 25, "&lt;" * 20 + "<wbr/>" + "&lt;" * 5),
    ],
)
def test_a_long_word_may_break(text: str, html: str) -> None:
    assert breakable(text) == html


@given(st.text(alphabet="ab <>&'\"\n\u00a0", max_size=90))
def test_text_is_escaped_and_nothing_else_is_done_to_it(text: str) -> None:
    assert escaped(text) == escape(text)
    assert breakable(text).replace("<wbr/>", "") == escape(text)
    assert ("<wbr/>" in breakable(text)) == any(len(word) > LONG_WORD for word in text.split())


@given(blocks())
def test_any_blocks_are_well_formed_with_every_long_word_breakable(body: Blocks) -> None:
    read = etree.fromstring(f"<div>{written(*body, text=breakable)}</div>")
    assert all(link.xpath("ancestor::a") == [] for link in read.iter("a"))
    for element in read.iter("p"):
        assert all(len(word) <= LONG_WORD for word in (element.text or "").split())


def test_paragraphs_without_words_are_kept() -> None:
    assert written(Paragraph(())) == "<p></p>"
