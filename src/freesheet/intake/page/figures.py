"""Pictures with their captions and credits, out of a page's elements."""

import re
from collections.abc import Iterator
from itertools import takewhile

from freesheet.intake.addresses import absolute
from freesheet.intake.page.context import Context
from freesheet.intake.page.inlines import inlines
from freesheet.intake.page.parse import Element, classes, named, words
from freesheet.intake.tidy import tidy, tidy_inlines
from freesheet.story.nodes import Inlines, Picture, Text
from freesheet.story.walk import text_of

# Pages of two pixels a dot ask for up to 2,000; wider ones are for zooming.
WIDEST = 2000
_LAZY = (
    "data-src",
    "data-lazy-src",
    "data-original",
    "data-hi-res-src",
    "data-full-src",
    "data-image",
    "data-url",
    "src",
)
_LAZY_SETS = ("data-srcset", "data-lazy-srcset", "srcset")
_SPACER = re.compile(
    r"(spacer|blank|pixel|transparent|1x1|placeholder|lazy-?load|grey)[\w.-]*\.(gif|png|svg)|\.svg($|\?)|"
    r"pixel\.wp\.com|/b/ss/|doubleclick|scorecardresearch|quantserve|facebook\.com/tr|counter|gravatar|/avatars?/|"
    r"badge|/icons?/|emoji",
    re.IGNORECASE,
)
# The face of an author, in a box beside the byline: by the name of the picture or of the box.
_PORTRAIT = re.compile(r"(?<![a-z])(authors?|avatars?|by-?lines?|contributors?|vcard|head-?shots?)(?![a-z])")
_PARTS = frozenset({"article", "main", "section", "header", "body"})
_CREDIT = named("credits? photo-?credit copyright attribution source photographer byline rights")
_AGENCIES = r"(?:AP|AP Photo|AFP|EPA|Getty(?: Images)?|Reuters|Shutterstock|Unsplash|Flickr|Wikimedia Commons)"
_OPENS = r"(?:^|(?<=[.!?”\"’')\]])\s+|\s[|–—-]\s+)"
_NAME = r"(?:\b[A-Z]\.|[^.()])"
# A credit at a caption's end: in brackets, after "Photo by", or beside an agency's name.
_CREDITED = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"\s*[(\[]((?:photo|image|picture|illustration|graphic|foto|bild|credit|courtesy|via|by)\b[^)\]]{2,100})[)\]]\.?$",
        rf"\s*[(\[]({_NAME}{{2,60}}/\s?{_AGENCIES}[^)\]]{{0,40}}|{_AGENCIES}\s?/[^)\]]{{2,60}})[)\]]\.?$",
        rf"{_OPENS}((?:photo(?:graph)?|image|picture|illustration|graphic|foto|bild)s?\s*"
        rf"(?:credit|courtesy|by|via|:)[\s:]*{_NAME}{{3,80}})\.?$",
        rf"{_OPENS}((?:credit|courtesy)\b[\s:]*{_NAME}{{3,80}})\.?$",
        rf"{_OPENS}({_NAME}{{2,60}}?\s?/\s?{_AGENCIES}{_NAME}{{0,40}}|{_AGENCIES}\s?/\s?{_NAME}{{2,60}})\.?$",
    )
)
_CAPTION = named("captions? cutlines? legends? (image|photo)-descriptions?")


def picture(
    image: Element, context: Context, caption: Inlines = (), credit: tuple[str, str] = ("", "")
) -> Picture | None:
    """An `img` as a picture; None for a spacer, an icon or a tracking pixel."""
    source = source_of(image, context.base)
    if not source:
        return None
    alt = tidy(image.get("alt", ""))
    if context.titled_pictures and not caption and (title := tidy(image.get("title", ""))):
        caption, told = without_credit((Text(title),))
        credit = (told, "")
    alt = "" if re.search(r"\.(jpe?g|png|gif|webp)$|^(image|photo|img[_ -]?\d*)$", alt, re.IGNORECASE) else alt
    said = text_of(caption)
    alt = "" if alt and alt == said else alt
    credited = credit[0] or tidy(image.get("data-credit", "") or image.get("data-photo-credit", ""))
    described = " ".join(part for part in (alt, said, credited) if part)
    return Picture(
        context.gallery.hang(source, described),
        alt=alt,
        decorative=image.get("role") == "presentation",
        caption=caption,
        credit=credited,
        credit_address=credit[1],
    )


def source_of(image: Element, base: str) -> str:
    """Where a picture's best copy is: an address, or a path beside the page; empty for none worth having."""
    if _is_tiny(image):
        return ""
    for source in _sources(image):
        if source.startswith("data:"):
            if len(source) < 4000 or "svg" in source[:30]:
                continue
            return source
        if _SPACER.search(source) or source.startswith(("about:", "blob:", "javascript:")):
            continue
        # A relative path may be a file beside a saved page; the gallery looks there first.
        return absolute(source, base) or source if re.match(r"[a-z]+:|/", source) else source
    return ""


def is_portrait(image: Element) -> bool:
    """Whether a picture shows who wrote the story, and not what it is about."""
    boxes = takewhile(lambda above: above.tag not in _PARTS, image.iterancestors())
    return any(_PORTRAIT.search(classes(box)) for box in (image, *boxes))


def _is_tiny(image: Element) -> bool:
    sizes = [re.sub(r"px$", "", image.get(side, "")) for side in ("width", "height")]
    return any(size.isdigit() and int(size) < 48 for size in sizes)


def _sources(image: Element) -> Iterator[str]:
    holders = [image]
    # To the parser a `source` is not empty: the picture's `img` may stand inside it.
    for around in image.iterancestors("picture"):
        holders += list(around.iter("source"))
    # A page saved by a browser has its copy in `src`; what the page's maker meant stands in `srcset` and `data-…`.
    saved = image.get("src", "")
    if saved and not re.match(r"(https?:)?//|data:|/", saved):
        yield saved
    for holder in holders:
        for name in _LAZY_SETS:
            if best := _widest(holder.get(name, "")):
                yield best
    for name in _LAZY:
        if value := image.get(name, "").strip():
            yield value


def _widest(sources: str) -> str:
    """The widest of a `srcset` that is not wider than any edition needs."""
    best, width = "", 0.0
    for candidate in re.findall(r"(\S+)\s+([\d.]+)([wx])\s*(?:,|$)", sources):
        address, size, unit = candidate
        pixels = float(size) * (1 if unit == "w" else 800) if size.replace(".", "", 1).isdigit() else 0.0
        if width < pixels <= WIDEST or not best:
            best, width = address, pixels
    return best


def figure(element: Element, context: Context) -> Iterator[Picture]:
    """The pictures of a figure; the last one carries the caption and the credit."""
    images = _images(element, context.base)
    if not images:
        # A figure whose picture can't be told still has its words; they are not taken out of it.
        return
    caption, credit = caption_of(element, context)
    for index, image in enumerate(images):
        last = index == len(images) - 1
        yield from filter(None, [picture(image, context, *((caption, credit) if last else ()))])


def _images(element: Element, base: str) -> list[Element]:
    """Its pictures; the plain ones for readers without scripts only where a script would fetch the others."""
    images = [image for image in element.iter("img") if source_of(image, base)]
    return [image for image in images if next(image.iterancestors("noscript"), None) is None] or images


def caption_of(figure: Element, context: Context) -> tuple[Inlines, tuple[str, str]]:
    """A figure's caption, and its credit with the address that it leads to."""
    holder = next(_captions(figure), None)
    if holder is None:
        return (), next(_credits(figure, None, context), ("", ""))
    credit = next(_credits(figure, holder, context), ("", ""))
    content = tidy_inlines(inlines(holder, context))
    if credit[0]:
        return content, credit
    rest, told = without_credit(content)
    return rest, (told, "")


def _captions(figure: Element) -> Iterator[Element]:
    yield from figure.iter("figcaption")
    for element in figure.iter("p", "div", "span", "dd", "small", "em", "td"):
        if _CAPTION.search(classes(element)) and words(element) and not element.findall(".//img"):
            yield element


def _credits(figure: Element, caption: Element | None, context: Context) -> Iterator[tuple[str, str]]:
    """Each credit that is marked as one; it is taken out of the caption."""
    around = (caption, *caption.iterancestors()) if caption is not None else ()
    for element in list(figure.iter("span", "div", "p", "small", "cite", "a", "em", "li", "figcaption")):
        text = tidy(words(element))
        if (
            element in around
            or not text
            or len(text) > 160
            or (not _CREDIT.search(classes(element)) and element.tag != "cite")
        ):
            continue
        link = element if element.tag == "a" else next(iter(element.iter("a")), None)
        address = absolute(link.get("href", ""), context.base) if link is not None else ""
        element.drop_tree()
        yield (bare_credit(text), address if address.startswith("http") else "")


def bare_credit(text: str) -> str:
    """A credit without brackets and without the word "Credit:"; "Photo by" stays, since it says whose work it is."""
    text = tidy(text).strip(" ()[]|")
    return re.sub(r"^((photo|image|picture)s? )?(credits?|copyright)\s*:?\s+", "", text, flags=re.IGNORECASE).strip(
        " :"
    )


def without_credit(content: Inlines) -> tuple[Inlines, str]:
    """A caption and the credit at its end, where it is plain text."""
    if not content or not isinstance(content[-1], Text):
        return content, ""
    last = content[-1].text
    found = next((match for pattern in _CREDITED if (match := pattern.search(last))), None)
    if not found:
        return content, ""
    rest = last[: found.start()].rstrip(" |–—-")
    return (*content[:-1], *([Text(rest)] if rest else [])), bare_credit(found[1])
