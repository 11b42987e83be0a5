"""What an element of a page shows or plays: its pictures, players and frames, and how a report calls them."""

from collections.abc import Iterator
from urllib.parse import urlsplit

from freesheet.intake.page.embeds import address_of
from freesheet.intake.page.figures import is_portrait, source_of
from freesheet.intake.page.furniture import said
from freesheet.intake.page.parse import Element
from freesheet.intake.tidy import tidy


def shown(element: Element, base: str) -> str:
    """The names of what a reader would see or hear in an element; nothing of icons, portraits and tracking pixels."""
    return ", ".join(name for name in dict.fromkeys(_names(element, base)) if not said(name))


def _names(element: Element, base: str) -> Iterator[str]:
    for image in element.iter("img"):
        if (source := source_of(image, base)) and not is_portrait(image):
            inside = source.startswith("data:")
            yield tidy(image.get("alt", "")) or ("a picture" if inside else urlsplit(source).path.split("/")[-1])
    for frame in element.iter("iframe", "video", "audio", "object", "embed"):
        if address := address_of(frame, base):
            yield tidy(frame.get("title", "")) or address
