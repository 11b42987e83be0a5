"""What the file of a picture tells of itself: the caption, credit, terms and alt text that IPTC, XMP and EXIF keep."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from lxml import etree
from PIL import ExifTags, Image, IptcImagePlugin

# Where the fields of the IPTC Photo Metadata Standard (2025.1) are, the one that is meant for it first.
RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
DC = "{http://purl.org/dc/elements/1.1/}"
IPTC_CORE = "{http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/}"
PHOTOSHOP = "{http://ns.adobe.com/photoshop/1.0/}"
RIGHTS = "{http://ns.adobe.com/xap/1.0/rights/}"
CC = "{http://creativecommons.org/ns#}"
BYLINE, CREDIT, COPYRIGHT, CAPTION = (2, 80), (2, 110), (2, 116), (2, 120)
CODED_AS = (1, 90)
UTF_8 = b"\x1b%G"

# What cameras write of every picture.
BY_CAMERAS = (
    "olympus digital camera",
    "sony dsc",
    "samsung camera pictures",
    "default",
    "dcim",
    "processed with",
    "minolta",
)
# A caption is a few sentences; what is far longer is no caption.
LONGEST = 5_000


@dataclass(frozen=True, slots=True)
class Embedded:
    """What was found; "" for what was not. `alt` is there only if somebody wrote it as alt text."""

    caption: str = ""
    credit: str = ""
    licence: str = ""
    alt: str = ""


def embedded_in(data: bytes) -> Embedded:
    """What the file tells. Where it is damaged or empty, nothing."""
    try:
        with Image.open(BytesIO(data)) as image:
            xmp, iptc, exif = _xmp(image), _iptc(image), image.getexif()
    except (OSError, ValueError, SyntaxError, KeyError, TypeError):
        return Embedded()
    return Embedded(
        caption=_first(_told(xmp, DC + "description"), iptc.get(CAPTION), exif.get(ExifTags.Base.ImageDescription)),
        credit=_first(
            _told(xmp, PHOTOSHOP + "Credit"),
            iptc.get(CREDIT),
            _told(xmp, DC + "creator"),
            iptc.get(BYLINE),
            exif.get(ExifTags.Base.Artist),
        ),
        licence=_first(
            _told(xmp, RIGHTS + "UsageTerms"),
            _told(xmp, CC + "license"),
            _told(xmp, DC + "rights"),
            iptc.get(COPYRIGHT),
            exif.get(ExifTags.Base.Copyright),
        ),
        alt=_first(_told(xmp, IPTC_CORE + "AltTextAccessibility")),
    )


def _first(*found: Any) -> str:
    """The first that says something, on one line."""
    for one in found:
        text = " ".join("".join(char if char.isprintable() else " " for char in str(one or "")).split())
        if text and len(text) <= LONGEST and not text.lower().startswith(BY_CAMERAS):
            return text
    return ""


def _xmp(image: Image.Image) -> etree._Element | None:
    packet = image.info.get("xmp") or image.info.get("XML:com.adobe.xmp") or b""
    packet = packet.encode() if isinstance(packet, str) else packet
    # Nothing is read but the packet itself: no entity, no other file, no address.
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True)
    try:
        return etree.fromstring(packet.strip(b"\x00 \r\n\t"), parser) if packet else None
    except etree.XMLSyntaxError:
        return None


def _told(xmp: etree._Element | None, name: str) -> str:
    """A property: text, an attribute, an address, or a list of which the names are joined and the languages are not."""
    if xmp is None:
        return ""
    for one in xmp.iter(RDF + "Description"):
        if value := one.get(name):
            return value
        if (found := one.find(name)) is not None:
            items = [text for text in _items(found.iter(RDF + "li")) if text]
            is_list = found.find(RDF + "Seq") is not None or found.find(RDF + "Bag") is not None
            if items:
                return ", ".join(items) if is_list else items[0]
            return found.get(RDF + "resource") or found.text or ""
    return ""


def _items(found: Iterable[etree._Element]) -> Iterator[str]:
    """The texts of a list, the default language's first."""
    language = "{http://www.w3.org/XML/1998/namespace}lang"
    for one in sorted(found, key=lambda item: item.get(language) != "x-default"):
        yield (one.text or "").strip()


def _iptc(image: Image.Image) -> dict[tuple[int, int], str]:
    """The older records, each as text; of several of a kind, the names are joined."""
    found = IptcImagePlugin.getiptcinfo(image) or {}  # type: ignore[arg-type]  # it takes any picture
    encoding = "utf-8" if found.get(CODED_AS) == UTF_8 else "cp1252"
    told = dict[tuple[int, int], str]()
    for key, value in found.items():
        several = value if isinstance(value, list) else [value]
        told[key] = ", ".join(_decoded(one, encoding) for one in several)
    return told


def _decoded(text: bytes, encoding: str) -> str:
    """Many write UTF-8 without saying so."""
    try:
        return text.decode()
    except UnicodeDecodeError:
        return text.decode(encoding, "replace")
