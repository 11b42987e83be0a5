"""Where a page files its article for readers to see: its section, by category or breadcrumbs, and its topics."""

import re
from collections.abc import Iterable, Iterator
from itertools import takewhile

from freesheet.intake.page.claims import Claims
from freesheet.intake.page.parse import Element, classes, named, words
from freesheet.intake.tidy import tidy

_SECTION = named("cat-links (post|entry|article)-categor(y|ies) section-name rubrique secci[oó]n rubrik")
_CRUMBS = named("bread-?crumbs?")
_TAGS = re.compile(
    r"(?<![a-z-])(?:(?:post|entry|article|story|node|field-name-field)-)?tags(?:-(?:links|list))?(?![a-z-])|"
    r"(?<![a-z])(?:tagged|tag-list|tags-links|topics-list)(?![a-z])"
)
_ELSEWHERE = named(
    r"related comments? side-?bar nav(igation)? menu teasers? card widget recommend\w* most-\w+ more-\w+ tag-?cloud",
    "latest popular trending yarpp promo",
)
_FRONT = re.compile(
    r"(home( ?page)?|front ?page|start(seite)?|inicio|portada|accueil|início|página inicial|home ?page|الرئيسية|首页|"
    r"ראשי|דף הבית)$",
    re.IGNORECASE,
)
# A section's or a topic's name is a few words.
LONGEST = 40
MOST_TOPICS = 20


def claims(tree: Element, outlets: frozenset[str]) -> Claims:
    """The section and the topics that readers see beside the article."""
    article = _article(tree)
    topics = {topic.casefold(): topic for topic in _topics(article)}
    return Claims(section=next(_sections(tree, article, outlets), ""), topics=tuple(topics.values())[:MOST_TOPICS])


def _article(tree: Element) -> Element:
    """What holds the level 1 heading: the article, where the page marks it, else all of the page."""
    for head in tree.iter("h1"):
        for above in head.iterancestors("article", "main"):
            return above
    return tree.body


def _sections(tree: Element, article: Element, outlets: frozenset[str]) -> Iterator[str]:
    for element in article.iter("a", "span", "div", "p", "li"):
        called = "category" in element.get("rel", "").split() or _SECTION.search(classes(element))
        if called and not _is_elsewhere(element, article):
            yield from _names([next(element.iter("a"), element)])
    for crumbs in (element for element in tree.body.iter() if _CRUMBS.search(classes(element))):
        names = [name for name in _names(crumbs.iter("a")) if not _FRONT.match(name) and name.lower() not in outlets]
        yield from names[-1:]


def _topics(article: Element) -> Iterator[str]:
    for element in article.iter("a"):
        rel = element.get("rel", "").split()
        filed = any(_TAGS.search(classes(above)) for above in list(element.iterancestors())[:4] if above is not article)
        if ("tag" in rel or filed) and "category" not in rel and not _is_elsewhere(element, article):
            yield from _names([element])


def _names(elements: Iterable[Element]) -> Iterator[str]:
    for element in elements:
        name = tidy(words(element)).strip("#,·|»› ")
        if name and len(name) <= LONGEST and not name.isdigit():
            yield name


def _is_elsewhere(element: Element, article: Element) -> bool:
    """Whether an element is of another story than the article, or of the site."""
    inside = takewhile(lambda above: above is not article, (element, *element.iterancestors()))
    return any(above.tag in {"nav", "aside", "form"} or _ELSEWHERE.search(classes(above)) for above in inside)
