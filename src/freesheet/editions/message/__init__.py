"""The message edition: a story in plain ASCII, in parts that prison message services take, for a person to paste."""

from freesheet.edition import Artifact, Edition, Kit, Loss
from freesheet.editions.message.latin import ascii_of, changes, mostly_latin
from freesheet.editions.message.services import SERVICES
from freesheet.editions.message.split import Frame, split
from freesheet.house import House
from freesheet.markup.article import Article, article
from freesheet.markup.notes import bare
from freesheet.markup.text import story_text
from freesheet.story.nodes import Issue, PullQuote, Story
from freesheet.story.walk import plain, text_of


def make(issue: Issue, kit: Kit) -> tuple[Artifact, ...]:
    return tuple(part for story in issue.stories for part in _parts(story, kit.house))


def _parts(story: Story, house: House) -> tuple[Artifact, ...]:
    told = article(story, house)
    if not mostly_latin("\n".join((told.headline, told.dek, *map(plain, told.body)))):
        return (_impossible(told),)
    text = message_text(told, house)
    losses = tuple(
        Loss(EDITION.name, story.slug, changed.sentence, " ".join(changed.words)) for changed in changes(text)
    )
    whole = ascii_of(text, story.language)
    frame = Frame(
        *(ascii_of(line, story.language) for line in (told.headline, told.words.part)),
        *(ascii_of(line, story.language) for line in (told.words.continued, told.words.continues)),
    )
    return tuple(
        Artifact(
            f"message-{service.name}-{place}-of-{len(parts)}.txt", EDITION.name, part.encode("ascii"), losses=losses
        )
        for service in SERVICES
        for parts in (split(whole, frame, service),)
        for place, part in enumerate(parts, 1)
    )


def message_text(told: Article, house: House) -> str:
    """The story as one text. Of the house's appeal it has one line: more would be paid for by the reader."""
    text = story_text(told, None, address=bare)
    if told.story.appeal and not told.story.withdrawal:
        text += f"\n\n{told.story.appeal}"
    if told.appeal and house.appeal.address:
        text += "\n\n" + told.words.give.format(address=bare(house.appeal.address))
    return text


def _impossible(told: Article) -> Artifact:
    """A file that says why there are no parts, and the loss of all the words."""
    why = "Message services carry only basic Latin letters, and most of this story is in other ones."
    text = "\n\n".join((told.headline, told.dek, text_of(told.byline), *map(plain, told.blocks)))
    loss = Loss(EDITION.name, told.story.slug, why, text)
    return Artifact("message-none-0-of-0.txt", EDITION.name, f"{why}\n".encode(), losses=(loss,))


EDITION = Edition(
    name="message",
    title="Prison messages",
    make=make,
    files="message-{service}-{part}-of-{parts}.txt",
    leaves_out=(PullQuote,),
    limits="Basic Latin letters only: what else a story has is transliterated and reported; pictures are described.",
)
