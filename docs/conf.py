"""How Sphinx builds the docs."""

import tomllib
from pathlib import Path

project = "Freesheet"
copyright = "the makers of Freesheet"  # noqa: A001 — Sphinx reads this name
release = version = tomllib.loads((Path(__file__).parent.parent / "pyproject.toml").read_text())["project"]["version"]
extensions = ["myst_parser"]
source_suffix = {".md": "markdown"}
myst_heading_anchors = 4
html_theme = "furo"
html_title = "Freesheet"
html_show_sphinx = False
epub_show_urls = "no"
