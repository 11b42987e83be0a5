"""Cut a text into parts that a service takes: between paragraphs, else lines, else sentences, else words."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from freesheet.editions.message.services import Service
from freesheet.markup.text import HEADING

# Where a text may be cut, best first; what matches is left out at the cut. Only a word longer than a part is cut.
CUTS = (
    re.compile(r"\n{2,}"),
    re.compile(r"(?<!\n)\n(?!\n)"),
    re.compile(r"(?:(?<=[.!?])|(?<=[.!?][\"')\]])|(?<=[.!?][\"')\]][\"')\]])) +"),
    re.compile(r"(?<=\S) +"),
)
# A cut that leaves more than half of a message empty is worse than one inside a paragraph: the reader pays for each.
LEAST_FULL = 0.5
TITLE_LENGTH = 60
LAST_WORDS_LENGTH = 60


@dataclass(frozen=True, slots=True)
class Frame:
    """What stands around a part: which it is and of which story, where the last one ended, and that one follows."""

    title: str
    part: str
    continued: str
    continues: str

    def around(self, body: str, place: int, total: int, before: str) -> str:
        """The whole message. `before` is the body of the part before it."""
        if total == 1:
            return body + "\n"
        head = f"{self.part.format(n=place, m=total)} - {shortened(self.title, TITLE_LENGTH)}"
        if before:
            head += "\n" + self.continued.format(text=last_words(before))
        tail = "\n\n" + self.continues.format(n=place + 1) if place < total else ""
        return f"{head}\n\n{body}{tail}\n"


class TooSmall(Exception):
    """A service's messages are too short even for what stands around a part."""


def split(text: str, frame: Frame, service: Service) -> tuple[str, ...]:
    """The messages that carry the text, each within the service's limits."""
    whole = frame.around(text, 1, 1, "")
    if service.holds(whole):
        return (whole,)
    # The total stands in every part and takes room in it, so its length is guessed first, and then known.
    digits = 1
    while len(str(len(bodies := _bodies(text, frame, service, 10**digits - 1)))) > digits:
        digits += 1
    befores = ("", *bodies)
    return tuple(
        frame.around(body, place, len(bodies), before)
        for place, (body, before) in enumerate(zip(bodies, befores, strict=False), 1)
    )


def _bodies(text: str, frame: Frame, service: Service, total: int) -> list[str]:
    """The text in pieces that fit with their frames around them, if there are at most `total` of them."""
    bodies, before = list[str](), ""
    while text:
        place = len(bodies) + 1

        def fits(body: str, place: int = place, before: str = before) -> bool:
            return service.holds(frame.around(body, place, max(total, place + 1), before))

        before, text = _cut(text, fits, service)
        bodies.append(before)
    return bodies


def _cut(text: str, fits: Callable[[str], bool], service: Service) -> tuple[str, str]:
    """The longest good beginning of the text that fits, and what comes after it."""
    window = text[: service.characters + 1]
    if len(window) == len(text) and fits(text):
        return text, ""
    room = _longest(window, fits)
    if not room:
        raise TooSmall(f"Messages of {service.characters} characters are too short to carry a story in parts.")
    last = [places[-1] for cut in CUTS if (places := _places(cut, window, room))]
    full = [(start, end) for start, end in last if start >= LEAST_FULL * room]
    start, end = full[0] if full else max(last, default=(room, room))
    return text[:start], text[end:]


def _places(cut: re.Pattern[str], window: str, room: int) -> list[tuple[int, int]]:
    """Where it may be cut within the room that there is; behind a heading only when nothing else is left."""
    places = [match.span() for match in cut.finditer(window) if 0 < match.start() <= room]
    return [place for place in places if not _is_heading(window[: place[0]].rpartition("\n")[2])] or places


def _is_heading(line: str) -> bool:
    before, after = HEADING.split("{}")
    return line.startswith(before) and line.endswith(after)


def _longest(text: str, fits: Callable[[str], bool]) -> int:
    """How many characters from the beginning of the text fit."""
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if fits(text[:middle]) else (low, middle - 1)
    return low


def shortened(text: str, length: int) -> str:
    """The beginning of a text in at most this many characters, cut between words."""
    if len(text) <= length:
        return text
    return (text[: length - 3].rsplit(" ", 1)[0] or text[: length - 3]) + "..."


def last_words(text: str) -> str:
    """How a part ended: its last words on one line."""
    end = " ".join(text[-LAST_WORDS_LENGTH * 2 :].split())
    if len(end) <= LAST_WORDS_LENGTH:
        return f"...{end}"
    tail = end[-LAST_WORDS_LENGTH:]
    return "..." + (tail.split(" ", 1)[1] if " " in tail else tail)
