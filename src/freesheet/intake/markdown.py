"""Markdown (CommonMark with tables, footnotes and strike-through) with YAML front matter."""

from markdown_it import MarkdownIt
from mdit_py_plugins.footnote import footnote_plugin

from freesheet.intake import front_matter
from freesheet.intake.addresses import absolute
from freesheet.intake.arrival import Arrival, Drop, NotTaken, Raw
from freesheet.intake.draft import Draft, arrival
from freesheet.intake.encoding import decoded
from freesheet.intake.gallery import Gallery
from freesheet.intake.page.context import Context
from freesheet.intake.page.fragment import fragment
from freesheet.intake.tidy import tidy
from freesheet.story.nodes import Blocks, Heading, Picture, Text
from freesheet.story.walk import text_of

LARGEST = 10_000_000
# Quotations and lists inside one another; what is deeper, the parser would leave out without a word.
DEEPEST = 60


def read(raw: Raw) -> Arrival:
    """The story of a Markdown file."""
    if len(raw.data) > LARGEST:
        raise NotTaken(f"{raw.name} is {len(raw.data) / 1e6:.0f} MB; {LARGEST / 1e6:.0f} MB is the most for Markdown.")
    text, drops = decoded(raw.data, raw.encoding)
    table, front, markdown = front_matter.split(text, raw.name)
    said = front_matter.read(table, front, raw.name)
    draft = said.draft
    draft.address = absolute(draft.address, raw.address) or raw.address
    gallery = Gallery(raw, draft.address)
    context = Context(gallery, draft.address, draft.language or "en", titled_pictures=True)
    draft.body = fragment(html_of(markdown, raw.name), context, raw.name)
    _take_headline(draft)
    _take_lead(draft, dict(said.lead), gallery)
    draft.drops = [*drops, *draft.drops, *context.drops, *gallery.drops]
    draft.pictures = gallery.pictures
    return arrival(draft, raw.name)


def html_of(markdown: str, name: str) -> str:
    """Markdown as HTML; the HTML inside it stays as it is, for the page's reader to judge."""
    parser = (
        MarkdownIt("commonmark", {"maxNesting": DEEPEST * 2}).enable(["table", "strikethrough"]).use(footnote_plugin)
    )
    tokens = parser.parse(markdown)
    if any(token.level > DEEPEST for token in tokens):
        raise NotTaken(f"{name} is nested deeper than {DEEPEST} levels.")
    return str(parser.renderer.render(tokens, parser.options, {}))


def _take_headline(draft: Draft) -> None:
    """A heading at the top is the headline, or repeats it."""
    first = draft.body[0] if draft.body else None
    if isinstance(first, Heading):
        text = tidy(text_of(first.content))
        if not draft.headline or text.lower() == draft.headline.lower():
            draft.headline = draft.headline or text
            draft.body = _raised(draft.body[1:])


def _raised(body: Blocks) -> Blocks:
    """Headings one level up, where the headline was the only one of the highest."""
    levels = {part.level for part in body if isinstance(part, Heading)}
    if not levels or 2 in levels:
        return body
    return tuple(
        Heading(part.content, 2 if part.level == 3 else 3) if isinstance(part, Heading) else part for part in body
    )


def _take_lead(draft: Draft, lead: dict[str, str], gallery: Gallery) -> None:
    """The picture of the front matter; without one, a picture at the very top of the body."""
    if source := lead.pop("file", ""):
        caption = (Text(lead["caption"]),) if lead.get("caption") else ()
        draft.lead = Picture(
            gallery.hang(source, " ".join(lead.values())),
            alt=lead.get("alt", ""),
            caption=caption,
            credit=lead.get("credit", ""),
            licence=lead.get("licence", ""),
        )
    elif lead:
        draft.drops.append(Drop("front matter", "It describes a picture and names none.", " ".join(lead.values())))
    elif draft.body and isinstance(draft.body[0], Picture):
        draft.lead, draft.body = draft.body[0], draft.body[1:]
