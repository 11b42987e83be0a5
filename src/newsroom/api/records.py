"""What the API tells and takes, field by field; the OpenAPI document is made of these."""

from datetime import datetime
from typing import Annotated, Literal

from msgspec import UNSET, Meta, Struct, UnsetType

from freesheet.intake import Drop as _Drop
from freesheet.story import nodes

State = Literal["published", "corrected", "withdrawn"]
Text = Literal["nodes", "html", "markdown", "plain"]


class Record(Struct, frozen=True):
    pass


class Problem(Record, frozen=True):
    """What went wrong (RFC 9457): `detail` is a sentence that says what, and what to do."""

    title: str
    status: int
    detail: str
    tag: Annotated[str, Meta(description="With 412: the tag that the story has now.")] | UnsetType = UNSET


class Summary(Record, frozen=True):
    """What lists tell of a published story. Of a withdrawn one, its headline and its notice are left.

    `key` never changes; `slug` may. `canonical` is the page that search engines keep, which is a partner's for some.
    `changed` is when its news last changed. `republishable`: its licence or its terms let others print it.
    """

    key: str
    slug: str
    address: str
    canonical: str
    state: State
    headline: str
    dek: str
    kind: nodes.Kind
    language: str
    section: str
    topics: tuple[str, ...]
    storylines: tuple[str, ...]
    series: nodes.Series | None
    bylines: tuple[nodes.Byline, ...]
    published: datetime
    changed: datetime
    origin: nodes.Origin | None
    licence: str
    licence_address: str
    republishable: bool


class Image(Record, frozen=True):
    """A picture of a story: the file that its nodes name, and where it is on the site; no address: not yet there."""

    file: str
    address: str
    width: int
    height: int
    alt: str
    credit: str
    licence: str
    republishable: bool


class Full(Summary, frozen=True):
    """A published story with its text, in one of four forms.

    `story` is its `story.json`. The three others are as another paper prints it: with byline, corrections, credit line
    and licence, without what may not be republished.
    """

    terms: str
    corrections: tuple[nodes.Correction, ...]
    withdrawal: nodes.Withdrawal | None
    images: tuple[Image, ...]
    story: nodes.Story | UnsetType = UNSET
    html: str | UnsetType = UNSET
    markdown: str | UnsetType = UNSET
    plain: str | UnsetType = UNSET


class Stories(Record, frozen=True):
    """Stories, the newest first. `next` is the cursor of those that come after; none: these are the last."""

    stories: tuple[Summary, ...]
    next: str | None


class File(Record, frozen=True):
    """A file on the site; pages and sheets of paper, where it is printed."""

    address: str
    bytes: int
    pages: int
    sheets: int


class EditionFiles(Record, frozen=True):
    name: str
    title: str
    files: tuple[File, ...]


class Editions(Record, frozen=True):
    """The editions that are on the site now."""

    editions: tuple[EditionFiles, ...]


class IssueSummary(Record, frozen=True):
    slug: str
    address: str
    title: str
    number: str
    introduction: str
    published: datetime | None


class Issues(Record, frozen=True):
    """The issues that are out, the newest first."""

    issues: tuple[IssueSummary, ...]


class Issue(IssueSummary, frozen=True):
    """An issue with its stories, in their order, and its editions."""

    stories: tuple[Summary, ...]
    editions: tuple[EditionFiles, ...]


class Change(Record, frozen=True):
    """What became of a story for readers, and when. `gone`: they saw it, and see nothing of it any more."""

    key: str
    state: Literal["published", "corrected", "withdrawn", "gone"]
    since: datetime
    story: Summary | None


class Changes(Record, frozen=True):
    """Changes, the oldest first; each story once, as it is now. Ask with `after=next` for what comes later.

    `more`: there are more of them already.
    """

    changes: tuple[Change, ...]
    next: str
    more: bool


# ── For who has a token ──────────────────────────────────────────────────────────────────────────────


class LeftOut(Record, frozen=True):
    """Something in the Markdown that the story could not take over."""

    what: str
    why: str
    text: str

    @classmethod
    def of(cls, drop: _Drop) -> "LeftOut":
        return cls(drop.what, drop.why, drop.text)


class Draft(Record, frozen=True):
    """A story as it is being written. `tag` goes into `If-Match` of what changes it."""

    key: str
    tag: str
    state: str
    why: str
    live: bool
    embargo: datetime | None
    remarks: str
    story: nodes.Story
    left_out: tuple[LeftOut, ...]


class DraftSummary(Record, frozen=True):
    key: str
    tag: str
    state: str
    why: str
    live: bool
    headline: str
    language: str


class Drafts(Record, frozen=True):
    """Stories that the token's person may change, the newest first."""

    drafts: tuple[DraftSummary, ...]
    next: str | None


class Publication(Record, frozen=True, forbid_unknown_fields=True):
    """When a story is to be published; `at` of nothing: now."""

    at: nodes.Instant | None = None


class Sentence(Record, frozen=True, forbid_unknown_fields=True):
    """Why a story is withdrawn: one or two sentences, which stand in place of its text."""

    why: Annotated[str, Meta(min_length=1, max_length=2000)]


class Mistake(Record, frozen=True, forbid_unknown_fields=True):
    """What was wrong in a published story, and what is right; a substantial one stands at its top."""

    wrong: Annotated[str, Meta(min_length=1, max_length=2000)]
    right: Annotated[str, Meta(min_length=1, max_length=2000)]
    substantial: bool = False
