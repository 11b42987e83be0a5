"""A story as schema.org JSON-LD: what search engines, archives and libraries read of it."""

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

import msgspec
from markupsafe import Markup

from freesheet.house import House
from freesheet.markup.article import Article
from freesheet.markup.head import Head, head
from freesheet.markup.links import href
from freesheet.story.nodes import Byline, Correction, Kind, Origin, Picture, Source, Story
from freesheet.story.titles import search_title
from freesheet.story.walk import text_of

Facts = dict[str, Any]

# https://schema.org/NewsArticle lists the kinds of news; a letter to the editor is opinion.
TYPES: dict[Kind, str] = {
    "news": "NewsArticle",
    "analysis": "AnalysisNewsArticle",
    "opinion": "OpinionNewsArticle",
    "interview": "NewsArticle",
    "review": "ReviewNewsArticle",
    "letter": "OpinionNewsArticle",
    "investigation": "ReportageNewsArticle",
}
_ORGANISED = re.compile(
    r"^the\s|\b(?:staff|editors|editorial board|editorial|newsroom|desk|team|collective|press|agency|news)$",
    re.IGNORECASE,
)
# Inside <script> only "</script" and "<!--" end or bend the element; the separators end a line of old JavaScript.
_ESCAPES = {"<": r"\u003c", ">": r"\u003e", "&": r"\u0026", "\u2028": r"\u2028", "\u2029": r"\u2029"}


def jsonld(told: Article, house: House, images: Sequence[Facts] = (), bylines: Sequence[Byline] = ()) -> Facts:
    """The story's facts, those alone that it has.

    `images` are what `image` gives for its pictures. `bylines` are the story's own, where more is known of their
    addresses.
    """
    story, facts = told.story, head(told, house)
    bylines = bylines or story.bylines
    gone = story.withdrawal is not None
    return _known(
        {
            "@context": "https://schema.org",
            "@type": TYPES[story.kind],
            "headline": story.headline,
            "alternativeHeadline": other if (other := search_title(story)) != story.headline else "",
            "description": facts.description,
            "url": href(told.address),
            "mainEntityOfPage": facts.canonical,
            "inLanguage": story.language,
            "datePublished": facts.published and facts.published.isoformat(),
            "dateModified": facts.modified and facts.modified.isoformat(),
            "author": [_author(byline, story, house) for byline in bylines if not byline.role],
            "contributor": [_author(byline, story, house) for byline in bylines if byline.role],
            "publisher": publisher(house),
            "image": list(images),
            "articleSection": story.section,
            "keywords": list(dict.fromkeys((*story.topics, *story.storylines))),
            "wordCount": None if gone else told.length,
            "isAccessibleForFree": True,
            "license": facts.licence or ("" if gone else story.licence),
            "creativeWorkStatus": "Withdrawn" if gone else "",
            "correction": [_correction(correction) for correction in story.corrections],
            "citation": [] if gone else [_source(source) for source in story.sources],
            **_series(story),
            **(_origin(story.origin, story, facts) if story.origin else {}),
        }
    )


def image(picture: Picture, address: str, width: int = 0, height: int = 0) -> Facts:
    """One picture of a story, at its absolute address."""
    return _known(
        {
            "@type": "ImageObject",
            "url": address,
            "width": width,
            "height": height,
            "caption": text_of(picture.caption),
            "creditText": picture.credit,
        }
    )


@lru_cache(maxsize=4)
def publisher(house: House) -> Facts:
    policies = house.policies
    return _known(
        {
            "@type": "NewsMediaOrganization",
            "name": house.name,
            "url": house.site,
            "logo": house.logo and {"@type": "ImageObject", "url": house.logo},
            "address": house.postal,
            "email": house.contact,
            "publishingPrinciples": policies.ethics,
            "correctionsPolicy": policies.corrections,
            "ownershipFundingInfo": policies.funding,
        }
    )


def in_page(facts: Facts) -> Markup:
    """The facts as the content of a <script>, which no text in them can end."""
    told = msgspec.json.encode(facts).decode()
    # `translate` would look at each character, and take five times as long.
    for character, escape in _ESCAPES.items():
        told = told.replace(character, escape)
    return Markup(told)


def _known(facts: Mapping[str, Any]) -> Facts:
    return {name: value for name, value in facts.items() if value}


def _author(byline: Byline, story: Story, house: House) -> Facts:
    """A person, or an organisation where the byline is the name of one."""
    partner = story.origin.partner if story.origin else ""
    houses = {house.name, house.publisher, partner, byline.outlet} - {""}
    organised = byline.name in houses or _ORGANISED.search(byline.name)
    outlet = byline.outlet if byline.outlet != byline.name else ""
    return _known(
        {
            "@type": "Organization" if organised else "Person",
            "name": byline.name,
            "url": href(byline.address),
            "affiliation": outlet and {"@type": "NewsMediaOrganization", "name": outlet},
        }
    )


def _correction(correction: Correction) -> Facts:
    return {
        "@type": "CorrectionComment",
        "text": f"{correction.wrong} {correction.right}".strip(),
        "datePublished": correction.made.isoformat(),
    }


def _source(source: Source) -> Facts:
    return _known(
        {
            "@type": "CreativeWork",
            "name": source.title,
            "author": source.author,
            "publisher": source.publisher and {"@type": "Organization", "name": source.publisher},
            "datePublished": source.published and source.published.isoformat(),
            "url": href(source.address),
            "archivedAt": href(source.archived),
        }
    )


def _series(story: Story) -> Facts:
    if not story.series:
        return {}
    return {"isPartOf": {"@type": "CreativeWorkSeries", "name": story.series.name}, "position": story.series.position}


def _origin(origin: Origin, story: Story, facts: Head) -> Facts:
    partner = {"@type": "NewsMediaOrganization", "name": origin.partner}
    return _known(
        {
            "isBasedOn": href(origin.address),
            "sourceOrganization": partner,
            "copyrightHolder": partner,
            "license": facts.licence or story.licence or origin.licence,
        }
    )
