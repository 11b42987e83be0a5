"""Markdown (CommonMark with tables, footnotes and strike-through) with front matter."""

from collections.abc import Iterator

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from mdit_py_plugins.footnote import footnote_plugin

from freesheet.intake import front_matter
from freesheet.intake.addresses import absolute
from freesheet.intake.arrival import Arrival, Drop, NotTaken, Raw
from freesheet.intake.corrections import take_corrections
from freesheet.intake.draft import Draft, arrival
from freesheet.intake.encoding import decoded
from freesheet.intake.fences import split
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
    table, front, markdown = split(text, raw.name)
    said = front_matter.read(table, front, raw.name)
    draft = said.draft
    draft.address = absolute(draft.address, raw.address) or raw.address
    gallery = Gallery(raw, draft.address)
    context = Context(gallery, draft.address, draft.language or "en", titled_pictures=True)
    html, unused = _html(markdown, raw.name)
    draft.body = fragment(html, context, raw.name)
    _take_headline(draft)
    _take_lead(draft, dict(said.lead), gallery)
    draft.drops = [*drops, *draft.drops, *unused, *context.drops, *gallery.drops]
    draft.pictures = gallery.pictures
    take_corrections(draft)
    return arrival(draft, raw.name)


def _html(markdown: str, name: str) -> tuple[str, tuple[Drop, ...]]:
    """Markdown as HTML, and the footnotes that it drops; the HTML inside stays, for the page's reader to judge."""
    parser = (
        MarkdownIt("commonmark", {"maxNesting": DEEPEST * 2}).enable(["table", "strikethrough"]).use(footnote_plugin)
    )
    unused: list[Drop] = []
    parser.core.ruler.before("footnote_tail", "unused_footnotes", lambda state: unused.extend(_unused(state)))
    tokens = parser.parse(markdown)
    if any(token.level > DEEPEST for token in tokens):
        raise NotTaken(f"{name} is nested deeper than {DEEPEST} levels.")
    return str(parser.renderer.render(tokens, parser.options, {})), tuple(unused)


def _unused(state: StateCore) -> Iterator[Drop]:
    """Footnotes that no place in the text refers to: the next step takes them out of the document."""
    numbers = state.env.get("footnotes", {}).get("refs", {})
    label, words = "", list[str]()
    for token in state.tokens:
        if token.type == "footnote_reference_open":
            label, words = token.meta["label"], []
        elif token.type == "footnote_reference_close" and numbers.get(f":{label}", -1) < 0:
            yield Drop("footnote", f"No place in the text refers to [^{label}].", tidy(" ".join(words)))
        words.append(token.content)


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
