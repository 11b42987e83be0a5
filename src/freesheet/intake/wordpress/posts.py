"""What an export of WordPress holds, item by item, in memory that does not grow with the file."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from html import unescape
from typing import Any, BinaryIO

from lxml import etree

from freesheet.intake.arrival import NotTaken
from freesheet.intake.wordpress.cleaning import Clean

# lxml's stubs say nothing of comments, whose tags are no names.
Element = Any


@dataclass(frozen=True, slots=True)
class Term:
    """A name that a post is filed under, in one of the site's ways of filing: "category", "post_tag", "author"."""

    way: str
    slug: str
    name: str


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file of the media library."""

    address: str
    alt: str = ""
    caption: str = ""
    credit: str = ""
    licence: str = ""


@dataclass(frozen=True, slots=True)
class Post:
    """An item as the export tells it; `number` is the post's in its database."""

    number: str
    kind: str
    status: str
    title: str
    link: str
    guid: str
    name: str
    creator: str
    content: str
    excerpt: str
    published: datetime | None
    modified: datetime | None
    locked: bool
    sticky: bool
    terms: tuple[Term, ...]
    meta: Mapping[str, str]


@dataclass(slots=True)
class Library:
    """What posts refer to: the site's address and language, authors by login, guests, sections, attachments.

    Guests go by their short names, sections (their short names) and attachments by their numbers.
    """

    site: str = ""
    language: str = "en"
    authors: dict[str, str] = field(default_factory=dict)
    guests: dict[str, str] = field(default_factory=dict)
    sections: dict[str, str] = field(default_factory=dict)
    attachments: dict[str, Attachment] = field(default_factory=dict)


def gather(file: BinaryIO, found: Library) -> None:
    """Put what the posts of a file refer to where it is found. Raises NotTaken for what is no export, or is broken."""
    for element in _elements(file):
        name = _name(element)
        if name in ("link", "base_site_url", "base_blog_url") and _is_head(element):
            found.site = found.site or (element.text or "").strip()
        elif name == "language" and _is_head(element):
            found.language = (element.text or "").strip() or found.language
        elif name == "author":
            told = _told(element)
            if login := told.get("author_login", ""):
                names = (told.get("author_first_name", ""), told.get("author_last_name", ""))
                found.authors[login] = told.get("author_display_name", "") or " ".join(filter(None, names)) or login
        elif name == "category":
            told = _told(element)
            found.sections[told.get("term_id", "")] = told.get("category_nicename", "")
        elif name == "item":
            _keep(_post(element), found)


def _keep(post: Post, found: Library) -> None:
    if post.kind == "attachment" and post.number:
        found.attachments[post.number] = Attachment(
            post.meta.get("attachment_url", "") or post.guid,
            post.meta.get("_wp_attachment_image_alt", ""),
            post.excerpt,
            post.meta.get("_media_credit", "") or post.meta.get("_navis_media_credit", ""),
            post.meta.get("_media_license", "") or post.meta.get("_wp_attachment_license", ""),
        )
    elif post.kind == "guest-author":
        found.guests[post.name] = post.meta.get("cap-display_name", "") or post.title


def posts(file: BinaryIO) -> Iterator[Post]:
    """The items of a file, one after another. Raises NotTaken where the file is broken: what came before was given."""
    for element in _elements(file):
        if _name(element) == "item":
            yield _post(element)


def _elements(file: BinaryIO) -> Iterator[Element]:
    """The parts of the channel that say something, each forgotten after its turn."""
    count = 0
    root = ""
    try:
        cleaned = Clean(file)
        for event, element in etree.iterparse(
            cleaned, events=("start", "end"), huge_tree=True, resolve_entities=False, no_network=True
        ):
            if event == "start":
                root = root or _name(element)
                if root != "rss":
                    raise NotTaken(_NO_EXPORT)
                continue
            parent = element.getparent()
            if parent is None or _name(parent) != "channel":
                continue
            count += _name(element) == "item"
            yield element
            element.clear()
            while element.getprevious() is not None:
                del parent[0]
    except LookupError as error:
        raise NotTaken(f"The file says that it is written in an unknown encoding ({error}).") from error
    except etree.XMLSyntaxError as error:
        if not root:
            raise NotTaken(_NO_EXPORT) from error
        raise NotTaken(
            f"The file is broken after item {count} ({_short(error)}), as when a download was cut off; what stands "
            "before it was read. Export it once more, and import it again: nothing comes in twice."
        ) from error


_NO_EXPORT = "It is no export of WordPress; make one under Tools, Export, All content."


def _short(error: etree.XMLSyntaxError) -> str:
    return f"line {error.lineno}: {re.sub(r', line .*', '', str(error.msg))}"


def _name(element: Element) -> str:
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def _is_head(element: Element) -> bool:
    return not isinstance(element.tag, str) or "Atom" not in str(etree.QName(element).namespace)


def _told(element: Element) -> dict[str, str]:
    """The texts of an element's children by their names."""
    return {_name(child): (child.text or "").strip() for child in element}


def _post(item: Element) -> Post:
    told, terms, meta = dict[str, str](), list[Term](), dict[str, str]()
    for child in item:
        name = _name(child)
        text = "".join(map(str, child.itertext()))
        if name == "encoded":
            name = "excerpt" if "excerpt" in str(etree.QName(child).namespace) else "content"
        if name == "category":
            terms.append(Term(child.get("domain", ""), child.get("nicename", ""), unescape(text.strip())))
        elif name == "postmeta":
            pair = _told(child)
            meta.setdefault(pair.get("meta_key", ""), pair.get("meta_value", ""))
        elif name and name != "comment":
            told.setdefault(name, text)
    if "attachment_url" in told:
        meta["attachment_url"] = told["attachment_url"].strip()

    def given(name: str) -> str:
        return told.get(name, "").strip()

    return Post(
        number=given("post_id"),
        kind=given("post_type") or "post",
        status=given("status") or "publish",
        title=unescape(given("title")),
        link=given("link"),
        guid=given("guid"),
        name=given("post_name"),
        creator=given("creator"),
        content=told.get("content", ""),
        excerpt=given("excerpt"),
        published=_instant(given("post_date_gmt")) or _instant(given("post_date")),
        modified=_instant(given("post_modified_gmt")),
        locked=bool(given("post_password")),
        sticky=given("is_sticky") == "1",
        terms=tuple(terms),
        meta=meta,
    )


def _instant(text: str) -> datetime | None:
    """A time as the database has it, in UTC; None for its zero."""
    try:
        return datetime.strptime(text, "%Y-%m-%d %H:%M:%S").replace(tzinfo=UTC)
    except ValueError:
        return None
