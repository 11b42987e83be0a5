"""Plain text: a story typed by itself, or a page that was copied or crawled as text with its furniture around it."""

import re
from collections.abc import Iterator
from itertools import pairwise

from freesheet.intake.above import CREDIT, SPEAKER, is_heading, read_above
from freesheet.intake.arrival import Arrival, Drop, NotTaken, Raw
from freesheet.intake.corrections import take_corrections
from freesheet.intake.draft import Draft, arrival
from freesheet.intake.encoding import decoded
from freesheet.intake.lines import PROSE, Passage, passages
from freesheet.intake.page.context import Verdict
from freesheet.intake.page.furniture import LONGEST_APPEAL, asks, said
from freesheet.intake.page.origin import take_notice
from freesheet.story.nodes import Block, Break, Heading, Inline, LineBreak, List, Paragraph, Quotation, Text

LARGEST = 5_000_000
_END = re.compile(r"[.!?…:;,।。؟][\"'”’)\]]*$")
_PAUSE = re.compile(r"^\W{1,15}$")
# A line for the person who sets the story: "-30-", "ENDS".
_END_MARK = re.compile(r"^\W*(-\s*30\s*-|ends|end of (story|copy)|the end)\W*$", re.IGNORECASE)
# What is left of a form for a newsletter.
_FIELD = re.compile(
    r"^((enter )?(your )?e-?mail( address)?|sign (me )?up( now)?|subscribe( now)?|submit)\W*$", re.IGNORECASE
)
_IMAGE = re.compile(r"^(image|photo|picture|open image in gallery|view image in fullscreen)$", re.IGNORECASE)
_CREDITED = re.compile(r"\W*((photo(graph)?|image|picture|illustration)( credit)?|credit)s?:\s", re.IGNORECASE)
# What stands above the name of somebody who writes a letter.
_REGARDS = re.compile(
    r"(yours?|sincerely|respectfully|regards|(best|kind|warm) (regards|wishes)|in solidarity|with (love|gratitude)|"
    r"love|thank you|thanks|atentamente|saludos|cordialement)\b[\w ]{0,20}[,.!]?$",
    re.IGNORECASE,
)
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
    parts, hyphens = passages(text)
    if not parts:
        raise NotTaken(f"There is no text in {raw.name}.")
    draft = Draft(address=raw.address, drops=[*drops, *hyphens])
    first = next((index for index, part in enumerate(parts) if _is_prose(part)), len(parts))
    above = read_above([part for part in parts[: max(first, 1)] if not _is_furniture(part, draft)], draft)
    story = _without_appeal(_without_tail([*above, *parts[max(first, 1) :]], draft), draft)
    draft.body = tuple(_blocks(list(_without_furniture(story, draft))))
    if not draft.body and draft.dek:
        draft.body, draft.dek = (Paragraph((Text(draft.dek),)),), ""
    take_notice(draft)
    take_corrections(draft)
    return arrival(draft, raw.name)


def _is_prose(part: Passage) -> bool:
    return bool(part.verses or (len(part.text) >= PROSE and _END.search(part.text) and not CREDIT.search(part.text)))


# ── In and after the story ───────────────────────────────────────────────────────────────────────────


def _is_furniture(part: Passage, draft: Draft) -> bool:
    verdict = said(part.text)
    if verdict:
        draft.drops.append(Drop(verdict.what, verdict.why, part.text))
    return verdict is not None


def _without_furniture(parts: list[Passage], draft: Draft) -> Iterator[Passage]:
    captions = set(_captions(parts))
    for index, part in enumerate(parts):
        if index in captions:
            draft.drops.append(Drop("caption", "The text has no picture that it could stand under.", part.text))
        elif _END_MARK.match(part.text):
            draft.drops.append(Drop("end mark", "It is for those who set the story.", part.text))
        elif _FIELD.match(part.text):
            draft.drops.append(Drop("newsletter box", "It asks to sign up.", part.text))
        elif _is_appeal(part):
            draft.drops.append(Drop("appeal", "It asks for money.", part.text))
        elif not _is_furniture(part, draft):
            yield part


def _captions(parts: list[Passage]) -> Iterator[int]:
    """Of the words that stood at a picture: its placeholder, the credit, and the caption between them."""
    for index, part in enumerate(parts):
        if _is_credit(part):
            yield index
        elif _IMAGE.match(part.text):
            below = [_is_credit(other) or bool(CREDIT.search(other.text)) for other in parts[index + 1 : index + 3]]
            yield from range(index, index + (below.index(True) + 2 if True in below else 1))


def _is_credit(part: Passage) -> bool:
    return len(part.text) < 120 and bool(_CREDITED.match(part.text))


def _is_appeal(part: Passage) -> bool:
    return len(part.text) <= LONGEST_APPEAL and asks(part.text) >= 3


def _without_tail(parts: list[Passage], draft: Draft) -> list[Passage]:
    """Without the lists of other stories and the like that follow the last prose."""
    told = (index for index, part in enumerate(parts) if part.verses or (len(part.text) >= PROSE and _is_told(part)))
    last = max(told, default=-1)
    start = next(
        (index for index in range(len(parts)) if index > last > -1 and _AFTER.match(parts[index].text)), len(parts)
    )
    run = start
    while run - 1 > last >= 0 and _is_label(parts[run - 1]) and start == len(parts):
        run -= 1
    signed = any(_REGARDS.match(part.text) for part in parts[last + 1 : start])
    if (len(parts) - run >= 3 and not signed) or start < len(parts):
        for part in parts[run:]:
            verdict = said(part.text) or _AFTER_THE_END
            draft.drops.append(Drop(verdict.what, verdict.why, part.text))
        return parts[:run]
    return parts


def _is_told(part: Passage) -> bool:
    return bool(_END.search(part.text)) and not _is_appeal(part)


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
    interview = _is_interview(parts)
    headings = [is_heading(part) and not _is_said(part, interview=interview) for part in parts]
    for part, heading, following in zip(parts, headings, [*headings[1:], True], strict=False):
        if _PAUSE.match(part.text) and not part.items:
            yield Break()
        elif part.items:
            yield List(
                tuple((Paragraph((Text(item),)),) for item in part.items), ordered=part.ordered, start=part.start
            )
        elif part.quoted:
            yield Quotation((Paragraph((Text(part.text),)),))
        elif heading and not following:
            yield Heading((Text(part.text),))
        else:
            yield Paragraph(tuple(_lines(part)))


def _lines(part: Passage) -> Iterator[Inline]:
    first, *others = part.verses or (part.text,)
    yield Text(first)
    for verse in others:
        yield LineBreak()
        yield Text(verse)


def _is_interview(parts: list[Passage]) -> bool:
    """Whether somebody asks and somebody answers: by names before what they say, or by many questions, some long."""
    spoken = sum(bool(SPEAKER.match(part.text)) for part in parts)
    questions = [part for part, answer in pairwise(parts) if _is_question(part) and not _is_question(answer)]
    unlike = len({is_heading(part) for part in questions}) > 1
    return spoken > 1 or (unlike and len(questions) > 3 and len(questions) * 3 >= len(parts))


def _is_question(part: Passage) -> bool:
    return part.text.endswith("?") and len(part.text) <= 200


def _is_said(part: Passage, *, interview: bool) -> bool:
    """Whether a short line is what somebody says in an interview, and no heading."""
    if interview and _is_question(part):
        return True
    return bool(SPEAKER.match(part.text)) and (interview or part.text.endswith("?"))
