"""Where a story stands, in the newsroom's words, and why readers do not see it when they do not."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from zoneinfo import ZoneInfo

State = Literal[
    "draft",
    "in review",
    "sent back",
    "ready",
    "scheduled",
    "embargoed",
    "published",
    "corrected",
    "withdrawn",
    "taken down",
]


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of a story; instants are None where there is none."""

    live: bool = False
    was_live: bool = False
    has_draft: bool = False
    published: datetime | None = None
    scheduled: datetime | None = None
    embargo: datetime | None = None
    withdrawn: datetime | None = None
    corrected: bool = False
    review: str = ""


@dataclass(frozen=True, slots=True)
class Standing:
    """A story's state, and a sentence that says what it means; `seen` when readers see the story."""

    state: State
    why: str
    seen: bool = False


def standing(facts: Facts, now: datetime, zone: ZoneInfo) -> Standing:
    """Where a story stands now, with its times as the house's zone has them."""
    if not facts.live:
        return _unseen(facts, zone)
    if facts.embargo and facts.embargo > now:
        return Standing("embargoed", f"Readers see nothing of it until {told(facts.embargo, zone)}.")
    if facts.published and facts.published > now:
        return Standing("scheduled", f"Its date is {told(facts.published, zone)}; readers see it then.")
    draft = " A newer version is being written." if facts.has_draft else ""
    if facts.scheduled:
        draft = f" A newer version replaces it at {told(facts.scheduled, zone)}."
    if facts.withdrawn:
        return Standing("withdrawn", f"Its address tells why it was withdrawn.{draft}", seen=True)
    if facts.corrected:
        return Standing("corrected", f"Readers see it with its corrections.{draft}", seen=True)
    return Standing("published", f"Readers see it.{draft}", seen=True)


def _unseen(facts: Facts, zone: ZoneInfo) -> Standing:
    if facts.scheduled:
        return Standing("scheduled", f"It is published at {told(facts.scheduled, zone)}.")
    match facts.review:
        case "in_progress":
            return Standing("in review", "It waits for a review.")
        case "needs_changes":
            return Standing("sent back", "The review asks for changes.")
        case "approved":
            return Standing("ready", "It was reviewed; nobody has published it yet.")
        case _:
            if facts.was_live:
                return Standing("taken down", "It was published, and taken down; its address says that it is gone.")
            return Standing("draft", "Nobody has published it yet.")


def told(when: datetime, zone: ZoneInfo) -> str:
    """An instant with its zone, since editors may sit in another: "3 May 2026, 08:00 EDT"."""
    local = when.astimezone(zone)
    return f"{local.day} {local:%B %Y, %H:%M} {local.tzname()}"
