"""What a tree is made of, made anew where it is out of date: pictures, stories, issues, pages."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from hashlib import blake2b

import msgspec

from freesheet.editions import EDITIONS
from freesheet.press.doing import Doer
from freesheet.press.index import Index, Kept
from freesheet.press.keeping import Keeper
from freesheet.press.plan import Documents, Planner, Recent
from freesheet.press.source import Source
from freesheet.press.stamps import Stamps
from freesheet.press.tree import copies_of
from freesheet.press.work import LAST, File, IssueWork, PageWork, PictureWork, StoryWork, Work
from freesheet.site.logo import FOLDER
from freesheet.site.pages import ArchiveFeed, FileFact
from freesheet.site.setting import LITE, REPUBLISH, SEARCH, Setting
from freesheet.site.story_page import REPUBLISH_FILE, Around

# Editions that go along with a story's page, and those of an issue. What a story by itself has no use for is not made.
STORY_EDITIONS = (*(name for name, edition in EDITIONS.items() if "story" in edition.of), REPUBLISH, SEARCH)
# All that a run can be asked for.
PRODUCTS = (*EDITIONS, REPUBLISH, SEARCH)
ISSUE_EDITIONS = ("text", "print", "large-print", "booklet", "epub", "zim", "bundle")
TAKE_EDITIONS = ("epub", "zim", "bundle")
# Print decides what a page tells of paper.
_TOLD_ON_PAGES = ("print", "large-print", "booklet", "text", "epub", "lite", REPUBLISH)


@dataclass
class Maker:
    """Makes what is out of date. `made` counts the stories; `documents` are the parts of the archive's feed that a full
    press has made along with their stories, and of what.
    """

    source: Source
    editions: tuple[str, ...]
    index: Index
    setting: Setting
    stamps: Stamps
    planner: Planner
    doer: Doer
    keeper: Keeper
    made: int = 0
    documents: dict[str, bytes] = field(default_factory=dict)

    # ── Pictures ─────────────────────────────────────────────────────────────────────────────────────

    def pictures(self) -> None:
        wanted = self.index.picture_digests()
        known = set(wanted)

        def work() -> Iterator[Work]:
            for digest in wanted:
                if not (self.index.fitted(digest) and self.index.inputs(f"picture/{digest}")):
                    file, path = self.index.picture_place(digest)
                    yield PictureWork(f"picture/{digest}", self.doer.picture(file, path), digest)

        for done in self.doer.do(work(), "pictures", size=4):
            if done.problem:
                self.keeper.failures.setdefault(done.key.removeprefix("picture/"), done.problem)
            else:
                self.index.set_fitted(done.key.removeprefix("picture/"), done.told)
                self.keeper.keep(done.key, b"-", done.files, "picture")
        for key in list(self.index.keys("picture/")):
            if key.removeprefix("picture/") not in known:
                self.keeper.drop(key)
                self.index.forget_fitted(key.removeprefix("picture/"))

    def theme(self) -> None:
        """Put the pictures of the house's theme on the site as they are, the logo among them."""
        compressed = self.doer.compressed
        files = tuple(
            File(path, _digest(data), len(data), data=data, copies=copies_of(path, data) if compressed else ())
            for path, data in sorted((FOLDER + name, data) for name, data in self.source.pictures.items())
        )
        inputs = _digest(b"".join(file.path.encode() + file.digest for file in files))
        if not files:
            self.keeper.drop("theme")
        elif self.index.inputs("theme") != inputs:
            self.keeper.keep("theme", inputs, files, "picture")

    # ── Stories ──────────────────────────────────────────────────────────────────────────────────────

    def stories(self, candidates: set[str] | None) -> None:
        index = self.index
        stories: Iterable[Kept] = index.oldest_first()
        if candidates is None:
            gone = [id_ for key in list(index.keys("story/")) if not index.kept(id_ := key.split("/", 2)[2])]
        else:
            ids = sorted(key.removeprefix("story/") for key in candidates if key.startswith("story/"))
            stories = list(filter(None, map(index.kept, ids)))
            gone = [id_ for id_ in ids if not index.kept(id_)]
        for id_ in dict.fromkeys(gone):
            index.set_search(id_, b"")
            for name in STORY_EDITIONS:
                self.keeper.drop(f"story/{name}/{id_}")
        inputs = dict[str, dict[str, bytes]]()
        recent = Recent() if candidates is None else None
        documents = Documents() if self.keeper.is_new else None

        def work() -> Iterator[Work]:
            for kept in stories:
                if (one := self._story_work(kept, inputs, recent)) is None:
                    continue
                yield one
                if documents:
                    yield from map(self._document_work, documents.add(kept, one.data, one.around.pictures))

        for done in self.doer.do(work(), "stories", of=index.count() if candidates is None else 0):
            if done.key in self.documents:
                self.keeper.keep(done.key, self.documents[done.key], done.files, "page")
                continue
            id_ = done.key.removeprefix("story/")
            made = inputs.pop(id_)
            self.keeper.losses.update(dict.fromkeys(done.losses))
            if done.problem:
                self.keeper.failures[id_] = done.problem
                continue
            self.made += 1
            if SEARCH in made:
                index.set_search(id_, done.told)
            for name, digest in made.items():
                files = [file for file in done.files if file.edition == name]
                self.keeper.keep(f"story/{name}/{id_}", digest, files, "story")

    def _document_work(self, page: ArchiveFeed) -> PageWork:
        """A document of the archive's feed, made along with its stories: their articles are at hand there."""
        key = f"archive-feed/{page.month}/{page.number}"
        self.documents[key] = self.stamps.page(page)
        return PageWork(key, page)

    def _story_work(self, kept: Kept, inputs: dict[str, dict[str, bytes]], recent: Recent | None) -> StoryWork | None:
        """What there is to make of a story; None when all of it is up to date."""
        around = self.planner.around(kept, recent)
        wanted, current = self._wanted(kept, around)
        todo = {name: digest for name, digest in wanted.items() if name in self.editions and name not in current}
        if not todo:
            return None
        self.keeper.take_back(f"story/{name}/{kept.id}" for name in todo)
        inputs[kept.id] = todo
        shown = (name for name in current if name in _TOLD_ON_PAGES)
        files = tuple(fact for name in shown if (fact := self._fact(name, f"{kept.slug}/", kept.slug)))
        pictures = tuple(self.doer.picture(file, path) for file, path, _ in self.index.pictures(kept.id))
        data = self.source.archive.data(kept.id)
        return StoryWork(f"story/{kept.id}", data, tuple(todo), msgspec.structs.replace(around, files=files), pictures)

    def _wanted(self, kept: Kept, around: Around) -> tuple[dict[str, bytes], list[str]]:
        """What each edition would be made of now, and which of them are made of just that. Others are taken away."""
        wanted, current = dict[str, bytes](), list[str]()
        told, known = b"", msgspec.msgpack.encode(around)
        pictures = msgspec.msgpack.encode(around.pictures)
        for name in (*(name for name in STORY_EDITIONS if name not in LAST), *LAST):
            if name not in self.editions and self.keeper.fresh:
                continue
            more = known + told if name in ("web", LITE) else pictures if name == REPUBLISH else b""
            digest = blake2b(self.stamps.edition(name) + kept.data.encode() + more, digest_size=16).digest()
            made = b"" if self.keeper.is_new else self.index.inputs(f"story/{name}/{kept.id}")
            if made == digest:
                current.append(name)
            elif made and name not in self.editions:
                self.keeper.drop(f"story/{name}/{kept.id}")
            if name in self.editions or made == digest:
                wanted[name] = digest
                told += digest if name in _TOLD_ON_PAGES else b""
        return wanted, current

    def _fact(self, edition: str, folder: str, slug: str) -> FileFact | None:
        """What the tree has of an edition: its main file."""
        path = folder + (EDITIONS[edition].files.format(slug=slug) if edition in EDITIONS else REPUBLISH_FILE)
        found = self.index.artifact(path)
        return FileFact(edition, path, *found[2:]) if found else None

    # ── Issues ───────────────────────────────────────────────────────────────────────────────────────

    def files_of(self, key: str) -> tuple[FileFact, ...]:
        slug = key.removeprefix("issue-files/")
        # The newest stories' files are called as their folder is.
        slug, folder = ("take", "take/") if slug == "latest" else (slug, f"issues/{slug}/")
        facts = (self._fact(name, folder, slug) for name in ISSUE_EDITIONS)
        return tuple(fact for fact in facts if fact)

    def issues(self) -> None:
        inputs, wanted = dict[str, dict[str, bytes]](), set[str]()
        # One after the other, since each may carry its pictures along.
        for done in self.doer.do(self._issue_works(inputs, wanted), "issues", size=1):
            self.keeper.losses.update(dict.fromkeys(done.losses))
            if done.problem:
                self.keeper.failures[done.key] = done.problem
                continue
            for name, digest in inputs[done.key].items():
                files = [file for file in done.files if file.edition == name]
                self.keeper.keep(f"{done.key}/{name}", digest, files, "story")
        for key in list(self.index.keys("issue-files/")):
            if key not in wanted:
                self.keeper.drop(key)

    def _issue_works(self, inputs: dict[str, dict[str, bytes]], wanted: set[str]) -> Iterator[IssueWork]:
        """What there is to make of issues; `wanted` gets the keys of what is right, or will be."""
        words = self.setting.site
        newest = self.index.newest(self.source.house.front.take_stories)
        plans: list[tuple[str, str, str, str, str, list[Kept], tuple[str, ...]]] = [
            (f"issue-files/{issue.slug}", f"issues/{issue.slug}/", issue.title, issue.number, issue.introduction,
             self.planner.stories_of(issue), ISSUE_EDITIONS)
            for issue in self.planner.newest_issues()
        ]  # fmt: skip
        plans.append(("issue-files/latest", "take/", words.latest, "", "", newest, TAKE_EDITIONS))
        for key, folder, title, number, introduction, stories, editions in plans:
            if not stories:
                continue
            told = msgspec.msgpack.encode((title, number, introduction, [kept.data for kept in stories]))
            todo = dict[str, bytes]()
            for name in editions:
                digest = blake2b(self.stamps.edition(name) + told, digest_size=16).digest()
                is_made = self.index.inputs(f"{key}/{name}") == digest
                if name in self.editions and not is_made:
                    todo[name] = digest
                if name in self.editions or (is_made and not self.keeper.fresh):
                    wanted.add(f"{key}/{name}")
            if not todo:
                continue
            self.keeper.take_back(f"{key}/{name}" for name in todo)
            inputs[key] = todo
            pictures = {
                file: self.doer.picture(file, path)
                for kept in stories
                for file, path, _ in self.index.pictures(kept.id)
            }
            data = tuple(self.source.archive.data(kept.id) for kept in stories)
            yield IssueWork(key, folder, title, number, introduction, data, tuple(todo), tuple(pictures.values()))

    # ── Pages ────────────────────────────────────────────────────────────────────────────────────────

    def pages(self, candidates: set[str] | None) -> None:
        keys = self._page_keys(candidates)
        self._make_all([key for key in keys if key != "files" and key not in self.documents])
        # Which old addresses still lead somewhere is known when all pages are.
        if "files" in keys or self._are_old(self.keeper.moved):
            self._make_all(["files"])

    def _are_old(self, folders: set[str]) -> bool:
        """Whether something else is told of one of these folders, as an old address."""
        told = {row.source.strip("/") for row in self.source.redirects.rows}
        return any(folder in told or self.index.is_alias(folder) for folder in folders)

    def _make_all(self, keys: Sequence[str]) -> None:
        inputs = dict[str, bytes]()

        def work() -> Iterator[Work]:
            for key in keys:
                page = self.planner.page(key)
                if page is None:
                    self.keeper.drop(key)
                    continue
                digest = self.stamps.page(page)
                if self.keeper.is_due(key, digest):
                    inputs[key] = digest
                    yield PageWork(key, page)

        for done in self.doer.do(work(), "pages", size=16, of=len(keys)):
            self.keeper.keep(done.key, inputs.pop(done.key), done.files, "front" if done.key == "front" else "page")

    def _page_keys(self, candidates: set[str] | None) -> list[str]:
        """The pages to look at, the front page last; those that the site should no longer have are dropped."""
        if candidates is None:
            keys = list(dict.fromkeys(self.planner.keys()))
            known = set(keys)
            for key in list(self.index.keys()):
                if key not in known and not key.startswith(("story/", "picture/", "issue-files/", "theme")):
                    self.keeper.drop(key)
            return keys
        settled = {self.planner.settled(key) for key in candidates if not key.startswith("story/")}
        settled.discard("")
        always = {f"fixed/{page.slug}" for page in self.source.fixed if page.slug != "give"} | {"give"}
        gone = {key for key in self.index.keys("fixed/") if key not in always}
        for key in gone:
            self.keeper.drop(key)
        return sorted((settled | always) - gone, key=lambda key: (key == "front", key))


def _digest(data: bytes) -> bytes:
    return blake2b(data, digest_size=16).digest()
