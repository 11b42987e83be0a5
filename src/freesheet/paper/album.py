"""The pictures of what is to be printed, each fitted once in grey, and a loss for each that is not there."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from freesheet.edition import Kit, Loss, MissingPicture
from freesheet.pictures import Fitted, fit
from freesheet.story.nodes import Story
from freesheet.story.walk import pictures_in

# 1,400 pixels over a page's 7.1 inches are 197 to an inch: as much as a laser printer or a copier can show in grey.
WIDTH = 1_400


@dataclass(frozen=True, slots=True)
class Plate:
    """A picture and the name of its file beside the template; the name tells nothing of where it came from."""

    name: str
    picture: Fitted


@dataclass(frozen=True, slots=True)
class Album:
    plates: dict[str, Plate] = field(default_factory=dict)
    losses: tuple[Loss, ...] = ()


def album(stories: Iterable[Story], kit: Kit, edition: str, *, width: int = WIDTH) -> Album:
    """The pictures of these stories; a withdrawn story shows none."""
    plates: dict[str, Plate] = {}
    losses: dict[tuple[str, str], Loss] = {}
    for story in stories:
        for file in dict.fromkeys(p.file for p in pictures_in(story)) if not story.withdrawal else ():
            if file in plates:
                continue
            try:
                fitted = fit(kit.picture(file), file, width=width, grey=True)
            except MissingPicture as error:
                losses[story.slug, file] = Loss(edition, story.slug, str(error))
            else:
                plates[file] = Plate(f"picture-{len(plates) + 1}.{fitted.extension}", fitted)
    return Album(plates, tuple(losses.values()))
