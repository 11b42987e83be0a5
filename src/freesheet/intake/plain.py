"""Plain text: a story typed by itself, or a page that was copied or crawled as text with its furniture around it."""

import re
from collections.abc import Iterator

from freesheet.intake.arrival import Arrival, Drop, NotTaken, Raw
from freesheet.intake.bylines import bylines
from freesheet.intake.corrections import take_corrections
from freesheet.intake.dates import instant
from freesheet.intake.draft import Draft, arrival
from freesheet.intake.encoding import decoded
from freesheet.intake.lines import Passage, date_line, passages
from freesheet.intake.page.context import Verdict
from freesheet.intake.page.furniture import LONGEST_APPEAL, asks, said
from freesheet.intake.page.origin import take_notice
from freesheet.story.nodes import Block, Break, Heading, List, Paragraph, Quotation, Text

LARGEST = 5_000_000
# A paragraph of the body, as against a headline, a caption or an item of a menu.
PROSE = 100
# Headlines of news are under 110 characters, and long ones of magazines under 200.
LONGEST_HEADLINE = 200
_CREDIT = re.compile(
    r"[(\[][^)\]]*(photo|image|illustration|getty|reuters|afp|ap photo|courtesy|via)[^)\]]*[)\]]\.?$|"
    r"(getty images|ap photo|reuters|/ ?afp|/ ?ap|courtesy of [\w .]+|photo(graph)? by [\w .]+|photo: [\w ./]+|"
    r"image: [\w ./]+|credit: [\w ./]+|(?-i:[A-Z][A-Z.' -]+ / [A-Z][A-Z.' -]+))\.?$",
    re.IGNORECASE,
)
_END = re.compile(r"[.!?…:;,।。؟][\"'”’)\]]*$")
_PAUSE = re.compile(r"^\W{1,15}$")
_AFTER_THE_END = Verdict("related stories", "It stands after the story's end.")
# After the last paragraph of prose, words like these open what is not the story.
_AFTER = re.compile(
    r"^\W*(related( (stories|articles|posts|content|reading))?|more (from|on|stories|news)\b.*|most (read|popular)|"
    r"comments?|"
    r"leave a reply.*|about the author.*|share this.*|tags?:.*|topics:.*|trending.*|recommended.*|read next.*|"
    r"up next.*|"
    r"latest (news|stories).*|sign up.*|subscribe.*|newsletters?|follow us.*|you may (also )?like.*)\W*$",
    re.IGNORECASE,
)


def read(raw: Raw) -> Arrival:
    """The story of a plain text."""
    if len(raw.data) > LARGEST:
        raise NotTaken(f"{raw.name} is {len(raw.data) / 1e6:.0f} MB of text; {LARGEST / 1e6:.0f} MB is the most.")
    text, drops = decoded(raw.data, raw.encoding)
    parts = passages(text)
    if not parts:
        raise NotTaken(f"There is no text in {raw.name}.")
    draft = Draft(address=raw.address, drops=list(drops))
    first = next((index for index, part in enumerate(parts) if _is_prose(part)), len(parts))
    above = _read_above(parts[: max(first, 1)], draft)
    story = _without_appeal(_without_tail([*above, *parts[max(first, 1) :]], draft), draft)
    draft.body = tuple(_blocks(list(_without_furniture(story, draft))))
    if not draft.body and draft.dek:
        draft.body, draft.dek = (Paragraph((Text(draft.dek),)),), ""
    take_notice(draft)
    take_corrections(draft)
    return arrival(draft, raw.name)


def _is_prose(part: Passage) -> bool:
    return len(part.text) >= PROSE and bool(_END.search(part.text)) and not _CREDIT.search(part.text)


# ── Above the story ──────────────────────────────────────────────────────────────────────────────────


def _read_above(parts: tuple[Passage, ...], draft: Draft) -> tuple[Passage, ...]:
    """Headline, dek, byline, date and caption from what stands before the first prose; the rest of it is the body's."""
    left = [part for part in parts if not _is_furniture(part, draft)]
    head = _headline(left)
    if head is None:
        return tuple(left)
    for part in left[:head]:
        draft.drops.append(Drop("navigation", "It stands above the headline.", part.text))
    draft.headline = left[head].text
    return tuple(part for part in left[head + 1 :] if not _told(part, draft))


def _headline(parts: list[Passage]) -> int | None:
    """The index of the headline: of the lines before a byline, the first that is longer than a menu's item."""
    if not parts:
        return None
    byline = next((index for index, part in enumerate(parts) if _is_byline(part.text)), len(parts))
    lines = [index for index in range(byline) if len(parts[index].text) <= LONGEST_HEADLINE]
    long = [index for index in lines if _is_title(parts[index].text)]
    return next(iter(long or lines), 0)


def _is_title(text: str) -> bool:
    """Longer than a menu's item, and neither a sentence nor a caption."""
    return len(text.split()) >= 4 and not _CREDIT.search(text) and not (len(text) > 60 and text.endswith("."))


def _told(part: Passage, draft: Draft) -> bool:
    """Whether a line above the body tells something of the story that has a place of its own."""
    text = part.text
    if _is_byline(text):
        draft.bylines += tuple(byline for byline in bylines(_without_date(text)) if byline not in draft.bylines)
        draft.published = draft.published or instant(text)
        return True
    if when := date_line(text):
        if re.match(r"(?i)\W*(last )?(updated|modified)", text):
            draft.updated = when
        draft.published = draft.published or when
        return True
    if _CREDIT.search(text):
        draft.drops.append(Drop("caption", "The text has no picture that it could stand under.", text))
        return True
    if not draft.dek and not draft.bylines and 30 <= len(text) <= 400 and not _is_heading(part):
        draft.dek = text
        return True
    return False


def _is_byline(text: str) -> bool:
    return len(text) < 140 and bool(re.match(r"by:?\s+\S", text, re.IGNORECASE)) and bool(bylines(_without_date(text)))


def _without_date(text: str) -> str:
    return re.split(
        r"\s*[|•·—–]\s*(?=\S*\d|published|updated|posted)|,?\s+(?=\w{3,9}\.? \d{1,2}, \d{4})", text, flags=re.IGNORECASE
    )[0]


# ── In and after the story ───────────────────────────────────────────────────────────────────────────


def _is_furniture(part: Passage, draft: Draft) -> bool:
    verdict = said(part.text)
    if verdict:
        draft.drops.append(Drop(verdict.what, verdict.why, part.text))
    return verdict is not None


def _without_furniture(parts: list[Passage], draft: Draft) -> Iterator[Passage]:
    for part in parts:
        if len(part.text) <= LONGEST_APPEAL and asks(part.text) >= 3:
            draft.drops.append(Drop("appeal", "It asks for money.", part.text))
        elif not _is_furniture(part, draft):
            yield part


def _without_tail(parts: list[Passage], draft: Draft) -> list[Passage]:
    """Without the lists of other stories and the like that follow the last prose."""
    last = max(
        (index for index, part in enumerate(parts) if len(part.text) >= PROSE and _END.search(part.text)), default=-1
    )
    start = next(
        (index for index in range(len(parts)) if index > last > -1 and _AFTER.match(parts[index].text)), len(parts)
    )
    run = start
    while run - 1 > last >= 0 and _is_label(parts[run - 1]) and start == len(parts):
        run -= 1
    if len(parts) - run >= 3 or start < len(parts):
        for part in parts[run:]:
            verdict = said(part.text) or _AFTER_THE_END
            draft.drops.append(Drop(verdict.what, verdict.why, part.text))
        return parts[:run]
    return parts


def _is_label(part: Passage) -> bool:
    return len(part.text) < 90 and not _END.search(part.text) and not part.items and not part.quoted


def _without_appeal(parts: list[Passage], draft: Draft) -> list[Passage]:
    """An appeal at the end: from the first paragraph that asks for money, where most of the rest asks too."""
    for index, part in enumerate(parts):
        rest = parts[index:]
        asking = sum(asks(other.text) > 0 for other in rest)
        total = sum(asks(other.text) for other in rest)
        if index >= len(parts) / 2 and asks(part.text) and total >= 2 and asking * 2 >= len(rest):
            for other in rest:
                draft.drops.append(Drop("appeal", "It asks for money.", other.text))
            return parts[:index]
    return parts


# ── The body ─────────────────────────────────────────────────────────────────────────────────────────


def _blocks(parts: list[Passage]) -> Iterator[Block]:
    for index, part in enumerate(parts):
        following = parts[index + 1] if index + 1 < len(parts) else None
        if _PAUSE.match(part.text) and not part.items:
            yield Break()
        elif part.items:
            yield List(
                tuple((Paragraph((Text(item),)),) for item in part.items), ordered=part.ordered, start=part.start
            )
        elif part.quoted:
            yield Quotation((Paragraph((Text(part.text),)),))
        elif _is_heading(part) and following is not None and not _is_heading(following):
            yield Heading((Text(part.text),))
        else:
            yield Paragraph((Text(part.text),))


def _is_heading(part: Passage) -> bool:
    """A short line that ends like no sentence, or one in capitals."""
    text = part.text
    if part.quoted or part.items or not part.alone or len(text) > 90 or not re.search(r"[^\W\d]{2}", text):
        return False
    return text.isupper() or (not re.search(r"[.!…:;,\"”’)\]]$", text) and len(text.split()) <= 12)
