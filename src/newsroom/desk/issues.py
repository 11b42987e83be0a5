"""An issue's row as the press has it, and with its stories as they would go out."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from freesheet.press.archive import IssuePlan
from freesheet.press.run import apart
from freesheet.story.nodes import Issue as Node
from newsroom.desk.models import Issue, Story
from newsroom.desk.queries import facts_of, rows, with_facts
from newsroom.desk.standing import Standing, standing
from newsroom.desk.stories import told


def plan(row: Issue) -> IssuePlan:
    """An issue as the press is told of it."""
    stories = tuple(one.story.key for one in row.stories.select_related("story"))
    return IssuePlan(row.slug, row.title, stories, row.published, row.number, row.introduction)


@dataclass(frozen=True, slots=True)
class Entry:
    """A story in an issue, and whether readers see it."""

    number: int
    headline: str
    standing: Standing


@dataclass(frozen=True, slots=True)
class Planned:
    """An issue as it will be when all of its stories are out; `pictures` are paths below the media folder, by name."""

    issue: Node
    pictures: Mapping[str, str]
    entries: tuple[Entry, ...]

    @property
    def unseen(self) -> tuple[Entry, ...]:
        """The stories that readers do not see yet."""
        return tuple(entry for entry in self.entries if not entry.standing.seen)


def planned(row: Issue, now: datetime, zone: ZoneInfo) -> Planned:
    """An issue, saved or not. A story that readers see is as they see it; another as it is being written."""
    wanted = [one.story_id for one in row.stories.all()]
    found = {one.pk: one for one in with_facts(rows().filter(pk__in=wanted))}
    stories, pictures, entries = list[Story](), dict[str, str](), list[Entry]()
    for number in (number for number in wanted if number in found):
        kept = found[number]
        stands = standing(facts_of(kept), now, zone)
        stories.append(kept if stands.seen else kept.get_latest_revision_as_object())
        entries.append(Entry(kept.pk, str(stories[-1]), stands))
    nodes = [told(story) for story in stories]
    for one in nodes:
        pictures |= one.pictures
    issue = Node(
        slug=row.slug or "issue",
        title=row.title or "Untitled",
        stories=apart([one.story for one in nodes]),
        number=row.number,
        introduction=row.introduction,
    )
    return Planned(issue, pictures, tuple(entries))
