"""What every test shares: the outside tools that some need, and how a missing one is told."""

import os
import shutil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

ROOT = Path(__file__).parent.parent
NODE = ROOT / "node_modules"

# A slow machine is not a fault, so no example has a deadline. Where a change is judged, the examples are always
# the same ones; on a developer's machine they are new each time, and find what nobody has thought of.
settings.register_profile(
    "freesheet",
    deadline=None,
    derandomize=bool(os.environ.get("CI")),
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("freesheet")

# Each outside tool, and the file or command that shows that it is here.
TOOLS: dict[str, Path | str] = {
    "ace": NODE / "@daisy/ace/package.json",
    "axe": NODE / "axe-core/axe.min.js",
    "chromium": "chromium",
    "java": "java",
    "nginx": "nginx",
    "pdfinfo": "pdfinfo",
    "pdftotext": "pdftotext",
    "qpdf": "qpdf",
    "vnu": NODE / "vnu-jar/build/dist/vnu.jar",
    "zimcheck": "zimcheck",
}


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "needs(tool, ...): the outside tools that a test runs.")


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Leave out, and say so, a test whose tools are not here; where nothing may be left out, fail it."""
    needed = {tool for mark in item.iter_markers("needs") for tool in mark.args}
    missing = sorted(tool for tool in needed if not is_here(TOOLS[tool]))
    if missing and os.environ.get("FREESHEET_LEAVE_NOTHING_OUT"):
        pytest.fail(f"{', '.join(missing)} must be here and is not; see .ci/run.")
    if missing:
        pytest.skip(f"left out: needs {', '.join(missing)}, which .ci/run installs")


def is_here(tool: Path | str) -> bool:
    return tool.exists() if isinstance(tool, Path) else shutil.which(tool) is not None


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    count = len(terminalreporter.stats.get("skipped", []))
    if count:
        terminalreporter.write_line(
            f"LEFT OUT: {count} tests, whose tools are not on this machine; .ci/run installs them."
        )


@pytest.fixture(autouse=True)
def _no_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """A date set outside must not change what the tests make."""
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
