"""The desk's tables."""

from newsroom.desk.models.around import FixedPage, FrontPage, HouseVersion, Pick, Redirect
from newsroom.desk.models.batches import Batch
from newsroom.desk.models.issues import Issue, IssueStory
from newsroom.desk.models.links import PreviewLink
from newsroom.desk.models.pictures import Picture, Rendition
from newsroom.desk.models.story import Story
from newsroom.desk.models.terms import Partner, Section, Series, Storyline, Topic

__all__ = [
    "Batch",
    "FixedPage",
    "FrontPage",
    "HouseVersion",
    "Issue",
    "IssueStory",
    "Partner",
    "Pick",
    "Picture",
    "PreviewLink",
    "Redirect",
    "Rendition",
    "Section",
    "Series",
    "Story",
    "Storyline",
    "Topic",
]
