"""An archive to measure a site with: any number of stories, all different and always the same, one at a time."""

import random
import re
from collections import defaultdict
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import cache
from itertools import pairwise
from pathlib import Path

from msgspec.structs import replace

from freesheet import samples
from freesheet.story.nodes import (
    Block,
    Byline,
    Correction,
    Heading,
    Inline,
    Link,
    List,
    Paragraph,
    Quotation,
    Story,
    Text,
    Withdrawal,
)
from freesheet.story.slug import slug_of
from freesheet.story.walk import plain

SECTIONS = ("Justice", "Climate", "Health", "Labor", "Housing", "Schools", "Politics", "Culture")
FIRST = datetime(2016, 10, 1, 6, tzinfo=UTC)
TEN_YEARS = timedelta(days=3652)
# Together with headings, lists and the end of the last paragraph: 926 words on average.
SHORTEST, LONGEST = 300, 1408
_SENTENCES = 20_000
_END = "\0"
_PROSE = re.compile(r"[A-Za-z][A-Za-z'’-]*,?|[.!?](?=\s)")


def stories(count: int) -> Iterator[Story]:
    """An archive of `count` stories of ten years, the oldest first; 1 of 100 was corrected, 1 of 2,000 withdrawn."""
    return (_with_history(story(number, count), number) for number in range(count))


def story(number: int, count: int) -> Story:
    """Story `number` of an archive of `count`; a number beyond them is a story that is newer than all."""
    rng = random.Random(number)  # noqa: S311
    published = FIRST + TEN_YEARS * number / count
    return Story(
        id=f"benchmark-{number}",
        slug=f"{slug_of(_words(rng, 6))[:60].strip('-')}-{number}",
        headline=_words(rng, 9).capitalize(),
        dek=_sentence(rng),
        section=rng.choice(SECTIONS),
        topics=tuple(rng.sample(_topics(), rng.choice((2, 3, 3, 4)))),
        bylines=tuple(Byline(name) for name in rng.sample(_authors(), 1 if rng.random() < 0.9 else 2)),
        published=published.replace(microsecond=0),
        body=tuple(_body(rng, rng.randint(SHORTEST, LONGEST))),
    )


def corrected(story: Story, when: datetime) -> Story:
    """The story with one word of its last paragraph put right, and a note that says so."""
    last = Paragraph((Text(f"It was not {story.section}. The corrected sentence stands here."),))
    note = Correction(when, f"An earlier version said {story.section}.", "It is put right.")
    return replace(story, body=(*story.body, last), corrections=(*story.corrections, note), updated=when)


def withdrawn(story: Story, when: datetime) -> Story:
    return replace(story, withdrawal=Withdrawal(when, "The documents it rested on were not what they seemed."))


def _with_history(story: Story, number: int) -> Story:
    later = (story.published or FIRST) + timedelta(days=1)
    if number % 2000 == 1999:
        return withdrawn(story, later)
    return corrected(story, later) if number % 100 == 99 else story


def _body(rng: random.Random, words: int) -> Iterator[Block]:
    """Paragraphs, every third with a link; some stories have headings, a quotation or a list."""
    headings, quotation, list_ = rng.random() < 0.5, rng.random() < 0.3, rng.random() < 0.2
    left, blocks = words, 0
    while left > 0:
        if headings and blocks % 7 == 6:
            yield Heading((Text(_words(rng, 5).capitalize()),))
        if quotation and blocks == 4:
            yield Quotation((Paragraph((Text(_sentence(rng)),)),), source=(Text(rng.choice(_authors())),))
        if list_ and blocks == 6:
            yield List(tuple((Paragraph((Text(_sentence(rng)),)),) for _ in range(4)))
        paragraph, length = _paragraph(rng, linked=blocks % 3 == 0)
        yield paragraph
        left, blocks = left - length, blocks + 1


def _paragraph(rng: random.Random, *, linked: bool) -> tuple[Paragraph, int]:
    sentences = [_sentence(rng) for _ in range(rng.randint(2, 5))]
    content: list[Inline] = [Text(" ".join(sentences))]
    if linked:
        address = f"https://example.org/{rng.randrange(10**6)}/{slug_of(_words(rng, 3))}"
        content += [Text(" "), Link((Text(_words(rng, 3)),), address), Text(".")]
    return Paragraph(tuple(content)), sum(sentence.count(" ") + 1 for sentence in sentences)


def _words(rng: random.Random, count: int) -> str:
    """So many words running, as they stand in one sentence after another."""
    words = list[str]()
    while len(words) < count:
        words += _sentence(rng).rstrip(".").replace(",", "").lower().split()
    return " ".join(words[:count])


def _sentence(rng: random.Random) -> str:
    return rng.choice(_sentences())


@cache
def _sentences() -> tuple[str, ...]:
    """A stock of sentences by an order-1 Markov chain, so that a hundred thousand stories take a minute to write."""
    rng, follows = random.Random(1), _follows()  # noqa: S311
    return tuple(_new_sentence(rng, follows) for _ in range(_SENTENCES))


def _new_sentence(rng: random.Random, follows: dict[str, list[str]]) -> str:
    words, word = list[str](), _END
    while len(words) < 40:
        word = rng.choice(follows[word])
        if word != _END:
            words.append(word)
        elif len(words) > 4:
            break
    told = " ".join(words).rstrip(",")
    return f"{told[:1].upper()}{told[1:]}."


@cache
def _follows() -> dict[str, list[str]]:
    """Which word follows which in the English that there is here: the documentation, and the sample stories."""
    follows = defaultdict[str, list[str]](list)
    for text in _english():
        words = [_END if word in ".!?" else word for word in _PROSE.findall(text)]
        for word, then in pairwise((_END, *words, _END)):
            follows[word].append(then)
    return dict(follows)


def _english() -> Iterator[str]:
    for page in sorted((Path(__file__).parents[1] / "docs").rglob("*.md")):
        yield page.read_text("utf-8")
    for name in samples.names():
        sample = samples.story(name)
        if sample.language.startswith("en"):
            yield from (plain(block) for block in sample.body)


@cache
def _topics() -> tuple[str, ...]:
    """Three hundred words to file stories under."""
    words = {word.lower() for word in _follows() if re.fullmatch(r"[a-z]{6,12}", word)}
    return tuple(word.capitalize() for word in sorted(random.Random(2).sample(sorted(words), 300)))  # noqa: S311


@cache
def _authors() -> tuple[str, ...]:
    """Fifty people."""
    first = ("Ana", "Ben", "Chidi", "Dolores", "Emeka", "Fatima", "Grace", "Hiro", "Ines", "Jamal")
    last = ("Okafor", "Reyes", "Lindqvist", "Baptiste", "Moreau")
    return tuple(f"{one} {two}" for one in first for two in last)
