"""The door that stories come in by: a file, standard input, or an address on the public web."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO
from urllib.parse import unquote, urlsplit

from requests_hardened import Manager

from freesheet.intake.arrival import NotTaken, Raw
from freesheet.intake.fetch import fetch

# Any story with its pictures beside it is far below; a film that was named by mistake is above.
MOST_BYTES = 60_000_000
PICTURES = ("image/",)
# Pictures that one story may fetch; a gallery of hundreds would take minutes and burden the site.
MOST_PICTURES = 40


def open_raw(
    where: str,
    *,
    address: str = "",
    fetch_pictures: bool = False,
    stdin: BinaryIO | None = None,
    sessions: Manager | None = None,
) -> Raw:
    """What is at `where`: a path, "-" for standard input, or an http or https address.

    `address` is where a saved page came from. With `fetch_pictures`, pictures that a file names on the web are fetched;
    those of a fetched page always are. NotTaken when there is nothing to be had.
    """
    if where.startswith(("http://", "https://")):
        page = fetch(where, sessions=sessions)
        name = unquote(urlsplit(page.address).path.rstrip("/").split("/")[-1]) or urlsplit(page.address).netloc
        pictures = _Web(sessions)
        if "." not in name and page.kind.endswith(("html", "xhtml+xml")):
            name += ".html"
        return Raw(page.data, name, address or page.address, pictures.picture, pictures.why_not, page.encoding)
    web = _Web(sessions) if fetch_pictures else None
    if where == "-":
        data = (stdin or sys.stdin.buffer).read(MOST_BYTES + 1)
        return Raw(_whole(data, "Standard input"), "standard input", address, *_both(None, web))
    path = Path(where)
    return Raw(_file(path), str(path), address, *_both(path, web))


def _file(path: Path) -> bytes:
    try:
        if path.is_dir():
            raise NotTaken(f"{path} is a folder; name the files in it.")
        with path.open("rb") as file:
            return _whole(file.read(MOST_BYTES + 1), str(path))
    except FileNotFoundError as error:
        raise NotTaken(f"There is no file {path}.") from error
    except (OSError, ValueError) as error:
        raise NotTaken(f"The file {path} can't be read.") from error


def _whole(data: bytes, name: str) -> bytes:
    if len(data) > MOST_BYTES:
        raise NotTaken(f"{name} is longer than {MOST_BYTES / 1e6:.0f} MB; no story is.")
    if not data.strip():
        raise NotTaken(f"{name} is empty.")
    return data


def _both(path: Path | None, web: "_Web | None") -> tuple[Callable[[str], bytes | None], Callable[[str], str]]:
    """How files beside a story are had, and why one was not."""

    def sibling(source: str) -> bytes | None:
        if _is_web(source):
            return web.picture(source) if web else None
        return _beside(path, source) if path else None

    def why_not(source: str) -> str:
        if not _is_web(source):
            return f"There is no file {source} beside the story."
        return web.why_not(source) if web else f"Its picture is at {source} and was not fetched; add --fetch-pictures."

    return sibling, why_not


def _is_web(source: str) -> bool:
    return source.startswith(("http://", "https://", "//"))


def _beside(path: Path, source: str) -> bytes | None:
    """A file in the story's own folder or below it; nothing else, whatever links and dots say."""
    folder = path.resolve().parent
    named = urlsplit(source).path if "%" in source or "?" in source else source
    for name in dict.fromkeys((source, unquote(named))):
        try:
            found = (folder / name).resolve()
            if found.is_relative_to(folder) and found.is_file() and found.stat().st_size <= MOST_BYTES:
                return found.read_bytes()
        except (OSError, ValueError):
            continue
    return None


class _Web:
    """Pictures from the web, a limited number of them, each through the guard; remembers why one was not had."""

    def __init__(self, sessions: Manager | None) -> None:
        self._sessions = sessions
        self._fetched = 0
        self._reasons: dict[str, str] = {}

    def picture(self, source: str) -> bytes | None:
        if not _is_web(source):
            return None
        source = f"https:{source}" if source.startswith("//") else source
        if self._fetched >= MOST_PICTURES:
            self._reasons[source] = f"It names more than {MOST_PICTURES} pictures on the web; {source} was not fetched."
            return None
        self._fetched += 1
        try:
            return fetch(source, PICTURES, self._sessions).data
        except NotTaken as error:
            self._reasons[source] = str(error)
            return None

    def why_not(self, source: str) -> str:
        source = f"https:{source}" if source.startswith("//") else source
        return self._reasons.get(source, f"The picture {source} was not fetched.")
