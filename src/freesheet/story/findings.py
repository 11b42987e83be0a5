"""What the checks of a story look at, and what they find in it."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from itertools import islice, pairwise
from pathlib import PurePosixPath

from freesheet.story.nodes import (
    Block,
    Embed,
    Heading,
    Inline,
    Inlines,
    Link,
    Note,
    Picture,
    PullQuote,
    Story,
    Table,
    Titles,
)
from freesheet.story.walk import children, every_block, every_inline, inlines_inside, pictures_in, plain, text_of

# Fewer letters than this do not tell which script a story is in.
FEWEST_LETTERS = 40

VAGUE = frozenset(
    (
        *("here", "click here", "read more", "more", "this", "this link", "link", "learn more", "source"),
        *("aquí", "haga clic aquí", "leer más", "ici", "cliquez ici", "hier", "هنا", "اضغط هنا"),
    )
)
TRACKING = re.compile(r"[?&](utm_\w+|fbclid|gclid|dclid|msclkid|igshid|mc_[ce]id|yclid|_hsenc|_hsmi|ref_src)=")
ON_PAPER = re.compile(r"(?i)(https?://[^/]|mailto:.|tel:.|#.)")
DOUBLED = re.compile(r"(?i)(?<![\w’'-])([^\W\d_]{2,})[ \u00a0\n]+(\1)(?![\w’'-])")
# Words that rightly stand twice: what she had had, nous nous levons, die die Rechte haben.
RIGHTLY_DOUBLED = frozenset(("had", "that", "bye", "very", "so", "no", "ha", "nous", "vous", "sie", "die"))
PLACEHOLDER = re.compile(r"\b(?:TK|TKTK|TK TK|XXX+|(?i:lorem ipsum))\b")

# Search engines and phones cut a headline at about 110 characters, cards and previews a dek at about 300. A line of a
# mail's header has 78 (RFC 5322, section 2.1.1), and many inboxes show no more.
LONGEST_HEADLINE, LONGEST_DEK, LONGEST_SUBJECT = 110, 300, 78

# The script that a language is written in, as Unicode begins the names of its letters; others are not judged.
SCRIPTS = {
    language: scripts
    for languages, scripts in (
        ("ar fa ur ps ckb ug", ("ARABIC",)),
        ("he yi", ("HEBREW",)),
        ("ru uk be bg mk", ("CYRILLIC",)),
        ("el", ("GREEK",)),
        ("zh", ("CJK",)),
        ("ja", ("CJK", "HIRAGANA", "KATAKANA")),
        ("ko", ("HANGUL", "CJK")),
        ("hi mr ne", ("DEVANAGARI",)),
        ("th", ("THAI",)),
        ("am ti", ("ETHIOPIC",)),
        ("hy", ("ARMENIAN",)),
        ("en es fr de it pt nl pl cs sv da no fi tr vi ht so tl", ("LATIN",)),
    )
    for language in languages.split()
}

# ── What is looked at ────────────────────────────────────────────────────────────────────────────────


def blocks(story: Story) -> Iterator[Block]:
    return every_block(((story.lead,) if story.lead else ()) + story.body)


def inlines(story: Story) -> Iterator[Inline]:
    return (inline for block in blocks(story) for inline in every_inline(inlines_inside(block)))


def captioned(story: Story) -> Iterator[Picture]:
    """Pictures that should have a caption; what plays elsewhere has a title, and its poster needs none."""
    posters = {block.poster for block in blocks(story) if isinstance(block, Embed)}
    return (picture for picture in seen(story) if picture not in posters)


def links(story: Story) -> Iterator[Link]:
    return (inline for inline in inlines(story) if isinstance(inline, Link))


def seen(story: Story) -> Iterator[Picture]:
    """Pictures that are more than decoration."""
    return (picture for picture in pictures_in(story) if not picture.decorative)


def tables(story: Story) -> Iterator[Table]:
    return (block for block in blocks(story) if isinstance(block, Table))


def runs(story: Story) -> Iterator[str]:
    """Every run of text: the headline, the dek, each block's, each cell's, each note's."""
    yield from (story.headline, story.dek)
    for block in blocks(story):
        yield from map(text_of, contents(block))
        notes = (inline for inline in every_inline(inlines_inside(block)) if isinstance(inline, Note))
        yield from (text_of(note.content) for note in notes)


def contents(block: Block) -> Iterator[Inlines]:
    if isinstance(block, Table):
        yield block.caption
        yield from (cell.content for row in block.rows for cell in row)
    else:
        yield inlines_inside(block)


def start(text: str) -> str:
    """The first words of a text, to tell where it stands."""
    words = text.split()
    return " ".join(words[:7]) + ("…" if len(words) > 7 else "")


def named(table: Table) -> str:
    return start(text_of(table.caption) or plain(table)) or "without words"


def if_so(broken: object) -> tuple[str, ...]:
    return ("",) if broken else ()


# ── What is found ────────────────────────────────────────────────────────────────────────────────────


def alt_not_written(story: Story) -> Iterator[str]:
    for picture in seen(story):
        name = PurePosixPath(picture.file)
        alt = picture.alt.casefold().strip()
        if alt and alt in (name.name.casefold(), name.stem.casefold(), story.headline.casefold().strip()):
            yield picture.file


def long_titles(story: Story) -> Iterator[str]:
    titles = story.titles or Titles()
    for name, text, most in (
        ("title for search engines", titles.search, LONGEST_HEADLINE),
        ("title for posts", titles.social, LONGEST_HEADLINE),
        ("description for posts", titles.social_description, LONGEST_DEK),
        ("subject of the e-mail", titles.subject, LONGEST_SUBJECT),
    ):
        if len(text) > most:
            yield f"{name} has over {most} characters"


def skipped_levels(story: Story) -> Iterator[str]:
    headings = [block for block in story.body if isinstance(block, Heading)]
    levels = [1, *(heading.level for heading in headings)]
    for heading, (above, level) in zip(headings, pairwise(levels), strict=True):
        if level > above + 1:
            yield start(text_of(heading.content))


def headings_over_nothing(story: Story) -> Iterator[str]:
    for block, below in pairwise((*story.body, None)):
        if isinstance(block, Heading) and (
            below is None or (isinstance(below, Heading) and below.level <= block.level)
        ):
            yield start(text_of(block.content))


def nested_links(story: Story) -> Iterator[str]:
    for link in links(story):
        if any(isinstance(inner, Link) for inner in every_inline(children(link))):
            yield start(text_of(link.content))


def new_in_pull_quotes(story: Story) -> Iterator[str]:
    def letters(text: str) -> str:
        return "".join(filter(str.isalnum, text)).casefold()

    body = letters("".join(plain(block) for block in story.body if not isinstance(block, PullQuote)))
    for block in blocks(story):
        if isinstance(block, PullQuote) and letters(text_of(block.content)) not in body:
            yield start(text_of(block.content))


def wrong_script(story: Story) -> Iterator[str]:
    scripts = SCRIPTS.get(story.language.split("-")[0].lower())
    letters = (letter for run in runs(story) for letter in run if letter.isalpha())
    found = Counter(unicodedata.name(letter, "").split(" ")[0].split("-")[0] for letter in islice(letters, 5_000))
    if scripts and found.total() >= FEWEST_LETTERS and sum(found[script] for script in scripts) < found.total() / 2:
        yield story.language


def doubled(story: Story) -> Iterator[str]:
    """Words typed twice; a name such as Pago Pago is none."""
    for run in runs(story):
        for match in DOUBLED.finditer(run):
            if match[1].casefold() not in RIGHTLY_DOUBLED and match[2][0].islower():
                yield f"{match[1]} {match[2]}"


def last_word(story: Story) -> datetime | None:
    """When the story was last corrected."""
    return max((correction.made for correction in story.corrections), default=None)


def ragged(table: Table) -> bool:
    """Whether its rows have different numbers of cells, those that reach down from above counted too."""
    widths, reaching = set(), Counter[int]()
    for number, row in enumerate(table.rows):
        widths.add(sum(cell.columns for cell in row) + reaching[number])
        for cell in row:
            reaching.update({number + below: cell.columns for below in range(1, cell.rows)})
    return len(widths) > 1
