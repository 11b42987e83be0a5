"""A person at a terminal sees how far the press is; a log is not filled with it."""

import io
import sys

import pytest

from freesheet.press.progress import press_progress


class _Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize("error", [_Terminal(), io.StringIO()])
def test_a_terminal_sees_each_phase_and_a_log_nothing(monkeypatch: pytest.MonkeyPatch, error: io.StringIO) -> None:
    monkeypatch.setattr(sys, "stderr", error)
    monkeypatch.setenv("TERM", "xterm")
    with press_progress() as watch:
        for done in range(1, 4):
            watch("stories", done, 3)
        watch("pages", 1, 0)
    shown = error.getvalue()
    assert ("stories" in shown) == ("pages" in shown) == ("3/3" in shown) == error.isatty()
