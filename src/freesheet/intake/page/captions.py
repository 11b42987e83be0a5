"""Captions that stand below a picture's own division, as the fields of some systems do: put with it into a figure."""

from itertools import takewhile

from freesheet.intake.page.parse import Element, classes, named, words

_CAPTION = named("captions? cutlines? legends? (photo|image|picture)-?credits?")
# A caption in the wild is a few sentences; what says more is a part of the story.
LONGEST = 600


def join_captions(tree: Element) -> None:
    """Put every picture outside of a figure into one, where a caption stands below it."""
    for image in list(tree.iter("img")):
        if next(image.iterancestors("figure"), None) is None:
            _join(image)


def _join(image: Element) -> None:
    for part in (image, *takewhile(lambda above: not words(above), image.iterancestors())):
        if below := list(takewhile(_is_caption, part.itersiblings())):
            figure = part.makeelement("figure", {})
            part.addprevious(figure)
            figure.extend([part, *below])
            return


def _is_caption(element: Element) -> bool:
    says = _CAPTION.search(classes(element)) and 0 < len(words(element)) < LONGEST
    return bool(says) and element.find(".//img") is None
