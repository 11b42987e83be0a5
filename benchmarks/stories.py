"""Stories to measure with: as many as wanted, all different, in the words and sentence lengths of the samples."""

import random
from collections import defaultdict
from datetime import UTC, datetime
from itertools import pairwise

from freesheet import samples
from freesheet.story.nodes import Block, Byline, Heading, Inline, Link, Paragraph, Picture, Story, Text
from freesheet.story.walk import plain

END = "\0"


def _chain() -> dict[str, list[str]]:
    """Which word follows which in the English samples (an order-1 Markov chain)."""
    follows = defaultdict[str, list[str]](list)
    for name in samples.names():
        story = samples.story(name)
        if story.language.startswith("en"):
            for block in story.body:
                words = [END, *plain(block).split(), END]
                for word, then in pairwise(words):
                    follows[word].append(then)
    return dict(follows)


CHAIN = _chain()


def _prose(rng: random.Random, words: int) -> str:
    told, word = list[str](), END
    while len(told) < words:
        word = rng.choice(CHAIN[word])
        if word != END:
            told.append(word)
    return " ".join(told)


def _paragraph(rng: random.Random, words: int, number: int) -> Paragraph:
    content: list[Inline] = [Text(_prose(rng, words - 4) + " ")]
    content.append(Link((Text(_prose(rng, 4)),), f"https://example.org/{rng.randrange(10**6)}/source-{number}"))
    return Paragraph((*content, Text(".")))


def stories(count: int, words: int, *, seed: int = 1, picture: str = "") -> list[Story]:
    """`count` different stories of about `words` words, a link in every third paragraph, a heading in every eighth."""
    return [_story(random.Random(f"{seed}-{number}"), number, words, picture) for number in range(count)]  # noqa: S311


def _story(rng: random.Random, number: int, words: int, picture: str) -> Story:
    body = list[Block]()
    left = words
    while left > 0:
        length = min(left, rng.randint(45, 85))
        if len(body) % 9 == 8:
            body.append(Heading((Text(_prose(rng, 5)),)))
        body.append(
            _paragraph(rng, length, len(body))
            if len(body) % 3 == 0 and length > 8
            else Paragraph((Text(_prose(rng, length)),))
        )
        left -= length
    return Story(
        id=f"benchmark-{number}",
        slug=f"story-{number}",
        headline=_prose(rng, 9).strip(".,").capitalize(),
        dek=_prose(rng, 22),
        section="Justice",
        bylines=(Byline("Ana Okafor"),),
        published=datetime(2026, 5, 1 + number % 28, 12, tzinfo=UTC),
        lead=Picture(picture, alt=_prose(rng, 12), caption=(Text(_prose(rng, 18)),), credit="Freesheet")
        if picture
        else None,
        body=tuple(body),
    )
