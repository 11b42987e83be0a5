"""Where a story was first published, when its page says that it was elsewhere."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from msgspec.structs import replace

from freesheet.intake.addresses import host, same_site
from freesheet.intake.arrival import Drop
from freesheet.intake.draft import Draft
from freesheet.intake.page.claims import Claims
from freesheet.intake.page.meta import canonical
from freesheet.intake.page.parse import Element
from freesheet.intake.tidy import tidy
from freesheet.story.nodes import Blocks, Byline, Inlines, Link, Origin, Paragraph
from freesheet.story.walk import every_inline, text_of

_PARTS = {
    "article": "(?:this|the following) (?:article|story|piece|essay|post|report|interview|column|op-ed|commentary|"
    "analysis|investigation|content)",
    "first": "(?:was |is )?(?:originally |first |previously |initially )+"
    "(?:published|appeared|posted|produced|reported|ran|written|featured)",
    "by": r"(?: \w+ \d{1,2}(?:, \d{4})?,?)?(?: on \w+\.? \d{1,2},? \d{4},?)? (?:by|at|in|on|for|with)",
    "again": "(?:re-?published|reprinted|reproduced|reposted|syndicated|cross-?posted)(?: here)?",
    "leave": "(?: with (?:the )?permission)?(?: from| of| by permission of)",
    "artículo": "est[ea] (?:artículo|nota|texto|reportaje|crónica|columna|entrevista|historia|investigación|pieza)",
    "primero": "(?:originalmente|por primera vez|primero|inicialmente)",
    "publicado": "(?:publicó|publicad[oa]|apareció)",
    "ce texte": "(?:cet article|ce texte|ce reportage|cet entretien|cette (?:enquête|tribune|chronique|analyse))",
    "d’abord": "(?:d[’']abord|initialement|originellement|à l[’']origine|pour la première fois)",
    "name": r"(?P<name>(?:the )?[^\s.,;:()|][^.,;:()|]{1,70}?(?:\.(?:com|org|net|news|co\.uk|us))?)",
    "end": r"(?=[.,;:()|]|$| and | under| on \w+ \d| with permission| as part| in partnership)",
    "fin": r"(?=[.,;:()|]|$| (?:el|le|am|em|il) \d| bajo | sous | unter | sob | con (?:licencia|permiso)| avec )",
}
_SENTENCES = tuple(
    re.compile(sentence.format(**_PARTS), re.IGNORECASE)
    for sentence in (
        "{article} {first}{by} {name}{end}",
        r"^\W*{first}{by}:? {name}{end}",
        "{article} is {again}{leave} {name}{end}",
        r"^\W*{again}{leave} {name}{end}",
        r"^\W*(?:originally|first) (?:published|appeared)(?: (?:at|in|on|by))?:? {name}{end}",
        "{artículo} (?:se |fue |ha sido )?{publicado} {primero} (?:en|por) {name}{fin}",
        "{artículo} (?:se |fue |ha sido )?{primero} {publicado} (?:en|por) {name}{fin}",
        r"^\W*(?:publicad[oa] {primero}|{primero} publicad[oa]) (?:en|por) {name}{fin}",
        "{ce texte} (?:a|est|fut) (?:été )?{d’abord} (?:été )?(?:publiée?|parue?) (?:par|dans|sur|chez) {name}{fin}",
        "{ce texte} (?:a|est|fut)(?: été)? (?:publiée?|parue?) {d’abord} (?:par|dans|sur|chez) {name}{fin}",
        r"^\W*(?:publiée?|parue?) {d’abord} (?:par|dans|sur|chez) {name}{fin}",
        "dieser? (?:artikel|text|beitrag|reportage) (?:ist|wurde|erschien) zuerst (?:bei|in|im|auf|von) {name}"
        r"(?=[.,;]|$| erschienen| veröffentlicht)",
        "est[ea] (?:artigo|reportagem|texto|matéria) foi (?:publicad[oa] originalmente|originalmente publicad[oa]) "
        "(?:em|por|n[ao]|pel[ao]) {name}{fin}",
    )
)
_LICENCE = re.compile(
    r"\b(Creative Commons[^;,)]{0,60}?licen[sc]e|CC[ -](?:BY|0)[A-Z0-9 .-]{0,14}\d(?:\.\d)?|CC[ -]BY[A-Z-]*)"
)
# A notice of this kind is a sentence or three.
LONGEST = 500


@dataclass(frozen=True, slots=True)
class Notice:
    """A paragraph that says where a story was first published."""

    paragraph: Paragraph
    origin: Origin


def notice_in(body: Blocks) -> Notice | None:
    """The first paragraph of a body that says where the story was first published."""
    return next(_notices(body), None)


def _notices(body: Blocks) -> Iterator[Notice]:
    for part in body:
        if isinstance(part, Paragraph) and (origin := origin_of(part.content)):
            yield Notice(part, origin)


def origin_of(content: Inlines) -> Origin | None:
    """The origin that a paragraph tells; None when it tells none."""
    text = tidy(text_of(content))
    if len(text) > LONGEST:
        return None
    found = next((match for pattern in _SENTENCES if (match := pattern.search(text))), None)
    if not found:
        return None
    partner = tidy(found["name"]).strip(" \"'“”‘’")
    licence = _LICENCE.search(text)
    address, title = "", ""
    for inline in every_inline(content):
        if (
            isinstance(inline, Link)
            and inline.address.startswith("http")
            and "creativecommons.org" not in inline.address
        ):
            said = tidy(text_of(inline.content))
            if not address or partner.lower() in said.lower():
                address = inline.address
    return Origin(partner, address=address, title=title, licence=licence[1] if licence else "")


def origin_by_address(own: str, canonical: str, based_on: str) -> Origin | None:
    """The origin that addresses tell: the page's canonical address is another site's, or its data name a source."""
    for other in (based_on, canonical):
        if other and own and host(own) and not same_site(own, other):
            return Origin(host(other), address=other)
    return None


def take_origin(draft: Draft, claims: Claims, tree: Element, own: str) -> None:
    """Give a draft its origin, by the notice in its body and by the addresses that its page names."""
    elsewhere = origin_by_address(own, canonical(tree, own), claims.based_on)
    take_notice(draft)
    if draft.origin and elsewhere:
        same = same_site(elsewhere.address, draft.origin.address)
        address = elsewhere.address if same or not draft.origin.address else draft.origin.address
        draft.origin = replace(draft.origin, address=address)
    elif elsewhere:
        draft.origin = Origin(elsewhere.partner, address=elsewhere.address, licence=draft.licence)
    if draft.origin and own:
        draft.address = own


def take_notice(draft: Draft) -> None:
    """Turn the notice in a draft's body into its origin: editions print their own notice of it."""
    if notice := notice_in(draft.body):
        draft.body = tuple(part for part in draft.body if part is not notice.paragraph)
        draft.origin = replace(notice.origin, licence=notice.origin.licence or draft.licence)
        draft.bylines = _writing_for(draft.bylines, draft.origin.partner)
        told = tidy(text_of(notice.paragraph.content))
        draft.drops.append(Drop("origin", "Editions print the story's origin in words of their own.", told))


def _writing_for(found: tuple[Byline, ...], partner: str) -> tuple[Byline, ...]:
    """Bylines in which the partner is no author but the outlet of those who are."""
    people = tuple(byline for byline in found if byline.name.lower() != partner.lower())
    if not people or len(people) == len(found):
        return found
    return tuple(replace(byline, outlet=byline.outlet or partner) for byline in people)
