"""An export of WordPress (WXR) as stories, each with what it lost on the way."""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from html import escape, unescape
from pathlib import Path
from typing import BinaryIO, Literal
from urllib.parse import unquote, urlsplit

from freesheet.intake.addresses import absolute, host, same_site
from freesheet.intake.arrival import Arrival, Drop, NotTaken, Raw
from freesheet.intake.bylines import bylines
from freesheet.intake.corrections import take_corrections
from freesheet.intake.draft import Draft, arrival
from freesheet.intake.gallery import Gallery
from freesheet.intake.page.context import Context
from freesheet.intake.page.fragment import fragment
from freesheet.intake.tidy import tidy
from freesheet.intake.wordpress.posts import Attachment, Library, Post, gather, posts
from freesheet.intake.wordpress.text import html_of
from freesheet.story.nodes import Byline, Origin, Picture, Series, Text
from freesheet.story.slug import slug_of
from freesheet.story.walk import plain

State = Literal["published", "scheduled", "draft"]
STATES: dict[str, State] = {
    "publish": "published", "future": "scheduled", "draft": "draft", "pending": "draft", "private": "draft",
}  # fmt: skip
# Why a story that readers could see, some or all of them, comes as a draft.
_HELD = {
    "private": "On the old site only its editors could see it; it came as a draft.",
    "locked": "On the old site it asked for a password; it came as a draft.",
}
_DEFAULT_SECTION = ("uncategorized", "uncategorised")
_SIZED = re.compile(r"-\d{2,4}x\d{2,4}(?=\.\w{3,4}$)|-scaled(?=\.\w{3,4}$)")


@dataclass(frozen=True, slots=True)
class Imported:
    """A post as a story: where it stands, and whether the front page held it fast."""

    number: str
    state: State
    arrival: Arrival
    sticky: bool = False
    scheduled: datetime | None = None


@dataclass(frozen=True, slots=True)
class Refused:
    """A post that no story could be made of, and why."""

    name: str
    why: str


@dataclass(slots=True)
class Others:
    """What an export holds beside posts: how many of each kind."""

    counts: Counter[str] = field(default_factory=Counter)


def is_export(head: bytes) -> bool:
    """Whether a file that begins so is an export of WordPress."""
    text = head.replace(b"\0", b"")
    return b"<rss" in text and (b"wordpress.org/export" in text or (b"generator=" in text and b"WordPress" in text))


def read(
    opened: Callable[[], BinaryIO], others: Others, sibling: Callable[[str], bytes | None] = lambda _address: None
) -> Iterator[Imported | Refused]:
    """The posts of an export as stories. It is read twice: what posts refer to may stand after them.

    `sibling` gives the bytes of a picture by its address. Raises NotTaken where the file is broken, after what
    stands before.
    """
    found = Library()
    with opened() as file, suppress(NotTaken):
        gather(file, found)
    with opened() as file:
        for post in posts(file):
            if post.kind != "post":
                others.counts[post.kind] += 1
            elif post.status not in STATES:
                others.counts[f"post in the state “{post.status}”"] += 1
            else:
                yield _imported(post, found, sibling)


def _imported(post: Post, found: Library, sibling: Callable[[str], bytes | None]) -> Imported | Refused:
    name = f"“{post.title or post.name or post.number}” (number {post.number or 'unknown'})"
    try:
        return _story(post, found, sibling)
    except NotTaken as error:
        return Refused(name, str(error).removeprefix(f"{post.link or post.number}: "))


def _story(post: Post, found: Library, sibling: Callable[[str], bytes | None]) -> Imported:
    state = "draft" if post.locked else STATES[post.status]
    raw = Raw(b"", post.link or post.number, post.link or found.site, sibling, _why_not)
    gallery = Gallery(raw, raw.address)
    draft = Draft(language=post.meta.get("_locale", "") or found.language)
    context = Context(gallery, raw.address, draft.language)
    html = html_of(post.content, lambda number: _figure(found.attachments.get(number)), draft.drops)
    draft.body = fragment(html, context, raw.name)
    _tell(draft, post, found, state)
    _file(draft, post, found.sections.get(post.meta.get("_yoast_wpseo_primary_category", ""), ""))
    draft.bylines = tuple(_authors(post, found))
    if lead := found.attachments.get(post.meta.get("_thumbnail_id", "")):
        draft.lead = _lead(lead, gallery)
    if why := _HELD.get("locked" if post.locked else post.status):
        draft.drops.append(Drop("where it stood", why, draft.headline))
    take_corrections(draft)
    draft.drops = [*draft.drops, *context.drops, *gallery.drops]
    draft.pictures = gallery.pictures
    scheduled = post.published if state == "scheduled" else None
    return Imported(post.number, state, arrival(draft, raw.name), post.sticky, scheduled)


def _tell(draft: Draft, post: Post, found: Library, state: State) -> None:
    draft.headline = tidy(post.title)
    if not draft.headline:
        words = " ".join(plain(part) for part in draft.body[:1]).split()
        draft.headline = " ".join(words[:10]) or f"Untitled {post.number}".strip()
        draft.drops.append(Drop("headline", "It had none; its first words stand for one.", draft.headline))
    draft.id = post.guid or post.link or f"{found.site}/?p={post.number}"
    draft.slug = unquote(post.name) or slug_of(draft.headline)
    draft.dek = _bare(post.excerpt)
    if state != "draft":
        draft.published = post.published
    if state == "published" and post.published and post.modified and post.modified > post.published:
        draft.updated = post.modified
    path, number = urlsplit(post.link), post.number
    old = post.meta.get("_wp_old_slug", "")
    draft.aliases = (
        *([path.path] if path.path.strip("/") else []),
        *([f"{path.path.rstrip('/').rpartition('/')[0]}/{old}/"] if old and path.path.strip("/") else []),
        *([f"/?p={number}"] if number else []),
    )
    elsewhere = absolute(post.meta.get("_yoast_wpseo_canonical", "") or post.meta.get("rank_math_canonical_url", ""))
    if elsewhere and not same_site(elsewhere, found.site):
        draft.origin = Origin(host(elsewhere), elsewhere)


def _file(draft: Draft, post: Post, main: str) -> None:
    """One section (the first, or the one that the site's editors called the main one), and topics for the others."""
    sections = [term for term in post.terms if term.way == "category" and term.slug not in _DEFAULT_SECTION]
    sections.sort(key=lambda term: term.slug != main)
    draft.section = sections[0].name if sections else ""
    topics = [term for term in post.terms if term.way == "post_tag"]
    draft.topics = tuple(term.name for term in (*sections[1:], *topics))
    if series := next((term.name for term in post.terms if term.way == "series"), ""):
        part = next((value for key, value in post.meta.items() if key.startswith("_series_part")), "")
        draft.series = Series(series, int(part) if part.isdigit() and int(part) else 1)
    told = {"category", "post_tag", "author", "series", "post_format"}
    for term in post.terms:
        if term.way not in told:
            draft.drops.append(Drop("filing", f"The site filed it under “{term.way}”, which is not known.", term.name))


def _authors(post: Post, found: Library) -> Iterator[Byline]:
    """Co-authors, in their order; without any, whoever the post belongs to."""
    several = [term for term in post.terms if term.way == "author"]
    for term in several:
        name = found.guests.get(term.slug, "") or found.guests.get(f"cap-{term.slug}", "")
        login = term.slug.removeprefix("cap-")
        yield Byline(name or found.authors.get(login, "") or tidy(term.name))
    if not several and (name := tidy(found.authors.get(post.creator, post.creator))):
        yield from bylines(name) or (Byline(name),)


def _lead(found: Attachment, gallery: Gallery) -> Picture:
    alt, words = tidy(found.alt), _bare(found.caption)
    file = gallery.hang(found.address, " ".join(filter(None, (alt, words))))
    caption = (Text(words),) if words else ()
    return Picture(file, alt=alt, caption=caption, credit=tidy(found.credit), licence=tidy(found.licence))


def _bare(html: str) -> str:
    """The words of a line of HTML."""
    return tidy(unescape(re.sub(r"<[^>]*>", "", html)))


def _figure(found: Attachment | None) -> str:
    if found is None:
        return ""
    image = f'<img src="{escape(found.address)}" alt="{escape(found.alt)}" data-credit="{escape(found.credit)}">'
    return f"<figure>{image}<figcaption>{found.caption}</figcaption></figure>"


def _why_not(address: str) -> str:
    return f"Its picture is at {address} and was not brought along; its place keeps its description."


def uploads(folder: Path) -> Callable[[str], bytes | None]:
    """Pictures out of a copy of the old site's folder wp-content/uploads: the largest copy of each."""
    root = folder.resolve()

    def sibling(address: str) -> bytes | None:
        _, mark, inside = unquote(urlsplit(address).path).partition("/wp-content/uploads/")
        for path in (_SIZED.sub("", inside), inside) if mark else ():
            file = (root / path).resolve()
            if file.is_relative_to(root) and file.is_file():
                return file.read_bytes()
        return None

    return sibling
