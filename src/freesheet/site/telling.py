"""The article of a story as the site shows it, made once for its page and for the feeds that it stands in."""

from functools import lru_cache

import msgspec

from freesheet.house import House
from freesheet.markup.article import Article, article_of
from freesheet.site.card import on_site
from freesheet.story.nodes import Story

_decoder = msgspec.json.Decoder(Story)


def story_in(data: bytes) -> Story:
    """The story of a story.json that was read once already: what could be wrong with it was found then."""
    return on_site(_decoder.decode(data))


# A press makes a document of the archive's feed right behind the pages of its stories.
@lru_cache(maxsize=64)
def told_in(data: bytes, house: House) -> Article:
    """The article of a story.json that was read once already."""
    return article_of(story_in(data), house)
