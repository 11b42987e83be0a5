"""The press's processes work, whatever the one that starts them has done before."""

import subprocess
import sys

SHEETS = """
from freesheet.press.executors import FEW, processes
from tests.freesheet.press.test_executors import sheet

if __name__ == "__main__":
    alone = sheet(0)
    with processes(2) as workers:
        assert set(workers.map(sheet, range(FEW + 1))) == {alone}
"""


def sheet(_number: int) -> bytes:
    """A sheet of paper; setting it leaves threads behind."""
    import typst

    set_: bytes = typst.compile(b"The river rose.", format="svg")
    return set_


def test_a_process_that_has_set_type_starts_others_that_do():
    subprocess.run([sys.executable, "-c", SHEETS], check=True, timeout=300)
