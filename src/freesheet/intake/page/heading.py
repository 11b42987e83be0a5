"""What stands above a page's article: the claims of all its parts weighed against one another."""

import re
from collections.abc import Iterator

from msgspec.structs import replace

from freesheet.intake.bylines import bylines, is_full_name, is_job, is_name, signed
from freesheet.intake.dates import instant
from freesheet.intake.draft import KINDS, Draft
from freesheet.intake.page import filing, linked_data, meta, visible
from freesheet.intake.page.claims import Claims, merged
from freesheet.intake.page.context import Context
from freesheet.intake.page.meta import title_claims, without_site
from freesheet.intake.page.parse import Element
from freesheet.intake.tidy import tidy
from freesheet.story.nodes import Block, Blocks, Byline, Heading, Inlines, LineBreak, Paragraph
from freesheet.story.walk import plain, text_of

# Paper's name, section, headline, dek, byline and date are no more blocks than these.
LONGEST_HEAD = 8
LONGEST_DEK = 250
LONGEST_DATE = 45


def claims_of(tree: Element, base: str) -> Claims:
    """All that the page tells about its article, by precedence."""
    data, head = linked_data.claims(tree, base), meta.claims(tree, base)
    outlets = frozenset(name.lower() for name in (data.outlet, head.outlet) if name)
    seen = visible.claims(tree, base, outlets)
    marked = visible.microdata(tree)
    filed = filing.claims(tree, outlets)
    whole = merged([data, head, marked, seen, filed, title_claims(tree, outlets)])
    return merged(
        [
            Claims(
                headline=_headline(data, head, marked, seen, whole, outlets),
                dek=seen.seen_dek,
                bylines=_bylines(whole.bylines, seen.bylines, outlets | {whole.outlet.lower()} - {""}),
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
    """Another outlet than the page's own, whose writers call it by a part of its name: "Gazette Staff Writer"."""
    return "" if any(f" {outlet.lower()} " in f" {own} " for own in outlets) else outlet


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


def without_repeated_head(draft: Draft) -> None:
    """The body without the lines that say its headline again, its paper's name, dek, byline and date.

    On old pages they are lines of a table's cell like the story's own; the line between headline and byline is the dek.
    """
    texts = [text for block in draft.body[:LONGEST_HEAD] for text in map(text_of, _lines(block))]
    labels = {_letters(text) for text in (draft.section, *KINDS)} - {""}
    said = ({_letters(text) for text in (draft.headline, draft.dek, draft.outlet)} | labels) - {""}
    size, dek = 0, ""
    for text, below in zip(texts, (*texts[1:], ""), strict=False):
        told = _letters(text) in said or ((size or signed(text)) and _is_of_byline(text, draft))
        if not told and size and not draft.dek and not dek and len(text) < LONGEST_DEK and _is_of_byline(below, draft):
            dek, told = tidy(text), True
        if not told:
            break
        size += 1
    head = [_letters(text) for text in texts[:size]]
    if _letters(draft.headline) in head or any(map(signed, texts[:size])) or set(head) <= labels:
        draft.dek = draft.dek or dek
        draft.body = tuple(_after(size, draft.body))


def _lines(block: Block) -> list[Inlines]:
    """The lines of a paragraph or a heading, as line breaks part them; any other block is one line without words."""
    if not isinstance(block, Paragraph | Heading):
        return [()]
    lines: list[Inlines] = [()]
    for inline in block.content:
        lines = [*lines, ()] if isinstance(inline, LineBreak) else [*lines[:-1], (*lines[-1], inline)]
    return lines


def _after(size: int, body: Blocks) -> Iterator[Block]:
    """The body without its first lines."""
    for block in body:
        lines = _lines(block)
        if size >= len(lines):
            size -= len(lines)
        elif size and isinstance(block, Paragraph | Heading):
            rest = [piece for line in lines[size:] for piece in (LineBreak(), *line)]
            yield replace(block, content=tuple(rest[1:]))
            size = 0
        else:
            yield block


def _is_of_byline(text: str, draft: Draft) -> bool:
    names = {byline.name for byline in draft.bylines}
    people = {byline.name for byline in bylines(text)}
    dated = len(text) < LONGEST_DATE and instant(text, draft.language or "en") is not None
    return dated or is_job(text) or bool(people and people <= names)


def _letters(text: str) -> str:
    return re.sub(r"[\W_]+", "", text).lower()
