"""Run every benchmark, or those named, and print a table of ratios for each."""

import importlib
import sys

from rich.console import Console
from rich.table import Table

BENCHMARKS = ("print_speed", "booklet_speed", "epub_speed", "zim_speed", "intake_speed", "intake_quality")


def main(names: list[str]) -> None:
    console = Console(width=110)
    for name in names or BENCHMARKS:
        module = importlib.import_module(f"benchmarks.{name}")
        table = Table(*module.HEAD, title=(module.__doc__ or "").split("\n")[0], caption=module.GOAL)
        for row in module.rows():
            table.add_row(*row)
        console.print(table)


main(sys.argv[1:])
