"""A story's blocks as the desk's stream keeps them, and back: each node has a block, each block its nodes."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any, Literal, cast
from uuid import uuid4

from freesheet.story.nodes import (
    Aside,
    AsideRole,
    Block,
    Blocks,
    Break,
    Cell,
    Embed,
    Heading,
    List,
    Paragraph,
    Picture,
    Preformatted,
    PullQuote,
    Quotation,
    Table,
)
from newsroom.desk.marks import marked, parsed
from newsroom.desk.rich import blocks_in, is_running, line, line_in, running

# A block as the stream keeps it: its type, its value, and an id that no other has.
Raw = Mapping[str, Any]
Hang = Callable[[Picture], int | None]
"""Gives the number of the photograph that a picture shows; None when there is none, so that its place stays empty."""
Take = Callable[[int], Picture | None]
"""Gives a photograph as a picture, with its file, credit and terms; None when it is gone."""

# What each kind of block gives. Running text holds what people type one after the other.
NODES: dict[str, tuple[type[Block], ...]] = {
    "text": (Paragraph, Heading, List, Break),
    "quotation": (Quotation,),
    "list": (List,),
    "picture": (Picture,),
    "table": (Table,),
    "aside": (Aside,),
    "pull_quote": (PullQuote,),
    "embed": (Embed,),
    "preformatted": (Preformatted,),
}
# A block that holds blocks, and these in turn: as many levels as the desk shows.
DEEPEST = 3
HEADER = "header"


class TooDeep(Exception):
    """A block stands inside so many others that the desk can't show it."""


# ── Nodes to the stream ──────────────────────────────────────────────────────────────────────────────


def stream_of(blocks: Blocks, hang: Hang, level: int = 1) -> list[Raw]:
    """The stream of a body. Raises TooDeep."""
    found = list[Raw]()
    for is_text, run in groupby(blocks, key=is_running):
        if is_text:
            found.append(_raw("text", running(run)))
        else:
            found.extend(_of(block, hang, level) for block in run)
    return found


def _raw(kind: str, value: Any) -> Raw:
    return {"type": kind, "value": value, "id": str(uuid4())}


def _of(block: Block, hang: Hang, level: int) -> Raw:
    def inside(blocks: Blocks) -> list[Raw]:
        if level == DEEPEST and any(holds_blocks(one) for one in blocks):
            raise TooDeep(f"The body has blocks more than {DEEPEST} levels deep; the desk shows no more.")
        return stream_of(blocks, hang, level + 1)

    match block:
        case Paragraph() | Heading() | Break():
            return _raw("text", running((block,)))
        case Quotation(blocks, source):
            return _raw("quotation", {"blocks": inside(blocks), "source": line(source)})
        case List(items, ordered, start):
            told = [{"type": "item", "value": inside(item), "id": str(uuid4())} for item in items]
            return _raw("list", {"ordered": ordered, "start": start, "items": told})
        case Picture():
            return _raw("picture", picture_value(block, hang))
        case Table(rows, caption):
            return _raw("table", {"caption": line(caption), "cells": _grid(rows)})
        case Aside(blocks, role, title):
            return _raw("aside", {"role": role, "title": title, "blocks": inside(blocks)})
        case PullQuote(content, source):
            return _raw("pull_quote", {"content": line(content), "source": line(source)})
        case Embed(address, title, poster, transcript):
            shown = [_raw("picture", picture_value(poster, hang))] if poster else []
            value = {"address": address, "title": title, "poster": shown, "transcript": inside(transcript)}
            return _raw("embed", value)
        case Preformatted(text):
            return _raw("preformatted", text)


def holds_blocks(block: Block) -> bool:
    """Whether the desk shows a block as one that has others inside."""
    match block:
        case Quotation() | Aside() | Embed():
            return True
        case List():
            return not is_running(block)
        case Paragraph() | Heading() | Break() | Picture() | Table() | PullQuote() | Preformatted():
            return False


def picture_value(picture: Picture, hang: Hang) -> dict[str, Any]:
    """A picture where it stands: the photograph, and what is told of it there."""
    return {
        "image": hang(picture),
        "alt": picture.alt,
        "decorative": picture.decorative,
        "caption": line(picture.caption),
    }


def _grid(rows: tuple[tuple[Cell, ...], ...]) -> dict[str, Any]:
    """A table as the desk's grid has it: each place its text; what spans others is told beside it."""
    taken = dict[tuple[int, int], str]()
    merged, headers = list[dict[str, int]](), set[tuple[int, int]]()
    for row, cells in enumerate(rows):
        column = 0
        for cell in cells:
            while (row, column) in taken:
                column += 1
            down = min(cell.rows, len(rows) - row)
            for place in ((row + y, column + x) for y in range(down) for x in range(cell.columns)):
                taken[place] = ""
            taken[row, column] = marked(cell.content)
            if cell.header:
                headers.add((row, column))
            if cell.columns > 1 or down > 1:
                merged.append({"row": row, "col": column, "rowspan": down, "colspan": cell.columns})
            column += cell.columns
    wide = max((column for _, column in taken), default=-1) + 1
    # The places of a row that has fewer cells than others.
    for place in ((row, column) for row in range(len(rows)) for column in range(wide)):
        taken.setdefault(place, "")
    return {
        "data": [[taken[row, column] for column in range(wide)] for row in range(len(rows))],
        "cell": [{"row": row, "col": column, "className": HEADER} for row, column in sorted(headers)],
        "mergeCells": merged,
        "first_row_is_table_header": False,
        "first_col_is_header": False,
        "table_header_choice": "",
        "table_caption": "",
    }


# ── The stream to nodes ──────────────────────────────────────────────────────────────────────────────


def blocks_of(stream: Sequence[Raw], take: Take) -> Blocks:
    """The body that a stream holds; what is empty or gone is no block."""
    return tuple(block for raw in stream for block in _blocks(raw["type"], raw["value"], take))


def _blocks(kind: str, value: Any, take: Take) -> Iterator[Block]:
    match kind:
        case "text":
            yield from blocks_in(value)
        case "quotation":
            yield Quotation(blocks_of(value["blocks"], take), line_in(value.get("source", "")))
        case "list":
            items = tuple(blocks_of(item["value"], take) for item in value["items"])
            ordered, start = bool(value.get("ordered")), value.get("start")
            yield List(items, ordered, int(start) if ordered and start is not None else 1)
        case "picture":
            if picture := picture_of(value, take):
                yield picture
        case "table":
            rows, caption = _rows(value.get("cells") or {}), line_in(value.get("caption", ""))
            if rows or caption:
                yield Table(rows, caption)
        case "aside":
            role = cast(AsideRole, value.get("role") or "explainer")
            yield Aside(blocks_of(value["blocks"], take), role, value.get("title", ""))
        case "pull_quote":
            yield PullQuote(line_in(value["content"]), line_in(value.get("source", "")))
        case "embed":
            poster = next((picture_of(raw["value"], take) for raw in value.get("poster") or ()), None)
            yield Embed(value["address"], value["title"], poster, blocks_of(value.get("transcript") or (), take))
        case "preformatted":
            yield Preformatted(value)
        case _:
            raise ValueError(f"There is no block {kind!r} at the desk.")


def picture_of(value: Mapping[str, Any], take: Take) -> Picture | None:
    """The picture of a block; None when no photograph was chosen."""
    shown = take(value["image"]) if value.get("image") else None
    if shown is None:
        return None
    decorative = bool(value.get("decorative"))
    return Picture(
        file=shown.file,
        alt=value.get("alt") or ("" if decorative else shown.alt),
        decorative=decorative,
        caption=line_in(value.get("caption") or "") or shown.caption,
        credit=shown.credit,
        credit_address=shown.credit_address,
        licence=shown.licence,
        republishable=shown.republishable,
    )


def _rows(grid: Mapping[str, Any]) -> tuple[tuple[Cell, ...], ...]:
    data = grid.get("data") or []
    spans = {(one["row"], one["col"]): one for one in grid.get("mergeCells") or () if isinstance(one, Mapping)}
    covered = {
        (row + down, column + across)
        for (row, column), one in spans.items()
        for down in range(one["rowspan"])
        for across in range(one["colspan"])
        if down or across
    }
    marked_headers = {
        (one["row"], one["col"]) for one in grid.get("cell") or () if HEADER in str(one.get("className") or "").split()
    }
    choice: Literal["", "row", "column", "both", "neither"] = grid.get("table_header_choice") or ""

    def cell(row: int, column: int) -> Cell:
        span = spans.get((row, column), {})
        header = (
            (row, column) in marked_headers
            or (row == 0 and (choice in ("row", "both") or bool(grid.get("first_row_is_table_header"))))
            or (column == 0 and (choice in ("column", "both") or bool(grid.get("first_col_is_header"))))
        )
        text = data[row][column]
        return Cell(parsed(str(text or "")), header, span.get("colspan", 1), span.get("rowspan", 1))

    rows = tuple(
        tuple(cell(row, column) for column in range(len(data[row])) if (row, column) not in covered)
        for row in range(len(data))
    )
    return rows if any(cell.content for row in rows for cell in row) else ()
