"""Stories and issues as the API tells them."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from itertools import groupby

from msgspec.structs import asdict, replace

from freesheet.editions import EDITIONS
from freesheet.house import House
from freesheet.markup.article import article_of, canonical_address, page_address
from freesheet.markup.head import licence_address
from freesheet.press.archive import IssuePlan
from freesheet.site.addresses import whole
from freesheet.site.card import card_of, on_site
from freesheet.site.content import Shown
from freesheet.site.pages import FileFact
from freesheet.site.republish import may_be_republished, republish
from freesheet.story import nodes
from freesheet.story.walk import pictures_in
from newsroom.api import records
from newsroom.api.records import State, Text


def state_of(story: nodes.Story) -> State:
    if story.withdrawal:
        return "withdrawn"
    return "corrected" if story.corrections else "published"


def for_readers(story: nodes.Story, house: House) -> nodes.Story:
    """The story at its address on the site; what was withdrawn keeps its headline and its notices."""
    story = on_site(story)
    story = replace(story, address=page_address(story, house))
    if not story.withdrawal:
        return story
    return replace(story, dek="", lead=None, body=(), sources=(), terms="", titles=None, appeal=None)


def summary(story: nodes.Story, house: House) -> records.Summary:
    story = for_readers(story, house)
    card = card_of(story, house)
    told = article_of(replace(story, body=()), house)
    return records.Summary(
        key=story.id,
        slug=story.slug,
        address=story.address,
        canonical=canonical_address(story, house),
        state=state_of(story),
        headline=story.headline,
        dek=story.dek,
        kind=story.kind,
        language=story.language,
        section=story.section,
        topics=story.topics,
        storylines=story.storylines,
        series=story.series,
        bylines=story.bylines,
        published=card.published,
        changed=card.changed,
        origin=story.origin,
        licence=story.licence or ("" if story.origin else house.licence),
        licence_address=licence_address(story, house),
        republishable=may_be_republished(told),
    )


def full(story: nodes.Story, house: House, text: Text, pictures: Mapping[str, Shown]) -> records.Full:
    shown = for_readers(story, house)
    told = records.Full(
        **asdict(summary(story, house)),
        terms=shown.terms,
        corrections=shown.corrections,
        withdrawal=shown.withdrawal,
        images=tuple(_images(shown, pictures)),
    )
    if text == "nodes":
        return replace(told, story=shown)
    copies = republish(article_of(shown, house), house, pictures.get, shown.address)
    match text:
        case "html":
            return replace(told, html=copies.html)
        case "markdown":
            return replace(told, markdown=copies.markdown)
        case "plain":
            return replace(told, plain=copies.text)


def _images(story: nodes.Story, pictures: Mapping[str, Shown]) -> Iterator[records.Image]:
    for picture in {one.file: one for one in pictures_in(story)}.values():
        place = pictures.get(picture.file, Shown(""))
        yield records.Image(
            picture.file,
            place.address,
            place.width,
            place.height,
            "" if picture.decorative else picture.alt,
            picture.credit,
            picture.licence,
            picture.republishable,
        )


def editions(files: Iterable[FileFact]) -> tuple[records.EditionFiles, ...]:
    return tuple(
        records.EditionFiles(
            name,
            EDITIONS[name].title,
            tuple(records.File(one.path, one.size, one.pages, one.sheets) for one in some),
        )
        for name, some in groupby(files, key=lambda one: one.edition)
    )


def issue_summary(plan: IssuePlan, house: House) -> records.IssueSummary:
    address = whole(house.site, f"issues/{plan.slug}/") if house.site else ""
    return records.IssueSummary(plan.slug, address, plan.title, plan.number, plan.introduction, plan.published)


def issue(plan: IssuePlan, stories: Iterable[nodes.Story], files: Iterable[FileFact], house: House) -> records.Issue:
    return records.Issue(
        **asdict(issue_summary(plan, house)),
        stories=tuple(summary(one, house) for one in stories),
        editions=editions(files),
    )


def change(key: str, since: datetime, story: nodes.Story | None, house: House) -> records.Change:
    """A story that readers see no more is gone, whatever becomes of it at the desk."""
    told = summary(story, house) if story else None
    return records.Change(key, told.state if told else "gone", since, told)


def untranslated(story: nodes.Story) -> nodes.Story:
    """The story without the key of one that readers may not know of."""
    return replace(story, translation_of="")
