"""Run every benchmark, or those named, and print a table of ratios for each; `NAME=N` gives one another size."""

import importlib
import sys

from rich.console import Console
from rich.table import Table

from benchmarks.processes import delete_all

BENCHMARKS = (
    *("print_speed", "booklet_speed", "epub_speed", "zim_speed", "intake_speed", "intake_quality"),
    *("site_build", "site_change", "site_kills", "site_equal", "serve_speed"),
    *("desk_publish", "desk_import", "desk_list", "desk_typing", "desk_kills"),
)


def main(names: list[str]) -> None:
    console = Console(width=120)
    try:
        for name in names or BENCHMARKS:
            console.print(_table(name))
    finally:
        delete_all()


def _table(name: str) -> Table:
    name, _equals, size = name.partition("=")
    module = importlib.import_module(f"benchmarks.{name}")
    table = Table(*module.HEAD, title=(module.__doc__ or "").split("\n")[0], caption=module.GOAL)
    for row in module.rows(int(size)) if size else module.rows():
        table.add_row(*row)
    return table


main(sys.argv[1:])
