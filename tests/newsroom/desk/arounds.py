"""Rows for tests of what stands around the stories."""

from typing import Any

from newsroom.desk.models import FixedPage, FrontPage, Issue, IssueStory, Pick, Story


def issue(*stories: Story, title: str = "The mail number", **fields: Any) -> Issue:
    """A draft of an issue."""
    row = Issue(title=title, live=False, **fields)
    row.stories = [IssueStory(story=story, sort_order=place) for place, story in enumerate(stories)]
    row.full_clean()
    row.save()
    return row


def fixed(slug: str = "about", text: str = "Who we are.", **fields: Any) -> FixedPage:
    """A draft of a page."""
    body = [{"type": "text", "value": f"<p>{text}</p>"}]
    row = FixedPage(**{"title": "About us", "slug": slug, "body": body, "live": False, **fields})
    row.full_clean()
    row.save()
    return row


def front(*stories: Story) -> FrontPage:
    """The front page with these on top, being written."""
    row = FrontPage.only()
    row.picks = [Pick(story=story, sort_order=place) for place, story in enumerate(stories)]
    return row


def publish(row: Issue | FixedPage | FrontPage) -> None:
    row.save_revision().publish()
