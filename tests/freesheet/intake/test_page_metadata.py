"""What a page tells about its article, in all the ways that pages do."""

import json

import pytest

from freesheet.intake import Raw, take
from freesheet.story.nodes import Byline
from freesheet.story.walk import plain
from tests.strategies import image_bytes

PROSE = "<p>The river rose four feet in the night, and in the morning the bridge was gone, and nobody heard.</p>" * 3


def arrived(head: str = "", above: str = "<h1>The bridge that fell</h1>", below: str = "", lang: str = "", **more):
    page = f"<!doctype html><html{lang}><head>{head}</head><body><article>{above}{PROSE}{below}</article></body></html>"
    return take(Raw(page.encode(), "page.html", **more))


def linked(**fields) -> str:
    article = {"@type": "NewsArticle", "headline": "The bridge that fell"} | fields
    return f'<script type="application/ld+json">{json.dumps(article)}</script>'


def meta(**tags: str) -> str:
    return "".join(f'<meta property="{name.replace("_", ":", 1)}" content="{text}">' for name, text in tags.items())


JANE = Byline("Jane Doe")


@pytest.mark.parametrize(
    ("head", "people"),
    [
        (linked(author={"@type": "Person", "name": "Jane Doe"}), [JANE]),
        (linked(author="By Jane Doe and Ann Lee"), [JANE, Byline("Ann Lee")]),
        (
            linked(author=[{"name": ["Jane Doe"], "url": "https://p.example/jane#x"}]),
            [Byline("Jane Doe", address="https://p.example/jane")],
        ),
        (
            linked(author={"name": "Jane Doe", "worksFor": {"name": "Rain Gauge"}}),
            [Byline("Jane Doe", outlet="Rain Gauge")],
        ),
        (linked(author={"name": "Jane Doe", "affiliation": "The Paper"}, publisher={"name": "The Paper"}), [JANE]),
        (linked(author={"@type": "Organization", "name": "Rain Gauge Staff"}), [Byline("Rain Gauge Staff")]),
        (
            linked(author=[{"@type": "Organization", "name": "The Paper"}, {"@type": "Person", "name": "Jane Doe"}]),
            [JANE],
        ),
        (linked(creator=["Jane Doe"]), [JANE]),
        (meta(author="Jane Doe", og_title=""), [JANE]),
        (meta(article_author="https://facebook.example/jane", byl="By Jane Doe"), [JANE]),
        (linked(), []),
    ],
)
def test_authors(head, people):
    assert list(arrived(head).story.bylines) == people


@pytest.mark.parametrize(
    ("above", "people"),
    [
        (
            '<p class="byline">By <a href="/jane">Jane Doe</a>, Rain Gauge News</p>',
            [Byline("Jane Doe", outlet="Rain Gauge News", address="https://p.example/jane")],
        ),
        ('<div class="author"><div>Jane Doe</div><div>Staff writer</div></div>', [JANE]),
        ('<span itemprop="author">Jane Doe</span>', [JANE]),
        ('<a rel="author" href="#">Jane Doe</a>', [JANE]),
        ("<p>By Jane Doe</p>", [JANE]),
        ('<p class="byline">By Jane Doe | Photos by Ann Lee</p>', [JANE, Byline("Ann Lee", role="Photos by")]),
        ('<aside class="author-bio"><p class="author">Ann Lee</p></aside>', []),
        ('<p class="author">Jane Doe</p><p class="author">Ann Lee</p>', [JANE, Byline("Ann Lee")]),
        ('<h4 class="author-name"><a>Jane Doe</a>, <a>Ann Lee</a></h4>', [JANE, Byline("Ann Lee")]),
        (
            '<p>Por <a rel="author">Ana Ruiz</a> y <a rel="author">Luis Paz</a></p>',
            [Byline("Ana Ruiz"), Byline("Luis Paz")],
        ),
        ("<p>Par Maël Le Bihan, avec AFP</p>", [Byline("Maël Le Bihan", outlet="AFP")]),
        ('<p class="byline">מאת: נועה ברק</p>', [Byline("נועה ברק")]),
        ("<h3>Von der Leyen und Macron</h3>", []),
        ("<td>By JANE DOE<br>Gazette Staff Writer<br>May 3, 1998</td>", [Byline("JANE DOE", outlet="Gazette")]),
        ('<p class="submitted">Submitted by jd on May 3, 2026</p><div class="field-byline">By: Jane Doe</div>', [JANE]),
        ('<p class="submitted">Submitted by jd on Mon, 10/02/2023 - 14:22</p>', [Byline("jd")]),
    ],
)
def test_authors_that_readers_see(above, people):
    story = arrived(
        above=f"<h1>The bridge that fell</h1>{above}", address="https://p.example/a/the-bridge-that-fell"
    ).story
    assert list(story.bylines) == people


def test_the_outlet_that_readers_see_is_added_to_the_name_for_machines():
    above = '<h1>The bridge that fell</h1><p class="byline">By Jane Doe, ProPublica. Photos by Ann Lee</p>'
    story = arrived(linked(author="Jane Doe"), above).story
    assert story.bylines == (Byline("Jane Doe", outlet="ProPublica"), Byline("Ann Lee", role="Photos by"))


@pytest.mark.parametrize(
    ("seen", "people"),
    [
        ("By Jane Doe and Ann Lee", [JANE, Byline("Ann Lee")]),
        ("By Ann Lee and Bo Roe", [JANE]),
    ],
)
def test_readers_may_see_more_authors_than_machines_are_told(seen, people):
    above = f'<h1>The bridge that fell</h1><p class="byline">{seen}</p>'
    assert list(arrived(linked(author="Jane Doe"), above).story.bylines) == people


def test_a_byline_is_not_said_again_in_the_body():
    story = arrived(above="<h1>The bridge that fell</h1><p>Por Ana Ruiz y Luis Paz</p>").story
    assert "Ana" not in str(story.body)


@pytest.mark.parametrize(
    ("head", "above", "headline"),
    [
        (linked(headline="The bridge fell"), "<h1>The bridge that fell</h1>", "The bridge that fell"),
        (linked(headline="Something else altogether"), "<h1>The Paper</h1>", "Something else altogether"),
        (linked(headline="Rents &amp; rooms &lt;b&gt;rise&lt;/b&gt;"), "", "Rents & rooms rise"),
        (meta(og_title="Rents rise | The Paper", og_site_name="The Paper"), "", "Rents rise"),
        (meta(og_title="The Paper: news - Rents rise", og_site_name="The Paper: news"), "", "Rents rise"),
        ("<title>Rents rise again, and again | The Daily</title>", "", "Rents rise again, and again"),
        ("<title>Rents rise - again</title>", "", "Rents rise - again"),
        ("<title>The Mill Gazette: Rents rise again</title>", "<b>Rents rise again</b>", "Rents rise again"),
        (
            "<title>Rents rise again - The Mill Gazette</title>",
            "<p>The Mill Gazette</p><font>Rents rise again</font>",
            "Rents rise again",
        ),
        ("<title>Towns: Rents rise, rooms fall</title>", "<a>Towns</a>", "Towns: Rents rise, rooms fall"),
        (
            "<title>Rents rise again: a town of rooms</title>",
            "<p>Rents rise again: a town of rooms</p><p>a town of rooms</p>",
            "Rents rise again: a town of rooms",
        ),
        (meta(og_title="Rents rise", og_site_name="Rents rise"), "<h1>Rooms are full</h1>", "Rooms are full"),
        ("", '<h1 hidden>No</h1><h1 class="logo">The Paper</h1><h1 class="headline">Rents rise</h1>', "Rents rise"),
        ("", '<h2 itemprop="headline">Rents rise</h2>', "Rents rise"),
    ],
)
def test_headlines(head, above, headline):
    page = f"<html><head>{head}</head><body>{above}<div>{PROSE}</div></body></html>"
    assert take(Raw(page.encode(), "page.html")).story.headline == headline


@pytest.mark.parametrize(
    ("head", "above", "dek"),
    [
        (meta(description="It was an old bridge, they say."), "", "It was an old bridge, they say."),
        (meta(description="The river rose four feet in the night"), "", ""),
        (meta(description="It was an old bridge, they say, and …"), "", ""),
        (
            meta(description="For machines, which see nothing."),
            '<p class="dek">For readers, who see it all.</p>',
            "For readers, who see it all.",
        ),
        ("", '<p class="dek">Short</p>', ""),
        ("", '<h2 class="sumario">Lo que el río se llevó</h2>', "Lo que el río se llevó"),
        ("", '<p class="chapo">Ce que le fleuve a pris.</p>', "Ce que le fleuve a pris."),
        ("", '<p class="subtitle">河水带走的一切都不再回来</p>', "河水带走的一切都不再回来"),
        ("", '<p class="dek"><a href="/x">A link to another story of the paper</a></p>', ""),
    ],
)
def test_deks(head, above, dek):
    assert arrived(head, f"<h1>The bridge that fell</h1>{above}").story.dek == dek


@pytest.mark.parametrize(
    ("head", "above", "published", "updated"),
    [
        (
            linked(datePublished="2026-05-03", dateModified="2026-05-04T10:00:00+02:00"),
            "",
            "2026-05-03T00:00",
            "2026-05-04T08:00",
        ),
        (meta(article_published_time="2026-05-03T01:00:00Z"), "", "2026-05-03T01:00", None),
        (
            "",
            '<time datetime="2026-05-03">May 3</time><time class="updated" datetime="2026-05-04">x</time>',
            "2026-05-03T00:00",
            "2026-05-04T00:00",
        ),
        ("", '<p class="date">May 3, 2026</p><p>Updated: May 4, 2026</p>', "2026-05-03T00:00", "2026-05-04T00:00"),
        ("", '<meta itemprop="datePublished" content="2026-05-03">', "2026-05-03T00:00", None),
        (
            "",
            '<p>Mis à jour le <time datetime="2026-05-04">x</time>, publié le <time datetime="2026-05-03">x</time></p>',
            "2026-05-03T00:00",
            "2026-05-04T00:00",
        ),
        (
            "",
            '<p class="date">3.5.2026</p><p><b>Zuletzt aktualisiert am</b> <time datetime="2026-05-04">x</time></p>',
            "2026-05-03T00:00",
            "2026-05-04T00:00",
        ),
        ("", '<p class="date">May 3, 2026, last updated 14:00 (GMT+0400)</p>', "2026-05-03T00:00", None),
        ("", "<div><b>By Jane Doe</b><br>May 3, 2026</div>", "2026-05-03T00:00", None),
    ],
)
def test_dates(head, above, published, updated):
    story = arrived(head, f"<h1>The bridge that fell</h1>{above}").story
    assert story.published
    assert story.published.isoformat()[:16] == published.replace("08:00", "10:00")
    assert (f"{story.updated:%Y-%m-%dT%H:%M}" if story.updated else None) == (
        updated.replace("08:00", "10:00") if updated else None
    )


def test_a_date_that_can_not_be_told_is_reported():
    arrival = arrived(linked(datePublished="some day in May"))
    assert arrival.story.published is None
    assert [(drop.what, drop.text) for drop in arrival.drops] == [("date", "some day in May")]


def test_what_else_linked_data_tells():
    head = linked(
        articleSection=["Bridges", "Rivers"],
        keywords="bridges, boats, rivers, tag:x",
        inLanguage="fr",
        license="https://creativecommons.org/licenses/by-nd/4.0/",
        publisher={"@type": "Organization", "name": "The Paper"},
        url="https://p.example/a/b?fbclid=1",
        image=[{"url": "/lead.png", "caption": "A gap"}],
    ).replace('"NewsArticle"', '["NewsArticle", "OpinionNewsArticle"]')
    arrival = arrived(head, address="https://p.example/a/b", sibling=lambda _path: image_bytes())
    story = arrival.story
    assert (story.section, story.topics, story.language, story.kind) == (
        "Bridges",
        ("boats", "rivers"),
        "fr",
        "opinion",
    )
    assert (story.licence, story.address, arrival.outlet) == ("CC BY-ND 4.0", "https://p.example/a/b", "The Paper")
    assert story.lead
    assert (story.lead.alt, list(arrival.pictures)) == ("A gap", [story.lead.file])


@pytest.mark.parametrize(
    ("script", "outlet"),
    [
        ("not json", ""),
        ('{"@type": "Article", "publisher": {"name": {"@value": "The Paper"}}}', "The Paper"),
        ("[" * 5000, ""),
        ('{"@type": "WebSite", "name": "The Paper"}', "The Paper"),
        ('[{"@graph": [{"@type": "NewsMediaOrganization", "name": "The Paper"}]}]', "The Paper"),
        ('{"a": {"b": 1}, "mainEntity": {"@type": "Article", "publisher": {"@id": "#p"}}}', ""),
        ('//<![CDATA[\n{"@type": "Article", "publisher": "The Paper"}\n//]]>', "The Paper"),
        (
            '{"@type": "Article", "license": "https://creativecommons.org/publicdomain/zero/1.0/", "author": 7,'
            ' "keywords": 7}',
            "",
        ),
        (json.dumps({"@type": "Article", "mainEntity": [[[[[[[[[[[[[[{"@type": "X"}]]]]]]]]]]]]]]}), ""),
    ],
)
def test_linked_data_that_is_odd_does_no_harm(script, outlet):
    arrival = arrived(f'<script type="application/ld+json">{script}</script>')
    assert (arrival.story.headline, arrival.outlet) == ("The bridge that fell", outlet)


@pytest.mark.parametrize(
    ("licence", "name"),
    [
        ("https://creativecommons.org/licenses/by/4.0/", "CC BY 4.0"),
        ("https://creativecommons.org/publicdomain/zero/1.0/", "CC0 1.0"),
        ("https://creativecommons.org/publicdomain/mark/1.0/", "Public domain"),
        ("https://p.example/terms", ""),
    ],
)
def test_licences_have_their_short_names(licence, name):
    assert arrived(f'<link rel="license" href="{licence}">').story.licence == name


@pytest.mark.parametrize(
    ("notice", "partner", "address"),
    [
        (
            'This article was originally published by <a href="https://g.example/x">Rain Gauge</a>.',
            "Rain Gauge",
            "https://g.example/x",
        ),
        ("This story first appeared in The Texas Tribune, a newsroom.", "The Texas Tribune", ""),
        ("Originally published at Truthout.org", "Truthout.org", ""),
        ("Originally published on May 3, 2026 by Rain Gauge under Creative Commons.", "Rain Gauge", ""),
        ("Republished with permission from Rain Gauge.", "Rain Gauge", ""),
        (
            'This essay is republished from <a href="https://g.example/x">The Conversation'
            "</a> under a Creative Commons license. Read the "
            '<a href="https://g.example/original">original article</a>.',
            "The Conversation",
            "https://g.example/x",
        ),
        (
            'Esta crónica se publicó originalmente en <a href="https://g.example/x">Pluviómetro</a>.',
            "Pluviómetro",
            "https://g.example/x",
        ),
        ("Este reportaje fue publicado por primera vez en El Faro y la Red, el 3 de mayo.", "El Faro y la Red", ""),
        ("Publicado originalmente por Pluviómetro bajo licencia libre.", "Pluviómetro", ""),
        ("Cet article a d’abord été publié par Le Quai Libre.", "Le Quai Libre", ""),
        ("Cette enquête a été publiée pour la première fois dans Le Quai Libre le 3 mai.", "Le Quai Libre", ""),
        ("Dieser Artikel ist zuerst bei Regenmesser erschienen.", "Regenmesser", ""),
        ("Este artigo foi publicado originalmente em Pluvial.", "Pluvial", ""),
        ("Esta crónica se publicó en mayo, y nadie la leyó.", "", ""),
        ("The report was originally published in May, and nobody read it, said the man.", "", ""),
    ],
)
def test_the_origin_that_a_notice_tells(notice, partner, address):
    arrival = arrived(below=f"<p>{notice}</p>")
    origin = arrival.story.origin
    assert (origin.partner if origin else "", origin.address if origin else "") == (partner, address)
    assert ("origin" in {drop.what for drop in arrival.drops}) is bool(partner)


@pytest.mark.parametrize(
    ("head", "below", "address"),
    [
        ('<link rel="canonical" href="https://g.example/x">', "", "https://g.example/x"),
        (linked(isBasedOn="https://g.example/x"), "", "https://g.example/x"),
        ('<link rel="canonical" href="https://www.p.example/x">', "", None),
        (
            '<link rel="canonical" href="https://g.example/x">',
            "<p>Originally published by Rain Gauge.</p>",
            "https://g.example/x",
        ),
        (
            '<link rel="canonical" href="https://g.example/x">',
            '<p>Originally published by <a href="https://h.example/y">Rain Gauge</a>.</p>',
            "https://h.example/y",
        ),
    ],
)
def test_the_origin_that_addresses_tell(head, below, address):
    story = arrived(head, below=below, address="https://p.example/story").story
    assert (story.origin.address if story.origin else None) == address
    if story.origin:
        assert story.address == "https://p.example/story"


def test_a_page_with_a_base_has_its_links_from_there():
    story = arrived(
        '<base href="/deep/">',
        below='<p>It is told in <a href="x">x</a>, so they say.</p>',
        address="https://p.example/a",
    ).story
    assert "https://p.example/deep/x" in str(story.body)


def test_a_date_among_other_stories_is_not_the_storys():
    other = '<div class="related"><time datetime="2020-01-01">x</time></div>'
    above = f'<h1>The bridge that fell</h1>{other}<p class="byline">admin</p>'
    story = arrived('<base target="_top">', above).story
    assert (story.published, story.bylines) == (None, ())


@pytest.mark.parametrize(
    ("line", "what"),
    [
        ('<p><a href="/give">Support our reporting</a></p>', "appeal"),
        ('<p><a href="/give">Haz una donación</a></p>', "appeal"),
        ("<p>Abonnez-vous, pour soutenir un journal libre</p>", "appeal"),
        ("<p>Apoya nuestro trabajo con lo que puedas</p>", "appeal"),
        ("<p>Unterstützen Sie unabhängigen Journalismus</p>", "appeal"),
        ("<p>Suscríbete a nuestras cartas de los viernes.</p>", "newsletter box"),
        ("<p>Recevez notre lettre du vendredi.</p>", "newsletter box"),
        ("<p>Jetzt Newsletter abonnieren</p>", "newsletter box"),
        ("<p>Inscreva-se para receber a carta da semana.</p>", "newsletter box"),
    ],
)
def test_appeals_in_many_languages_are_left_out(line, what):
    arrival = arrived(below=line)
    assert [drop.what for drop in arrival.drops] == [what]
    assert len(arrival.story.body) == 3


def test_prose_about_support_stays():
    line = "<p>Support our reporting got from its readers, she said, was what kept the lamp lit.</p>"
    assert len(arrived(below=line).story.body) == 4


OLD = """<html><head><title>The Mill Gazette: Bridge falls in the night</title></head><body><table><tr><td>
<font size=5>The Mill Gazette</font></td></tr><tr><td><b>Bridge falls in the night</b><br>{dek}<p>
<font>By JANE DOE<br>Gazette Staff Writer<br>May 3, 1998</font><p>{first}<br>{prose}</td></tr></table></body></html>"""


@pytest.mark.parametrize(
    ("dek", "first", "told", "opening"),
    [
        ("<i>Nobody heard it go</i><br>", "ORRIN -- It was dark.", "Nobody heard it go", "ORRIN -- It was dark."),
        ("", "May 3, they say, was dark.", "", "May 3, they say, was dark."),
    ],
)
def test_an_old_page_does_not_say_twice_what_stands_above_its_story(dek, first, told, opening):
    page = OLD.format(dek=dek, first=first, prose=PROSE)
    arrival = take(Raw(page.encode(), "page.html"))
    story = arrival.story
    assert (story.headline, story.dek, arrival.outlet) == ("Bridge falls in the night", told, "The Mill Gazette")
    assert story.bylines == (Byline("JANE DOE"),)
    assert plain(story.body[0]) == opening


def test_lines_at_the_top_that_are_not_the_headline_stay():
    story = arrived(above="<h1>The bridge that fell</h1><p>May 3 was dark.<br>By Jane Doe it was told.</p>").story
    assert plain(story.body[0]) == "May 3 was dark.\nBy Jane Doe it was told."


def test_a_paragraph_keeps_the_lines_that_are_the_storys():
    above = "<p>The bridge that fell<br>May 3, 2026<br>It was dark.<br>It was cold.</p>"
    story = arrived(above=f"<h1>The bridge that fell</h1>{above}").story
    assert plain(story.body[0]) == "It was dark.\nIt was cold."
