"""A table's cells on a grid: each with its place, none outside it and none over another."""

from collections.abc import Iterator
from dataclasses import dataclass

from freesheet.story.nodes import Cell, Table


@dataclass(frozen=True, slots=True)
class Placed:
    """A cell, the column and row of its upper corner, and the columns and rows that it spans."""

    cell: Cell
    column: int
    row: int
    columns: int
    rows: int


@dataclass(frozen=True, slots=True)
class Grid:
    """`heads` rows at the top are header rows, repeated where the table goes on."""

    columns: int
    rows: int
    heads: int
    cells: tuple[Placed, ...]


def grid(table: Table) -> Grid:
    """The table's cells placed as HTML places them, spans cut where they would leave the table or cover a cell."""
    heads = 0
    while heads < len(table.rows) - 1 and table.rows[heads] and all(cell.header for cell in table.rows[heads]):
        heads += 1
    cells = tuple(_placed(table, heads))
    return Grid(max((c.column + c.columns for c in cells), default=0), len(table.rows), heads, cells)


def _placed(table: Table, heads: int) -> Iterator[Placed]:
    taken = set[tuple[int, int]]()
    for row, cells in enumerate(table.rows):
        # A span may not leave the header rows, which are set apart and repeated.
        last = heads if row < heads else len(table.rows)
        column = 0
        for cell in cells:
            while (column, row) in taken:
                column += 1
            columns = next((n for n in range(1, cell.columns) if (column + n, row) in taken), cell.columns)
            rows = min(cell.rows, last - row)
            taken.update((column + x, row + y) for x in range(columns) for y in range(rows))
            yield Placed(cell, column, row, columns, rows)
            column += columns
