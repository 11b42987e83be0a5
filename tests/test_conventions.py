"""Each convention has a test, and each test that is named for one is there."""

import ast
from functools import cache
from pathlib import Path

import pytest

from tests.conventions import HELD, LATER

ROOT = Path(__file__).parent.parent
NUMBERS = [*(f"R{number}" for number in range(1, 26)), *(f"D{number}" for number in range(1, 27))]


@cache
def names_in(file: str) -> set[str]:
    tree = ast.parse((ROOT / file).read_text("utf-8"))
    return {node.name for node in tree.body if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")}


@pytest.mark.parametrize("number", NUMBERS)
def test_a_convention_is_held_by_tests_that_are_there(number: str) -> None:
    tests = HELD[number]
    assert tests
    missing = [test for test in tests if test.partition("::")[2] not in names_in(test.partition("::")[0])]
    assert missing == []


def test_no_convention_is_made_up() -> None:
    assert sorted(HELD, key=NUMBERS.index) == NUMBERS
    assert LATER.keys() <= HELD.keys()
    assert all(reason.endswith(".") for reason in LATER.values())
