"""Take a story in, in whatever form a person has it: one module per source."""

from freesheet.intake.arrival import Arrival, Drop, NotTaken, Raw

__all__ = ["Arrival", "Drop", "NotTaken", "Raw"]
