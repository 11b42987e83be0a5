"""What an e-book's package says of it: who made it, when, under which terms, and how accessible it is."""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from freesheet.edition import Kit
from freesheet.story.nodes import Byline, Issue, Picture, Story
from freesheet.story.walk import pictures_in

# Relator codes of the Library of Congress by the stem of a role in the languages that Freesheet speaks.
RELATORS = (
    ("transl", "trl"),
    ("traduc", "trl"),
    ("tradui", "trl"),
    ("ترجم", "trl"),
    ("photo", "pht"),
    ("foto", "pht"),
    ("تصوير", "pht"),
    ("illust", "ill"),
    ("ilustr", "ill"),
    ("edit", "edt"),
    ("interview", "ivr"),
)
CONTRIBUTOR = "ctb"
AUTHOR = "aut"


@dataclass(frozen=True, slots=True)
class Person:
    element: str
    name: str
    role: str


def facts(issue: Issue, kit: Kit) -> dict[str, Any]:
    """The metadata of the package.

    Nothing claims to conform to WCAG: a claim needs somebody who has looked and certifies it, which no program can.
    """
    pictures = tuple(picture for story in issue.stories for picture in _shown(story))
    when, changed = kit.date(issue), _changed(issue) or kit.stamp(issue)
    return {
        "identifier": identifier(issue, kit).urn,
        "languages": tuple(dict.fromkeys(story.language for story in issue.stories)) or (kit.house.language,),
        "people": tuple(dict.fromkeys(_person(byline) for story in issue.stories for byline in story.bylines)),
        "date": when.astimezone(UTC).date().isoformat() if when else "",
        "modified": f"{changed.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}",
        "terms": tuple(_terms(issue, kit)),
        "accessibility": tuple(_accessibility(pictures)),
        "summary": _summary(pictures),
    }


def identifier(issue: Issue, kit: Kit) -> uuid.UUID:
    """The book's identity, which stays when it is corrected: from the story's id, or the house and the issue's slug."""
    name = f"story:{issue.stories[0].id}" if issue.alone else f"issue:{kit.house.site or kit.house.name}:{issue.slug}"
    return uuid.uuid5(uuid.NAMESPACE_URL, f"freesheet:{name}")


def rights(issue: Issue, kit: Kit) -> str:
    """Under which terms the book may be passed on: a story's own, or for an issue the house's."""
    licences = dict.fromkeys(licence for story in issue.stories if (licence := _licence(story, kit)))
    return " · ".join((kit.house.copyright_line(kit.date(issue)), *licences))


def _licence(story: Story, kit: Kit) -> str:
    """As everywhere: a republished story is under its origin's licence or its own, never under the house's."""
    return story.licence or (story.origin.licence if story.origin else kit.house.licence)


def _changed(issue: Issue) -> datetime | None:
    """The last instant at which anything that a reader sees changed, corrections and withdrawals too."""
    made = [note.made for story in issue.stories for note in (*story.corrections, story.withdrawal) if note]
    return max((*made, *([issue.newest] if issue.newest else [])), default=None)


def _person(byline: Byline) -> Person:
    if not byline.role:
        return Person("creator", byline.name, AUTHOR)
    role = byline.role.lower()
    return Person("contributor", byline.name, next((code for stem, code in RELATORS if stem in role), CONTRIBUTOR))


def _terms(issue: Issue, kit: Kit) -> Iterator[tuple[str, str]]:
    """Elements of Dublin Core beyond those that every book has."""
    description = issue.stories[0].dek if issue.alone else issue.introduction
    if description:
        yield "description", description
    yield "rights", rights(issue, kit)
    for topic in dict.fromkeys(topic for story in issue.stories for topic in (story.section, *story.topics) if topic):
        yield "subject", topic
    for address in dict.fromkeys(story.origin.address for story in issue.stories if story.origin):
        if address:
            yield "source", address


def _shown(story: Story) -> tuple[Picture, ...]:
    return () if story.withdrawal else pictures_in(story)


def _accessibility(pictures: tuple[Picture, ...]) -> Iterator[tuple[str, str]]:
    """Properties of schema.org as EPUB Accessibility 1.1 wants them."""
    yield "accessMode", "textual"
    if pictures:
        yield "accessMode", "visual"
    if _described(pictures):
        yield "accessModeSufficient", "textual"
    features = ["tableOfContents", "readingOrder", "structuralNavigation", "displayTransformability", "ARIA"]
    if pictures and _described(pictures):
        features.append("alternativeText")
    yield from (("accessibilityFeature", feature) for feature in features)
    yield "accessibilityHazard", "none"


def _described(pictures: tuple[Picture, ...]) -> bool:
    return all(picture.alt or picture.decorative for picture in pictures)


def _summary(pictures: tuple[Picture, ...]) -> str:
    told = (
        "Text that reflows in the reader's own type and colours, with headings, a table of contents and linked notes."
    )
    if not pictures:
        return f"{told} It has no pictures."
    missing = sum(not (picture.alt or picture.decorative) for picture in pictures)
    return f"{told} " + (
        f"Pictures without a description: {missing} of {len(pictures)}." if missing else "Every picture is described."
    )
