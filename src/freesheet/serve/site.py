"""A pressed site as a server knows it: `answer` gives to each request what is to be sent, a second old at the most."""

import time
from collections.abc import Callable
from pathlib import Path

from freesheet.serve.answers import Answer, Headers, Opened, Request, plain_answer
from freesheet.serve.conditions import part, preferred, unchanged
from freesheet.serve.files import Gone, Kept, Memory, find, is_folder, kept_of, opened
from freesheet.serve.paths import file_name, quoted
from freesheet.serve.rules import HEADERS, REDIRECTS, BadRules, Rules, rules_of

# For how long an answer is sent without another look at the disk.
FRESH_SECONDS = 1.0
MEMORY = 256 * 1024 * 1024
# Pages that say that there is no page, and the status that goes with each.
NOT_FOUND, GONE = "404.html", "410.html"
STATUS = {NOT_FOUND: 404, GONE: 410}
# A cached 404 would outlive the page that is published a moment later.
BRIEFLY = "public, max-age=10"
# A request with one of these is no simple one.
CONDITIONS = frozenset(("if-none-match", "if-modified-since", "range"))
_ABOUT_THE_BODY = frozenset(("content-type", "content-encoding", "accept-ranges"))
# The page of a missing page is no version of the page that is missing.
_ABOUT_A_VERSION = frozenset(("etag", "last-modified", "accept-ranges"))
_MOST_ACCEPTED = 1_000


class Site:
    """A folder of a pressed site. `clock` counts seconds from anywhere.

    Files are looked at again when a second has passed since they were; a file of another version, or a whole other
    folder in the place of this one, is then read anew.
    """

    def __init__(self, folder: Path, *, memory: int = MEMORY, clock: Callable[[], float] = time.monotonic) -> None:
        self.root = str(folder.absolute())
        self.clock = clock
        # Whole answers by path and Accept-Encoding, all of the last second: what most requests are answered from.
        self.ready = dict[tuple[str, str | None], Answer]()
        self.until = 0.0
        self._memory = Memory(memory, dropped=self.ready.clear)
        self._preferred = dict[str | None, tuple[str, ...]]()
        self._rules_mark: tuple[object, ...] = ()
        self.rules = self._read_rules()

    def answer(self, request: Request) -> Answer:
        """What is sent for a request."""
        if request.method not in ("GET", "HEAD"):
            return plain_answer(405, "This server answers GET and HEAD.", allow="GET, HEAD")
        self.refresh()
        answer = self._answer(request)
        return answer.headed if request.method == "HEAD" else answer

    def _answer(self, request: Request) -> Answer:
        if target := self.rules.target(request.path, request.query):
            return self._moved(self.rules.status(request.path, request.query), request.path, target)
        if self.rules.is_gone(request.path, request.query):
            return self._missing(request, GONE)
        name = file_name(request.path)
        if name is None:
            return self._missing(request, NOT_FOUND)
        if name in STATUS:
            return self._missing(request, name)
        if kept := self._kept(name, request):
            return self._told(kept, request)
        if not request.path.endswith("/") and is_folder(self.root, name):
            query = f"?{request.query}" if request.query else ""
            return self._moved(308, request.path, quoted(f"{request.path}/") + query)
        return self._missing(request, NOT_FOUND)

    def refresh(self) -> None:
        """Forget what is a second old; read the rules again if they changed."""
        now = self.clock()
        if now < self.until:
            return
        self.ready.clear()
        self.until = now + FRESH_SECONDS
        if self._rules_mark != self._mark_of_rules():
            try:
                self.rules = self._read_rules()
            except BadRules:
                # The rules that were good stay; the press that wrote bad ones will write others.
                return
            self._memory.clear()

    def headers_of(self, *paths: str) -> dict[str, str]:
        return self.rules.headers_of(*paths)

    # ── Files ──

    def _kept(self, name: str, request: Request) -> Kept | None:
        accepted = request.headers.get("accept-encoding")
        liked = self._preferred.get(accepted)
        if liked is None:
            if len(self._preferred) >= _MOST_ACCEPTED:
                self._preferred.clear()
            liked = self._preferred[accepted] = preferred(accepted)
        # Twice, since a file may become another between being found and being read; a third time is no accident.
        for _again in range(3):
            found = find(self.root, name, liked)
            if found is None:
                return None
            kept = self._memory.get(found)
            if kept:
                return kept
            try:
                kept = kept_of(found, self.root, self.headers_of(*_paths(name)))
            except Gone:
                continue
            self._memory.put(kept)
            return kept
        return None

    def _told(self, kept: Kept, request: Request) -> Answer:
        if unchanged(request.headers, kept.etag, kept.found.modified):
            return Answer(304, [header for header in kept.headers if header[0] not in _ABOUT_THE_BODY])
        if request.method == "GET" and not kept.found.encoding and "range" in request.headers:
            asked = part(request.headers, kept.found.size, kept.etag, kept.found.modified)
            if asked == "none":
                return plain_answer(416, "The file ends before that.", content_range=f"bytes */{kept.found.size}")
            if isinstance(asked, range):
                content_range = f"bytes {asked.start}-{asked.stop - 1}/{kept.found.size}"
                return self._sent(kept, 206, [*kept.headers, ("content-range", content_range)], asked)
        if kept.body is None:
            return self._sent(kept, 200, kept.headers, range(kept.found.size))
        if request.method == "GET" and not request.query and not request.headers.keys() & CONDITIONS:
            self.ready[request.path, request.headers.get("accept-encoding")] = kept.whole
        return kept.whole

    def _sent(self, kept: Kept, status: int, headers: Headers, asked: range) -> Answer:
        """A part of a file, or all of a large one."""
        if kept.body is not None:
            return Answer(status, headers, kept.body[asked.start : asked.stop])
        try:
            file = opened(kept.found, self.root)
        except Gone:
            return plain_answer(503, "The file is being replaced. Please try again.", retry_after="1")
        return Answer(status, [*headers, ("content-length", str(len(asked)))], Opened(file, asked))

    # ── Where there is no file ──

    def _missing(self, request: Request, name: str) -> Answer:
        """The site's page that says so, else a line of text."""
        status = STATUS[name]
        kept = self._kept(name, request)
        if kept is None or kept.body is None:
            sentence = "There is no such page." if status == 404 else "This page was taken away for good."
            return plain_answer(status, sentence, cache_control=BRIEFLY)
        about = {**dict(kept.headers), "cache-control": BRIEFLY, "x-robots-tag": "noindex"}
        headers = [(header, value) for header, value in about.items() if header not in _ABOUT_A_VERSION]
        return Answer(status, headers, kept.body)

    def _moved(self, status: int, path: str, target: str) -> Answer:
        headers = {**self.headers_of(path), "location": target, "content-type": "text/plain; charset=utf-8"}
        return Answer(status, [*headers.items()], f"{target}\n".encode())

    # ── Rules ──

    def _mark_of_rules(self) -> tuple[object, ...]:
        return tuple(map(self._mark, (REDIRECTS, HEADERS)))

    def _mark(self, name: str) -> tuple[int, int, int] | None:
        try:
            told = Path(self.root, name).stat()
        except OSError:
            return None
        return told.st_ino, told.st_size, told.st_mtime_ns

    def _read_rules(self) -> Rules:
        self._rules_mark = self._mark_of_rules()
        return rules_of(*map(self._read, (REDIRECTS, HEADERS)))

    def _read(self, name: str) -> bytes | None:
        try:
            return Path(self.root, name).read_bytes()
        except FileNotFoundError:
            return None


def _paths(name: str) -> tuple[str, ...]:
    """The paths that a file answers to, as the rules of headers name them."""
    folder = name.removesuffix("index.html")
    return (f"/{name}",) if folder == name else (f"/{folder}", f"/{name}")
