"""Where pages file their articles: sections and topics that readers see."""

import pytest

from freesheet.intake import Raw, take

PROSE = "<p>The river rose four feet in the night, and in the morning the bridge was gone, and nobody heard.</p>" * 3


def filed(above: str, below: str = "", head: str = "", outside: str = ""):
    page = (
        f"<html><head>{head}</head><body>{outside}<article><header>{above}<h1>The bridge that fell</h1></header>"
        f"{PROSE}{below}</article></body></html>"
    )
    return take(Raw(page.encode(), "page.html")).story


@pytest.mark.parametrize(
    ("above", "outside", "section", "kind"),
    [
        ('<span class="cat-links"><a rel="category tag">Rivers</a>, <a>Towns</a></span>', "", "Rivers", "news"),
        ('<a rel="category">Investigations</a>', "", "Investigations", "investigation"),
        ('<p class="seccion">Opinión</p>', "", "Opinión", "opinion"),
        ('<div class="rubrique"><a>Entretien</a></div>', "", "Entretien", "interview"),
        ("", '<nav class="breadcrumb"><a>Home</a> » <a>News</a> » <a>Rivers</a></nav>', "Rivers", "news"),
        ("", '<ul class="breadcrumbs"><li><a>The Paper</a></li><li><a>Analysis</a></li></ul>', "Analysis", "analysis"),
        ("", '<nav class="breadcrumb"><a>Inicio</a></nav>', "", "news"),
        ("", '<div class="breadcrumb"><a>Home</a> <a>2026</a></div>', "", "news"),
        ('<div class="related"><a rel="category">Towns</a></div>', "", "", "news"),
        (f'<a rel="category">{"A long line that is no name of a section"}s</a>', "", "", "news"),
    ],
)
def test_the_section_that_readers_see(above, outside, section, kind):
    story = filed(above, outside=outside, head='<meta property="og:site_name" content="The Paper">')
    assert (story.section, story.kind) == (section, kind)


@pytest.mark.parametrize(
    ("below", "topics"),
    [
        (
            '<p>Tagged: <a rel="tag">rivers</a>, <a rel="tag">bridges</a>, <a rel="tag">Rivers</a></p>',
            ["Rivers", "bridges"],
        ),
        ('<div class="field-name-field-tags"><div><a>rivers</a></div></div>', ["rivers"]),
        ('<footer class="entry-footer"><span class="tags-links"><a>#rivers</a></span></footer>', ["rivers"]),
        ('<a rel="category tag">News</a>', []),
        ('<aside><a rel="tag">boats</a></aside><div class="tag-cloud tags"><a rel="tag">boats</a></div>', []),
    ],
)
def test_the_topics_that_readers_see(below, topics):
    assert list(filed("", below).topics) == topics


def test_what_machines_are_told_counts_first():
    head = '<meta property="article:section" content="Rivers"><meta property="article:tag" content="bridges">'
    story = filed('<a rel="category">Towns</a>', '<a rel="tag">boats</a>', head)
    assert (story.section, story.topics) == ("Rivers", ("bridges",))


def test_a_page_without_marks_is_the_article_itself():
    page = (
        f'<div class="breadcrumb"><a>Home</a> <a>Farm</a></div><h1>The bridge</h1>{PROSE}<p class="tags"><a>x</a></p>'
    )
    story = take(Raw(page.encode(), "page.html")).story
    assert (story.section, story.topics) == ("Farm", ("x",))
