"""Cards of stories for tests: what a list would know of a story."""

from freesheet.house import House
from freesheet.site.card import Author, Card, Lead
from freesheet.story.nodes import Story
from tests.strategies import NOON

HOUSE = House(
    name="The Test House",
    site="https://www.example.org",
    time_zone="America/New_York",
    licence="CC BY-ND 4.0",
    licence_address="https://creativecommons.org/licenses/by-nd/4.0/",
    republish="Republish it whole, and name its author.",
)


def card_of(story: Story) -> Card:
    """The card of a story that is on the site; noon where it tells no date."""
    published = story.published or NOON
    changes = [story.updated, *(correction.made for correction in story.corrections)]
    changes.append(story.withdrawal.made if story.withdrawal else None)
    return Card(
        id=story.id,
        slug=story.slug,
        headline=story.headline,
        published=published,
        changed=max([published, *(change for change in changes if change)]),
        kind=story.kind,
        language=story.language,
        dek=story.dek,
        section=story.section,
        topics=story.topics,
        storylines=story.storylines,
        authors=tuple(Author(one.name, one.outlet, one.address) for one in story.bylines if not one.role),
        corrections=story.corrections,
        withdrawn=story.withdrawal.made if story.withdrawal else None,
        why_withdrawn=story.withdrawal.why if story.withdrawal else "",
        partner=story.origin.partner if story.origin else "",
        original=story.origin.address if story.origin and story.origin.canonical else "",
        lead=Lead(story.lead.file, story.lead.alt, story.lead.credit) if story.lead and not story.withdrawal else None,
        aliases=story.aliases,
    )
