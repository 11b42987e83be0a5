"""Impose pages for a booklet: two on each side of a sheet, in the order that folding and stapling asks for."""

from io import BytesIO

from pikepdf import Array, Dictionary, Name, Object, ObjectStreamMode, Page, Pdf

# A sheet of office paper is 0.1 mm thick. Folded inside others, it sticks out by that much for each of them, so its
# pages move towards the fold.
CREEP = 0.1 / 25.4 * 72


def order(pages: int) -> list[tuple[int, int]]:
    """For each side of each sheet the pages on its left and its right, from 0; a number past the last is a blank.

    Each sheet's front comes before its back. In landscape, the back of a front's right half is its own left half when
    the sheet is flipped on the short edge.
    """
    whole = -(-pages // 4) * 4
    sides = []
    for sheet in range(whole // 4):
        first, last = 2 * sheet, whole - 1 - 2 * sheet
        sides += [(last, first), (first + 1, last - 1)]
    return sides


def impose(data: bytes, *, fold_on_the_right: bool = False) -> tuple[bytes, int]:
    """The booklet of these pages, and how many sides it has. Fonts and vectors are kept; tags and links are not.

    A booklet that is read from right to left has its fold on the right of the front page.
    """
    with Pdf.open(BytesIO(data)) as source, Pdf.new() as booklet:
        halves = [_half(source, booklet, page) for page in source.pages]
        width, height = (float(length) for length in source.pages[0].mediabox[2:])
        for side, pair in enumerate(order(len(halves))):
            shift = CREEP * (side // 2)
            drawn = Dictionary()
            content = []
            for place, at in enumerate(reversed(pair) if fold_on_the_right else pair):
                if at < len(halves):
                    name = f"/P{at}"
                    drawn[name] = halves[at]
                    x = width + (-shift if place else shift) - (0 if place else width)
                    content.append(f"q 1 0 0 1 {x:.3f} 0 cm {name} Do Q")
            booklet.pages.append(_side(booklet, width * 2, height, drawn, " ".join(content)))
        booklet.Root.ViewerPreferences = Dictionary(
            Duplex=Name.DuplexFlipShortEdge, PrintScaling=Name("/None"), DisplayDocTitle=True
        )
        if Name.Lang in source.Root:
            booklet.Root.Lang = source.Root.Lang
        for key in (Name.Title, Name.Author, Name.CreationDate):
            if key in source.docinfo:
                booklet.docinfo[key] = source.docinfo[key]
        out = BytesIO()
        booklet.save(out, deterministic_id=True, object_stream_mode=ObjectStreamMode.generate, compress_streams=True)
        return out.getvalue(), len(booklet.pages)


def _half(source: Pdf, booklet: Pdf, page: Page) -> Object:
    """A page as something that can be drawn; its content is copied as it is, packed."""
    page.contents_coalesce()
    form = booklet.copy_foreign(page.obj.Contents)
    form.Type, form.Subtype, form.BBox = Name.XObject, Name.Form, Array([float(edge) for edge in page.mediabox])
    resources = page.obj.Resources
    form.Resources = booklet.copy_foreign(resources if resources.is_indirect else source.make_indirect(resources))
    return form


def _side(booklet: Pdf, width: float, height: float, drawn: Dictionary, content: str) -> Page:
    return Page(
        booklet.make_indirect(
            Dictionary(
                Type=Name.Page,
                MediaBox=Array([0, 0, width, height]),
                Resources=Dictionary(XObject=drawn),
                Contents=booklet.make_stream(content.encode()),
            )
        )
    )
