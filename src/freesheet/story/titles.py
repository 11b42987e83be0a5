"""What a story is called where it is not read: in search results, in posts, in an inbox."""

from freesheet.story.nodes import Story, Titles

_NONE = Titles()


def _titles(story: Story) -> Titles:
    """Those of a withdrawn story are gone with its text."""
    return _NONE if story.withdrawal else story.titles or _NONE


def search_title(story: Story) -> str:
    """What search engines and a browser's tab call it."""
    return _titles(story).search or story.headline


def social_title(story: Story) -> str:
    """What a post that passes it on calls it."""
    return _titles(story).social or search_title(story)


def social_description(story: Story) -> str:
    """What such a post says below that; empty where the story's own description will do."""
    return _titles(story).social_description


def subject(story: Story) -> str:
    """The subject of a mail that brings it."""
    return _titles(story).subject or social_title(story)
