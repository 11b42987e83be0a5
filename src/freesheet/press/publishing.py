"""One publication of a site: open the source, run the press, and bring the tree to where readers find it."""

from collections.abc import Iterable
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from urllib.parse import quote

from freesheet.house import House
from freesheet.press.bucket import Bucket, Sent, publish
from freesheet.press.doing import Watch
from freesheet.press.executors import Workers
from freesheet.press.folder import open_source
from freesheet.press.home import alone, home_of, open_index
from freesheet.press.site_run import Changed, Run, run, to_nobody

# Where a press that publishes elsewhere keeps its tree, in the source's folder.
_APART = ".freesheet"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a site is published: the folder of its tree, and the bucket that it is sent to, if any."""

    tree: Path
    bucket: Bucket | None = None

    @classmethod
    def of(cls, to: str, source: Path, work: Path | None = None) -> "Place":
        """The place of an address: a folder, or s3://BUCKET/FOLDER with a folder to work in. Raises CantWrite."""
        if not to.startswith("s3:"):
            return cls(Path(to))
        bucket = Bucket.of(to)
        folder = source if source.is_dir() else source.parent
        return cls(work or folder / _APART / bucket.folder, bucket)

    def __str__(self) -> str:
        return str(self.bucket or self.tree)


@dataclass(frozen=True)
class Order:
    """What is to be published, and where to."""

    source: Path
    to: Place
    editions: tuple[str, ...]
    house: Path | None = None
    compressed: bool = True
    # Whether to tell which addresses changed: a list as long as the site, when all of it is made anew.
    changed: bool = False


def press(order: Order, workers: Workers, *, now: datetime, full: bool = False, watch: Watch) -> Run:
    """Bring a site up to date. Raises what `run` raises, and CantWrite when a bucket does not take it."""
    tree, changed = order.to.tree, list[str]()
    home = home_of(tree)
    source = open_source(order.source, home, order.house, workers.map)
    with closing(source.archive):
        done = run(
            source,
            order.editions,
            tree,
            now=now,
            full=full,
            compressed=order.compressed,
            executor=workers.executor,
            jobs=workers.count,
            remote=workers.remote,
            hand=workers.hand,
            watch=watch,
            changed=changed.extend if order.changed else to_nobody,
        )
    if order.to.bucket:
        changed.clear()
        sent = _send(order.to.bucket, tree, source.house, changed.extend)
        done = replace(done, sent=sent.put, taken=sent.removed)
    return replace(done, changed=addresses(source.house.site, changed)) if order.changed else done


def _send(bucket: Bucket, tree: Path, house: House, changed: Changed) -> Sent:
    home = home_of(tree)
    with alone(home), closing(open_index(tree, house)) as index:
        return publish(tree, index, home / f"{bucket.folder}.db", bucket, bucket.store(), changed)


def addresses(site: str, paths: Iterable[str]) -> tuple[str, ...]:
    """The absolute addresses of files, as pages link to them; what no server shows has none."""
    root = site.rstrip("/")
    shown = sorted({path.removesuffix("index.html") if _is_index(path) else path for path in paths if _is_shown(path)})
    return tuple(f"{root}/{quote(path)}" for path in shown)


def _is_index(path: str) -> bool:
    return path == "index.html" or path.endswith("/index.html")


def _is_shown(path: str) -> bool:
    return not path.startswith(".freesheet/")
