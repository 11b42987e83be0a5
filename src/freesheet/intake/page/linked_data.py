"""What a page's JSON-LD claims: schema.org articles, alone, in arrays and in graphs."""

import json
import re
from collections.abc import Iterator
from html import unescape
from typing import Any

from freesheet.intake.addresses import absolute
from freesheet.intake.bylines import bylines, is_name
from freesheet.intake.page.claims import Claims
from freesheet.intake.page.parse import Element
from freesheet.intake.page.told import lines_of
from freesheet.intake.tidy import tidy
from freesheet.story.nodes import Byline

_ARTICLE = re.compile(r"(Article|BlogPosting|Report|Review|Posting|Scholarly)$")
# A page whose data nest deeper is not telling about an article.
DEEPEST = 12
_LICENCE = re.compile(r"creativecommons\.org/(?:licenses|publicdomain)/([a-z-]+)(?:/(\d\.\d))?")


def claims(tree: Element, base: str) -> Claims:
    """The claims of the first article that the page describes."""
    things = [
        thing for script in tree.iter("script") if "ld+json" in script.get("type", "") for thing in _things(script)
    ]
    known = {thing["@id"]: thing for thing in things if isinstance(thing.get("@id"), str) and len(thing) > 1}
    articles = [thing for thing in things if any(_ARTICLE.search(kind) for kind in _kinds(thing))]
    if not articles:
        return Claims(outlet=_site(things))
    article = max(articles, key=lambda thing: ("headline" in thing, len(str(thing.get("articleBody", "")))))
    return _article(article, known, base, _site(things))


def _things(script: Element) -> Iterator[dict[str, Any]]:
    text = re.sub(r"^\s*(//)?\s*<!\[CDATA\[|(//)?\s*\]\]>\s*$", "", script.text_content())
    try:
        data = json.loads(text, strict=False)
    except (ValueError, RecursionError):
        return
    yield from _objects(data, 0)


def _objects(data: Any, depth: int) -> Iterator[dict[str, Any]]:
    """Every object that may describe something, from the outside in."""
    if depth > DEEPEST:
        return
    if isinstance(data, list):
        for item in data:
            yield from _objects(item, depth + 1)
    elif isinstance(data, dict):
        yield data
        for key in ("@graph", "mainEntity", "mainEntityOfPage", "hasPart"):
            yield from _objects(data.get(key), depth + 1)


def _kinds(thing: dict[str, Any]) -> list[str]:
    kinds = thing.get("@type", [])
    return [str(kind).rsplit("/", 1)[-1] for kind in (kinds if isinstance(kinds, list) else [kinds])]


def _site(things: list[dict[str, Any]]) -> str:
    for wanted in ("WebSite", "NewsMediaOrganization"):
        for thing in things:
            if wanted in _kinds(thing) and (name := _text(thing.get("name"))):
                return name
    return ""


def _article(thing: dict[str, Any], known: dict[str, dict[str, Any]], base: str, site: str) -> Claims:
    def follow(value: Any) -> Any:
        return (
            known.get(value["@id"], value) if isinstance(value, dict) and isinstance(value.get("@id"), str) else value
        )

    publisher = _name(follow(_first(thing.get("publisher")))) or site
    picture = follow(_first(thing.get("image")))
    outlets = frozenset({publisher.lower()}) - {""}
    authors = [follow(author) for author in _many(thing.get("author") or thing.get("creator"))]
    kinds = [kind.lower() for kind in _kinds(thing)]
    return Claims(
        headline=_text(thing.get("headline")) or _text(thing.get("name")),
        dek=_text(thing.get("description")),
        bylines=_authors(authors, outlets, base),
        published=_text(thing.get("datePublished")) or _text(thing.get("dateCreated")),
        updated=_text(thing.get("dateModified")),
        section=_text(_first(thing.get("articleSection"))),
        topics=_topics(thing.get("keywords")),
        kind=next((kind for kind in kinds if kind not in {"newsarticle", "article", "blogposting", "posting"}), ""),
        language=_text(_first(thing.get("inLanguage"))),
        address=_address(thing.get("url"), base) or _address(thing.get("mainEntityOfPage"), base),
        outlet=publisher,
        licence=licence_of(_address(thing.get("license"), base)),
        picture=_address(picture, base)
        or _address(picture.get("contentUrl") if isinstance(picture, dict) else "", base),
        picture_alt=_text(picture.get("caption")) if isinstance(picture, dict) else "",
        body=lines_of(thing.get("articleBody")),
        based_on=_address(_first(thing.get("isBasedOn") or thing.get("isBasedOnUrl")), base),
        is_article=True,
    )


def _authors(authors: list[Any], outlets: frozenset[str], base: str) -> tuple[Byline, ...]:
    people: list[Byline] = []
    others: list[Byline] = []
    for author in authors:
        name = _name(author)
        found = bylines(name, outlets)
        organisation = isinstance(author, dict) and "Organization" in _kinds(author)
        if organisation and is_name(name):
            others.append(Byline(name))
        elif len(found) == 1 and isinstance(author, dict):
            works = _name(_first(author.get("worksFor") or author.get("affiliation")))
            outlet = found[0].outlet or (works if works.lower() not in outlets else "")
            people.append(Byline(found[0].name, outlet=outlet, address=_address(author.get("url"), base)))
        else:
            people.extend(found)
    return tuple(dict.fromkeys(people or others))


def _many(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _first(value: Any) -> Any:
    return value[0] if isinstance(value, list) and value else None if isinstance(value, list) else value


def _text(value: Any) -> str:
    """A value as text; markup and entities, which some sites put into their data, are taken out."""
    if isinstance(value, dict):
        value = value.get("@value") or value.get("name")
    return tidy(re.sub(r"<[^>]{0,200}>", " ", unescape(unescape(value)))) if isinstance(value, str) else ""


def _name(value: Any) -> str:
    name = value.get("name") if isinstance(value, dict) else value
    return _text(_first(name))


def _address(value: Any, base: str) -> str:
    if isinstance(value, dict):
        value = value.get("url") or value.get("@id")
    value = _first(value)
    found = absolute(value, base) if isinstance(value, str) else ""
    return found.partition("#")[0] if found.startswith("http") else ""


def _topics(value: Any) -> tuple[str, ...]:
    found = [_text(item) for item in _many(value)]
    found = [part for item in found for part in (item.split(",") if len(found) == 1 else [item])]
    return tuple(tidy(topic) for topic in found if topic.strip() and ":" not in topic)[:20]


def licence_of(address: str) -> str:
    """The name of a Creative Commons licence by its address: "CC BY-NC-ND 4.0"."""
    found = _LICENCE.search(address)
    if not found:
        return ""
    if found[1] in {"zero", "mark"}:
        return "CC0 1.0" if found[1] == "zero" else "Public domain"
    return f"CC {found[1].upper()} {found[2] or ''}".strip()
