"""Tables of data out of a page, told from tables that only lay a page out."""

from freesheet.intake.page.context import Context
from freesheet.intake.page.inlines import inlines
from freesheet.intake.page.parse import Element, words
from freesheet.intake.page.shown import shown
from freesheet.intake.tidy import tidy_inlines
from freesheet.story.nodes import Cell, Inline, Inlines, Table

_LAYOUT = ("table", "h1", "h2", "h3", "iframe", "form", "ul", "ol", "blockquote", "figure", "object")
# A cell of data is a few words; one of prose holds paragraphs.
LONGEST_CELL = 400
_BLOCKS = frozenset({"p", "div", "li", "br"})


def is_layout(table: Element) -> bool:
    """Whether a table holds a page's parts and not data."""
    if table.get("role") in {"presentation", "none"}:
        return True
    if table.find("caption") is not None or table.find(".//th") is not None or table.find("thead") is not None:
        return any(True for inner in table.iter("table") if inner is not table)
    rows = list(table.iter("tr"))
    cells = list(table.iter("td"))
    if len(rows) < 2 or len(cells) < 2 * len(rows):
        return True
    held = any(True for inner in table.iter(*_LAYOUT) if inner is not table)
    return held or any(len(words(cell)) > LONGEST_CELL or len(list(cell.iter("p"))) > 2 for cell in cells)


def table(element: Element, context: Context, caption: Inlines = ()) -> Table:
    """A table with its header cells; every row is as the page has it."""
    context.drop("picture", "A table's cells hold words only.", shown(element, context.base))
    own = element.find("caption")
    if own is not None and not caption:
        caption = tidy_inlines(inlines(own, context))
    rows = tuple(tuple(_cell(cell, context) for cell in row if cell.tag in {"td", "th"}) for row in element.iter("tr"))
    return Table(tuple(row for row in rows if row), caption)


def _cell(cell: Element, context: Context) -> Cell:
    parent = cell.getparent()
    in_head = parent is not None and any(above.tag == "thead" for above in parent.iterancestors())
    return Cell(
        tidy_inlines(_content(cell, context)),
        header=cell.tag == "th" or in_head,
        columns=_span(cell.get("colspan", ""), 100),
        rows=_span(cell.get("rowspan", ""), 1000),
    )


def _content(cell: Element, context: Context) -> list[Inline]:
    """A cell's text; the ends of paragraphs inside it become line breaks."""
    for inner in list(cell.iter("p", "div", "li")):
        if inner is not cell and inner.getnext() is not None and inner.getnext().tag in _BLOCKS:
            inner.append(inner.makeelement("br", {}))
    return list(inlines(cell, context))


def _span(value: str, most: int) -> int:
    return min(most, max(1, int(value))) if value.isdigit() and len(value) < 6 else 1
