"""What the tests of all editions on paper share: how to make a PDF, read it and check it."""

import dataclasses
import subprocess
from collections.abc import Callable
from io import BytesIO

import page
from msgspec.structs import replace
from pikepdf import Pdf

from freesheet.edition import Artifact, Edition, Kit
from freesheet.house import Appeal, House, Printing
from freesheet.story.nodes import (
    Aside,
    Block,
    Break,
    Byline,
    Code,
    Correction,
    Embed,
    Emphasis,
    Foreign,
    Issue,
    LineBreak,
    Link,
    List,
    Note,
    Origin,
    Paragraph,
    Preformatted,
    PullQuote,
    Quotation,
    Series,
    Source,
    Story,
    Strong,
    Subscript,
    Superscript,
    Withdrawal,
)
from tests.strategies import (
    NOON,
    bullets,
    heading,
    image_bytes,
    inline,
    kit,
    link,
    paragraph,
    picture,
    quotation,
    story,
    table,
)

# What would be markup, a command or a label, if a story's words were ever read as such.
HOSTILE = (
    "#panic()",
    '#import "a.typ"',
    '#read("/etc/passwd")',
    "$x^2$",
    "<label>",
    "@label",
    "*stars* _under_ `tick`",
    "= Heading",
    "- item",
    "// comment /* open",
    "\\u{41} \\n",
    "{{ braces }} {names} %s",
    "[text](address) ]]>",
)
LETTER, A4 = (612.0, 792.0), (595.28, 841.89)
SENTENCE = "The county library will keep its printer free for ten pages a day, the board decided on Monday. "
RECORD = House(
    name="The Record",
    site="https://record.example/",
    postal="1 Main St\nSpringfield, IL 62701",
    contact="desk@record.example",
    licence="CC BY-ND 4.0",
    licence_address="https://creativecommons.org/licenses/by-nd/4.0/",
    republish="Name the author and link to the original.",
    appeal=Appeal(text="Please give.", address="https://record.example/give", cheque="The Record, 1 Main St"),
)
ON_A4 = replace(RECORD, printing=Printing(paper="a4"))


def make(edition: Edition, told: Story | Issue, using: Kit | None = None) -> Artifact:
    """The one file that an edition makes of a story or an issue."""
    (made,) = edition.make(told if isinstance(told, Issue) else Issue.of(told), using or kit(RECORD))
    return made


def sizes(data: bytes) -> list[tuple[float, float]]:
    """The width and height of each page, in points."""
    with Pdf.open(BytesIO(data)) as pdf:
        return [(round(float(p.mediabox[2]), 2), round(float(p.mediabox[3]), 2)) for p in pdf.pages]


def text_of(data: bytes, *options: str) -> str:
    """The words of a PDF, with what a line's end broke put together again."""
    done = subprocess.run(["pdftotext", *options, "-", "-"], input=data, check=True, capture_output=True)
    return done.stdout.decode().replace("\u00ad\n", "").replace("\u200b", "")


def words(data: bytes) -> str:
    return " ".join(text_of(data).split())


def faults(data: bytes) -> list[str]:
    """What the PDF breaks of PDF/UA-1 and of PDF/A-2a."""
    profiles = (page.ValidationProfile.PDF_UA_1, page.ValidationProfile.PDF_A_2A)
    return [
        f"{failure.rule_id}: {failure.message}"
        for profile in profiles
        for failure in page.validate_pdf_bytes(data, profile=profile).failures
    ]


def nested(wrap: Callable[[Block], Block], depth: int = 26) -> Block:
    block: Block = paragraph("the bottom")
    for _ in range(depth):
        block = wrap(block)
    return block


EVERYTHING = story(
    Paragraph(
        inline(
            "He said ",
            Emphasis(inline("no")),
            " and ",
            Strong(inline("left")),
            LineBreak(),
            Code("x = 1"),
            Superscript(inline("up")),
            Subscript(inline("down")),
            Note(inline("A footnote.")),
            link("a report", "https://example.org/report", "The Report"),
            Foreign(inline("hasta luego"), "es"),
        )
    ),
    heading("A heading", level=4),
    quotation("Nobody asked.", source="Ana Ruiz"),
    bullets("first point", (paragraph("second point"), bullets("nested point", ordered=True))),
    picture(caption=inline("A printer at work."), credit="Lee"),
    picture("missing.png", alt="A lost printer"),
    picture(decorative=True),
    table(("Year", "Pages"), ("2026", "10"), caption="Pages a day"),
    Aside((paragraph("Write to the board."),), role="what-you-can-do"),
    PullQuote(inline("Nobody asked."), inline("Ana Ruiz")),
    Embed("https://video.example/1", "A film", picture(), (paragraph("Words of the film."),)),
    Preformatted("one\n  two"),
    Break(),
    section="Libraries",
    series=Series("Printers", 2, 3),
    corrections=(
        Correction(NOON, "We said nine.", "It is ten."),
        Correction(NOON, "Wrong.", "Right.", substantial=True),
    ),
    sources=(Source("Minutes", "County", "Clerk", NOON.date(), "https://county.example/m", "https://arch.example/m"),),
    origin=Origin("The Other", "https://other.example/x", "Another title", NOON.date(), "CC BY"),
    address="https://record.example/printer/",
    lead=picture(caption=inline("The library."), credit="Kim", credit_address="https://kim.example/"),
)

# Stories that break sheets: each must be set on paper, whatever it looks like.
HARD: dict[str, Story] = {
    "nothing": Story(id="a", slug="a", headline="Nothing but a headline"),
    "no words": story("\u200b", headline="\u200b"),
    "long headline": story(headline=SENTENCE * 8),
    "long dek": story(dek=SENTENCE * 30),
    "many authors": story(bylines=tuple(Byline(f"Ana Ruiz {n}", outlet="The Outlet") for n in range(60))),
    "endless words": story("x" * 400, "http://example.org/" + "a" * 300 + "/b", headline="W" * 120),
    "many links": story(
        *[paragraph(SENTENCE, link(f"link {n}", f"https://example.org/{n}/a-long-path.html?x={n}")) for n in range(120)]
    ),
    "deep lists": story(nested(lambda inner: List(((paragraph("level"), inner),)))),
    "deep quotations": story(nested(lambda inner: Quotation((inner,), inline("Ana")))),
    "headings longer than a column": story(
        Quotation((heading(SENTENCE * 10), picture())), heading(SENTENCE * 4), picture(), heading(SENTENCE * 60)
    ),
    "deep boxes": story(nested(lambda inner: Aside((inner,)))),
    "wide tables": story(
        table(*(tuple(f"{x}.{y}" for x in range(8)) for y in range(5))),
        SENTENCE * 5,
        table(*(tuple(f"{x}.{y}" for x in range(30)) for y in range(4))),
        Aside((table(*(tuple(f"{x}.{y}" for x in range(8)) for y in range(5))),)),
    ),
    "empty nodes": story(
        paragraph(),
        heading(""),
        List(()),
        List(((),)),
        Quotation(()),
        Aside(()),
        PullQuote(()),
        Preformatted(""),
        Embed("", ""),
        table(()),
        Preformatted("x" * 200),
    ),
    "bad links": story(paragraph(link("a", ""), link("b", "javascript:x"), Link((), "https://example.org/"))),
    "hostile": story(*HOSTILE, headline=" ".join(HOSTILE[:12]), dek=" ".join(HOSTILE)),
    "every sign": story("Hello 😀 👨‍👩‍👧 ❤️ 🇺🇸 ✓ → x\u036f \ue000 \ufeff \ufffd 한국어 ไทย"),
    "arabic": story(*["نص عربي للقراءة. " * 40] * 3, headline="عنوان", dek="مقدمة", language="ar"),
    "hebrew": story("זה סיפור בעברית. " * 40, headline="כותרת", language="he"),
    "chinese": story("这是一个中文故事。" * 60, headline="中文标题", language="zh-Hans"),
    "hindi": story("यह एक हिन्दी कहानी है। " * 40, headline="शीर्षक", language="hi"),
    "unknown language": story(SENTENCE, language="tlh-Latn-x-y1"),
    "odd pictures": story(
        picture("tall.png"), picture("wide.png"), lead=picture("tall.png", caption=inline(SENTENCE * 30))
    ),
    "long notes": story(Paragraph(inline("a", *[Note(inline(SENTENCE * 30)) for _ in range(5)]))),
    "many corrections": story(
        corrections=tuple(Correction(NOON, SENTENCE, SENTENCE, substantial=True) for _ in range(30))
    ),
    "withdrawn": replace(EVERYTHING, withdrawal=Withdrawal(NOON, "It was not true.")),
    "everything": EVERYTHING,
}
ODD = {"tall.png": image_bytes(20, 700), "wide.png": image_bytes(1500, 3)}


def odd_kit(house: House = RECORD) -> Kit:
    """A kit that has a very high and a very wide picture too."""
    usual = kit(house)
    return dataclasses.replace(usual, picture=lambda file: ODD[file] if file in ODD else usual.picture(file))
