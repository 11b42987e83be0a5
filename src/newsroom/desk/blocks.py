"""The blocks of a story's body as editors write them: one for each kind of node, with running text as one."""

from typing import Any, get_args

from django.core.exceptions import ValidationError
from django.utils import timezone
from wagtail.blocks import (
    BooleanBlock,
    CharBlock,
    ChoiceBlock,
    DateBlock,
    DateTimeBlock,
    IntegerBlock,
    ListBlock,
    RichTextBlock,
    StreamBlock,
    StructBlock,
    StructBlockValidationError,
    TextBlock,
    URLBlock,
)
from wagtail.contrib.table_block.blocks import TableBlock
from wagtail.images.blocks import ImageChooserBlock

from freesheet.story.nodes import AsideRole
from newsroom.desk.body import DEEPEST

# What a line of text may hold; and what running text may, beside.
LINE = ["bold", "italic", "story-link", "code", "superscript", "subscript", "note", "language"]
RUNNING = ["h2", "h3", "h4", "ol", "ul", "hr", *LINE]
# What Handsontable, the grid of Wagtail's tables, offers on a cell.
# The language of the grid's own menu; the one that Wagtail would name is none of those that it has.
GRID: dict[str, Any] = {"mergeCells": True, "contextMenu": True, "height": 216, "language": "en-US"}
ROLES: dict[AsideRole, str] = {
    "story-so-far": "The story so far",
    "what-you-can-do": "What you can do",
    "explainer": "Explainer",
}
MARKS_HELP = "**strong**, _emphasis_ and [words](https://…) work in a cell."


def text_line(**options: Any) -> RichTextBlock:
    """A line of text with links and emphasis."""
    return RichTextBlock(features=LINE, **{"required": False, **options})


class PictureBlock(StructBlock):
    image = ImageChooserBlock(label="Picture")
    alt = TextBlock(
        required=False,
        label="What it shows",
        help_text="For who can't see it. Empty: what the picture itself says. It is never made up.",
    )
    decorative = BooleanBlock(required=False, label="Decorative: it tells nothing that the text does not")
    caption = text_line(label="Caption")

    class Meta:
        icon = "image"
        label = "Picture"
        label_format = "Picture: {alt}"

    def clean(self, value: Any) -> Any:
        value = super().clean(value)
        told = value.get("alt") or getattr(value.get("image"), "description", "")
        if value.get("image") and not told and not value.get("decorative"):
            problem = ValidationError("Write what the picture shows, or say that it is decorative.")
            raise StructBlockValidationError(block_errors={"alt": problem})
        return value


class TableInBody(StructBlock):
    caption = text_line(label="Caption")
    cells = TableBlock(table_options=GRID, label="Cells", help_text=MARKS_HELP)

    class Meta:
        icon = "table"
        label = "Table"


class PullQuoteBlock(StructBlock):
    content = text_line(required=True, label="Words of the story")
    source = text_line(label="Who said them")

    class Meta:
        icon = "openquote"
        label = "Pull quote"


def body_blocks(level: int = 1) -> list[tuple[str, Any]]:
    """The blocks that may stand at a level: on the deepest, those that hold no others."""
    plain: list[tuple[str, Any]] = [
        ("text", RichTextBlock(features=RUNNING, label="Text", icon="pilcrow")),
        ("picture", PictureBlock()),
        ("table", TableInBody()),
        ("pull_quote", PullQuoteBlock()),
        ("preformatted", TextBlock(label="Set as typed", icon="code", help_text="A poem, a telegram, a listing.")),
    ]
    if level > DEEPEST:
        return plain
    deeper = body_blocks(level + 1)
    holding = [
        ("quotation", _struct("Quotation", "openquote", blocks=_stream(deeper), source=text_line(label="Who said it"))),
        (
            "aside",
            _struct(
                "Aside",
                "info-circle",
                role=ChoiceBlock(choices=list(ROLES.items()), default="explainer"),
                title=CharBlock(required=False, help_text="Empty: the role's own name."),
                blocks=_stream(deeper),
            ),
        ),
        (
            "embed",
            _struct(
                "Plays elsewhere",
                "media",
                address=URLBlock(help_text="A video, a post, a map: it is linked, never loaded."),
                title=CharBlock(help_text="What it is, in words."),
                poster=StreamBlock([("picture", PictureBlock())], required=False, max_num=1),
                transcript=_stream(deeper, required=False),
            ),
        ),
        (
            "list",
            _struct(
                "List of blocks",
                "list-ol",
                ordered=BooleanBlock(required=False, label="Numbered"),
                start=IntegerBlock(default=1, min_value=0, label="First number"),
                items=ListBlock(_stream(deeper, label="Item")),
            ),
        ),
    ]
    return [*plain[:1], holding[0], *plain[1:], *holding[1:]]


def _stream(blocks: list[tuple[str, Any]], **options: Any) -> StreamBlock:
    return StreamBlock(blocks, **{"required": True, "collapsed": False, **options})


def _struct(label: str, icon: str, **blocks: Any) -> StructBlock:
    return StructBlock(list(blocks.items()), label=label, icon=icon)


class BylineBlock(StructBlock):
    name = CharBlock(help_text="One person or body, without “By”. They need no account.")
    role = CharBlock(required=False, help_text="Such as “Translated by”; empty for an author.")
    outlet = CharBlock(required=False, help_text="Who they write for, if not for this house.")
    address = URLBlock(required=False, label="Their page")

    class Meta:
        icon = "user"
        label = "Byline"
        label_format = "{role} {name}"


class CorrectionBlock(StructBlock):
    made = DateTimeBlock(label="Corrected at", default=timezone.now)
    wrong = TextBlock(label="What was wrong")
    right = TextBlock(label="What is right")
    substantial = BooleanBlock(
        required=False, label="Substantial: it changes what a reader takes away, and stands at the top"
    )

    class Meta:
        icon = "edit"
        label = "Correction"


class SourceBlock(StructBlock):
    title = CharBlock()
    publisher = CharBlock(required=False)
    author = CharBlock(required=False)
    published = DateBlock(required=False)
    address = URLBlock(required=False)
    archived = URLBlock(required=False, label="A kept copy")

    class Meta:
        icon = "doc-full"
        label = "Source"


assert set(ROLES) == set(get_args(AsideRole))  # noqa: S101 — a role without words would show as nothing
