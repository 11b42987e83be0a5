"""What stands above a page's article: the claims of all its parts weighed against one another."""

import re

from freesheet.intake.bylines import is_full_name, is_name
from freesheet.intake.dates import instant
from freesheet.intake.draft import KINDS, Draft
from freesheet.intake.page import linked_data, meta, visible
from freesheet.intake.page.claims import Claims, merged
from freesheet.intake.page.context import Context
from freesheet.intake.page.meta import title_claims, without_site
from freesheet.intake.page.parse import Element
from freesheet.intake.tidy import tidy
from freesheet.story.nodes import Byline
from freesheet.story.walk import plain


def claims_of(tree: Element, base: str) -> Claims:
    """All that the page tells about its article, by precedence."""
    data, head = linked_data.claims(tree, base), meta.claims(tree, base)
    outlets = frozenset(name.lower() for name in (data.outlet, head.outlet) if name)
    seen = visible.claims(tree, base, outlets)
    marked = visible.microdata(tree)
    whole = merged([data, head, marked, seen, title_claims(tree, outlets)])
    return merged(
        [
            Claims(
                headline=_headline(data, head, marked, seen, whole, outlets),
                dek=seen.seen_dek,
                bylines=_bylines(whole.bylines, seen.bylines, outlets),
            ),
            whole,
        ]
    )


def _headline(data: Claims, head: Claims, marked: Claims, seen: Claims, whole: Claims, outlets: frozenset[str]) -> str:
    """The one that readers see, where it is much the same as the one for machines; else that one."""
    told = without_site(data.headline or head.headline or marked.headline or whole.headline, outlets)
    shown = without_site(seen.headline, outlets)
    return shown if shown and (not told or _alike(shown, told) or told.lower() in outlets) else told


def _alike(one: str, other: str) -> bool:
    first, second = (set(re.findall(r"\w+", text.lower())) for text in (one, other))
    return len(first & second) >= 0.5 * min(len(first), len(second)) and len(first) > 1


def _bylines(told: tuple[Byline, ...], seen: tuple[Byline, ...], outlets: frozenset[str]) -> tuple[Byline, ...]:
    """The authors for machines, with the outlets and roles that readers see beside the same names."""
    told = told or seen
    shown = {byline.name.lower(): byline for byline in seen}
    found = [
        Byline(
            byline.name,
            role=byline.role or (other.role if other else ""),
            outlet=_outlet(byline.outlet or (other.outlet if other else ""), outlets),
            address=byline.address or (other.address if other else ""),
        )
        for byline in told
        for other in (shown.get(byline.name.lower()),)
        if is_name(byline.name)
    ]
    people = [byline for byline in found if byline.name.lower() not in outlets]
    # Who took the pictures or translated stands in the byline that readers see, not in the one for machines; and many
    # sites tell machines the first author only.
    names = {byline.name.lower() for byline in people}
    first_of_several = names and names < shown.keys()
    people += [
        byline
        for byline in seen
        if byline.name.lower() not in names and (byline.role or (first_of_several and is_full_name(byline.name)))
    ]
    return tuple(dict.fromkeys(people or found))


def _outlet(outlet: str, outlets: frozenset[str]) -> str:
    return "" if outlet.lower() in outlets else outlet


def tell(draft: Draft, claims: Claims, context: Context) -> None:
    """Put into a draft what stands above the body."""
    draft.headline = claims.headline
    draft.dek = claims.dek if claims.dek != claims.headline else ""
    draft.bylines = claims.bylines
    draft.section = claims.section
    draft.topics = tuple(topic for topic in claims.topics if topic.lower() != claims.section.lower())
    draft.kind = next((kind for kind in (claims.kind, claims.section, *claims.topics) if kind.lower() in KINDS), "")
    draft.language = claims.language
    draft.address = claims.address
    draft.outlet = claims.outlet
    draft.licence = claims.licence
    for name, text in (("published", claims.published), ("updated", claims.updated)):
        when = instant(text, claims.language or "en") if text else None
        setattr(draft, name, when)
        if text and not when:
            context.drop("date", f"The {name} date is not one that can be told for sure.", tidy(text))


def without_repeated_dek(draft: Draft) -> None:
    """No dek where a page's description is only the body's beginning."""
    said = _letters(draft.dek.rstrip(" .…"))
    if said and any(said in _letters(plain(part)) or _letters(plain(part)) == said for part in draft.body[:4]):
        draft.dek = ""


def _letters(text: str) -> str:
    return re.sub(r"[\W_]+", "", text).lower()
