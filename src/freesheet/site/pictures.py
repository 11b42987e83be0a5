"""The site's pictures: each made once, at two widths, in three formats, never enlarged, and a light one for paper."""

from collections.abc import Callable, Iterator, Mapping
from io import BytesIO

from markupsafe import Markup, escape
from PIL import Image

from freesheet.editions.web.shown import LEAD_SIZES, TEXT_SIZES, WIDTHS
from freesheet.markup.article import Article
from freesheet.markup.html import described
from freesheet.pictures import Fitted, fit
from freesheet.site.pages import Copies, Copy
from freesheet.story.nodes import Picture

# Of 8-bit grey at 200 dots an inch, this fills a column of a printed page.
GREY_WIDTH = 720
# Qualities at which the three formats look alike on news pictures; AVIF's and WebP's scales are their own.
AVIF_QUALITY, WEBP_QUALITY = 55, 76
# From slow and small to quick and large, 0 to 10; at 6 a picture takes a third of a second.
AVIF_SPEED = 6


def copies(data: bytes, name: str, digest: str) -> tuple[Copies, list[tuple[str, bytes]]]:
    """What the site keeps of a picture, and the files. Raises MissingPicture."""
    files: list[tuple[str, bytes]] = []
    by_type: dict[str, list[Copy]] = {"image/avif": [], "image/webp": []}
    for fitted in _fitted(data, name):
        for media_type, extension, copy in _forms(fitted):
            path = f"pictures/{digest}-{fitted.width}.{extension}"
            by_type.setdefault(media_type, []).append(Copy(path, fitted.width, fitted.height))
            files.append((path, copy))
    grey = fit(data, name, width=GREY_WIDTH, grey=True)
    files.append((f"pictures/{digest}-print.{grey.extension}", grey.data))
    made = tuple((media_type, tuple(found)) for media_type, found in by_type.items())
    return Copies(made, Copy(files[-1][0], grey.width, grey.height)), files


def _fitted(data: bytes, name: str) -> Iterator[Fitted]:
    widths = set[int]()
    for width in WIDTHS:
        fitted = fit(data, name, width=width)
        if fitted.width not in widths:
            widths.add(fitted.width)
            yield fitted


def _forms(fitted: Fitted) -> Iterator[tuple[str, str, bytes]]:
    """A picture in the formats that are smaller, and in the one that every browser reads."""
    with Image.open(BytesIO(fitted.data)) as image:
        image.load()
        exact = fitted.extension == "png"
        yield "image/avif", "avif", _saved(image, "AVIF", quality=AVIF_QUALITY, speed=AVIF_SPEED, max_threads=1)
        yield "image/webp", "webp", _saved(image, "WEBP", quality=WEBP_QUALITY, lossless=exact, method=4)
    yield fitted.media_type, fitted.extension, fitted.data


def _saved(image: Image.Image, kind: str, **how: object) -> bytes:
    out = BytesIO()
    shown = image if image.mode in ("RGB", "RGBA", "L") else image.convert("RGBA")
    shown.save(out, kind, **how)
    return out.getvalue()


def picture_element(found: Copies, alt: str, root: str, *, lead: bool) -> Markup:
    """A picture with all its copies; its size is told, so that the text does not move when it arrives."""
    sizes = LEAD_SIZES if lead else TEXT_SIZES
    *better, (_, usual) = found.by_type
    sources = "".join(
        f'<source type="{media_type}" srcset="{_srcset(made, root)}" sizes="{sizes}"/>' for media_type, made in better
    )
    if found.grey:
        sources = f'<source media="print" srcset="{_srcset((found.grey,), root)}" sizes="{sizes}"/>' + sources
    largest = usual[-1]
    more = f' srcset="{_srcset(usual, root)}" sizes="{sizes}"' if len(usual) > 1 else ""
    when = ' fetchpriority="high"' if lead else ' loading="lazy" decoding="async"'
    return Markup(
        f'<picture>{sources}<img src="{root}/{usual[0].path}"{more} alt="{escape(alt)}" width="{largest.width}" '
        f'height="{largest.height}"{when}/></picture>'
    )


def _srcset(made: tuple[Copy, ...], root: str) -> str:
    return ", ".join(f"{root}/{copy.path} {copy.width}w" for copy in made)


def image(told: Article, pictures: Mapping[str, Copies], root: str) -> Callable[[Picture], Markup]:
    """What writes the pictures of a story's page."""

    def write(picture: Picture) -> Markup:
        found = pictures.get(picture.file)
        if found is None:
            return described(picture, told.words)
        return picture_element(found, "" if picture.decorative else picture.alt, root, lead=picture == told.lead)

    return write
