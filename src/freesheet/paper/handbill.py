"""What a handbill holds: the headline and the gist of one story, what a reader can do, and the way to the rest."""

from collections.abc import Iterator
from dataclasses import dataclass

from freesheet.edition import Kit, Loss
from freesheet.markup.article import Article, article
from freesheet.markup.notes import Endnotes
from freesheet.paper.galley import Data, Setter, breakable, titled
from freesheet.paper.phrases import phrases_of
from freesheet.paper.sheet import PAGES, Sheet, coded, foot, furniture, on_the_web, shortened, sound
from freesheet.story.nodes import Aside, Blocks, Issue, Note, Paragraph
from freesheet.story.walk import every_block, every_inline, inlines_inside, plain, text_of

# Headlines in ems of the text; a poster's is read across a room.
STEPS = [3.4, 2.9, 2.5, 2.15, 1.8, 1.5, 1.2, 1.0]
# Longer ones would leave no room for the story on a quarter of a page.
LONGEST_HEADLINE, LONGEST_DEK, LONGEST_BYLINE = 220, 320, 160
# The first paragraphs of a news story hold its gist; more would be the story.
MOST_PARAGRAPHS = 4


@dataclass(frozen=True, slots=True)
class Bill:
    """A handbill's sheet, and the blocks of which its template shows as many as fit."""

    sheet: Sheet
    article: Article
    pieces: Blocks
    action: Aside | None

    def losses(self, edition: str, shown: int, *, acted: bool) -> tuple[Loss, ...]:
        """What is left for the whole story, when so many pieces are shown, and the box of what to do or not."""
        left = " ".join(filter(None, self._left(shown, acted=acted)))
        return (Loss(edition, self.article.story.slug, "The rest of the story", left),) if left else ()

    def _left(self, shown: int, *, acted: bool) -> Iterator[str]:
        a = self.article
        byline = text_of(a.byline)
        for text, most in ((a.headline, LONGEST_HEADLINE), (a.dek, LONGEST_DEK), (byline, LONGEST_BYLINE)):
            if len(text) > most:
                yield text
        kept: Blocks = (*self.pieces[:shown], *([self.action] if self.action and acted else []))
        # The house's terms are not the story's words; the story's own are.
        own = a.story.licence or a.story.terms
        closing = (block for section in a.closing if own or section.name != "licence" for block in section.blocks)
        lead: Blocks = (a.lead,) if a.lead else ()
        for block in (*a.notices, *lead, *a.body, *closing):
            if block not in kept:
                yield plain(block)
        for block in every_block(kept):
            yield from (text_of(n.content) for n in every_inline(inlines_inside(block)) if isinstance(n, Note))


def bill(issue: Issue, kit: Kit, edition: str) -> Bill:
    """The data of a story's handbill."""
    (story,) = issue.stories
    a = article(story, kit.house)
    codes: dict[str, str] = {}
    corrections = tuple(b for section in a.closing if section.name == "corrections" for b in section.blocks)
    gist = tuple(block for block in a.body if isinstance(block, Paragraph))[:MOST_PARAGRAPHS]
    pieces = (*a.notices, *corrections, *gist)
    action = next((b for b in a.body if isinstance(b, Aside) and b.role == "what-you-can-do"), None)
    setter = Setter(a, Endnotes({}, ()), {}, 1)
    phrases = phrases_of(story.language)
    width, height = PAGES[kit.house.printing.paper]
    data: Data = furniture(issue, (a,), kit) | {
        "page": {"width": width, "height": height},
        "kicker": breakable(a.kicker),
        "headline": titled(shortened(a.headline, LONGEST_HEADLINE), story.language),
        "dek": shortened(a.dek, LONGEST_DEK),
        "byline": setter.inlines(a.byline) if len(text_of(a.byline)) <= LONGEST_BYLINE else [],
        "steps": STEPS,
        "pieces": setter.blocks(pieces),
        "action": {
            "title": breakable(action.title or a.words.asides[action.role]),
            "blocks": setter.blocks(action.blocks),
        }
        if action
        else None,
        "foot": foot(kit.house, story.language, a.appeal) | {"address": on_the_web(a), "code": coded(a.address, codes)},
        "read_all": phrases.read_all,
        "scan": phrases.scan,
    }
    return Bill(sound(data, codes, (a,), edition), a, pieces, action)
