"""The body of a page's article: what the evidence points to, less the furniture inside it."""

import re

from freesheet.intake.bylines import bylines
from freesheet.intake.dates import instant
from freesheet.intake.page.blocks import BLOCKS, block, is_captioned
from freesheet.intake.page.context import Context, Verdict
from freesheet.intake.page.entries import heads_of
from freesheet.intake.page.evidence import PROSE, Evidence, size_of
from freesheet.intake.page.figures import is_portrait, source_of
from freesheet.intake.page.furniture import LONGEST_APPEAL, asks, linked, named, said
from freesheet.intake.page.parse import Element, words
from freesheet.intake.page.shown import shown
from freesheet.story.nodes import Block, Blocks, Break, Byline, Heading
from freesheet.story.walk import plain

# An element that holds so much of the article is not furniture, whatever it is called.
TOO_MUCH = 0.3
_OUTSIDE = Verdict("page furniture", "It stands outside of the article.")
_RELATED = Verdict("related stories", "It leads to other stories.")
_APPEAL = Verdict("appeal", "It asks for money.")
_AGAIN = Verdict("headline", "It stands above the story.", silent=True)
_HOLDERS = frozenset({"p", "li", "dd", "td", "th", "blockquote", "figcaption", "figure", "cite"})
_LABELS = frozenset({"p", "div", "span", "li", "h2", "h3", "h4", "h5", "h6", "section", "center", "td"})
_GROUPS = frozenset({"ul", "ol", "div", "section", "td", "p", "center", "nav", "dl"})
_SENTENCE = re.compile(r"[.!?:…。！？：؟।][\"'”’»)\]」』）]*$")
_HEADINGS = frozenset({"h2", "h3", "h4", "h5", "h6"})
# A byline with its date and its outlet is shorter than this.
LONGEST_BYLINE = 110


class Judge:
    """Says of each block of a page whether it is of the article."""

    def __init__(
        self,
        evidence: Evidence,
        told: tuple[str, ...],
        people: tuple[Byline, ...],
        lead: Element | None,
        heads: list[Element],
    ) -> None:
        self._evidence = evidence
        # The lead picture often stands above the article's own part of the page, beside headline and byline.
        self._lead = frozenset(lead.iter()) if lead is not None else frozenset()
        self._start = min((evidence.order[head] for head in heads), default=evidence.first)
        self._opening = frozenset(above for head in heads for above in head.iterancestors())
        self._told = frozenset(_plain(text) for text in told if text)
        self._people = people
        core = evidence.core
        self._inside = set(core.iter()) if core is not None else set()
        self._heads = heads_of(evidence)
        self._beside = {element.getparent() for element in evidence.marked}

    def __call__(self, element: Element) -> Verdict | None:
        share = self._evidence.share(element)
        if share > TOO_MUCH or element in self._lead or element in self._opening:
            return None
        text = words(element)
        verdict = (
            self._at_head(element, text)
            if element in self._heads
            else self._known(element, text)
            or (None if share and _is_prose(element, text) else named(element))
            or self._worded(element, text)
            or self._placed(element, text, share)
        )
        return self._of_wordless(element, verdict) if verdict and not text else verdict

    def loose(self, element: Element, text: str) -> Verdict | None:
        """Text of an element that stands beside blocks: the article's where witnesses saw it."""
        at_head = element in self._heads
        if verdict := said(text) or (None if at_head else self._told_above(text)):
            return verdict
        if at_head or element in self._evidence.marked or element.tag in _HOLDERS or element in self._lead:
            return None
        # A break between scenes has no text.
        reads_on = not text or _SENTENCE.search(text)
        return None if reads_on and element in self._inside and self._evidence.within(element) else _OUTSIDE

    def _at_head(self, element: Element, text: str) -> Verdict | None:
        """Of an entry's head all but its buttons and faces; its time and its author are not those of the story."""
        if element.tag == "img" and is_portrait(element):
            return _AGAIN
        verdict = named(element) or said(text)
        return None if verdict and verdict.silent and text else verdict

    def _known(self, element: Element, text: str) -> Verdict | None:
        """What is printed above the story already; never what holds a picture, whose caption may be a mere name."""
        if element.tag == "h1":
            return _AGAIN
        return None if shown(element, "") else self._told_above(text)

    def _told_above(self, text: str) -> Verdict | None:
        """Headline, dek, byline or date once more."""
        if text and len(text) < 400 and _plain(text) in self._told:
            return _AGAIN
        if not text or len(text) > LONGEST_BYLINE:
            return None
        found = bylines(text)
        if (found and all(map(self._is_told, found))) or _is_date(text):
            return Verdict("byline", "It stands above the story.", silent=True)
        return None

    def _is_told(self, byline: Byline) -> bool:
        """Whether a name stands above; "Photographs by" the author does not with the author."""
        return any(byline.name.lower() == told.name.lower() and byline.role in {"", told.role} for told in self._people)

    def _of_wordless(self, element: Element, verdict: Verdict) -> Verdict:
        """What it shows is told nowhere else, and is no loss only far from the article, where the site's own is."""
        near = element in self._inside or self._start <= self._evidence.order[element] <= self._evidence.last
        why = "It stands among what is told above the story." if verdict.silent else verdict.why
        return Verdict(verdict.what, why, silent=not near)

    def _worded(self, element: Element, text: str) -> Verdict | None:
        if len(text) <= LONGEST_APPEAL and asks(text) > 1:
            return _APPEAL
        if element.tag in _LABELS and (verdict := said(text)):
            return verdict
        links = len(list(element.iter("a")))
        if element.tag in _GROUPS and links > 2 and linked(element) > 0.75 and len(text) / links < 130:
            return _RELATED
        if element.tag in {"p", "h3", "h4", "div"} and links == 1 and linked(element) > 0.97 and len(text) > 15:
            return _RELATED if not any(True for _ in element.iter("img", "iframe")) else None
        return None

    def _placed(self, element: Element, text: str, share: float) -> Verdict | None:
        """Whether an element stands where the article is."""
        if share:
            return None
        near = self._evidence.within(element) or element.getparent() in self._beside
        if element in self._inside and near and (not text or _reads_on(element, text)):
            return None
        return _OUTSIDE


def _reads_on(element: Element, text: str) -> bool:
    """Whether what no witness saw reads like a part of the story all the same, and not like a label."""
    if any(True for _ in element.iter("figure", "img", "table", "pre", "blockquote", "iframe", "video", "audio")):
        return True
    if element.tag in _HEADINGS or not re.search(r"\w", text):
        return True
    if element.tag in {"ul", "ol", "dl"}:
        return linked(element) < 0.5
    return bool(_SENTENCE.search(text)) and linked(element) < 0.6


def _is_prose(element: Element, text: str) -> bool:
    """A paragraph that witnesses saw is judged by its words, not by its class."""
    return element.tag in {"p", "li", "blockquote"} and size_of(text) > PROSE


def _plain(text: str) -> str:
    return re.sub(r"[\W_]+", "", text).lower()


def body_of(
    tree: Element, evidence: Evidence, context: Context, told: tuple[str, ...], people: tuple[Byline, ...]
) -> Blocks:
    """The article's blocks; `told` are the words that already stand above the story, `people` its authors."""
    lead = lead_in(tree, evidence, context.base)
    heads = [head for head in tree.iter("h1") if evidence.order[head] < evidence.first]
    judge = Judge(evidence, told, people, lead, [*heads[-1:], *([lead] if lead is not None else [])])
    context.verdict, context.loose = judge, judge.loose
    found: list[Block] = []
    for child in tree.body:
        if child.tag in BLOCKS or any(inner.tag in BLOCKS for inner in child.iter()):
            found.extend(block(child, context))
    return _levelled(_ended(found, context))


def lead_in(tree: Element, evidence: Evidence, base: str) -> Element | None:
    """The picture between the headline and the article's first words, with the element that holds its caption."""
    start = max((evidence.order[head] for head in tree.iter("h1") if evidence.order[head] < evidence.first), default=-1)
    for image in tree.iter("img"):
        if start < evidence.order[image] < evidence.first and start >= 0 and _may_lead(image, base):
            around = [above for above in image.iterancestors() if not evidence.share(above)]
            if all(verdict is None or verdict.silent for verdict in map(named, around)):
                return _captioned(around, image)
    return None


def _may_lead(image: Element, base: str) -> bool:
    return bool(source_of(image, base)) and not is_portrait(image)


def _captioned(around: list[Element], image: Element) -> Element:
    """The figure, else the largest division around a picture that is one by its name and by what it holds."""
    figure = next((above for above in around if above.tag == "figure"), None)
    if figure is not None:
        return figure
    divisions = [above for above in around if above.tag == "div" and is_captioned(above, "")]
    return divisions[-1] if divisions else image


def _is_date(text: str) -> bool:
    """Nothing but a date and a time, with or without "Published"."""
    bare = re.sub(r"(?i)^(last )?(published|updated|posted|modified|first published)( on| at)?:?", "", text).strip(
        " |·•-–—"
    )
    return len(bare) < 45 and len(re.findall(r"[^\W\d]{3,}", bare)) <= 4 and instant(bare) is not None


def _ended(found: list[Block], context: Context) -> Blocks:
    """Without breaks at the ends, and without headings at the end: they stood above what was left out."""
    while found and isinstance(found[0], Break):
        found = found[1:]
    while found and isinstance(found[-1], Heading | Break):
        context.drop("related stories", "It is a heading with nothing of the story below it.", plain(found[-1]))
        found = found[:-1]
    return tuple(found)


def _levelled(found: Blocks) -> Blocks:
    """Headings from level 2 down without a gap."""
    levels = sorted({part.level for part in found if isinstance(part, Heading)})
    return tuple(
        Heading(part.content, (2, 3, 4)[levels.index(part.level)]) if isinstance(part, Heading) else part
        for part in found
    )
