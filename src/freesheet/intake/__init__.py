"""Take a story in, in whatever form a person has it: one module per source."""

from freesheet.intake.arrival import Arrival, Drop, NotTaken, Raw
from freesheet.intake.sources import SOURCES, take

__all__ = ["SOURCES", "Arrival", "Drop", "NotTaken", "Raw", "take"]
