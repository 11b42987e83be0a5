"""What a part of a page claims about its article; the first claim of each kind counts."""

from dataclasses import dataclass, fields, replace

from freesheet.story.nodes import Byline


@dataclass(frozen=True, slots=True)
class Claims:
    """Everything that a page may tell about its article; dates are as written, addresses in full."""

    headline: str = ""
    dek: str = ""
    seen_dek: str = ""
    bylines: tuple[Byline, ...] = ()
    published: str = ""
    updated: str = ""
    section: str = ""
    topics: tuple[str, ...] = ()
    kind: str = ""
    language: str = ""
    address: str = ""
    outlet: str = ""
    licence: str = ""
    picture: str = ""
    picture_alt: str = ""
    body: str = ""
    based_on: str = ""
    is_article: bool = False


def merged(claims: list[Claims]) -> Claims:
    """One set of claims: of each kind the first that is there."""
    whole = Claims()
    for claim in claims:
        missing = {field.name: getattr(claim, field.name) for field in fields(Claims) if not getattr(whole, field.name)}
        whole = replace(whole, **missing)
    return whole
