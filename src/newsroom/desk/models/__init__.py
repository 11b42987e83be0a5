"""The desk's tables."""

from newsroom.desk.models.links import PreviewLink
from newsroom.desk.models.pictures import Picture, Rendition
from newsroom.desk.models.story import Story
from newsroom.desk.models.terms import Partner, Section, Series, Storyline, Topic

__all__ = ["Partner", "Picture", "PreviewLink", "Rendition", "Section", "Series", "Story", "Storyline", "Topic"]
