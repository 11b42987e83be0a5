"""A page that is not of the news as the press has it, and its row."""

from typing import Any

import msgspec

from freesheet.press.archive import Fixed
from freesheet.story.nodes import Story
from newsroom.desk.body import Hang, blocks_of, stream_of
from newsroom.desk.models import FixedPage
from newsroom.desk.stories import photographs_in, raw, shown_pictures


def page_of(row: FixedPage) -> Fixed:
    """A page as the press is told of it."""
    body = raw(row.body)
    take = shown_pictures(photographs_in([body])).get
    slug = row.slug or "page"
    story = Story(
        id=f"page:{slug}",
        slug=slug,
        headline=row.title or "Untitled",
        language=row.language,
        body=blocks_of(body, take),
    )
    return Fixed(slug, story.headline, msgspec.json.encode(story))


def page_fields(page: Fixed, hang: Hang) -> dict[str, Any]:
    """The fields of a row that tells a page. Raises TooDeep."""
    story = msgspec.json.decode(page.story, type=Story)
    return {
        "slug": page.slug,
        "title": page.title,
        "language": story.language,
        # A picture that comes first is a story's lead, and on a page is one like others.
        "body": stream_of((*((story.lead,) if story.lead else ()), *story.body), hang),
    }
