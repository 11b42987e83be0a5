"""Elements of a page's article, and the blocks that they become."""

import base64

import pytest

from freesheet.intake import Raw, take
from freesheet.story.nodes import (
    Aside,
    Break,
    Cell,
    Code,
    Embed,
    Emphasis,
    Foreign,
    Heading,
    LineBreak,
    Link,
    List,
    Note,
    Paragraph,
    Picture,
    Preformatted,
    PullQuote,
    Quotation,
    Strong,
    Subscript,
    Superscript,
    Table,
    Text,
)
from freesheet.story.walk import plain, text_of
from tests.strategies import image_bytes

BEFORE = "The river rose four feet in the night, and in the morning the bridge was gone, and nobody had heard it go."
AFTER = "By noon the county had closed the road on both banks, and a man with a rowing boat had named his price."


def arrived(inside: str, head: str = "", **more):
    page = (
        f"<title>T</title>{head}<article><h1>The bridge that fell</h1><p>{BEFORE}</p>{inside}<p>{AFTER}</p></article>"
    )
    return take(
        Raw(f"<!doctype html>{page}".encode(), "page.html", "https://paper.example/a/story-of-a-bridge", **more)
    )


def blocks(inside: str):
    """What stands between the first and the last paragraph."""
    body = arrived(inside).story.body
    assert (body[0], body[-1]) == (text(BEFORE), text(AFTER))
    return body[1:-1]


def text(words: str) -> Paragraph:
    return Paragraph((Text(words),))


def para(*content) -> Paragraph:
    return Paragraph(content)


LONGER = "and nobody in the town had a boat that would carry a cow."


@pytest.mark.parametrize(
    ("html", "content"),
    [
        ("<b>b</b> <strong>s</strong>", (Strong((Text("b"),)), Text(" "), Strong((Text("s"),)))),
        (
            "<i>i</i> <em>e</em> <cite>c</cite>",
            (Emphasis((Text("i"),)), Text(" "), Emphasis((Text("e"),)), Text(" "), Emphasis((Text("c"),))),
        ),
        ("<code> x  y </code> <kbd>k</kbd>", (Code("x y"), Text(" "), Code("k"))),
        ("H<sub>2</sub>O m<sup>2</sup>", (Text("H"), Subscript((Text("2"),)), Text("O m"), Superscript((Text("2"),)))),
        ("a<br>b", (Text("a"), LineBreak(), Text("b"))),
        ("<q>so</q>", (Text("“so”"),)),
        (
            '<span lang="de-AT">so</span> <span lang="en">it</span> <i lang="??">is</i>',
            (Foreign((Text("so"),), "de"), Text(" it "), Emphasis((Text("is"),))),
        ),
        (
            '<a href="/x?utm_medium=m" title="The page">x</a>',
            (Link((Text("x"),), "https://paper.example/x", "The page"),),
        ),
        ('<a href="/x" title="X">x</a>', (Link((Text("x"),), "https://paper.example/x"),)),
        ('<a href="javascript:x()">x</a><a href="/y"></a>', (Text("x"),)),
        ('x<span class="sr-only"> (opens in a new tab)</span><button>Play</button>', (Text("x"),)),
        ('x<span style="display: none">y</span><span hidden>z</span>', (Text("x"),)),
        ("<math><mi>x</mi></math><svg><title>t</title></svg>", (Text("x"),)),
    ],
)
def test_inlines(html, content):
    (found,) = blocks(f"<p>{html} {LONGER}</p>")
    *most, last = found.content
    tail = Text(f" {LONGER}")
    if isinstance(content[-1], Text):
        assert (*most, last) == (*content[:-1], Text(f"{content[-1].text} {LONGER}"))
    else:
        assert (*most, last) == (*content, tail)


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        (
            f"<h2>Two</h2><p>{LONGER}</p><h4><b>Four</b></h4>",
            (Heading((Text("Two"),)), text(LONGER), Heading((Text("Four"),), 3)),
        ),
        ("<h2><img src='/spacer.gif'></h2>", ()),
        (f"<div>{LONGER}<br><br>{LONGER}</div>", (text(LONGER), text(LONGER))),
        (f"<p>* * *</p><p>{LONGER}</p><hr>", (Break(), text(LONGER), Break())),
        (f"<center><b>* * *</b></center><p>{LONGER}</p><div>• • •</div>", (Break(), text(LONGER), Break())),
        (
            "<ul><li>One, and so on.</li><li><p>Two.</p><ol start='3'><li>Three.</li></ol></li></ul>",
            (List(((text("One, and so on."),), (text("Two."), List(((text("Three."),),), ordered=True, start=3)))),),
        ),
        ("<ul><li>One.</li><ul><li>Beside.</li></ul></ul>", (List(((text("One."), List(((text("Beside."),),))),)),)),
        ("<ul><li></li></ul>", ()),
        ("<ol start='x'><li>One.</li></ol>", (List(((text("One."),),), ordered=True),)),
        (
            "<dl><dt>Ford</dt><dd>Where a river is low.</dd></dl>",
            (para(Strong((Text("Ford"),))), text("Where a river is low.")),
        ),
        (
            "<blockquote><p>So it was.</p><footer>— Martha Pell</footer></blockquote>",
            (Quotation((text("So it was."),), (Text("Martha Pell"),)),),
        ),
        (
            "<blockquote>It said <cite>Emma</cite> on it.</blockquote>",
            (Quotation((para(Text("It said "), Emphasis((Text("Emma"),)), Text(" on it.")),)),),
        ),
        ("<blockquote></blockquote>", ()),
        (
            "<blockquote class='pullquote'><p>So it was.</p><p>Indeed.</p><cite>M. Pell</cite></blockquote>",
            (PullQuote((Text("So it was."), LineBreak(), Text("Indeed.")), (Text("M. Pell"),)),),
        ),
        ("<aside class='pull-quote'></aside>", ()),
        ("<pre>a  b\n  c</pre>", (Preformatted("a  b\n  c"),)),
        ("<pre>a<br>b</pre><pre> </pre>", (Preformatted("a\nb"),)),
        (
            f"<aside class='factbox'><h3>What is a ford?</h3><p>{LONGER}</p></aside>",
            (Aside((text(LONGER),), title="What is a ford?"),),
        ),
        (
            f"<div class='key-points'><div class='key-points-inner'><h3>In short</h3><p>{LONGER}</p></div></div>",
            (Aside((text(LONGER),), title="In short"),),
        ),
        (
            "<figure class='bookmark-card'><a href='/filing'><div>The filing</div><div>Case 11</div>"
            "<img src='/thumb.jpg'></a></figure>",
            (
                para(
                    Link((Text("The filing"),), "https://paper.example/filing"),
                    LineBreak(),
                    Text("Case 11"),
                ),
            ),
        ),
        ("<div class='bookmark-card'><div>Case 11</div></div>", (text("Case 11"),)),
        (f"<details><summary>More</summary><p>{LONGER}</p></details>", (Aside((text(LONGER),), title="More"),)),
        (
            "<table><caption>Boats</caption><tr><th colspan=2>Boat</th><th rowspan='x'>Cows</th></tr><tr>"
            "<td>Ann</td><td><p>a</p><p>b</p></td><td>0</td></tr></table>",
            (
                Table(
                    (
                        (Cell((Text("Boat"),), header=True, columns=2), Cell((Text("Cows"),), header=True)),
                        (Cell((Text("Ann"),)), Cell((Text("a"), LineBreak(), Text("b"))), Cell((Text("0"),))),
                    ),
                    (Text("Boats"),),
                ),
            ),
        ),
        (
            "<table><thead><tr><td>A</td></tr></thead><tbody><tr><td>1</td></tr></tbody></table>",
            (Table(((Cell((Text("A"),), header=True),), (Cell((Text("1"),)),))),),
        ),
        (f"<table role='presentation'><tr><td><p>{LONGER}</p></td></tr></table>", (text(LONGER),)),
        (
            "<iframe src='https://www.youtube.com/embed/abcdefg?rel=0' title='YouTube video player'></iframe>",
            (Embed("https://www.youtube.com/watch?v=abcdefg", "Video on YouTube"),),
        ),
        (
            "<iframe src='https://datawrapper.dwcdn.net/x/1/' title='Boats by year'></iframe>",
            (Embed("https://datawrapper.dwcdn.net/x/1/", "Boats by year"),),
        ),
        (
            "<iframe data-src='https://flo.uri.sh/v/1' src='about:blank'></iframe>"
            "<iframe src='https://ads.example/x' title='Ad'></iframe>",
            (),
        ),
        (
            "<iframe data-src='https://public.flourish.studio/v/1'></iframe>",
            (Embed("https://public.flourish.studio/v/1", "Content on public.flourish.studio"),),
        ),
        (
            "<video><source src='/film.mp4'></video>",
            (Embed("https://paper.example/film.mp4", "Video on paper.example"),),
        ),
        (
            "<object><param name='x' value='y'><param name='movie' value='https://www.youtube.com/embed/abcdefg'>"
            "<param name='x' value='y'></object>",
            (Embed("https://www.youtube.com/watch?v=abcdefg", "Video on YouTube"),),
        ),
        (
            "<blockquote class='twitter-tweet'><p>It fell.</p>— M "
            "<a href='https://twitter.com/m/status/1?ref_src=x'>May 3</a></blockquote>",
            (
                Embed(
                    "https://twitter.com/m/status/1",
                    "Post on X",
                    transcript=(
                        text("It fell."),
                        para(Text("— M "), Link((Text("May 3"),), "https://twitter.com/m/status/1")),
                    ),
                ),
            ),
        ),
        (
            "<blockquote class='instagram-media' data-instgrm-permalink='https://instagram.com/p/1/'>"
            "<p>It fell.</p></blockquote>",
            (Embed("https://instagram.com/p/1/", "Post on Instagram", transcript=(text("It fell."),)),),
        ),
        ("<blockquote class='fb-post'><p>It fell.</p></blockquote>", (text("It fell."),)),
        (
            "<figure><blockquote class='bluesky-embed' cite='https://bsky.example/1'><p>It fell.</p>"
            "</blockquote></figure>",
            (Embed("https://bsky.example/1", "Post on Bluesky", transcript=(text("It fell."),)),),
        ),
        (
            "<figure><iframe src='https://player.vimeo.com/video/1'></iframe><figcaption>The fall."
            "</figcaption></figure>",
            (Embed("https://vimeo.com/1", "The fall."),),
        ),
        (
            "<figure><iframe src='https://x.example/1'></iframe><figcaption>The fall. (Photo: M. Pell)"
            "</figcaption></figure>",
            (text("The fall. (Photo: M. Pell)"),),
        ),
        ("<figure><pre>a b</pre></figure>", (Preformatted("a b"),)),
        (
            "<figure><blockquote><p>So it was, said they all.</p></blockquote></figure>",
            (Quotation((text("So it was, said they all."),)),),
        ),
        ("<figure><figcaption>Only the words of it.</figcaption></figure>", (text("Only the words of it."),)),
    ],
)
def test_blocks(html, expected):
    assert blocks(html) == expected


@pytest.mark.parametrize(
    ("html", "alt", "caption", "credit", "leads_to"),
    [
        ("<figure><img src='/a.jpg' alt='A'><figcaption>C.</figcaption></figure>", "A", "C.", "", ""),
        ("<figure><img src='/a.jpg' alt='C.'><figcaption>C.</figcaption></figure>", "", "C.", "", ""),
        (
            "<figure><img src='/a.jpg' alt='a.jpg'><figcaption>C. (Photo by M. Pell)</figcaption></figure>",
            "",
            "C.",
            "Photo by M. Pell",
            "",
        ),
        (
            "<figure><img src='/a.jpg'><figcaption>C. <span class='credit'>Photo: <a href='/m'>M. Pell"
            "</a></span></figcaption></figure>",
            "",
            "C.",
            "Photo: M. Pell",
            "https://paper.example/m",
        ),
        ("<figure><img src='/a.jpg'><div class='photo-credit'>Credit: M. Pell</div></figure>", "", "", "M. Pell", ""),
        ("<figure><img src='/a.jpg'><figcaption><b>C</b></figcaption></figure>", "", "C", "", ""),
        (
            "<figure><img src='/a.jpg'><figcaption>M. Pell / Getty Images</figcaption></figure>",
            "",
            "",
            "M. Pell / Getty Images",
            "",
        ),
        ("<div class='wp-caption'><img src='/a.jpg'><p class='wp-caption-text'>C.</p></div>", "", "C.", "", ""),
        (
            "<figure><img src='/a.jpg'><p class='credit-wrap'><span class='cutline'>C.</span>"
            "<span class='credit'>(M. Pell)</span></p></figure>",
            "",
            "C.",
            "M. Pell",
            "",
        ),
        (
            "<div class='dnd-widget-wrapper type-image'><div><img src='/a.jpg'></div>"
            "<div class='dnd-legend-wrapper'><p>C.</p></div></div>",
            "",
            "C.",
            "",
            "",
        ),
        (
            "<div><div><img src='/a.jpg'></div></div><div class='field-caption'>C.</div>"
            "<div class='field-photo-credit'>M. Pell</div>",
            "",
            "C.",
            "M. Pell",
            "",
        ),
        ("<p><img src='/a.jpg' alt='A' data-credit='M. Pell'></p>", "A", "", "M. Pell", ""),
        ("<p><a href='/a-full.jpg'><img src='/a.jpg' alt='A'></a></p>", "A", "", "", ""),
        ("<figure><noscript><img src='/a.jpg' alt='A'></noscript></figure>", "A", "", "", ""),
    ],
)
def test_pictures_have_their_description_caption_and_credit(html, alt, caption, credit, leads_to):
    (found,) = blocks(f"{html}")
    assert isinstance(found, Picture)
    assert (found.alt, text_of(found.caption)) == (alt, caption)
    assert (found.credit, found.credit_address) == (credit, leads_to)
    assert found.file.startswith("a-")


@pytest.mark.parametrize(
    ("image", "asked"),
    [
        ("<img src='/a.jpg'>", "https://paper.example/a.jpg"),
        ("<img src='Page_files/a.jpg' srcset='https://cdn.example/b.jpg 800w'>", "Page_files/a.jpg"),
        ("<img src='data:image/gif;base64,R0' data-src='/a.jpg'>", "https://paper.example/a.jpg"),
        ("<img src='/s.jpg' srcset='/a.jpg 400w, /b.jpg 1600w, /c.jpg 4000w'>", "https://paper.example/b.jpg"),
        ("<img src='/s.jpg' srcset='/a.jpg 1x, /b.jpg 2x'>", "https://paper.example/b.jpg"),
        ("<picture><source srcset='/b.webp 1200w'><img src='/pixel.gif'></picture>", "https://paper.example/b.webp"),
        ("<img src='/a.jpg' width='1' height='1'>", None),
        ("<img src='/img/spacer.gif'>", None),
        ("<img src='blob:x'>", None),
        ("<img src='data:image/gif;base64,R0'>", None),
        ("<img>", None),
    ],
)
def test_the_best_copy_of_a_picture_is_asked_for(image, asked):
    wanted = []
    arrived(f"<p>{LONGER}</p><figure>{image}</figure>", sibling=lambda path: wanted.append(path))
    assert wanted[:1] == ([asked] if asked else [])


@pytest.mark.parametrize(
    ("mark", "note"),
    [
        (
            "<sup><a id='r' href='#n'>1</a></sup>",
            "<section><h2>Notes</h2><ol><li id='n'>The <i>note</i>. <a href='#r'>↩</a></li></ol></section>",
        ),
        ("<a id='r' href='#n'>[1]</a>", "<hr><p><a name='n' href='#r'>[1]</a> The <i>note</i>.</p>"),
        ("<sup><a id='r' href='#n'>1</a></sup>", "<p id='n'><sup>1</sup> The <i>note</i>. <a href='#r'>↩</a></p>"),
        ("<a id='r' href='#n'>1</a>", "<div id='n'><p>1. The <i>note</i>. <a href='#r'>↩</a></p></div>"),
        ("<a id='r' href='#n'>[1]</a>", "<p id='n'>[1] The <i>note</i>. <a href='#r'>↩</a></p>"),
        ("<a id='r' href='#n'>1</a>", "<p id='n'>¹ The <i>note</i>. <a href='#r'>↩</a></p>"),
        (
            "<sup id='r'><a href='#n'>*</a></sup>",
            "<div class='footnotes'><div id='n'><p>The <i>note</i>. <a href='#r'>back</a></p></div></div>".replace(
                "back", "^"
            ),
        ),
    ],
)
def test_a_footnote_stands_where_its_mark_was(mark, note):
    story = take(
        Raw(
            f"<article><h1>The bridge</h1><p>{BEFORE}{mark} {LONGER}</p><p>{AFTER}</p>{note}</article>".encode(),
            "page.html",
        )
    ).story
    found = Note((Text("The "), Emphasis((Text("note"),)), Text(".")))
    assert story.body == (para(Text(BEFORE), found, Text(f" {LONGER}")), text(AFTER))


@pytest.mark.parametrize(
    "inside",
    [
        f"<p>{LONGER}<a href='#part'>1</a></p><p id='part'>{LONGER}</p>",
        f"<p id='x'>{LONGER}<a href='#x'>1</a></p>",
        f"<p>{LONGER}<a href='#none'>1</a></p>",
    ],
)
def test_a_link_inside_the_page_that_nothing_leads_back_from_is_no_footnote(inside):
    assert "Note(" not in str(arrived(inside).story)


def test_words_that_are_struck_out_are_left_out_and_reported():
    arrival = arrived(f"<p>It fell on <del>Monday</del> Tuesday, {LONGER}</p>")
    assert text(f"It fell on Tuesday, {LONGER}") in arrival.story.body
    assert ("struck-out words", "Monday") in [(drop.what, drop.text) for drop in arrival.drops]


def test_lists_inside_one_another_too_deep_lose_their_indent_and_not_their_words():
    deep = "<ul><li>One more, and so on." * 30 + "</li></ul>" * 30
    found = blocks(deep)
    assert str(found).count("One more, and so on.") == 30


def test_quotations_inside_one_another_too_deep_keep_their_words():
    deep = "<blockquote><p>So it was, and so on.</p>" * 20 + "<footer>M. Pell</footer>" + "</blockquote>" * 20
    assert str(blocks(deep)).count("So it was, and so on.") == 20
    assert "M. Pell" in str(blocks(deep))


DATA = "data:image/png;base64," + base64.b64encode(image_bytes(900, 700) + bytes(4000)).decode()


@pytest.mark.parametrize(
    ("html", "kinds"),
    [
        ("<p><img src='/a.jpg'><noscript><img src='/a.jpg'></noscript></p>", [Picture]),
        ("<figure><noscript></noscript><figcaption>Words of it.</figcaption></figure>", [Paragraph]),
        ("<div><span></span><noscript><img src='/a.jpg'></noscript></div>", [Picture]),
        (f"<figure><img src='{DATA}'></figure>", [Picture]),
        ("<h2></h2><h3> </h3>", []),
        ("<aside class='pullquote'><img src='/a.jpg'><p>So it was.</p></aside>", [PullQuote, Picture]),
        (
            "<ul><script>x()</script><li hidden>One.</li><li>Two, and so on.</li><li class='ad'>Buy now.</li></ul>",
            [List],
        ),
        ("<ul><li><a href='/1'>Read of one</a></li><li>Two.</li><li><a href='/3'>Read of three</a></li></ul>", []),
        ("<dl><dt></dt><dd>What it was.</dd></dl>", [Paragraph]),
        (f"<blockquote><p>{LONGER}</p><cite><a href='/m'>M. Pell</a></cite></blockquote>", [Quotation]),
        ("<iframe></iframe><iframe src='mailto:x@y.example'></iframe>", []),
        (f"<p>{LONGER}<sup><a href='/x'>[x]</a> y</sup></p>", [Paragraph]),
        (f"<p>{LONGER}<a href='#n' id='r'>1</a></p><a name='n'></a>", [Paragraph]),
    ],
)
def test_odd_markup(html, kinds):
    assert [type(block) for block in blocks(html)] == kinds


def test_a_break_before_the_first_words_and_under_the_lead_goes():
    figure = "<hr><figure><img src='/a.jpg'></figure><hr>"
    page = f"<article><h1>The bridge that fell</h1>{figure}<p>{BEFORE}</p><p>{AFTER}</p></article>"
    story = take(Raw(page.encode(), "page.html")).story
    assert story.lead
    assert story.body == (text(BEFORE), text(AFTER))


def test_a_picture_among_other_stories_is_not_the_lead():
    above = "<div class='related'><img src='/other.jpg' alt='Another story'></div>"
    page = f"<article><h1>The bridge that fell</h1>{above}<p>{BEFORE}</p><p>{AFTER}</p></article>"
    assert take(Raw(page.encode(), "page.html")).story.lead is None


@pytest.mark.parametrize(
    "portrait",
    [
        "<img class='author-profile-image' src='/pell.jpg' alt='M. Pell'>",
        "<div class='post-author-image'><img src='/pell.jpg' alt='M. Pell'></div>",
        "<div class='byline'><div><img src='/pell.jpg' alt='M. Pell'></div>By M. Pell</div>",
    ],
)
def test_the_face_of_an_author_is_not_the_lead(portrait):
    figure = "<figure class='article-image'><img src='/pier.jpg'><figcaption>The pier.</figcaption></figure>"
    for below, caption in ((figure, "The pier."), ("", "")):
        head = f"<header><h1>The bridge that fell</h1>{portrait}{below}</header>"
        story = take(Raw(f"<article>{head}<div><p>{BEFORE}</p><p>{AFTER}</p></div></article>".encode(), "p.html")).story
        assert (text_of(story.lead.caption) if story.lead else "") == caption
        assert story.body == (text(BEFORE), text(AFTER))


def test_the_lead_has_the_caption_that_stands_in_a_field_of_its_own():
    image = "<div class='field-image'><div><img src='/pier.jpg'></div></div>"
    caption = "<div class='field-caption'><div>The east pier. Photo: M. Pell</div></div><div class='field-tags'>x</div>"
    body = f"<div class='field-body'><p>{BEFORE}</p><p>{AFTER}</p></div>"
    page = f"<h1>The bridge that fell</h1><div class='byline'>By M. Pell</div>{image}{caption}{body}"
    lead = take(Raw(page.encode(), "p.html")).story.lead
    assert lead
    assert (text_of(lead.caption), lead.credit) == ("The east pier.", "Photo: M. Pell")


def test_a_note_of_several_paragraphs_is_one_run_of_words():
    two = "<p>Two, <a href='/x'>as told</a>. <span><a href='#r'>↩</a></span></p>"
    note = f"<ol><li id='n'><div><p>One.</p></div>{two}</li><li></li></ol>"
    page = f"<article><h1>The bridge</h1><p>{BEFORE}<a id='r' href='#n'>1</a></p><p>{AFTER}</p>{note}</article>"
    first = take(Raw(page.encode(), "page.html")).story.body[0]
    assert isinstance(first, Paragraph)
    assert text_of(first.content) == BEFORE
    assert plain(first) == f"{BEFORE}\nOne. Two, as told."


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        (
            "<amp-youtube data-videoid='abcdefg'><amp-img placeholder src='/still.jpg'></amp-img></amp-youtube>",
            Embed("https://www.youtube.com/watch?v=abcdefg", "Video on YouTube"),
        ),
        ("<amp-vimeo data-videoid='17'></amp-vimeo>", Embed("https://vimeo.com/17", "Video on Vimeo")),
        ("<amp-twitter data-tweetid='17'></amp-twitter>", Embed("https://twitter.com/i/status/17", "Post on X")),
        (
            "<amp-twitter data-tweetid='17'><blockquote class='twitter-tweet' placeholder><p>It fell.</p>"
            "<a href='https://twitter.com/m/status/17'></a></blockquote></amp-twitter>",
            Embed("https://twitter.com/m/status/17", "Post on X", transcript=(text("It fell."),)),
        ),
        (
            "<amp-instagram data-shortcode='B17'></amp-instagram>",
            Embed("https://www.instagram.com/p/B17/", "Post on Instagram"),
        ),
        (
            "<amp-facebook data-href='https://www.facebook.com/pell/posts/17'></amp-facebook>",
            Embed("https://www.facebook.com/pell/posts/17", "Post on Facebook"),
        ),
        (
            "<amp-facebook></amp-facebook><amp-iframe src='/boats' title='Boats'></amp-iframe>",
            Embed("https://paper.example/boats", "Boats"),
        ),
        (
            "<amp-video><source src='/fall.mp4'></amp-video>",
            Embed("https://paper.example/fall.mp4", "Video on paper.example"),
        ),
        ("<amp-audio src='/fall.mp3'></amp-audio>", Embed("https://paper.example/fall.mp3", "Audio on paper.example")),
    ],
)
def test_amp_elements_are_what_they_stand_for(html, expected):
    assert blocks(html) == (expected,)


def test_a_picture_of_an_amp_page_has_its_best_copy_and_its_caption():
    image = "<amp-img src='/s.jpg' srcset='/b.jpg 1600w' alt='A pier'><noscript><img src='/s.jpg'></noscript></amp-img>"
    (found,) = blocks(f"<figure>{image}<figcaption>What is left.</figcaption></figure>")
    assert isinstance(found, Picture)
    assert (found.file[:2], found.alt, text_of(found.caption)) == ("b-", "A pier", "What is left.")


def test_an_advertisement_of_an_amp_page_is_one():
    arrival = arrived("<amp-ad>Buy a boat while there is still a river to row it on.</amp-ad>")
    assert "advertisement" in {drop.what for drop in arrival.drops}
    assert len(arrival.story.body) == 2


ONE = "<figure><img src='/a.jpg' alt='A pier'><figcaption>The east pier. Photo: M. Pell</figcaption></figure>"
TWO = "<figure><img src='/b.jpg' alt='A boat'><figcaption>The only boat.</figcaption></figure>"
BARE = "<figure><img src='/c.jpg' alt='A cow'></figure>"


@pytest.mark.parametrize(
    ("figures", "own", "expected"),
    [
        (ONE + TWO, "", ["The east pier.|Photo: M. Pell", "The only boat.|"]),
        (
            ONE + TWO,
            "<figcaption>What the river left. (Photos: A. Lee)</figcaption>",
            ["The east pier.|Photo: M. Pell", "The only boat.|", "What the river left. (Photos: A. Lee)"],
        ),
        (BARE + BARE, "<figcaption>Two cows. Photos: A. Lee</figcaption>", ["|", "Two cows.|Photos: A. Lee"]),
        (
            f"<ul><li>{ONE}</li><li>{BARE}</li></ul>",
            "<figcaption>And a cow.</figcaption>",
            ["The east pier.|Photo: M. Pell", "|", "And a cow."],
        ),
        (BARE + "<img src='/d.jpg'>", "<figcaption>And a cow.</figcaption>", ["|", "And a cow.|"]),
        ("<figure></figure>", "<figcaption>Only the words of it.</figcaption>", ["Only the words of it."]),
        (
            "<figure><iframe src='https://player.vimeo.com/video/1' title='The fall'></iframe></figure>",
            "<figcaption>Filmed from the bank.</figcaption>",
            ["The fall", "Filmed from the bank."],
        ),
    ],
)
def test_each_picture_of_a_gallery_keeps_its_caption(figures, own, expected):
    found = blocks(f"<figure class='gallery'>{figures}{own}</figure>")
    assert [
        f"{text_of(part.caption)}|{part.credit}" if isinstance(part, Picture) else plain(part) for part in found
    ] == expected


def test_a_figure_without_its_picture_keeps_its_credit():
    figure = "<figure><figcaption>The pier fell.</figcaption><p class='credit'>It was drawn by M. Pell.</p></figure>"
    assert blocks(figure) == (text("The pier fell."), text("It was drawn by M. Pell."))


SIGNED = f"<p class='byline'>By Martha Pell</p><p>{LONGER}</p>"


@pytest.mark.parametrize(
    ("html", "caption", "credit"),
    [
        ("<figure><img src='/a.jpg'><figcaption>Martha Pell</figcaption></figure>", "Martha Pell", ""),
        (
            "<figure><img src='/a.jpg'><figcaption>Photo by Martha Pell</figcaption></figure>",
            "",
            "Photo by Martha Pell",
        ),
        (
            "<figure><img src='/a.jpg'><figcaption>The bridge that fell</figcaption></figure>",
            "The bridge that fell",
            "",
        ),
        ("<figure><img src='/a.jpg'><figcaption>3 May 2026</figcaption></figure>", "3 May 2026", ""),
    ],
)
def test_a_picture_is_no_byline_whatever_its_caption_says(html, caption, credit):
    found = next(part for part in arrived(SIGNED + html).story.body if isinstance(part, Picture))
    assert (text_of(found.caption), found.credit) == (caption, credit)


def test_what_the_author_did_besides_writing_is_not_the_byline_again():
    body = arrived(f"{SIGNED}<p>By Martha Pell</p><p>{LONGER}</p><p>Photographs by Martha Pell.</p>").story.body
    assert [plain(part) for part in body if "Martha" in plain(part)] == ["Photographs by Martha Pell."]


@pytest.mark.parametrize(
    ("html", "what", "named"),
    [
        ("<div class='popup'><img src='/i/pier.jpg' alt='The east pier'></div>", "page tools", "The east pier"),
        ("<div class='popup'><img src='/i/pier.jpg'><img src='/i/boat.jpg'></div>", "page tools", "pier.jpg, boat.jpg"),
        (f"<div class='popup'><img src='{DATA}'></div>", "page tools", "a picture"),
        ("<div class='sidebar'><video src='/fall.mp4'></video></div>", "navigation", "https://paper.example/fall.mp4"),
        ("<ul><li>One.</li><li class='ad'><img src='/i/boat.jpg' alt='A boat'></li></ul>", "advertisement", "A boat"),
        ("<div class='date'><img src='/i/pier.jpg' alt='The east pier'></div>", "byline", "The east pier"),
        ("<div class='date'><img src='/i/pier.jpg' alt='The east pier'>In May</div>", "picture", "The east pier"),
        ("<table><tr><th>Boat</th><td><img src='/i/boat.jpg' alt='A boat'></td></tr></table>", "picture", "A boat"),
        ("<iframe src='https://x.example/1'></iframe>", "frame", "https://x.example/1"),
        ("<div class='popup'><img src='/i/pier.jpg' width='1' height='1'></div>", "page tools", None),
        ("<div class='author'><img src='/i/pell.jpg' alt='M. Pell'></div>", "byline", None),
        ("<div class='popup'><img src='/i/fb.jpg' alt='Facebook'></div>", "page tools", None),
        ("<div class='ad'><iframe src='https://ads.example/x'></iframe></div>", "advertisement", None),
    ],
)  # fmt: skip
def test_what_is_left_out_and_shows_something_without_a_word_is_reported(html, what, named):
    drops = [drop.text for drop in arrived(f"<p>{LONGER}</p>{html}").drops if drop.what == what]
    assert drops == [*filter(None, [named])]


def test_what_the_site_shows_around_a_story_is_not_reported():
    page = f"<div class='masthead'><img src='/l.jpg' alt='The Paper'></div><article><h1>It fell</h1><p>{BEFORE}</p>"
    arrival = take(
        Raw(f"{page}<p>{AFTER}</p></article><div class='footer'><img src='/w.jpg'></div>".encode(), "p.html")
    )
    assert not arrival.drops


FACE = "<img class='avatar' src='/lee.jpg' alt='Ann Lee'>"


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        (
            "<header><time>9:58 p.m.</time><h2>It has gone</h2><span class='author'>Ann Lee</span></header>",
            "<header><div class='date'>8:10 p.m.</div><h2>It sways</h2><div class='author'>M. Pell</div></header>",
            [["It has gone", "9:58 p.m.", "Ann Lee"], ["It sways", "8:10 p.m.", "M. Pell"]],
        ),
        (
            f"<time>9:58 p.m.</time><div class='author'>{FACE}Ann Lee</div><h2>It has gone</h2>",
            "<div class='time-stamp'><time>May 3, 2026 8:10 p.m.</time></div>",
            [["9:58 p.m.", "Ann Lee", "It has gone"], ["May 3, 2026 8:10 p.m."]],
        ),
        (
            "<header><h2>It has gone</h2><div class='share-tools'>Send it on</div></header>",
            f"<div class='avatar'>{FACE}</div><h3>It sways</h3>",
            [["It has gone"], ["It sways"]],
        ),
    ],
)
def test_each_entry_of_a_live_blog_keeps_its_heading_its_time_and_its_author(first, second, expected):
    entries = "".join(f"<article>{head}<p>{words}</p></article>" for head, words in ((first, BEFORE), (second, AFTER)))
    page = f"<main><h1>Live: the bridge</h1><p class='byline'>By M. Pell</p><div>{entries}</div></main>"
    body = [plain(part) for part in take(Raw(page.encode(), "p.html")).story.body]
    assert body == [*expected[0], BEFORE, *expected[1], AFTER]


def test_a_section_keeps_the_heading_in_its_header():
    section = f"<section><header><h2>The price</h2></header><p>{LONGER}</p></section>"
    assert blocks(section) == (Heading((Text("The price"),)), text(LONGER))


@pytest.mark.parametrize(
    ("headline", "dek", "first", "second"),
    [
        (
            "断桥之后",
            "河水一夜上涨四尺，无人受伤",
            "河水一夜之间涨了四尺，到了早上桥已经不见了，谁也没有听见它倒下的声音。",
            "中午时分，县里封了两岸的路。“桥是旧的，”划船的人说，“可是船是新的！”",
        ),
        (
            "橋が落ちた朝",
            "一晩で水位が一メートル上がった",
            "川は一晩で一メートル以上も増水し、朝には橋がなくなっていた。誰も音を聞いていない。",
            "昼までに郡は両岸の道路を閉鎖した。「橋は古かった」と船頭は話した。",
        ),
    ],
)
def test_a_short_story_in_characters_is_long_enough(headline, dek, first, second):
    head = f"<h1>{headline}</h1><p class='subtitle'>{dek}</p>"
    page = f"<meta charset='utf-8'><article>{head}<p>{first}</p><h2>{headline}</h2><p>{second}</p></article>"
    story = take(Raw(page.encode(), "p.html")).story
    assert (story.headline, story.dek) == (headline, dek)
    assert [plain(part) for part in story.body if isinstance(part, Paragraph)] == [first, second]
