"""An HTML page from any site: its article as a story, and its furniture as drops."""

import re
from urllib.parse import urlsplit

from freesheet.intake.addresses import absolute
from freesheet.intake.arrival import Arrival, Drop, NotTaken, Raw
from freesheet.intake.corrections import take_corrections
from freesheet.intake.draft import Draft, arrival
from freesheet.intake.gallery import Gallery
from freesheet.intake.page.body import body_of
from freesheet.intake.page.captions import join_captions
from freesheet.intake.page.claims import Claims
from freesheet.intake.page.context import Context
from freesheet.intake.page.evidence import PROSE, SHORTEST, gather, is_list, size_of
from freesheet.intake.page.heading import claims_of, tell, without_repeated_dek, without_repeated_head
from freesheet.intake.page.lead import take_lead
from freesheet.intake.page.meta import canonical, og_address
from freesheet.intake.page.notes import take_notes
from freesheet.intake.page.origin import take_origin
from freesheet.intake.page.parse import Element, parse
from freesheet.intake.page.told import is_filled_by_scripts, paragraphs_of
from freesheet.story.walk import plain

_ONLY_TOLD = Drop(
    "links and pictures",
    "A script makes the page; the words are those of its data, which have neither links nor pictures.",
)


def read(raw: Raw) -> Arrival:
    """The article of a page; NotTaken when there is none."""
    tree, drops = parse(raw)
    join_captions(tree)
    base = base_of(tree, raw)
    claims = claims_of(tree, base)
    gallery = Gallery(raw, base)
    context = Context(gallery, base, claims.language or "en", drops=list(drops))
    context.notes = take_notes(tree, context)
    evidence = gather(tree, claims.body)
    draft = Draft()
    if evidence.total >= SHORTEST:
        tell(draft, claims, context)
        draft.body = body_of(tree, evidence, context, _above(claims, draft), draft.bylines)
        without_repeated_dek(draft)
        without_repeated_head(draft)
    if not _is_article(draft, claims) or is_list(evidence) or _is_scrap(draft, claims):
        _take_told(draft, claims, context)
        if not _is_article(draft, claims):
            raise NotTaken(_why_not(tree, raw.name))
    draft.address = draft.address or raw.address
    take_origin(draft, claims, tree, raw.address or og_address(tree))
    take_corrections(draft)
    take_lead(draft, claims, context)
    draft.drops = [*context.drops, *draft.drops, *gallery.drops]
    draft.pictures = gallery.pictures
    return arrival(draft, raw.name)


def _is_scrap(draft: Draft, claims: Claims) -> bool:
    """Whether the page's data tell so much more than its markup that it is a line of the site's that was found."""
    return 4 * sum(size_of(plain(part)) for part in draft.body) < size_of(claims.body)


def _take_told(draft: Draft, claims: Claims, context: Context) -> None:
    """Take the body that the page tells to machines, where the one for readers is not there."""
    for part in draft.body:
        if plain(part) not in claims.body:
            context.drop("page furniture", "It stands outside of the article.", plain(part))
    context.drops.append(_ONLY_TOLD)
    tell(draft, claims, context)
    draft.body = paragraphs_of(claims.body)


def _why_not(tree: Element, name: str) -> str:
    if is_filled_by_scripts(tree):
        return f"{name} holds no story text, because a script makes it; save the page as “complete”, or copy the text."
    return f"No article was found in {name}; save the page of one story, not a list of stories."


def base_of(tree: Element, raw: Raw) -> str:
    """What relative addresses of the page are relative to: where it was saved from, as far as that is known."""
    own = raw.address or og_address(tree) or canonical(tree, "")
    for element in tree.iter("base"):
        if href := element.get("href", "").strip():
            return absolute(href, own) or own
    return own


def _above(claims: Claims, draft: Draft) -> tuple[str, ...]:
    """The words that stand above the body and are not to stand in it again."""
    return (draft.headline, claims.seen_dek, claims.headline, claims.outlet, draft.section)


def _is_article(draft: Draft, claims: Claims) -> bool:
    """Whether there is a story in it: prose, or what the page itself calls an article; a site's root is neither."""
    texts = [plain(part) for part in draft.body]
    prose = any(size_of(text) >= PROSE and re.search(r"[.!?…。！？؟।၊။]\W*$", text) for text in texts)
    whole = bool(draft.headline) and sum(map(size_of, texts)) >= SHORTEST
    at_root = bool(draft.address) and not urlsplit(draft.address).path.strip("/")
    return whole and (claims.is_article or (prose and not at_root))
