"""What an editor should be told about a story before it goes out: a table of checks, each with its reason."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from freesheet.story.findings import (
    LONGEST_DEK,
    LONGEST_HEADLINE,
    ON_PAPER,
    PLACEHOLDER,
    TRACKING,
    VAGUE,
    alt_not_written,
    blocks,
    captioned,
    doubled,
    headings_over_nothing,
    if_so,
    inlines,
    last_word,
    links,
    long_titles,
    named,
    nested_links,
    new_in_pull_quotes,
    ragged,
    runs,
    seen,
    skipped_levels,
    start,
    tables,
    wrong_script,
)
from freesheet.story.nodes import Embed, Foreign, Heading, List, Note, Paragraph, Quotation, Story
from freesheet.story.walk import pictures_in, plain, text_of


@dataclass(frozen=True, slots=True)
class Remark:
    """One thing to look at: a code for machines, a sentence for people, and who is hurt if it stays."""

    code: str
    sentence: str
    reason: str


@dataclass(frozen=True, slots=True)
class Check:
    """A row of the table: `find` yields each place that the sentence's {} stands for."""

    code: str
    sentence: str
    reason: str
    find: Callable[[Story], Iterable[str]]


def check(story: Story) -> tuple[Remark, ...]:
    """Everything that an editor should be told, in the table's order; each thing once."""
    return tuple(
        Remark(row.code, row.sentence.format(place), row.reason)
        for row in CHECKS
        for place in dict.fromkeys(row.find(story))
    )


# A screen reader can't pause inside a description; what needs more belongs in the caption.
LONGEST_ALT = 250
# About 200 words: ten lines on a page, a whole screen and more on a phone.
LONGEST_PARAGRAPH = 1_200
# More columns than this leave under an inch for each on a sheet of Letter.
MOST_COLUMNS = 7
# A sentence or two; what is longer needs a translation beside it.
LONGEST_FOREIGN = 40
# ── The table ────────────────────────────────────────────────────────────────────────────────────────

CHECKS = (
    # The head
    Check(
        "headline-long",
        f"The headline has over {LONGEST_HEADLINE} characters.",
        "Search results, phones and message services cut it off.",
        lambda story: if_so(len(story.headline) > LONGEST_HEADLINE),
    ),
    Check(
        "headline-in-capitals",
        "The headline is all in capitals.",
        "Capitals are slow to read, and some screen readers spell them out.",
        lambda story: if_so(story.headline.isupper() and len(story.headline.split()) > 2),
    ),
    Check(
        "no-dek",
        "The story has no dek.",
        "Lists, e-mails and feeds show the headline alone, and readers can't tell what they would open.",
        lambda story: if_so(not story.dek.strip()),
    ),
    Check(
        "dek-long",
        f"The dek has over {LONGEST_DEK} characters.",
        "Previews cut it off.",
        lambda story: if_so(len(story.dek) > LONGEST_DEK),
    ),
    Check(
        "titles-long",
        "The {}; shorten it.",
        "Search results, posts and inboxes cut it off.",
        long_titles,
    ),
    Check(
        "dek-repeats-headline",
        "The dek says the same as the headline.",
        "Readers of every list read it twice and learn nothing.",
        lambda story: if_so(story.dek and story.dek.casefold().strip(" .") == story.headline.casefold().strip(" .")),
    ),
    Check(
        "byline-with-by",
        "The byline “{}” begins with “By”; every edition adds that in its own language.",
        "Readers see “By By”, and machines take it for a part of the name.",
        lambda story: (b.name for b in story.bylines if re.match(r"(?i)(by|por|par|von|بقلم)\s", b.name)),
    ),
    Check(
        "byline-of-several",
        "The byline “{}” names several people; give each a byline of their own.",
        "None of them is found under their own name.",
        lambda story: (b.name for b in story.bylines if re.search(r" (and|y|et|und|&) |, ", b.name)),
    ),
    Check(
        "byline-empty",
        "A byline has no name.",
        "Readers see a role or an outlet, and nobody who wrote the story.",
        lambda story: if_so(any(not byline.name.strip() for byline in story.bylines)),
    ),
    Check(
        "opinion-unsigned",
        "The story is somebody's view and has no byline.",
        "Readers can't tell whose opinion it is, and may take it for the house's.",
        lambda story: if_so(story.kind in ("opinion", "review", "letter") and not story.bylines),
    ),
    Check(
        "no-date",
        "The story has no date of publication.",
        "On paper and offline, readers can't tell news from history.",
        lambda story: if_so(story.published is None),
    ),
    Check(
        "updated-before-published",
        "The story was updated before it was published.",
        "One of the two dates is wrong, and readers and search engines see both.",
        lambda story: if_so(story.published and story.updated and story.updated < story.published),
    ),
    Check(
        "wrong-script",
        "The story says that its language is “{}”, and most of its letters are of another script.",
        "Screen readers pronounce it in the wrong language, and its quotation marks and direction are wrong.",
        wrong_script,
    ),
    Check(
        "series-beyond-its-end",
        "The story is part {} of its series.",
        "Readers look for a part that is missing.",
        lambda story: (
            (f"{story.series.position} of {story.series.of}",)
            if story.series and story.series.of is not None and story.series.position > story.series.of
            else ()
        ),
    ),
    # Corrections, withdrawal, origin
    Check(
        "correction-before-publication",
        "A correction is older than the story.",
        "One of the two dates is wrong; readers who compare them trust neither.",
        lambda story: if_so(story.published and any(c.made < story.published for c in story.corrections)),
    ),
    Check(
        "correction-incomplete",
        "A correction does not say both what was wrong and what is right.",
        "Readers of the first version can't tell which of the things that they know is false.",
        lambda story: if_so(any(not (c.wrong.strip() and c.right.strip()) for c in story.corrections)),
    ),
    Check(
        "correction-not-an-update",
        "The story was corrected after it was last updated; set the update to the correction's time.",
        "Feeds, libraries and mailed editions keep the wrong version.",
        lambda story: if_so((made := last_word(story)) and (story.updated is None or story.updated < made)),
    ),
    Check(
        "withdrawal-unexplained",
        "The withdrawal does not say why.",
        "Readers who believed the story don't know what was wrong with it.",
        lambda story: if_so(story.withdrawal and not story.withdrawal.why.strip()),
    ),
    Check(
        "origin-incomplete",
        "The story is republished, and its origin lacks {}.",
        "The partner is not credited as agreed, and readers can't find the original.",
        lambda story: (
            missing
            for missing, there in (
                ("the partner's name", not story.origin or story.origin.partner.strip()),
                ("the original address", not story.origin or story.origin.address),
                ("the original date", not story.origin or story.origin.published),
                ("the licence or permission", not story.origin or story.origin.licence),
            )
            if not there
        ),
    ),
    # Pictures
    Check(
        "alt-missing",
        "The picture {} has no description (alt text) and is not marked as decorative.",
        "Readers who can't see it, and every edition that can't show it, get nothing.",
        lambda story: (picture.file for picture in seen(story) if not picture.alt.strip()),
    ),
    Check(
        "alt-not-written",
        "The description of the picture {} is its file name or the headline.",
        "Readers who can't see it hear words that don't describe it.",
        alt_not_written,
    ),
    Check(
        "alt-long",
        f"The description of the picture {{}} has over {LONGEST_ALT} characters; put the detail in the caption.",
        "Screen readers can't pause in it or go back a sentence.",
        lambda story: (picture.file for picture in seen(story) if len(picture.alt) > LONGEST_ALT),
    ),
    Check(
        "picture-unexplained",
        "The picture {} has no caption.",
        "Readers see a place or a face and aren't told which.",
        lambda story: (picture.file for picture in captioned(story) if not text_of(picture.caption).strip()),
    ),
    Check(
        "picture-uncredited",
        "The picture {} has no credit.",
        "Whoever made it is not named, and nobody knows whom to ask for it.",
        lambda story: (picture.file for picture in seen(story) if not picture.credit.strip()),
    ),
    Check(
        "picture-unlicensed",
        "The picture {} has no licence.",
        "Partners and libraries must leave it out.",
        lambda story: (picture.file for picture in seen(story) if not picture.licence.strip()),
    ),
    Check(
        "lead-not-republishable",
        "The lead picture {} may not be republished.",
        "Outlets that take the story over print it without a picture.",
        lambda story: (story.lead.file,) if story.lead and not story.lead.republishable else (),
    ),
    Check(
        "decorative-with-words",
        "The picture {} is marked as decorative, and has a caption or a description.",
        "Screen readers pass over it, so that their readers hear words about nothing.",
        lambda story: (p.file for p in pictures_in(story) if p.decorative and (p.alt or p.caption)),
    ),
    # Links and sources
    Check(
        "link-is-address",
        "The text of the link “{}” is its address.",
        "Screen readers spell it out letter by letter; readers don't learn what is there.",
        lambda story: (
            text
            for link in links(story)
            if re.match(r"(?i)(https?://|www\.)", text := " ".join(text_of(link.content).split()))
        ),
    ),
    Check(
        "link-vague",
        "The text of a link is “{}”.",
        "In a list of links and in the notes on paper it tells nothing.",
        lambda story: (
            text for link in links(story) if (text := text_of(link.content).strip(" .…:")).casefold() in VAGUE
        ),
    ),
    Check(
        "link-empty",
        "The link to {} has no text.",
        "Nobody can see it or follow it.",
        lambda story: (link.address for link in links(story) if not text_of(link.content).strip()),
    ),
    Check(
        "link-tracks",
        "The link to {} carries a tracking parameter; cut it off.",
        "It tells others where readers came from, and makes the printed address longer.",
        lambda story: (link.address for link in links(story) if TRACKING.search(link.address)),
    ),
    Check(
        "link-not-whole",
        "The link to “{}” is not a whole web address.",
        "In an e-mail, an e-book or on paper it leads nowhere.",
        lambda story: (link.address for link in links(story) if not ON_PAPER.match(link.address)),
    ),
    Check(
        "link-in-link",
        "The link “{}” has another link inside it.",
        "Browsers tear the two apart, and neither leads where it should.",
        nested_links,
    ),
    Check(
        "source-without-publisher",
        "The source “{}” has no publisher.",
        "Readers can't judge who says so, nor ask a library for it.",
        lambda story: (source.title for source in story.sources if not source.publisher.strip()),
    ),
    Check(
        "source-not-to-be-found",
        "The source “{}” has neither an address nor a date.",
        "Nobody can look it up.",
        lambda story: (s.title for s in story.sources if not (s.address or s.archived or s.published)),
    ),
    # The body
    Check(
        "body-empty",
        "The story has no words in its body.",
        "Readers of every edition get a headline and nothing under it.",
        lambda story: if_so(not story.withdrawal and not any(plain(block).strip() for block in story.body)),
    ),
    Check(
        "heading-skips",
        "The heading “{}” skips a level.",
        "Screen-reader users who move by headings look for a part that isn't there.",
        skipped_levels,
    ),
    Check(
        "heading-over-nothing",
        "The heading “{}” has nothing under it.",
        "Readers who jump to it find another part of the story.",
        headings_over_nothing,
    ),
    Check(
        "heading-empty",
        "A heading is empty.",
        "Screen readers announce a heading and then nothing.",
        lambda story: if_so(any(isinstance(b, Heading) and not plain(b).strip() for b in blocks(story))),
    ),
    Check(
        "paragraph-empty",
        "A paragraph is empty; editions set the space between paragraphs themselves.",
        "It leaves a hole on paper and costs room in messages that are paid by the part.",
        lambda story: if_so(any(isinstance(b, Paragraph) and not plain(b).strip() for b in blocks(story))),
    ),
    Check(
        "paragraph-long",
        f"The paragraph “{{}}” has over {LONGEST_PARAGRAPH:,} characters.",
        "It fills a phone's whole screen; tired readers and readers of large print lose their place.",
        lambda story: (
            start(text)
            for block in blocks(story)
            if isinstance(block, Paragraph) and len(text := text_of(block.content)) > LONGEST_PARAGRAPH
        ),
    ),
    Check(
        "list-empty",
        "A list has an empty item, or none.",
        "Screen readers announce an item that isn't there.",
        lambda story: if_so(
            any(
                isinstance(b, List) and not (b.items and all("".join(map(plain, item)).strip() for item in b.items))
                for b in blocks(story)
            )
        ),
    ),
    Check(
        "table-without-headers",
        "The table “{}” has no header cells.",
        "Screen readers read its figures without saying what they count.",
        lambda story: (named(t) for t in tables(story) if not any(cell.header for row in t.rows for cell in row)),
    ),
    Check(
        "table-ragged",
        "The rows of the table “{}” have different numbers of cells.",
        "Figures stand under the wrong heading.",
        lambda story: (named(table) for table in tables(story) if ragged(table)),
    ),
    Check(
        "table-wide",
        f"The table “{{}}” has over {MOST_COLUMNS} columns.",
        "It does not fit on paper or on a phone.",
        lambda story: (
            named(t) for t in tables(story) if any(sum(cell.columns for cell in row) > MOST_COLUMNS for row in t.rows)
        ),
    ),
    Check(
        "quotation-unsourced",
        "The quotation “{}” does not say whose words it is.",
        "Readers can't tell who speaks; read aloud, it sounds like the story itself.",
        lambda story: (
            start(plain(b)) for b in blocks(story) if isinstance(b, Quotation) and not text_of(b.source).strip()
        ),
    ),
    Check(
        "pull-quote-new",
        "The pull quote “{}” is not in the story's body.",
        "Editions for the ear, for messages and for plain text leave pull quotes out, and their readers miss it.",
        new_in_pull_quotes,
    ),
    Check(
        "embed-without-transcript",
        "The embed “{}” has no transcript.",
        "Deaf readers, readers on paper and readers in prison get only its title.",
        lambda story: (block.title for block in blocks(story) if isinstance(block, Embed) and not block.transcript),
    ),
    Check(
        "foreign-long",
        f"The passage “{{}}” is in another language and has over {LONGEST_FOREIGN} words; add what it means.",
        "Readers who don't know that language lose the thread.",
        lambda story: (
            start(text)
            for inline in inlines(story)
            if isinstance(inline, Foreign) and len((text := text_of(inline.content)).split()) > LONGEST_FOREIGN
        ),
    ),
    Check(
        "note-empty",
        "A footnote is empty.",
        "Readers who turn to the end of the page find nothing.",
        lambda story: if_so(any(isinstance(i, Note) and not text_of(i.content).strip() for i in inlines(story))),
    ),
    Check(
        "word-doubled",
        "A word stands twice: “{}”.",
        "Readers stumble, and take the rest for careless as well.",
        doubled,
    ),
    Check(
        "spaces-doubled",
        "There are two spaces in a row in “{}”.",
        "They show as a hole in plain text and messages.",
        lambda story: (start(run) for run in runs(story) if re.search(r"\S {2,}\S", run)),
    ),
    Check(
        "not-finished",
        "“{}” still stands where words should come.",
        "Readers see that nobody read the story before they did.",
        lambda story: (match[0] for run in runs(story) for match in PLACEHOLDER.finditer(run)),
    ),
)
