"""Where a story stands is told in a word, and why readers do not see it in a sentence."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from newsroom.desk.standing import Facts, standing

NOW = datetime(2026, 5, 3, 12, 0, tzinfo=UTC)
LATER, BEFORE = NOW + timedelta(hours=4), NOW - timedelta(days=2)
ZONE = ZoneInfo("America/New_York")


@pytest.mark.parametrize(
    ("facts", "state", "why"),
    [
        (Facts(), "draft", "Nobody has published it yet."),
        (Facts(review="in_progress"), "in review", "It waits for a review."),
        (Facts(review="needs_changes"), "sent back", "The review asks for changes."),
        (Facts(review="approved"), "ready", "It was reviewed; nobody has published it yet."),
        (Facts(review="cancelled"), "draft", "Nobody has published it yet."),
        (Facts(scheduled=LATER), "scheduled", "It is published at 3 May 2026, 12:00 EDT."),
        (Facts(scheduled=LATER, review="approved"), "scheduled", "It is published at 3 May 2026, 12:00 EDT."),
        (Facts(was_live=True), "taken down", "It was published, and taken down; its address says that it is gone."),
        (Facts(live=True, published=BEFORE), "published", "Readers see it."),
        (
            Facts(live=True, published=BEFORE, has_draft=True),
            "published",
            "Readers see it. A newer version is being written.",
        ),
        (
            Facts(live=True, published=BEFORE, has_draft=True, scheduled=LATER),
            "published",
            "Readers see it. A newer version replaces it at 3 May 2026, 12:00 EDT.",
        ),
        (Facts(live=True, published=BEFORE, corrected=True), "corrected", "Readers see it with its corrections."),
        (Facts(live=True, published=BEFORE, withdrawn=NOW), "withdrawn", "Its address tells why it was withdrawn."),
        (
            Facts(live=True, published=BEFORE, embargo=LATER),
            "embargoed",
            "Readers see nothing of it until 3 May 2026, 12:00 EDT.",
        ),
        (Facts(live=True, published=BEFORE, embargo=BEFORE), "published", "Readers see it."),
        (
            Facts(live=True, published=LATER),
            "scheduled",
            "Its date is 3 May 2026, 12:00 EDT; readers see it then.",
        ),
    ],
)
def test_a_story_stands(facts, state, why):
    found = standing(facts, NOW, ZONE)
    assert (found.state, found.why) == (state, why)
    assert found.seen == (state in ("published", "corrected", "withdrawn"))
