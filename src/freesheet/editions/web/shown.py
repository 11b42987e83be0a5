"""The pictures of a page: each at two widths in files of its own, a description where one is missing."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

from markupsafe import Markup

from freesheet.edition import Kit, Loss, MissingPicture
from freesheet.markup.article import Article
from freesheet.markup.html import described
from freesheet.pictures import fit
from freesheet.story.nodes import Picture
from freesheet.story.slug import slug_of
from freesheet.story.walk import pictures_in

# A phone shows 640 pixels of device width sharply; 1280 fill the text's width on a fine screen and stay under 300 KB.
WIDTHS = (640, 1280)
# What the style makes of them: the lead 56rem at the most, one in the text 36rem, and 1.25rem of margin on a phone.
LEAD_SIZES = "(min-width: 58.5rem) 56rem, calc(100vw - 2.5rem)"
TEXT_SIZES = "(min-width: 38.5rem) 36rem, calc(100vw - 2.5rem)"


@dataclass(frozen=True, slots=True)
class Copy:
    """A picture at one width."""

    name: str
    data: bytes
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Shown:
    """A picture that the page shows; its copies are of rising width, one alone where the picture is small."""

    picture: Picture
    copies: tuple[Copy, ...]

    @property
    def largest(self) -> Copy:
        return self.copies[-1]


def shown(told: Article, kit: Kit, edition: str) -> tuple[dict[str, Shown], tuple[Loss, ...]]:
    """The pictures by their file, and a loss for each that is missing."""
    pictures, losses = dict[str, Shown](), dict[str, Loss]()
    taken = {picture.file for picture in pictures_in(told.story)}
    for picture in _pictures(told):
        if picture.file in pictures or picture.file in losses:
            continue
        try:
            pictures[picture.file] = Shown(picture, tuple(_copies(picture.file, kit.picture(picture.file), taken)))
        except MissingPicture as error:
            losses[picture.file] = Loss(edition, told.story.slug, str(error))
    return pictures, tuple(losses.values())


def _pictures(told: Article) -> tuple[Picture, ...]:
    return () if told.story.withdrawal else pictures_in(told.story)


def _copies(file: str, data: bytes, taken: set[str]) -> Iterator[Copy]:
    """Copies under names that no other file of the story has."""
    widths = set[int]()
    for width in WIDTHS:
        fitted = fit(data, file, width=width)
        if fitted.width not in widths:
            widths.add(fitted.width)
            name = _free(slug_of(PurePosixPath(file).stem), f"{fitted.width}.{fitted.extension}", taken)
            yield Copy(name, fitted.data, fitted.width, fitted.height)


def _free(stem: str, ending: str, taken: set[str]) -> str:
    name, number = f"{stem}-{ending}", 1
    while name in taken:
        number += 1
        name = f"{stem}-{number}-{ending}"
    taken.add(name)
    return name


def image(told: Article, pictures: Mapping[str, Shown]) -> Callable[[Picture], Markup]:
    """What writes a picture; the lead loads at once, the others when they come near."""

    def write(picture: Picture) -> Markup:
        here = pictures.get(picture.file)
        if here is None:
            return described(picture, told.words)
        is_lead = picture == told.lead
        source = Markup(' srcset="{}" sizes="{}"').format(
            ", ".join(f"{copy.name} {copy.width}w" for copy in here.copies),
            LEAD_SIZES if is_lead else TEXT_SIZES,
        )
        return Markup('<img src="{}"{} alt="{}" width="{}" height="{}"{}/>').format(
            here.copies[0].name,
            source if len(here.copies) > 1 else "",
            "" if picture.decorative else picture.alt,
            here.largest.width,
            here.largest.height,
            Markup(' fetchpriority="high"') if is_lead else Markup(' loading="lazy" decoding="async"'),
        )

    return write
