"""What a reader sees above an article: its headline, dek, byline and date, and what microdata marks of them."""

import re
from collections.abc import Iterator

from lxml import etree

from freesheet.intake.addresses import absolute
from freesheet.intake.bylines import bylines, signed
from freesheet.intake.page.claims import Claims
from freesheet.intake.page.evidence import size_of
from freesheet.intake.page.furniture import linked, said
from freesheet.intake.page.inlines import is_unseen
from freesheet.intake.page.parse import Element, classes, named, words
from freesheet.intake.tidy import tidy
from freesheet.story.nodes import Byline

_DEK = named(
    "dek deck sub-?(head(line|ing)?|title) stand-?first (post|article)-excerpt entry-subtitle summary article-summary",
    "lede?-text kicker-dek tagline-article teaser-text sumario bajada entradilla copete subt[ií]tulo chap(o|eau)",
    "sous-?titre vorspann unterzeile sottotitolo sommario linha-fina",
)
_BYLINE = named(
    "by-?lines? author-?names? (post|entry|article)-author authors? author-list contributors? submitted firma auteurs?",
    "autor(es|ia)? autore autori",
)
# What a content system says of who typed the story in.
_SUBMITTED = re.compile(
    r"(submitted|enviado|soumis|eingereicht|gespeichert|inviato) (by|por|par|von|da)\b", re.IGNORECASE
)
_DATE = named(
    "published? pub-?date (post|entry|article)-?date posted-on date time-?stamp dateline submitted created",
)
_FURNITURE = named(r"related comments? side-?bar footer nav teasers? card bio widget recommend\w* most-\w+ more-\w+")
# What a byline may stand in; tables and fonts on old pages.
_BYLINE_TAGS = (
    "p", "div", "span", "a", "address", "li", "h3", "h4", "h5", "h6", "cite", "small", "td", "b", "font", "i", "em",
    "strong",
)  # fmt: skip
_HEADINGS = frozenset({"h3", "h4", "h5", "h6"})
# The longest line that names authors, with what they do and a date.
LONGEST_BYLINE = 160
_UNSPOKEN = frozenset({"script", "style", "time", "button", "svg", "title"})
_UPDATED = (
    "(?:(?:last )?(?:updated|modified)(?: on)?|mise? à jour(?: le)?|modifiée?(?: le)?|(?:última )?actualización|"
    "actualizad[oa](?: el)?|modificad[oa](?: el)?|(?:zuletzt )?aktualisiert(?: am)?|atualizad[oa](?: em)?|"
    "aggiornat[oa](?: il)?|آخر تحديث|עודכן(?: ב)?|更新(?:时间|于)?)"
)
_AFTER_UPDATED = re.compile(rf"{_UPDATED}[:：]?\s*(.{{6,60}})", re.IGNORECASE)
_LABEL_OF_UPDATE = re.compile(rf"\b{_UPDATED}\W*$", re.IGNORECASE)


def microdata(tree: Element) -> Claims:
    """What `itemprop` marks as an article's."""

    def texts(*names: str) -> Iterator[str]:
        for element in tree.xpath("//*[@itemprop]"):
            if set(element.get("itemprop", "").split()) & set(names) and not _is_furniture(element):
                yield tidy(element.get("content") or element.get("datetime") or words(element))

    authors = tuple(byline for text in texts("author", "creator") if len(text) < 120 for byline in bylines(text))
    return Claims(
        headline=next(texts("headline"), ""),
        bylines=tuple(dict.fromkeys(authors)),
        published=next(texts("datePublished"), ""),
        updated=next(texts("dateModified"), ""),
        section=next((text for text in texts("articleSection") if len(text) < 40), ""),
    )


def claims(tree: Element, base: str, outlets: frozenset[str]) -> Claims:
    """What stands above the article for a reader to see."""
    return Claims(
        headline=headline(tree),
        seen_dek=_dek(tree),
        bylines=_bylines(tree, base, outlets),
        published=_published(tree),
        updated=next(_updated(tree), ""),
        language=next(
            (element.get("lang", "") for element in tree.iter("article", "body", "main") if element.get("lang")), ""
        ),
    )


def headline(tree: Element) -> str:
    """The page's level 1 heading; of several, the one in the article."""
    found = [element for element in tree.iter("h1") if words(element) and not is_unseen(element)]
    inside = [
        element for element in found if any(above.tag in {"article", "main"} for above in element.iterancestors())
    ]
    titled = [element for element in found if re.search("title|headline", classes(element))]
    return tidy(words((inside or titled or found)[0])) if found else ""


def _dek(tree: Element) -> str:
    """The sentence below the headline that calls itself one of the names for a dek."""
    heads = [element for element in tree.iter("h1") if words(element)]
    around = {above for head in heads for above in list(head.iterancestors())[:4]}
    for element in tree.iter("p", "h2", "h3", "div", "span", "section"):
        if _DEK.search(classes(element)) and not _is_furniture(element) and around & set(element.iterancestors()):
            text = tidy(words(element))
            if (
                20 <= size_of(text) <= 400
                and len(list(element.iter("p"))) < 2
                and linked(element) < 0.3
                and not said(text)
            ):
                return text
    return ""


def _bylines(tree: Element, base: str, outlets: frozenset[str]) -> tuple[Byline, ...]:
    """The first byline on the page, with its like beside it; before them all one that no content system wrote."""
    found = [(element, people) for element in tree.iter(*_BYLINE_TAGS) if (people := _signers(element, base, outlets))]
    found.sort(key=lambda signed_by: bool(_SUBMITTED.match(words(signed_by[0]))))
    if not found:
        return ()
    first, people = found[0]
    beside = [others for element, others in found if _are_alike(element, first)]
    return tuple(dict.fromkeys((*people, *(other for others in beside for other in others))))


def _signers(element: Element, base: str, outlets: frozenset[str]) -> tuple[Byline, ...]:
    """The people that an element names when it is a byline, by what it is called or by what it says."""
    text = tidy(words(element))
    if not text or len(text) >= LONGEST_BYLINE:
        return ()
    called = _BYLINE.search(classes(element)) or "author" in element.get("rel", "").split()
    # Lines of one element are of one byline; its blocks may be tools beside it.
    line = text if any(inner.tag in {"div", "p", "li"} for inner in element.iterdescendants()) else _spoken(element)
    says = signed(line) and (element.tag not in _HEADINGS or text.lower().startswith("by"))
    if not (called or says) or _is_furniture(element):
        return ()
    return tuple(_with_page(byline, element, base) for byline in bylines(_spoken(element), outlets))


def _are_alike(element: Element, other: Element) -> bool:
    """Whether two elements are two authors of one line."""
    return element.getparent() is other.getparent() and (element.tag, classes(element)) == (other.tag, classes(other))


def _spoken(element: Element) -> str:
    """The text of a byline with its parts told apart: blocks and links stand on lines of their own in a browser."""
    parts: list[str] = []
    for event, inner in etree.iterwalk(element, events=("start", "end")):
        if event == "start":
            parts.append("" if inner.tag in _UNSPOKEN else inner.text or "")
        elif inner is not element:
            parts.append((" | " if inner.tag in {"div", "p", "li", "br"} else "") + (inner.tail or ""))
    return tidy("".join(parts))


def _with_page(byline: Byline, element: Element, base: str) -> Byline:
    for link in (element, *element.iter("a")):
        if link.tag == "a" and tidy(words(link)) == byline.name:
            address = absolute(link.get("href", ""), base)
            return Byline(byline.name, byline.role, byline.outlet, address if address.startswith("http") else "")
    return byline


def _published(tree: Element) -> str:
    for element in tree.iter("time"):
        if not _is_furniture(element) and "updated" not in classes(element) and not _after_updated(element):
            return tidy(element.get("datetime") or words(element))
    for element in tree.iter("span", "p", "div", "li", "td", "small", "em", "abbr", "font", "i"):
        text = tidy(words(element))
        if (
            6 <= len(text) <= 80
            and re.search(r"\b(19|20)\d{2}\b", text)
            and _DATE.search(classes(element))
            and not _is_furniture(element)
        ):
            return _AFTER_UPDATED.sub("", text)
    return next(_dated_bylines(tree), "")


def _dated_bylines(tree: Element) -> Iterator[str]:
    """What stands around "By …" on a page that names nothing."""
    for element in tree.iter("b", "font", "p", "td", "i", "em", "strong", "div", "span"):
        parent = element.getparent()
        if parent is not None and re.match(r"by\s+[A-Z]", words(element), re.IGNORECASE) and len(words(parent)) < 120:
            yield words(parent)


def _updated(tree: Element) -> Iterator[str]:
    for element in tree.iter("time"):
        said = ("updated" in classes(element) and "published" not in classes(element)) or _after_updated(element)
        if said and not _is_furniture(element):
            yield tidy(element.get("datetime") or words(element))
    for element in tree.iter("span", "p", "div", "time"):
        text = tidy(words(element))
        found = _AFTER_UPDATED.search(text) if len(text) < 120 else None
        if found and re.search(r"\d{4}", found[1]) and not _is_furniture(element):
            yield found[1]


def _after_updated(element: Element) -> bool:
    """Whether a date stands behind "Updated"."""
    before = element.getprevious()
    if before is None:
        parent = element.getparent()
        text = parent.text if parent is not None else ""
    else:
        text = before.tail if before.tail and before.tail.strip() else words(before)
    return bool(_LABEL_OF_UPDATE.search(tidy(text or "")))


def _is_page_footer(element: Element) -> bool:
    """Drupal and others put the byline into the footer of the article."""
    return element.tag == "footer" and not any(above.tag in {"article", "main"} for above in element.iterancestors())


def _is_furniture(element: Element) -> bool:
    return any(
        above.tag in {"nav", "aside", "form"} or _is_page_footer(above) or _FURNITURE.search(classes(above))
        for above in (element, *element.iterancestors())
        if above.tag not in {"body", "html"}
    )
