"""Where everything is on the site: one table of folders, so that no two kinds of page can want the same address."""

from functools import lru_cache
from typing import Literal, NamedTuple

from freesheet.story.slug import slug_of

ListKind = Literal["section", "topic", "author", "series", "storyline", "month"]
FOLDERS: dict[ListKind, str] = {
    "section": "sections",
    "topic": "topics",
    "author": "authors",
    "series": "series",
    "storyline": "storylines",
    "month": "archive",
}
# What the site keeps for itself at its top; a story that wants one of these as its slug gets another.
RESERVED = frozenset(
    (
        *FOLDERS.values(),
        *("corrections", "issues", "give", "take", "search", "feeds", "sitemaps", "pictures", "theme", "pages"),
        *("admin", "django-admin", "accounts", "api", "media", "static", "preview", "lite", "page"),
    )
)

# The same three feeds of every list, by file name, with what a server should call them.
FEEDS = {
    "feed.rss": "application/rss+xml",
    "feed.atom": "application/atom+xml",
    "feed.json": "application/feed+json",
}


class ListName(NamedTuple):
    """One list of stories: "topic" and "water", "month" and "2026/05"."""

    kind: ListKind
    slug: str

    @property
    def folder(self) -> str:
        """Its folder on the site, with a slash at the end: "topics/water/"."""
        return f"{FOLDERS[self.kind]}/{self.slug}/"

    def page(self, number: int) -> str:
        """The folder of one of its numbered pages; page 1 holds its oldest stories."""
        return f"{self.folder}page/{number}/"


# Stories name the same few sections, topics and authors again and again.
@lru_cache(maxsize=4096)
def list_of(kind: ListKind, title: str) -> ListName:
    """The list of a section, topic, author, series or storyline; spellings that give one slug share it."""
    return ListName(kind, slug_of(title))


def whole(site: str, path: str) -> str:
    """The absolute address of a path on the site; `index.html` is told as its folder, as links do."""
    return f"{site.rstrip('/')}/{path.removesuffix('index.html')}"
