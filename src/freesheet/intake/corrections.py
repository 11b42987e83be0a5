"""The notes of corrections in a story's text: taken out of its body, for editions to print as what they are."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import takewhile

from freesheet.intake.arrival import Drop
from freesheet.intake.dates import day_near
from freesheet.intake.draft import Draft
from freesheet.intake.tidy import tidy
from freesheet.story.nodes import Aside, Block, Blocks, Break, Correction, Heading, Inlines, Link, Paragraph
from freesheet.story.walk import every_block, every_inline, inlines_inside, plain

# A note of a correction is a sentence or five.
LONGEST = 900
# So near the ends of a body a note stands: under a summary, or above a biography and a notice of origin.
FROM_TOP, FROM_END = 2, 5

_PARTS = {
    "correction": "corrections?|corrected|erratum|errata corrige|errata|corrigendum|fe de (?:errores|erratas)|"
    "corrección|correcciones|rectificación|corregido|rectificatifs?|rectification|correctif|corrigé|korrektur|"
    "berichtigung|richtigstellung|correção|rettifica|correzione|تصحيح|تصويب|תיקון טעות|תיקון|更正|勘误",
    "clarification": "clarifications?|aclaración|précisions?|klarstellung|esclarecimento|precisazione|توضيح|הבהרה|澄清",
    "editor": "editor(?:['’]?s)? note|editors['’] note|nota del editor|nota de la redacción|note de la rédaction|"
    "anmerkung der redaktion|nota da redação|nota della redazione",
    # "Corrected March 16", "Correction (on 16 March 2024, 3:05 p.m.)"; not "Corrections officers on March 16".
    "when": r"[\s,(\[–—-]+(?:(?:notice|note|added|appended|posted|made|on|del?|el|du|le|am|vom|em|il)\s+)*"
    r"(?P<day>(?:[^\W\d_]+day,?\s+)?(?:[^\W\d_]{3,}\.?\s+\d{1,2}\b|\d{1,4}\b)[^:：]{0,30}?(?:\d:\d\d[^:：]{0,20}?)?)[)\]]?",
    "this": "this (?:[a-z]+ )?(?:article|story|post|piece|column|essay|headline|caption|review|obituary|dispatch)",
}
_LABEL = "(?P<label>(?P<correction>{correction})|(?P<clarification>{clarification})|(?P<editor>{editor}))"


def _pattern(text: str) -> re.Pattern[str]:
    return re.compile(text.replace("{label}", _LABEL).format(**_PARTS), re.IGNORECASE)


_LABELLED = _pattern(r"^\W*{label}(?:{when})?\s*[:：]\s*(?P<said>\S.*)$")
# "Correction. An earlier version …", and without any mark where the label was in bold.
_BEGUN = _pattern(r"^\W*{label}(?:(?:{when})?\s*(?:[.–—]|\s-\s)|\s)\s*(?P<said>\S.*)$")
_TITLE = _pattern(r"^\W*{label}(?:{when})?\W*$")
_CORRECTS = _pattern(
    r"(?:earlier|previous|prior|original|initial|first) version of (?:{this}|(?:the|our) (?:article|story))\b|"
    r"\b{this} (?:(?:has|have|had|was|been|originally|previously|initially|also) )*"
    r"(?:(?:updated|changed|edited|revised) (?:to correct|and corrected)|"
    r"corrected|misstated|misidentified|misspelled|misquoted|misattributed|incorrectly)\b|"
    r"\bversión (?:anterior|previa) de est[ea] |\best[ea] (?:artículo|nota|texto|reportaje) (?:fue|ha sido) corregid|"
    r"\bversion (?:antérieure|précédente) de cet(?:te)? |\bcet(?:te)? (?:article|enquête) a été corrigé|"
    r"\b(?:frühere|erste)n? (?:version|fassung) dieses |\bversão anterior dest[ea] |\bversione precedente di quest"
)
# "Corrections" is also what prisons are called: below such a title a note speaks of what was said, and of when.
_TELLS = re.compile(
    r"\b(?:version|earlier|previous|originally|initially|incorrect|inaccura|mis(?:stat|spel|ident|quot|attrib|tak|nam)|wrong|"
    r"error|erroneous|in fact|should (?:have|be|read)|instead|was(?:n['’]t| not)|were(?:n['’]t| not)|"
    r"this (?:article|story)|anterior|errónea|equivoc|antérieur|erreur|früher|fehler|falsch|erro\b|errata|sbagliat)",
    re.IGNORECASE,
)
_PLURAL = re.compile(r"\W*(?:corrections|correcciones|rectificatifs)\W*$", re.IGNORECASE)
# Within its first words a note without a label tells that it is one.
_OPENING = 120
_MADE = re.compile(
    r"\b(?:corrected|corregid[oa]|corrigée?|korrigiert|corrigid[oa]|corretto) (?:on|el|le|am|em|il) "
    r"(?P<day>[^.:;]{6,40})",
    re.IGNORECASE,
)
_LAST_SAID = re.compile(rf"(?<=[.!?])\s+{_MADE.pattern}\.?$", re.IGNORECASE)
# A weekday, a month and a zone; more words than these are no date.
_MOST_WORDS_OF_A_DATE = 3
_SENTENCE_END = re.compile(r"(?<=\w{3}[.!?])[\"'”’»)]*\s+(?=\W?[^\Wa-z_])|(?<=;)\s+|(?<=[。；])")


def take_corrections(draft: Draft) -> None:
    """Turn the notes at both ends of a draft's body into its corrections; without any date they stay where they are."""
    kept: list[Block] = []
    found: list[Correction] = []
    for place, group in _groups(draft.body):
        top, end = place < FROM_TOP, place + len(group) > len(draft.body) - FROM_END
        told = [_correction(text, draft, top=top) for text in _texts(group)] if top or end else []
        made = [correction for correction in told if correction]
        if made and len(made) == len(told):
            found.extend(made)
            draft.drops.extend(Drop("link", "Corrections are printed without links.", link) for link in _links(group))
        else:
            kept.extend(group)
    if found:
        draft.corrections += tuple(found)
        draft.body = _without_breaks_at_ends(kept)


def _groups(body: Blocks) -> Iterator[tuple[int, Blocks]]:
    """The blocks with their places; what stands below a title "Correction" is one with it, all of it with a plural."""
    place = 0
    while place < len(body):
        group = (body[place], *_below(body[place], body[place + 1 :]))
        yield place, group
        place += len(group)


def _below(title: Block, rest: Blocks) -> Blocks:
    if not (isinstance(title, Heading | Paragraph) and _TITLE.match(plain(title))):
        return ()
    paragraphs = tuple(takewhile(lambda part: isinstance(part, Paragraph), rest))
    return paragraphs if re.search(r"(?:s|errata)\W*$", plain(title), re.IGNORECASE) else paragraphs[:1]


def _texts(group: Blocks) -> list[str]:
    """What may be notes: with a title each paragraph below it, else a paragraph or a box."""
    first, *below = group
    if _PLURAL.match(plain(first)) and not all(_TELLS.search(plain(part)) for part in below):
        return []
    if below:
        return [_text(f"{plain(first)}\n{plain(part)}") for part in below]
    return [_text(plain(first))] if isinstance(first, Paragraph | Aside) else []


def _text(lines: str) -> str:
    """One line; a title that stood on a line of its own ends in a colon."""
    title, _, rest = lines.partition("\n")
    return tidy(f"{title.rstrip(' .:：')}: {rest}" if rest and _TITLE.match(title) else lines)


def _correction(text: str, draft: Draft, *, top: bool) -> Correction | None:
    """The correction that a note tells, in the note's own words; None when it tells none, or nobody knows when."""
    found = _LABELLED.match(text) or _BEGUN.match(text)
    if not _is_note(text, found):
        return None
    day = (found["day"] if found else "") or (told["day"] if (told := _MADE.search(text)) else "")
    made = _made(day or "", draft)
    if not made:
        return None
    substantial = top and not (found and found["clarification"])
    # The day is in the label that editions print.
    said = _LAST_SAID.sub("", found["said"] if found else text)
    if found and not found["editor" if substantial else "correction"]:
        # Editions print another label than the note has; its own is one of its words.
        said = f"{found['label']}: {said}"
    opened = text.startswith("[") and said.endswith("]")
    wrong, right = _parted(said.removeprefix("[").removesuffix("]") if opened else said)
    return Correction(made, wrong, right, substantial=substantial)


def _is_note(text: str, found: re.Match[str] | None) -> bool:
    if len(text) > LONGEST or text.startswith(tuple("“\"'«„‘")):
        return False
    if found and found["day"] and len(re.findall(r"[^\W\d_]{3,}", found["day"])) > _MOST_WORDS_OF_A_DATE:
        return False
    if found and not found["editor"] and found.re is _LABELLED:
        return True
    return bool(_CORRECTS.search(found["said"] if found else text[:_OPENING]))


def _made(day: str, draft: Draft) -> datetime | None:
    """When a correction was made: on the day that it tells, else when the story was last changed."""
    latest = draft.updated or draft.published
    if not day:
        return latest
    told = day_near(day, draft.language or "en", draft.published or latest)
    if not told:
        return None
    same = (known for known in (draft.updated, draft.published) if known and known.date() == told.date())
    if told.time() != datetime.min.time():
        return told
    # Midnight in one zone is another day in the next; noon hardly ever is.
    return next(same, None) or told.replace(hour=12, tzinfo=latest.tzinfo if latest else UTC)


def _parted(said: str) -> tuple[str, str]:
    """What was wrong and what is right: the first sentence, and the rest."""
    end = _SENTENCE_END.search(said)
    return (said[: end.end()].strip(), said[end.end() :].strip()) if end else (said, "")


def _links(group: Blocks) -> Iterator[str]:
    contents: Iterator[Inlines] = (inlines_inside(block) for block in every_block(group))
    for content in contents:
        yield from (inline.address for inline in every_inline(content) if isinstance(inline, Link))


def _without_breaks_at_ends(body: list[Block]) -> Blocks:
    while body and isinstance(body[0], Break):
        body = body[1:]
    while body and isinstance(body[-1], Break):
        body = body[:-1]
    return tuple(body)
