"""What a print costs: its sheets, their weight, and the price of printing its sides."""

import math

from freesheet.house import Paper

# A ream of 500 sheets of 17 × 22 in bond weighs 20 lb; a Letter sheet is a quarter of one: 20 × 16 / 500 / 4 oz.
# An A4 sheet of 80 g/m² weighs 80 × 0.210 × 0.297 = 4.99 g; an ounce is 28.35 g.
SHEET = {"letter": 0.16, "a4": 0.176}


def sheets_of(sides: int) -> int:
    """The sheets that so many sides take when both sides of a sheet are printed."""
    return math.ceil(sides / 2)


def ounces_of(sheets: int, paper: Paper) -> float:
    """The weight of the sheets. A #10 envelope adds 0.24: with it, four Letter sheets weigh under an ounce."""
    return round(sheets * SHEET[paper], 3)


def cents_of(sides: int, price_cents: int) -> int:
    """What printing costs. Libraries ask a price a side: two sides of a sheet cost as much as two sheets."""
    return sides * price_cents
