import pytest
from hypothesis import given

from freesheet.paper.grid import grid
from freesheet.story.nodes import Cell, Table
from tests.strategies import inline, table, tables


def cell(*, header: bool = False, columns: int = 1, rows: int = 1) -> Cell:
    return Cell(inline("x"), header, columns, rows)


@pytest.mark.parametrize(
    ("rows", "places"),
    [
        ([[cell(), cell()]], [(0, 0, 1, 1), (1, 0, 1, 1)]),
        ([[cell(rows=2), cell()], [cell()]], [(0, 0, 1, 2), (1, 0, 1, 1), (1, 1, 1, 1)]),
        ([[cell(columns=2), cell()]], [(0, 0, 2, 1), (2, 0, 1, 1)]),
        # A span that would leave the table, or cover a cell that spans down into its row, is cut.
        ([[cell(rows=9)]], [(0, 0, 1, 1)]),
        ([[cell(), cell(rows=2)], [cell(columns=5)]], [(0, 0, 1, 1), (1, 0, 1, 2), (0, 1, 1, 1)]),
        ([], []),
        ([[]], []),
    ],
)
def test_each_cell_has_its_place(rows, places):
    placed = grid(Table(tuple(tuple(row) for row in rows)))
    assert [(c.column, c.row, c.columns, c.rows) for c in placed.cells] == places


def test_the_header_rows_are_those_at_the_top_that_are_all_headers():
    assert grid(table(("a", "b"), ("1", "2"))).heads == 1
    assert grid(table(("a", "b"))).heads == 0


def test_a_span_does_not_leave_the_header_rows():
    placed = grid(Table(((cell(header=True, rows=3),), (cell(),), (cell(),))))
    assert (placed.heads, placed.cells[0].rows) == (1, 1)


@given(tables())
def test_no_two_cells_share_a_place_and_none_is_outside(generated):
    placed = grid(generated)
    covered = [(c.column + x, c.row + y) for c in placed.cells for x in range(c.columns) for y in range(c.rows)]
    assert len(covered) == len(set(covered))
    assert all(x < placed.columns and y < placed.rows for x, y in covered)
    assert len(placed.cells) == sum(map(len, generated.rows))
