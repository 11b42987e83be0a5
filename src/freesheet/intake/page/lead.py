"""The lead picture of a page's article: the first of its body, or the one that its metadata name."""

from freesheet.intake.draft import Draft
from freesheet.intake.page.claims import Claims
from freesheet.intake.page.context import Context
from freesheet.story.nodes import Blocks, Break, Heading, Picture
from freesheet.story.walk import every_block

# A picture after more blocks than this belongs to its place in the body.
NEAR_THE_TOP = 1


def take_lead(draft: Draft, claims: Claims, context: Context) -> None:
    """Move the body's first picture above the body; without one, take the picture that the metadata name."""
    body = [part for part in draft.body if not isinstance(part, Break)]
    near = next((part for part in body[: NEAR_THE_TOP + 1] if isinstance(part, Picture)), None)
    opened_by_text = bool(body) and not isinstance(body[0], Picture | Heading)
    if near and (not opened_by_text or near is body[0]):
        draft.lead = near
        draft.body = _without(draft.body, near)
    elif claims.picture and not any(isinstance(part, Picture) for part in every_block(draft.body)):
        draft.lead = Picture(context.gallery.hang(claims.picture, claims.picture_alt), alt=claims.picture_alt)


def _without(body: Blocks, picture: Picture) -> Blocks:
    index = next(index for index, part in enumerate(body) if part is picture)
    rest = (*body[:index], *body[index + 1 :])
    while rest and isinstance(rest[0], Break):
        rest = rest[1:]
    return rest
