"""What stands above a typed story: a mail's headers, labels, a press office's lines, headline, dek, byline and date."""

import re
from collections.abc import Iterator

from freesheet.intake.arrival import Drop
from freesheet.intake.bylines import bylines, signed
from freesheet.intake.dates import instant
from freesheet.intake.draft import Draft
from freesheet.intake.lines import LABEL, PRESS, Passage, date_line

# Headlines of news are under 110 characters, and long ones of magazines under 200.
LONGEST_HEADLINE = 200
# A line directly below the headline is its dek when it is longer than the name of a section.
SHORTEST_DEK = 25
CREDIT = re.compile(
    r"[(\[][^)\]]*(photo|image|illustration|getty|reuters|afp|ap photo|courtesy|via)[^)\]]*[)\]]\.?$|"
    r"(getty images|ap photo|reuters|/ ?afp|/ ?ap|courtesy of [\w .]+|photo(graph)? by [\w .]+|photo: [\w ./]+|"
    r"image: [\w ./]+|credit: [\w ./]+|(?-i:[A-Z][A-Z.' -]+ / [A-Z][A-Z.' -]+))\.?$",
    re.IGNORECASE,
)
# Who speaks in an interview: "Q.", "A:", "ANN LEE:", "Ann Lee:".
SPEAKER = re.compile(r"([QA][.:]|(?!The |A )[^\W\d_a-z][\w.'’-]*( [^\W\d_a-z][\w.'’-]*){0,3}:)\s")
_MAIL = frozenset(
    {"from", "to", "cc", "bcc", "sent", "date", "subject", "reply-to", "importance", "attachment", "attachments"}
)
_ANSWERED = re.compile(r"\s*((re|aw|fwd?|wg)\s*:\s*)+", re.IGNORECASE)
_REACHED = re.compile(r"\d{3}\)?[-. ]\d{3,4}|\S@\w")
_JOB = re.compile(
    r"([\w.'’&-]+ ){0,4}(writer|reporter|editor|correspondent|columnist|contributor|photographer)s?$", re.IGNORECASE
)


def read_above(parts: list[Passage], draft: Draft) -> tuple[Passage, ...]:
    """Headline, dek, byline, date and caption from what stands before the first prose; the rest of it is the body's."""
    left, subject = _without_labels(_without_press(parts, draft), draft)
    head = None if draft.headline else _headline(left)
    if head is not None and (not subject or _is_title(left[head].text)):
        draft.drops.extend(Drop("navigation", "It stands above the headline.", part.text) for part in left[:head])
        draft.headline = left[head].text
        left = left[head + 1 :]
    if subject and draft.headline:
        draft.drops.append(Drop("mail header", "The story has a headline of its own.", subject))
    draft.headline = draft.headline or subject
    return tuple(
        part for index, part in enumerate(left) if not _told(part, draft, directly=index == 0 and head is not None)
    )


# ── Labels ───────────────────────────────────────────────────────────────────────────────────────────


def _without_press(parts: list[Passage], draft: Draft) -> list[Passage]:
    if not any(PRESS.match(part.text) for part in parts):
        return parts
    furniture = [
        part for part in parts if PRESS.match(part.text) or (len(part.text) < 60 and _REACHED.search(part.text))
    ]
    draft.drops.extend(Drop("press release furniture", "It is for editors.", part.text) for part in furniture)
    return [part for part in parts if part not in furniture]


def _without_labels(parts: list[Passage], draft: Draft) -> tuple[list[Passage], str]:
    """Without the lines that say what they hold, whose values the draft gets; and the subject of a mail."""
    names = [found["name"].lower() if (found := LABEL.match(part.text)) else "" for part in parts]
    mail = [index for index, name in enumerate(names) if name in _MAIL]
    headers = range(mail[0], mail[-1] + 1) if len(mail) > 1 else range(0)
    left, subject = list[Passage](), ""
    for index, (part, name) in enumerate(zip(parts, names, strict=True)):
        value = part.text.partition(":")[2].strip()
        if index in headers and name == "subject":
            subject = _ANSWERED.sub("", value)
        elif index in headers and name in {"date", "sent"} and (when := instant(value)):
            draft.published = when
        elif index in headers:
            draft.drops.append(Drop("mail header", "It is for those who mailed it.", part.text))
        elif not (name and _named(name, value, draft)):
            left.append(part)
    return left, subject


def _named(name: str, value: str, draft: Draft) -> bool:
    """Whether a label names a part of the story; its value is the draft's then."""
    match name:
        case "hed" | "head" | "headline":
            draft.headline = value
        case "dek" | "deck" | "subhed" | "subhead":
            draft.dek = value
        case "byline":
            draft.bylines = bylines(value)
        case "slug":
            draft.drops.append(Drop("slug", "The story's name is made from its headline.", value))
        case _:
            return False
    return True


# ── Headline, dek, byline, date ──────────────────────────────────────────────────────────────────────


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
    return len(text.split()) >= 4 and not CREDIT.search(text) and not (len(text) > 60 and text.endswith("."))


def _told(part: Passage, draft: Draft, *, directly: bool) -> bool:
    """Whether a line above the body tells something of the story that has a place of its own.

    `directly` is said of the line below the headline.
    """
    text = part.text
    if _is_byline(text):
        draft.bylines += tuple(byline for byline in bylines(_without_date(text)) if byline not in draft.bylines)
        draft.published = draft.published or instant(text)
    elif when := date_line(text):
        if re.match(r"(?i)\W*(last )?(updated|modified)", text):
            draft.updated = when
        draft.published = draft.published or when
    elif verdict := next(_verdicts(text, draft), None):
        draft.drops.append(verdict)
    elif _is_dek(part, draft, directly=directly):
        draft.dek = text
    else:
        return False
    return True


def _verdicts(text: str, draft: Draft) -> Iterator[Drop]:
    if CREDIT.search(text):
        yield Drop("caption", "The text has no picture that it could stand under.", text)
    if draft.bylines and _JOB.match(text):
        yield Drop("byline", "It says what the author does.", text)


def _is_dek(part: Passage, draft: Draft, *, directly: bool) -> bool:
    if draft.dek or draft.bylines or part.items or part.verses or SPEAKER.match(part.text):
        return False
    return SHORTEST_DEK <= len(part.text) <= 400 and (directly or not is_heading(part))


def is_heading(part: Passage) -> bool:
    """A short line that ends like no sentence, or one in capitals."""
    text = part.text
    if part.quoted or part.items or not part.alone or len(text) > 90 or not re.search(r"[^\W\d]{2}", text):
        return False
    return text.isupper() or (not re.search(r"[.!…:;,\"”’)\]]$", text) and len(text.split()) <= 12)


def _is_byline(text: str) -> bool:
    line = _without_date(text)
    found = re.match(r"(interview|words|text|report|[a-z]+ed) by:?\s+\S", line, re.IGNORECASE)
    return signed(line) or (len(text) < 140 and bool(found and bylines(line)))


def _without_date(text: str) -> str:
    return re.split(
        r"\s*[|•·—–]\s*(?=\S*\d|published|updated|posted)|,?\s+(?=\w{3,9}\.? \d{1,2}, \d{4})", text, flags=re.IGNORECASE
    )[0]
