"""What a page's head claims: Open Graph, article, Dublin Core and plain meta tags, links, the title."""

import re
from collections.abc import Iterable, Iterator
from itertools import takewhile

from freesheet.intake.addresses import absolute
from freesheet.intake.bylines import bylines
from freesheet.intake.page.claims import Claims
from freesheet.intake.page.linked_data import licence_of
from freesheet.intake.page.parse import Element
from freesheet.intake.tidy import tidy
from freesheet.story.nodes import Byline

_SEPARATOR = re.compile(r"\s+[|–—•·»«:-]{1,2}\s+|\s*\|\s*")
# Old papers put their name and a colon before a headline.
_IN_TITLE = re.compile(rf"{_SEPARATOR.pattern}|:\s+")
# A text as long as this is the story's, no headline and no name of a paper.
LONGEST_HEADLINE = 200
# Names of a tag by what it tells, the surest first: Open Graph, article, Dublin Core, Parse.ly, Sailthru, Highwire.
_NAMES = {
    "headline": "og:title twitter:title dc.title citation_title parsely-title sailthru.title headline",
    "dek": "og:description description dc.description twitter:description sailthru.description",
    "outlet": "og:site_name application-name dc.publisher publisher citation_journal_title",
    "published": "article:published_time article:published og:published_time datepublished date pubdate publish-date "
    "publishdate parsely-pub-date sailthru.date dc.date.issued dc.date dcterms.created citation_publication_date "
    "publication_date article.published cxenseparse:recs:publishtime ptime displaydate",
    "updated": "article:modified_time article:modified og:updated_time last-modified lastmod dcterms.modified "
    "datemodified",
    "section": "article:section parsely-section section cxenseparse:section",
    "kind": "content-kind article:opinion",
    "language": "og:locale content-language dc.language language",
    "address": "og:url twitter:url parsely-link",
    "picture": "og:image:secure_url og:image og:image:url twitter:image twitter:image:src parsely-image-url",
    "picture_alt": "og:image:alt twitter:image:alt",
    "type": "og:type",
}
_AUTHORS = [
    "author",
    "article:author",
    "article:author_name",
    "parsely-author",
    "sailthru.author",
    "dc.creator",
    "byl",
    "byline",
    "citation_author",
    "twitter:data1",
]
_NO_DEK = re.compile(r"…$|\.\.\.$|\[…\]$|\[&hellip;\]$")


def claims(tree: Element, base: str) -> Claims:
    """Open Graph first, then the rest."""
    tags = _tags(tree)
    first = {key: next((tags[name][0] for name in names.split() if name in tags), "") for key, names in _NAMES.items()}
    return Claims(
        headline=first["headline"],
        dek="" if _NO_DEK.search(first["dek"]) else first["dek"],
        bylines=_authors(tags, first["outlet"]),
        published=first["published"],
        updated=first["updated"],
        section=first["section"],
        topics=_topics(tags),
        kind=first["kind"],
        language=tree.get("lang") or tree.get("{http://www.w3.org/XML/1998/namespace}lang") or first["language"],
        address=canonical(tree, base) or _web(first["address"], base),
        outlet=first["outlet"],
        licence=next(_licences(tree), ""),
        picture=_web(first["picture"], base),
        picture_alt=first["picture_alt"],
        is_article="article" in first["type"].lower(),
    )


def _licences(tree: Element) -> Iterator[str]:
    for link in tree.iter("link", "a"):
        if "license" in link.get("rel", "").split() and (name := licence_of(link.get("href", ""))):
            yield name


def title_claims(tree: Element, outlets: Iterable[str]) -> Claims:
    """The title of the page's window, the last resort for a headline."""
    found = tree.find(".//head/title")
    title = tidy(found.text_content()) if found is not None else ""
    headline, outlet = _as_on_page(title, tree)
    return Claims(headline=headline or without_site(title, outlets), outlet=outlet)


def _as_on_page(title: str, tree: Element) -> tuple[str, str]:
    """The part of a title that stands by itself above the story, and the other part where that does so before it."""
    texts = (tidy(text) for text in tree.xpath("//body//text()[not(ancestor::script or ancestor::style)]"))
    above = [_plain(text) for text in takewhile(lambda text: len(text) < LONGEST_HEADLINE, texts) if text]
    for mark in _IN_TITLE.finditer(title) if _plain(title) not in above else ():
        parts = (title[: mark.start()], title[mark.end() :])
        # A section's name in the menu is shorter.
        standing = [part for part in parts if _plain(part) in above and len(part.split()) > 2]
        standing.sort(key=lambda part: above.index(_plain(part)))
        if standing:
            return standing[-1], standing[0] if len(standing) > 1 else ""
    return "", ""


def without_site(title: str, outlets: Iterable[str]) -> str:
    """A headline without the site's name after it or before it: "Rents rise | The Paper" is "Rents rise"."""
    title = tidy(title)
    names = {_plain(outlet) for outlet in outlets if outlet}
    parts = _SEPARATOR.split(title)
    marks = _SEPARATOR.findall(title)
    while len(parts) > 1 and (
        _plain(parts[-1]) in names or any(_plain(parts[-1]).startswith(n) for n in names if len(n) > 5)
    ):
        parts, marks = parts[:-1], marks[:-1]
    while len(parts) > 1 and _plain(parts[0]) in names:
        parts, marks = parts[1:], marks[1:]
    # A bar stands between a headline and a site's name, hardly ever in a headline.
    if len(parts) > 1 and "|" in marks[-1] and len(parts[-1].split()) <= 4 and len(parts[0].split()) > 3:
        parts, marks = parts[:-1], marks[:-1]
    return tidy("".join(part + mark for part, mark in zip(parts, [*marks, ""], strict=True)))


def canonical(tree: Element, base: str) -> str:
    """The address that the page says is its own, or the original's."""
    for link in tree.iter("link"):
        if "canonical" in link.get("rel", "").lower().split():
            return _web(link.get("href", ""), base)
    return ""


def og_address(tree: Element) -> str:
    """The page's own address as it is told to those who share it."""
    return _web(next(iter(_tags(tree).get("og:url", [])), ""), "")


def _web(address: str, base: str) -> str:
    found = absolute(address, base) if address else ""
    return found if found.startswith("http") else ""


def _tags(tree: Element) -> dict[str, list[str]]:
    tags: dict[str, list[str]] = {}
    for tag in tree.iter("meta"):
        content = tidy(tag.get("content", ""))
        for name in (tag.get("property", "") or tag.get("name", "") or tag.get("itemprop", "")).lower().split():
            if content:
                tags.setdefault(name, []).append(content)
    return tags


def _authors(tags: dict[str, list[str]], outlet: str) -> tuple[Byline, ...]:
    outlets = frozenset({outlet.lower()}) - {""}
    for name in _AUTHORS:
        texts = [text for text in tags.get(name, []) if not re.match(r"https?:|/|\d+ min", text)]
        if found := tuple(byline for text in texts for byline in bylines(text, outlets)):
            return tuple(dict.fromkeys(found))
    return ()


def _topics(tags: dict[str, list[str]]) -> tuple[str, ...]:
    found = tags.get("article:tag") or [*tags.get("keywords", []), *tags.get("news_keywords", [])]
    parts = [part for text in found for part in (text.split(",") if len(found) <= 2 else [text])]
    return tuple(topic for topic in map(tidy, parts) if topic and len(topic) < 60)[:20]


def _plain(text: str) -> str:
    return re.sub(r"[\W_]+", "", text).lower().removeprefix("the").removesuffix("com").removesuffix("org")
