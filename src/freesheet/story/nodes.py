"""A story and everything it is made of: a closed union of blocks and inlines, taken apart with `match`."""

from datetime import date, datetime
from typing import Annotated, Literal

from msgspec import Meta, Struct

# The version of the file format. A reader refuses a newer one, and is told to update.
FORMAT = 1

Kind = Literal["news", "analysis", "opinion", "interview", "review", "letter", "investigation"]
AsideRole = Literal["story-so-far", "what-you-can-do", "explainer"]
Instant = Annotated[datetime, Meta(tz=True)]
Language = Annotated[str, Meta(pattern=r"^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$", description="A BCP 47 language tag.")]
Slug = Annotated[str, Meta(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=80)]
FileName = Annotated[
    str, Meta(pattern=r"^(?!/)(?!.*(^|/)\.\.(/|$))[^\\\x00:]+$", description="A path relative to the story's folder.")
]


class Node(Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """What all parts of a story have in common: they never change, and an unknown field is an error, not a loss."""


# ── Inlines ──────────────────────────────────────────────────────────────────────────────────────────


class Text(Node, frozen=True, tag="text"):
    text: str


class Strong(Node, frozen=True, tag="strong"):
    content: "Inlines"


class Emphasis(Node, frozen=True, tag="emphasis"):
    content: "Inlines"


class Link(Node, frozen=True, tag="link"):
    """A link; the title names the page it leads to, for notes on paper."""

    content: "Inlines"
    address: str
    title: str = ""


class Code(Node, frozen=True, tag="code"):
    text: str


class Superscript(Node, frozen=True, tag="superscript"):
    content: "Inlines"


class Subscript(Node, frozen=True, tag="subscript"):
    content: "Inlines"


class LineBreak(Node, frozen=True, tag="line-break"):
    pass


class Note(Node, frozen=True, tag="note"):
    """A footnote, at the place that it belongs to."""

    content: "Inlines"


class Foreign(Node, frozen=True, tag="foreign"):
    """A passage in another language than the story's."""

    content: "Inlines"
    language: Language


Inline = Text | Strong | Emphasis | Link | Code | Superscript | Subscript | LineBreak | Note | Foreign
Inlines = tuple[Inline, ...]


# ── Blocks ───────────────────────────────────────────────────────────────────────────────────────────


class Paragraph(Node, frozen=True, tag="paragraph"):
    content: Inlines


class Heading(Node, frozen=True, tag="heading"):
    """A heading inside the body; the headline is level 1."""

    content: Inlines
    level: Literal[2, 3, 4] = 2


class Quotation(Node, frozen=True, tag="quotation"):
    """Somebody's words, set apart; the source is who said them and where."""

    blocks: "Blocks"
    source: Inlines = ()


class List(Node, frozen=True, tag="list"):
    items: tuple["Blocks", ...]
    ordered: bool = False
    start: int = 1


class Picture(Node, frozen=True, tag="picture"):
    """A picture: with alt text, or `decorative`, which tells a screen reader to pass over it."""

    file: FileName
    alt: str = ""
    decorative: bool = False
    caption: Inlines = ()
    credit: str = ""
    credit_address: str = ""
    licence: str = ""
    republishable: bool = False


class Cell(Node, frozen=True):
    content: Inlines
    header: bool = False
    columns: Annotated[int, Meta(ge=1, le=100)] = 1
    rows: Annotated[int, Meta(ge=1, le=1000)] = 1


class Table(Node, frozen=True, tag="table"):
    rows: tuple[tuple[Cell, ...], ...]
    caption: Inlines = ()


class Aside(Node, frozen=True, tag="aside"):
    """A box beside the story: the story so far, what you can do, an explainer."""

    blocks: "Blocks"
    role: AsideRole = "explainer"
    title: str = ""


class PullQuote(Node, frozen=True, tag="pull-quote"):
    """Words of the body, repeated large; editions for the ear and for plain text leave them out."""

    content: Inlines
    source: Inlines = ()


class Embed(Node, frozen=True, tag="embed"):
    """Something that plays elsewhere (a video, a post, a map): never loaded, always linked."""

    address: str
    title: str
    poster: Picture | None = None
    transcript: "Blocks" = ()


class Preformatted(Node, frozen=True, tag="preformatted"):
    """Text whose spaces and line ends matter: a poem, a telegram, a listing."""

    text: str


class Break(Node, frozen=True, tag="break"):
    """A pause between two parts of a body."""


Block = Paragraph | Heading | Quotation | List | Picture | Table | Aside | PullQuote | Embed | Preformatted | Break
Blocks = tuple[Block, ...]


# ── The story ────────────────────────────────────────────────────────────────────────────────────────


class Byline(Node, frozen=True):
    """One author: a name without "By"; a role such as "Translated by"; the outlet they write for."""

    name: str
    role: str = ""
    outlet: str = ""
    address: str = ""


class Correction(Node, frozen=True):
    """What was wrong and what is right. A substantial one changes what a reader takes away, and stands at the top."""

    made: Instant
    wrong: str
    right: str
    substantial: bool = False


class Withdrawal(Node, frozen=True):
    """When a story was taken back, and why. Its address stays, its body goes."""

    made: Instant
    why: str


class Origin(Node, frozen=True):
    """Where a republished story was first published, and what its publisher asks for; `wording` is its own sentence."""

    partner: str
    address: str = ""
    title: str = ""
    published: date | None = None
    licence: str = ""
    canonical: bool = True
    noindex: bool = False
    wording: str = ""


class Series(Node, frozen=True):
    name: str
    position: Annotated[int, Meta(ge=1)] = 1
    of: int | None = None


class Source(Node, frozen=True):
    """A document that the story rests on."""

    title: str
    publisher: str = ""
    author: str = ""
    published: date | None = None
    address: str = ""
    archived: str = ""


class Titles(Node, frozen=True):
    """What a story is called away from its page, each falling back to the next.

    A mail has the `subject`, else the `social` title, as a post has; else the `search` title, as search engines have;
    else the headline. Without a `social_description` a post has the dek.
    """

    search: str = ""
    social: str = ""
    social_description: str = ""
    subject: str = ""


class Story(Node, frozen=True, cache_hash=True, tag_field="format", tag=FORMAT):
    """One piece of journalism. `address` is its page on the web, when it is known.

    `aliases` are paths that it had before on its own site, such as "/2019/05/gauge/" or "/?p=123". `translation_of` is
    the id of the story that it translates. `appeal` stands in place of the house's; empty, there is none.
    """

    id: Annotated[str, Meta(min_length=1, description="Never changes, whatever else does.")]
    slug: Slug
    headline: Annotated[str, Meta(min_length=1)]
    kind: Kind = "news"
    language: Language = "en"
    section: str = ""
    topics: tuple[str, ...] = ()
    storylines: tuple[str, ...] = ()
    series: Series | None = None
    dek: str = ""
    bylines: tuple[Byline, ...] = ()
    published: Instant | None = None
    updated: Instant | None = None
    corrections: tuple[Correction, ...] = ()
    withdrawal: Withdrawal | None = None
    origin: Origin | None = None
    address: str = ""
    aliases: tuple[str, ...] = ()
    translation_of: str = ""
    lead: Picture | None = None
    body: Blocks = ()
    sources: tuple[Source, ...] = ()
    licence: str = ""
    terms: str = ""
    titles: Titles | None = None
    appeal: str | None = None


class Issue(Node, frozen=True, cache_hash=True):
    """Stories chosen and ordered to go out together. A story that goes out by itself is an issue of one (`alone`)."""

    slug: Slug
    title: str
    stories: tuple[Story, ...]
    number: str = ""
    introduction: str = ""
    alone: bool = False

    @classmethod
    def of(cls, story: Story) -> "Issue":
        return cls(slug=story.slug, title=story.headline, stories=(story,), alone=True)

    @property
    def language(self) -> str:
        return self.stories[0].language if self.stories else "en"

    @property
    def newest(self) -> datetime | None:
        """The last instant at which any of its stories changed."""
        instants = [when for story in self.stories for when in (story.published, story.updated) if when]
        return max(instants, default=None)
