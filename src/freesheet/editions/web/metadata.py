"""What a story's page tells browsers, search engines and those who pass it on: the rest of its head."""

from collections.abc import Iterator, Sequence

from markupsafe import Markup, escape

from freesheet.house import House
from freesheet.markup import jsonld
from freesheet.markup.article import Article
from freesheet.markup.furniture import Way
from freesheet.markup.head import Head
from freesheet.markup.html import escaped
from freesheet.story.titles import social_description, social_title


def metadata(
    told: Article,
    facts: Head,
    house: House,
    ways: Sequence[Way],
    image: jsonld.Facts | None,
    image_alt: str,
    linked_data: Markup,
) -> Markup:
    """The elements, a line each. It is no template: what machines read of a page is no matter of its looks."""
    rows = (
        *_facts(facts),
        *(_alternate(way) for way in ways if way.media_type),
        _link("license", facts.licence),
        *_open_graph(told, facts, house, image, image_alt),
        f'<script type="application/ld+json">{linked_data}</script>',
    )
    return Markup("\n".join(filter(None, rows)))


def _facts(facts: Head) -> Iterator[str]:
    yield f"<title>{escaped(facts.title)}</title>"
    yield _meta("description", facts.description)
    yield '<meta name="robots" content="noindex">' if facts.noindex else ""
    yield _link("canonical", facts.canonical)


def _open_graph(told: Article, facts: Head, house: House, image: jsonld.Facts | None, image_alt: str) -> Iterator[str]:
    story = told.story
    yield _property("og:type", "article")
    yield _property("og:title", social_title(story))
    yield _property("og:description", social_description(story) or facts.description)
    yield _property("og:url", facts.canonical)
    yield _property("og:site_name", house.name)
    yield _property("og:locale", facts.locale)
    if image:
        yield _property("og:image", str(image["url"]))
        yield _property("og:image:width", str(image["width"]))
        yield _property("og:image:height", str(image["height"]))
        yield _property("og:image:alt", image_alt)
    yield _property("article:published_time", facts.published.isoformat() if facts.published else "")
    yield _property("article:modified_time", facts.modified.isoformat() if facts.modified else "")
    yield _property("article:section", story.section)
    yield from (_property("article:tag", topic) for topic in story.topics)
    yield from (_property("article:author", byline.name) for byline in story.bylines if not byline.role)
    yield _meta("twitter:card", "summary_large_image" if image else "summary")


def _meta(name: str, content: str) -> str:
    return f'<meta name="{name}" content="{escaped(content)}">' if content else ""


def _property(name: str, content: str) -> str:
    return f'<meta property="{name}" content="{escaped(content)}">' if content else ""


def _link(rel: str, target: str) -> str:
    return f'<link rel="{rel}" href="{escaped(target)}">' if target else ""


def _alternate(way: Way) -> str:
    label, target = escape(way.label), escape(way.target)
    return f'<link rel="alternate" type="{way.media_type}" href="{target}" title="{label}">'
